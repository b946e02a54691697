import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answer, finished, isLower, means, open, suggestion } from "../src/judge/scale.ts";
import { score } from "../src/judge/score.ts";
import { rated } from "../src/view/journal/entries.ts";
import type { Entry, Scale, ShelfMark } from "../src/wire.ts";

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/scores.json"), "utf8");
const EPSA = (JSON.parse(text) as { scales: Scale[] }).scales.find(({ id }) => id === "epsa")!;
const DAY = 86_400_000;

type Ratings = Record<string, number | null>;

/** Every item worth so much once the reversed ones are turned round. */
function worth(value: number): Ratings {
  return Object.fromEntries(EPSA.items.map(({ id, reverse }) => [id, reverse ? 4 - value : value]));
}

function rating(attempt: number, ratings: Ratings, changes: Partial<Entry> = {}, about: "now" | "then" = "now"): Entry {
  const response = { kind: "scale", about, ratings, fields: {} } as const;
  const entry = { id: `id-${attempt}`, attempt, kind: "scale", digest: "d", phase: "none", updated: "2026-03-01T09:00:00Z", response };
  return { ...entry, outcome: answer(EPSA, response), ...changes } as unknown as Entry;
}

test("what is open is found by its place, and what did not come up is not open", () => {
  assert.deepEqual(open(EPSA, { kind: "scale", ratings: {} }).length, 32);
  const all = worth(2);
  delete all["a1"];
  all["c3"] = null;
  const places = open(EPSA, { kind: "scale", ratings: all });
  assert.deepEqual(places.map((place) => EPSA.items[place]?.id), ["a1"]);
});

test("nothing given comes to nothing, and only skips come to no total", () => {
  assert.equal(answer(EPSA, { kind: "scale", ratings: {} }), null);
  const skipped = answer(EPSA, { kind: "scale", ratings: { a1: null } });
  assert.equal(skipped?.scored?.skipped, 1);
  assert.equal(skipped?.scored?.total, null);
});

test("what it comes to is what the score says, and nothing is judged", () => {
  const outcome = answer(EPSA, { kind: "scale", ratings: worth(3) });
  assert.deepEqual(outcome, { effect: null, codes: [], findings: [], score: null, scored: score(EPSA, worth(3)).scored });
});

test("a look back and an open rating are no rating of now", () => {
  const entries = [rating(1, worth(2)), rating(2, worth(2), {}, "then"), rating(3, { a1: 2 }, { outcome: null })];
  assert.deepEqual(finished(entries).map(({ attempt }) => attempt), [1]);
});

const lower: [string, Entry[], Entry, boolean][] = [
  ["than the one before", [rating(1, worth(3))], rating(2, worth(2)), true],
  ["than the first before the course", [rating(1, worth(3), { phase: "before" }), rating(2, worth(1))], rating(3, worth(2)), true],
  ["not the first", [], rating(1, worth(0)), false],
  ["not when equal", [rating(1, worth(2))], rating(2, worth(2)), false],
  ["not when higher", [rating(1, worth(1))], rating(2, worth(2)), false],
  ["not beside one that comes later", [rating(2, worth(3))], rating(1, worth(2)), false],
  ["not beside other questions", [rating(1, worth(3), { digest: "other" })], rating(2, worth(2)), false],
  ["not beside a look back", [rating(1, worth(3), {}, "then")], rating(2, worth(2)), false],
  ["not as a look back", [rating(1, worth(3))], rating(2, worth(2), {}, "then"), false],
  ["not without a total", [rating(1, worth(3))], rating(2, { a1: 0, b1: 0 }), false],
  ["past one without a total", [rating(1, worth(3)), rating(2, { a1: 0 })], rating(3, worth(2)), true],
];

for (const [how, before, entry, expected] of lower) {
  test(`a total is lower: ${how}`, () => assert.equal(isLower(entry, [...before, entry]), expected));
}

test("a total that looks equal when rounded can still be lower", () => {
  const [a, b] = [worth(2), worth(2)];
  b["a1"] = 1;
  const [first, second] = [rating(1, a), rating(2, b)];
  assert.equal(first.outcome?.scored?.total?.shown, second.outcome?.scored?.total?.shown);
  assert.ok(isLower(second, [first, second]));
});

const day = (stamp: string) => stamp.slice(0, 10);
const at = (phase: NonNullable<Entry["phase"]>) => rating(1, worth(2), { phase });
const start = Date.parse("2026-03-01T09:00:00Z");
const suggested: [string, Entry[], number, RegExp][] = [
  ["nothing yet", [], start, /No rating is kept here yet\..*“Before the course” fits/],
  ["some rating", [at("none")], start, /^You rated yourself on 2026-03-01\. .*“Before the course” fits/],
  ["before", [at("before")], start, /^You rated yourself before the course, on 2026-03-01\. .*“At its end” fits/],
  ["just after", [at("before"), at("after")], start + 55 * DAY, /end of the course, on 2026-03-01\. .*fits once eight weeks have gone by/],
  ["long after", [at("after")], start + 56 * DAY, /“Some weeks later” fits now\./],
  ["all of them", [at("before"), at("after"), at("later")], start, /^You last rated yourself some weeks after the course/],
  ["only begun", [rating(1, { a1: 1 }, { phase: "before", outcome: null })], start, /^No rating is kept here yet/],
];

for (const [what, entries, now, expected] of suggested) {
  test(`what may fit is said, not chosen: ${what}`, () => assert.match(suggestion(entries, now, day), expected));
}

test("means stand in the order of the scale, with a gap where there is none", () => {
  const { scored } = score(EPSA, { ...worth(3), a1: null, a2: null });
  const found = means(EPSA, scored!);
  assert.deepEqual(found.map(({ label }) => label), EPSA.subscales.map(({ label }) => label));
  assert.deepEqual(found.map(({ mean }) => mean?.shown ?? null), [null, ...Array(7).fill("3.0")]);
});

const WORDS = { status: "Not for appraisal.", skip: "Not up", "answer-0": "None", "answer-1": "Some", "answer-2": "All", a1: "I asked.", b1: "I told.", c3: "I was late." };
const MARK = { id: "epsa", digest: "d", words: WORDS } as unknown as ShelfMark;

test("a journal says item by item what was answered, from most to least, and what the score is not", () => {
  const said = rated(rating(1, { a1: 2, c3: 2, b1: null }), MARK).map(({ name, text }) => `${name}: ${text}`);
  assert.deepEqual(said, ["All: I asked; I was late.", "Not up: I told.", "Please note: Not for appraisal."]);
});

test("an item that is open is not listed as one that did not come up", () => {
  const said = rated(rating(1, { a1: 0 }, { outcome: null }), MARK).map(({ name, text }) => `${name}: ${text}`);
  assert.deepEqual(said, ["None: I asked."]);
  assert.deepEqual(rated(rating(1, { a1: 0 }), null), []);
});
