import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { read } from "../src/journal/restore.ts";
import type { Carried } from "../src/wire.ts";
import { rewrite, World } from "./journal-world.ts";

const V1 = readFileSync(join(import.meta.dirname, "../../tests/vectors/backup/v1.json"), "utf8");
const ASK: Carried = { skill: "ask", rungs: ["recognise", "sort"], returns: 1, first: "2026-10-01", last: "2026-11-20" };
const STEP: Carried = { skill: "step", rungs: [], returns: 0, first: "2026-11-22", last: "2026-11-22" };

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let world: World;
beforeEach(() => (world = new World()));
afterEach(() => world.close());

test("progress from a code is kept beside the entries and found by the next page", async () => {
  const journal = await world.own();
  assert.equal(await journal.carry([ASK]), true);
  assert.equal(await journal.carry([ASK]), false);
  assert.deepEqual(await world.page().carried(), [ASK]);
  assert.deepEqual(await journal.all(), []);
});

test("nothing is ever taken away", async () => {
  const journal = await world.own();
  await journal.carry([ASK]);
  await journal.carry([{ ...ASK, rungs: ["write"], returns: 0, first: "2026-11-01", last: "2026-11-02" }, STEP]);
  assert.deepEqual(await journal.carried(), [{ ...ASK, rungs: ["recognise", "sort", "write"] }, STEP]);
});

test("where nothing may be kept, progress lasts as long as the page", async () => {
  const journal = world.page();
  await journal.carry([ASK]);
  assert.deepEqual(await journal.carried(), [ASK]);
  assert.deepEqual(await world.page().carried(), []);
  assert.equal((await world.indexedDB.databases()).length, 0);
  await journal.choose("shared");
  assert.deepEqual(await journal.carried(), [ASK]);
});

test("the answer “on this device” keeps what a code brought before it", async () => {
  const journal = world.page();
  await journal.carry([ASK]);
  await journal.choose("own");
  assert.deepEqual(await world.page().carried(), [ASK]);
});

test("a backup takes it along, and restoring it twice changes nothing", async () => {
  const journal = await world.own();
  await journal.carry([ASK]);
  const text = (await journal.backup()).text;
  assert.deepEqual((JSON.parse(text) as { carried: unknown }).carried, [ASK]);
  const other = await new World().own();
  assert.equal((await other.restore(text)).further, true);
  assert.deepEqual(await other.carried(), [ASK]);
  assert.equal((await other.restore(text)).further, false);
  other.close();
});

test("a backup without it is what it was before there were codes", async () => {
  const journal = await world.own();
  assert.ok(!((await journal.backup()).text).includes("carried"));
  assert.deepEqual(read(V1).problems, []);
});

test("clearing everything clears it too, in every tab", async () => {
  const journal = await world.own();
  const other = await world.own();
  await journal.carry([ASK]);
  await other.carry([STEP]);
  await later(20); // each has heard of the other
  assert.equal(await journal.clear(), true);
  assert.deepEqual(await journal.carried(), []);
  await later(20);
  assert.deepEqual(await other.carried(), []);
  assert.deepEqual(await (await world.own()).carried(), []);
});

test("a damaged record is left out and written over by the next code", async () => {
  const journal = await world.own();
  await journal.carry([ASK]);
  const db = await world.connect();
  await new Promise<void>((resolve) => {
    const transaction = db.transaction("meta", "readwrite");
    transaction.objectStore("meta").put([{ skill: "ask", rungs: "all" }], "carried");
    transaction.oncomplete = () => resolve();
  });
  db.close();
  const other = world.page();
  assert.deepEqual(await other.carried(), []);
  await other.carry([STEP]);
  assert.deepEqual(await other.carried(), [STEP]);
});

const REFUSED: [string, unknown, RegExp][] = [
  ["no list", {}, /carried: this is a group of fields and should be a list/],
  ["a skill of another course", [{ ...ASK, skill: "fly" }], /carried\[0\]\.skill: this is "fly"/],
  ["a rung in mid-air", [{ ...ASK, rungs: ["jump"] }], /carried\[0\]\.rungs\[0\]/],
  ["five returns", [{ ...ASK, returns: 5 }], /should be at most 4/],
  ["a day no calendar has", [{ ...ASK, last: "2027-02-30" }], /carried\[0\]\.last: this is "2027-02-30"/],
  ["the last day before the first", [{ ...ASK, last: "2026-09-30" }], /first day is 2026-10-01/],
  ["words", [{ ...ASK, text: "Noor" }], /does not know/],
  ["nothing in it", [null], /carried\[0\]: this is empty/],
];

for (const [name, carried, says] of REFUSED) {
  test(`refused whole, with a reason: ${name}`, async () => {
    const made = "2026-11-22T10:00:00Z";
    const text = JSON.stringify({ format: "powerwith-backup", v: 1, made, entries: [rewrite("x")], carried });
    const journal = await world.own();
    const { refused } = await journal.restore(text);
    assert.match(refused.join("\n"), says);
    assert.deepEqual(await journal.all(), []);
    assert.deepEqual(await journal.carried(), []);
  });
}
