/** The coach with its rules, as views ask it: it reads words, tells again what it found, and puts an offer in its place. */
import type { Finding, MarkCode } from "../wire.ts";
import { check, type CoachRules, type Found as Marked } from "./coach.ts";
import { read as sentencesOf } from "./pattern.ts";
import { type Found, inOrder, words } from "./rewrite.ts";

export interface Coach {
  /** Of its rules. */
  version: string;
  /** What it finds, in the order it is read: what works, then what could hurt, then what it only asks. */
  read(text: string): Found[];
  /** Findings kept with an answer, with the words their rules have today; a rule that is gone is left out. */
  retold(findings: readonly Finding[]): Found[];
  /** A reply with an offer in place of the sentence that carries the mark; at its end, if that sentence has gone. */
  takeOver(reply: string, checked: string, mark: { start: number }, offer: string): string;
}

export function coach(rules: CoachRules): Coach {
  return {
    version: rules.version,
    read: (text) => inOrder(check(text, rules) as (Marked & { code: MarkCode })[]),
    retold: (findings) => retold(findings, rules),
    takeOver,
  };
}

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

export function takeOver(reply: string, checked: string, mark: { start: number }, offer: string): string {
  const sentence = sentencesOf(checked).sentences.find(({ start, end }) => start <= mark.start && mark.start < end);
  const said = sentence ? words(checked, sentence) : "";
  if (said !== "" && reply.includes(said)) return reply.replace(said, () => offer);
  return `${reply.trimEnd()} ${offer}`.trimStart();
}
