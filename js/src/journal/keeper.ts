// The journal of one page: takes entries from views, drafts them, writes them, and says in words how it stands.
import type { Entry } from "../wire.ts";
import { write } from "./backup.ts";
import { faults } from "./check.ts";
import { opened, plain, sealed, type Codec, type Stored } from "./codec.ts";
import { Drafts, type Draft } from "./drafts.ts";
import * as marker from "./marker.ts";
import type { KeepState, Sink, SinkEvent } from "./sink.ts";
import { revOf, Store, type Change, type Gone, type Written } from "./store.ts";
import { Box, stamp, type Surroundings } from "./surroundings.ts";
import { bySeq, content, covers, whole, type WholeEntry } from "./whole.ts";
import { SHUT, WORDS, type Shut } from "./words.ts";

export type Mode = "unasked" | "own" | "shared";

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
  backup(): Promise<string>;
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

interface Dirty {
  /** The draft as written down, if the browser took it. */
  raw: string | null;
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

function stay(event: Event): void {
  event.preventDefault();
  (event as BeforeUnloadEvent).returnValue = true;
}

const PATIENCE = 4000;
const GONE_AGAIN = /^(InvalidState|Abort|TransactionInactive)Error$/;

export class Keeper implements Journal {
  readonly ready: Promise<void>;
  protected readonly box: Box;
  protected readonly session: Box;
  protected readonly drafts: Drafts;
  protected readonly codec: Codec = plain;
  protected readonly channel: BroadcastChannel | null;
  /** Everything kept on this page, whether it could be written or not. */
  protected readonly page = new Map<string, WholeEntry>();
  private readonly dirty = new Map<string, Dirty>();
  /** The revision each text is based on, and what this page drafted since then. */
  private readonly base = new Map<string, number>();
  private readonly drafted = new Map<string, Set<string>>();
  protected readonly watchers = new Map<string, Set<(event: SinkEvent) => void>>();
  private readonly states = new Map<string, { state: KeepState; words: string }>();
  private readonly toldOf = new Set<string>();
  private readonly listeners = new Set<() => void>();
  protected opening: Promise<Store> | null = null;
  protected queue: Promise<unknown> = Promise.resolve();
  protected how: Mode;
  protected closed: Shut | null;
  private taken = true;
  private again = false;
  private detach: () => void = () => undefined;

  constructor(protected readonly where: Surroundings) {
    this.box = new Box(where.storage);
    this.session = new Box(where.session);
    this.drafts = new Drafts(this.box, this.codec, where.uuid().slice(0, 8));
    this.closed = where.shut ?? (where.indexedDB ? null : "blocked");
    this.how = this.told();
    this.channel = where.channel();
    if (this.channel) this.channel.onmessage = ({ data }) => void this.hear(data);
    this.attach();
    this.ready = Promise.race([this.begin(), this.later(PATIENCE)]);
  }

  // -- where answers stay

  mode(): Mode {
    return this.how;
  }

  shut(): Shut | null {
    return this.closed;
  }

  private told(): Mode {
    if (this.box.get("mode") === "own") return "own";
    return this.session.get("mode") === "shared" ? "shared" : "unasked";
  }

  protected isKept(): boolean {
    return this.how === "own" && this.closed === null;
  }

  private async begin(): Promise<void> {
    if (this.closed) return;
    try {
      if (this.how === "unasked") await this.recall();
      if (this.how === "own") await this.recover(await this.store());
    } catch {
      this.shutDown("blocked");
      for (const { entry } of this.drafts.all()) if (entry && !this.page.has(entry.id)) this.page.set(entry.id, whole(entry));
    }
    this.tell();
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

  async choose(mode: "own" | "shared"): Promise<void> {
    await this.ready;
    if (mode === "own") await this.keepHere();
    else await this.keepNowhere();
    this.channel?.postMessage({ type: "mode", mode });
    this.tell();
  }

  private async keepHere(): Promise<void> {
    this.how = "own";
    this.session.remove("mode");
    this.box.set("mode", "own");
    if (this.closed) return this.sayAll();
    for (const entry of [...this.page.values()].sort(bySeq)) {
      this.page.set(entry.id, { ...entry, seq: 0 });
      this.soil(this.page.get(entry.id)!);
    }
    await this.flush();
    for (const exercise of this.watchers.keys()) await this.show(exercise);
  }

  private async keepNowhere(): Promise<void> {
    await this.flush();
    if (this.isKept()) await this.opening?.then((store) => store.setNote("mode", null)).catch(() => undefined);
    this.how = "shared";
    this.box.remove("mode");
    this.session.set("mode", "shared");
    this.dropDrafts();
    this.sayAll();
  }

  private shutDown(why: Shut): void {
    this.closed = why;
    this.sayAll();
  }

  // -- the database

  protected store(): Promise<Store> {
    this.opening ??= this.openStore().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  private async openStore(): Promise<Store> {
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

  private gone(why: Gone): void {
    this.opening = null;
    if (why === "newer") return this.shutDown("stale");
    if (why === "cleared") return this.startAfresh();
    if (this.how !== "own") return;
    // The browser dropped the store under an open page. What is on this page is written again.
    this.again = true;
    this.box.set("mode", "own");
    for (const entry of this.page.values()) this.soil(entry);
    void this.flush();
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

  // -- keeping

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
    else this.say(entry.exercise, ...this.memoryState());
    if (this.closed === "stale") this.drafts.set(entry, this.base.get(entry.id) ?? 0);
  }

  private soil(entry: WholeEntry): void {
    const before = this.dirty.get(entry.id);
    clearTimeout(before?.timer);
    const raw = this.drafts.set(entry, this.base.get(entry.id) ?? 0);
    const drafted = this.drafted.get(entry.id) ?? new Set();
    this.drafted.set(entry.id, drafted.add(content(entry)));
    if (faults(entry).length > 0) {
      this.dirty.set(entry.id, { raw, since: Date.now(), timer: undefined });
      return this.say(entry.exercise, "failed", WORDS.tooLong);
    }
    const since = before?.since ?? Date.now();
    const left = Math.max(0, Math.min(this.where.wait, since + this.where.longest - Date.now()));
    const wait = entry.outcome || raw === null ? 0 : left;
    this.say(entry.exercise, "saving", WORDS.saving);
    this.dirty.set(entry.id, { raw, since, timer: setTimeout(() => void this.save(entry.id), wait) });
  }

  protected flush(): Promise<void> {
    return Promise.all([...this.dirty.keys()].map((id) => this.save(id))).then(() => undefined);
  }

  private save(id: string, tries = 0): Promise<void> {
    clearTimeout(this.dirty.get(id)?.timer);
    return this.inTurn(async () => {
      const entry = this.page.get(id);
      if (!entry || !this.dirty.has(id) || !this.isKept() || faults(entry).length > 0) return;
      try {
        await this.swap(entry);
      } catch (error) {
        this.stumble(entry, error, tries);
      }
    });
  }

  // A connection can be wedged after an error, so the next try opens another one.
  private stumble(entry: WholeEntry, error: unknown, tries: number): void {
    void this.opening?.then((store) => store.close()).catch(() => undefined);
    this.opening = null;
    const dirty = this.dirty.get(entry.id);
    if (!dirty || !this.isKept()) return;
    const soon = tries < 2 && GONE_AGAIN.test((error as Error | null)?.name ?? "");
    if (!soon) this.say(entry.exercise, "failed", WORDS.failed);
    clearTimeout(dirty.timer);
    dirty.timer = setTimeout(() => void this.save(entry.id, tries + 1), soon ? 0 : this.where.retry);
  }

  private async swap(entry: WholeEntry): Promise<void> {
    const expect = this.base.get(entry.id) ?? 0;
    const record = sealed(this.codec, { ...entry, rev: expect + 1 });
    const written = await this.write({ puts: [{ record, expect }] });
    if (written.done) return this.settle(entry, written.records[0]!);
    const { found } = written;
    const theirs = opened(this.codec, found);
    if (found === undefined) {
      this.base.set(entry.id, 0);
      this.page.set(entry.id, { ...this.page.get(entry.id)!, seq: 0 });
      return this.swap({ ...entry, seq: 0 });
    }
    if (!theirs) return this.setAside(entry, found);
    if (this.drafted.get(entry.id)?.has(content(theirs)) || covers(entry, theirs)) {
      this.base.set(entry.id, theirs.rev);
      return this.swap({ ...entry, seq: theirs.seq });
    }
    return this.keepBoth(entry, theirs);
  }

  private async setAside(entry: WholeEntry, raw: unknown): Promise<void> {
    const expect = revOf(raw);
    const record = sealed(this.codec, { ...entry, rev: Math.max(0, expect) + 1, seq: 0 });
    const written = await this.write({ puts: [{ record, expect }], aside: [raw] });
    if (written.done) this.settle(entry, written.records[0]!);
    else await this.swap(entry);
  }

  // Two tabs wrote at one entry. What is typed here goes on under its id; the other text gets its own.
  private async keepBoth(entry: WholeEntry, theirs: Entry): Promise<void> {
    const siblings = await (await this.store()).of(entry.exercise);
    const isThere = siblings.some((raw) => {
      const sibling = (raw as Partial<Stored>).of === entry.id ? opened(this.codec, raw) : null;
      return sibling !== null && content(sibling) === content(theirs);
    });
    const other = { ...theirs, id: this.where.uuid(), rev: 1 };
    const record = sealed(this.codec, { ...entry, rev: theirs.rev + 1, seq: isThere ? theirs.seq : 0 });
    const puts = [{ record, expect: theirs.rev }];
    if (!isThere) puts.unshift({ record: sealed(this.codec, other, entry.id), expect: 0 });
    const written = await this.write({ puts });
    if (!written.done) return this.swap(entry);
    this.settle(entry, written.records[written.records.length - 1]!);
    this.toldOf.add(other.id);
    this.emit(entry.exercise, { type: "other", entry: other });
  }

  private settle(saved: WholeEntry, record: Stored): void {
    const { id, exercise } = saved;
    this.base.set(id, record.rev);
    const now = this.page.get(id);
    const dirty = this.dirty.get(id);
    if (now) this.page.set(id, { ...now, rev: record.rev, seq: record.seq });
    if (now && content(now) === content(saved)) {
      if (dirty?.raw) this.drafts.settleOwn(id, dirty.raw);
      clearTimeout(dirty?.timer);
      this.dirty.delete(id);
      this.drafted.delete(id);
      this.say(exercise, "saved", this.again ? WORDS.again : WORDS.saved);
    } else if (now && dirty) {
      dirty.raw = this.drafts.set(this.page.get(id)!, record.rev); // typed meanwhile, and now based on what was written
    }
    this.channel?.postMessage({ type: "kept", exercise });
    void this.askToStay();
    this.tell();
  }

  private async askToStay(): Promise<void> {
    if (this.box.get("stay") !== null || !this.box.set("stay", "asked")) return;
    const answer = await this.where.persist().catch(() => null);
    this.box.set("stay", answer === null ? "unknown" : String(answer));
  }

  // -- drafts of pages that are gone

  private async recover(store: Store): Promise<void> {
    if (store.isNewer) return;
    for (const draft of this.drafts.left()) if (draft.entry) await this.inTurn(() => this.putBack(draft, draft.entry!));
  }

  private async putBack(draft: Draft, entry: Entry, tries = 3): Promise<void> {
    const found = (await (await this.store()).of(entry.exercise)).find((raw) => (raw as Stored).id === entry.id);
    const theirs = found === undefined ? null : opened(this.codec, found);
    if (found !== undefined && !theirs) return;
    if (!this.drafts.still(draft) || tries === 0) return;
    if (theirs && (content(theirs) === content(entry) || (theirs.rev !== draft.base && covers(theirs, entry)))) {
      return this.drafts.settle(draft.key, draft.raw);
    }
    const isNext = !theirs || theirs.rev === draft.base || covers(entry, theirs);
    const rev = theirs?.rev ?? 0;
    const mine = isNext ? { ...entry, rev: rev + 1, seq: theirs?.seq ?? 0 } : { ...entry, id: this.where.uuid(), rev: 1, seq: theirs.seq };
    const record = sealed(this.codec, mine, isNext ? undefined : entry.id);
    const written = await this.write({ puts: [{ record, expect: isNext ? rev : 0 }] });
    if (!written.done) return this.putBack(draft, entry, tries - 1);
    this.drafts.settle(draft.key, draft.raw);
    this.channel?.postMessage({ type: "kept", exercise: entry.exercise });
  }

  // -- reading

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
    return this.together(await this.read((store) => store.all()), () => true)
      .map(({ entry }) => entry)
      .sort(bySeq);
  }

  // Null if the store did not answer: then this page's own memory has to do.
  protected async read(of: (store: Store) => Promise<unknown[]>): Promise<unknown[] | null> {
    const isReadable = this.how === "own" && (this.closed === null || this.closed === "newer");
    if (!isReadable) return null;
    try {
      return (await Promise.race([this.store().then(of), this.later(PATIENCE)])) ?? null;
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

  // -- taking along, bringing back

  async backup(): Promise<string> {
    await this.flush();
    return write(await this.all(), this.now());
  }

  backedUp(): void {
    this.taken = true;
    marker.noteBackup(this.box, this.now());
    this.tell();
  }

  lost(): marker.Lost | null {
    return this.how === "own" ? (marker.readMarker(this.box)?.lost ?? null) : null;
  }

  unsaved(): boolean {
    if (this.isKept()) return [...this.dirty.keys()].some((id) => this.states.get(this.page.get(id)?.exercise ?? "")?.state === "failed");
    return !this.taken && this.page.size > 0;
  }

  // -- forgetting

  protected forgetOnPage(id: string): void {
    clearTimeout(this.dirty.get(id)?.timer);
    for (const each of [this.page, this.dirty, this.base, this.drafted]) each.delete(id);
  }

  forgetDrafts(): void {
    this.dropDrafts();
    this.taken = true;
    this.tell();
  }

  protected dropDrafts(): void {
    for (const { timer } of this.dirty.values()) clearTimeout(timer);
    this.dirty.clear();
    this.drafts.forget();
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
    for (const exercise of this.watchers.keys()) this.emit(exercise, { type: "entries", entries: [] });
    this.states.clear();
    this.tell();
  }

  // -- telling

  watch(exercise: string, on: (event: SinkEvent) => void): () => void {
    const all = this.watchers.get(exercise) ?? new Set();
    this.watchers.set(exercise, all.add(on));
    void this.ready.then(() => (all.has(on) ? this.greet(exercise, on) : undefined));
    return () => all.delete(on);
  }

  private greet(exercise: string, on: (event: SinkEvent) => void): void {
    const state = this.states.get(exercise);
    if (state) on({ type: "state", ...state });
    else if (this.closed || this.how === "shared") on({ type: "state", state: "memory", words: this.memoryState()[1] });
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
      setTimeout(() => this.emit(exercise, { type: "other", entry: other }));
    }
  }

  private memoryState(): [KeepState, string] {
    if (this.closed === "stale") return ["failed", SHUT.stale];
    if (this.closed) return ["memory", SHUT[this.closed]];
    return this.how === "shared" ? ["memory", WORDS.shared] : ["unasked", WORDS.unasked];
  }

  private say(exercise: string, state: KeepState, words: string): void {
    this.states.set(exercise, { state, words });
    this.emit(exercise, { type: "state", state, words });
    this.tell();
  }

  private sayAll(): void {
    for (const exercise of this.watchers.keys()) this.say(exercise, ...this.memoryState());
  }

  private emit(exercise: string, event: SinkEvent): void {
    for (const on of this.watchers.get(exercise) ?? []) on(event);
  }

  protected async show(exercise: string): Promise<void> {
    this.emit(exercise, { type: "entries", entries: await this.entries(exercise) });
  }

  private async hear(message: { type?: string; exercise?: string | null; mode?: Mode }): Promise<void> {
    if (message.type === "cleared") this.startAfresh();
    if (message.type === "mode" && message.mode !== this.how) await this.follow(message.mode);
    if (message.type === "kept") {
      for (const exercise of this.watchers.keys()) {
        if (message.exercise === null || message.exercise === exercise) await this.show(exercise);
      }
    }
    this.tell();
  }

  private async follow(mode?: Mode): Promise<void> {
    if (mode === "own") await this.keepHere();
    if (mode === "shared") await this.keepNowhere();
  }

  state(exercise: string): KeepState | null {
    return this.states.get(exercise)?.state ?? null;
  }

  listen(on: () => void): () => void {
    this.listeners.add(on);
    return () => this.listeners.delete(on);
  }

  protected tell(): void {
    this.warn(this.unsaved());
    for (const on of this.listeners) on();
  }

  // -- the page's life

  private attach(): void {
    const { page } = this.where;
    if (!page) return;
    const hide = () => void this.flush();
    const show = (event: Event) => {
      if ((event as PageTransitionEvent).persisted) void this.wake();
    };
    const heard: [string, (event: Event) => void][] = [["pagehide", hide], ["visibilitychange", hide], ["pageshow", show]];
    for (const [type, on] of heard) page.addEventListener(type, on);
    this.detach = () => {
      for (const [type, on] of heard) page.removeEventListener(type, on);
      this.warn(false);
    };
  }

  // Listening only while there is something to lose, since a listener keeps some browsers from going back quickly.
  private warn(isNeeded: boolean): void {
    if (isNeeded) this.where.page?.addEventListener("beforeunload", stay);
    else this.where.page?.removeEventListener("beforeunload", stay);
  }

  // Back from the browser's memory: other pages may have written meanwhile.
  private async wake(): Promise<void> {
    const told = this.told();
    if (told !== this.how && told !== "unasked") await this.follow(told);
    for (const exercise of this.watchers.keys()) await this.show(exercise);
    this.tell();
  }

  protected now(): string {
    return stamp(this.where.now());
  }

  private later(milliseconds: number): Promise<undefined> {
    return new Promise((resolve) => {
      const timer: unknown = setTimeout(() => resolve(undefined), milliseconds);
      (timer as { unref?: () => void }).unref?.();
    });
  }

  close(): void {
    for (const { timer } of this.dirty.values()) clearTimeout(timer);
    this.detach();
    this.channel?.close();
    void this.opening?.then((store) => store.close()).catch(() => undefined);
  }
}

