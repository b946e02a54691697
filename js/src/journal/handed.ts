// For which cohorts shares were made, and how many: so that the next share takes the place of the last. No words.
import type { Handed } from "../wire.ts";
import { type Check, fits, list, orNull, record, type Tell, uuid, whole } from "./check.ts";

const MOST = 100;
const COHORT = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const isCohort = (value: unknown) => typeof value === "string" && value.length >= 3 && value.length <= 24 && COHORT.test(value);

// Made when it is asked for: pages that only write entries need none of it.
function one(): Check {
  const until = orNull(whole(0));
  const needed = { cohort: fits(isCohort, "a group code such as spring-b"), share: uuid, seq: whole(1) };
  return record(needed, { before: until, after: until, later: until });
}

/** Whether these are records of shares, told in words where they are not. */
export function check(value: unknown, at: string, tell: Tell): void {
  list(one())(value, at, tell);
  if (!Array.isArray(value)) return;
  if (value.length > MOST) tell(at, `holds ${value.length} groups and may hold ${MOST}`);
}

/** What of a stored value can be used: all of it, or nothing. */
export function usable(value: unknown): Handed[] {
  let isSound = true;
  check(value ?? [], "", () => (isSound = false));
  return isSound ? merge((value ?? []) as Handed[], []) : [];
}

/** Both together, cohort by cohort: the id under which more shares went out, and the higher counts. The newest last. */
export function merge(here: readonly Handed[], brought: readonly Handed[]): Handed[] {
  const made = new Map<string, Handed>();
  for (const each of [...here, ...brought]) made.set(each.cohort, merged(each, made.get(each.cohort) ?? each));
  return [...made.values()].slice(-MOST);
}

function merged(a: Handed, b: Handed): Handed {
  const first = a.seq > b.seq || (a.seq === b.seq && a.share < b.share) ? a : b;
  const most = (x: number | null = null, y: number | null = null) => (x === null ? y : y === null ? x : Math.max(x, y));
  return {
    cohort: a.cohort,
    share: first.share,
    seq: first.seq,
    before: most(a.before, b.before),
    after: most(a.after, b.after),
    later: most(a.later, b.later),
  };
}
