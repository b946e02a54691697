/** A short code that carries progress to another device, and no words. The twin of `powerwith.code`. */
import type { Carried, Rung, Skill } from "../wire.ts";
import { between, type Day, plus, RUNGS } from "./schedule.ts";

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
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_SIGNS = `${SIGNS}*~$=U`;
const KIND = "0";
const VERSION = "1";

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
  let signs = KIND;
  for (let at = 0; at < bits.length; at += 5) signs += SIGNS[parseInt(bits.slice(at, at + 5), 2)];
  signs += checkSign(signs);
  return [`PW${VERSION}`, ...(signs.match(/.{1,4}/g) ?? [])].join("-");
}

function packed({ rungs, returns, first, last }: Carried, start: number): string {
  const climbed = RUNGS.map((rung) => (rungs.includes(rung) ? "1" : "0")).join("");
  const since = Math.min(days(first) - start, 2047);
  const span = Math.min(days(last) - days(first), 2047);
  return climbed + binary(returns, 3) + binary(since, 11) + binary(span, 11);
}

function binary(value: number, size: number): string {
  return value.toString(2).padStart(size, "0");
}

function days(day: Day): number {
  return Math.max(0, Math.min(between(START, day), 32767));
}

/** What people type between the signs, and what messages put round them: hyphens, quotes, stops, marks nobody sees. */
const PASTED =
  /[\s\x1c-\x1f\x85\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2010-\u2015\u2212_"'\u2018-\u201f.,-]/g;

/** The progress in a code, however it was typed, or one sentence about why it cannot be read. */
export function read(text: string): Read {
  const plain = text.replace(PASTED, "").toUpperCase();
  const found = /^PW([0-9OIL])(.*)$/s.exec(plain);
  if (!found) return no("This does not begin with PW1. Paste the whole code, from PW1 to its last character.");
  const version = alike(found[1] ?? "");
  if (version !== VERSION)
    return no(
      `This code begins with PW${version}, and this course reads PW1. Compare it with the original, or bring it into a newer version of the course.`,
    );
  const signs = alike(found[2] ?? "");
  const problem = look(signs);
  if (problem) return no(problem);
  if (!signs.startsWith(KIND))
    return no("This code carries something other than progress. Look for the code under Today's three.");
  return unpacked(signs);
}

function no(problem: string): Read {
  return { carried: null, problem };
}

/** Letters that look like digits are no signs of a code, so they are read as what they look like. */
function alike(text: string): string {
  return text.replace(/O/g, "0").replace(/[IL]/g, "1");
}

const NOT_WHOLE = "The code is not whole: characters are missing or doubled. Copy it again, to its end.";

/** Whether these can be the signs of a code that nobody changed. */
function look(signs: string): string | null {
  const all = Array.from(signs);
  const strange = all.find((sign, i) => !(i === all.length - 1 ? CHECK_SIGNS : SIGNS).includes(sign));
  if (strange)
    return `“${strange}” has no place there in a code. Compare it with the original, or copy it again.`;
  const size = all.length - HEAD - 1;
  if (size < EACH || size % EACH > 0) return NOT_WHOLE;
  if (checkSign(signs.slice(0, -1)) !== signs.slice(-1))
    return "A character is wrong, or two have changed places. Compare it with the original, or copy it again.";
  return null;
}

function checkSign(signs: string): string {
  let total = 0;
  for (const sign of signs) total = (total * 32 + SIGNS.indexOf(sign)) % 37;
  return CHECK_SIGNS[total] ?? "";
}

function unpacked(signs: string): Read {
  const bits = Array.from(signs.slice(1, -1), (sign) => binary(SIGNS.indexOf(sign), 5)).join("");
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
