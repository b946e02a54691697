import assert from "node:assert/strict";
import { test } from "node:test";
import { capital, codes, listed, number, shortened } from "../src/view/words.ts";

test("lists read as a sentence", () => {
  assert.equal(listed([]), "");
  assert.equal(listed(["blame"]), "blame");
  assert.equal(listed(["blame", "a label"]), "blame and a label");
  assert.equal(listed(["blame", "a label", "a threat"]), "blame, a label and a threat");
});

test("a code named twice is said once, in plain words", () => {
  assert.equal(codes(["CONFRONT", "SEEK", "CONFRONT"]), "blame and asking first");
});

test("small numbers are words", () => {
  assert.deepEqual([0, 1, 12, 13].map(number), ["no", "one", "twelve", "13"]);
  assert.equal(capital(number(3)), "Three");
});

test("a long text is shortened at a whole character, a short one stays", () => {
  assert.equal(shortened("  one\n two "), "one two");
  assert.equal(shortened("🙂".repeat(9), 4), "🙂🙂🙂…");
});
