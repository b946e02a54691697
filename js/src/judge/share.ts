/**
 * From the entries of a journal to what may go to a trainer: nothing written, but for entries that were ticked, and no
 * clock. The twin of `powerwith.share`; both make the same file, byte for byte.
 */
import type { Entry, Finding, Handed, Share, SharedAnswer, SharedOutcome, VignetteResponse } from "../wire.ts";
import { canonical } from "./canonical.ts";

type SharedResponse = SharedAnswer["response"];

export type Phase = "none" | "before" | "after" | "later";

export const PHASES: readonly Phase[] = ["none", "before", "after", "later"];
const MOST = 5000;
const LONGEST_KEY = 48;

/** Anything but room between words; Python counts the same signs as room. */
const WRITTEN = /[^\s\ufeff\x85\x1c-\x1f]/;
const BETWEEN = /[\s_\-\u2010-\u2015]+/g;

/** The code of a cohort as it goes into a file, however it was typed; null where it is none. */
export function cohortCode(typed: string): string | null {
  const plain = typed.normalize("NFKC").trim().toLowerCase().replace(BETWEEN, "-").replace(/^-+|-+$/g, "");
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(plain) && plain.length >= 3 && plain.length <= 24 ? plain : null;
}

/** The learner's own code as it goes into a file, null if nothing was typed, undefined where it is none. */
export function linkingCode(typed: string): string | null | undefined {
  const plain = typed.normalize("NFKC").replace(BETWEEN, "").toUpperCase();
  if (plain === "") return null;
  return /^[A-Z0-9]{4,12}$/.test(plain) ? plain : undefined;
}

/** When an entry was written: as it says itself, as an earlier share said, or as is said now. */
export function phaseOf(entry: Entry, now: Phase, handed: Handed | null): Phase {
  if ((entry.phase ?? "none") !== "none" || !handed) return entry.phase && entry.phase !== "none" ? entry.phase : now;
  for (const name of ["before", "after", "later"] as const) {
    const until = handed[name] ?? null;
    if (name === now) break;
    if (until !== null && entry.seq <= until) return name;
  }
  return now;
}

export interface Choice {
  /** For which cohort, under which id and the how-manyth time. */
  handed: Handed;
  /** Which exercises; left out, every one. */
  exercises?: ReadonlySet<string>;
  phase?: Phase;
  linking?: string | null;
  /** By the id of an entry, what of its own words may go. */
  words?: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** The finished attempts at these exercises, in their order. */
export function chosen(entries: readonly Entry[], exercises?: ReadonlySet<string>): Entry[] {
  const wanted = entries.filter(({ outcome, exercise }) => outcome && (!exercises || exercises.has(exercise)));
  return wanted.sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
}

/** The share of these entries; null where nothing is chosen, or too much for one file. */
export function gather(entries: readonly Entry[], { handed, exercises, phase = "none", linking = null, words }: Choice): Share | null {
  const some = chosen(entries, exercises);
  if (some.length === 0 || some.length > MOST) return null;
  const places = new Map(entries.map(({ id, seq }) => [id, seq]));
  const answers = some.map((entry) =>
    answer(entry, { phase: phaseOf(entry, phase, handed), after: places.get(entry.about ?? "") ?? null, words: words?.get(entry.id) ?? {} }),
  );
  return { format: "powerwith-share", v: 1, share: handed.share, seq: handed.seq, cohort: handed.cohort, linking, answers };
}

/** The file itself, the same wherever it is made. */
export function text(share: Share): string {
  return canonical(share);
}

/** What the file is called: no name and no date in it. */
export function fileName({ cohort, share, seq }: Share): string {
  return `share-${cohort}-${share.slice(0, 4)}-${seq}.json`;
}

/** One finished attempt as it goes. `after`: for marks, the order of the answers they are for. */
export function answer(
  entry: Entry,
  { phase = "none", after = null, words = {} }: { phase?: Phase; after?: number | null; words?: Readonly<Record<string, string>> } = {},
): SharedAnswer {
  return {
    exercise: entry.exercise,
    digest: entry.digest,
    attempt: Math.min(entry.attempt, 10_000),
    seq: entry.seq,
    phase,
    response: response(entry, after),
    outcome: outcome(entry),
    appeals: [...new Set((entry.appeals ?? []).map(({ rule }) => rule))],
    rules_version: entry.rules_version ?? null,
    words: { ...words },
  };
}

function written(fields: Record<string, string>): string[] {
  return Object.keys(fields).filter((name) => WRITTEN.test(fields[name] ?? ""));
}

function response({ response: given }: Entry, after: number | null): SharedResponse {
  switch (given.kind) {
    case "choice":
      return { kind: "choice", option: given.option };
    case "rewrite":
      return { kind: "rewrite" };
    case "sort":
      return { kind: "sort", groups: { ...given.groups } };
    case "reflection":
      return { kind: "reflection", skipped: given.skipped ?? false };
    case "conversation":
      return { kind: "conversation", turns: given.turns.map(({ turn, reply, by = "chosen" }) => ({ turn, reply, by })) };
    case "planner": {
      const rows = Object.entries(given.rows ?? {}).filter(([, each]) => each.some((row) => written(row).length > 0));
      return { kind: "planner", filled: [...new Set([...written(given.fields), ...rows.map(([name]) => name)])].sort() };
    }
    case "scale":
      return { kind: "scale", about: given.about ?? "now", ratings: { ...given.ratings } };
    case "replies":
      return { kind: "replies", form: given.form, timed: given.timed ?? false, answered: written(given.texts).sort() };
    case "marks": {
      const replies = Object.entries(given.replies).map(([prompt, { marks, deducted = false }]) => [prompt, { marks: { ...marks }, deducted }]);
      return { kind: "marks", by: given.by, replies: Object.fromEntries(replies), after };
    }
    case "vignette":
      return vignette(given);
  }
}

/** Answers that were taken back do not go, nor do cases that were left out. */
function vignette({ pack, version, part = "taken", cases }: VignetteResponse): SharedResponse {
  const taken = Object.entries(cases).filter(([, each]) => part === "taken" && !each.skipped);
  const made = taken.map(([name, { version, ratings = {}, step = null }]) => [name, { version, ratings: { ...ratings }, step }]);
  return { kind: "vignette", pack, version, part, cases: Object.fromEntries(made) };
}

function outcome({ outcome: given, response }: Entry): SharedOutcome | null {
  if (!given) return null;
  const { effect = null, codes = [], findings = [], score = null, state = null, ending = null } = given;
  const said = response.kind === "conversation" ? response.turns.flatMap((one) => one.findings ?? []) : [];
  const marked = new Map([...findings, ...said].map(({ rule, code }: Finding) => [`${rule} ${code}`, { rule, code }]));
  return { effect, codes: [...codes], marked: [...marked.values()], score, state, ending };
}

/** The learner's own words in an entry by their place: what goes if this entry is ticked. */
export function own(entry: Entry): Record<string, string> {
  const made = new Map<string, string>(places(entry));
  (entry.appeals ?? []).forEach(({ reason = "" }, i) => made.set(`appeal-${i + 1}`, reason));
  return Object.fromEntries([...made].filter(([, text]) => WRITTEN.test(text)));
}

function places({ response: given }: Entry): [string, string][] {
  switch (given.kind) {
    case "choice":
    case "rewrite":
      return [["text", given.text ?? ""]];
    case "reflection":
    case "scale":
      return Object.entries(given.fields ?? {});
    case "conversation":
      return given.turns.map(({ text = "" }, i) => [`turn-${i + 1}`, text]);
    case "planner": {
      const rows = Object.entries(given.rows ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
      const cells = rows.flatMap(([name, each]) =>
        each.flatMap((row, i) => Object.entries(row).map(([column, text]): [string, string] => [cell(name, i + 1, column), text])),
      );
      return [...Object.entries(given.fields), ...cells];
    }
    case "replies":
      return Object.entries(given.texts);
    case "vignette":
      return Object.entries(given.cases).flatMap(([name, { skipped, text = "" }]): [string, string][] =>
        (given.part ?? "taken") === "taken" && !skipped ? [[name, text]] : [],
      );
    default:
      return [];
  }
}

/** `steps-2-when`. Long names of rows are cut, so that number and column stay whole. */
function cell(rows: string, number: number, column: string): string {
  const end = `-${number}-${column}`.slice(-LONGEST_KEY);
  return rows.slice(0, LONGEST_KEY - end.length) + end;
}
