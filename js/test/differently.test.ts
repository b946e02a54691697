import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, doubts, markedWords, plainly, type Doubt } from "../src/view/journal/differently.ts";
import { said } from "../src/judge/said.ts";
import { told } from "../src/view/journal/entries.ts";
import type { Entry } from "../src/wire.ts";
import { rewrite } from "./journal-world.ts";

/** An answer with marks on the given words, and some of them seen differently. */
function answered(text: string, marks: [string, string][], differently: Record<string, string>): Entry {
  const findings = marks.map(([rule, words]) => {
    const start = Array.from(text.slice(0, text.indexOf(words))).length;
    return { rule, code: "DIRECT" as const, start, end: start + Array.from(words).length };
  });
  const appeals = Object.entries(differently).map(([rule, reason]) => ({ rule, reason }));
  return rewrite(text, { outcome: { effect: null, codes: ["DIRECT"], findings, score: null }, appeals });
}

const doubt: Doubt = { rule: "must", code: "DIRECT", marked: 1, differently: 1, reasons: [] };

test("a rule counts once an answer, and the most doubted comes first", () => {
  const found = doubts([
    answered("You must ring. You must.", [["must", "must ring"], ["must", "must"], ["calm", "You"]], { calm: "She smiled." }),
    answered("You must go.", [["must", "You must"], ["never-doubted", "go"]], { must: "It is the law." }),
    answered("🙂 You must.", [["must", "You must"]], { must: " " }),
    rewrite("No outcome yet."),
  ]);
  assert.deepEqual(found, [
    { rule: "must", code: "DIRECT", marked: 3, differently: 2, reasons: [{ words: "“You must”", reason: "It is the law." }] },
    { rule: "calm", code: "DIRECT", marked: 1, differently: 1, reasons: [{ words: "“You”", reason: "She smiled." }] },
  ]);
});

test("nothing is listed where nothing was seen differently", () => {
  assert.deepEqual(doubts([answered("You must.", [["must", "must"]], {})]), []);
});

test("the words are counted in whole characters and joined as in a sentence", () => {
  const entry = answered("🙂 Calm down. You must ring.", [["must", "Calm down"], ["must", "must ring"]], {});
  assert.equal(markedWords(entry, "must"), "“Calm down” and “must ring”");
  assert.equal(markedWords(entry, "other"), "");
});

test("a rule speaks in plain words, also when it is no longer there", () => {
  assert.equal(plainly(doubt, { must: "could be heard as an order." }), "Words that could be heard as an order");
  assert.equal(plainly(doubt, {}), "An order");
  assert.equal(plainly({ ...doubt, code: null }, {}), "A rule that is no longer there");
});

for (const [marked, differently, says] of [
  [1, 1, "Marked in one answer. You saw it differently there."],
  [3, 1, "Marked in three answers. You saw it differently in one of them."],
  [2, 2, "Marked in two answers. You saw it differently in both of them."],
  [3, 3, "Marked in three answers. You saw it differently in all of them."],
  [0, 1, "You saw it differently in one answer."],
  [1, 14, "You saw it differently in 14 answers."],
] as const) {
  test(`${differently} of ${marked} reads as a sentence`, () => {
    assert.equal(counted({ ...doubt, marked, differently }), says);
  });
}

test("each answer in the journal names the words that were seen differently", () => {
  const entry = answered("You must ring.", [["must", "must ring"]], { must: "It is the law.", gone: "" });
  assert.deepEqual(
    told(entry).slice(-2).map(({ name, text }) => [name, text]),
    [["You saw “must ring” differently", "It is the law."], ["You saw one mark differently", ""]],
  );
  assert.equal(said(entry, null)[0]?.text, "You must ring.");
});
