import assert from "node:assert/strict";
import { test } from "node:test";
import { inTheirWord } from "../src/judge/person.ts";

const user = { id: "service-user", one: "service user", many: "service users" };
const adult = { id: "adult", one: "adult", many: "adults" };

for (const [ours, theirs] of [
  ["the person", "the service user"],
  ["a person", "a service user"],
  ["A person", "A service user"],
  ["people", "service users"],
  ["People", "Service users"],
  ["the person’s", "the service user’s"],
  ["people's", "service users'"],
  ["each person", "each service user"],
  ["persons", "persons"],
  ["somebody", "somebody"],
]) {
  test(`“${ours}” becomes “${theirs}”`, () => assert.equal(inTheirWord(ours!, user), theirs));
}

test("the article goes with the sound", () => assert.equal(inTheirWord("a person", adult), "an adult"));
