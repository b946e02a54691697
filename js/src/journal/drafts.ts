// The last keystroke, kept at once and synchronously: what survives a closed tab before the database has answered.
import type { Entry } from "../wire.ts";
import { opened, sealed, type Codec, type Stored } from "./codec.ts";
import type { Box } from "./surroundings.ts";

const START = "draft:";

export interface Draft {
  key: string;
  raw: string;
  /** Null if the draft cannot be read. It then stays where it is. */
  entry: Entry | null;
  /** The revision in the database this text was based on. */
  base: number;
}

/** Where drafts lie: storage itself, or a lock before it. */
export type Slots = Pick<Box, "get" | "set" | "remove" | "keys">;

export class Drafts {
  constructor(
    private box: Slots,
    private readonly codec: Codec,
    /** Two tabs on one entry must not write over each other's draft. */
    private readonly tab: string,
  ) {}

  /** From now on drafts go through here. */
  through(slots: Slots): void {
    this.box = slots;
  }

  private key(id: string): string {
    return `${START}${id}:${this.tab}`;
  }

  /** The text as written down, or null if the browser would not take it. */
  set(entry: Entry, base: number): string | null {
    const raw = JSON.stringify({ base, stored: sealed(this.codec, entry) });
    return this.box.set(this.key(entry.id), raw) ? raw : null;
  }

  /** Removes a draft only if it still says the same. */
  settle(key: string, raw: string): void {
    if (this.box.get(key) === raw) this.box.remove(key);
  }

  settleOwn(id: string, raw: string): void {
    this.settle(this.key(id), raw);
  }

  still(draft: Draft): boolean {
    return this.box.get(draft.key) === draft.raw;
  }

  all(): Draft[] {
    return this.box.keys(START).flatMap((key) => {
      const raw = this.box.get(key);
      return raw === null ? [] : [this.read(key, raw)];
    });
  }

  /** Those that other pages left behind. */
  left(): Draft[] {
    return this.all().filter(({ key }) => !key.endsWith(`:${this.tab}`));
  }

  private read(key: string, raw: string): Draft {
    try {
      const { base, stored } = JSON.parse(raw) as { base: number; stored: Stored };
      return { key, raw, base: Number(base) || 0, entry: opened(this.codec, stored) };
    } catch {
      return { key, raw, base: 0, entry: null };
    }
  }

  /** Of this page, or of one entry in every tab. */
  forget(id?: string): void {
    for (const key of this.box.keys(START)) {
      if (id === undefined ? key.endsWith(`:${this.tab}`) : key.startsWith(`${START}${id}:`)) this.box.remove(key);
    }
  }
}
