// The ground a journal stands on: the browser's storage, one connection to the database, one write after the other.
import type { Lock } from "../wire.ts";
import { plain, type Codec } from "./codec.ts";
import { Drafts } from "./drafts.ts";
import { LOCKED, type Seal } from "./lock.ts";
import * as marker from "./marker.ts";
import type { KeepState } from "./sink.ts";
import { Store, type Change, type Gone, type Shelf, type Written } from "./store.ts";
import { Box, stamp, type Surroundings } from "./surroundings.ts";
import { Voice } from "./voice.ts";
import { SHUT, WORDS, type Shut } from "./words.ts";

export type Mode = "unasked" | "own" | "shared";

export abstract class Ground {
  protected readonly box: Box;
  protected readonly session: Box;
  protected readonly drafts: Drafts;
  protected readonly codec: Codec = plain;
  protected readonly voice = new Voice();
  protected opening: Promise<Shelf> | null = null;
  protected lock: Lock | null;
  /** An open lock. */
  protected seal: Seal | null = null;
  /** It is locked, and the script that could open it did not come. */
  protected isLockGone = false;
  protected queue: Promise<unknown> = Promise.resolve();
  protected how: Mode;
  protected closed: Shut | null;

  constructor(protected readonly where: Surroundings) {
    this.box = new Box(where.storage);
    this.session = new Box(where.session);
    this.drafts = new Drafts(this.box, this.codec, where.uuid().slice(0, 8));
    this.closed = where.shut ?? (where.indexedDB ? null : "blocked");
    this.how = this.told();
    this.lock = this.lockTold();
  }

  /** The connection ended without our asking. */
  protected abstract gone(why: Gone): void;

  protected told(): Mode {
    if (this.box.get("mode") === "own") return "own";
    return this.session.get("mode") === "shared" ? "shared" : "unasked";
  }

  protected isKept(): boolean {
    return this.how === "own" && this.closed === null && !this.isLocked();
  }

  protected isLocked(): boolean {
    return this.lock !== null && this.seal === null;
  }

  // Only read here; whether it is whole is asked when it is to be opened.
  protected lockTold(): Lock | null {
    try {
      return JSON.parse(this.box.get("lock") ?? "null") as Lock | null;
    } catch {
      return null;
    }
  }

  protected unlocked(): void {
    this.noteLock(null);
    this.seal = null;
    this.drafts.through(this.box);
  }

  protected noteLock(lock: Lock | null): void {
    this.lock = lock;
    if (lock) this.box.set("lock", JSON.stringify(lock));
    else this.box.remove("lock");
  }

  protected shutDown(why: Shut): void {
    this.closed = why;
    this.sayAll();
  }

  protected store(): Promise<Shelf> {
    this.opening ??= this.openStore().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  protected async openStore(): Promise<Shelf> {
    const plain = await this.openPlain();
    if (plain.isNewer) return plain;
    const found = (await plain.note("lock")) as Lock | undefined;
    const count = await plain.count();
    if (found && !(this.seal && JSON.stringify(found) === JSON.stringify(this.lock))) {
      plain.close();
      this.noteLock(found);
      this.seal = null;
      throw new DOMException("powerwith journal: it is locked", LOCKED);
    }
    // Either the browser lost the database, and what is written next is sealed as before, or the lock was taken off.
    if (!found && this.seal && count.tick === 0) await plain.write({ notes: { lock: this.lock } });
    else if (!found && this.lock) this.unlocked();
    const store = this.seal ? this.seal.store(plain) : plain;
    marker.compare(this.box, count);
    if (this.how === "own" && (await store.note("mode")) !== "own") await store.setNote("mode", "own");
    return store;
  }

  protected async openPlain(): Promise<Store> {
    const store = await Store.open(this.where.indexedDB!, true, (why) => this.gone(why));
    if (!store) throw new Error("powerwith journal: the database did not open. Answers stay on this page");
    if (store.isNewer) {
      this.shutDown("newer");
    }
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
    if (this.how === "own" && this.isLocked()) return ["memory", this.isLockGone ? WORDS.lockGone : WORDS.locked];
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
