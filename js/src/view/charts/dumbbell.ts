/** Two ratings: where each part stood and stands, over the band in which a change is noise. */
import type { Change, Step } from "../../judge/standing.ts";
import { plate, svg } from "../planner/svg.ts";
import { across, at, dot, figure, key, NONE, rowsOn, type Shape, table } from "./frame.ts";

const NOISE = new Map<boolean | null, string>([[true, "Within noise"], [false, "More than noise"]]);

export function dumbbell(change: Change): HTMLElement {
  return drawn(change, "full", [
    [plate(1, 3, 22, 14, "pw-chart-band", 3), `Less than one step is noise${change.least ? ` (for the total: ${change.least})` : ""}`],
    [svg("line", { class: "pw-chart-big", x1: 1, x2: 23, y1: 10, y2: 10 }), "A change of more than noise"],
  ]);
}

/** A time as rated then and as rated looking back. There is no band: it is no change, and never told as one. */
export function shift(change: Change): HTMLElement {
  return drawn(change, "diamond", []);
}

function drawn(change: Change, shape: Shape, signs: [Node, string][]): HTMLElement {
  const { axis, before, after, kind, steps, total } = change;
  const isChange = kind === "change";
  const all = [...steps, total];
  const rows = all.map((step) => ({
    label: step.label,
    end: step.before && step.after ? `${step.before.shown} → ${step.after.shown}` : "no mean",
    marks: (y: number) => [...(isChange ? band(step, change, y) : []), ...marks(step, change, shape, y)],
  }));
  const times = `${before.words}, and ${after.words.charAt(0).toLowerCase()}${after.words.slice(1)}`;
  const chart = rowsOn({ title: `${axis.title}: ${times}`, answers: axis.answers, rows, name: kind });
  const named = key([[dot(12, 10, "hollow"), before.words], [dot(12, 10, shape), after.words], ...signs]);
  const head = ["Part", before.words, after.words, "Difference", ...(isChange ? ["Beside the noise"] : [])];
  const cells = all.map((step) => [
    step.label,
    step.before?.shown ?? NONE,
    step.after?.shown ?? NONE,
    step.gap?.shown ?? NONE,
    ...(isChange ? [NOISE.get(step.is_noise) ?? NONE] : []),
  ]);
  const caption = `${times}: means from 0 to ${axis.answers.length - 1}. Differences are reckoned before rounding.`;
  return figure(change.says, named, chart, table(caption, head, cells));
}

function band(step: Step, { axis, least }: Change, y: number): Node[] {
  const width = step.subscale === "total" ? Number(least ?? 0) : 1;
  if (!step.before || width === 0) return [];
  const middle = step.before.exact.over / step.before.exact.under;
  const [from, to] = [at(middle - width, axis.answers), at(middle + width, axis.answers)];
  return [plate(from, y - 11, to - from, 22, "pw-chart-band", 3)];
}

function marks({ before, after, is_noise }: Step, { axis, kind }: Change, shape: Shape, y: number): Node[] {
  const x = (mean: typeof before) => (mean ? across(mean.exact, axis.answers) : 0);
  const look = kind === "change" && is_noise === false ? "pw-chart-big" : "pw-chart-small";
  return [
    ...(before && after ? [svg("line", { class: look, x1: x(before), x2: x(after), y1: y, y2: y })] : []),
    ...(before ? [dot(x(before), y, "hollow")] : []),
    ...(after ? [dot(x(after), y, shape)] : []),
  ];
}
