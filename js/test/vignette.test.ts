import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../src/judge/assign.ts";
import { begun, empty, fits, open, pieces, resumed, titles, told } from "../src/judge/vignette.ts";
import type { Vignette, VignetteCase } from "../src/wire.ts";

const case_ = (id: string) => ({
  id,
  title: `The ${id}`,
  text: "[1] at first. Then she [2].",
  phrases: [{ a: "She came", b: "She turned up" }, { a: "declined", b: "refused" }],
});

const PACK = {
  kind: "vignette",
  pack: "notes",
  version: 3,
  cases: ["bus", "tin", "shop", "gate"].map(case_),
  outcomes: [{ id: "warm", asks: "Warm?", low: "no", high: "yes", short: "Warmth" }],
  steps: [{ id: "shared", label: "Together" }],
} as unknown as Vignette;

const answered: VignetteCase = { version: "a", ratings: { warm: 0 }, step: "shared" };

test("both versions have the same words outside the places where they differ", () => {
  const [bus] = PACK.cases;
  assert.equal(told(bus, "a"), "She came at first. Then she declined.");
  assert.equal(told(bus, "b"), "She turned up at first. Then she refused.");
  const rest = (version: "a" | "b") => pieces(bus, version).filter(({ differs }) => !differs);
  assert.deepEqual(rest("a"), rest("b"));
  assert.deepEqual(pieces(bus, "b").filter(({ differs }) => differs).map(({ text }) => text), ["She turned up", "refused"]);
});

test("whoever takes part begins with what the seed deals, and with no answer", () => {
  for (const seed of [0, 1, 2026, 4_294_967_295]) {
    const given = begun(PACK, seed);
    const { order, versions } = hand(seed);
    assert.deepEqual(given.order, order.map((place) => PACK.cases[place]?.id));
    assert.deepEqual(PACK.cases.map(({ id }) => given.cases[id]?.version), versions);
    assert.equal(given.seed, seed);
    assert.ok(fits(PACK, given));
    assert.ok(Object.values(given.cases).every((each) => Object.keys(each).length === 1));
  }
});

test("a rating of nought is an answer, and a case left out asks for nothing", () => {
  assert.deepEqual(open(PACK, { version: "a" }), ["warm", "step"]);
  assert.deepEqual(open(PACK, { version: "a", ratings: { warm: 0 } }), ["step"]);
  assert.deepEqual(open(PACK, answered), []);
  assert.deepEqual(open(PACK, { version: "b", skipped: true }), []);
});

test("one goes on at the first case that is open, in the order in which they were dealt", () => {
  const given = begun(PACK, 5);
  const [first = "", second = ""] = given.order;
  assert.equal(resumed(PACK, given), 0);
  const some = { ...given, cases: { ...given.cases, [first]: answered, [second]: { version: "b" as const, skipped: true } } };
  assert.equal(resumed(PACK, some), 2);
  const all = { ...given, cases: Object.fromEntries(given.order.map((id) => [id, answered])) };
  assert.equal(resumed(PACK, all), 3);
});

test("answers to other cases do not fit", () => {
  const given = begun(PACK, 5);
  assert.ok(!fits(PACK, { ...given, order: ["bus", "tin", "shop", "yard"] }));
  assert.ok(!fits(PACK, { ...given, cases: {} }));
});

test("nothing stays of what was withdrawn", () => {
  assert.deepEqual(empty(PACK, "withdrawn"), { kind: "vignette", pack: "notes", version: 3, part: "withdrawn", seed: 0, order: [], cases: {} });
});

test("afterwards two titles stand under each version", () => {
  const given = begun(PACK, 11);
  assert.deepEqual([titles(PACK, given, "a").length, titles(PACK, given, "b").length], [2, 2]);
  assert.deepEqual(titles(PACK, empty(PACK, "read"), "a"), []);
});
