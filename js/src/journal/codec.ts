// The one place through which entries pass on their way into storage and out of it, drafts included.
import type { Entry } from "../wire.ts";
import { faults } from "./check.ts";
import { whole } from "./whole.ts";

/** How an entry lies in the store: what the store must see, and a body that could be sealed. */
export interface Stored {
  id: string;
  exercise: string;
  seq: number;
  rev: number;
  v: number;
  body: unknown;
  /** For another version of an entry: whose. */
  of?: string;
}

/** A lock would go here: it seals the body and opens it again. Never called inside a transaction. */
export interface Codec {
  seal(entry: Entry): Stored;
  open(stored: Stored): Entry;
}

export const plain: Codec = {
  seal(entry) {
    const { id, exercise, seq, rev, v, ...body } = whole(entry);
    return { id, exercise, seq, rev, v, body };
  },
  open({ id, exercise, seq, rev, v, body }) {
    const entry: unknown = { ...(body as object), id, exercise, seq, rev, v };
    const [fault] = faults(entry);
    if (fault) throw new Error(`powerwith journal: ${fault.at} ${fault.says}. It is kept aside`);
    return whole(entry as Entry);
  },
};

/** The entry in a stored value, or nothing if it does not fit. */
export function opened(codec: Codec, stored: unknown): Entry | null {
  if (typeof stored !== "object" || stored === null) return null;
  try {
    return codec.open(stored as Stored);
  } catch {
    return null;
  }
}

export function sealed(codec: Codec, entry: Entry, of?: string): Stored {
  const stored = codec.seal(entry);
  return of === undefined ? stored : { ...stored, of };
}
