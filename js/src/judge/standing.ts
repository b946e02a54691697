/** Where somebody stands: ratings, how these changed, what their replies showed. The twin of `powerwith.standing`. */
import type { Entry, Mean, Ratio, Replies, Scale, Scored } from "../wire.ts";
import { shown } from "./score.ts";

export type Phase = "none" | "before" | "after" | "later";

/** An exact difference, below nothing where it fell. */
export interface Gap {
  over: number;
  under: number;
  shown: string;
}

/** `name`: "Before the course", or the date where it belongs to no phase. `words`: the name with the date. */
export interface Occasion {
  entry: string;
  seq: number;
  day: string;
  phase: Phase;
  name: string;
  words: string;
}

export interface Named {
  text: string;
  reverse: boolean;
}

export interface Part {
  subscale: string;
  label: string;
  answered: number;
  mean: Mean | null;
}

export interface Axis {
  title: string;
  status: string;
  answers: string[];
}

export interface Profile {
  when: Occasion;
  about: "now" | "then";
  axis: Axis;
  parts: Part[];
  total: Mean | null;
  strongest: Named[];
  weakest: Named[];
  says: string[];
}

/** One subscale at two times. Less than one whole step is noise. */
export interface Step {
  subscale: string;
  label: string;
  before: Mean | null;
  after: Mean | null;
  gap: Gap | null;
  is_noise: boolean | null;
}

/** `least`: the change of the total from which on it is more than noise. A shift has none: it is no effect. */
export interface Change {
  kind: "change" | "shift";
  before: Occasion;
  after: Occasion;
  axis: Axis;
  steps: Step[];
  total: Step;
  least: string | null;
  says: string[];
}

export interface Point {
  when: Occasion;
  value: Ratio;
  shown: string;
  raters: number;
}

/** Two measures, so two panels. `top`: the highest rating there is; `most`: the most marks there are. */
export interface Lines {
  ratings: Point[];
  own_marks: Point[];
  peer_marks: Point[];
  top: number;
  most: number;
  status: string[];
  says: string[];
}

export interface Standing {
  axis: Axis;
  profiles: Profile[];
  back: Profile[];
  changes: Change[];
  shift: Change | null;
  lines: Lines | null;
  left_out: number;
  says: string[];
}

/** An exercise with the digest of what it means today. */
export interface Known<T> {
  exercise: T;
  digest: string;
}

const NAMES: Record<Phase, string> = {
  none: "",
  before: "Before the course",
  after: "At its end",
  later: "Some weeks later",
};
const MONTHS =
  "January February March April May June July August September October November December".split(" ");

/** What comes out so close to the noise counts as noise. */
const SMALLEST = 1e-9;
/** So many standard deviations hold 95 of 100. */
const WIDE = 1.959963984540054;

const PLANNED = "That noise was reckoned for planning. No study has measured it yet.";
const NOT_EFFECT = "That is a shift in your own standard, or in memory. It does not show what you learned.";
const APART =
  "A self-rating is a weak measure, and two sets of replies are few. Where the two part, trust neither alone.";
const NO_TOTAL = "One of the two has no total, so only their parts can be compared.";

/** What the finished entries come to. Those given before the questions changed are counted and left out. */
export function stand(entries: readonly Entry[], scale: Known<Scale>, task: Known<Replies> | null): Standing {
  const { exercise } = scale;
  const kept = entries.filter(({ outcome }) => outcome).sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
  const rated = kept.filter((one) => one.exercise === exercise.id && scored(one));
  const same = rated.filter(({ digest }) => digest === scale.digest);
  const profiles = same.map((one) => profile(exercise, one));
  const now = profiles.filter(({ about }) => about === "now");
  const back = profiles.filter(({ about }) => about === "then");
  const marks = marked(kept, task);
  const left_out = rated.length - same.length + marks.old;
  return {
    axis: axis(exercise),
    profiles: now,
    back,
    changes: pairs(now).map(([first, second]) => change(exercise, first, second)),
    shift: latestShift(now, back, same),
    lines: lines(exercise, task?.exercise ?? null, now, marks),
    left_out,
    says: said(now.length, left_out),
  };
}

function scored({ response, outcome }: Entry): Scored | null {
  return response.kind === "scale" ? (outcome?.scored ?? null) : null;
}

function axis({ title, status, answers }: Scale): Axis {
  return { title, status, answers: answers.map(({ words }) => words) };
}

function said(count: number, leftOut: number): string[] {
  const first = [
    "There is no rating here yet.",
    "There is one rating so far. A second one, some weeks on, lets you see change.",
  ][count];
  const left = leftOut === 1 ? "1 answer was given" : `${leftOut} answers were given`;
  return [
    ...(first ? [first] : []),
    ...(leftOut > 0 ? [`${left} before the questions changed, and left out here.`] : []),
  ];
}

// Occasions

function occasion(entry: Entry, name = ""): Occasion {
  const day = entry.updated.slice(0, 10);
  const date = dated(day);
  const phase = entry.phase ?? "none";
  const called = name || NAMES[phase];
  const words = called ? `${called}, ${date}` : date;
  return { entry: entry.id, seq: entry.seq, day, phase, name: called || date, words };
}

/** A day in words: 3 August 2026. */
export function dated(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

// One rating

function profile(scale: Scale, entry: Entry): Profile {
  const { response } = entry;
  const what = scored(entry);
  if (!what || response.kind !== "scale") throw new Error("This entry holds no rating. Look at its response.");
  const found = new Map(what.parts.map((part) => [part.subscale, part]));
  const parts = scale.subscales.map(({ id, label }) => {
    const { answered = 0, mean = null } = found.get(id) ?? {};
    return { subscale: id, label, answered, mean };
  });
  const about = response.about ?? "now";
  return {
    when: occasion(entry, about === "then" ? "Looking back" : ""),
    about,
    axis: axis(scale),
    parts,
    total: what.total,
    strongest: named(scale, what.strongest),
    weakest: named(scale, what.weakest),
    says: [ofTotal(scale, what, parts), ...ofBand(scale, what.total), ...ofParts(parts), ...ofGaps(what)],
  };
}

function named({ items }: Scale, ids: readonly string[]): Named[] {
  return items.filter(({ id }) => ids.includes(id)).map(({ text, reverse = false }) => ({ text, reverse }));
}

function ofTotal(scale: Scale, { total, answered }: Scored, parts: readonly Part[]): string {
  if (total) {
    return `Your total is ${total.shown} of ${scale.answers.length - 1}, from ${answered} of ${scale.items.length} items.`;
  }
  const there = parts.filter(({ mean }) => mean).length;
  const count = there === 1 ? `1 of ${parts.length} parts has` : `${there} of ${parts.length} parts have`;
  return `There is no total: ${count} enough answers, and it takes ${scale.minimum_subscales}.`;
}

function ofBand({ bands }: Scale, total: Mean | null): string[] {
  const band = total && bands[total.band];
  return band ? [`“${band.label}”: ${band.says}`] : [];
}

function ofParts(parts: readonly Part[]): string[] {
  const means = parts.flatMap(({ label, mean }) => (mean ? [{ label, exact: mean.exact }] : []));
  if (means.length < 2) return [];
  const [most, least] = [1, -1].map((sign) => means.map(({ exact }) => exact).reduce(further(sign))) as [Ratio, Ratio];
  if (same(most, least)) return [`All parts that have a mean stand at ${shown(most)}.`];
  const end = (name: string, at: Ratio) => {
    const there = means.filter(({ exact }) => same(exact, at)).map(({ label }) => label);
    return `${name}: ${listed(there)}, at ${shown(at)}.`;
  };
  return [`${end("Highest", most)} ${end("Lowest", least)}`];
}

function further(sign: number): (a: Ratio, b: Ratio) => Ratio {
  return (a, b) => (sign * minus(b, a).over > 0 ? b : a);
}

function ofGaps({ skipped, open }: Scored): string[] {
  const both = [skipped > 0 && `${items(skipped)} did not come up`, open > 0 && `${items(open)} had no answer`];
  const left = skipped + open === 1 ? "It is" : "They are";
  return skipped + open > 0 ? [`${both.filter(Boolean).join(" and ")}. ${left} left out.`] : [];
}

function items(count: number): string {
  return count === 1 ? "1 item" : `${count} items`;
}

// Two ratings

/** From the first rating before the course to the last at its end and the last later; else from first to last. */
function pairs(now: readonly Profile[]): [Profile, Profile][] {
  const [oldest] = now;
  if (!oldest || now.length < 2) return [];
  const first = now.find(({ when }) => when.phase === "before") ?? oldest;
  const rest = now.filter(({ when }) => when.seq > first.when.seq);
  const ends = (["after", "later"] as const).flatMap((phase) =>
    rest.filter(({ when }) => when.phase === phase).slice(-1),
  );
  if (ends.length > 0) return ends.map((end) => [first, end]);
  const last = rest[rest.length - 1];
  return [last ? [first, last] : [oldest, first]];
}

/** The second rating beside the first. A fall is never said without what it can mean. */
export function change(scale: Scale, first: Profile, second: Profile): Change {
  const width = leastStep(scale);
  const { steps, total } = compare(first, second);
  const { gap } = total;
  const isNoise = gap && width !== null ? Math.abs(gap.over) / gap.under <= width + SMALLEST : null;
  return {
    kind: "change",
    before: first.when,
    after: second.when,
    axis: first.axis,
    steps,
    total: { ...total, is_noise: isNoise },
    least: width === null ? null : width.toFixed(2),
    says: [...(gap && gap.over < 0 ? [scale.when_lower] : []), ...ofChange(gap, width, isNoise), ofSteps(steps)],
  };
}

/** How somebody rated a time then, and how they rate it looking back. No effect, and never told as one. */
export function shift(before: Profile, back: Profile): Change {
  const { steps, total } = compare(before, back);
  const moved = total.gap?.over === 0 ? "as you did then" : total.gap && `${way(total.gap)} than you did then`;
  return {
    kind: "shift",
    before: before.when,
    after: back.when,
    axis: before.axis,
    steps,
    total,
    least: null,
    says: [moved ? `Looking back, you rate that time ${moved}.` : NO_TOTAL, NOT_EFFECT],
  };
}

/** The last looking back, beside the rating of the time that it looks back on, if there is one. */
function latestShift(now: readonly Profile[], back: readonly Profile[], kept: readonly Entry[]): Change | null {
  const last = back[back.length - 1];
  if (!last) return null;
  const after = kept.find(({ id }) => id === last.when.entry)?.about;
  const earlier = now.filter(({ when }) => when.seq < last.when.seq && when.entry !== after);
  const before = earlier.find(({ when }) => when.phase === "before") ?? earlier[0];
  return before ? shift(before, last) : null;
}

function compare(first: Profile, second: Profile): { steps: Step[]; total: Step } {
  const later = new Map(second.parts.map(({ subscale, mean }) => [subscale, mean]));
  const steps = first.parts.map(({ subscale, label, mean }) => step(subscale, label, mean, later.get(subscale) ?? null));
  return { steps, total: { ...step("total", "Total", first.total, second.total), is_noise: null } };
}

function step(subscale: string, label: string, before: Mean | null, after: Mean | null): Step {
  if (!before || !after) return { subscale, label, before, after, gap: null, is_noise: null };
  const moved = minus(after.exact, before.exact);
  const isNoise = Math.abs(moved.over) < moved.under;
  return { subscale, label, before, after, gap: signed(moved), is_noise: isNoise };
}

function signed({ over, under }: Ratio): Gap {
  const text = shown({ over: Math.abs(over), under });
  const sign = text === "0.0" ? "" : over > 0 ? "+" : "−";
  return { over, under, shown: `${sign}${text}` };
}

/** Jacobson and Truax (1991), with the values for planning. */
function leastStep({ planning }: Scale): number | null {
  return planning ? WIDE * Number(planning.spread) * Math.sqrt(2 * (1 - Number(planning.retest))) : null;
}

function ofChange(gap: Gap | null, width: number | null, isNoise: boolean | null): string[] {
  if (!gap) return [NO_TOTAL];
  if (gap.over === 0) return ["Your total is the same both times."];
  if (width === null) return [`Your total is ${way(gap)}. Nobody knows the noise of this score yet.`];
  const noise = width.toFixed(2);
  return isNoise
    ? [`Your total is ${way(gap)}. Up to ${noise} is noise, so it may be no change at all.`, PLANNED]
    : [`Your total is ${way(gap)}. That is more than ${noise}, the noise of this score.`, PLANNED];
}

function ofSteps(steps: readonly Step[]): string {
  const both = steps.filter(({ gap }) => gap);
  const moved = both.filter(({ is_noise }) => !is_noise).map(({ label, gap }) => `${label} (${gap?.shown})`);
  if (both.length === 0) return "No part has a mean both times.";
  if (moved.length === 0) return "No part moved by a whole step. Less than one step is noise.";
  const rest = moved.length < both.length ? " The others moved less than one step, which is noise." : "";
  return `${moved.length === 1 ? "1 part" : `${moved.length} parts`} moved by a whole step or more: ${listed(moved)}.${rest}`;
}

function way({ over, under }: Gap): string {
  return `${hundredths({ over: Math.abs(over), under })} ${over > 0 ? "higher" : "lower"}`;
}

/** Two digits after the point; a half goes to the even digit, and what is there never shows as nothing. */
function hundredths({ over, under }: Ratio): string {
  const count = rounded({ over: over * 100, under });
  if (count === 0 && over > 0) return "less than 0.01";
  return `${Math.floor(count / 100)}.${String(count % 100).padStart(2, "0")}`;
}

/** The nearest whole number; a half goes to the even one. */
function rounded({ over, under }: Ratio): number {
  const rest = over % under;
  const whole = (over - rest) / under;
  return rest * 2 > under || (rest * 2 === under && whole % 2 === 1) ? whole + 1 : whole;
}

function minus(a: Ratio, b: Ratio): Ratio {
  return lowest(a.over * b.under - b.over * a.under, a.under * b.under);
}

function same(a: Ratio, b: Ratio): boolean {
  return a.over * b.under === b.over * a.under;
}

function lowest(over: number, under: number): Ratio {
  let [a, b] = [Math.abs(over), under];
  while (b > 0) [a, b] = [b, a % b];
  return { over: over / a, under: under / a };
}

// Two lines

interface Marked {
  self: Point[];
  peer: Point[];
  most: number;
  old: number;
}

/** Marks for each set of replies, as points of two lines, with the most there are; and how many were left out. */
function marked(kept: readonly Entry[], task: Known<Replies> | null): Marked {
  const ours = kept.filter(
    ({ response, exercise }) => response.kind === "replies" && (!task || exercise === task.exercise.id),
  );
  const current = ours.filter(({ digest }) => !task || digest === task.digest);
  const found: Marked = { self: [], peer: [], most: 0, old: ours.length - current.length };
  for (const one of current) {
    for (const by of ["self", "peer"] as const) {
      const scores = latestMarks(kept, one.id, by);
      if (scores.length === 0) continue;
      found.most = Math.max(found.most, ...scores.map(({ of }) => of));
      found[by].push(point(occasion(one), scores.map(({ value }) => value)));
    }
  }
  return found;
}

/** The last marks of every rater for these replies. */
function latestMarks(kept: readonly Entry[], replies: string, by: "self" | "peer"): { value: number; of: number }[] {
  const found = new Map<string | null, { value: number; of: number }>();
  for (const { response, about, outcome } of kept) {
    if (response.kind !== "marks" || about !== replies || response.by !== by || !outcome?.score) continue;
    found.set(response.rater ?? null, outcome.score);
  }
  return [...found.values()];
}

function point(when: Occasion, values: readonly number[]): Point {
  const value = lowest(values.reduce((sum, one) => sum + one, 0), values.length);
  return { when, value, shown: value.under === 1 ? String(value.over) : shown(value), raters: values.length };
}

function lines(scale: Scale, task: Replies | null, now: readonly Profile[], marks: Marked): Lines | null {
  const { self, peer, most } = marks;
  if (self.length + peer.length === 0) return null;
  const ratings = now.flatMap(({ when, total }) =>
    total ? [{ when, value: total.exact, shown: total.shown, raters: 1 }] : [],
  );
  const top = scale.answers.length - 1;
  const lower = [
    ...(fell(ratings) ? [scale.when_lower] : []),
    ...(task && (fell(peer) || fell(self)) ? [task.when_lower] : []),
  ];
  return {
    ratings,
    own_marks: self,
    peer_marks: peer,
    top,
    most,
    status: [...new Set([scale.status, ...(task ? [task.status] : [])])],
    says: [
      ...new Set(lower),
      ...ofLine("How you rated yourself", ratings, top),
      ...ofLine("What your replies showed, as marked by others", peer, most),
      ...ofLine("What your replies showed, as marked by you", self, most),
      APART,
    ],
  };
}

function fell(line: readonly Point[]): boolean {
  const [first, last] = [line[0], line[line.length - 1]];
  return first !== undefined && last !== undefined && minus(last.value, first.value).over < 0;
}

function ofLine(name: string, line: readonly Point[], of: number): string[] {
  return line.length > 0 ? [`${name}: ${line.map((one) => one.shown).join(", then ")}, of ${of}.`] : [];
}

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts[texts.length - 1]}`;
}
