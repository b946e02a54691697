/** Own ratings above and marks for replies below: two panels, since a rating and a mark are not the same measure. */
import type { Lines, Occasion, Point } from "../../judge/standing.ts";
import { el } from "../el.ts";
import { svg, write } from "../planner/svg.ts";
import { dot, figure, key, NONE, picture, type Shape, table, WIDTH, words } from "./frame.ts";

/** More columns than that cannot be named on a phone. */
const MOST = 5;
const [LEFT, TOP, HEIGHT] = [30, 22, 96];

interface Series {
  points: readonly Point[];
  shape: Shape;
  look: string;
  above: boolean;
}

export function lines(both: Lines): HTMLElement {
  const { ratings, own_marks, peer_marks, top, most } = both;
  const all = [...ratings, ...own_marks, ...peer_marks].map(({ when }) => when).sort((a, b) => a.seq - b.seq);
  const columns = [...new Map(all.map((when) => [when.day, when] as const).reverse()).values()].sort((a, b) => a.seq - b.seq);
  const shown = columns.slice(-MOST);
  const by = (points: readonly Point[], of: string) => [dot(12, 10, points === peer_marks ? "square" : "hollow"), of] as const;
  const signs = [
    ...(peer_marks.length > 0 ? [by(peer_marks, "Marked by others")] : []),
    ...(own_marks.length > 0 ? [by(own_marks, "Marked by you")] : []),
  ];
  const rating = panel(`How you rated yourself, from 0 to ${top}`, top, shown, [
    { points: ratings, shape: "full", look: "pw-chart-line", above: true },
  ]);
  const marks = panel(`What your replies showed, from 0 to ${most}`, most, shown, [
    { points: own_marks, shape: "hollow", look: "pw-chart-line pw-chart-dashed", above: true },
    { points: peer_marks, shape: "square", look: "pw-chart-line pw-chart-warm", above: false },
  ]);
  return figure(
    both.says,
    ...rating,
    ...marks,
    ...(signs.length > 0 ? [key(signs)] : []),
    ...(columns.length > MOST ? [el("p", { class: "pw-quiet" }, `The last ${MOST} days are drawn. The table has all ${columns.length}.`)] : []),
    tabled(both, columns),
  );
}

/** One measure on its own axis, with its values as numbers; every day that either panel has stands below. */
function panel(title: string, most: number, columns: readonly Occasion[], series: readonly Series[]): HTMLElement[] {
  const step = (WIDTH - LEFT) / Math.max(1, columns.length);
  const x = (day: string) => LEFT + step * (columns.findIndex((when) => when.day === day) + 0.5);
  const y = ({ over, under }: { over: number; under: number }) => TOP + HEIGHT * (1 - over / under / most);
  const levels = [0, 0.5, 1].flatMap((part) => {
    const level = y({ over: part * most, under: 1 });
    const number = svg("text", { class: "pw-chart-end", x: LEFT - 6, y: level + 5, "text-anchor": "end", "font-size": 13 }, words(String(part * most)));
    return [svg("line", { class: "pw-chart-level", x1: LEFT, x2: WIDTH, y1: level, y2: level }), number];
  });
  const drawn = series.flatMap(({ points, shape, look, above }) => {
    const there = points.filter(({ when }) => columns.some(({ day }) => day === when.day));
    const places = there.map((point) => `${x(point.when.day).toFixed(1)},${y(point.value).toFixed(1)}`).join(" ");
    const dots = there.map((point) => dot(x(point.when.day), y(point.value), shape));
    const values = there.map(({ when, value, shown }) => {
      const at = y(value) + (above ? -12 : 23);
      return svg("text", { class: "pw-chart-end", x: x(when.day), y: at.toFixed(1), "text-anchor": "middle", "font-size": 14 }, words(shown));
    });
    return [...(there.length > 1 ? [svg("polyline", { class: look, points: places })] : []), ...dots, ...values];
  });
  const foot = TOP + HEIGHT + 22;
  const named = columns.map((when, i) =>
    write(when.words.replace(", ", "\n"), { x: LEFT + step * i + 2, y: foot, width: step - 4, size: 13, look: "pw-drawn-name", middle: true }),
  );
  const height = foot + Math.max(0, ...named.map((each) => each.height)) + 4;
  const chart = picture(title, height, "lines", ...levels, ...drawn, ...named.map(({ node }) => node));
  return [el("p", { class: "pw-chart-panel" }, title), el("div", {}, chart)];
}

function tabled({ ratings, own_marks, peer_marks, top, most }: Lines, columns: readonly Occasion[]): HTMLElement {
  const on = (points: readonly Point[], day: string) =>
    points.filter(({ when }) => when.day === day).map(({ shown }) => shown).join(", ") || NONE;
  const rows = columns.map(({ day, words: when }) => [when, ...[ratings, peer_marks, own_marks].map((points) => on(points, day))]);
  const head = ["When", `Your rating, of ${top}`, `Marked by others, of ${most}`, `Marked by you, of ${most}`];
  return table("Your ratings, and the marks for your replies", head, rows);
}
