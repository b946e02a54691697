import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { check, type CoachRules } from "../src/judge/coach.ts";

interface Case {
  text: string;
  found?: [string, string, number, number][];
  times?: number;
  count?: number;
  ends?: [string, string, number, number][];
}

const root = join(import.meta.dirname, "..", "..");
const script = readFileSync(join(root, "src/powerwith/static/coach-rules.js"), "utf8");
const rules = JSON.parse(script.slice(script.indexOf("=") + 1, script.lastIndexOf(";"))) as CoachRules;
const cases = JSON.parse(readFileSync(join(root, "tests/vectors/coach.json"), "utf8")) as Case[];

const marks = (text: string): unknown[] => check(text, rules).map((f) => [f.rule, f.code, f.start, f.end]);

for (const { text, found, times, count, ends } of cases) {
  if (times === undefined) {
    test(`the coach reads “${text.slice(0, 60)}” as Python does`, () => assert.deepEqual(marks(text), found));
  } else {
    test(`the coach reads ${times} times “${text}” as Python does`, () => {
      const all = marks(text.repeat(times));
      assert.equal(all.length, count);
      assert.deepEqual([...all.slice(0, 1), ...all.slice(-1)], ends);
    });
  }
}

test("twenty thousand characters are read in fifty milliseconds", () => {
  for (const text of cases.filter((one) => one.times !== undefined).map((one) => one.text.repeat(one.times ?? 1))) {
    check(text, rules);
    const times = Array.from({ length: 5 }, () => {
      const began = process.cpuUsage();
      check(text, rules);
      return process.cpuUsage(began).user / 1000;
    });
    assert.ok(Math.min(...times) <= 50, `“${text.slice(0, 20)}…” took ${Math.min(...times).toFixed(0)} ms`);
  }
});

test("a notice asks, and offers nothing", () => {
  const [only, ...others] = check("Well done!", rules);
  assert.deepEqual([only?.code, only?.strength, only?.offers, others], ["PRAISE_GENERAL", "notice", [], []]);
  assert.match(only?.asks ?? "", /\?/);
});

test("a finding carries the words of its rule", () => {
  const [first] = check("Why didn't you just open it when it came?", rules);
  assert.equal(first?.code, "CONFRONT");
  assert.equal(first?.offers.length, 2);
  assert.match(first?.says ?? "", /^could be heard as .*\.$/);
});
