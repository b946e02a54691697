import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { canonical } from "../src/judge/canonical.ts";

interface Vectors {
  cases: { name: string; value: unknown; canonical: string }[];
  refused: { name: string; value: unknown }[];
}
const file = join(import.meta.dirname, "../../tests/vectors/canonical.json");
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;

for (const { name, value, canonical: expected } of vectors.cases) {
  test(`canonical: ${name}`, () => assert.equal(canonical(value), expected));
}

for (const { name, value } of vectors.refused) {
  test(`canonical refuses a number that is not whole: ${name}`, () => {
    assert.throws(() => canonical(value), /not a whole number/);
  });
}

test("canonical refuses what a browser cannot hold exactly", () => {
  assert.throws(() => canonical(2 ** 53), /not a whole number/);
  assert.throws(() => canonical(Number.NaN), /not a whole number/);
});

test("canonical refuses what JSON has no word for", () => {
  assert.throws(() => canonical({ a: undefined }), /no place in JSON/);
});
