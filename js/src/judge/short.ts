/** A code with the answer to one exercise, to paste or to read out. The twin of `powerwith.share.short`, which reads it. */
import type { Code, SharedAnswer } from "../wire.ts";
import { canonical } from "./canonical.ts";
import { sha256 } from "./sha256.ts";
import { PHASES } from "./share.ts";
import { binary, codeOf } from "./signs.ts";

type SharedResponse = SharedAnswer["response"];

/** What an answer can name, in order: it goes into a code as a place in one of these lists. Made by Python. */
export type Keys = readonly (readonly string[])[];

const KIND = "1";
const EFFECTS = [null, "helps", "mixed", "hurts"];
const HEARD = ["chosen", "heard", "nearest", "overruled"];
const OPTIONS = ["a", "b", "c", "d", "e", "f"];
const MOST_ATTEMPTS = 31;
const [SKIPPED, LEFT_OUT, UNMARKED, NO_OPTION] = [14, 15, 7, 7];

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

/** Something that the exercise, as it is today, does not have. */
class Unknown extends Error {}

/** The code of one answer; null for what no code can carry. */
export function writeCode(shared: SharedAnswer, keys: Keys, share: string): string | null {
  const head =
    hashed(shared.exercise, 20) +
    hashed(canonical([shared.digest, keys]), 15) +
    hashed(share, 25) +
    binary(PHASES.indexOf(shared.phase ?? "none"), 2) +
    binary(Math.min(shared.attempt, MOST_ATTEMPTS), 5) +
    flag(shared.response.kind === "marks");
  try {
    const answer = packed(shared.response, keys);
    return answer === null ? null : codeOf(KIND, head + answer + outcome(shared, keys));
  } catch (problem) {
    if (problem instanceof Unknown) return null;
    throw problem;
  }
}

/** The first bits of the SHA-256 of a text. */
function hashed(text: string, size: number): string {
  return binary(parseInt(sha256(text).slice(0, 8), 16), 32).slice(0, size);
}

function flag(isSo: boolean): string {
  return isSo ? "1" : "0";
}

function index(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at < 0) throw new Unknown(name);
  return at;
}

/** A place among these names, counted from 1; 0 is none. */
function place(name: string | null | undefined, names: readonly string[]): string {
  return binary(name == null ? 0 : index(names, name) + 1, names.length.toString(2).length * Number(names.length > 0));
}

function eachKnown(names: Iterable<string>, known: readonly string[]): void {
  for (const name of names) index(known, name);
}

function packed(given: SharedResponse, [first = [], second = [], third = []]: Keys): string | null {
  switch (given.kind) {
    case "choice":
      return binary(given.option === null ? NO_OPTION : index(OPTIONS, given.option), 3);
    case "rewrite":
      return "";
    case "sort":
      eachKnown(Object.keys(given.groups), first);
      return first.map((card) => place(given.groups[card], second)).join("");
    case "reflection":
      return flag(given.skipped ?? false);
    case "conversation":
      return (
        binary(given.turns.length, 8) +
        given.turns.map(({ turn, reply, by = "chosen" }) => place(`${turn}/${reply}`, first) + binary(index(HEARD, by), 2)).join("")
      );
    case "planner":
      eachKnown(given.filled, first);
      return first.map((field) => flag(given.filled.includes(field))).join("");
    case "scale": {
      eachKnown(Object.keys(given.ratings), first);
      const rated = (item: string) => (item in given.ratings ? (given.ratings[item] ?? SKIPPED) : LEFT_OUT);
      return flag(given.about === "then") + first.map((item) => binary(rated(item), 4)).join("");
    }
    case "replies":
      eachKnown(given.answered, second);
      return place(given.form, first) + flag(given.timed ?? false) + second.map((prompt) => flag(given.answered.includes(prompt))).join("");
    case "marks":
      eachKnown(Object.keys(given.replies), second);
      return flag(given.by === "peer") + second.map((prompt) => marks(given.replies[prompt], third)).join("");
    default:
      return null;
  }
}

function marks(given: { marks: Record<string, number>; deducted?: boolean } | undefined, criteria: readonly string[]): string {
  if (!given) return flag(false);
  eachKnown(Object.keys(given.marks), criteria);
  return flag(true) + flag(given.deducted ?? false) + criteria.map((one) => binary(given.marks[one] ?? UNMARKED, 3)).join("");
}

/** What was heard. A choice carries none of it, since the exercise says what each option does. */
function outcome({ outcome: given, response }: SharedAnswer, [, endings = []]: Keys): string {
  if (!given) return flag(false);
  if (response.kind === "choice") return flag(true);
  const { effect = null, codes = [], score = null, ending = null } = given;
  const heard = codes.length > 0 ? CODES.map((code) => flag(codes.includes(code))).join("") : "";
  const fits = score !== null && Math.max(score.value, score.of) < 128;
  return (
    flag(true) +
    binary(EFFECTS.indexOf(effect), 2) +
    flag(codes.length > 0) +
    heard +
    flag(fits) +
    (fits ? binary(score.value, 7) + binary(score.of, 7) : "") +
    (response.kind === "conversation" ? place(ending, endings) : "")
  );
}
