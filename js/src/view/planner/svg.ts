/** Shapes and lines of text for drawings. A drawing is as wide as a phone and as tall as its words need. */

const SVG = "http://www.w3.org/2000/svg";

export const WIDTH = 300;
const LEADING = 1.35;

type Attributes = Record<string, string | number>;

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes, ...children: Node[]): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** About how wide a letter is, as a part of its height. A little too wide is better than too narrow. */
function wide(letter: string): number {
  if (/[iljtfrI.,:;'’|!()[\] ]/.test(letter)) return 0.34;
  if (/[mwMW@%]/.test(letter)) return 0.9;
  if (/[A-Z0-9?…–—]/.test(letter)) return 0.68;
  return (letter.codePointAt(0) ?? 0) > 0x2e7f ? 1.05 : 0.55;
}

function measure(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + wide(letter), 0);
}

/** Breaks between words, at the learner's own line ends, and inside a word only where it is longer than a line. */
export function wrap(text: string, width: number, size: number): string[] {
  const room = width / size;
  return text.split("\n").flatMap((part) => {
    const lines: string[] = [];
    let line = "";
    for (const word of part.split(/\s+/).filter(Boolean).flatMap((each) => pieces(each, room))) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && measure(longer) > room) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return line === "" ? lines : [...lines, line];
  });
}

function pieces(word: string, room: number): string[] {
  if (measure(word) <= room) return [word];
  const made = [""];
  for (const letter of Array.from(word)) {
    const last = made[made.length - 1] ?? "";
    if (last !== "" && measure(last + letter) > room) made.push(letter);
    else made[made.length - 1] = last + letter;
  }
  return made;
}

export interface Written {
  node: SVGElement;
  height: number;
}

interface Where {
  x: number;
  y: number;
  width: number;
  size?: number;
  look?: "pw-drawn-text" | "pw-drawn-name" | "pw-drawn-on";
  middle?: boolean;
}

/** Lines of text from `y` down; how tall they are is known at once. */
export function write(text: string, { x, y, width, size = 15, look = "pw-drawn-text", middle = false }: Where): Written {
  const isFromRight = /^[^\p{L}]*[\u0590-\u08ff]/u.test(text);
  const at = middle ? x + width / 2 : isFromRight ? x + width : x;
  const lines = wrap(text, width, size).map((line, i) =>
    svg("tspan", { x: at, y: (y + size * (0.95 + i * LEADING)).toFixed(1) }, document.createTextNode(line)),
  );
  const attributes: Attributes = { class: look, "font-size": size, "text-anchor": middle ? "middle" : "start" };
  if (isFromRight) attributes["direction"] = "rtl";
  return { node: svg("text", attributes, ...lines), height: lines.length * size * LEADING };
}

/** Texts below each other, and their height together. */
export function stack(texts: readonly (readonly [text: string, look: NonNullable<Where["look"]>])[], where: Omit<Where, "look">): Written {
  const group = svg("g", {});
  let { y } = where;
  for (const [text, look] of texts) {
    if (text === "") continue;
    const { node, height } = write(text, { ...where, y, look, size: look === "pw-drawn-name" ? 13 : (where.size ?? 15) });
    group.append(node);
    y += height;
  }
  return { node: group, height: y - where.y };
}

export function plate(x: number, y: number, width: number, height: number, look: string, round = 10): SVGRectElement {
  return svg("rect", { x, y, width, height, rx: round, class: look });
}
