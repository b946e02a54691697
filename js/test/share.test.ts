import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { merge } from "../src/journal/handed.ts";
import { answer, cohortCode, fileName, gather, linkingCode, own, type Phase, text } from "../src/judge/share.ts";
import { carried, type Keys, leftOut, writeCode } from "../src/judge/short.ts";
import type { Entry, Handed, SharedAnswer } from "../src/wire.ts";
import { rewrite, World } from "./journal-world.ts";

interface Vectors {
  entries: Entry[];
  own: Record<string, Record<string, string>>;
  shares: { name: string; handed: Handed; phase?: Phase; linking?: string; exercises?: string[]; words?: string[]; text: string }[];
  codes: { id: string; keys: Keys; share: string; code: string | null; carried: SharedAnswer; left_out: string[] }[];
  cohorts: Record<string, string>;
  links: Record<string, string | null>;
}

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, "../../tests/vectors/share.json"), "utf8")) as Vectors;

for (const one of vectors.shares) {
  test(`the same file as in Python, byte for byte: ${one.name}`, () => {
    const ticked = vectors.entries.filter(({ exercise, outcome }) => outcome && (one.words ?? []).includes(exercise.replace(/-/g, " ")));
    const words = new Map(ticked.map((entry) => [entry.id, own(entry)]));
    const { handed, phase = "none", linking = null, exercises } = one;
    const share = gather(vectors.entries, { handed, phase, linking, words, ...(exercises && { exercises: new Set(exercises) }) });
    assert.ok(share);
    assert.equal(text(share), one.text);
  });
}

test("own words are found in every kind, and nowhere else", () => {
  for (const entry of vectors.entries) assert.deepEqual(own(entry), vectors.own[entry.id], entry.exercise);
});

for (const { id, keys, share, code, carried: kept, left_out } of vectors.codes) {
  const entry = vectors.entries.find((one) => one.id === id)!;
  test(`the same code as in Python: ${entry.exercise}`, () => {
    const shared = answer(entry, { phase: "before", words: entry.attempt % 2 ? own(entry) : {}, after: 4 });
    assert.equal(writeCode(shared, keys, share), code);
    assert.deepEqual(carried(shared), kept);
    assert.deepEqual(leftOut(shared), left_out);
  });
}

test("what people type becomes a code, or is refused", () => {
  for (const [typed, made] of Object.entries(vectors.cohorts)) assert.equal(cohortCode(typed) ?? "refused", made, typed);
  for (const [typed, made] of Object.entries(vectors.links)) {
    const code = linkingCode(typed);
    assert.equal(code === undefined ? "refused" : code, made, typed);
  }
});

test("nothing chosen makes no file, and the name of a file says no day", () => {
  const handed: Handed = { cohort: "spring-b", share: "0b9fa1de-32aa-4e11-8a36-a1b2c3d4e5f6", seq: 2 };
  assert.equal(gather(vectors.entries, { handed, exercises: new Set() }), null);
  assert.equal(gather([], { handed }), null);
  assert.equal(fileName(gather(vectors.entries, { handed })!), "share-spring-b-0b9f-2.json");
});

const ONE: Handed = { cohort: "spring-b", share: "0b9fa1de-32aa-4e11-8a36-a1b2c3d4e5f6", seq: 1, before: 4, after: null, later: null };
const OTHER: Handed = { ...ONE, share: "1b9fa1de-32aa-4e11-8a36-a1b2c3d4e5f6", seq: 3, before: null, after: 9 };

test("of two memories of one cohort, the id that was used more often stays", () => {
  const both = [{ ...OTHER, before: 4 }];
  assert.deepEqual(merge([ONE], [OTHER]), both);
  assert.deepEqual(merge([OTHER], [ONE]), both);
  assert.deepEqual(merge(both, both), both);
  const even = { ...OTHER, seq: 1 };
  assert.deepEqual([merge([ONE], [even])[0]?.share, merge([even], [ONE])[0]?.share], [ONE.share, ONE.share]);
});

let world: World;
beforeEach(() => (world = new World()));
afterEach(() => world.close());

test("the journal remembers a share, and a backup takes it along", async () => {
  const journal = await world.own();
  await journal.handOver([ONE]);
  assert.deepEqual(await world.page().handed(), [ONE]);
  const { text } = await journal.backup();
  assert.deepEqual((JSON.parse(text) as { handed: unknown }).handed, [ONE]);
  const other = await new World().own();
  assert.deepEqual((await other.restore(text)).refused, []);
  assert.deepEqual(await other.handed(), [ONE]);
  other.close();
});

test("a backup without shares is what it was before there were any", async () => {
  const journal = await world.own();
  journal.keep(rewrite("x"));
  assert.doesNotMatch((await journal.backup()).text, /handed/);
});

test("where nothing may be kept, it is remembered as long as the page, and then if it may", async () => {
  const journal = world.page();
  await journal.handOver([ONE]);
  assert.deepEqual(await journal.handed(), [ONE]);
  assert.deepEqual(await world.page().handed(), []);
  assert.equal((await world.indexedDB.databases()).length, 0);
  await journal.choose("own");
  assert.deepEqual(await world.page().handed(), [ONE]);
});

test("clearing everything clears it too", async () => {
  const journal = await world.own();
  await journal.handOver([ONE]);
  assert.equal(await journal.clear(), true);
  assert.deepEqual(await journal.handed(), []);
  assert.deepEqual(await (await world.own()).handed(), []);
});

const REFUSED: [string, unknown, RegExp][] = [
  ["no list", {}, /handed: this is a group of fields and should be a list/],
  ["a group with a name in it", [{ ...ONE, cohort: "Nóra" }], /handed\[0\]\.cohort: this is "Nóra"/],
  ["no count", [{ ...ONE, seq: 0 }], /handed\[0\]\.seq: this is 0/],
  ["an id that is none", [{ ...ONE, share: "me" }], /handed\[0\]\.share/],
  ["more than there can be", Array(101).fill(ONE), /holds 101 groups and may hold 100/],
];

for (const [name, handed, says] of REFUSED) {
  test(`a backup is refused whole, with a reason: ${name}`, async () => {
    const file = JSON.stringify({ format: "powerwith-backup", v: 1, made: "2026-11-22T10:00:00Z", entries: [rewrite("x")], handed });
    const journal = await world.own();
    assert.match((await journal.restore(file)).refused.join("\n"), says);
    assert.deepEqual(await journal.all(), []);
    assert.deepEqual(await journal.handed(), []);
  });
}
