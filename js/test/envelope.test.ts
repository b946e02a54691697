import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  EnvelopeProblem,
  isEnvelope,
  newLock,
  newRecoveryCode,
  open,
  readLock,
  relocked,
  seal,
  signs,
  unseal,
} from "../src/judge/envelope.ts";

interface Sealed {
  name: string;
  passphrase: string;
  recovery: string;
  bytes: string;
  text: string;
  envelope: string;
}

interface Opened {
  name: string;
  envelope: string;
  secret: string;
  text?: string;
  problem?: string;
}

const file = join(import.meta.dirname, "..", "..", "tests", "vectors", "envelope.json");
const vectors = JSON.parse(readFileSync(file, "utf8")) as { sealed: Sealed[]; opened: Opened[] };

function drawn(hex: string) {
  const all = Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
  let at = 0;
  return (size: number) => all.slice(at, (at += size));
}

for (const { name, passphrase, recovery, bytes, text, envelope } of vectors.sealed) {
  test(`${name} is sealed to the very same envelope as in Python`, async () => {
    const from = drawn(bytes);
    const { lock, keys } = await newLock(passphrase, recovery, from);
    assert.equal(await seal(text, lock, keys, from), envelope);
    assert.equal(await unseal(envelope, passphrase), text);
  });
}

for (const { name, envelope, secret, text, problem } of vectors.opened) {
  test(`an envelope ${name}: ${problem ?? "opens"}`, async () => {
    const outcome = unseal(envelope, secret, "backup.json");
    if (problem === undefined) return assert.equal(await outcome, text);
    await assert.rejects(outcome, (error: unknown) => error instanceof EnvelopeProblem && error.message === problem);
  });
}

test("every slip of one sign in a recovery code, and every two neighbours exchanged, is noticed", () => {
  const code = newRecoveryCode(drawn("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b")).replace(/-/g, "");
  assert.ok(signs(code));
  for (let at = 0; at < code.length; at++) {
    for (const sign of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
      if (sign !== code[at]) assert.equal(signs(code.slice(0, at) + sign + code.slice(at + 1)), null);
    }
    const [a, b] = [code[at], code[at + 1]];
    if (b && a !== b) assert.equal(signs(code.slice(0, at) + b + a + code.slice(at + 2)), null);
  }
});

test("a changed passphrase opens what was sealed before, and the old one opens nothing", async () => {
  const code = newRecoveryCode();
  const { lock, keys } = await newLock("correct horse battery staple", code);
  const next = await relocked(lock, "correct horse battery staple", "passphrase", "four other plain words");
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, keys.entries, new Uint8Array(9));
  const again = await open(next, "four other plain words");
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, again.entries, sealed);
  assert.equal(text.byteLength, 9);
  await open(next, code);
  await assert.rejects(open(next, "correct horse battery staple"), /that passphrase does not open it/);
  await assert.rejects(relocked(next, "wrong", "passphrase", "twelve signs."), EnvelopeProblem);
});

test("keys that work cannot be read out", async () => {
  const { keys } = await newLock("correct horse battery staple", newRecoveryCode());
  for (const key of Object.values(keys)) {
    assert.equal(key.extractable, false);
    await assert.rejects(crypto.subtle.exportKey("raw", key));
  }
});

test("only a whole lock is taken for one", async () => {
  const { lock } = await newLock("correct horse battery staple", newRecoveryCode());
  assert.deepEqual(readLock(JSON.parse(JSON.stringify(lock))), lock);
  for (const value of [null, {}, { ...lock, v: 2 }, { ...lock, keys: [] }, { ...lock, hint: "staple" }]) {
    assert.equal(readLock(value), null);
  }
});

test("a backup says of itself whether it is locked", () => {
  assert.equal(isEnvelope(vectors.sealed[0]!.envelope), true);
  assert.equal(isEnvelope('{"format":"powerwith-backup"}'), false);
});
