// What a locked journal asks of the lock's own script, which comes only where it is needed.
import type { Lock } from "../wire.ts";
import type { Slots } from "./drafts.ts";
import type { Backup } from "./keeper.ts";
import type { Shelf, Store } from "./store.ts";
import type { Box, Surroundings } from "./surroundings.ts";

/** An open lock: everything passes through it on its way into storage and out of it. */
export interface Seal {
  store(plain: Store): Shelf;
  /** Where drafts are kept; call `load` before reading what other pages left. */
  readonly drafts: Slots & { load(): Promise<void> };
  /** A backup's text in its envelope. */
  wrap(text: string): Promise<string>;
}

/** What the lock's script may do inside a journal, and nobody else. */
export interface Inside {
  readonly where: Surroundings;
  readonly box: Box;
  readonly session: Box;
  lock(): Lock | null;
  seal(): Seal | null;
  /** Saves what is still to be saved; false if something could not be. */
  settle(): Promise<boolean>;
  /** The journal goes on with this lock; without a seal it is shut until it is opened. */
  turn(lock: Lock | null, seal: Seal | null): Promise<void>;
  /** A connection of its own, past any seal. */
  plain(): Promise<Store>;
  backup(): Promise<Backup>;
  inTurn<T>(task: () => Promise<T>): Promise<T>;
}

/** What the lock's own script brings to a page. */
export interface LockKit {
  /** A locked journal asks to be opened: by another page of the course, or by the learner. */
  join(inside: Inside): Promise<void>;
  leave(inside: Inside): void;
  /** Leads through locking; `done` gets what to say afterwards. */
  begin(place: HTMLElement, inside: Inside, done: (words: string) => void): void;
  /** What can be done with a lock, for My journal. */
  manage(inside: Inside): HTMLElement;
  /** Asks for what opens this file, and gives its text. */
  openFile(text: string, name: string, place: HTMLElement): Promise<string | null>;
}

export type LockState = "none" | "locked" | "open";

/** Told by the database: it is locked, and this page did not know. */
export const LOCKED = "LockedError";

export function isLockedError(error: unknown): boolean {
  return (error as Error | null)?.name === LOCKED;
}
