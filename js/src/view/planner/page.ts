/** The finished page of a plan, and what the checks say of it. */
import type { Block, Checked, Drawing } from "../../judge/planner.ts";
import { GAP } from "../../judge/planner.ts";
import { el, spoken } from "../el.ts";
import { more } from "../parts.ts";
import { draw } from "./drawings.ts";
import { svg } from "./svg.ts";

type Tag = "h3" | "h4" | "h5" | "h6";

/** One sentence for each check: whether it is so already, and what to ask where it is not. */
export function checks(all: readonly Checked[]): HTMLElement {
  return el("ul", { class: "pw-checks" }, ...all.map(check));
}

function check({ says, ask, met }: Checked): HTMLElement {
  return el(
    "li",
    { "data-met": met ? "yes" : "not-yet" },
    tick(met),
    el("span", {}, met ? spoken("There already: ") : el("span", { class: "pw-tag" }, "Not yet: "), says, !met && " ", !met && el("em", {}, ask)),
  );
}

/** A full disc with a tick, or an empty one in dashes. */
function tick(met: boolean): SVGSVGElement {
  const ring = svg("circle", { cx: 12, cy: 12, r: 9.5, fill: met ? "currentColor" : "none", stroke: "currentColor", "stroke-width": 2 });
  if (!met) ring.setAttribute("stroke-dasharray", "3.5 3");
  const mark = svg("path", { d: "M7.5 12.5l3 3 6-7", class: "pw-tick", fill: "none", "stroke-width": 2.5 });
  const made = svg("svg", { viewBox: "0 0 24 24", class: "pw-icon", "aria-hidden": "true", focusable: "false" }, ring);
  if (met) made.append(mark);
  return made;
}

/** The page as it will be on paper. `heading` gives the tag of a heading so many steps down. */
export function paper(title: string, blocks: readonly Block[], heading: (down: number) => Tag): HTMLElement {
  const nothing = el("p", { class: "pw-quiet" }, "Nothing is written yet. The page grows with every answer.");
  return el(
    "article",
    { class: "pw-paper" },
    el(heading(1), { class: "pw-paper-title" }, title),
    ...(blocks.length > 0 ? blocks.map((block) => drawn(block, heading)) : [nothing]),
  );
}

function drawn(block: Block, heading: (down: number) => Tag): HTMLElement {
  switch (block.block) {
    case "heading":
      return el(heading(2), { class: "pw-paper-heading" }, block.text);
    case "text":
      return el("p", { class: "pw-own", dir: "auto" }, block.text);
    case "list":
      return el("ul", {}, ...block.items.map((item) => el("li", { class: "pw-own", dir: "auto" }, item)));
    case "table":
      return table(block);
    case "drawing":
      return figure(block);
  }
}

/** On a narrow screen each row becomes a small card, so every cell carries the name of its column. */
function table({ head, rows }: { head: string[]; rows: string[][] }): HTMLElement {
  const cells = (row: string[]) =>
    row.map((text, i) => el("td", { role: "cell", "data-name": head[i] ?? "" }, el("span", { class: "pw-own", dir: "auto" }, text || GAP)));
  return el(
    "table",
    { class: "pw-paper-table", role: "table" },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head.map((name) => el("th", { scope: "col", role: "columnheader" }, name)))),
    el("tbody", { role: "rowgroup" }, ...rows.map((row) => el("tr", { role: "row" }, ...cells(row)))),
  );
}

function figure(drawing: Drawing): HTMLElement {
  const words = el("ul", {}, ...drawing.words.map((line) => el("li", { class: "pw-own", dir: "auto" }, line)));
  const made = el("figure", { class: "pw-figure" }, el("figcaption", {}, drawing.title));
  made.append(draw(drawing), more("The same in words", words));
  return made;
}
