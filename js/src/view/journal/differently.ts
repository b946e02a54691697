/** *I see it differently*, rule by rule: how often a rule marked something, how often the learner disagreed, and why. */
import type { Entry, Finding } from "../../wire.ts";
import { el, quote } from "../el.ts";
import { CODES, capital, listed, number } from "../words.ts";

/** What each rule says of the words it marks: "could be heard as an order." */
export type RuleWords = Readonly<Record<string, string>>;

export interface Reason {
  /** The words that were marked, where the answer still holds them. */
  words: string;
  reason: string;
}

export interface Doubt {
  rule: string;
  /** Missing where no mark of this rule was kept. */
  code: Finding["code"] | null;
  /** Answers in which the rule marked something. */
  marked: number;
  /** Answers in which the learner saw that differently. */
  differently: number;
  reasons: Reason[];
}

/** The words a rule marked in one answer. */
export function markedWords({ outcome, response }: Entry, rule: string): string {
  if (response.kind !== "rewrite") return "";
  const points = Array.from(response.text);
  const found = (outcome?.findings ?? []).filter((each) => each.rule === rule);
  return listed(found.map(({ start, end }) => quote(points.slice(start, end).join(""))));
}

/** Every rule the learner ever saw differently, the most doubted first. A rule counts once an answer. */
export function doubts(entries: readonly Entry[]): Doubt[] {
  const by = new Map<string, Doubt>();
  for (const entry of entries) {
    for (const { rule, reason = "" } of entry.appeals ?? []) {
      const doubt = by.get(rule) ?? { rule, code: null, marked: 0, differently: 0, reasons: [] };
      by.set(rule, doubt);
      doubt.differently += 1;
      if (reason.trim() !== "") doubt.reasons.push({ words: markedWords(entry, rule), reason });
    }
  }
  for (const { outcome } of entries) {
    for (const rule of new Set((outcome?.findings ?? []).map((each) => each.rule))) {
      const doubt = by.get(rule);
      if (!doubt) continue;
      doubt.marked += 1;
      doubt.code ??= outcome?.findings?.find((each) => each.rule === rule)?.code ?? null;
    }
  }
  return [...by.values()].sort((a, b) => b.differently - a.differently || b.marked - a.marked || (a.rule < b.rule ? -1 : 1));
}

/** What the rule says; for a rule that is no longer there, what kind of mark it was. */
export function plainly({ rule, code }: Doubt, words: RuleWords): string {
  const says = words[rule];
  if (says) return `Words that ${says.replace(/\.$/, "")}`;
  return code ? capital(CODES[code]) : "A rule that is no longer there";
}

/** "Marked in three answers. You saw it differently in one of them." */
export function counted({ marked, differently }: Doubt): string {
  const times = `${number(differently)} ${differently === 1 ? "answer" : "answers"}`;
  if (marked < differently) return `You saw it differently in ${times}.`;
  if (marked === 1) return "Marked in one answer. You saw it differently there.";
  const all = differently === marked ? (marked === 2 ? "both" : "all") : number(differently);
  return `Marked in ${number(marked)} answers. You saw it differently in ${all} of them.`;
}

const EMPTY =
  "Nothing yet. Beside each mark of the coach stands “I see it differently”. What you see differently is counted here, rule by rule.";
const ABOUT =
  "You know the people you work with, and a pattern does not. A rule that you see differently again and again may not fit your work. Nobody else sees this list.";

/** The section on My journal. */
export function differently(entries: readonly Entry[], words: RuleWords): HTMLElement {
  const found = doubts(entries);
  return el(
    "section",
    { class: "pw-journal-chapter pw-journal-differently" },
    el("h2", { tabindex: "-1" }, "Where I see it differently"),
    el("p", {}, found.length > 0 ? ABOUT : EMPTY),
    found.length > 0 && el("ul", {}, ...found.map((doubt) => item(doubt, words))),
  );
}

function item(doubt: Doubt, words: RuleWords): HTMLElement {
  const reasons = doubt.reasons.map(({ words: marked, reason }) =>
    el("li", {}, marked !== "" && el("bdi", { class: "pw-quiet", dir: "auto" }, `${marked}: `), el("bdi", { class: "pw-own", dir: "auto" }, reason)),
  );
  return el(
    "li",
    { "data-rule": doubt.rule },
    el("p", { class: "pw-tag" }, `${plainly(doubt, words)}.`),
    el("p", {}, counted(doubt)),
    reasons.length > 0 &&
      el("div", { class: "pw-journal-answer" }, el("p", { class: "pw-quiet" }, reasons.length === 1 ? "Your reason:" : "Your reasons:"), el("ul", {}, ...reasons)),
  );
}
