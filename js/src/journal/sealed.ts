// Behind the lock: everything is sealed before it goes into a transaction or a draft, and opened after it was read.
import { base64, bytes, type Keys, random, seal as envelope, utf8 } from "../judge/envelope.ts";
import type { Lock } from "../wire.ts";
import type { Stored } from "./codec.ts";
import type { Slots } from "./drafts.ts";
import type { Seal } from "./lock.ts";
import { revOf, type Change, type Count, type Shelf, type Store, type Written } from "./store.ts";
import type { Box } from "./surroundings.ts";

/** How a value lies in storage: AES-256-GCM, with what and where it is bound to it. */
interface Sealed {
  iv: string;
  sealed: string;
}

function isSealed(value: unknown): value is Sealed {
  const { iv, sealed } = (value ?? {}) as Partial<Sealed>;
  return typeof iv === "string" && typeof sealed === "string";
}

export class Cipher {
  constructor(private readonly keys: Keys) {}

  private how(iv: Uint8Array<ArrayBuffer>, what: string) {
    return { name: "AES-GCM", iv, additionalData: utf8(`powerwith ${what}`) };
  }

  async seal(value: unknown, what: string): Promise<Sealed> {
    const iv = random(12);
    const made = await crypto.subtle.encrypt(this.how(iv, what), this.keys.entries, utf8(JSON.stringify(value)));
    return { iv: base64(iv), sealed: base64(new Uint8Array(made)) };
  }

  /** Throws if it was changed, or is another's. */
  async open({ iv, sealed }: Sealed, what: string): Promise<unknown> {
    const made = await crypto.subtle.decrypt(this.how(bytes(iv), what), this.keys.entries, bytes(sealed));
    return JSON.parse(new TextDecoder().decode(made)) as unknown;
  }

  /** The name under which entries of an exercise are found, which says nothing about which exercise it is. */
  async index(exercise: string): Promise<string> {
    return base64(new Uint8Array(await crypto.subtle.sign("HMAC", this.keys.index, utf8(exercise))));
  }

  /** A record with its number, revision and order in clear, since the database compares them. */
  async put(record: Stored): Promise<Stored> {
    const { id, exercise, seq, rev, v } = record;
    const body = await this.seal(record, `entry ${id} ${rev}`);
    return { id, exercise: await this.index(String(exercise)), seq, rev, v, body };
  }

  /** The record as it was, or what lies there if it cannot be opened. */
  async get(raw: unknown): Promise<unknown> {
    const { id, seq, rev, body } = (raw ?? {}) as Partial<Stored>;
    if (!isSealed(body)) return raw;
    try {
      return { ...((await this.open(body, `entry ${id} ${rev}`)) as Stored), seq };
    } catch {
      return raw;
    }
  }

  async getAside(raw: unknown): Promise<unknown> {
    return isSealed(raw) ? this.open(raw, "aside").catch(() => raw) : raw;
  }
}

/** Notes that say something about the learner. */
const TELLING = ["carried", "handed"];

class SealedStore implements Shelf {
  constructor(
    private readonly inner: Store,
    private readonly cipher: Cipher,
  ) {}

  get isNewer(): boolean {
    return this.inner.isNewer;
  }

  close(): void {
    this.inner.close();
  }

  count(): Promise<Count> {
    return this.inner.count();
  }

  async all(): Promise<unknown[]> {
    return Promise.all((await this.inner.all()).map((raw) => this.cipher.get(raw)));
  }

  async of(exercise: string): Promise<unknown[]> {
    return Promise.all((await this.inner.of(await this.cipher.index(exercise))).map((raw) => this.cipher.get(raw)));
  }

  async aside(): Promise<unknown[]> {
    return Promise.all((await this.inner.aside()).map((raw) => this.cipher.getAside(raw)));
  }

  async note(key: string): Promise<unknown> {
    const found = await this.inner.note(key);
    return TELLING.includes(key) && isSealed(found) ? this.cipher.open(found, key).catch(() => undefined) : found;
  }

  async setNote(key: string, value: unknown): Promise<void> {
    await this.inner.setNote(key, TELLING.includes(key) ? await this.cipher.seal(value, key) : value);
  }

  async write(change: Change): Promise<Written> {
    const puts = await Promise.all(
      (change.puts ?? []).map(async ({ record, expect }) => ({ record: await this.cipher.put(record), expect })),
    );
    const aside = await Promise.all((change.aside ?? []).map((raw) => this.cipher.seal(raw, "aside")));
    const written = await this.inner.write({ ...change, puts, aside, sealed: true });
    if (!written.done) return { ...written, found: await this.cipher.get(written.found) };
    const records = (change.puts ?? []).map(({ record }, i) => ({ ...record, seq: written.records[i]!.seq }));
    return { ...written, records };
  }
}

interface Known {
  text: string;
  /** As it lies in storage; null while it is being sealed. */
  raw: string | null;
}

/** Drafts behind a lock. Sealing takes a moment, so a draft is in storage about a millisecond after the key. */
export class SealedDrafts implements Slots {
  private readonly known = new Map<string, Known>();
  private isRefused = false;

  constructor(
    private readonly box: Box,
    private readonly cipher: Cipher,
  ) {}

  async load(): Promise<void> {
    for (const key of this.box.keys("draft:")) {
      const raw = this.box.get(key);
      if (raw === null || this.known.get(key)?.raw === raw) continue;
      const text = await this.opened(key, raw);
      if (text !== null) this.known.set(key, { text, raw });
    }
  }

  private async opened(key: string, raw: string): Promise<string | null> {
    try {
      return (await this.cipher.open(JSON.parse(raw) as Sealed, key)) as string;
    } catch {
      return null;
    }
  }

  get(key: string): string | null {
    const now = this.box.get(key);
    const known = this.known.get(key);
    return known && (known.raw === null || known.raw === now) ? known.text : now;
  }

  /** False if the browser would not take the last one: then the database is written to at once. */
  set(key: string, text: string): boolean {
    const known: Known = { text, raw: null };
    this.known.set(key, known);
    void this.cipher.seal(text, key).then((sealed) => {
      if (this.known.get(key) !== known) return; // settled or typed over meanwhile
      const raw = JSON.stringify(sealed);
      this.isRefused = !this.box.set(key, raw);
      if (this.isRefused) this.known.delete(key);
      else known.raw = raw;
    });
    return !this.isRefused;
  }

  remove(key: string): void {
    this.known.delete(key);
    this.box.remove(key);
  }

  keys(start = ""): string[] {
    return [...new Set([...this.box.keys(start), ...[...this.known.keys()].filter((key) => key.startsWith(start))])];
  }
}

/** An open lock over this storage. */
export function sealFor(box: Box, lock: () => Lock | null, keys: Keys): Seal & { cipher: Cipher } {
  const cipher = new Cipher(keys);
  return {
    cipher,
    store: (plain) => new SealedStore(plain, cipher),
    drafts: new SealedDrafts(box, cipher),
    wrap: (text) => envelope(text, lock()!, keys),
  };
}

/** Every entry, what is kept aside and the notes that tell something, from plain to sealed or back, in one transaction. */
export async function rewrite(store: Store, from: Cipher | null, to: Cipher | null, lock: Lock | null, tries = 3): Promise<void> {
  const [records, asides] = await Promise.all([store.all(), store.aside()]);
  const plain = await Promise.all(records.map((raw) => (from ? from.get(raw) : raw)));
  const puts = await Promise.all(
    plain.map(async (raw, i) => ({
      record: to ? await to.put(raw as Stored) : (raw as Stored),
      expect: revOf(records[i]),
    })),
  );
  const set = await Promise.all(asides.map(async (raw) => (from ? from.getAside(raw) : raw)));
  const aside = await Promise.all(set.map(async (raw) => (to ? to.seal(raw, "aside") : raw)));
  const notes: Record<string, unknown> = { lock: lock ?? undefined };
  for (const key of TELLING) {
    const found = await store.note(key);
    const told = isSealed(found) && from ? await from.open(found, key) : found;
    notes[key] = told === undefined || !to ? told : await to.seal(told, key);
  }
  const written = await store.write({ puts, aside, asideAnew: true, sealed: from !== null, notes });
  if (written.done) return;
  if (tries === 0) throw new Error("powerwith journal: another tab went on writing. Close the other tabs of the course and try again.");
  return rewrite(store, from, to, lock, tries - 1);
}

/** Drafts that closed pages left, from plain to sealed or back. */
export async function rewriteDrafts(box: Box, from: Cipher | null, to: Cipher | null): Promise<void> {
  for (const key of box.keys("draft:")) {
    const raw = box.get(key);
    if (raw === null) continue;
    const text = from ? ((await from.open(JSON.parse(raw) as Sealed, key).catch(() => null)) as string | null) : raw;
    if (text === null) continue;
    const made = to ? JSON.stringify(await to.seal(text, key)) : text;
    if (box.get(key) === raw && !box.set(key, made)) box.remove(key);
  }
}
