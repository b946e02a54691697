/** What a view and its host say to each other: anywidget's front-end contract, and nothing about where it is. */
import type { Entry } from "../wire.ts";

export interface Model {
  /** `payload`, and `coach`: the coach with its rules, `null` if there is none, `undefined` while it is on its way. */
  get(name: string): unknown;
  send(message: ToHost): void;
  /** `msg:custom` with what the host says, and `change:coach` once that is there. */
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
}

export type Listener = (...values: never[]) => void;

export type ToHost = { type: "hello" } | { type: "keep"; entry: Entry };

export type FromHost =
  | { type: "entries"; entries: Entry[] }
  | { type: "state"; state: string; words: string }
  | { type: "other"; entry: Entry };

/** What one kind of exercise gives to the desk it works at. */
export interface Scene {
  main: HTMLElement;
  /** Put an answer back as it was, finished or not; nothing is announced. */
  show(entry: Entry): void;
  /** An attempt in a line or two; empty if nothing is in it. `changed`: the exercise meant something else then. */
  summary(entry: Entry, changed: boolean): string;
  /** Hears all attempts that are kept, and says which of them it goes on with; without it, all. */
  mine?(entries: readonly Entry[]): Entry[];
}
