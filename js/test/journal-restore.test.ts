import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { write } from "../src/journal/backup.ts";
import { read } from "../src/journal/restore.ts";
import type { Entry } from "../src/wire.ts";
import { listenTo, rewrite, said, textOf, until, World } from "./journal-world.ts";

const V1 = readFileSync(join(import.meta.dirname, "../../tests/vectors/backup/v1.json"), "utf8");

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

type Plain = Record<string, unknown>;
const file = (entries: unknown[], changes: Plain = {}) =>
  JSON.stringify({ format: "powerwith-backup", v: 1, made: "2026-04-01T12:00:00Z", entries, ...changes });
const changed = (changes: Plain) => file([{ ...rewrite("text"), rev: 1, seq: 1, ...changes }]);

/** A backup without the fields that came later, as long as nothing stands in them. */
function asThen(text: string): string {
  return text.replace(/"(about|ending)":null,/g, "").replace(/,"(scored|state)":null/g, "");
}

test("the first backup ever opens, and is written again letter for letter but for fields that came later", async () => {
  const found = read(V1);
  assert.deepEqual(found.problems, []);
  assert.deepEqual(new Set(found.entries!.map(({ kind }) => kind)), new Set(["choice", "rewrite", "sort", "reflection"]));
  assert.equal(asThen(write(found.entries!, "2026-04-01T12:00:00Z")), V1.trimEnd());
});

test("backup, clear, restore: identical; and again: nothing changes", async () => {
  const journal = await world.own({ now: () => new Date("2026-04-01T12:00:00Z") });
  assert.deepEqual(await journal.restore(V1), { added: 6, same: 0, newer: 0, further: false, refused: [] });
  const before = (await journal.backup()).text;
  assert.deepEqual(JSON.parse(asThen(before)).entries, JSON.parse(V1).entries);
  assert.equal(await journal.clear(), true);
  await journal.choose("own");
  assert.deepEqual(await journal.all(), []);
  await journal.restore(before);
  assert.equal((await journal.backup()).text, before);
  assert.deepEqual(await journal.restore(before), { added: 0, same: 6, newer: 0, further: false, refused: [] });
  assert.equal((await journal.backup()).text, before);
});

test("what the journal writes, it reads", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("a\u0000 \ud800 \u{1f642} \u202e"));
  await heard.saved();
  assert.deepEqual(read((await journal.backup()).text).problems, []);
});

test("the higher revision wins", async () => {
  const journal = await world.own();
  const entry = { ...rewrite("old"), rev: 3, seq: 4 };
  await journal.restore(file([entry]));
  assert.deepEqual(await journal.restore(file([{ ...said(entry, "new"), rev: 5 }])), { added: 0, same: 0, newer: 1, further: false, refused: [] });
  assert.deepEqual((await journal.all()).map(textOf), ["new"]);
  assert.deepEqual(await journal.restore(file([entry])), { added: 0, same: 1, newer: 0, further: false, refused: [] });
  assert.deepEqual((await journal.all()).map((each) => [textOf(each), each.rev, each.seq]), [["new", 5, 4]]);
});

test("equal revisions with different texts are both kept, once", async () => {
  const journal = await world.own();
  const entry = { ...rewrite("here"), rev: 3, seq: 1 };
  await journal.restore(file([entry]));
  const theirs = file([said(entry, "there")]);
  assert.equal((await journal.restore(theirs)).added, 1);
  assert.equal((await journal.restore(theirs)).same, 1);
  assert.deepEqual((await journal.all()).map(textOf).sort(), ["here", "there"]);
});

test("a restored entry is typed on without a conflict", async () => {
  const journal = await world.own();
  await journal.restore(file([{ ...rewrite("start"), rev: 7, seq: 1 }]));
  const heard = listenTo(journal);
  const [entry] = await journal.entries("brown-envelope");
  journal.keep(said(entry!, "other words"));
  await heard.saved();
  assert.deepEqual((await journal.all()).map((each) => [textOf(each), each.rev]), [["other words", 8]]);
});

test("new entries come after restored ones", async () => {
  const journal = await world.own();
  await journal.restore(V1);
  const heard = listenTo(journal, "brown-envelope");
  journal.keep(rewrite("later", { attempt: 3 }));
  await heard.saved();
  assert.equal((await journal.all()).at(-1)!.seq, 8);
});

test("entries of an exercise nobody knows are kept", async () => {
  const journal = await world.own();
  await journal.restore(V1);
  assert.equal((await journal.entries("gone-from-the-book")).length, 1);
});

test("a record here that cannot be read is kept beside what takes its place", async () => {
  const journal = await world.own();
  const [entry] = read(V1).entries!;
  await journal.restore(file([{ ...rewrite("x"), rev: 1, seq: 1 }]));
  const broken = { id: entry!.id, exercise: "open-the-meeting", seq: 9, rev: 3, v: 1, body: "damaged" };
  await world.put(broken);
  const other = world.page();
  assert.deepEqual((await other.restore(V1)).refused, []);
  assert.equal((await other.all()).length, 7);
  assert.deepEqual(await other.aside(), [broken]);
});

test("no room for the whole file: nothing of it is there", async () => {
  const journal = await world.own();
  await journal.restore(file([{ ...rewrite("earlier"), rev: 1, seq: 1 }]));
  const { IDBObjectStore } = await import("fake-indexeddb");
  const put = IDBObjectStore.prototype.put;
  let left = 3;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    if (left-- === 0) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, args);
  };
  try {
    await assert.rejects(journal.restore(V1));
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  assert.equal((await world.raw()).length, 1);
});

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const REFUSED: [string, string, RegExp][] = [
  ["an empty file", "", /empty/],
  ["white space", " \n ", /empty/],
  ["a file cut off", V1.slice(0, 400), /cut off/],
  ["a web page", "<!doctype html><p>not found</p>", /web page/],
  ["bytes that are no text", "\u0000\u0001\u0002", /not JSON/],
  ["a list", "[]", /is a list, not a backup/],
  ["null", "null", /not a backup/],
  ["a number", "7", /is 7, not a backup/],
  ["100 000 nested lists", deep(100_000), /20 levels deep/],
  ["nesting inside an answer", file([{ ...rewrite("x"), response: JSON.parse(deep(30)) }]), /20 levels deep/],
  ["NaN", file([]).replace('"v":1', '"v":NaN'), /not JSON/],
  ["Infinity", file([]).replace('"v":1', '"v":Infinity'), /not JSON/],
  ["1e400", changed({}).replace('"rev":1', '"rev":1e400'), /1e400/],
  ["a number with a fraction", changed({}).replace('"rev":1', '"rev":1.0'), /number 1\.0/],
  ["5 000 digits", changed({}).replace('"rev":1', `"rev":${"9".repeat(5000)}`), /999/],
  ["a number over 2^53", changed({}).replace('"rev":1', '"rev":9007199254740993'), /9007199254740993/],
  ["one key twice", changed({}).replace('"rev":1', '"rev":1,"rev":2'), /"rev" stands there twice/],
  ["one key twice, once in disguise", changed({}).replace('"rev":1', '"rev":1,"\\u0072ev":2'), /"rev" stands there twice/],
  ["another format", file([], { format: "somebody-else" }), /"somebody-else", not powerwith-backup/],
  ["a newer version", file([], { v: 2 }), /newer version of this course \(format 2\)/],
  ["no version", file([], { v: null }), /v: this is empty \(null\) and should be 1/],
  ["an unknown field on top", file([], { extra: 1 }), /"extra": this is a field that this version does not know/],
  ["entries that are no list", file([], { entries: {} }), /entries: this is a group of fields/],
  ["5 001 entries", file(Array.from({ length: 5001 }, () => 0)), /5001 entries and may hold 5000/],
  ["an entry that is null", file([null]), /entry 1, it: this is empty \(null\)/],
  ["an entry that is a list", file([[]]), /entry 1, it: this is a list/],
  ["an id twice", file([{ ...rewrite("a", { id: "6f1c2a52-0c5e-4d7a-9b1e-2f3a4b5c6d01" }) }, { ...rewrite("b", { id: "6f1c2a52-0c5e-4d7a-9b1e-2f3a4b5c6d01" }) }]), /entry 2, id: this is the same as in entry 1/],
  ["an unknown field in an entry", changed({ mood: "low" }), /entry 1, it: this has a field named "mood"/],
  ["an id that is none", changed({ id: "1" }), /entry 1, id: this is "1" and should be a UUID/],
  ["an exercise with a homoglyph", changed({ exercise: "br\u043ewn-envelope" }), /entry 1, exercise/],
  ["an exercise with a zero-width space", changed({ exercise: "brown\u200b-envelope" }), /entry 1, exercise/],
  ["an exercise with a line end", changed({ exercise: "brown-envelope\n" }), /entry 1, exercise/],
  ["an exercise named __proto__", changed({ exercise: "__proto__" }), /entry 1, exercise/],
  ["a revision below nought", changed({ rev: -1 }), /entry 1, rev: this is -1/],
  ["a revision in quotes", changed({ rev: "1" }), /entry 1, rev: this is "1"/],
  ["attempt nought", changed({ attempt: 0 }), /entry 1, attempt: this is 0 and should be a whole number from 1 up/],
  ["no digest", changed({ digest: undefined }), /entry 1, digest: this is missing/],
  ["a date without offset", changed({ updated: "2026-03-01T09:30:00" }), /entry 1, updated/],
  ["a date no calendar knows", changed({ updated: "2026-13-41T09:30:00Z" }), /entry 1, updated/],
  ["a date as a number", changed({ updated: 1772357400 }), /entry 1, updated/],
  ["kind and response at odds", changed({ kind: "choice" }), /entry 1, kind: this is choice, but the response is a rewrite/],
  ["a kind from the future", changed({ kind: "dance" }), /entry 1, kind: this is "dance" and should be one of/],
  ["a response of a kind named constructor", changed({ response: { kind: "constructor" } }), /entry 1, response\.kind/],
  ["a text that is a number", changed({ response: { kind: "rewrite", text: 5 } }), /response\.text: this is 5 and should be text/],
  ["a text of 1 MB", changed({ response: { kind: "rewrite", text: "x".repeat(1_000_000) } }), /1000000 characters long and may be 20000/],
  ["a file of more than 5 MB", changed({ response: { kind: "rewrite", text: "x".repeat(5_000_001) } }), /larger than 5 MB/],
  ["a group key named __proto__", JSON.stringify(JSON.parse(changed({ kind: "sort" }))).replace(/"response":\{.*?\}/, '"response":{"kind":"sort","groups":{"__proto__":"opens"}}'), /has a field named "__proto__"/],
  ["9 points of none", changed({ outcome: { score: { value: 9, of: 0 } } }), /outcome\.score\.of: this is 0/],
  ["a code from elsewhere", changed({ outcome: { codes: ["GUILTY"] } }), /outcome\.codes\[0\]: this is "GUILTY"/],
];

for (const [name, text, words] of REFUSED) {
  test(`refused whole, with a reason: ${name}`, async () => {
    const journal = await world.own();
    await journal.restore(file([{ ...rewrite("here before"), rev: 1, seq: 1 }]));
    const before = await world.raw();
    const { refused, added } = await journal.restore(text, "diary.json");
    assert.ok(refused.length > 0);
    assert.match(refused.join("\n"), words);
    for (const sentence of refused) assert.match(sentence, /^diary\.json(:|, ).* [A-Z][^.]*\.$/);
    assert.equal(added, 0);
    assert.deepEqual(await world.raw(), before);
  });
}

const GOOD: [string, string][] = [
  ["a byte order mark", `\ufeff${V1}`],
  ["spaces and line ends", JSON.stringify(JSON.parse(V1), null, 2)],
  ["10 000 combining marks", changed({ response: { kind: "rewrite", text: `e${"\u0301".repeat(10_000)}` } })],
  ["20 000 emoji", changed({ response: { kind: "rewrite", text: "\u{1f642}".repeat(20_000) } })],
  ["fields left out that have a default", file([{ ...rewrite("x"), v: undefined, phase: undefined, outcome: undefined, appeals: undefined, rules_version: undefined }])],
];

for (const [name, text] of GOOD) {
  test(`taken: ${name}`, async () => {
    const journal = await world.own();
    assert.deepEqual((await journal.restore(text)).refused, []);
    assert.ok((await journal.all()).length > 0);
  });
}

test("half characters and control characters in a file come in clean", async () => {
  const journal = await world.own();
  const text = changed({ response: { kind: "rewrite", text: "a\u0000b\ud800c" } });
  assert.deepEqual((await journal.restore(text)).refused, []);
  assert.equal(textOf((await journal.all())[0]), "ab\ufffdc");
});

test("all problems of a file are told at once, and a long list ends", async () => {
  const bad = Array.from({ length: 50 }, () => ({ ...rewrite("x"), rev: -1, attempt: 0 }));
  const { problems } = read(file(bad as unknown as Entry[]), "diary.json");
  assert.equal(problems.length, 21);
  assert.match(problems[20]!, /80 more/);
});

test("a file restored in one tab is seen in another", async () => {
  const [a, b] = [await world.own(), await world.own()];
  const heard = listenTo(b, "doors");
  await a.restore(V1);
  await until(() => heard.events.some((event) => event.type === "entries" && event.entries.length === 1), "seen");
});

test("Object.prototype stays as it was", () => {
  assert.deepEqual(Object.keys(Object.prototype), []);
});
