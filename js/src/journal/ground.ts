// The ground a journal stands on: the browser's storage, one connection to the database, one write after the other.
import { plain, type Codec } from "./codec.ts";
import { Drafts } from "./drafts.ts";
import * as marker from "./marker.ts";
import type { KeepState } from "./sink.ts";
import { Store, type Change, type Gone, type Written } from "./store.ts";
import { Box, stamp, type Surroundings } from "./surroundings.ts";
import { Voice } from "./voice.ts";
import { SHUT, WORDS, type Shut } from "./words.ts";

export type Mode = "unasked" | "own" | "shared";

/** How long a page waits for the database before it goes on without. */
export const PATIENCE = 4000;

export abstract class Ground {
  protected readonly box: Box;
  protected readonly session: Box;
  protected readonly drafts: Drafts;
  protected readonly codec: Codec = plain;
  protected readonly voice = new Voice();
  protected opening: Promise<Store> | null = null;
  protected queue: Promise<unknown> = Promise.resolve();
  protected how: Mode;
  protected closed: Shut | null;

  constructor(protected readonly where: Surroundings) {
    this.box = new Box(where.storage);
    this.session = new Box(where.session);
    this.drafts = new Drafts(this.box, this.codec, where.uuid().slice(0, 8));
    this.closed = where.shut ?? (where.indexedDB ? null : "blocked");
    this.how = this.told();
  }

  /** The connection ended without our asking. */
  protected abstract gone(why: Gone): void;

  protected told(): Mode {
    if (this.box.get("mode") === "own") return "own";
    return this.session.get("mode") === "shared" ? "shared" : "unasked";
  }

  protected isKept(): boolean {
    return this.how === "own" && this.closed === null;
  }

  protected shutDown(why: Shut): void {
    this.closed = why;
    this.sayAll();
  }

  protected store(): Promise<Store> {
    this.opening ??= this.openStore().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  protected async openStore(): Promise<Store> {
    const store = await Store.open(this.where.indexedDB!, true, (why) => this.gone(why));
    if (!store) throw new Error("powerwith journal: the database did not open. Answers stay on this page");
    if (store.isNewer) {
      this.shutDown("newer");
      return store;
    }
    marker.compare(this.box, await store.count());
    if (this.how === "own" && (await store.note("mode")) !== "own") await store.setNote("mode", "own");
    return store;
  }

  protected async write(change: Change): Promise<Written> {
    const known = marker.readMarker(this.box);
    const store = await this.store();
    const written = await store.write({ ...change, seq: known?.lastSeq ?? 0 });
    if (written.done) marker.noteWrite(this.box, written.count, this.now());
    return written;
  }

  /** One after the other: a page never races itself. */
  protected inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(task);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  protected memoryState(): [KeepState, string] {
    if (this.closed === "stale") return ["failed", SHUT.stale];
    if (this.closed) return ["memory", SHUT[this.closed]];
    return this.how === "shared" ? ["memory", WORDS.shared] : ["unasked", WORDS.unasked];
  }

  protected sayAll(): void {
    for (const exercise of this.voice.exercises()) this.voice.say(exercise, ...this.memoryState());
  }

  protected now(): string {
    return stamp(this.where.now());
  }

  protected later(milliseconds: number): Promise<undefined> {
    return new Promise((resolve) => {
      const timer: unknown = setTimeout(() => resolve(undefined), milliseconds);
      (timer as { unref?: () => void }).unref?.();
    });
  }
}
