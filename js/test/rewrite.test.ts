import assert from "node:assert/strict";
import { test } from "node:test";
import type { CoachRules } from "../src/judge/coach.ts";
import { stretches } from "../src/judge/marks.ts";
import { retold, takeOver } from "../src/judge/reader.ts";
import { answer, carried, change, type Found, lookedFor, words } from "../src/judge/rewrite.ts";
import type { MarkCode, Rewrite } from "../src/wire.ts";

function found(rule: string, code: MarkCode, start: number, end: number): Found {
  const strength = rule.startsWith("good") ? "helps" : rule.startsWith("ask") ? "notice" : "heard";
  return { rule, code, start, end, strength, says: "do something.", why: "Because.", offers: [], asks: "" };
}

const EXERCISE = {
  kind: "rewrite",
  carries: ["CONFRONT", "DIRECT"],
  look_for: ["REFLECT", "QUESTION_OPEN"],
} as Rewrite;

test("the outcome names each code once and keeps where the words stand", () => {
  const outcome = answer([found("a", "DIRECT", 0, 3), found("b", "DIRECT", 5, 8)]);
  assert.deepEqual(outcome.codes, ["DIRECT"]);
  assert.deepEqual(outcome.findings?.[1], { rule: "b", code: "DIRECT", start: 5, end: 8 });
  assert.equal(outcome.effect, null);
});

test("a notice is kept with the findings and counted nowhere", () => {
  const outcome = answer([found("ask-act", "PRAISE_GENERAL", 0, 9), found("must", "DIRECT", 10, 14)]);
  assert.deepEqual(outcome.codes, ["DIRECT"]);
  assert.deepEqual(
    outcome.findings?.map(({ code }) => code),
    ["PRAISE_GENERAL", "DIRECT"],
  );
});

test("marked words are counted in code points", () => {
  assert.equal(words("🙂🙂 why not?", { start: 3, end: 6 }), "why");
});

test("what the line carried is gone or still there", () => {
  assert.deepEqual(carried(EXERCISE, [{ code: "DIRECT" }]), { gone: ["CONFRONT"], still: ["DIRECT"] });
});

test("only moves that were looked for and found are named", () => {
  assert.deepEqual(lookedFor(EXERCISE, [{ code: "QUESTION_OPEN" }, { code: "AFFIRM" }]), ["QUESTION_OPEN"]);
});

test("between two versions each mark is gone, new or still there", () => {
  const before = { text: "", found: [found("why", "CONFRONT", 0, 3), found("must", "DIRECT", 9, 12)] };
  const after = { text: "", found: [found("must", "DIRECT", 0, 4), found("good-ask", "QUESTION_OPEN", 5, 9)] };
  const made = change(before, after);
  const rules = (list: Found[]) => list.map(({ rule }) => rule);
  assert.deepEqual([rules(made.gone), rules(made.still), rules(made.fresh)], [["why"], ["must"], ["good-ask"]]);
});

test("kept findings get the words of today's rules, what helps first and questions last, and lost rules are left out", () => {
  const rules = {
    rules: [
      { id: "must", code: "DIRECT", strength: "heard", lines: [] },
      { id: "good-ask", code: "QUESTION_OPEN", strength: "helps", lines: [] },
      { id: "ask-act", code: "PRAISE_GENERAL", strength: "notice", lines: [] },
    ],
    texts: [
      ["do this.", "So.", "Could you?", "Would you?"],
      ["do that.", "So."],
      ["praise.", "So.", "What did they do?"],
    ],
    glass: { marks: {} },
  } as unknown as CoachRules;
  const kept = [
    { rule: "ask-act", code: "PRAISE_GENERAL", start: 0, end: 1 },
    { rule: "must", code: "DIRECT", start: 0, end: 4 },
    { rule: "gone", code: "WARN", start: 2, end: 4 },
    { rule: "good-ask", code: "QUESTION_OPEN", start: 5, end: 9 },
  ] as const;
  const told = retold(kept, rules);
  assert.deepEqual(
    told.map((each) => each.rule),
    ["good-ask", "must", "ask-act"],
  );
  assert.deepEqual(told[1]?.offers, ["Could you?", "Would you?"]);
  assert.deepEqual([told[1]?.asks, told[2]?.offers, told[2]?.asks], ["", [], "What did they do?"]);
});

test("marks that touch, overlap and reach past the end still give the whole text once", () => {
  const text = "🙂 You must try.";
  const spans = [
    { start: 2, end: 10 },
    { start: 6, end: 14 },
    { start: 14, end: 99 },
  ];
  const parts = stretches(text, spans);
  assert.equal(parts.map((part) => part.text).join(""), text);
  assert.deepEqual(
    parts.map((part) => part.covers),
    [[], [0], [0, 1], [1], [2]],
  );
  for (const index of [0, 1, 2]) {
    assert.equal(parts.filter((part) => part.begins.includes(index)).length, 1, `mark ${index} begins once`);
    assert.equal(parts.filter((part) => part.ends.includes(index)).length, 1, `mark ${index} ends once`);
  }
});

test("a mark with nothing in it is not drawn", () => {
  const parts = stretches("word", [
    { start: 2, end: 2 },
    { start: 9, end: 12 },
  ]);
  assert.deepEqual(
    parts.flatMap((part) => [...part.begins, ...part.ends, ...part.covers]),
    [],
  );
});

test("an offer takes the place of the sentence with the mark, and of nothing else", () => {
  const text = "🙂 I see. Why didn't you ring? Sit down.";
  const offer = "What got in the way? $& $1";
  assert.equal(takeOver(text, text, { start: 9 }, offer), `🙂 I see. ${offer} Sit down.`);
});

test("an offer stands at the end when the marked sentence has been changed since", () => {
  assert.equal(takeOver("Come in. ", "Why didn't you ring?", { start: 0 }, "What happened?"), "Come in. What happened?");
  assert.equal(takeOver("", "Why didn't you ring?", { start: 0 }, "What happened?"), "What happened?");
});
