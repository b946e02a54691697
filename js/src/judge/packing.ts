/** How the answer to each kind of exercise becomes bits of a code. The twin of `powerwith.share.packing`, which also reads them. */
import type { SharedAnswer } from "../wire.ts";
import { sha256 } from "./sha256.ts";
import { binary } from "./signs.ts";

type SharedResponse = SharedAnswer["response"];
type Given<Kind> = Extract<SharedResponse, { kind: Kind }>;

/** What an answer can name, in order: it goes into a code as a place in one of these lists. Made by Python. */
export type Keys = readonly (readonly string[])[];

/** The how-manyth way of packing a kind; where nothing stands, the first. */
export const FORMS: Readonly<Record<string, number>> = { rewrite: 2, conversation: 2 };

/** Kinds whose answers can hold words that the coach reads. */
const MARKED: readonly string[] = ["rewrite", "conversation"];
const HEARD = ["chosen", "heard", "nearest", "overruled"];
const OPTIONS = ["a", "b", "c", "d", "e", "f"];
const PARTS = ["taken", "read", "withdrawn"];
const [NO_OPTION, NOT_COME_UP, LEFT_OPEN, UNMARKED, UNRATED] = [7, 14, 15, 7, 15];

/** Something that the exercise, as it is today, does not have. */
export class Unknown extends Error {}

export function hasMarks(kind: string): boolean {
  return MARKED.includes(kind);
}

/** The first bits of the SHA-256 of a text. */
export function hashed(text: string, size: number): string {
  return binary(parseInt(sha256(text).slice(0, 8), 16), 32).slice(0, size);
}

export function flag(isSo: boolean): string {
  return isSo ? "1" : "0";
}

/** A place among these names, counted from 1; 0 is none. */
export function place(name: string | null | undefined, names: readonly string[]): string {
  return binary(name == null ? 0 : index(names, name) + 1, names.length.toString(2).length * Number(names.length > 0));
}

function index(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at < 0) throw new Unknown(name);
  return at;
}

function eachKnown(names: object, known: readonly string[]): void {
  for (const name of Object.keys(names)) index(known, name);
}

/** A flag for each name that could be there. */
function flags(names: readonly string[], known: readonly string[]): string {
  for (const name of names) index(known, name);
  return known.map((name) => flag(names.includes(name))).join("");
}

/** The answer as bits. Throws Unknown. */
export function packed(given: SharedResponse, keys: Keys): string {
  const [first = [], second = []] = keys;
  switch (given.kind) {
    case "choice":
      return binary(given.option === null ? NO_OPTION : index(OPTIONS, given.option), 3);
    case "rewrite":
      return "";
    case "sort":
      eachKnown(given.groups, first);
      return first.map((card) => place(given.groups[card], second)).join("");
    case "reflection":
      return flag(given.skipped ?? false);
    case "conversation":
      return binary(given.turns.length, 8) + given.turns.map((said) => turn(said, first)).join("");
    case "planner":
      return flags(given.filled, first);
    case "scale":
      return scale(given, first);
    case "replies":
      return place(given.form, first) + flag(given.timed ?? false) + flags(given.answered, second);
    case "marks":
      return marks(given, keys);
    case "vignette":
      return vignette(given, keys);
  }
}

function turn({ turn, reply, by = "chosen" }: Given<"conversation">["turns"][number], said: readonly string[]): string {
  return place(`${turn}/${reply}`, said) + binary(index(HEARD, by), 2);
}

function scale({ about, ratings }: Given<"scale">, items: readonly string[]): string {
  eachKnown(ratings, items);
  const rated = (item: string) => (item in ratings ? (ratings[item] ?? NOT_COME_UP) : LEFT_OPEN);
  return flag(about === "then") + items.map((item) => binary(rated(item), 4)).join("");
}

function marks({ by, replies }: Given<"marks">, [, prompts = [], criteria = []]: Keys): string {
  eachKnown(replies, prompts);
  const each = prompts.map((prompt) => {
    const given = replies[prompt];
    if (!given) return flag(false);
    eachKnown(given.marks, criteria);
    return flag(true) + flag(given.deducted ?? false) + criteria.map((one) => binary(given.marks[one] ?? UNMARKED, 3)).join("");
  });
  return flag(by === "peer") + each.join("");
}

function vignette(given: Given<"vignette">, [cases = [], outcomes = [], steps = [], pack = []]: Keys): string {
  if (given.pack !== pack[0] || String(given.version) !== pack[1]) throw new Unknown(given.pack);
  eachKnown(given.cases, cases);
  const each = cases.map((name) => {
    const one = given.cases[name];
    if (!one) return flag(false);
    const { version, ratings = {}, step } = one;
    eachKnown(ratings, outcomes);
    const rated = outcomes.map((outcome) => binary(ratings[outcome] ?? UNRATED, 4)).join("");
    return flag(true) + flag(version === "b") + rated + place(step, steps);
  });
  return binary(index(PARTS, given.part ?? "taken"), 2) + each.join("");
}
