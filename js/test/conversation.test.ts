import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hears, holds, type Position, spoken, step, turnAt, walk } from "../src/judge/conversation.ts";
import { begin } from "../src/judge/entry.ts";
import { answer, common, response, retrace, trace } from "../src/judge/route.ts";
import { sentence } from "../src/view/conversation/gauges.ts";
import { because } from "../src/view/conversation/turn.ts";
import { said as journalled } from "../src/judge/said.ts";
import type { Code, Conversation, Entry, Payload, Said, ShelfMark, Turn, When } from "../src/wire.ts";

interface Case {
  exercise: Conversation;
  routes: { replies: string[]; positions: (Position & { line: string })[] }[];
  hears: { turn: string; codes: string[]; reply: string | null }[];
  holds: { when: When; position: Position; holds: boolean }[];
}

const CASES = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../tests/vectors/conversations.json"), "utf8"),
) as Case[];

for (const { exercise, routes, hears: heard, holds: conditions } of CASES) {
  test(`${exercise.id} goes where Python says it goes`, () => {
    for (const { replies, positions } of routes) {
      const walked = walk(exercise, replies).map((position) => ({
        ...position,
        line: spoken(exercise, position).line,
      }));
      assert.deepEqual(walked, positions, replies.join(" "));
    }
  });

  test(`${exercise.id} hears what Python hears`, () => {
    for (const { turn, codes, reply } of heard) {
      const found = hears(turnAt(exercise, turn) as Turn, codes);
      assert.equal(found?.reply ?? null, reply, `${turn}: ${codes.join(" ")}`);
    }
  });

  test(`${exercise.id} holds to its conditions as in Python`, () => {
    for (const { when, position, holds: expected } of conditions) {
      assert.equal(holds(when, position), expected, JSON.stringify([when, position]));
    }
  });
}

/** The vectors hold workings alone, so the moves that replies carry are added here. */
const CARRIED: Record<string, Code[]> = {
  "hello-roof": ["QUESTION_OPEN"],
  "what-drip": ["REFLECT"],
  "how-two": ["AFFIRM", "AUTONOMY"],
  "need-hold": ["SEEK"],
  "where-you": ["SEEK"],
};
const LADDER = structuredClone(CASES[0]?.exercise) as Conversation;
for (const { replies } of LADDER.turns) for (const reply of replies) reply.codes = CARRIED[reply.id] ?? [];

function said(...replies: string[]): Said[] {
  const turns = walk(LADDER, replies);
  return replies.map((reply, at) => ({ turn: turns[at]?.at ?? "", reply, by: "chosen", text: "", findings: [] }));
}

const GOOD = ["hello-roof", "what-drip", "how-two", "need-hold", "day-when", "cost-free", "where-you", "last-she"];

test("the vectors hold the made-up conversation first, and every reply of a position leads somewhere", () => {
  assert.equal(LADDER.id, "a-borrowed-ladder");
  for (const { routes } of CASES) assert.ok(routes.some(({ positions }) => positions.length > 7));
});

test("a reply that the turn does not have is refused", () => {
  const [start] = walk(LADDER, []) as [Position];
  assert.throws(() => step(LADDER, start, "last-go"), /has no reply “last-go”/);
});

test("a gauge is held at its ends, and the earlier position stays as it was", () => {
  const [start, next] = walk(LADDER, ["hello-rules"]) as [Position, Position];
  assert.deepEqual(start.state, { trust: 2, say: 0, open: 4 });
  assert.deepEqual(next.state, { trust: 0, say: 0, open: 4 });
});

test("a route is told turn by turn, and knows how it ended", () => {
  const route = retrace(LADDER, said(...GOOD));
  assert.equal(route?.ending?.id, "lent");
  assert.deepEqual(
    route.moments.map(({ turn }) => turn.id),
    ["hello", "what", "how", "need", "day", "cost", "where", "last"],
  );
  assert.equal(route.moments[1]?.heard.line, "what 2");
  assert.equal(retrace(LADDER, [])?.ending, undefined);
});

test("a route that cannot have gone like that is none", () => {
  const [first, second] = said("hello-roof", "what-drip") as [Said, Said];
  assert.equal(retrace(LADDER, [second]), null);
  assert.equal(retrace(LADDER, [{ ...first, turn: "cold" }]), null);
  assert.equal(retrace(LADDER, [{ ...first, reply: "gone" }]), null);
  assert.equal(retrace(LADDER, [...said(...GOOD), first]), null);
});

test("what is kept at the end: where the gauges stand, how it ended, and the moves of the replies, each once", () => {
  const route = retrace(LADDER, said(...GOOD));
  assert.ok(route);
  assert.deepEqual(answer(route), {
    effect: null,
    codes: ["QUESTION_OPEN", "REFLECT", "AFFIRM", "AUTONOMY", "SEEK"],
    findings: [],
    score: null,
    state: { trust: 4, say: 4, open: 4 },
    ending: "lent",
  });
});

test("own words count with the move that was heard in them; where it was not, with the reply that was picked", () => {
  const own = (by: NonNullable<Said["by"]>): Said[] => {
    const turns = said(...GOOD);
    const findings = [
      { rule: "feeling", code: "REFLECT_FEELING", start: 0, end: 3 },
      { rule: "praise", code: "PRAISE_GENERAL", start: 4, end: 6 },
    ] as const;
    turns[1] = { ...(turns[1] as Said), by, text: "You must be tired.", findings: [...findings] };
    return turns;
  };
  const codes = (by: NonNullable<Said["by"]>) => answer(retrace(LADDER, own(by))!).codes;
  assert.ok(codes("heard")?.includes("REFLECT_FEELING"));
  assert.ok(!codes("heard")?.includes("REFLECT"));
  for (const by of ["nearest", "overruled"] as const) {
    assert.ok(codes(by)?.includes("REFLECT"));
    assert.ok(!codes(by)?.includes("REFLECT_FEELING"));
  }
});

test("a gauge tells where it stood and in which turns it rose and fell", () => {
  const route = retrace(LADDER, said("hello-rules", "cold-sorry", "what-cot"));
  assert.ok(route);
  assert.deepEqual(trace(route, "trust"), { values: [2, 0, 2, 2], rose: [2], fell: [1] });
  assert.deepEqual(trace(route, "say"), { values: [0, 0, 0, 0], rose: [], fell: [] });
  assert.deepEqual(trace(retrace(LADDER, [])!, "open"), { values: [4], rose: [], fell: [] });
});

test("two routes have their first turns in common, until a reply or own words differ", () => {
  const one = said(...GOOD);
  assert.equal(common(one, said(...GOOD)), 8);
  assert.equal(common(one, one.slice(0, 3)), 3);
  assert.equal(common(one.slice(0, 3), one), 3);
  assert.equal(common(one, said("hello-rules")), 0);
  const own = one.map((each, at) => (at === 2 ? { ...each, text: "Two roofs!" } : each));
  assert.equal(common(one, own), 2);
});

test("a route is kept with the words that are not said yet", () => {
  const turns = said("hello-roof");
  assert.deepEqual(response(turns, "And"), { kind: "conversation", turns, text: "And" });
  assert.notEqual(response(turns).turns, turns);
});

const MARK = {
  id: LADDER.id,
  title: "A borrowed ladder",
  chapter: "Conversations",
  page: "book/conversations.html",
  digest: "0123456789abcdef",
  words: {
    "hello-roof": "What are you working on?",
    "what-drip": "So it drips where the baby sleeps.",
    "ending-lent": "She takes the ladder, and a hand",
    "gauge-trust": "Trust",
    "gauge-say": "Say in decisions",
  },
} as unknown as ShelfMark;

function entry(turns: Said[], outcome: Entry["outcome"], text = ""): Entry {
  const made = begin({ exercise: LADDER, digest: MARK.digest } as Payload, 1, response(turns, text));
  return { ...made, outcome: outcome ?? null };
}

test("the journal tells a route in words, own words as own, and how it ended", () => {
  const [first, second] = said("hello-roof", "what-drip") as [Said, Said];
  const own: Said = { ...second, by: "heard", text: "On the cot!" };
  const outcome = { state: { trust: 4, say: 1, open: 4 }, ending: "lent" };
  assert.deepEqual(journalled(entry([first, own], outcome), MARK), [
    { name: "You said, turn 1", text: "What are you working on?", isOwn: false },
    { name: "You said, turn 2", text: "On the cot!", isOwn: true },
    { name: "It counted as", text: "So it drips where the baby sleeps.", isOwn: false },
    { name: "How it ended", text: "She takes the ladder, and a hand", isOwn: false },
    { name: "Where it stood then, from 0 to 4", text: "Trust 4, Say in decisions 1 and open 4", isOwn: false },
  ]);
});

test("a route that is still open shows the words not said yet, and no end", () => {
  assert.deepEqual(journalled(entry(said("hello-roof"), null, "Which room"), MARK), [
    { name: "You said, turn 1", text: "What are you working on?", isOwn: false },
    { name: "Not said yet", text: "Which room", isOwn: true },
  ]);
});

test("once the conversation means something else, replies stand for themselves and own words stay", () => {
  const own: Said = { ...(said("hello-roof")[0] as Said), text: "Which roof?" };
  const lines = journalled(entry([own], null), { ...MARK, digest: "fedcba9876543210" });
  assert.deepEqual(
    lines.map(({ text }) => text),
    ["Which roof?", "hello-roof"],
  );
});

test("what was heard is quoted; what may hurt only could be heard so", () => {
  const text = "Why now? What happened, and what else?";
  const open = (start: number, end: number) => ({ rule: "open", code: "QUESTION_OPEN", start, end }) as const;
  assert.equal(because(text, [open(9, 22)]), "I heard an open question in “What happened”");
  assert.equal(
    because(text, [open(9, 22), { rule: "x", code: "SEEK", start: 0, end: 3 }, open(24, 37)]),
    "I heard an open question in “What happened” and “and what else”",
  );
  const blame = { rule: "why", code: "CONFRONT", start: 0, end: 7 } as const;
  assert.equal(because(text, [blame, blame]), "“Why now” could be heard as blame");
});

test("a drawing is told in a sentence", () => {
  const told = (values: number[], rose: number[], fell: number[]) => sentence({ values, rose, fell });
  assert.equal(told([2, 2, 2], [], []), "It stood at 2 of 4 from start to end.");
  assert.equal(told([2, 3, 4], [1, 2], []), "From 2 of 4 at the start to 4 at the end. It rose in turns 1 and 2.");
  assert.equal(
    told([1, 2, 1], [1], [2]),
    "From 1 of 4 at the start to 1 at the end. It rose in turn 1 and fell in turn 2.",
  );
});
