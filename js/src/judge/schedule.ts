/** When a skill comes back, which rung is next, and today's three. The twin of `powerwith.schedule`. */
import type { Carried, Effect, Entry, HarmCode, Rung, Setting, Skill, SkillName } from "../wire.ts";

/** A skill comes back so many days after its first practice: a few returns, further and further apart. */
export const GAPS = [2, 14, 45, 120] as const;
/** So many are shown at once at most, however long somebody was away. */
const MOST = 3;
/** So many days after a plan was made, somebody is asked what became of it. */
const AFTER = 14;

/** The rungs of the ladder, from below. Exercises on other rungs stand beside it. */
export const RUNGS: readonly Rung[] = ["recognise", "sort", "repair", "write", "converse"];

const HARM: ReadonlySet<string> = new Set<HarmCode>([
  "CONFRONT",
  "DIRECT",
  "PERSUADE",
  "WARN",
  "MINIMISE",
  "POWER",
  "LABEL",
  "PATRONISE",
  "BUT_CANCEL",
]);

/** A day of the learner's own calendar: `2026-11-22`. */
export type Day = string;

/** An exercise, as far as choosing it is concerned. */
export interface Item {
  id: string;
  skills: Skill[];
  rung: Rung;
  setting: Setting;
  minutes: number;
  level: number;
}

/** One finished attempt: which exercise, on which day, and how it landed. */
export interface Done {
  exercise: string;
  day: Day;
  effect: Effect | null;
}

/** Where somebody stands: the skills and exercises there are, what was done, the day, and what a code brought. */
export interface Practice {
  skills: readonly SkillName[];
  shelf: readonly Item[];
  done: readonly Done[];
  today: Day;
  carried: readonly Carried[];
}

export interface Step {
  rung: Rung;
  there: number;
  done: number;
  is_done: boolean;
}

export interface Ladder {
  skill: Skill;
  steps: Step[];
  next: Rung | "again" | null;
  beside: number;
  beside_done: number;
  begun: boolean;
  last: Day | null;
  returns: number;
}

/** The day on which a skill comes back, and the how-manyth time that is. */
export interface Return {
  skill: Skill;
  day: Day;
  nth: number;
}

export interface Pick {
  exercise: string;
  skill: Skill;
  why: "due" | "next" | "new";
  reason: string;
  is_done: boolean;
}

const LENGTH = 86_400_000;

/** Days from the first to the second; calendar days have no hours, so no clock change can bend them. */
export function between(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / LENGTH);
}

export function plus(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * LENGTH).toISOString().slice(0, 10);
}

/**
 * Every finished attempt in the order in which it was kept, on the day that the learner's clock showed then. Marks for
 * replies are about an attempt and are none.
 */
export function practised(entries: readonly Entry[]): Done[] {
  return kept(entries)
    .filter(({ outcome, response }) => outcome && response.kind !== "marks" && !(response.kind === "reflection" && response.skipped))
    .map((entry) => ({ exercise: entry.exercise, day: entry.updated.slice(0, 10), effect: landed(entry) }));
}

/** Plans made at least two weeks ago that nobody has asked about, the oldest first. `plans` are exercise ids. */
export function toAsk(entries: readonly Entry[], plans: ReadonlySet<string>, today: Day): Entry[] {
  const asked = new Set(entries.filter(({ outcome }) => outcome).map(({ about }) => about));
  return kept(entries).filter(
    (entry) =>
      plans.has(entry.exercise) &&
      entry.outcome &&
      !asked.has(entry.id) &&
      plus(entry.updated.slice(0, 10), AFTER) <= today &&
      holdsWords(entry),
  );
}

function kept(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
}

function holdsWords({ response }: Entry): boolean {
  if (response.kind === "planner") return Object.values(response.fields).some((text) => text.trim());
  if (response.kind !== "reflection" || response.skipped) return false;
  return Boolean(response.fields["if"]?.trim() || response.fields["then"]?.trim());
}

/** The effect that was shown; for own words, `hurts` if the coach marked any harm and `helps` if only help. */
function landed({ outcome }: Entry): Effect | null {
  const codes = outcome?.codes ?? [];
  if (!outcome || outcome.effect || codes.length === 0) return outcome?.effect ?? null;
  return codes.some((code) => HARM.has(code)) ? "hurts" : "helps";
}

/** Every skill with its rungs. An exercise counts for each skill it lists. */
export function ladder(practice: Practice): Ladder[] {
  return practice.skills.map((name) => new One(name, practice).ladder());
}

/** How far each skill that was begun has come. */
export function progress(practice: Practice): Carried[] {
  return practice.skills.flatMap((name) => new One(name, practice).progress() ?? []);
}

/** The next return of each skill that has one, the earliest first; it may lie in the past, and never heaps up. */
export function returns(practice: Practice): Return[] {
  const every = practice.skills.flatMap((name) => new One(name, practice).comesBack() ?? []);
  return every.sort((a, b) => between(b.day, a.day));
}

/** What comes back today, the longest due first, and no more than three. */
export function due(practice: Practice): Return[] {
  return returns(practice)
    .filter(({ day }) => day <= practice.today)
    .slice(0, MOST);
}

/**
 * Today's three: what is due, then the next rung of what was begun, then what is new, in different settings.
 * They are chosen from what was done on other days, so they stay the same all day and are ticked off.
 */
export function three(practice: Practice): Pick[] {
  const { today, shelf, skills } = practice;
  const before = { ...practice, done: practice.done.filter(({ day }) => day !== today) };
  const known = new Map(skills.map((name) => [name.id, new One(name, before)]));
  const coming = due(before).map(({ skill }) => skill);
  const others = skills.map(({ id }) => id).filter((skill) => !coming.includes(skill));
  const begun = others.filter((skill) => known.get(skill)?.last);
  begun.sort((a, b) => between(known.get(b)?.last ?? today, known.get(a)?.last ?? today));
  const fresh = others.filter((skill) => !known.get(skill)?.last);
  const chosen: Pick[][] = [];
  for (const skill of [...coming, ...begun, ...fresh]) {
    const why = coming.includes(skill) ? "due" : begun.includes(skill) ? "next" : "new";
    const picks = known.get(skill)?.picks(why) ?? [];
    if (chosen.length < MOST && mixed([...chosen, picks], shelf)) chosen.push(picks);
  }
  const ticked = new Set(practice.done.filter(({ day }) => day === today).map(({ exercise }) => exercise));
  return (mixed(chosen, shelf) ?? []).map((pick) => ({ ...pick, is_done: ticked.has(pick.exercise) }));
}

/** One of each list, no exercise twice: as many settings as can be, then whatever stands first in its list. */
function mixed(lists: readonly Pick[][], shelf: readonly Item[]): Pick[] | null {
  const settings = new Map(shelf.map(({ id, setting }) => [id, setting]));
  let best: { order: number[]; picks: Pick[] } | null = null;
  for (const places of product(lists.map((each) => each.length))) {
    const picks = lists.map((each, i) => each[places[i] ?? 0] as Pick);
    if (new Set(picks.map(({ exercise }) => exercise)).size < picks.length) continue;
    const different = new Set(picks.map(({ exercise }) => settings.get(exercise))).size;
    const order = [-different, places.reduce((sum, place) => sum + place, 0), ...places];
    if (best === null || inOrder(order, best.order) < 0) best = { order, picks };
  }
  return best?.picks ?? null;
}

function product(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (all, size) => all.flatMap((each) => Array.from({ length: size }, (_, place) => [...each, place])),
    [[]],
  );
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const apart = (a[i] ?? 0) - (b[i] ?? 0);
    if (apart !== 0) return apart;
  }
  return 0;
}

/** How many returns have been, and the day of the next one. */
type Way = [nth: number, day: Day | null];

/** One skill on one day: what there is for it, and what was done. */
class One {
  readonly last: Day | null;
  private readonly first: Day | null;
  private readonly shelf: Item[];
  private readonly beside: Item[];
  private readonly finished: [Done, Item][];
  private readonly done: [Done, Item][];
  private readonly carried: Carried | null;
  private readonly rungs: Set<Rung>;
  private readonly way: Way;

  constructor(
    private readonly name: SkillName,
    private readonly practice: Practice,
  ) {
    const listed = new Map(practice.shelf.filter(({ skills }) => skills.includes(name.id)).map((one) => [one.id, one]));
    this.shelf = [...listed.values()].filter(({ rung }) => RUNGS.includes(rung));
    this.beside = [...listed.values()].filter(({ rung }) => !RUNGS.includes(rung));
    this.finished = practice.done.flatMap((one): [Done, Item][] => {
      const found = listed.get(one.exercise);
      return found ? [[one, found]] : [];
    });
    this.done = this.finished.filter(([, { rung }]) => RUNGS.includes(rung));
    this.carried = practice.carried.find(({ skill }) => skill === name.id) ?? null;
    this.rungs = new Set([...this.done.map(([, { rung }]) => rung), ...(this.carried?.rungs ?? [])]);
    const days = this.done.map(([{ day }]) => day);
    if (this.carried) days.push(this.carried.first, this.carried.last);
    days.sort();
    this.first = days[0] ?? null;
    this.last = days[days.length - 1] ?? null;
    this.way = this.nextReturn();
  }

  private next(): Rung | "again" | null {
    const there = new Set(this.shelf.map(({ rung }) => rung));
    const left = RUNGS.find((rung) => there.has(rung) && !this.rungs.has(rung));
    return left ?? (there.size > 0 ? "again" : null);
  }

  ladder(): Ladder {
    const names = new Set(this.finished.map(([{ exercise }]) => exercise));
    return {
      skill: this.name.id,
      steps: RUNGS.map((rung) => {
        const there = this.shelf.filter((one) => one.rung === rung);
        const done = there.filter(({ id }) => names.has(id)).length;
        return { rung, there: there.length, done, is_done: this.rungs.has(rung) };
      }),
      next: this.next(),
      beside: this.beside.length,
      beside_done: this.beside.filter(({ id }) => names.has(id)).length,
      begun: this.last !== null,
      last: this.last,
      returns: this.been(),
    };
  }

  progress(): Carried | null {
    const { first, last } = this;
    if (first === null || last === null) return null;
    const rungs = RUNGS.filter((rung) => this.rungs.has(rung));
    return { skill: this.name.id, rungs, returns: this.been(), first, last };
  }

  /** How many returns have been, here or before a code brought them. */
  private been(): number {
    return Math.max(this.way[0], this.carried?.returns ?? 0);
  }

  comesBack(): Return | null {
    const [nth, day] = this.way;
    return day === null || this.shelf.length === 0 ? null : { skill: this.name.id, day, nth: nth + 1 };
  }

  /**
   * A practice on or after the day is the return. A late one keeps its distance from the next. Days that this clock
   * has not reached, but for tomorrow in another time zone, were written by a clock that was wrong: they would hold
   * up the next return for years, so no return is reckoned from them.
   */
  private nextReturn(): Way {
    const { carried } = this;
    const days = [...new Set(this.done.map(([{ day }]) => day))].filter((day) => this.isReached(day)).sort();
    const ways: Way[] = [];
    const first = days[0];
    if (first) ways.push(reckon(first, 0, plus(first, GAPS[0]), days));
    if (carried && this.isReached(carried.first)) {
      const from = first && first < carried.first ? first : carried.first;
      const later = days.filter((day) => day > carried.last);
      ways.push(reckon(from, carried.returns, this.brought(carried, from), later));
    }
    if (ways.length === 0) return [carried?.returns ?? 0, null];
    const day = (way: Way) => way[1] ?? this.practice.today;
    return ways.reduce((best, way) => (way[0] > best[0] || (way[0] === best[0] && day(way) < day(best)) ? way : best));
  }

  private brought({ returns: nth, last }: Carried, first: Day): Day | null {
    const gap = GAPS[nth];
    if (gap === undefined) return null;
    const day = plus(first, gap);
    return nth > 0 && this.isReached(last) ? later(day, plus(last, gap - (GAPS[nth - 1] ?? 0))) : day;
  }

  private isReached(day: Day): boolean {
    return day <= plus(this.practice.today, 1);
  }

  /** What could be done for it today, the best first; one for each setting, and the first few whatever theirs. */
  picks(why: Pick["why"]): Pick[] {
    const next = this.next();
    const order = why === "due" ? (one: Item) => this.forReturn(one) : (one: Item) => this.forRung(one);
    const some = this.shelf.filter(({ rung }) => why === "due" || rung === next);
    some.sort((a, b) => inOrder(order(a), order(b)));
    const seen = new Set<Setting>();
    const reason = this.reason(why);
    return some
      .filter(({ setting }, place) => {
        const isKept = place < MOST || !seen.has(setting);
        seen.add(setting);
        return isKept;
      })
      .map(({ id }) => ({ exercise: id, skill: this.name.id, why, reason, is_done: false }));
  }

  private forRung({ setting, skills, level }: Item): number[] {
    return [Number(setting === this.lastSetting()), Number(skills[0] !== this.name.id), level];
  }

  /** Another setting than last time, not done yet, then what landed badly; near the rung that is next. */
  private forReturn({ id, rung, setting, skills, level }: Item): number[] {
    const tries = this.done.filter(([, item]) => item.id === id);
    const effect = tries[tries.length - 1]?.[0].effect;
    const tried = tries.length === 0 ? 0 : effect === "hurts" ? 1 : effect === "mixed" ? 2 : 3;
    const next = this.next();
    const goal = next === "again" || next === null ? "write" : next;
    const far = Math.abs(RUNGS.indexOf(rung) - RUNGS.indexOf(goal));
    return [Number(setting === this.lastSetting()), tried, far, Number(skills[0] !== this.name.id), level];
  }

  private lastSetting(): Setting | null {
    const latest = this.done.reduce<[Done, Item] | null>((best, one) => (best && one[0].day < best[0].day ? best : one), null);
    return latest?.[1].setting ?? null;
  }

  private reason(why: Pick["why"]): string {
    const label = `“${this.name.label}”`;
    if (why === "new") return `${label} is new here.`;
    if (why === "next") return `The next rung of ${label}: ${this.next()}.`;
    const days = this.last === null ? 0 : between(this.last, this.practice.today);
    const ago = days === 1 ? "yesterday" : days > 1 ? `${days} days ago` : "not long ago";
    return `${label} came up ${ago}. Now it comes back.`;
  }
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function reckon(first: Day, nth: number, day: Day | null, days: readonly Day[]): Way {
  for (const practice of days) {
    if (day === null || practice < day) continue;
    nth++;
    const gap = GAPS[nth];
    if (gap === undefined) return [nth, null];
    day = later(plus(first, gap), plus(practice, gap - (GAPS[nth - 1] ?? 0)));
  }
  return [nth, day];
}
