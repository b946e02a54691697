import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type CompiledPrivacy, prepareFinders } from "../src/judge/privacy.ts";
import { hinted } from "../src/view/identifies.ts";

const folder = join(import.meta.dirname, "../../tests/vectors");
const read = (...name: string[]): string => readFileSync(join(folder, ...name), "utf8");
const rules = prepareFinders(JSON.parse(read("privacy-rules.json")) as CompiledPrivacy);
const words = (text: string, exercise = "") => hinted(text, exercise, rules).map((one) => one.words);

test("numbers, addresses and a title with a name are worth a hint, each once", () => {
  assert.deepEqual(hinted("Ring 07700 900123, yes, 07700 900123. Ask for Mrs Khan's son.", "", rules), [
    { words: "07700 900123", called: "a phone number" },
    { words: "Mrs Khan", called: "a title with a name" },
  ]);
  for (const text of ["a.b@example.org", "943 476 5919", "14 Acacia Avenue", "M1 1AE", "AB12 CDE", "born on 3/4/1981"])
    assert.equal(words(`It was ${text}, they said.`).length, 1, text);
});

test("words with a capital, days and web addresses are left to the review", () => {
  for (const text of ["Yesterday Priya rang.", "On 3 April, by noon.", "See www.example.org.", "She is 93 years old."])
    assert.deepEqual(words(text), [], text);
});

test("what the exercise says itself is no secret", () => {
  assert.deepEqual(words("Mrs Khan, would Tuesday do?", '"prompt":"Mrs Khan arrives late."'), []);
  assert.deepEqual(words("Mrs Khan’s sister, Mrs Ali", '"prompt":"Mrs Khan arrives late."'), ["Mrs Ali"]);
});

test("of replies and sentences that name nobody, at most one in a hundred gets a hint", () => {
  const replies = readdirSync(join(folder, "coach", "blind"))
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => read("coach", "blind", name).trim().split("\n"))
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const clean = (JSON.parse(read("privacy-held-out.json")) as { clean: string[] }).clean;
  const all = [...replies.filter((text) => !/\b(?:Mr|Mrs|Ms|Miss|Dr)\b/.test(text)), ...clean];
  const told = all.filter((text) => words(text).length > 0);
  assert.ok(all.length >= 300);
  assert.ok(told.length <= all.length / 100, JSON.stringify(told));
});
