/** One record per attempt: how it begins, is drafted, is answered and is found again. */
import type { Appeal, Entry, Outcome, Payload, Response } from "../wire.ts";

/** The longest text one field may hold, in code points; the model says the same. */
export const TEXT_LIMIT = 20_000;

export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on plain http
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

/** A new attempt, still open. The host counts `seq` and `rev` and sets the time. */
export function begin(payload: Payload, attempt: number, response: Response): Entry {
  return {
    v: 1,
    id: uuid(),
    rev: 0,
    exercise: payload.exercise.id,
    kind: payload.exercise.kind,
    attempt,
    seq: 0,
    digest: payload.digest,
    phase: "none",
    response,
    outcome: null,
    appeals: [],
    rules_version: null,
    updated: new Date().toISOString(),
  };
}

/** The same attempt with its answer and the feedback that was given. */
export function close(entry: Entry, response: Response, outcome: Outcome, rules_version: string | null = null): Entry {
  return { ...entry, response, outcome, rules_version, updated: new Date().toISOString() };
}

/** The same attempt with one more *I see it differently*; a second word on the same rule replaces the first. */
export function appeal(entry: Entry, added: Appeal): Entry {
  const others = (entry.appeals ?? []).filter((each) => each.rule !== added.rule);
  return { ...entry, appeals: [...others, added] };
}

export function isOpen(entry: Entry): boolean {
  return entry.outcome == null;
}

export function nextAttempt(entries: readonly Entry[]): number {
  return 1 + entries.reduce((most, entry) => Math.max(most, entry.attempt), 0);
}

/** Attempts begun before it was known how many there are: those that must take a higher number, with that number. */
export function renumbered(incoming: readonly Entry[], own: readonly Entry[]): Entry[] {
  const known = new Set(incoming.map((entry) => entry.id));
  const most = nextAttempt(incoming) - 1;
  const mine = own.filter((entry) => !known.has(entry.id));
  const first = Math.min(...mine.map((entry) => entry.attempt));
  return first > most ? [] : mine.map((entry) => ({ ...entry, attempt: entry.attempt - first + most + 1 }));
}

/** What came in, with what was answered here in place of what the store had of it then; oldest first. */
export function merge(incoming: readonly Entry[], own: readonly Entry[]): Entry[] {
  const mine = new Set(own.map((entry) => entry.id));
  return [...incoming.filter((entry) => !mine.has(entry.id)), ...own].sort((a, b) => a.attempt - b.attempt);
}

/** The attempt a page shows again: the last one, if the exercise still means what it meant then. */
export function lastOf(entries: readonly Entry[], payload: Payload): Entry | undefined {
  const last = entries[entries.length - 1];
  return last?.digest === payload.digest && last.response.kind === payload.exercise.kind ? last : undefined;
}

export function length(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

export function isTooLong(text: string): boolean {
  return text.length > TEXT_LIMIT && length(text) > TEXT_LIMIT;
}

/** What of a text can be kept: the whole of it, nearly always. */
export function keepable(text: string): string {
  return isTooLong(text) ? Array.from(text).slice(0, TEXT_LIMIT).join("") : text;
}
