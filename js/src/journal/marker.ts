// A note outside the database of how much should be in it. Browsers can lose a database without a word.
import type { Count } from "./store.ts";
import type { Box } from "./surroundings.ts";

export interface Lost {
  had: number;
  found: number;
}

export interface Marker {
  n: number;
  lastSeq: number;
  /** How many writes the database had seen; a database that has seen fewer has lost some. */
  tick: number;
  /** When a backup was last downloaded, and when the first write since then was. */
  lastBackup: string | null;
  since: string | null;
  /** A loss that was found and not yet answered. */
  lost: Lost | null;
}

const KEY = "marker";
const number = (value: unknown) => (Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0);
const date = (value: unknown) => (typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null);

export function readMarker(box: Box): Marker | null {
  try {
    const found = JSON.parse(box.get(KEY) ?? "null") as Partial<Marker> | null;
    if (!found || typeof found !== "object") return null;
    return {
      n: number(found.n),
      lastSeq: number(found.lastSeq),
      tick: number(found.tick),
      lastBackup: date(found.lastBackup),
      since: date(found.since),
      lost: found.lost ? { had: number(found.lost.had), found: number(found.lost.found) } : null,
    };
  } catch {
    return null;
  }
}

function setMarker(box: Box, marker: Marker): void {
  box.set(KEY, JSON.stringify(marker));
}

/** Notes a write. An older tick never takes the place of a newer one, whichever tab is quicker. */
export function noteWrite(box: Box, count: Count, now: string): void {
  const before = readMarker(box);
  if (before && before.tick > count.tick) return;
  setMarker(box, {
    n: count.n,
    lastSeq: Math.max(count.seq, before?.lastSeq ?? 0),
    tick: count.tick,
    lastBackup: before?.lastBackup ?? null,
    since: count.n > 0 ? (before?.since ?? now) : null,
    lost: before?.lost ?? null,
  });
}

export function noteBackup(box: Box, now: string): void {
  const before = readMarker(box);
  if (before) setMarker(box, { ...before, lastBackup: now, since: null });
}

/** Compares with the database as it was found; a loss stays noted until the learner has answered it. */
export function compare(box: Box, count: Count): void {
  const before = readMarker(box);
  if (!before || count.tick >= before.tick) return;
  const lost = before.n > 0 ? { had: before.lost?.had ?? before.n, found: count.n } : before.lost;
  setMarker(box, { ...before, n: count.n, tick: count.tick, lost });
}

/** The learner has seen it: what is there counts from now on. */
export function accept(box: Box): void {
  const before = readMarker(box);
  if (before) setMarker(box, { ...before, lost: null });
}
