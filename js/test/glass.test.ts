import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { check, type CoachRules, HARM } from "../src/judge/coach.ts";
import { lean, signs } from "../src/judge/glass.ts";
import { read } from "../src/judge/pattern.ts";
import { retold } from "../src/judge/reader.ts";

interface Case {
  text: string;
  signs: string[];
  leans: Record<"question" | "open" | "reflect", number>;
}

const root = join(import.meta.dirname, "..", "..");
const script = readFileSync(join(root, "src/powerwith/static/coach-rules.js"), "utf8");
const rules = JSON.parse(script.slice(script.indexOf("=") + 1, script.lastIndexOf(";"))) as CoachRules;
const cases = JSON.parse(readFileSync(join(root, "tests/vectors/coach/glass.json"), "utf8")) as Case[];
const folder = join(root, "tests/vectors/coach/labelled");
const replies = readdirSync(folder)
  .filter((name) => name.endsWith(".jsonl"))
  .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
  .map((line) => (JSON.parse(line) as { text: string }).text);

const leaning = (bias: number): CoachRules => {
  const task = { bias, features: {} };
  return { ...rules, glass: { ...rules.glass, tasks: { question: task, open: task, reflect: task } } };
};

for (const { text, signs: wanted, leans } of cases) {
  test(`“${text.slice(0, 40)}” shows and weighs what it does in Python`, () => {
    const shown = signs(read(text).tokens, ["SUPPORT"]);
    assert.deepEqual(shown, wanted);
    for (const task of ["question", "open", "reflect"] as const) {
      assert.equal(lean(rules.glass.tasks[task], shown), leans[task]);
    }
  });
}

test("harm marks are the same with the glass-box layer, without it and with one that says yes to everything", () => {
  const harms = (text: string, given: CoachRules) =>
    check(text, given).flatMap(({ rule, code, start, end }) => (HARM.has(code) ? [[rule, code, start, end]] : []));
  const [never, always] = [leaning(-1), leaning(1)];
  assert.ok(replies.length > 600);
  for (const text of replies) {
    assert.deepEqual(harms(text, rules), harms(text, never));
    assert.deepEqual(harms(text, rules), harms(text, always));
  }
});

test("what it marks helps", () => {
  const always = leaning(1); // once: its program is built anew for every object of rules
  const marked = replies.flatMap((text) => check(text, always)).filter(({ rule }) => rule.startsWith("glass-"));
  assert.ok(marked.length > 100);
  assert.ok(marked.every(({ strength, code }) => strength === "helps" && !HARM.has(code)));
});

test("a kept finding of this layer is told again in today's words", () => {
  const text = "Who else knows about this?";
  const [mark] = check(text, rules);
  assert.equal(mark?.rule, "glass-question-open");
  const kept = { rule: "glass-question-open", code: "QUESTION_OPEN", start: 0, end: 26 } as const;
  assert.deepEqual(retold([kept], rules), [mark]);
});
