import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const css = readFileSync(join(import.meta.dirname, "../../src/powerwith/static/powerwith.css"), "utf8");

type Tokens = Record<string, string>;

/** The colours in the block that opens after `start`. */
function block(start: string): Tokens {
  const at = css.indexOf(start);
  assert.ok(at >= 0, `powerwith.css has no ${start}`);
  const text = css.slice(at, css.indexOf("}", at));
  return Object.fromEntries(
    [...text.matchAll(/--pw-([a-z-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

const LIGHT = block(":root {");
const DARK = block('html[data-theme="dark"]');
const SYSTEM = block("html:not([data-theme]");

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(tokens: Tokens, a: string, b: string): number {
  const [dark = 0, light = 0] = [a, b]
    .map((name) => luminance(tokens[name] ?? assert.fail(`no --pw-${name}`)))
    .sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["paper", "raised", "sunken"];
const SOFT = ["accent-soft", "warm-soft", "helps-soft", "mixed-soft", "hurts-soft"];
const pairs = (fore: string[], back: string[]) => fore.flatMap((a) => back.map((b) => [a, b] as const));

const TEXT = [
  ...pairs(["ink", "quiet"], [...GROUNDS, ...SOFT]),
  ...pairs(["accent", "warm"], GROUNDS),
  ...pairs(["accent"], SOFT),
  ...["warm", "helps", "mixed", "hurts"].map((tone) => [tone, `${tone}-soft`] as const),
  ["warm-ink", "warm-soft"] as const,
  ["on-accent", "accent"] as const,
  ["on-accent", "accent-deep"] as const,
];
const EDGES = pairs(["edge", "focus"], [...GROUNDS, ...SOFT]);

for (const [name, tokens] of [
  ["light", LIGHT],
  ["dark", DARK],
] as const) {
  for (const [least, list] of [
    [4.5, TEXT],
    [3, EDGES],
  ] as const) {
    test(`${name}: at least ${least}:1`, () => {
      const low = list.map(([a, b]) => ({ a, b, is: contrast(tokens, a, b) })).filter(({ is }) => is < least);
      assert.deepEqual(low, []);
    });
  }
}

test("dark is the same dark whether the page or the system asks for it", () => {
  assert.ok(Object.keys(DARK).length > 15);
  assert.deepEqual(SYSTEM, DARK);
});

test("dark answers every colour of light", () => {
  assert.deepEqual(Object.keys(DARK).sort(), Object.keys(LIGHT).sort());
});
