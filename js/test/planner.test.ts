import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Block, checked, day, isBlank, page, plain } from "../src/judge/planner.ts";
import type { Planner, PlannerResponse } from "../src/wire.ts";

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
