/**
 * The reply task: which form comes next, what goes to a colleague, and what the marks that come back add up to.
 * The twin of `powerwith.replies`; tests/vectors/replies.json holds both to the same answers.
 */
import type { Criterion, Replies, RepliesResponse, ReplyMarks, ReplyPrompt, ReplySheet, Score, SheetMarks } from "../wire.ts";
import { sha256 } from "./sha256.ts";

/** So many replies a sheet may hold; the model says the same. */
export const MOST = 48;
/** The highest mark for one criterion. */
export const TOP = 3;

/** Prompt id to the marks for its reply. */
export type Marks = Readonly<Record<string, ReplyMarks>>;
/** Entry id to its replies. */
export type Answers = ReadonlyMap<string, RepliesResponse>;

/** What one form came to: `value` of `of`, and how many replies were left empty or have no marks yet. */
export interface Total {
  value: number;
  of: number;
  blank: number;
  open: number;
}

/** Two raters beside each other: marks both gave, those that are the same, and those at most one apart. */
export interface Agreed {
  of: number;
  same: number;
  near: number;
}

export type Matched = { marks: Map<string, Record<string, ReplyMarks>>; problems: null } | { marks: null; problems: string[] };

/** The prompts of a form; none where the task has no such form any more. */
export function prompts(task: Replies, form: string): readonly ReplyPrompt[] {
  return task.forms.find(({ id }) => id === form)?.prompts ?? [];
}

export function isBlank(text: string | undefined): boolean {
  return !/\S/.test(text ?? "");
}

/** The form that was not used last; null before the first time: then a coin decides. */
export function nextForm(task: Replies, answered: readonly string[]): string | null {
  const known = answered.filter((form) => prompts(task, form).length > 0);
  const last = known[known.length - 1];
  return last === undefined ? null : (task.forms.find(({ id }) => id !== last)?.id ?? null);
}

/** What one reply gets: its marks, less one where something takes a point off, and never below 0. */
export function points(task: Replies, given: ReplyMarks | undefined): number | null {
  if (!given || !isWhole(task, given.marks)) return null;
  const sum = Object.values(given.marks).reduce((all, mark) => all + mark, 0);
  return Math.max(0, sum - (given.deducted ? 1 : 0));
}

/** Of 12 points for each prompt with four criteria. An empty reply gets 0 and needs no marks. */
export function total(task: Replies, response: RepliesResponse, marks: Marks): Total {
  const asked = prompts(task, response.form);
  const written = asked.filter(({ id }) => !isBlank(response.texts[id]));
  const each = written.map(({ id }) => points(task, marks[id]));
  return {
    value: each.reduce<number>((all, one) => all + (one ?? 0), 0),
    of: TOP * task.criteria.length * asked.length,
    blank: asked.length - written.length,
    open: each.filter((one) => one === null).length,
  };
}

/** The total as an entry keeps it; nothing while a reply has no marks. */
export function scoreOf({ value, of, open }: Total): Score | null {
  return open === 0 && of > 0 ? { value, of } : null;
}

/** What stands for a reply on a sheet. Only who has the journal, with the id of its entry, can tell which it is. */
export function sheetKey(sheet: string, entry: string, prompt: string): string {
  return sha256(`${sheet} ${entry} ${prompt}`).slice(0, 12);
}

interface Outgoing {
  task: Replies;
  digest: string;
  sheet: string;
  answers: Answers;
  /** Key to the text that goes out instead. */
  changed?: ReadonlyMap<string, string>;
}

/** The replies of these entries in an order that says nothing. */
export function sheetOf({ task, digest, sheet, answers, changed = new Map() }: Outgoing): ReplySheet {
  const asked = new Set(task.forms.flatMap(({ prompts }) => prompts.map(({ id }) => id)));
  const replies = [...keys(sheet, answers)]
    .filter(([, { prompt, text }]) => asked.has(prompt) && !isBlank(text))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { prompt, text }]) => ({ key, prompt, text: changed.get(key) ?? text }))
    .filter(({ text }) => !isBlank(text));
  return { format: "powerwith-replies", v: 1, sheet, exercise: task.id, digest, replies: replies.slice(0, MOST) };
}

/** The marks that came back, by entry and prompt, or every problem; then nothing of the file is used. */
export function matched(task: Replies, digest: string, file: SheetMarks, answers: Answers): Matched {
  const refuse = (...problems: string[]): Matched => ({ marks: null, problems });
  if (file.exercise !== task.id) {
    return refuse(`These marks are for ${file.exercise}, and this is ${task.id}. Choose the file for it.`);
  }
  if (file.digest !== digest) {
    return refuse("The task has changed since these replies went out. Make a new file for your colleague.");
  }
  const known = keys(file.sheet, answers);
  if (!file.replies.some(({ key }) => known.has(key))) {
    return refuse("None of these marks belongs to a reply in this journal. Look whose file it is, or restore that journal.");
  }
  const problems = look(task, file, known);
  if (problems.length > 0) return refuse(...problems);
  const marks = new Map<string, Record<string, ReplyMarks>>();
  for (const { key, marks: given, deducted = false } of file.replies) {
    const { entry, prompt } = known.get(key)!;
    marks.set(entry, { ...marks.get(entry), [prompt]: { marks: given, deducted } });
  }
  return { marks, problems: null };
}

/** How many of a rater's marks for the training replies are those agreed for them, in per cent, rounded down. */
export function settled(task: Replies, given: readonly (ReplyMarks | null | undefined)[]): number {
  let [same, of] = [0, 0];
  task.training.forEach((reply, i) => {
    const mine = given[i];
    for (const { id } of task.criteria) if (of++, mine && mine.marks[id] === reply.marks[id]) same++;
    if (of++, mine && (mine.deducted ?? false) === (reply.deducted ?? false)) same++;
  });
  return Math.floor((100 * same) / of);
}

/** Marks that two raters gave to the same replies, criterion by criterion. */
export function agreed(task: Replies, one: Marks, other: Marks): Agreed {
  const apart = Object.keys(one).flatMap((prompt) =>
    task.criteria.flatMap(({ id }) => {
      const [a, b] = [one[prompt]?.marks[id], other[prompt]?.marks[id]];
      return a === undefined || b === undefined ? [] : [Math.abs(a - b)];
    }),
  );
  return { of: apart.length, same: apart.filter((by) => by === 0).length, near: apart.filter((by) => by <= 1).length };
}

function keys(sheet: string, answers: Answers): Map<string, { entry: string; prompt: string; text: string }> {
  return new Map(
    [...answers].flatMap(([entry, { texts }]) =>
      Object.entries(texts).map(([prompt, text]) => [sheetKey(sheet, entry, prompt), { entry, prompt, text }] as const),
    ),
  );
}

function look(task: Replies, { replies }: SheetMarks, known: ReadonlyMap<string, unknown>): string[] {
  const seen = new Map<string, number>();
  return replies.flatMap(({ key, marks }, i) => {
    const [number, before] = [i + 1, seen.get(key)];
    if (before !== undefined) return [`Reply ${number} is the same as reply ${before}. Each may stand there once.`];
    seen.set(key, number);
    if (!known.has(key)) return [`Reply ${number} is not in this journal. The others are, so the file was changed.`];
    if (!isWhole(task, marks)) {
      return [`Reply ${number} needs one mark each for ${task.criteria.map(({ id }) => id).join(", ")}, and no other.`];
    }
    return [];
  });
}

/** Whether each criterion has a mark, and nothing else has. */
export function isWhole({ criteria }: { criteria: readonly Criterion[] }, marks: Readonly<Record<string, number>>): boolean {
  return Object.keys(marks).length === criteria.length && criteria.every(({ id }) => Object.prototype.hasOwnProperty.call(marks, id));
}
