// The journal of one page, as views and the page host see it: where answers stay, and what was kept.
import type { Carried, Entry, Handed, Lock } from "../wire.ts";
import { write } from "./backup.ts";
import { opened, type Stored } from "./codec.ts";
import { type Mode } from "./ground.ts";
import { Life } from "./life.ts";
import { type Inside, isLockedError, type LockKit, type LockState, type Seal } from "./lock.ts";
import * as marker from "./marker.ts";
import type { KeepState, Sink, SinkEvent } from "./sink.ts";
import { Store, type Gone, type Shelf } from "./store.ts";
import type { Surroundings } from "./surroundings.ts";
import { ended, lookBack } from "./torn.ts";
import { bySeq, content, whole, type WholeEntry } from "./whole.ts";
import type { Shut } from "./words.ts";
import { Writer } from "./writer.ts";

export type { Mode } from "./ground.ts";

/** Everything kept, as a file. */
export interface Backup {
  text: string;
  /** False if the store could not be read: then it holds only what stands on this page. */
  isWhole: boolean;
}

/** What a page with exercises needs. My journal needs more: see archive.ts. */
export interface Journal extends Sink {
  readonly ready: Promise<void>;
  mode(): Mode;
  /** Why answers stay in memory whatever the learner says; null where they need not. */
  shut(): Shut | null;
  choose(mode: "own" | "shared"): Promise<void>;
  all(): Promise<Entry[]>;
  /** What the browser lost of this journal, as far as we can tell. */
  lost(): marker.Lost | null;
  backup(): Promise<Backup>;
  lockState(): LockState;
  /** The lock's script with what it may do in here; null if it does not come. */
  locker(): Promise<{ kit: LockKit; inside: Inside } | null>;
  /** The learner has downloaded it. */
  backedUp(): void;
  /** True if leaving now would lose something. */
  unsaved(): boolean;
  /** Forgets what this page has not written yet. */
  forgetDrafts(): void;
  /** How the last thing kept for this exercise stands. */
  state(exercise: string): KeepState | null;
  listen(on: () => void): () => void;
  close(): void;
}

interface Found {
  entry: WholeEntry;
  /** For another version of an entry: whose. */
  of: string | undefined;
}

export class Keeper extends Writer implements Journal {
  readonly ready: Promise<void>;
  private readonly life: Life;
  private hasBegun = false;
  private joining: Promise<void> | null = null;

  constructor(where: Surroundings) {
    super(where);
    if (this.channel) this.channel.onmessage = ({ data }) => void this.hear(data);
    this.life = new Life(where.page, () => void this.hide(), () => void this.wake());
    this.voice.listen(() => this.life.warn(this.unsaved()));
    this.ready = Promise.race([this.begin(), this.later(where.patience)]).then(() => void (this.hasBegun = true));
  }

  mode(): Mode {
    return this.how;
  }

  shut(): Shut | null {
    return this.closed;
  }

  private async begin(): Promise<void> {
    if (this.closed) return;
    try {
      if (this.how === "unasked") await this.recall();
      if (this.how === "own" && !this.isLocked()) {
        lookBack(this.box);
        await this.store().then((store) => this.recover(store), (error) => (isLockedError(error) ? undefined : Promise.reject(error)));
      }
      if (this.how === "own" && this.isLocked()) await this.join();
    } catch {
      this.shutDown((marker.readMarker(this.box)?.n ?? 0) > 0 ? "broken" : "blocked");
      for (const { entry } of this.drafts.all()) if (entry && !this.page.has(entry.id)) this.page.set(entry.id, whole(entry));
    }
    this.voice.tell();
  }

  // The answer also stands in the database, since browsers can lose either of the two without the other.
  private async recall(): Promise<void> {
    const found = await Store.open(this.where.indexedDB!, false, () => undefined);
    if (!found) return;
    const note = await found.note("mode");
    found.close();
    if (note !== "own") return;
    this.how = "own";
    this.box.set("mode", "own");
  }

  lockState(): LockState {
    return this.lock === null ? "none" : this.seal ? "open" : "locked";
  }

  async locker(): Promise<{ kit: LockKit; inside: Inside } | null> {
    const kit = await this.where.lock();
    return kit && { kit, inside: this.inside };
  }

  private readonly inside: Inside = {
    where: this.where,
    box: this.box,
    session: this.session,
    lock: () => this.lock,
    seal: () => this.seal,
    backup: () => this.backup(),
    settle: () => this.flush().then(() => !this.isKept() || this.dirty.size === 0),
    turn: (lock, seal) => this.turn(lock, seal),
    plain: () => this.openPlain(),
    inTurn: (task) => this.inTurn(task),
  };

  private join(): Promise<void> {
    this.joining ??= this.askToOpen().finally(() => (this.joining = null));
    return this.joining;
  }

  private async askToOpen(): Promise<void> {
    const locker = await this.locker().catch(() => null);
    this.isLockGone = locker === null;
    await locker?.kit.join(this.inside).catch((problem: unknown) => console.error("The journal could not be opened.", problem));
    if (this.isLocked()) this.sayAll();
    this.voice.tell();
  }

  protected lockFound(): void {
    this.lock = this.lockTold();
    this.seal = null;
    this.drafts.through(this.box);
    if (!this.isLocked()) return;
    this.dropDrafts();
    void this.join();
  }

  private async turn(lock: Lock | null, seal: Seal | null): Promise<void> {
    const isNew = this.how !== "own" || this.isLocked();
    const isSame = this.seal !== null && this.seal === seal;
    const isChanged = JSON.stringify(lock) !== JSON.stringify(this.lock); // being opened is nobody else's business
    this.noteLock(lock);
    this.seal = seal;
    this.drafts.through(seal?.drafts ?? this.box);
    if (!isSame) {
      void this.opening?.then((store) => store.close()).catch(() => undefined);
      this.opening = null;
    }
    await seal?.drafts.load();
    if (isChanged) this.channel?.postMessage({ type: "lock", same: isSame });
    if (this.isLocked()) return this.lockFound();
    if (this.how === "own") await this.recover(await this.store());
    if (isNew && this.hasBegun) await this.keepHere();
    else if (isNew) void this.ready.then(() => this.keepHere()); // whoever asks for entries waits for that
    this.voice.tell();
  }

  async choose(mode: "own" | "shared"): Promise<void> {
    await this.ready;
    if (mode === "own") await this.keepHere();
    else await this.keepNowhere();
    this.channel?.postMessage({ type: "mode", mode });
    this.voice.tell();
  }

  protected async keepHere(): Promise<void> {
    this.how = "own";
    this.session.remove("mode");
    this.box.set("mode", "own");
    if (this.isLocked()) void this.join();
    if (!this.isKept()) return this.sayAll();
    for (const entry of [...this.page.values()].sort(bySeq)) {
      this.page.set(entry.id, this.base.get(entry.id) ? entry : { ...entry, seq: 0 });
      this.soil(this.page.get(entry.id)!);
    }
    await this.flush();
    for (const exercise of this.voice.exercises()) await this.show(exercise);
  }

  private async keepNowhere(): Promise<void> {
    await this.flush();
    if (this.isKept()) await this.store().then((store) => store.setNote("mode", null)).catch(() => undefined);
    this.how = "shared";
    this.box.remove("mode");
    this.session.set("mode", "shared");
    this.dropDrafts();
    this.sayAll();
  }

  protected gone(why: Gone): void {
    this.opening = null;
    if (why === "newer") return this.shutDown("stale");
    if (why === "cleared") return this.startAfresh();
    if (!this.isKept()) return;
    // The browser dropped the store under an open page. What is on this page is written again.
    this.again = true;
    this.box.set("mode", "own");
    this.noteLock(this.lock);
    for (const entry of this.page.values()) this.soil(entry);
    void this.flush();
  }

  keep(given: Entry): void {
    const known = this.page.get(given.id);
    const entry = whole({
      ...given,
      rev: this.base.get(given.id) ?? 0,
      seq: known?.seq ?? given.seq,
      updated: this.now(),
    });
    if (!known && !this.isKept()) entry.seq = 1 + Math.max(0, ...[...this.page.values()].map(({ seq }) => seq));
    this.page.set(entry.id, entry);
    this.taken = false;
    if (this.isKept()) this.soil(entry);
    else this.voice.say(entry.exercise, ...this.memoryState());
    if (this.closed === "stale" && !this.isLocked()) this.drafts.set(entry, this.base.get(entry.id) ?? 0);
  }

  async entries(exercise: string): Promise<Entry[]> {
    await this.ready;
    const records = await this.read((store) => store.of(exercise));
    const found = this.together(records, (entry) => entry.exercise === exercise);
    this.tellOthers(exercise, found);
    return found
      .filter(({ of }) => of === undefined)
      .map(({ entry }) => entry)
      .sort((a, b) => a.attempt - b.attempt || bySeq(a, b));
  }

  async all(): Promise<Entry[]> {
    await this.ready;
    return this.sorted(await this.read((store) => store.all()));
  }

  private sorted(records: unknown[] | null): Entry[] {
    return this.together(records, () => true)
      .map(({ entry }) => entry)
      .sort(bySeq);
  }

  private isReadable(): boolean {
    return this.how === "own" && !this.isLocked() && (this.closed === null || this.closed === "newer");
  }

  // Null if the store did not answer: then this page's own memory has to do.
  protected async read<T>(of: (store: Shelf) => Promise<T>, patience = this.where.patience): Promise<T | null> {
    if (!this.isReadable()) return null;
    try {
      return (await Promise.race([this.store().then(of), this.later(patience)])) ?? null;
    } catch {
      this.opening = null;
      return null;
    }
  }

  // What lies in the store, with what this page has not written yet in its place.
  private together(found: unknown[] | null, wanted: (entry: Entry) => boolean) {
    const made = new Map<string, Found>();
    for (const raw of found ?? []) {
      const entry = opened(this.codec, raw);
      if (!entry) continue;
      made.set(entry.id, { entry: whole(entry), of: (raw as Stored).of });
      if (!this.page.has(entry.id)) this.base.set(entry.id, entry.rev);
    }
    for (const entry of this.page.values()) {
      const isAhead = !this.isKept() && !made.has(entry.id);
      if (wanted(entry) && (found === null || isAhead || this.dirty.has(entry.id))) made.set(entry.id, { entry, of: undefined });
    }
    return [...made.values()];
  }

  // Whoever asks for a file would rather wait for a slow disk than have half of it.
  async backup(): Promise<Backup> {
    await this.ready;
    await this.flush();
    const everything = async (store: Shelf) => ({
      records: await store.all(),
      carried: await store.note("carried"),
      handed: await store.note("handed"),
    });
    const found = await this.read(everything, this.where.longPatience);
    const isWhole = found !== null || !this.isReadable();
    const text = write(this.sorted(found?.records ?? null), this.now(), this.brought(found?.carried), this.out(found?.handed));
    return { text: this.seal ? await this.seal.wrap(text) : text, isWhole };
  }

  /** Progress that a code brought to this journal, from the note about it. */
  protected brought(note: unknown): Carried[] {
    return (note as Carried[] | null | undefined) ?? [];
  }

  /** For which cohorts shares were made, from the note about it. */
  protected out(note: unknown): Handed[] {
    return (note as Handed[] | null | undefined) ?? [];
  }

  backedUp(): void {
    this.taken = true;
    marker.noteBackup(this.box, this.now());
    this.voice.tell();
  }

  lost(): marker.Lost | null {
    return this.how === "own" ? (marker.readMarker(this.box)?.lost ?? null) : null;
  }

  unsaved(): boolean {
    if (this.isKept()) return [...this.dirty.keys()].some((id) => this.state(this.page.get(id)?.exercise ?? "") === "failed");
    return !this.taken && this.page.size > 0;
  }

  forgetDrafts(): void {
    this.dropDrafts();
    this.taken = true;
    if (this.seal) void this.locker().then((found) => found?.kit.leave(found.inside));
    this.voice.tell();
  }

  private startAfresh(): void {
    this.forgetAll();
    this.where.startAfresh();
  }

  protected forgetAll(): void {
    for (const id of [...this.page.keys()]) this.forgetOnPage(id);
    this.base.clear();
    this.drafts.forget();
    this.taken = true;
    this.how = this.told();
    this.unlocked();
    this.voice.forget();
    this.voice.tell();
  }

  watch(exercise: string, on: (event: SinkEvent) => void): () => void {
    void this.ready.then(() => (this.voice.isWatching(exercise, on) ? this.greet(exercise, on) : undefined));
    return this.voice.watch(exercise, on);
  }

  state(exercise: string): KeepState | null {
    return this.voice.last(exercise)?.state ?? null;
  }

  listen(on: () => void): () => void {
    return this.voice.listen(on);
  }

  private greet(exercise: string, on: (event: SinkEvent) => void): void {
    const state = this.voice.last(exercise);
    if (state) on({ type: "state", ...state });
    else if (this.closed || this.how === "shared" || this.isLocked()) on({ type: "state", state: "memory", words: this.memoryState()[1] });
  }

  // Told once, and after the entries they belong to. To the page that wrote the other text, this one is the other.
  private tellOthers(exercise: string, found: Found[]): void {
    const open = new Map(found.filter(({ entry, of }) => of === undefined && !entry.outcome).map(({ entry }) => [entry.id, entry]));
    for (const { entry, of } of found) {
      const main = of === undefined ? undefined : open.get(of);
      if (!main || entry.outcome || this.toldOf.has(entry.id)) continue;
      this.toldOf.add(entry.id);
      const mine = this.page.get(main.id);
      const other = mine && content(mine) === content(entry) ? main : entry;
      setTimeout(() => this.voice.emit(exercise, { type: "other", entry: other }));
    }
  }

  protected async show(exercise: string): Promise<void> {
    this.voice.emit(exercise, { type: "entries", entries: await this.entries(exercise) });
  }

  private async hear(message: { type?: string; exercise?: string | null; mode?: Mode; same?: boolean }): Promise<void> {
    if (message.type === "cleared") this.startAfresh();
    if (message.type === "mode" && message.mode !== this.how) await this.follow(message.mode);
    if (message.type === "lock") this.followLock(message.same === true);
    if (message.type === "kept") {
      for (const exercise of this.voice.exercises()) {
        if (message.exercise === null || message.exercise === exercise) await this.show(exercise);
      }
    }
    this.voice.tell();
  }

  private async follow(mode?: Mode): Promise<void> {
    if (mode === "own") await this.keepHere();
    if (mode === "shared") await this.keepNowhere();
  }

  /** `same`: another passphrase for the same lock. */
  private followLock(same: boolean): void {
    if (this.how === "shared") this.lock = this.lockTold();
    else if (same && this.seal) this.lock = this.lockTold();
    else if (this.lock || this.lockTold()) {
      void this.opening?.then((store) => store.close()).catch(() => undefined);
      this.opening = null;
      this.lockFound();
      for (const id of this.dirty.keys()) void this.save(id);
    }
  }

  private async hide(): Promise<void> {
    if (this.dirty.size > 0) await this.flush();
    if (this.dirty.size === 0) ended(this.box);
  }

  // Back from the browser's memory: other pages may have written meanwhile.
  private async wake(): Promise<void> {
    const told = this.told();
    if (told !== this.how && told !== "unasked") await this.follow(told);
    for (const exercise of this.voice.exercises()) await this.show(exercise);
    this.voice.tell();
  }

  close(): void {
    for (const { timer } of this.dirty.values()) clearTimeout(timer);
    this.life.end();
    this.channel?.close();
    void this.opening?.then((store) => store.close()).catch(() => undefined);
  }
}
