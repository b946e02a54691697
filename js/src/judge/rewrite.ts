/** Start from a loaded line and write your own: what the coach found, and what changed since the last try. */
import type { Code, Finding, HarmCode, HelpCode, MarkCode, Outcome, Rewrite } from "../wire.ts";
import { check, type CoachRules, type Found as Marked } from "./coach.ts";
import { read as sentencesOf } from "./pattern.ts";

/** A finding with the words of its rule. */
export type Found = Marked & { code: MarkCode };

/** What the coach finds, in the order it is read: what works, then what could hurt, then what it only asks. */
export function read(text: string, rules: CoachRules): Found[] {
  return inOrder(check(text, rules) as Found[]);
}

/** Findings kept with an answer, with the words their rules have today; a rule that is gone is left out. */
export function retold(findings: readonly Finding[], rules: CoachRules): Found[] {
  const known = new Map(rules.rules.map((rule, order) => [rule.id, { rule, texts: rules.texts[order] ?? [] }]));
  return inOrder(
    findings.flatMap((finding) => {
      const [, told = "", because = ""] = rules.glass.marks[finding.rule] ?? [];
      if (told) return [{ ...finding, says: told, why: because, strength: "helps", offers: [], asks: "" }];
      const now = known.get(finding.rule);
      if (!now) return [];
      const { strength } = now.rule;
      const [says = "", why = "", ...more] = now.texts;
      const [offers, asks] = strength === "notice" ? [[], more[0] ?? ""] : [more, ""];
      return [{ ...finding, says, why, strength, offers, asks }];
    }),
  );
}

function inOrder(found: readonly Found[]): Found[] {
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

/** A reply with an offer in place of the sentence that carries the mark; at its end, if that sentence has gone. */
export function takeOver(reply: string, checked: string, mark: { start: number }, offer: string): string {
  const sentence = sentencesOf(checked).sentences.find(({ start, end }) => start <= mark.start && mark.start < end);
  const said = sentence ? words(checked, sentence) : "";
  if (said !== "" && reply.includes(said)) return reply.replace(said, () => offer);
  return `${reply.trimEnd()} ${offer}`.trimStart();
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
