/** A short code that carries progress to another device, and no words. The twin of `powerwith.code`. */
import type { Carried, Rung, Skill } from "../wire.ts";
import { between, type Day, plus, RUNGS } from "./schedule.ts";
import { binary, bitsOf, checkSign, codeOf, NOT_WHOLE, signsIn, SLIPPED } from "./signs.ts";

/** The place of a skill in a code. Only ever added to at the end, or old codes would mean something else. */
export const SKILLS: readonly Skill[] = [
  "ask",
  "reflect",
  "affirm",
  "validate",
  "inform",
  "step",
  "hand-over",
  "share-power",
  "be-clear",
  "name-context",
  "dream",
  "repair",
  "know-myself",
];

/** Days are counted from here. */
const START: Day = "2026-01-01";
const KIND = "0";

/** Characters before the first skill (kind, which skills, first day of all) and for each skill. */
const HEAD = 8;
const EACH = 6;

export type Read = { carried: Carried[]; problem: null } | { carried: null; problem: string };

/** The code of this progress; empty if nothing was begun. */
export function write(progress: readonly Carried[]): string {
  const some = SKILLS.flatMap((skill) => progress.filter((one) => one.skill === skill));
  if (some.length === 0) return "";
  const start = Math.min(...some.map(({ first }) => days(first)));
  const which = SKILLS.map((skill) => (some.some((one) => one.skill === skill) ? "1" : "0")).join("");
  const bits = which.padEnd(20, "0") + binary(start, 15) + some.map((one) => packed(one, start)).join("");
  return codeOf(KIND, bits);
}

function packed({ rungs, returns, first, last }: Carried, start: number): string {
  const climbed = RUNGS.map((rung) => (rungs.includes(rung) ? "1" : "0")).join("");
  const since = Math.min(days(first) - start, 2047);
  const span = Math.min(days(last) - days(first), 2047);
  return climbed + binary(returns, 3) + binary(since, 11) + binary(span, 11);
}

function days(day: Day): number {
  return Math.max(0, Math.min(between(START, day), 32767));
}

/** The progress in a code, however it was typed, or one sentence about why it cannot be read. */
export function read(text: string): Read {
  const { signs, problem } = signsIn(text);
  if (signs === null) return no(problem);
  const size = Array.from(signs).length - HEAD - 1;
  if (["", KIND].includes(signs.slice(0, 1)) && (size < EACH || size % EACH > 0)) return no(NOT_WHOLE);
  if (checkSign(signs.slice(0, -1)) !== signs.slice(-1)) return no(SLIPPED);
  if (!signs.startsWith(KIND))
    return no("This code carries something other than progress. Look for the code under Today's three.");
  return unpacked(signs);
}

function no(problem: string): Read {
  return { carried: null, problem };
}

function unpacked(signs: string): Read {
  const bits = bitsOf(signs.slice(1, -1));
  const places = Array.from({ length: 20 }, (_, i) => i).filter((i) => bits[i] === "1");
  if (places.length * EACH !== signs.length - HEAD - 1) return no(NOT_WHOLE);
  const start = parseInt(bits.slice(20, 35), 2);
  const carried: Carried[] = [];
  for (const [i, place] of places.entries()) {
    const skill = SKILLS[place];
    if (!skill)
      return no("This code names a skill that this course does not have. Bring it into a newer version of the course.");
    carried.push(one(skill, bits.slice(35 + 30 * i, 65 + 30 * i), start));
  }
  if (carried.some(({ returns }) => returns > 4))
    return no("This code holds more returns than there are. Copy it again from where it was made.");
  return { carried, problem: null };
}

function one(skill: Skill, bits: string, start: number): Carried {
  const first = plus(START, start + parseInt(bits.slice(8, 19), 2));
  const rungs: Rung[] = RUNGS.filter((_, i) => bits[i] === "1");
  const last = plus(first, parseInt(bits.slice(19, 30), 2));
  return { skill, rungs, returns: parseInt(bits.slice(5, 8), 2), first, last };
}

/** Both together, skill by skill. Nothing is ever taken away. */
export function merge(here: readonly Carried[], brought: readonly Carried[]): Carried[] {
  return SKILLS.flatMap((skill) => {
    const some = [...here, ...brought].filter((one) => one.skill === skill);
    if (some.length === 0) return [];
    return {
      skill,
      rungs: RUNGS.filter((rung) => some.some(({ rungs }) => rungs.includes(rung))),
      returns: Math.max(...some.map(({ returns }) => returns)),
      first: some.map(({ first }) => first).sort()[0] as Day,
      last: some.map(({ last }) => last).sort()[some.length - 1] as Day,
    };
  });
}
