// A disk that is full can cut a write short. Chromium leaves the half that got through at the end of its file of writes,
// appends what comes later, and drops that at the next start, although it had said that it was written. Enough writes at
// once make it begin another file. So after a write that failed, and after an end that no page reported, that comes first.
import type { Box } from "./surroundings.ts";

const OPEN = "open:";
const TAB = Math.random().toString(36).slice(2, 8);
/** More than Chromium puts into one file of writes (4 MB), in values small enough to stand in it. */
const PIECES = 80;
const PIECE = 60_000;

let isTorn = false;

export function tear(error: unknown): void {
  if ((error as Error | null)?.name !== "QuotaExceededError") isTorn = true; // that one is said before anything is written
}

/** Somebody begins to write on this page. */
export function begun(box: Box): void {
  if (box.get(OPEN + TAB) === null) box.set(OPEN + TAB, "1");
}

/** All of it is written. */
export function ended(box: Box): void {
  box.remove(OPEN + TAB);
}

/** What began and did not end was killed, as far as a page can tell. */
export function lookBack(box: Box): void {
  for (const key of box.keys(OPEN)) {
    box.remove(key);
    isTorn = true;
  }
}

/** Begins another file of writes if this one may be torn. What it needs for that is gone again afterwards. */
export async function renew(write: (change: (meta: IDBObjectStore) => void) => Promise<void>): Promise<void> {
  if (!isTorn) return;
  const piece = globalThis.crypto.getRandomValues(new Uint8Array(PIECE)); // anything else is packed small
  try {
    await write((meta) => {
      for (let i = 0; i < PIECES; i++) meta.put(piece, `filler${i}`);
    });
    await write((meta) => {
      for (let i = 0; i < PIECES; i++) meta.delete(`filler${i}`);
    });
  } catch (error) {
    if ((error as Error | null)?.name !== "QuotaExceededError") throw error;
  }
  isTorn = false;
}
