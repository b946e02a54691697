/** Rate one's own practice: what is open, what the ratings come to, and what an earlier rating means for a later one. */
import type { Entry, Mean, Outcome, Scale, ScaleResponse, Scored } from "../wire.ts";
import { score } from "./score.ts";

export type About = NonNullable<ScaleResponse["about"]>;
export type Phase = NonNullable<Entry["phase"]>;

/** When somebody rates, in the order in which it is asked. */
export const WHENS: readonly (readonly [Phase, string])[] = [
  ["before", "Before the course"],
  ["after", "At its end"],
  ["later", "Some weeks later"],
  ["none", "Just now, for another reason"],
];

/** So many days after the end, habits can be seen. */
const WEEKS_LATER = 56 * 86_400_000;

export function when(phase: Phase): string {
  return WHENS.find(([each]) => each === phase)?.[1] ?? "";
}

export function isAbout(entry: Entry, about: About): boolean {
  return entry.response.kind === "scale" && (entry.response.about ?? "now") === about;
}

/** The places of the items without an answer, from 0. */
export function open(scale: Scale, { ratings }: ScaleResponse): number[] {
  return scale.items.flatMap(({ id }, place) => (ratings[id] === undefined ? [place] : []));
}

/** What the ratings come to; `null` while there is none. */
export function answer(scale: Scale, { ratings }: ScaleResponse): Outcome | null {
  const { scored } = score(scale, ratings);
  if (!scored || scored.answered + scored.skipped === 0) return null;
  return { effect: null, codes: [], findings: [], score: null, scored };
}

/** Finished ratings of how things are, oldest first. */
export function finished(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => entry.outcome?.scored && isAbout(entry, "now"));
}

/** Whether this total is lower than that of the rating before it, or of the first before the course. */
export function isLower(entry: Entry, entries: readonly Entry[]): boolean {
  const total = entry.outcome?.scored?.total;
  if (!total || !isAbout(entry, "now")) return false;
  const before = finished(entries).filter(
    ({ attempt, digest, outcome }) => attempt < entry.attempt && digest === entry.digest && outcome?.scored?.total,
  );
  const beside = [before[before.length - 1], before.find(({ phase }) => phase === "before")];
  return beside.some((each) => each?.outcome?.scored?.total && isLess(total, each.outcome.scored.total));
}

function isLess(a: Mean, b: Mean): boolean {
  return a.exact.over * b.exact.under < b.exact.over * a.exact.under;
}

/** Which answer to *When is this?* may fit, in words; `day` says a time stamp as a day. */
export function suggestion(entries: readonly Entry[], now: number, day: (stamp: string) => string): string {
  const kept = finished(entries);
  const last = (phase: Phase) => kept.filter((entry) => (entry.phase ?? "none") === phase).pop();
  const [before, after, later, some] = [last("before"), last("after"), last("later"), last("none")];
  if (later) return `You last rated yourself some weeks after the course, on ${day(later.updated)}.`;
  if (after) {
    const isTime = now - Date.parse(after.updated) >= WEEKS_LATER;
    const then = isTime ? "“Some weeks later” fits now." : "“Some weeks later” fits once eight weeks have gone by.";
    return `You rated yourself at the end of the course, on ${day(after.updated)}. ${then}`;
  }
  if (before) return `You rated yourself before the course, on ${day(before.updated)}. If you are at its end, “At its end” fits.`;
  if (some) return `You rated yourself on ${day(some.updated)}. If you have not begun the course, “Before the course” fits.`;
  return "No rating is kept here yet. If you are about to begin, “Before the course” fits.";
}

/** Means by subscale, in the order of the scale. */
export function means(scale: Scale, { parts }: Scored): { label: string; mean: Mean | null }[] {
  const found = new Map(parts.map(({ subscale, mean }) => [subscale, mean]));
  return scale.subscales.map(({ id, label }) => ({ label, mean: found.get(id) ?? null }));
}
