import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type CompiledPrivacy, prepare } from "../src/judge/privacy.ts";
import { type Find, gathered, rewritten } from "../src/judge/replace.ts";

interface Case {
  texts: string[];
  allowed: string[];
  finds: Find[];
  rewritten: { by: Record<string, string>; out: string[] }[];
}

const folder = join(import.meta.dirname, "../../tests/vectors");
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
const cases = read("review.json") as Case[];
const rules = prepare(read("privacy-rules.json") as CompiledPrivacy);

test("there is something to compare", () => {
  assert.ok(cases.length >= 25);
  assert.ok(cases.flatMap((one) => one.rewritten).length >= 80);
});

test("the same finds are gathered as in Python", () => {
  for (const { texts, allowed, finds } of cases) assert.deepEqual(gathered(texts, rules, allowed), finds, texts.join("|"));
});

test("texts are rewritten as in Python", () => {
  for (const { texts, allowed, rewritten: all } of cases)
    for (const { by, out } of all)
      assert.deepEqual(rewritten(texts, new Map(Object.entries(by)), rules, allowed), out, JSON.stringify([texts, by]));
});

test("2,000 entries of a journal are gathered in less than a second", () => {
  const texts = Array.from({ length: 2000 }, (_, i) => `On 3 April Priya rang Mrs Khan from 07700 9001${String(i % 90).padStart(2, "0")}. It was late.`);
  const start = performance.now();
  const finds = gathered(texts, rules);
  assert.ok(performance.now() - start < 1000);
  assert.ok(finds.length > 90);
});
