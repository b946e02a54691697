import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gather, html, markdown, page, reviewed, texts } from "../src/judge/portfolio.ts";
import type { Bodies, Entry, ShelfMark, SkillName } from "../src/wire.ts";

interface Case {
  name: string;
  body: string;
  entries: number[];
  headings: Record<string, string>;
  changed?: Record<string, string>;
  kept?: string;
  gathered: unknown;
  texts: unknown;
  reviewed: unknown;
  page: unknown;
  html: string;
  markdown: string;
}

const file = readFileSync(join(import.meta.dirname, "../../tests/vectors/portfolios.json"), "utf8");
const { bodies, skills, shelf, entries, cases } = JSON.parse(file) as {
  bodies: Bodies;
  skills: SkillName[];
  shelf: ShelfMark[];
  entries: Entry[];
  cases: Case[];
};

for (const each of cases) {
  test(`a portfolio is made as in Python: ${each.name}`, () => {
    const body = bodies.bodies.find(({ id }) => id === each.body);
    assert.ok(body);
    const chosen = each.entries.map((i) => entries[i] as Entry).reverse();
    const headings = new Map(Object.entries(each.headings));
    const made = gather(chosen, { shelf, skills }, { bodies, body, made: "2026-11-22", headings });
    assert.deepEqual(made, each.gathered);
    assert.deepEqual(texts(made), each.texts);
    const done = reviewed(made, new Map(Object.entries(each.changed ?? {})), each.kept ?? "");
    assert.deepEqual(done, each.reviewed);
    assert.deepEqual(page(done, bodies, body), each.page);
    assert.equal(html(done, bodies, body), each.html);
    assert.equal(markdown(done, bodies, body), each.markdown);
  });
}

test("the vectors hold every kind of entry and every kind of block", () => {
  const all = cases.find(({ name }) => name === "everything, plain");
  const blocks = new Set((all?.page as { block: string }[]).map(({ block }) => block));
  assert.deepEqual(blocks, new Set(["heading", "note", "said", "table", "room"]));
  assert.equal(new Set(entries.map(({ kind }) => kind)).size, 10);
});

test("words that look like a pattern stand for themselves", () => {
  const body = bodies.bodies[0];
  assert.ok(body);
  const made = reviewed(gather([], { shelf, skills }, { bodies, body, made: "2026-11-22" }), new Map(), "$& and $1");
  assert.match(markdown(made, bodies, body), /on purpose: \\\$\\& and \\\$1/);
});
