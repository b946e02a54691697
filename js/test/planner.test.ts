import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Block, checked, day, isBlank, page, plain } from "../src/judge/planner.ts";
import { said } from "../src/judge/said.ts";
import type { Entry, Planner, PlannerResponse, ShelfMark } from "../src/wire.ts";

interface Case {
  name: string;
  response: PlannerResponse;
  blank: boolean;
  checked: unknown;
  page: Block[];
  plain: string;
}

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/planners.json"), "utf8");
const { planner, cases } = JSON.parse(text) as { planner: Planner; cases: Case[] };

for (const each of cases) {
  test(`a page is made as in Python: ${each.name}`, () => {
    assert.deepEqual(checked(planner, each.response), each.checked);
    assert.deepEqual(page(planner, each.response), each.page);
    assert.equal(plain(planner, each.response), each.plain);
    assert.equal(isBlank(each.response), each.blank);
  });
}

test("the vectors hold every kind of block and every drawing", () => {
  const blocks = cases.flatMap((each) => each.page);
  assert.deepEqual(new Set(blocks.map(({ block }) => block)), new Set(["heading", "text", "list", "table", "drawing"]));
  const drawn = blocks.flatMap((block) => (block.block === "drawing" ? block.drawing : []));
  assert.deepEqual(new Set(drawn), new Set(["web", "rings", "overlap", "chain", "arc", "fade"]));
});

test("a response without rows is a response", () => {
  assert.deepEqual(page(planner, { kind: "planner", fields: {} }), []);
});

test("a day has its name, and what is no day stays", () => {
  assert.equal(day("2026-11-22"), "Sunday 22 November 2026");
  assert.equal(day("2026-02-29"), "2026-02-29");
});

test("My journal tells a plan in the order of its form, with days in words", () => {
  const words = { task: "Which task?", steps: "Steps", day: "Which day?", "steps-what": "What?", "steps-on": "When?" };
  const mark = { id: "x", digest: "0".repeat(16), words } as unknown as ShelfMark;
  const response: PlannerResponse = {
    kind: "planner",
    fields: { day: "2026-11-24", task: "the letter" },
    rows: { steps: [{ on: "soon", what: "open it" }, {}, { what: "read it" }] },
  };
  const entry = { exercise: "x", digest: mark.digest, kind: "planner", response } as unknown as Entry;
  assert.deepEqual(said(entry, mark).map(({ name, text }) => `${name} ${text}`), [
    "Which task? the letter",
    "What? (1) open it",
    "When? (1) soon",
    "What? (3) read it",
    "Which day? Tuesday 24 November 2026",
  ]);
  assert.deepEqual(said(entry, null).map(({ name }) => name), ["day", "on (1)", "what (1)", "what (3)", "task"]);
});
