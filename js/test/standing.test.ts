import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dated, stand, type Axis, type Known, type Standing } from "../src/judge/standing.ts";
import type { Entry, Replies, Scale } from "../src/wire.ts";

interface Vectors {
  scales: Known<Scale>[];
  axes: Axis[];
  task: Known<Replies>;
  cases: { name: string; scale: string; task: boolean; entries: Entry[]; standing: Standing }[];
}

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/standing.json"), "utf8");
const vectors = JSON.parse(text) as Vectors;

function named(id: string): Known<Scale> {
  const scale = vectors.scales.find(({ exercise }) => exercise.id === id);
  assert.ok(scale, id);
  return scale;
}

/** The axis is the same in every record, so the file of examples holds it once for each scale. */
function lean(value: unknown, axis: Axis): unknown {
  if (Array.isArray(value)) return value.map((each) => lean(each, axis));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name, each]) => {
    if (name === "axis") assert.deepEqual(each, axis);
    return name !== "axis";
  });
  return Object.fromEntries(kept.map(([name, each]) => [name, lean(each, axis)]));
}

for (const { name, scale, task, entries, standing } of vectors.cases) {
  test(`somebody stands where they stand in Python: ${name}`, () => {
    const made = stand(entries, named(scale), task ? vectors.task : null);
    const axis = vectors.axes[vectors.scales.indexOf(named(scale))];
    assert.ok(axis);
    assert.deepEqual(lean(made, axis), standing);
  });
}

test("the examples hold every kind of thing there is to say", () => {
  const all = JSON.stringify(vectors.cases.map(({ standing }) => standing));
  for (const words of [
    "There is no rating here yet", "There is one rating so far", "before the questions changed", "There is no total",
    "All parts that have a mean", "had no answer", "Nobody knows the noise", "more than 0.44", "Up to 0.44 is noise",
    "the same both times", "No part moved by a whole step", "No part has a mean both times", "as you did then",
    "has no total", "as marked by others", "as marked by you", "Looking back, 3 January 2026",
  ]) assert.ok(all.includes(words), words); // prettier-ignore
});

test("nothing given is changed", () => {
  const one = vectors.cases[vectors.cases.length - 1];
  assert.ok(one);
  const before = JSON.stringify(one.entries);
  stand(Object.freeze([...one.entries]), named(one.scale), vectors.task);
  assert.equal(JSON.stringify(one.entries), before);
});

test("a day is told as it stands, whatever the time zone", () => {
  assert.equal(dated("2026-08-03"), "3 August 2026");
  assert.equal(dated("2026-12-31"), "31 December 2026");
});
