// The database. Every write is one transaction that compares revisions before it puts anything.
import type { Stored } from "./codec.ts";
import { LOCKED } from "./lock.ts";
import { DATABASE } from "./surroundings.ts";
import { renew, tear } from "./torn.ts";

const VERSION = 1;

export interface Put {
  record: Stored;
  /** The revision the text is based on; 0 for a record that should not be there yet. */
  expect: number;
}

/** How the store stands after a write: entries, highest order, and writes so far. */
export interface Count {
  n: number;
  seq: number;
  tick: number;
}

export type Written = { done: true; count: Count; records: Stored[] } | { done: false; id: string; found: unknown };

export type Gone = "closed" | "cleared" | "newer";

export interface Change {
  puts?: Put[];
  removes?: string[];
  /** Raw values to keep beside the entries because they cannot be read. */
  aside?: unknown[];
  /** The highest order this device remembers from outside the database. */
  seq?: number;
  /** Whether what is put is sealed. A change that does not fit the lock of the database is refused. */
  sealed?: boolean;
  /** Notes to write in the same breath; undefined takes one away. */
  notes?: Record<string, unknown>;
  /** Everything kept aside before goes. */
  asideAnew?: boolean;
}

/** What a journal asks of its store, whether it is locked or not. */
export type Shelf = Pick<Store, "isNewer" | "close" | "all" | "of" | "aside" | "note" | "setNote" | "count" | "write">;

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** 0 for nothing there, -1 for something that has no revision. */
export function revOf(found: unknown): number {
  if (found === undefined) return 0;
  const rev = (found as Partial<Stored> | null)?.rev;
  return typeof rev === "number" && rev > 0 ? rev : -1;
}

function upgrade(db: IDBDatabase): void {
  db.createObjectStore("entries", { keyPath: "id" }).createIndex("exercise", "exercise");
  db.createObjectStore("aside", { autoIncrement: true });
  db.createObjectStore("meta");
}

// Awaits only requests of this transaction, so it stays open until the last one.
async function within(transaction: IDBTransaction, change: Change): Promise<Written> {
  const { puts = [], removes = [], aside = [], seq = 0, sealed = false, notes = {} } = change;
  const entries = transaction.objectStore("entries");
  const meta = transaction.objectStore("meta");
  // A page that does not know of a lock, or not of its end, must not write beside it.
  const lock: unknown = await asked(meta.get("lock"));
  if ((lock !== undefined) !== sealed) throw new DOMException("The journal is locked, or no longer", LOCKED);
  const before = await Promise.all(puts.map(({ record }) => asked(entries.get(record.id))));
  const moved = puts.findIndex(({ expect }, i) => revOf(before[i]) !== expect);
  if (moved >= 0) return { done: false, id: puts[moved]!.record.id, found: before[moved] };
  const at = (await asked(meta.get("order"))) ?? {};
  const count: Count = { n: 0, seq: Math.max(at.seq ?? 0, seq), tick: (at.tick ?? 0) + 1 };
  const records = puts.map(({ record }) => {
    const placed = record.seq > 0 ? record : { ...record, seq: ++count.seq };
    count.seq = Math.max(count.seq, placed.seq);
    entries.put(placed);
    return placed;
  });
  for (const id of removes) entries.delete(id);
  if (change.asideAnew) transaction.objectStore("aside").clear();
  for (const raw of aside) transaction.objectStore("aside").add(raw);
  for (const [key, value] of Object.entries(notes)) value === undefined ? meta.delete(key) : meta.put(value, key);
  meta.put({ seq: count.seq, tick: count.tick }, "order");
  count.n = await asked(entries.count());
  return { done: true, count, records };
}

// A call that throws does not stop what was asked for before it: half a change must not stay.
function stop(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It had stopped already.
  }
}

export class Store {
  private constructor(
    private readonly db: IDBDatabase,
    /** Made by a later version of this course: it can be read and taken along, not written. */
    readonly isNewer: boolean,
  ) {}

  /** Null if there is no database and `create` is not asked for. */
  static async open(factory: IDBFactory, create: boolean, gone: (why: Gone) => void): Promise<Store | null> {
    let db: IDBDatabase | null;
    let isNewer = false;
    try {
      db = await Store.request(factory, create ? VERSION : undefined, create);
    } catch (error) {
      if ((error as DOMException)?.name !== "VersionError") throw error;
      db = await Store.request(factory, undefined, false);
    }
    if (!db) return null;
    isNewer = db.version > VERSION || !db.objectStoreNames.contains("meta");
    const connection = db;
    connection.onversionchange = (event) => {
      connection.close();
      gone(event.newVersion === null ? "cleared" : "newer");
    };
    connection.onclose = () => {
      tear(null);
      gone("closed");
    };
    return new Store(connection, isNewer);
  }

  private static request(factory: IDBFactory, version: number | undefined, create: boolean) {
    return new Promise<IDBDatabase | null>((resolve, reject) => {
      const request = version === undefined ? factory.open(DATABASE) : factory.open(DATABASE, version);
      let absent = false;
      request.onupgradeneeded = (event) => {
        if (create) return upgrade(request.result);
        absent = event.oldVersion === 0;
        request.transaction?.abort(); // leaves no empty database behind
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = (event) => {
        event.preventDefault?.();
        if (absent) resolve(null);
        else reject(request.error);
      };
    });
  }

  close(): void {
    this.db.close();
  }

  /** Everything under `entries`, readable or not. */
  async all(): Promise<unknown[]> {
    return asked(this.db.transaction("entries").objectStore("entries").getAll());
  }

  async of(exercise: string): Promise<unknown[]> {
    return asked(this.db.transaction("entries").objectStore("entries").index("exercise").getAll(exercise));
  }

  async aside(): Promise<unknown[]> {
    if (!this.db.objectStoreNames.contains("aside")) return [];
    return asked(this.db.transaction("aside").objectStore("aside").getAll());
  }

  async note(key: string): Promise<unknown> {
    if (!this.db.objectStoreNames.contains("meta")) return undefined;
    return asked(this.db.transaction("meta").objectStore("meta").get(key));
  }

  setNote(key: string, value: unknown): Promise<void> {
    return this.change((meta) => void meta.put(value, key));
  }

  private async change(what: (meta: IDBObjectStore) => void): Promise<void> {
    const { transaction, done } = this.deal(["meta"]);
    what(transaction.objectStore("meta"));
    await done;
  }

  async count(): Promise<Count> {
    const transaction = this.db.transaction(["entries", "meta"]);
    const n = asked(transaction.objectStore("entries").count());
    const order = asked(transaction.objectStore("meta").get("order"));
    const [entries, at] = await Promise.all([n, order]);
    return { n: entries, seq: at?.seq ?? 0, tick: at?.tick ?? 0 };
  }

  private deal(names: string[]): { transaction: IDBTransaction; done: Promise<void> } {
    const transaction = this.db.transaction(names, "readwrite", { durability: "strict" });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new DOMException("The write was stopped", "AbortError"));
    });
    done.catch(() => undefined);
    return { transaction, done };
  }

  /** All of it or nothing; nothing, with what was found, if a record has moved on. */
  async write(change: Change): Promise<Written> {
    await renew((fill) => this.change(fill));
    const { transaction, done } = this.deal(["entries", "aside", "meta"]);
    try {
      const written = await within(transaction, change);
      await done;
      return written;
    } catch (error) {
      if (transaction.error === null) stop(transaction);
      await done.catch(() => undefined);
      tear(transaction.error ?? error);
      throw transaction.error ?? error;
    }
  }

  /** Deletes the database; resolves false if another tab holds on to it. */
  static drop(factory: IDBFactory, patience = 3000): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const request = factory.deleteDatabase(DATABASE);
      request.onsuccess = () => resolve(true);
      request.onerror = () => reject(request.error);
      request.onblocked = () => setTimeout(() => resolve(false), patience);
    });
  }
}
