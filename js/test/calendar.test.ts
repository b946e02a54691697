import assert from "node:assert/strict";
import { test } from "node:test";
import { ahead, calendar, type Dates } from "../src/judge/calendar.ts";
import type { Return } from "../src/judge/schedule.ts";

const labels = new Map([
  ["ask", "Ask what and how"],
  ["affirm", "Affirm, with care; and \\ without"],
  ["dream", "ÄÖÜ ".repeat(40).trim()],
]);
const now = new Date("2026-11-22T23:30:00+13:00");

function made(returns: Return[], more: Partial<Dates> = {}): string {
  return calendar({ returns, labels, now, page: null, ...more });
}

/** Lines as they were before they were folded. */
function lines(text: string): string[] {
  return text.replace(/\r\n /g, "").split("\r\n");
}

test("the returns of one day are one event, and days stand in order", () => {
  const text = made([
    { skill: "affirm", day: "2026-12-06", nth: 2 },
    { skill: "ask", day: "2026-11-24", nth: 1 },
    { skill: "dream", day: "2026-12-06", nth: 1 },
  ]);
  const starts = lines(text).filter((line) => line.startsWith("DTSTART"));
  assert.deepEqual(starts, ["DTSTART;VALUE=DATE:20261124", "DTSTART;VALUE=DATE:20261206"]);
});

test("an event ends on the next day, over months, years, leap days and clock changes", () => {
  const ends = ["2026-12-31", "2028-02-28", "2028-02-29", "2027-03-28", "2026-10-25"].map((day) =>
    lines(made([{ skill: "ask", day, nth: 1 }])).find((line) => line.startsWith("DTEND")),
  );
  assert.deepEqual(
    ends,
    ["20270101", "20280229", "20280301", "20270329", "20261026"].map((day) => `DTEND;VALUE=DATE:${day}`),
  );
});

test("text is escaped and folded after at most 75 octets, never inside a character", () => {
  const text = made([
    { skill: "affirm", day: "2026-12-06", nth: 2 },
    { skill: "dream", day: "2026-12-06", nth: 1 },
  ]);
  for (const line of text.split("\r\n")) {
    assert.ok(new TextEncoder().encode(line).length <= 75, line);
    assert.ok(!line.includes("\ufffd"));
  }
  assert.ok(text.includes("\r\n "));
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  assert.ok(!text.replace(/\r\n/g, "").includes("\n"));
  const words = lines(text).find((line) => line.startsWith("DESCRIPTION"));
  assert.ok(words?.includes("Affirm\\, with care\\; and \\\\ without\\; ÄÖÜ"), words);
});

test("the stamp is the time of the clock that was given, and the name of a day never changes", () => {
  const some: Return[] = [{ skill: "ask", day: "2026-11-24", nth: 1 }];
  assert.ok(lines(made(some)).includes("DTSTAMP:20261122T103000Z"));
  const uid = (text: string) => lines(text).find((line) => line.startsWith("UID:"));
  assert.equal(uid(made(some)), uid(made(some, { now: new Date("2027-01-01T00:00:00Z") })));
});

test("nothing still to come makes a calendar without events", () => {
  assert.deepEqual(
    lines(made([])).filter((line) => line.includes("VEVENT")),
    [],
  );
});

test("the days after the next one keep their distance from it, up to the fourth", () => {
  assert.deepEqual(ahead([{ skill: "ask", day: "2026-11-24", nth: 1 }]), [
    { skill: "ask", day: "2026-11-24", nth: 1 },
    { skill: "ask", day: "2026-12-06", nth: 2 },
    { skill: "ask", day: "2027-01-06", nth: 3 },
    { skill: "ask", day: "2027-03-22", nth: 4 },
  ]);
  assert.deepEqual(
    ahead([
      { skill: "dream", day: "2026-11-24", nth: 3 },
      { skill: "affirm", day: "2026-11-24", nth: 4 },
    ]).map(({ day }) => day),
    ["2026-11-24", "2027-02-07", "2026-11-24"],
  );
});
