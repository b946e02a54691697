import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { score, shown, type Ratings, type Read } from "../src/judge/score.ts";
import type { Scale } from "../src/wire.ts";

interface Vectors {
  scales: Scale[];
  shown: [number, number, string][];
  cases: ({ scale: string; name: string; ratings: Ratings } & Read)[];
}

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/scores.json"), "utf8");
const vectors = JSON.parse(text) as Vectors;
const scales = new Map(vectors.scales.map((scale) => [scale.id, scale]));

function named(id: string): Scale {
  const scale = scales.get(id);
  assert.ok(scale, id);
  return scale;
}

for (const { scale, name, ratings, scored, problems } of vectors.cases) {
  test(`ratings come to what they come to in Python: ${scale}, ${name}`, () => {
    assert.deepEqual(score(named(scale), ratings), { scored, problems });
  });
}

test("numbers are shown as in Python, halves to the even digit", () => {
  assert.ok(vectors.shown.length > 200);
  for (const [over, under, expected] of vectors.shown) assert.equal(shown({ over, under }), expected, `${over}/${under}`);
});

test("what JSON cannot hold is no rating either", () => {
  const epsa = named("epsa");
  for (const rating of [NaN, Infinity, -Infinity]) {
    const problems = [`a1: the rating is ${String(rating)}. Use a whole number from 0 to 4.`];
    assert.deepEqual(score(epsa, { a1: rating }), { scored: null, problems });
  }
  assert.equal(score(epsa, { a1: undefined }).scored?.open, 32);
});

test("nothing given is changed", () => {
  const epsa = named("epsa");
  const ratings = Object.freeze(Object.fromEntries(epsa.items.map(({ id }, i) => [id, i % 5])));
  const before = JSON.stringify(epsa);
  score(epsa, ratings);
  assert.equal(JSON.stringify(epsa), before);
});
