// How an entry gets into the database: a draft at once, a compared write soon, both texts where two tabs disagree.
import type { Entry } from "../wire.ts";
import { faults } from "./check.ts";
import { opened, sealed, type Stored } from "./codec.ts";
import type { Draft } from "./drafts.ts";
import { Ground } from "./ground.ts";
import { isLockedError } from "./lock.ts";
import { revOf, type Shelf } from "./store.ts";
import type { Surroundings } from "./surroundings.ts";
import { begun } from "./torn.ts";
import { content, covers, whole, type WholeEntry } from "./whole.ts";
import { WORDS } from "./words.ts";

interface Dirty {
  /** The draft as written down, if the browser took it. */
  raw: string | null;
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const GONE_AGAIN = /^(InvalidState|Abort|TransactionInactive|Locked)Error$/;

export abstract class Writer extends Ground {
  /** Everything kept on this page, whether it could be written or not. */
  protected readonly page = new Map<string, WholeEntry>();
  protected readonly dirty = new Map<string, Dirty>();
  /** The revision each text is based on, and what this page drafted since then. */
  protected readonly base = new Map<string, number>();
  protected readonly drafted = new Map<string, Set<string>>();
  protected readonly toldOf = new Set<string>();
  protected taken = true;
  protected again = false;
  protected readonly channel: BroadcastChannel | null;

  constructor(where: Surroundings) {
    super(where);
    this.channel = where.channel();
  }

  protected soil(entry: WholeEntry): void {
    begun(this.box);
    const before = this.dirty.get(entry.id);
    clearTimeout(before?.timer);
    const raw = this.drafts.set(entry, this.base.get(entry.id) ?? 0);
    const drafted = this.drafted.get(entry.id) ?? new Set();
    this.drafted.set(entry.id, drafted.add(content(entry)));
    if (faults(entry).length > 0) {
      this.dirty.set(entry.id, { raw, since: performance.now(), timer: undefined });
      return this.voice.say(entry.exercise, "failed", WORDS.tooLong);
    }
    const since = before?.since ?? performance.now();
    const left = Math.max(0, Math.min(this.where.wait, since + this.where.longest - performance.now()));
    const wait = entry.outcome || raw === null ? 0 : left;
    this.voice.say(entry.exercise, "saving", WORDS.saving);
    this.dirty.set(entry.id, { raw, since, timer: setTimeout(() => void this.save(entry.id), wait) });
  }

  protected flush(): Promise<void> {
    return Promise.all([...this.dirty.keys()].map((id) => this.save(id))).then(() => undefined);
  }

  protected save(id: string, tries = 0): Promise<void> {
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
  protected stumble(entry: WholeEntry, error: unknown, tries: number): void {
    void this.opening?.then((store) => store.close()).catch(() => undefined);
    this.opening = null;
    if (isLockedError(error)) this.lockFound();
    const dirty = this.dirty.get(entry.id);
    if (!dirty || !this.isKept()) return;
    const soon = tries < 2 && GONE_AGAIN.test((error as Error | null)?.name ?? "");
    if (!soon) this.voice.say(entry.exercise, "failed", WORDS.failed);
    clearTimeout(dirty.timer);
    dirty.timer = setTimeout(() => void this.save(entry.id, tries + 1), soon ? 0 : this.where.retry);
  }

  /** The database has a lock that this page did not know of, or no longer the one it knew. */
  protected abstract lockFound(): void;

  protected async swap(entry: WholeEntry): Promise<void> {
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

  protected async setAside(entry: WholeEntry, raw: unknown): Promise<void> {
    const expect = revOf(raw);
    const record = sealed(this.codec, { ...entry, rev: Math.max(0, expect) + 1, seq: 0 });
    const written = await this.write({ puts: [{ record, expect }], aside: [raw] });
    if (written.done) this.settle(entry, written.records[0]!);
    else await this.swap(entry);
  }

  // Two tabs wrote at one entry. What is typed here goes on under its id; the other text gets its own.
  protected async keepBoth(entry: WholeEntry, theirs: Entry): Promise<void> {
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
    this.voice.emit(entry.exercise, { type: "other", entry: other });
  }

  protected settle(saved: WholeEntry, record: Stored): void {
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
      this.voice.say(exercise, "saved", this.again ? WORDS.again : WORDS.saved);
    } else if (now && dirty) {
      dirty.raw = this.drafts.set(this.page.get(id)!, record.rev); // typed meanwhile, and now based on what was written
    }
    this.channel?.postMessage({ type: "kept", exercise });
    void this.askToStay();
    this.voice.tell();
  }

  protected async askToStay(): Promise<void> {
    if (this.box.get("stay") !== null || !this.box.set("stay", "asked")) return;
    const answer = await this.where.persist().catch(() => null);
    this.box.set("stay", answer === null ? "unknown" : String(answer));
  }

  protected async recover(store: Shelf): Promise<void> {
    if (store.isNewer) return;
    for (const draft of this.drafts.left()) {
      const { entry } = draft;
      if (entry) await this.inTurn(() => this.putBack(draft, entry)).catch(() => this.takeOver(entry, draft.base));
    }
  }

  // There is no room for it yet: this page shows it, says so, and goes on trying.
  private takeOver(entry: Entry, base: number): void {
    this.page.set(entry.id, whole(entry));
    this.base.set(entry.id, base);
    this.soil(whole(entry));
  }

  protected async putBack(draft: Draft, entry: Entry, tries = 3): Promise<void> {
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

  protected forgetOnPage(id: string): void {
    clearTimeout(this.dirty.get(id)?.timer);
    for (const each of [this.page, this.dirty, this.base, this.drafted]) each.delete(id);
  }

  protected dropDrafts(): void {
    for (const { timer } of this.dirty.values()) clearTimeout(timer);
    this.dirty.clear();
    this.drafts.forget();
  }
}
