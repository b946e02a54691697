/** Small shapes beside words, never instead of them: a door open, ajar or shut; a disc full, half or empty; a question. */
import type { Effect } from "../wire.ts";
import { el } from "./el.ts";
import { NAMED, SAID } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";
const FRAME = "M5 21V3h14v18M2.5 21h19";
const RING = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z";

type Shape = { line: string; fill: string };

const DOORS: Record<Effect, Shape> = {
  helps: { line: FRAME, fill: "M5 3l4.5 2.6V23L5 21z" },
  mixed: { line: FRAME, fill: "M5 3l9 1.8v17.6L5 21z" },
  hurts: { line: FRAME, fill: "M5 3h14v18H5z" },
};

const DISCS: Record<Effect, Shape> = {
  helps: { line: RING, fill: RING },
  mixed: { line: RING, fill: "M12 3a9 9 0 0 0 0 18z" },
  hurts: { line: RING, fill: "" },
};

const ASKING: Shape = { line: `${RING}M9.4 9.6a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2.1M12 16.9v.2`, fill: "" };

function path(d: string, fill: string): SVGPathElement {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("d", d);
  made.setAttribute("fill", fill);
  return made;
}

function icon({ line, fill }: Shape): SVGSVGElement {
  const made = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 24 24",
    width: "20",
    height: "20",
    class: "pw-icon",
    "aria-hidden": "true",
    focusable: "false",
    stroke: "currentColor",
    "stroke-width": "2",
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  })) {
    made.setAttribute(name, value);
  }
  made.append(path(fill, "currentColor"), path(line, "none"));
  return made;
}

function tag(shape: Shape, words: string): HTMLElement {
  return el("p", { class: "pw-effect" }, icon(shape), el("span", {}, words));
}

/** What was done, as a tick and in words. */
export function tick(words: string): HTMLElement {
  return tag({ line: "M4 13l5 5L20 6", fill: "" }, words);
}

/** What a reply does, as a door and in words. */
export function door(effect: Effect, words: string = SAID[effect]): HTMLElement {
  return tag(DOORS[effect], words);
}

/** What the coach only asks about, as a question mark and in words. */
export function thought(words: string): HTMLElement {
  return tag(ASKING, words);
}

/** How well something fits, as a disc and in words. */
export function disc(effect: Effect, words: string = NAMED[effect]): HTMLElement {
  return tag(DISCS[effect], words);
}
