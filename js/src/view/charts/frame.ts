/** What charts of ratings share: rows on one axis, dots that differ in shape, and the same as a table. */
import type { Ratio } from "../../wire.ts";
import { el } from "../el.ts";
import { plate, svg, write } from "../planner/svg.ts";
import { more } from "../parts.ts";

export const WIDTH = 320;
export const EDGE = 24;
const ROW = 46;
/** Where the line of a row stands below its label. */
const LINE = 30;
const SMALL = 13;

/** One row: its label, what stands at its end, and what is drawn at the height `y`. */
export interface Row {
  label: string;
  end: string;
  marks(y: number): Node[];
}

export interface Chart {
  title: string;
  answers: readonly string[];
  rows: readonly Row[];
  name: string;
}

export function across(value: Ratio, answers: readonly string[]): number {
  return at(value.over / value.under, answers);
}

export function at(value: number, answers: readonly string[]): number {
  const top = answers.length - 1;
  return EDGE + (Math.min(top, Math.max(0, value)) / top) * (WIDTH - 2 * EDGE);
}

/** Rows below each other, over lines that say what each place is. */
export function rowsOn({ title, answers, rows, name }: Chart): SVGElement {
  const foot = rows.length * ROW;
  const drawn = rows.flatMap(({ label, end, marks }, i) => {
    const top = i * ROW;
    const y = top + LINE;
    const text = svg("text", { class: "pw-chart-end", x: WIDTH, y: top + 15, "text-anchor": "end", "font-size": 14 }, words(end));
    const line = svg("line", { class: "pw-chart-level", x1: EDGE, x2: WIDTH - EDGE, y1: y, y2: y });
    // Broken where the label stands, so that no line runs through it.
    const levels = answers.map((_, value) =>
      svg("line", { class: "pw-chart-level", x1: at(value, answers), x2: at(value, answers), y1: top + 21, y2: top + ROW }),
    );
    return [write(label, { x: 0, y: top + 1, width: WIDTH - 96, size: 15 }).node, text, line, ...levels, ...marks(y)];
  });
  const step = (WIDTH - 2 * EDGE) / (answers.length - 1);
  const named = answers.flatMap((answer, value) => {
    const x = at(value, answers) - step / 2;
    const number = write(String(value), { x, y: foot + 6, width: step, size: SMALL, middle: true });
    return [number.node, write(answer, { x, y: foot + 22, width: step, size: SMALL, look: "pw-drawn-name", middle: true }).node];
  });
  return picture(title, foot + 44, name, ...drawn, ...named);
}

/** A picture with a name; its sentences and its table stand beside it, so it says no more than that. */
export function picture(title: string, height: number, name: string, ...nodes: Node[]): SVGElement {
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`, class: "pw-drawing pw-chart", role: "img", "aria-label": `${title}. The same stands below, in sentences and as a table.`, "data-chart": name },
    svg("title", {}, words(title)),
    ...nodes,
  );
}

export type Shape = "hollow" | "full" | "diamond" | "square";

export function dot(x: number, y: number, shape: Shape): SVGElement {
  const look = `pw-chart-dot pw-chart-${shape}`;
  if (shape === "square") return plate(x - 6, y - 6, 12, 12, look, 1);
  if (shape !== "diamond") return svg("circle", { class: look, cx: x, cy: y, r: 7 });
  return svg("path", { class: look, d: `M${x} ${y - 8.5}l8.5 8.5l-8.5 8.5l-8.5 -8.5z` });
}

/** What a shape stands for, with the shape itself. */
export function key(parts: readonly (readonly [Node, string])[]): HTMLElement {
  return el(
    "ul",
    { class: "pw-chart-key" },
    ...parts.map(([shape, text]) => {
      const drawn = svg("svg", { viewBox: "0 0 24 20", class: "pw-drawing pw-chart-sign", "aria-hidden": "true", focusable: "false" }, shape);
      return el("li", {}, drawn, el("span", {}, text));
    }),
  );
}

export function words(text: string): Text {
  return document.createTextNode(text);
}

/** The same as a table, folded: the first cell of a row names it. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const row = ([name = "", ...cells]: readonly string[]) =>
    el("tr", {}, el("th", { scope: "row" }, name), ...cells.map((cell) => el("td", {}, cell)));
  const made = el(
    "table",
    { class: "pw-gauge-table pw-chart-table" },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...head.map((each) => el("th", { scope: "col" }, each)))),
    el("tbody", {}, ...rows.map(row)),
  );
  const scroll = el("div", { class: "pw-chart-scroll", tabindex: "0", role: "group", "aria-label": caption }, made);
  return more("The same as a table", scroll);
}

/** A chart with what it says before it, and below it what its signs mean and the table. */
export function figure(says: readonly string[], ...parts: Node[]): HTMLElement {
  const said = el("figcaption", {}, ...says.map((each) => el("p", {}, each)));
  return el("figure", { class: "pw-chart-figure" }, said, ...parts);
}

/** Stands where there is no number. */
export const NONE = "–";
