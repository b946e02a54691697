import assert from "node:assert/strict";
import { afterEach, before, beforeEach, test } from "node:test";
import { type Keys, newLock, newRecoveryCode, open, unseal } from "../src/judge/envelope.ts";
import type { Archive } from "../src/journal/index.ts";
import type { Inside, LockKit } from "../src/journal/lock.ts";
import { change, goOn, lockOf, lockUp, takeOff } from "../src/journal/turning.ts";
import type { Lock } from "../src/wire.ts";
import { listenTo, rewrite, said, textOf, until, World } from "./journal-world.ts";

const PASSPHRASE = "four plain words here";
const CODE = newRecoveryCode();
const EXERCISE = "brown-envelope";
let made: { lock: Lock; keys: Keys };
let world: World;
/** Whether other pages hand over their keys, as they do in a browser. */
let handed: Keys | null;

before(async () => {
  made = await newLock(PASSPHRASE, CODE);
});
beforeEach(() => {
  world = new World();
  handed = null;
});
afterEach(() => world.close());

const kit = {
  join: async (inside: Inside) => {
    const lock = await lockOf(inside);
    if (lock === null) await inside.turn(null, null);
    else if (handed) await goOn(inside, lock, handed);
  },
  leave: () => undefined,
} as unknown as LockKit;

const page = () => world.page({ lock: async () => kit });

async function insideOf(journal: Archive): Promise<Inside> {
  return (await journal.locker())!.inside;
}

async function locked(): Promise<Archive> {
  const journal = page();
  await lockUp(await insideOf(journal), made.lock, made.keys);
  return journal;
}

/** Everything that the browser holds, as text. */
async function everything(): Promise<string> {
  const keys = world.storage.all();
  const drafts = keys.map((key) => `${key}=${world.storage.getItem(key)}`);
  return JSON.stringify([await world.raw(), await world.raw("aside"), await world.raw("meta"), drafts]);
}

async function kept(journal: Archive, entry = rewrite("CANARY words")): Promise<void> {
  const heard = listenTo(journal);
  journal.keep(entry);
  await heard.saved();
}

test("a locked journal keeps no word in clear, nor the name of an exercise", async () => {
  await kept(await locked());
  const [record] = await world.raw();
  assert.deepEqual(Object.keys(record!).sort(), ["body", "exercise", "id", "rev", "seq", "v"]);
  assert.doesNotMatch(await everything(), /CANARY|brown-envelope|rewrite/);
});

test("what was there before is sealed when the lock comes, with what was aside and what a code brought", async () => {
  const journal = page();
  await journal.choose("own");
  await kept(journal);
  await journal.carry([{ skill: "ask", rungs: ["sort"], returns: 1, first: "2026-01-02", last: "2026-01-03" }]);
  await world.put({ id: "strange", exercise: "CANARY", secret: "CANARY aside" });
  await lockUp(await insideOf(journal), made.lock, made.keys);
  assert.doesNotMatch(await everything(), /CANARY|brown-envelope|2026-01-03/);
  assert.deepEqual((await journal.all()).map(textOf), ["CANARY words"]);
  assert.equal((await journal.carried())[0]?.last, "2026-01-03");
  assert.match(JSON.stringify(await journal.aside()), /CANARY aside/);
});

test("a draft is sealed a moment after the key, and comes back on the next page", async () => {
  const journal = world.page({ lock: async () => kit, wait: 10_000, longest: 10_000 });
  await lockUp(await insideOf(journal), made.lock, made.keys);
  journal.keep(rewrite("CANARY draft"));
  await until(() => world.storage.all("powerwith:draft:").length === 1, "the draft is there");
  assert.doesNotMatch(await everything(), /CANARY/);
  handed = made.keys;
  const next = page();
  assert.deepEqual((await next.entries(EXERCISE)).map(textOf), ["CANARY draft"]);
  assert.deepEqual(world.storage.all("powerwith:draft:"), []);
});

test("a page of a locked journal shows nothing, and keeps in memory what is written", async () => {
  await kept(await locked());
  const other = page();
  const heard = listenTo(other);
  await other.ready;
  assert.equal(other.lockState(), "locked");
  assert.deepEqual(await other.all(), []);
  other.keep(rewrite("CANARY two"));
  assert.equal(heard.last(), "memory");
  assert.equal(other.unsaved(), true);
  assert.equal((await world.raw()).length, 1);
  assert.doesNotMatch(await everything(), /CANARY/);
});

test("what was written while it was locked is kept once it is open", async () => {
  await kept(await locked(), rewrite("one", { attempt: 1 }));
  const other = page();
  const heard = listenTo(other);
  await other.ready;
  other.keep(rewrite("two", { attempt: 2 }));
  const lock = (await lockOf(await insideOf(other)))!;
  assert.equal(await goOn(await insideOf(other), lock, await open(lock, CODE)), true);
  await heard.saved();
  assert.deepEqual((await other.all()).map(textOf), ["one", "two"]);
  assert.deepEqual(heard.events.filter(({ type }) => type === "entries").length > 0, true);
});

test("keys of another lock open nothing and change nothing", async () => {
  await kept(await locked());
  const before = await everything();
  const other = page();
  await other.ready;
  const stranger = await newLock("four other plain words", CODE);
  assert.equal(await goOn(await insideOf(other), made.lock, stranger.keys), false);
  assert.equal(other.lockState(), "locked");
  assert.equal(await everything(), before);
});

test("two tabs: one locks, the other writes nothing in clear and goes on", async () => {
  const one = page();
  await one.choose("own");
  const two = page();
  const heard = listenTo(two);
  await two.ready;
  const entry = rewrite("first");
  two.keep(entry);
  await heard.saved();
  handed = made.keys;
  await lockUp(await insideOf(one), made.lock, made.keys);
  two.keep(said(entry, "CANARY typed on"));
  await until(() => two.lockState() === "open" && !two.unsaved() && heard.last() === "saved", "the other tab saved again");
  await until(async () => textOf((await one.all())[0]) === "CANARY typed on", "it is in the store");
  assert.doesNotMatch(await everything(), /CANARY/);
});

test("a tab that did not hear of the lock is refused by the database", async () => {
  const deaf = world.page({ lock: async () => kit, channel: () => null });
  await deaf.choose("own");
  const heard = listenTo(deaf);
  const entry = rewrite("first");
  deaf.keep(entry);
  await heard.saved();
  const one = page();
  await one.ready;
  await lockUp(await insideOf(one), made.lock, made.keys);
  deaf.keep(said(entry, "CANARY in clear"));
  await until(() => deaf.lockState() === "locked", "it learns of the lock");
  assert.doesNotMatch(await everything(), /CANARY/);
});

test("two tabs on one entry keep both texts behind the lock, too", async () => {
  const one = await locked();
  handed = made.keys;
  const two = page();
  const [a, b] = [listenTo(one), listenTo(two)];
  const entry = rewrite("same start");
  one.keep(entry);
  await a.saved();
  await two.entries(EXERCISE);
  one.keep(said(entry, "left"));
  two.keep(said(entry, "right"));
  await a.saved();
  await b.saved();
  await until(async () => (await world.raw()).length === 2, "both are there");
  assert.deepEqual((await one.all()).map(textOf).sort(), ["left", "right"]);
});

test("a backup of a locked journal is an envelope, and comes back", async () => {
  const journal = await locked();
  await kept(journal);
  const file = (await journal.backup()).text;
  assert.doesNotMatch(file, /CANARY/);
  const text = await unseal(file, PASSPHRASE);
  await journal.clear();
  assert.equal(journal.lockState(), "none");
  const fresh = page();
  await fresh.choose("own");
  assert.equal((await fresh.restore(text)).added, 1);
  assert.deepEqual((await fresh.all()).map(textOf), ["CANARY words"]);
});

test("another passphrase opens what was sealed under the old one, which opens nothing any more", async () => {
  const journal = await locked();
  await kept(journal);
  const sealed = await world.raw();
  await change(await insideOf(journal), "passphrase", PASSPHRASE, "four other plain words");
  assert.deepEqual(await world.raw(), sealed);
  const other = page();
  const lock = (await lockOf(await insideOf(other)))!;
  await assert.rejects(open(lock, PASSPHRASE), /that passphrase does not open it/);
  assert.equal(await goOn(await insideOf(other), lock, await open(lock, "four other plain words")), true);
  assert.deepEqual((await other.all()).map(textOf), ["CANARY words"]);
  assert.equal(journal.lockState(), "open");
  journal.keep(rewrite("still here"));
  await until(async () => (await world.raw()).length === 2, "the first page still saves");
});

test("taking the lock off needs the passphrase, and brings everything back as it was", async () => {
  const journal = await locked();
  await kept(journal);
  await assert.rejects(takeOff(await insideOf(journal), "not these plain words"), /does not open it/);
  assert.doesNotMatch(await everything(), /CANARY/);
  await takeOff(await insideOf(journal), PASSPHRASE);
  assert.equal(journal.lockState(), "none");
  assert.match(await everything(), /CANARY/);
  assert.deepEqual((await journal.all()).map(textOf), ["CANARY words"]);
  const next = page();
  assert.deepEqual((await next.all()).map(textOf), ["CANARY words"]);
  assert.equal(next.lockState(), "none");
});

test("b27 a sealed record that was changed is told as one that cannot be read, and nothing is written over it", async () => {
  const journal = await locked();
  await kept(journal);
  const [record] = await world.raw();
  const body = record!.body as { iv: string; sealed: string };
  const turned = (body.sealed.startsWith("A") ? "B" : "A") + body.sealed.slice(1);
  await world.put({ ...record, body: { ...body, sealed: turned } });
  handed = made.keys;
  const next = page();
  await next.ready;
  assert.equal(next.lockState(), "locked"); // no record opens with these keys, so they are not taken for the right ones
  assert.deepEqual((await world.raw())[0]!.body, { ...body, sealed: turned });
});

test("a sealed record put in another's place does not open", async () => {
  const journal = await locked();
  await kept(journal, rewrite("one", { attempt: 1 }));
  await kept(journal, rewrite("two", { attempt: 2 }));
  const [one, two] = await world.raw();
  await world.put({ ...one, body: two!.body });
  handed = made.keys;
  const next = page();
  assert.equal((await next.all()).length, 1);
  assert.equal((await next.aside()).length, 1);
});

test("a database that was lost under a lock is told of, and what comes next is sealed again", async () => {
  await kept(await locked());
  world.indexedDB = new (await import("fake-indexeddb")).IDBFactory();
  handed = made.keys;
  const next = page();
  await next.ready;
  assert.deepEqual(next.lost(), { had: 1, found: 0 });
  await kept(next, rewrite("CANARY again"));
  assert.doesNotMatch(await everything(), /CANARY/);
  assert.equal((await world.raw()).length, 1);
});

test("a lock that the browser's storage forgot is found in the database", async () => {
  await kept(await locked());
  world.storage.removeItem("powerwith:lock");
  const next = page();
  const heard = listenTo(next);
  await next.ready;
  assert.equal(next.lockState(), "locked");
  next.keep(rewrite("CANARY two"));
  assert.equal(heard.last(), "memory");
  assert.doesNotMatch(await everything(), /CANARY/);
});

test("without the lock's own script it says so, and writes nothing", async () => {
  await kept(await locked());
  const next = world.page({ lock: async () => null });
  const heard = listenTo(next);
  await next.ready;
  next.keep(rewrite("CANARY two"));
  const words = heard.events.flatMap((event) => (event.type === "state" ? [event.words] : []));
  assert.match(words.at(-1) ?? "", /what opens it did not load/);
  assert.doesNotMatch(await everything(), /CANARY/);
});

test("clearing everything takes the lock along", async () => {
  const journal = await locked();
  await kept(journal);
  assert.equal(await journal.clear(), true);
  assert.equal(journal.lockState(), "none");
  assert.deepEqual(world.storage.all(), []);
  const next = page();
  await next.ready;
  assert.equal(next.mode(), "unasked");
});
