import assert from "node:assert/strict";
import { test } from "node:test";
import * as entry from "../src/judge/entry.ts";
import type { Entry, Payload } from "../src/wire.ts";

const PAYLOAD = { exercise: { id: "the-brown-envelope", kind: "choice" }, digest: "0123456789abcdef" } as Payload;
const nothing = { kind: "choice", option: null, text: "" } as const;

function attempt(number: number, more: Partial<Entry> = {}): Entry {
  return { ...entry.begin(PAYLOAD, number, nothing), ...more };
}

test("an id is a version 4 UUID, and no two are alike", () => {
  const ids = Array.from({ length: 200 }, entry.uuid);
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  assert.equal(new Set(ids).size, ids.length);
});

test("a new attempt is open and knows its exercise", () => {
  const made = attempt(3);
  assert.ok(entry.isOpen(made));
  assert.deepEqual(
    [made.exercise, made.kind, made.attempt, made.digest],
    ["the-brown-envelope", "choice", 3, PAYLOAD.digest],
  );
});

test("closing keeps the id and holds response and outcome", () => {
  const open = attempt(1);
  const closed = entry.close(open, { kind: "choice", option: "b", text: "" }, { effect: "helps" }, "fedcba9876543210");
  assert.equal(closed.id, open.id);
  assert.ok(!entry.isOpen(closed));
  assert.deepEqual(closed.response, { kind: "choice", option: "b", text: "" });
  assert.equal(closed.rules_version, "fedcba9876543210");
});

test("a second word on the same rule replaces the first", () => {
  const once = entry.appeal(attempt(1), { rule: "why-not", reason: "" });
  const twice = entry.appeal(once, { rule: "why-not", reason: "She laughed." });
  const other = entry.appeal(twice, { rule: "must", reason: "" });
  assert.deepEqual(other.appeals, [
    { rule: "why-not", reason: "She laughed." },
    { rule: "must", reason: "" },
  ]);
});

test("the next attempt comes after the highest, in whatever order they came in", () => {
  assert.equal(entry.nextAttempt([]), 1);
  assert.equal(entry.nextAttempt([attempt(4), attempt(2)]), 5);
});

test("what was answered here stands in place of the draft the store had of it", () => {
  const [one, two, three] = [attempt(1), attempt(2), attempt(3)];
  const answered = entry.close(two, nothing, { effect: "helps" });
  assert.deepEqual(entry.merge([two, one], [three, answered]), [one, answered, three]);
});

test("an answer from before the exercise changed is not put back into it", () => {
  const last = attempt(2);
  assert.equal(entry.lastOf([attempt(1), last], PAYLOAD), last);
  assert.equal(entry.lastOf([attempt(2, { digest: "ffffffffffffffff" })], PAYLOAD), undefined);
  assert.equal(entry.lastOf([attempt(2, { response: { kind: "rewrite", text: "" } })], PAYLOAD), undefined);
  assert.equal(entry.lastOf([], PAYLOAD), undefined);
});

test("the limit counts code points, so an emoji is one", () => {
  const emoji = "🙂";
  assert.ok(!entry.isTooLong(emoji.repeat(entry.TEXT_LIMIT)));
  assert.ok(entry.isTooLong(emoji.repeat(entry.TEXT_LIMIT + 1)));
  assert.ok(!entry.isTooLong("a".repeat(entry.TEXT_LIMIT)));
  assert.ok(entry.isTooLong("a".repeat(entry.TEXT_LIMIT + 1)));
});

test("a text over the limit is kept up to the limit, and never cut inside an emoji", () => {
  const kept = entry.keepable("🙂".repeat(entry.TEXT_LIMIT + 5));
  assert.equal(entry.length(kept), entry.TEXT_LIMIT);
  assert.ok(kept.endsWith("🙂"));
  assert.equal(entry.keepable("short"), "short");
});

test("attempts begun before the journal answered are numbered after what it holds", () => {
  const kept = [attempt(1), attempt(2)];
  const [one, two, three] = [attempt(1), attempt(2), attempt(3)];
  assert.deepEqual(
    entry.renumbered(kept, [one, two]).map((each) => [each.id, each.attempt]),
    [
      [one.id, 3],
      [two.id, 4],
    ],
  );
  assert.deepEqual(entry.renumbered(kept, [three]), []);
  assert.deepEqual(entry.renumbered([one], [one]), []);
  assert.deepEqual(entry.renumbered([], []), []);
});
