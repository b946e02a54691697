// What My journal can do beyond keeping: look at all of it, bring a backup in, delete, and clear everything.
import type { Carried, Entry, Handed } from "../wire.ts";
import { merge, usable } from "./carried.ts";
import { merge as mergeHanded, usable as usableHanded } from "./handed.ts";
import { plan, read, type Plan } from "./restore.ts";
import { opened, sealed, type Stored } from "./codec.ts";
import { Keeper, type Journal, type Mode } from "./keeper.ts";
import type { LockState } from "./lock.ts";
import * as marker from "./marker.ts";
import { revOf, Store } from "./store.ts";
import { whole } from "./whole.ts";
import type { Shut } from "./words.ts";

export interface Restored {
  added: number;
  same: number;
  newer: number;
  /** Whether the file brought progress that was not here. */
  further: boolean;
  /** Why the file was refused, one sentence each; then nothing was changed. */
  refused: string[];
}

export interface Status {
  mode: Mode;
  shut: Shut | null;
  lost: marker.Lost | null;
  lock: LockState;
  /** How many records are there that cannot be read. */
  aside: number;
  lastBackup: string | null;
  /** When the first write was that no backup holds yet. */
  since: string | null;
  /** The browser's answer to being asked to keep the store; null while it has not been asked. */
  persisted: boolean | null;
}

export interface Archive extends Journal {
  /** Records and drafts that cannot be read, as they lie there. */
  aside(): Promise<unknown[]>;
  status(): Promise<Status>;
  /** Progress that codes brought, one record for each skill. */
  carried(): Promise<Carried[]>;
  /** Adds progress from a code; nothing is ever taken away. True if anything was new. */
  carry(brought: readonly Carried[]): Promise<boolean>;
  /** For which cohorts shares were made, and how many. */
  handed(): Promise<Handed[]>;
  /** Remembers shares that were made; the one made last stands last. */
  handOver(some: readonly Handed[]): Promise<void>;
  remove(id: string): Promise<void>;
  /** All of the file or nothing of it; the same file again changes nothing. */
  restore(text: string, name?: string): Promise<Restored>;
  /** What was lost stays lost: count from here. */
  accept(): void;
  /** True if the database is proved to be gone. */
  clear(): Promise<boolean>;
}

export class Archivist extends Keeper implements Archive {
  /** What a code brought while nothing may be kept: gone with the page. */
  private held: Carried[] = [];
  private heldOut: Handed[] = [];

  async carried(): Promise<Carried[]> {
    await this.ready;
    return this.brought(await this.read((store) => store.note("carried")));
  }

  protected override brought(note: unknown): Carried[] {
    return merge(usable(super.brought(note)), this.held);
  }

  async carry(some: readonly Carried[]): Promise<boolean> {
    const before = await this.carried();
    const after = merge(before, some);
    if (this.isKept()) {
      const store = await this.store();
      await this.inTurn(async () => store.setNote("carried", merge(usable(await store.note("carried")), some)));
    } else this.held = after;
    this.channel?.postMessage({ type: "kept", exercise: null });
    this.voice.tell();
    return JSON.stringify(after) !== JSON.stringify(before);
  }

  async handed(): Promise<Handed[]> {
    await this.ready;
    return this.out(await this.read((store) => store.note("handed")));
  }

  protected override out(note: unknown): Handed[] {
    return mergeHanded(usableHanded(super.out(note)), this.heldOut);
  }

  async handOver(some: readonly Handed[]): Promise<void> {
    await this.ready;
    if (this.isKept()) {
      const store = await this.store();
      await this.inTurn(async () => store.setNote("handed", mergeHanded(usableHanded(await store.note("handed")), some)));
    } else this.heldOut = mergeHanded(this.heldOut, some);
    this.channel?.postMessage({ type: "kept", exercise: null });
    this.voice.tell();
  }

  protected override async keepHere(): Promise<void> {
    await super.keepHere();
    if (!this.isKept()) return;
    const [held, out] = [this.held.splice(0), this.heldOut.splice(0)];
    if (held.length > 0) await this.carry(held);
    if (out.length > 0) await this.handOver(out);
  }

  protected override forgetAll(): void {
    this.held = [];
    this.heldOut = [];
    super.forgetAll();
  }

  async aside(): Promise<unknown[]> {
    await this.ready;
    if (this.isLocked()) return [];
    const records = (await this.read((store) => store.all())) ?? [];
    const unread = records.filter((raw) => !opened(this.codec, raw));
    const drafts = this.drafts.all().filter(({ entry }) => !entry);
    return [...unread, ...((await this.read((store) => store.aside())) ?? []), ...drafts.map(({ raw }) => raw)];
  }

  async status(): Promise<Status> {
    await this.ready;
    const noted = marker.readMarker(this.box);
    const stay = this.box.get("stay");
    return {
      mode: this.how,
      shut: this.closed,
      lost: this.lost(),
      lock: this.lockState(),
      aside: (await this.aside()).length,
      lastBackup: noted?.lastBackup ?? null,
      since: noted?.since ?? null,
      persisted: stay === "true" ? true : stay === "false" ? false : null,
    };
  }

  async restore(text: string, name?: string): Promise<Restored> {
    const file = read(text, name);
    if (!file.entries) return { added: 0, same: 0, newer: 0, further: false, refused: file.problems };
    await this.ready;
    await this.flush();
    const { entries, carried, handed } = file;
    const made = await this.inTurn(() => (this.isKept() ? this.restoreHere(entries) : this.restoreOnPage(entries)));
    const further = carried.length > 0 && (await this.carry(carried));
    if (handed.length > 0) await this.handOver(handed);
    for (const exercise of this.voice.exercises()) await this.show(exercise);
    this.channel?.postMessage({ type: "kept", exercise: null });
    this.voice.tell();
    return { added: made.added, same: made.same, newer: made.newer, further, refused: [] };
  }

  private async restoreHere(entries: Entry[], tries = 3): Promise<Plan> {
    const records = await (await this.store()).all();
    const here = records.map((raw) => opened(this.codec, raw)).filter((entry) => entry !== null);
    const unread = new Map(records.filter((raw) => !opened(this.codec, raw)).map((raw) => [(raw as Stored).id, raw]));
    const made = plan(entries, here, this.where.uuid);
    const puts = made.puts.map(({ entry, expect }) => ({
      record: sealed(this.codec, { ...entry, rev: Math.max(1, entry.rev) }),
      expect: unread.has(entry.id) ? revOf(unread.get(entry.id)) : expect,
    }));
    const aside = made.puts.flatMap(({ entry }) => (unread.has(entry.id) ? [unread.get(entry.id)] : []));
    if (puts.length === 0) return made;
    const written = await this.write({ puts, aside });
    if (written.done) return made;
    if (tries > 0) return this.restoreHere(entries, tries - 1);
    throw new Error("The journal changed in another tab while the file was read. Try again.");
  }

  private async restoreOnPage(entries: Entry[]): Promise<Plan> {
    const made = plan(entries, [...this.page.values()], this.where.uuid);
    for (const { entry } of made.puts) this.page.set(entry.id, whole(entry));
    return made;
  }

  async remove(id: string): Promise<void> {
    const exercise = this.page.get(id)?.exercise ?? null;
    this.forgetOnPage(id);
    this.drafts.forget(id);
    if (this.isKept()) await this.inTurn(() => this.write({ removes: [id] }));
    if (exercise) await this.show(exercise);
    this.channel?.postMessage({ type: "kept", exercise });
    this.voice.tell();
  }

  accept(): void {
    marker.accept(this.box);
    this.voice.tell();
  }

  async clear(): Promise<boolean> {
    const factory = this.where.indexedDB;
    this.forgetDrafts();
    await this.queue;
    const store = await this.opening?.catch(() => null);
    store?.close();
    this.opening = null;
    if (this.lock) void this.locker().then((found) => found?.kit.leave(found.inside));
    for (const box of [this.box, this.session]) for (const key of box.keys()) box.remove(key);
    this.forgetAll();
    this.channel?.postMessage({ type: "cleared" });
    const dropped = factory ? await Store.drop(factory).catch(() => false) : true;
    await this.clearCaches();
    const left = factory ? await Store.open(factory, false, () => undefined).catch(() => null) : null;
    const isEmpty = left === null || (await left.all().catch(() => [])).length === 0;
    left?.close();
    return isEmpty && (dropped || left === null) && this.box.keys().length + this.session.keys().length === 0;
  }

  private async clearCaches(): Promise<void> {
    try {
      await this.where.endOffline();
      for (const name of (await this.where.caches?.keys()) ?? []) {
        if (name.startsWith("powerwith")) await this.where.caches?.delete(name);
      }
    } catch {
      // A browser that refuses its caches has none of ours.
    }
  }
}
