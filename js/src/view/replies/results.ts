/** What marks came to, time by time and rater by rater, and how far two raters agree. Never a rank. */
import { agreed, type Marks, scoreOf, total } from "../../judge/replies.ts";
import { when } from "../../judge/scale.ts";
import type { Entry, MarksResponse, Replies, RepliesResponse } from "../../wire.ts";
import { el } from "../el.ts";
import { capital } from "../words.ts";

const LONG = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });
/** Whoever rates their own replies. */
export const SELF = "";
const LITTLE = "With so few replies this is a start for a talk, not a measure.";
const PART = "A dash: not all replies of that time have marks from this rater.";

/** All that is finished: answers oldest first, and the last marks of each rater for each of them. */
export interface Standing {
  times: readonly Entry[];
  raters: readonly string[];
  marks(entry: Entry, rater: string): Marks | null;
}

export function standing(entries: readonly Entry[], digest: string): Standing {
  const done = entries.filter((entry) => entry.outcome && entry.digest === digest);
  const times = done.filter(({ kind }) => kind === "replies").sort((a, b) => a.attempt - b.attempt);
  const ids = new Set(times.map(({ id }) => id));
  const marks = done.filter(({ kind, about }) => kind === "marks" && about != null && ids.has(about)).sort((a, b) => a.attempt - b.attempt);
  const by = new Map(marks.map((entry) => [`${entry.about} ${raterOf(entry)}`, (entry.response as MarksResponse).replies]));
  const raters = [...new Set(marks.map(raterOf))].sort((a, b) => Number(a !== SELF) - Number(b !== SELF));
  return { times, raters, marks: ({ id }, rater) => by.get(`${id} ${rater}`) ?? null };
}

function raterOf({ response }: Entry): string {
  const { by, rater } = response as MarksResponse;
  return by === "self" ? SELF : (rater ?? "somebody");
}

/** When an answer was given, in words. */
export function timeOf({ phase = "none", updated }: Entry): string {
  const day = LONG.format(new Date(updated));
  return phase === "none" ? day : `${when(phase)}, ${day}`;
}

export function nameOf({ raters }: Standing, rater: string): string {
  const peers = raters.filter((each) => each !== SELF);
  if (rater === SELF) return "you";
  return peers.length === 1 ? "a colleague" : `colleague ${peers.indexOf(rater) + 1}`;
}

/** Whether the last time came to less than the time before it, by one and the same rater. */
export function isLower(task: Replies, all: Standing): boolean {
  return all.raters.some((rater) => {
    const values = all.times.flatMap((entry) => {
      const marks = all.marks(entry, rater);
      const score = marks && scoreOf(total(task, entry.response as RepliesResponse, marks));
      return score ? [score.value] : [];
    });
    const [last, before] = values.reverse();
    return last !== undefined && before !== undefined && last < before;
  });
}

export function results(task: Replies, all: Standing): HTMLElement[] {
  if (all.raters.length === 0) return [];
  let isPart = false;
  const cell = (entry: Entry, rater: string): string => {
    const marks = all.marks(entry, rater);
    const score = marks && scoreOf(total(task, entry.response as RepliesResponse, marks));
    if (!score) isPart = true;
    return score ? `${score.value} of ${score.of}` : "–";
  };
  const rows = all.times.map((entry) =>
    el("tr", {}, el("th", { scope: "row" }, timeOf(entry)), ...all.raters.map((rater) => el("td", {}, cell(entry, rater)))),
  );
  const head = all.raters.map((rater) => el("th", { scope: "col" }, `Marks by ${nameOf(all, rater)}`));
  const table = el(
    "table",
    { class: "pw-marks" },
    el("caption", {}, "Points for each time"),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "When"), ...head)),
    el("tbody", {}, ...rows),
  );
  return [table, ...(isPart ? [el("p", { class: "pw-quiet" }, PART)] : []), ...agreement(task, all)];
}

/** For each two raters who saw the same replies, how often their marks are the same. */
function agreement(task: Replies, all: Standing): HTMLElement[] {
  const pairs = all.raters.flatMap((one, i) => all.raters.slice(i + 1).map((other) => [one, other] as const));
  const lines = pairs.flatMap(([one, other]) => {
    const sums = all.times.map((entry) => {
      const [a, b] = [all.marks(entry, one), all.marks(entry, other)];
      return a && b ? agreed(task, a, b) : { of: 0, same: 0, near: 0 };
    });
    const [of, same, near] = (["of", "same", "near"] as const).map((name) => sums.reduce((sum, each) => sum + each[name], 0));
    const who = `${capital(nameOf(all, one))} and ${nameOf(all, other)}`;
    return of ? [el("p", {}, `${who} gave ${of} marks each to the same replies. ${same} are the same, and ${near} are the same or one step apart.`)] : [];
  });
  return lines.length > 0 ? [...lines, el("p", { class: "pw-quiet" }, LITTLE)] : [];
}
