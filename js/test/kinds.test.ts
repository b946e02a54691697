import assert from "node:assert/strict";
import { test } from "node:test";
import * as choice from "../src/judge/choice.ts";
import * as reflection from "../src/judge/reflection.ts";
import * as sort from "../src/judge/sort.ts";
import type { Choice, Option, Reflection, Sort } from "../src/wire.ts";

const CHOICE = {
  kind: "choice",
  options: [
    { text: "We need to get through the form.", effect: "hurts", codes: ["DIRECT"], feedback: "…" },
    { text: "What shall we start with?", effect: "helps", codes: ["QUESTION_OPEN", "SEEK"], feedback: "…" },
  ],
} as Choice;

test("a chosen option gives its effect and its codes", () => {
  const outcome = choice.answer(CHOICE, { kind: "choice", option: "b" });
  assert.deepEqual(outcome, { effect: "helps", codes: ["QUESTION_OPEN", "SEEK"], findings: [], score: null });
});

for (const option of [null, "c", "", "B"]) {
  test(`nothing that can be chosen is no answer: ${option}`, () => {
    assert.equal(choice.answer(CHOICE, { kind: "choice", option }), undefined);
  });
}

const SORT = {
  kind: "sort",
  groups: [
    { id: "opens", label: "Opens" },
    { id: "closes", label: "Closes" },
  ],
  cards: [
    { text: "1", group: "opens", feedback: "…" },
    { text: "2", group: "closes", also: ["opens"], feedback: "…" },
    { text: "3", group: "closes", feedback: "…" },
  ],
} as Sort;

test("a fair case counts as agreeing", () => {
  const outcome = sort.answer(SORT, { kind: "sort", groups: { "1": "opens", "2": "opens", "3": "opens" } });
  assert.deepEqual(outcome?.score, { value: 2, of: 3 });
});

test("agreement is told apart in three ways", () => {
  const [first, second] = SORT.cards;
  assert.equal(sort.agreement(first!, "opens"), "same");
  assert.equal(sort.agreement(second!, "opens"), "fair");
  assert.equal(sort.agreement(first!, "closes"), "other");
});

test("cards without a group, or in one that is not there, are still to be placed", () => {
  const response = { kind: "sort", groups: { "1": "opens", "2": "elsewhere" } } as const;
  assert.deepEqual(sort.unplaced(SORT, response), [1, 2]);
  assert.equal(sort.answer(SORT, response), undefined);
});

const REFLECTION = {
  kind: "reflection",
  questions: [{ label: "What?" }, { label: "So what?" }],
  ending: "if-then",
} as Reflection;

test("questions are numbered from one, and the ending has names", () => {
  assert.deepEqual(
    reflection.questions(REFLECTION).map(({ key }) => key),
    ["1", "2"],
  );
  assert.deepEqual(
    reflection.ending(REFLECTION).map(({ key }) => key),
    ["if", "then"],
  );
  const { ending: _, ...plain } = REFLECTION;
  assert.deepEqual(
    reflection.ending(plain as Reflection).map(({ key }) => key),
    ["insight", "action"],
  );
});

test("spaces alone are nothing written", () => {
  assert.ok(reflection.isBlank({ kind: "reflection", fields: {} }));
  assert.ok(reflection.isBlank({ kind: "reflection", fields: { "1": " \n" } }));
  assert.ok(!reflection.isBlank({ kind: "reflection", fields: { "1": "", action: "Ask first." } }));
});

test("a reflection is never judged", () => {
  assert.deepEqual(reflection.answer(), { effect: null, codes: [], findings: [], score: null });
});

test("feedback names only the moves that explain the effect", () => {
  const option = { text: "x", feedback: "x", codes: ["DIRECT", "SMALL_STEP"] } as unknown as Option;
  assert.deepEqual(choice.telling({ ...option, effect: "hurts" }), ["DIRECT"]);
  assert.deepEqual(choice.telling({ ...option, effect: "helps" }), ["SMALL_STEP"]);
  assert.deepEqual(choice.telling({ ...option, effect: "mixed" }), ["DIRECT", "SMALL_STEP"]);
});
