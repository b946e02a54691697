/** A code with the answer to one exercise, to paste or to read out. The twin of `powerwith.share.short`, which reads it. */
import type { Code, SharedAnswer, SharedMark, SharedOutcome } from "../wire.ts";
import { canonical } from "./canonical.ts";
import { flag, FORMS, hashed, hasMarks, type Keys, packed, place, Unknown } from "./packing.ts";
import { PHASES } from "./share.ts";
import { binary, codeOf } from "./signs.ts";

export type { Keys };

const KIND = "1";
const EFFECTS = [null, "helps", "mixed", "hurts"];
const [MOST_ATTEMPTS, MOST_SCORE, RULE] = [31, 127, 12];

/** The place of a code in the bits. Only ever added to at the end, or old codes would mean something else. */
const CODES: readonly Code[] = [
  "CONFRONT",
  "DIRECT",
  "PERSUADE",
  "WARN",
  "MINIMISE",
  "POWER",
  "LABEL",
  "PATRONISE",
  "BUT_CANCEL",
  "AFFIRM",
  "AUTONOMY",
  "SEEK",
  "REFLECT",
  "REFLECT_FEELING",
  "QUESTION_OPEN",
  "QUESTION_CLOSED",
  "GIVE_INFO",
  "PERSUADE_PERM",
  "SMALL_STEP",
  "SHARE_POWER",
  "SUPPORT",
];

/** The code of one answer; null for one from before the exercise changed. */
export function writeCode(shared: SharedAnswer, keys: Keys, share: string): string | null {
  const { kind } = shared.response;
  const head =
    hashed(shared.exercise, 20) +
    hashed(canonical(kind in FORMS ? [shared.digest, keys, FORMS[kind]] : [shared.digest, keys]), 15) +
    hashed(share, 25) +
    binary(PHASES.indexOf(shared.phase ?? "none"), 2) +
    binary(Math.min(shared.attempt, MOST_ATTEMPTS), 5) +
    flag(kind === "marks");
  try {
    return codeOf(KIND, head + packed(shared.response, keys) + heard(shared, keys));
  } catch (problem) {
    if (problem instanceof Unknown) return null;
    throw problem;
  }
}

/** What of an answer comes out of its code again. */
export function carried(shared: SharedAnswer): SharedAnswer {
  const { response, outcome } = shared;
  const attempt = Math.min(shared.attempt, MOST_ATTEMPTS);
  const withMarks = hasMarks(response.kind);
  return {
    ...shared,
    attempt,
    seq: attempt,
    response: response.kind === "marks" ? { ...response, after: null } : response,
    outcome: outcome ? {
      ...outcome,
      marked: withMarks ? (outcome.marked ?? []) : [],
      score: fits(outcome) ? (outcome.score ?? null) : null,
      state: response.kind === "conversation" ? (outcome.state ?? null) : null,
    } : null,
    appeals: withMarks && outcome ? (shared.appeals ?? []) : [],
    rules_version: null,
    words: {},
  };
}

/** What stands in a file about this answer and not in its code, in words. */
export function leftOut(shared: SharedAnswer): string[] {
  const kept = carried(shared);
  const { marked = [], score = null } = shared.outcome ?? {};
  const rest = kept.outcome ?? {};
  const told: [string, boolean][] = [
    ["the words you ticked", Object.keys(shared.words ?? {}).length > 0],
    ["which of your answers these marks are for", shared.response.kind === "marks" && (shared.response.after ?? null) !== null],
    ["which version of the coach marked it", Boolean(shared.rules_version && rest.marked?.length)],
    [
      "what the coach marked and you saw differently",
      marked.length !== (rest.marked ?? []).length || (shared.appeals ?? []).length !== (kept.appeals ?? []).length,
    ],
    ["how many you agreed on", score !== null && !rest.score],
    [`which try it was, after try ${MOST_ATTEMPTS}`, shared.attempt > MOST_ATTEMPTS],
  ];
  return told.flatMap(([words, isSo]) => (isSo ? [words] : []));
}

/** What was heard. A choice carries none of it, since the exercise says what each option does. */
function heard({ outcome, response: { kind }, appeals = [] }: SharedAnswer, [, endings = []]: Keys): string {
  if (!outcome) return flag(false);
  if (kind === "choice") return flag(true);
  const { effect = null, codes = [], marked = [], ending = null, state = null } = outcome;
  const isAsMarked = hasMarks(kind) && canonical(codes) === canonical(codesOf(marked));
  return (
    flag(true) +
    binary(EFFECTS.indexOf(effect), 2) +
    (hasMarks(kind) ? rules(marked, appeals) + flag(isAsMarked) : "") +
    (isAsMarked ? "" : flag(codes.length > 0) + (codes.length > 0 ? CODES.map((code) => flag(codes.includes(code))).join("") : "")) +
    score(outcome) +
    (kind === "conversation" ? place(ending, endings) + flag(state !== null) : "")
  );
}

/** Each rule as the start of the hash of its id, whether it marked something, and whether that was seen differently. */
function rules(marked: readonly SharedMark[], appeals: readonly string[]): string {
  const mine = marked.map(({ rule }) => rule);
  const each = [...new Set([...mine, ...appeals])].map(
    (rule) => flag(true) + hashed(rule, RULE) + flag(mine.includes(rule)) + flag(appeals.includes(rule)),
  );
  return each.join("") + flag(false);
}

/** The moves that these marks are about; notices only ask, and are about none. */
function codesOf(marked: readonly SharedMark[]): string[] {
  return [...new Set(marked.map(({ code }) => code).filter((code) => (CODES as readonly string[]).includes(code)))];
}

function fits({ score = null }: SharedOutcome): boolean {
  return score !== null && Math.max(score.value, score.of) <= MOST_SCORE;
}

function score(outcome: SharedOutcome): string {
  return fits(outcome) && outcome.score ? flag(true) + binary(outcome.score.value, 7) + binary(outcome.score.of, 7) : flag(false);
}
