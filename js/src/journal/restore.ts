// How a backup from anywhere is read, and what bringing it in would change.
import type { Carried, Entry, Handed } from "../wire.ts";
import { check as checkCarried, usable } from "./carried.ts";
import { faults, shown, stamped } from "./check.ts";
import { check as checkHanded, usable as usableHanded } from "./handed.ts";
import { scan } from "./scan.ts";
import { content, whole } from "./whole.ts";

export const MOST_BYTES = 5_000_000;
const MOST_ENTRIES = 5000;
const MOST_PROBLEMS = 20;
const BY_HAND = "Use a backup that nobody has changed by hand.";

export type Read =
  | { entries: Entry[]; carried: Carried[]; handed: Handed[]; problems: [] }
  | { entries: null; problems: string[] };

const refuse = (...problems: string[]): Read => ({ entries: null, problems });

/** All of the entries, or all of the problems in sentences; never some of the entries. */
export function read(text: string, name = "This file"): Read {
  if (text.length > MOST_BYTES) return refuse(`${name}: it is larger than 5 MB. A backup of a journal is much smaller: choose that one.`);
  const plain = text.replace(/^\ufeff/, "");
  if (plain.trim() === "") return refuse(`${name}: it is empty. Choose the file you downloaded from My journal.`);
  const strange = scan(plain);
  if (strange.length > 0) return refuse(...strange.map((says) => `${name}: ${says} ${BY_HAND}`));
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    const looks = /^\s*</.test(plain) ? "it is a web page, not a backup" : "it is not JSON, or it was cut off";
    return refuse(`${name}: ${looks}. Choose the file you downloaded from My journal, and download it again if you can.`);
  }
  return readBackup(value, name);
}

function readBackup(value: unknown, name: string): Read {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(`${name}: it is ${shown(value)}, not a backup. Choose the file you downloaded from My journal.`);
  const { format, v, made, entries, carried = [], handed = [], ...rest } = value as Record<string, unknown>;
  if (format !== "powerwith-backup")
    return refuse(`${name}: its format is ${shown(format)}, not powerwith-backup. Choose the file you downloaded from My journal.`);
  if (typeof v === "number" && Number.isSafeInteger(v) && v > 1)
    return refuse(`${name}: it was made with a newer version of this course (format ${v}). Open the newer version of the course and restore it there.`);
  const problems: string[] = [];
  const tell = (at: string, says: string) => problems.push(`${name}, ${at}: this ${says}. ${BY_HAND}`);
  if (v !== 1) tell("v", `is ${shown(v)} and should be 1`);
  stamped(made, "made", tell);
  for (const field of Object.keys(rest)) tell(shown(field), "is a field that this version does not know");
  if (!Array.isArray(entries)) tell("entries", `is ${shown(entries)} and should be a list`);
  else if (entries.length > MOST_ENTRIES) tell("entries", `holds ${entries.length} entries and may hold ${MOST_ENTRIES}`);
  else readEntries(entries, tell);
  checkCarried(carried, "carried", tell);
  checkHanded(handed, "handed", tell);
  if (problems.length === 0)
    return { entries: (entries as Entry[]).map(whole), carried: usable(carried), handed: usableHanded(handed), problems: [] };
  const more = problems.length - MOST_PROBLEMS;
  return refuse(...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`${name}: ${more} more of this kind. ${BY_HAND}`] : []));
}

function readEntries(entries: unknown[], tell: (at: string, says: string) => void): void {
  const first = new Map<unknown, number>();
  entries.forEach((entry, i) => {
    const id = (entry as Partial<Entry> | null)?.id;
    for (const fault of faults(entry)) tell(`entry ${i + 1}, ${fault.at}`, fault.says);
    if (typeof id !== "string") return;
    if (first.has(id)) tell(`entry ${i + 1}, id`, `is the same as in entry ${first.get(id)}`);
    else first.set(id, i + 1);
  });
}

export interface Placed {
  entry: Entry;
  /** The revision of the record it takes the place of; 0 for a new one. */
  expect: number;
}

export interface Plan {
  puts: Placed[];
  added: number;
  same: number;
  newer: number;
}

/** What a restore would do to what is here. Restoring the same file again does nothing. */
export function plan(incoming: readonly Entry[], here: readonly Entry[], uuid: () => string): Plan {
  const known = new Map(here.map((entry) => [entry.id, entry]));
  const said = new Set(here.map(content));
  const made: Plan = { puts: [], added: 0, same: 0, newer: 0 };
  for (const entry of incoming) {
    const mine = known.get(entry.id);
    if (mine && (mine.rev > entry.rev || said.has(content(entry)))) {
      made.same++;
    } else if (mine && mine.rev < entry.rev) {
      made.newer++;
      made.puts.push({ entry: { ...entry, seq: mine.seq }, expect: mine.rev });
    } else if (mine) {
      made.added++;
      made.puts.push({ entry: { ...entry, id: uuid(), seq: 0 }, expect: 0 });
    } else {
      made.added++;
      made.puts.push({ entry, expect: 0 });
    }
  }
  return made;
}
