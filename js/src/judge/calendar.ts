/** A calendar file in place of an account: one all-day event for each day on which a skill comes back (RFC 5545). */
import { type Day, GAPS, plus, type Return } from "./schedule.ts";

/** In a calendar that others may see, nothing tells what it is about. */
const TITLE = "Power With: three short exercises";
const LIMIT = 75;

export interface Dates {
  /** Returns still to come; those of one day become one event. */
  returns: readonly Return[];
  labels: ReadonlyMap<string, string>;
  now: Date;
  /** Where Today's three stands, if that is an address others could open. */
  page: string | null;
}

/** The next return of each skill, and those after it if each is practised on its day. */
export function ahead(returns: readonly Return[]): Return[] {
  return returns.flatMap(({ skill, day, nth }) => {
    const from = GAPS[nth - 1] ?? 0;
    return GAPS.slice(nth - 1).map((gap, later) => ({ skill, day: plus(day, gap - from), nth: nth + later }));
  });
}

/** The file. Nothing in it is about the learner but the days. */
export function calendar({ returns, labels, now, page }: Dates): string {
  const days = new Map<Day, string[]>();
  for (const { day, skill } of returns) days.set(day, [...(days.get(day) ?? []), labels.get(skill) ?? skill]);
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Power With//Today's three//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    ...[...days].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([day, skills]) => event(day, skills, stamp, page)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** The same day has the same name in every file, so bringing a newer file in changes events and doubles none. */
function event(day: Day, skills: readonly string[], stamp: string, page: string | null): string[] {
  const plain = (each: Day) => each.replace(/-/g, "");
  return [
    "BEGIN:VEVENT",
    `UID:${plain(day)}@todays-three.power-with`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${plain(day)}`,
    `DTEND;VALUE=DATE:${plain(plus(day, 1))}`,
    `SUMMARY:${escaped(TITLE)}`,
    `DESCRIPTION:${escaped(`Back today: ${skills.join("; ")}.\nOpen Today's three in the course. If the day does not suit, take another.`)}`,
    ...(page ? [`URL:${page}`] : []),
    "TRANSP:TRANSPARENT",
    "CLASS:PRIVATE",
    "END:VEVENT",
  ];
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Lines of at most 75 octets, broken between characters and gone on after a space. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = "";
  let size = 0;
  for (const sign of line) {
    const octets = new TextEncoder().encode(sign).length;
    if (size + octets > LIMIT) {
      parts.push(part);
      part = " ";
      size = 1;
    }
    part += sign;
    size += octets;
  }
  return [...parts, part].join("\r\n");
}
