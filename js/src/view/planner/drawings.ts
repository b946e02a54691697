/** Six pictures of what was written. Nothing in them is told by colour alone, and all of it stands beside them in words. */
import type { Drawing, Piece } from "../../judge/planner.ts";
import { plate, stack, svg, WIDTH, write } from "./svg.ts";

interface Part {
  nodes: Node[];
  height: number;
}

const DASHES = ["none", "7 4", "2 4", "12 4 2 4", "1 7", "16 6", "7 4 2 4"];
const PAD = 12;
const HALF = 132;
/** A bow a little wider than a half circle. */
const FLAT = 1.25;

/** The picture, for a page of its own or between others. */
export function draw(drawing: Drawing): SVGSVGElement {
  const { nodes, height } = KINDS[drawing.drawing](drawing);
  return svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
      class: "pw-drawing",
      role: "img",
      "aria-label": `${drawing.title}. ${drawing.words.join(" ")}`,
      "data-drawing": drawing.drawing,
    },
    ...nodes,
  );
}

const KINDS: Record<Drawing["drawing"], (drawing: Drawing) => Part> = { web, rings, overlap, chain, arc, fade };

/** Somebody above, and what stands round them on both sides of a stem. The thicker the branch, the higher the number. */
function web({ centre, pieces, most }: Drawing): Part {
  const middle = WIDTH / 2;
  const name = stack([[centre, "pw-drawn-on"]], { x: 40, y: PAD, width: WIDTH - 80, size: 16, middle: true });
  const top = centre === "" ? 8 : name.height + 2 * PAD;
  const sides = [...new Set(pieces.map(({ side }) => side))];
  const ends = [top + 14, top + 34];
  const boxes = pieces.map((piece, i) => {
    const [left, y] = [i % 2 === 0, ends[i % 2] ?? 0];
    const x = left ? 1 : WIDTH - HALF - 1;
    const told = [piece.side, piece.size === null ? "" : `${piece.size} of ${most}`].filter(Boolean).join(" · ");
    const words = stack([[piece.text, "pw-drawn-text"], [told, "pw-drawn-name"]], { x: x + 10, y: y + 9, width: HALF - 20 });
    const height = words.height + 20;
    ends[i % 2] = y + height + 14;
    const thick = (1.5 + (6 * (piece.size ?? 0)) / most).toFixed(1);
    const at = y + height / 2;
    const branch = svg("line", { x1: middle, x2: left ? HALF + 1 : WIDTH - HALF - 1, y1: at, y2: at, class: "pw-drawn-line", "stroke-width": thick });
    const box = plate(x, y, HALF, height, "pw-drawn-box");
    box.setAttribute("stroke-dasharray", DASHES[sides.indexOf(piece.side) % DASHES.length] ?? "none");
    return { at, nodes: [branch, box, words.node] };
  });
  const foot = Math.max(top, ...boxes.map(({ at }) => at));
  const stem = svg("line", { x1: middle, x2: middle, y1: top - 4, y2: foot, class: "pw-drawn-line", "stroke-width": 2 });
  const pill = centre === "" ? [] : [plate(30, 1, WIDTH - 60, top - 2, "pw-drawn-full", 22), name.node];
  return { nodes: [stem, ...boxes.flatMap(({ nodes }) => nodes), ...pill], height: Math.max(...ends) - 12 };
}

/** Each inside the next, the first innermost. */
function rings({ pieces }: Drawing): Part {
  const count = pieces.length;
  const outside = [...pieces].reverse();
  const looks = ["pw-drawn-box", "pw-drawn-soft", "pw-drawn-warm"];
  const nodes: Node[] = [];
  const tops: number[] = [];
  let y = 1;
  outside.forEach((piece, i) => {
    tops.push(y);
    const words = stack(told(piece), { x: 1 + i * PAD + 18, y: y + 14, width: WIDTH - 2 - 2 * i * PAD - 36 });
    nodes.push(words.node);
    y += words.height + 28;
  });
  const bottom = y + (count - 1) * PAD;
  const plates = outside.map((_, i) => {
    const top = tops[i] ?? 0;
    return plate(1 + i * PAD, top, WIDTH - 2 - 2 * i * PAD, bottom - i * PAD - top, looks[(count - 1 - i) % looks.length] ?? "", 30 - i * 4);
  });
  return { nodes: [...plates, ...nodes], height: bottom + 2 };
}

/** Two views laid over each other; what both hold stands where they meet. */
function overlap({ pieces }: Drawing): Part {
  const [left, both, right] = pieces;
  if (!left || !both || !right) return { nodes: [], height: 0 };
  const lap = 26;
  const one = stack(told(left), { x: 18, y: 16, width: WIDTH - lap - 38 });
  const second = 16 + one.height + 14;
  const two = stack(told(both), { x: lap + 18, y: second + 14, width: WIDTH - 2 * lap - 36 });
  const third = second + 14 + two.height + 14;
  const three = stack(told(right), { x: lap + 18, y: third + 14, width: WIDTH - lap - 38 });
  const end = third + 14 + three.height + 14;
  return {
    nodes: [
      plate(1, 1, WIDTH - lap - 2, third - 1, "pw-drawn-soft", 26),
      plate(lap + 1, second, WIDTH - lap - 2, end - second, "pw-drawn-warm", 26),
      plate(lap + 1, second, WIDTH - 2 * lap - 2, third - second, "pw-drawn-box", 26),
      one.node,
      two.node,
      three.node,
    ],
    height: end + 2,
  };
}

/** One box after another. */
function chain({ pieces }: Drawing): Part {
  const nodes: Node[] = [];
  let y = 1;
  pieces.forEach((piece, i) => {
    if (i > 0) {
      const middle = WIDTH / 2;
      nodes.push(svg("line", { x1: middle, x2: middle, y1: y, y2: y + 15, class: "pw-drawn-line", "stroke-width": 2 }));
      nodes.push(svg("path", { d: `M${middle - 6} ${y + 13}h12l-6 9z`, class: "pw-drawn-fill" }));
      y += 23;
    }
    const words = write(piece.text, { x: 28, y: y + 10, width: WIDTH - 56 });
    const isLast = i === pieces.length - 1;
    nodes.push(plate(10, y, WIDTH - 20, words.height + 20, isLast ? "pw-drawn-warm" : "pw-drawn-soft"), words.node);
    y += words.height + 20;
  });
  return { nodes, height: y + 2 };
}

/** A talk as a bow from end to end, cut where one stretch gives way to the next. */
function arc({ pieces, most }: Drawing): Part {
  const [cx, cy, r] = [WIDTH / 2, 128, 116];
  const nodes: Node[] = [];
  const point = (part: number, radius = r) => {
    const angle = Math.PI * (1 - part);
    return `${(cx + radius * FLAT * Math.cos(angle)).toFixed(1)} ${(cy - radius * Math.sin(angle)).toFixed(1)}`;
  };
  const looks = ["pw-drawn-soft", "pw-drawn-warm", "pw-drawn-box"];
  let at = 0;
  pieces.forEach(({ size }, i) => {
    if (!size || most === 0) return;
    const [from, to] = [at / most + 0.004, (at + size) / most - 0.004];
    at += size;
    const d = `M${point(from)}A${r * FLAT} ${r} 0 0 1 ${point(to)}L${point(to, r - 30)}A${(r - 30) * FLAT} ${r - 30} 0 0 0 ${point(from, r - 30)}Z`;
    nodes.push(svg("path", { d, class: looks[i % looks.length] ?? "" }));
    const [x = "0", y = "0"] = point((from + to) / 2, r - 15).split(" ");
    nodes.push(write(String(i + 1), { x: Number(x) - 15, y: Number(y) - 8, width: 30, size: 13, middle: true }).node);
  });
  if (most > 0) nodes.push(write(`${most} ${most === 1 ? "minute" : "minutes"}`, { x: 70, y: cy - 30, width: 160, size: 17, middle: true }).node);
  let y = most > 0 ? cy + 16 : 4;
  pieces.forEach(({ text, size }, i) => {
    const number = write(`${i + 1}`, { x: 2, y, width: 20, middle: true });
    const time = write(size === null ? "no time yet" : `${size} min`, { x: WIDTH - 72, y, width: 72 });
    const words = write(text, { x: 30, y, width: WIDTH - 106 });
    nodes.push(number.node, words.node, time.node);
    y += Math.max(words.height, time.height) + 6;
  });
  return { nodes, height: y };
}

/** A bar for each thing: how much of it the worker does, how much the person. */
function fade({ pieces, most }: Drawing): Part {
  const nodes: Node[] = [];
  let y = 2;
  for (const { text, side, size } of pieces) {
    const words = write(text, { x: 2, y, width: WIDTH - 4 });
    y += words.height + 4;
    nodes.push(words.node, plate(1, y, WIDTH - 2, 18, "pw-drawn-box", 9));
    const mine = size === null ? 0 : Math.round(((WIDTH - 2) * (most - size)) / most);
    if (mine > 0) nodes.push(plate(1, y, Math.max(mine, 18), 18, "pw-drawn-full", 9));
    y += 22;
    const told = write(side === "" ? "not chosen yet" : side, { x: 2, y, width: WIDTH - 4, size: 13, look: "pw-drawn-name" });
    nodes.push(told.node);
    y += told.height + 14;
  }
  return { nodes, height: y - 8 };
}

function told({ name, text }: Piece): (readonly [string, "pw-drawn-name" | "pw-drawn-text"])[] {
  return [[name, "pw-drawn-name"], [text === "" ? "…" : text, "pw-drawn-text"]];
}
