// Locking a journal, opening it, changing what opens it, and taking the lock off. Each changes all of it or nothing.
import { type Keys, open, readLock, relocked } from "../judge/envelope.ts";
import type { Lock, LockedKey } from "../wire.ts";
import type { Inside } from "./lock.ts";
import { Cipher, rewrite, rewriteDrafts, sealFor } from "./sealed.ts";
import type { Store } from "./store.ts";

const BROKEN = "Your journal: its lock is damaged, so it cannot be opened here. Restore a locked backup: it brings its own.";
const UNSAVED = "Something is not saved yet. Download it first, or try again. Nothing was changed.";

async function apart<T>(inside: Inside, task: (plain: Store) => Promise<T>): Promise<T> {
  const plain = await inside.plain();
  try {
    return await task(plain);
  } finally {
    plain.close();
  }
}

/** The database's lock; the copy beside it where the database was lost. Null where it was taken off meanwhile. */
export function lockOf(inside: Inside): Promise<Lock | null> {
  return apart(inside, async (plain) => {
    const found = await plain.note("lock");
    if (found !== undefined) return readLock(found) ?? fail();
    return (await plain.count()).tick > 0 ? null : readLock(inside.lock());
  });
}

function fail(): never {
  throw new Error(BROKEN);
}

/** Seals everything that lies there, and goes on behind the lock. */
export async function lockUp(inside: Inside, lock: Lock, keys: Keys): Promise<void> {
  if (!(await inside.settle())) throw new Error(UNSAVED);
  const seal = sealFor(inside.box, () => inside.lock() ?? lock, keys);
  await inside.inTurn(() => apart(inside, (plain) => rewrite(plain, null, seal.cipher, lock)));
  await rewriteDrafts(inside.box, null, seal.cipher);
  await inside.turn(lock, seal);
}

/** Goes on with these keys; false if they do not open what lies there, since it may have been locked anew meanwhile. */
export async function goOn(inside: Inside, lock: Lock, keys: Keys): Promise<boolean> {
  const seal = sealFor(inside.box, () => inside.lock(), keys);
  if (!(await fits(inside, seal.cipher))) return false;
  await inside.turn(lock, seal);
  return true;
}

function fits(inside: Inside, cipher: Cipher): Promise<boolean> {
  return apart(inside, async (plain) => {
    const records = await plain.all();
    for (const raw of records.slice(0, 3)) if ((await cipher.get(raw)) !== raw) return true;
    return records.length === 0;
  });
}

/** Another passphrase or recovery code for the same lock: nothing that was sealed is touched. */
export async function change(inside: Inside, by: LockedKey["by"], secret: string, next: string): Promise<void> {
  const made = await relocked((await lockOf(inside)) ?? fail(), secret, by, next);
  await apart(inside, (plain) => plain.setNote("lock", made));
  await inside.turn(made, inside.seal());
}

/** Everything lies there as plain text again. */
export async function takeOff(inside: Inside, secret: string): Promise<void> {
  const cipher = new Cipher(await open((await lockOf(inside)) ?? fail(), secret));
  if (!(await inside.settle())) throw new Error(UNSAVED);
  await inside.inTurn(() => apart(inside, (plain) => rewrite(plain, cipher, null, null)));
  await rewriteDrafts(inside.box, cipher, null);
  await inside.turn(null, null);
}
