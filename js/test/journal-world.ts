// A browser's storage in memory, for tests of the journal: several pages can share it, and it can be made to fail.
import { IDBFactory } from "fake-indexeddb";
import { openArchive, type Archive } from "../src/journal/index.ts";
import { uuid } from "../src/judge/entry.ts";
import type { Entry } from "../src/wire.ts";
import type { SinkEvent } from "../src/journal/sink.ts";
import type { Surroundings } from "../src/journal/surroundings.ts";

export class Shelf implements Storage {
  private readonly items = new Map<string, string>();
  full = false;

  get length(): number {
    return this.items.size;
  }
  key(i: number): string | null {
    return [...this.items.keys()][i] ?? null;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
  clear(): void {
    this.items.clear();
  }
  all(start = ""): string[] {
    return [...this.items.keys()].filter((key) => key.startsWith(start));
  }
}

export class World {
  readonly storage = new Shelf();
  indexedDB = new IDBFactory();
  readonly journals: Archive[] = [];
  private readonly listening = new Set<{ onmessage: ((event: { data: unknown }) => void) | null }>();

  /** A page of its own: its own session, the same storage. */
  page(options: Partial<Surroundings> = {}): Archive {
    const journal = openArchive({
      storage: this.storage,
      session: new Shelf(),
      indexedDB: this.indexedDB,
      caches: null,
      shut: null,
      channel: () => this.channel(),
      persist: async () => false,
      startAfresh: () => undefined,
      endOffline: async () => undefined,
      wait: 5,
      longest: 15,
      retry: 20,
      page: null,
      ...options,
    });
    this.journals.push(journal);
    return journal;
  }

  /** A page of somebody who said that the device is theirs. */
  async own(options: Partial<Surroundings> = {}): Promise<Archive> {
    const journal = this.page(options);
    await journal.choose("own");
    return journal;
  }

  close(): void {
    for (const journal of this.journals) journal.close();
  }

  private channel(): BroadcastChannel {
    const end = {
      onmessage: null as ((event: { data: unknown }) => void) | null,
      postMessage: (data: unknown) => {
        for (const other of this.listening) if (other !== end) setTimeout(() => other.onmessage?.({ data }), 0);
      },
      close: () => this.listening.delete(end),
    };
    this.listening.add(end);
    return end as unknown as BroadcastChannel;
  }

  /** Everything the database holds, as it lies there. */
  async raw(store = "entries"): Promise<Record<string, unknown>[]> {
    if ((await this.indexedDB.databases()).length === 0) return [];
    const db = await this.connect();
    const found = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
      const request = db.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => resolve(request.result as Record<string, unknown>[]);
      request.onerror = () => reject(request.error);
    });
    db.close();
    return found;
  }

  async put(value: unknown): Promise<void> {
    const db = await this.connect();
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction("entries", "readwrite");
      transaction.objectStore("entries").put(value);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    db.close();
  }

  connect(version?: number): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = this.indexedDB.open("powerwith-journal", version);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
}

export function rewrite(text: string, changes: Partial<Entry> = {}): Entry {
  return {
    v: 1,
    id: uuid(),
    rev: 0,
    exercise: "brown-envelope",
    kind: "rewrite",
    attempt: 1,
    seq: 0,
    digest: "0123456789abcdef",
    phase: "none",
    response: { kind: "rewrite", text },
    outcome: null,
    appeals: [],
    rules_version: null,
    updated: "2026-03-01T09:30:00Z",
    ...changes,
  };
}

export function textOf(entry: Entry | undefined): string | undefined {
  return entry?.response.kind === "rewrite" ? entry.response.text : undefined;
}

export function said(entry: Entry, text: string): Entry {
  return { ...entry, response: { kind: "rewrite", text } };
}

/** Waits until what is asked for is so; the test fails if it never is. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain until ${what}`);
}

export function listenTo(journal: Archive, exercise = "brown-envelope") {
  const events: SinkEvent[] = [];
  journal.watch(exercise, (event) => events.push(event));
  const states = () => events.flatMap((event) => (event.type === "state" ? [event.state] : []));
  return { events, states, last: () => states()[states().length - 1], saved: () => until(() => states().at(-1) === "saved", "saved") };
}
