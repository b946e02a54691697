/** What the replies moved: a small drawing for each gauge, with the same in a sentence and in a table. */
import { TOP } from "../../judge/conversation.ts";
import { type Route, trace, type Trace } from "../../judge/route.ts";
import type { Conversation } from "../../wire.ts";
import { el } from "../el.ts";
import { more } from "../parts.ts";
import { listed } from "../words.ts";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, EDGE] = [320, 80, 6];

export function gauges({ gauges: all }: Conversation, route: Route): HTMLElement[] {
  const traces = all.map((gauge) => ({ gauge, trace: trace(route, gauge.id) }));
  const turns = route.moments.length;
  const figures = traces.map(({ gauge, trace: each }) =>
    el(
      "figure",
      { class: "pw-gauge" },
      el("figcaption", {}, el("span", { class: "pw-tag" }, `${gauge.label}. `), sentence(each)),
      el("p", { class: "pw-gauge-end" }, el("span", { class: "pw-spoken" }, `${TOP} is: `), gauge.high),
      drawing(each.values),
      el("p", { class: "pw-gauge-end" }, el("span", { class: "pw-spoken" }, "0 is: "), gauge.low),
      el(
        "p",
        { class: "pw-gauge-axis", "aria-hidden": "true" },
        el("span", {}, "Start"),
        el("span", {}, `Turn ${turns}`),
      ),
    ),
  );
  return [el("div", { class: "pw-gauges" }, ...figures), more("The same as a table", table(traces))];
}

/** "From 2 of 4 at the start to 4 at the end. It rose in turns 2 and 3 and fell in turn 1." */
export function sentence({ values, rose, fell }: Trace): string {
  const [first, last] = [values[0], values[values.length - 1]];
  const moves = [rose.length > 0 && `rose in ${turns(rose)}`, fell.length > 0 && `fell in ${turns(fell)}`].filter(
    Boolean,
  );
  if (moves.length === 0) return `It stood at ${first} of ${TOP} from start to end.`;
  return `From ${first} of ${TOP} at the start to ${last} at the end. It ${moves.join(" and ")}.`;
}

function turns(which: readonly number[]): string {
  return `${which.length === 1 ? "turn" : "turns"} ${listed(which.map(String))}`;
}

interface Row {
  gauge: { label: string };
  trace: Trace;
}

function table(traces: readonly Row[]): HTMLElement {
  const count = traces[0]?.trace.values.length ?? 0;
  const rows = Array.from({ length: count }, (_, at) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, at === 0 ? "Start" : `Turn ${at}`),
      ...traces.map(({ trace: { values } }) => el("td", {}, String(values[at]))),
    ),
  );
  return el(
    "table",
    { class: "pw-gauge-table" },
    el("caption", {}, `Where each stood after every turn, from 0 to ${TOP}`),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "After"),
        ...traces.map(({ gauge }) => el("th", { scope: "col" }, gauge.label)),
      ),
    ),
    el("tbody", {}, ...rows),
  );
}

/** The lines of one gauge, the second broken; sentences beside it say the same, so it is not spoken. */
export function drawing(values: readonly number[], other: readonly number[] = []): SVGElement {
  const last = Math.max(1, values.length - 1, other.length - 1);
  const x = (at: number) => round(EDGE + (at * (WIDTH - 2 * EDGE)) / last);
  const y = (value: number) => round(HEIGHT - EDGE - (value * (HEIGHT - 2 * EDGE)) / TOP);
  const levels = Array.from({ length: TOP + 1 }, (_, value) =>
    shape("line", { class: "pw-gauge-level", x1: EDGE, x2: WIDTH - EDGE, y1: y(value), y2: y(value) }),
  );
  const line = (all: readonly number[], name: string) => {
    if (all.length === 0) return [];
    const points = all.map((value, at) => `${x(at)},${y(value)}`).join(" ");
    const dots = all.map((value, at) =>
      shape("circle", { class: "pw-gauge-dot", cx: x(at), cy: y(value), r: at === all.length - 1 ? 5.5 : 3.5 }),
    );
    return [shape("g", { class: name }, shape("polyline", { class: "pw-gauge-line", points }), ...dots)];
  };
  return shape(
    "svg",
    { class: "pw-gauge-drawing", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" },
    ...levels,
    ...line(other, "pw-gauge-other"),
    ...line(values, "pw-gauge-this"),
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function shape(tag: string, attributes: Record<string, string | number>, ...children: Node[]): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
