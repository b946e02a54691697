import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { read, readMarks, readSheet } from "../src/journal/reply-files.ts";
import { agreed, matched, nextForm, scoreOf, settled, sheetKey, sheetOf, total } from "../src/judge/replies.ts";
import { sha256 } from "../src/judge/sha256.ts";
import type { Replies, RepliesResponse, ReplyMarks, SheetMarks } from "../src/wire.ts";

type Marks = Record<string, ReplyMarks>;

interface Vectors {
  task: Replies;
  digest: string;
  answers: Record<string, RepliesResponse>;
  totals: { name: string; entry: string; marks: Marks; total: unknown }[];
  forms: { answered: string[]; next: string | null }[];
  settled: { name: string; given: (ReplyMarks | null)[]; settled: number }[];
  agreed: { name: string; one: Marks; other: Marks; agreed: unknown }[];
  keys: { sheet: string; entry: string; prompt: string; key: string }[];
  sheet: { id: string; changed: Record<string, string>; made: unknown };
  files: { name: string; file: SheetMarks; fits: boolean; problems?: string[]; marks?: Record<string, Marks> }[];
}

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/replies.json"), "utf8");
const all = JSON.parse(text) as Vectors;
const { task, digest } = all;
const answers = new Map(Object.entries(all.answers));

for (const { name, entry, marks, total: expected } of all.totals) {
  test(`a total is the one of Python: ${name}`, () => assert.deepEqual(total(task, answers.get(entry)!, marks), expected));
}

for (const { answered, next } of all.forms) {
  test(`the form after [${answered.join(", ")}]`, () => assert.equal(nextForm(task, answered), next));
}

for (const { name, given, settled: expected } of all.settled) {
  test(`how far a rater agrees with the training set: ${name}`, () => assert.equal(settled(task, given), expected));
}

for (const { name, one, other, agreed: expected } of all.agreed) {
  test(`two raters beside each other: ${name}`, () => assert.deepEqual(agreed(task, one, other), expected));
}

for (const { sheet, entry, prompt, key } of all.keys) {
  test(`the key of a reply: ${prompt}`, () => assert.equal(sheetKey(sheet, entry, prompt), key));
}

test("a sheet is the one of Python", () => {
  const changed = new Map(Object.entries(all.sheet.changed));
  assert.deepEqual(sheetOf({ task, digest, sheet: all.sheet.id, answers, changed }), all.sheet.made);
});

for (const { name, file, fits, problems, marks } of all.files) {
  test(`a file of marks is read as in Python: ${name}`, () => {
    const found = readMarks(JSON.stringify(file));
    assert.equal(found.file !== null, fits, found.problems?.join(" "));
    if (!found.file) return assert.equal(found.problems.length, 1);
    const by = matched(task, digest, found.file, answers);
    assert.deepEqual(by.problems, problems ?? null);
    assert.deepEqual(by.marks && Object.fromEntries(by.marks), marks ?? null);
  });
}

test("an empty reply takes no room on a sheet, even when its words are taken out on the way", () => {
  const made = sheetOf({ task, digest, sheet: all.sheet.id, answers });
  assert.equal(made.replies.length, 3);
  const key = made.replies[0]!.key;
  const without = sheetOf({ task, digest, sheet: all.sheet.id, answers, changed: new Map([[key, " "]]) });
  assert.deepEqual(without.replies.map((one) => one.key), made.replies.slice(1).map((one) => one.key));
});

test("nothing on a sheet says when, whose or in which order", () => {
  const made = JSON.stringify(sheetOf({ task, digest, sheet: all.sheet.id, answers }));
  for (const entry of answers.keys()) assert.ok(!made.includes(entry));
  assert.deepEqual(Object.keys(JSON.parse(made) as object).sort(), ["digest", "exercise", "format", "replies", "sheet", "v"]);
});

test("a total stands for itself only when no reply waits for marks", () => {
  assert.deepEqual(scoreOf({ value: 7, of: 12, blank: 0, open: 0 }), { value: 7, of: 12 });
  assert.equal(scoreOf({ value: 7, of: 12, blank: 0, open: 1 }), null);
});

test("SHA-256 is that of Node for every length around a block", () => {
  for (let length = 0; length < 200; length++) {
    const text = "aé📮".repeat(length).slice(0, length).replace(/[\ud800-\udbff]$/, "x");
    assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"), String(length));
  }
});

const GOOD = JSON.stringify(all.files[0]!.file);
const HOSTILE: [string, string, RegExp][] = [
  ["empty", " \n", /^x\.json: it is empty\. /],
  ["a web page", "<html></html>", /^x\.json: it is a web page\. /],
  ["cut off", GOOD.slice(0, -20), /^x\.json: it is not JSON, or it was cut off\. /],
  ["a list", "[]", /^x\.json: it is a list, and no file of marks\. /],
  ["a backup", '{"format":"powerwith-backup","v":1}', /^x\.json: it is a backup of a journal, and no file of marks\. /],
  ["the sheet itself", '{"format":"powerwith-replies","v":1}', /^x\.json: it is a file of replies, and no file of marks\. /],
  ["too new", GOOD.replace('"v":1', '"v":2'), /^x\.json: it was made with a newer version of this course \(format 2\)\. /],
  ["out of range", GOOD.replace('"heard":0', '"heard":4'), /^x\.json, replies\[0\]\.marks\.heard: this is 4 and should be a whole number from 0 to 3\. /],
  ["a number as text", GOOD.replace('"heard":0', '"heard":"3"'), /^x\.json, replies\[0\]\.marks\.heard: this is "3" and /],
  ["a field too many", GOOD.replace('"v":1', '"v":1,"name":"Sam"'), /^x\.json, it: this has a field named "name"/],
  ["a doubled key", GOOD.replace('"v":1', '"v":1,"v":1'), /^x\.json: /],
  ["too many replies", JSON.stringify({ ...all.files[0]!.file, replies: Array(49).fill(all.files[0]!.file.replies[0]) }), /has 49 items and may have 48/],
  ["very large", `${GOOD}${" ".repeat(2_000_001)}`, /^x\.json: it is larger than 2 MB\. /],
];

for (const [name, given, says] of HOSTILE) {
  test(`a file that is ${name} is refused in one sentence`, () => {
    const found = readMarks(given, "x.json");
    assert.equal(found.file, null);
    assert.equal(found.problems?.length, 1);
    assert.match(found.problems?.[0] ?? "", says);
    assert.match(found.problems?.[0] ?? "", /\. [A-Z][^.]*\.$/, "it says what to do");
  });
}

test("a sheet is read as it was made, and is told from marks", () => {
  assert.deepEqual(readSheet(JSON.stringify(all.sheet.made)).file, all.sheet.made);
  assert.match(readSheet(GOOD).problems?.[0] ?? "", /it is a file of marks, and no file of replies\./);
  assert.equal(read(GOOD).file?.format, "powerwith-marks");
});
