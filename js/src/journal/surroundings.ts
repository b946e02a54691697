// What the journal needs from the browser, gathered in one place so that tests can give it something else.
import { uuid } from "../judge/entry.ts";
import type { LockKit } from "./lock.ts";
import type { Shut } from "./words.ts";

export const PREFIX = "powerwith:";
export const DATABASE = "powerwith-journal";

export interface Surroundings {
  storage: Storage | null;
  session: Storage | null;
  indexedDB: IDBFactory | null;
  caches: CacheStorage | null;
  /** Where answers cannot stay whatever the learner says: a file, or a foreign frame. */
  shut: Shut | null;
  now: () => Date;
  uuid: () => string;
  channel: () => BroadcastChannel | null;
  persist: () => Promise<boolean | null>;
  /** Another tab cleared everything: what stands on this page goes too. */
  startAfresh: () => void;
  /** Ends the offline copy of the book; the next page makes a new one. */
  endOffline: () => Promise<void>;
  /** Milliseconds from the last key to the write, and from the first unsaved key at the latest. */
  wait: number;
  longest: number;
  /** Milliseconds before a write that failed is tried again. */
  retry: number;
  /** Milliseconds that a page waits for the database before it goes on without, and that a backup waits. */
  patience: number;
  longPatience: number;
  /** The lock's own script; null if it does not come. */
  lock: () => Promise<LockKit | null>;
  page: Pick<Window, "addEventListener" | "removeEventListener"> | null;
}

const shared = globalThis as { powerwithLock?: LockKit };

// From the course's own folder, and only where there is a lock: most pages never need it.
function lockKit(): Promise<LockKit | null> {
  const there = shared.powerwithLock;
  if (there || typeof document === "undefined") return Promise.resolve(there ?? null);
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = `${document.documentElement.dataset["content_root"] ?? ""}_static/powerwith/lock.js`;
    script.onload = script.onerror = () => resolve(shared.powerwithLock ?? null);
    document.head.append(script);
  });
}

function tried<T>(get: () => T): T | null {
  try {
    return get() ?? null;
  } catch {
    return null;
  }
}

// All files share one origin, and a foreign frame gets a store the learner never sees again.
function shut(): Shut | null {
  if (typeof location === "undefined") return null;
  if (location.protocol === "file:") return "file";
  if (typeof window === "undefined" || window.top === window) return null;
  return tried(() => window.top!.location.origin) === location.origin ? null : "frame";
}

let isGoing = false;

// Both the message and the end of the database tell of it, and a page need only go once. Not from within either: a page
// that is loaded anew from there crashes now and then.
function startAfresh(): void {
  if (isGoing) return;
  isGoing = true;
  setTimeout(() => globalThis.location?.reload());
}

export function surroundings(): Surroundings {
  return {
    storage: tried(() => globalThis.localStorage),
    session: tried(() => globalThis.sessionStorage),
    indexedDB: tried(() => globalThis.indexedDB),
    caches: tried(() => globalThis.caches),
    shut: shut(),
    now: () => new Date(),
    uuid,
    channel: () => tried(() => new BroadcastChannel(DATABASE)),
    persist: async () => (await globalThis.navigator?.storage?.persist?.()) ?? null,
    startAfresh,
    endOffline: async () => {
      const worker = await globalThis.navigator?.serviceWorker?.getRegistration();
      await worker?.unregister();
    },
    wait: 300,
    longest: 700,
    retry: 5000,
    patience: 4000,
    longPatience: 60_000,
    lock: lockKit,
    page: typeof window === "undefined" ? null : window,
  };
}

/** A storage that never throws: browsers refuse it by policy, or when it is full. */
export class Box {
  constructor(private readonly storage: Storage | null) {}

  get(key: string): string | null {
    return tried(() => this.storage?.getItem(PREFIX + key) ?? null);
  }

  set(key: string, text: string): boolean {
    return tried(() => (this.storage ? (this.storage.setItem(PREFIX + key, text), true) : false)) ?? false;
  }

  remove(key: string): void {
    tried(() => this.storage?.removeItem(PREFIX + key));
  }

  /** Our own keys that begin so, without the project's prefix. */
  keys(start = ""): string[] {
    const found: string[] = [];
    tried(() => {
      for (let i = 0; i < (this.storage?.length ?? 0); i++) {
        const key = this.storage?.key(i);
        if (key?.startsWith(PREFIX + start)) found.push(key.slice(PREFIX.length));
      }
    });
    return found;
  }
}

/** The learner's own clock with its offset, as the published format wants it. */
export function stamp(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  if (minutes === 0) return `${local}Z`;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
