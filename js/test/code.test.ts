import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { merge, read, type Read, SKILLS, write } from "../src/judge/code.ts";
import type { Carried } from "../src/wire.ts";

interface Vectors {
  skills: string[];
  written: { name: string; progress: Carried[]; code: string; read: Read }[];
  typed: { name: string; text: string; read: Read }[];
  merged: { here: Carried[]; brought: Carried[]; both: Carried[] }[];
}

const text = readFileSync(join(import.meta.dirname, "../../tests/vectors/codes.json"), "utf8");
const { skills, written, typed, merged } = JSON.parse(text) as Vectors;

test("skills have the same place as in Python", () => assert.deepEqual(SKILLS, skills));

for (const each of written) {
  test(`a code is written as in Python: ${each.name}`, () => {
    assert.equal(write(each.progress), each.code);
    assert.deepEqual(read(each.code), each.read);
  });
}

for (const each of typed) {
  test(`a code is read as in Python: ${each.name}`, () => assert.deepEqual(read(each.text), each.read));
}

test("two records are put together as in Python", () => {
  assert.ok(merged.length > 5);
  for (const { here, brought, both } of merged) assert.deepEqual(merge(here, brought), both);
});

test("every single slip and every swap of neighbours is caught here too", () => {
  const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let tried = 0;
  for (const { code } of written) {
    const plain = code.replace(/-/g, "").slice(3);
    for (let i = 0; i < plain.length; i++) {
      const swapped = plain.slice(0, i) + plain.slice(i, i + 2).split("").reverse().join("") + plain.slice(i + 2);
      const slips = [...signs].map((sign) => plain.slice(0, i) + sign + plain.slice(i + 1));
      for (const slip of new Set([swapped, ...slips])) {
        if (slip === plain) continue;
        tried++;
        assert.ok(read(`PW1${slip}`).problem, `${slip} for ${plain}`);
      }
    }
  }
  assert.ok(tried > 10_000);
});
