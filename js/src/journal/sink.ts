// What a view can ask of whatever keeps its answers, and what it may be told.
import type { Entry } from "../wire.ts";

export type KeepState = "unasked" | "saving" | "saved" | "memory" | "failed";

export type SinkEvent =
  | { type: "state"; state: KeepState; words: string }
  | { type: "other"; entry: Entry }
  | { type: "entries"; entries: Entry[] };

export interface Sink {
  /** All attempts at this exercise, oldest first; the last may still be open. */
  entries(exercise: string): Promise<Entry[]>;
  /** Drafts at once, writes soon after; an entry with an outcome is written straight away. */
  keep(entry: Entry): void;
  watch(exercise: string, on: (event: SinkEvent) => void): () => void;
}
