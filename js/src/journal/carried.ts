// Progress that a code brought: a small record beside the entries, without a word of what was written.
import { merge, SKILLS } from "../judge/code.ts";
import { GAPS, plus, RUNGS } from "../judge/schedule.ts";
import type { Carried } from "../wire.ts";
import { type Check, fits, list, oneOf, record, type Tell, whole } from "./check.ts";

const OTHERS = "plan reflect rate";
const DAY = /^\d{4}-\d\d-\d\d$/;

const isDay = (value: unknown): value is string =>
  typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value)) && plus(value, 0) === value;

// Made when it is asked for: pages that only write entries need none of it.
function one(): Check {
  const day = fits(isDay, "a day such as 2026-11-22");
  const few = fits((value) => Number(value) <= GAPS.length, `at most ${GAPS.length}`);
  return record({
    skill: oneOf(SKILLS.join(" ")),
    rungs: list(oneOf(`${RUNGS.join(" ")} ${OTHERS}`)),
    returns: (value, at, tell) => {
      whole(0)(value, at, tell);
      few(value, at, tell);
    },
    first: day,
    last: day,
  });
}

/** Whether these are records of progress, told in words where they are not. */
export function check(value: unknown, at: string, tell: Tell): void {
  list(one())(value, at, tell);
  if (!Array.isArray(value)) return;
  value.forEach((each: Partial<Carried> | null, i) => {
    const { first, last } = each ?? {};
    if (isDay(first) && isDay(last) && last < first) tell(`${at}[${i}].last`, `is ${last}, and the first day is ${first}`);
  });
}

/** What of a stored value can be used: all of it, or nothing. */
export function usable(value: unknown): Carried[] {
  let isSound = true;
  check(value ?? [], "", () => (isSound = false));
  return isSound ? merge((value ?? []) as Carried[], []) : [];
}

export { merge };
