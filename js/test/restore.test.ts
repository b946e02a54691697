import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { write } from "../src/journal/backup.ts";
import { plan, read } from "../src/journal/restore.ts";
import { clean, content, covers, whole } from "../src/journal/whole.ts";
import type { Entry } from "../src/wire.ts";

interface Vectors {
  clean: { name: string; text: string; clean: string }[];
  content: { entry: Entry; content: string }[];
  covers: { newer: Entry; older: Entry; covers: boolean }[];
  plans: { here: Entry[]; incoming: Entry[]; puts: { entry: Entry; expect: number }[]; added: number; same: number; newer: number }[];
  written: { made: string; text: string };
}

const vectors = join(import.meta.dirname, "../../tests/vectors");
const known = JSON.parse(readFileSync(join(vectors, "restore.json"), "utf8")) as Vectors;

for (const { name, text, clean: expected } of known.clean) {
  test(`a text is made clean as in Python: ${name}`, () => assert.equal(clean(text), expected));
}

test("what an entry says is told as in Python", () => {
  assert.ok(known.content.length > 5);
  for (const each of known.content) assert.equal(content(each.entry), each.content);
});

test("an entry covers another as in Python", () => {
  assert.ok(known.covers.some((each) => each.covers) && known.covers.some((each) => !each.covers));
  for (const each of known.covers) assert.equal(covers(each.newer, each.older), each.covers, JSON.stringify(each));
});

test("a restore plans what Python plans", () => {
  assert.ok(known.plans.length > 50);
  for (const { here, incoming, ...expected } of known.plans) {
    let fresh = 0;
    const made = plan(incoming, here, () => `ffffffff-0000-4000-8000-${String(++fresh).padStart(12, "0")}`);
    const puts = made.puts.map(({ entry, expect }) => ({ entry: whole(entry), expect }));
    assert.deepEqual({ ...made, puts }, { ...expected, puts: expected.puts.map(({ entry, expect }) => ({ entry: whole(entry), expect })) });
  }
});

test("the first backup is written as Python writes it, letter for letter", () => {
  const { entries } = read(readFileSync(join(vectors, "backup/v1.json"), "utf8"));
  assert.equal(write(entries!, known.written.made), known.written.text);
});
