/** Start from a loaded line and write your own: what the coach found, and what changed since the last try. */
import type { Code, HarmCode, HelpCode, MarkCode, Outcome, Rewrite } from "../wire.ts";
import type { Found as Marked } from "./coach.ts";

/** A finding with the words of its rule. */
export type Found = Marked & { code: MarkCode };

/** What works first, then what could hurt, then what is only asked. */
export function inOrder(found: readonly Found[]): Found[] {
  const rank = ({ strength }: Found) => (strength === "helps" ? 0 : strength === "notice" ? 2 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b) || a.start - b.start || a.end - b.end);
}

/** Notices are kept with the findings, and counted nowhere. */
export function answer(found: readonly Found[]): Outcome {
  const counted = found.filter(({ strength }) => strength !== "notice").map(({ code }) => code as Code);
  const codes = [...new Set(counted)];
  const findings = found.map(({ rule, code, start, end }) => ({ rule, code, start, end }));
  return { effect: null, codes, findings, score: null };
}

/** The marked words of one finding; positions are code points. */
export function words(text: string, { start, end }: { start: number; end: number }): string {
  return Array.from(text).slice(start, end).join("");
}

export interface Carried {
  gone: HarmCode[];
  still: HarmCode[];
}

/** What became of the harm the loaded line carried, as far as the patterns can see. */
export function carried(exercise: Rewrite, found: readonly { code: MarkCode }[]): Carried {
  const seen = new Set<MarkCode>(found.map((each) => each.code));
  const carries = exercise.carries ?? [];
  return { gone: carries.filter((code) => !seen.has(code)), still: carries.filter((code) => seen.has(code)) };
}

/** The helping moves named for this exercise that the patterns found. */
export function lookedFor(exercise: Rewrite, found: readonly { code: MarkCode }[]): HelpCode[] {
  const seen = new Set<MarkCode>(found.map((each) => each.code));
  return exercise.look_for.filter((code) => seen.has(code));
}

export interface Version {
  text: string;
  found: readonly Found[];
}

export interface Change {
  gone: Found[];
  still: Found[];
  fresh: Found[];
}

/** What the marks say about two versions of a reply, rule by rule. */
export function change(before: Version, after: Version): Change {
  const was = new Set(before.found.map((each) => each.rule));
  const is = new Set(after.found.map((each) => each.rule));
  return {
    gone: inOrder(before.found.filter((each) => !is.has(each.rule))),
    still: inOrder(after.found.filter((each) => was.has(each.rule))),
    fresh: inOrder(after.found.filter((each) => !was.has(each.rule))),
  };
}
