import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { between, due, ladder, plus, practised, type Practice, progress, returns, three, toAsk } from "../src/judge/schedule.ts";
import type { Entry, Outcome, Response } from "../src/wire.ts";

interface Case extends Practice {
  name: string;
  ladder: unknown;
  returns: unknown;
  due: unknown[];
  three: { exercise: string }[];
  progress: unknown;
}

interface Kept {
  entries: Entry[];
  plans: string[];
  practised: unknown;
  asked: { today: string; ids: string[] }[];
}

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/schedule.json"), "utf8");
const { skills, shelf, cases, kept } = JSON.parse(text) as Pick<Practice, "skills" | "shelf"> & {
  cases: Case[];
  kept: Kept;
};

for (const each of cases) {
  test(`a learner stands where Python says: ${each.name}`, () => {
    const practice = { ...each, skills, shelf };
    assert.deepEqual(ladder(practice), each.ladder);
    assert.deepEqual(returns(practice), each.returns);
    assert.deepEqual(due(practice), each.due);
    assert.deepEqual(three(practice), each.three);
    assert.deepEqual(progress(practice), each.progress);
  });
}

test("the vectors hold somebody with nothing due and somebody with more due than is shown", () => {
  assert.ok(cases.some((each) => each.due.length === 0));
  assert.ok(cases.some((each) => each.due.length === 3));
});

test("what was kept is read as in Python", () => {
  assert.deepEqual(practised(kept.entries), kept.practised);
  for (const { today, ids } of kept.asked) {
    assert.deepEqual(
      toAsk(kept.entries, new Set(kept.plans), today).map(({ id }) => id),
      ids,
    );
  }
});

test("calendar days do not know of clock changes", () => {
  assert.equal(plus("2027-03-27", 1), "2027-03-28");
  assert.equal(plus("2027-03-28", 1), "2027-03-29");
  assert.equal(between("2026-10-24", "2026-10-26"), 2);
  assert.equal(plus("2028-02-28", 2), "2028-03-01");
});

test("an order that an engine likes better changes nothing", () => {
  const [each] = cases.filter(({ name }) => name === "somebody, number 3");
  assert.ok(each);
  const picks = three({ ...each, skills, shelf });
  assert.deepEqual(three({ ...each, skills, shelf: [...shelf] }), picks);
  const response: Response = { kind: "rewrite", text: "" };
  const outcome: Outcome = { codes: [] };
  const entry = (seq: number, id: string): Entry =>
    ({ seq, id, response, outcome, exercise: id, updated: "2026-11-22T23:30:00+13:00" }) as Entry;
  assert.deepEqual(
    practised([entry(2, "b"), entry(1, "c"), entry(2, "a")]).map(({ exercise }) => exercise),
    ["c", "a", "b"],
  );
});
