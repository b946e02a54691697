import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { deal, type Hand, hand, numbers, shuffled } from "../src/judge/assign.ts";

interface Vectors {
  numbers: { seed: number; numbers: number[] }[];
  packs: { seed: number; hands: Hand[] }[];
  hands: { seed: number; hand: Hand }[];
}

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/assign.json"), "utf8");
const vectors = JSON.parse(text) as Vectors;

test("the same seed gives the numbers that Python has", () => {
  for (const { seed, numbers: expected } of vectors.numbers) {
    const source = numbers(seed);
    assert.deepEqual(expected.map(() => source()), expected, `seed ${seed}`);
  }
});

test("the same seed deals the packs that Python deals", () => {
  for (const { seed, hands } of vectors.packs) assert.deepEqual(deal(seed, hands.length), hands, `seed ${seed}`);
});

test("the same seed deals one person the hand that Python deals", () => {
  assert.equal(vectors.hands.length, 200);
  for (const { seed, hand: expected } of vectors.hands) assert.deepEqual(hand(seed), expected, `seed ${seed}`);
});

test("everybody reads two cases in each version, and every case once", () => {
  for (const { order, versions } of deal(3, 60)) {
    assert.deepEqual([...versions].sort(), ["a", "a", "b", "b"]);
    assert.deepEqual([...order].sort(), [0, 1, 2, 3]);
  }
});

test("a seed that is no whole number of 32 bits is refused", () => {
  for (const seed of [-1, 0.5, 4_294_967_296, Number.NaN]) assert.throws(() => numbers(seed), /The seed is/);
});

test("shuffling leaves what it was given as it was", () => {
  const given = [1, 2, 3, 4];
  const mixed = shuffled(given, numbers(9));
  assert.deepEqual(given, [1, 2, 3, 4]);
  assert.deepEqual([...mixed].sort(), given);
});
