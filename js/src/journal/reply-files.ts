// Files that go between a learner and a colleague, read as files from a stranger are: all of it or one sentence.
import type { ReplySheet, SheetMarks } from "../wire.ts";
import { atMost, between, type Check, digest, form, flag, keyed, list, oneOf, record, shown, slug, text, uuid } from "./check.ts";
import { scan } from "./scan.ts";

export const MOST_BYTES = 2_000_000;
const MOST_REPLIES = 48;
const BY_HAND = "Use a file that nobody has changed by hand.";

export type File<T> = { file: T; problems: null } | { file: null; problems: [string] };

const refuse = (problem: string): { file: null; problems: [string] } => ({ file: null, problems: [problem] });

const replyKey = form(/^[0-9a-f]{12}$/, "12 hexadecimal digits");
const some = (each: Check): Check => (value, at, tell) => {
  if (Array.isArray(value) && value.length === 0) tell(at, "is an empty list and should hold a reply");
  else atMost(MOST_REPLIES, list(each))(value, at, tell);
};
const one: Check = (value, at, tell) => {
  if (value !== 1) tell(at, `is ${shown(value)} and should be 1`);
};
const common = { v: one, sheet: uuid, exercise: slug, digest };

/** By format: what it is called, and what must be in it. */
const FORMATS: Record<string, { called: string; check: Check }> = {
  "powerwith-replies": {
    called: "file of replies",
    check: record({ ...common, format: oneOf("powerwith-replies"), replies: some(record({ key: replyKey, prompt: slug, text })) }),
  },
  "powerwith-marks": {
    called: "file of marks",
    check: record({
      ...common,
      format: oneOf("powerwith-marks"),
      rater: uuid,
      settled: between(0, 100),
      replies: some(record({ key: replyKey, marks: keyed(between(0, 3)) }, { deducted: flag })),
    }),
  },
};
const OTHERS: Record<string, string> = { "powerwith-backup": "a backup of a journal" };

/** The replies a colleague is to rate. */
export function readSheet(given: string, name?: string): File<ReplySheet> {
  return readAs<ReplySheet>(given, name, "powerwith-replies");
}

/** The marks that came back. */
export function readMarks(given: string, name?: string): File<SheetMarks> {
  return readAs<SheetMarks>(given, name, "powerwith-marks");
}

/** Either of them. */
export function read(given: string, name?: string): File<ReplySheet | SheetMarks> {
  const isMarks = /"format"\s*:\s*"powerwith-marks"/.test(given);
  return isMarks ? readMarks(given, name) : readSheet(given, name);
}

function readAs<T>(given: string, name = "This file", format: keyof typeof FORMATS): File<T> {
  const { called, check } = FORMATS[format]!;
  const choose = `Choose the ${called}.`;
  if (given.length > MOST_BYTES) return refuse(`${name}: it is larger than 2 MB. ${choose}`);
  const plain = given.replace(/^\ufeff/, "");
  if (plain.trim() === "") return refuse(`${name}: it is empty. ${choose}`);
  const strange = scan(plain);
  if (strange.length > 0) return refuse(`${name}: ${strange[0]} ${BY_HAND}`);
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    return refuse(`${name}: ${/^\s*</.test(plain) ? "it is a web page" : "it is not JSON, or it was cut off"}. ${choose}`);
  }
  const is = whatItIs(value, format);
  if (is) return refuse(`${name}: it is ${is}, and no ${called}. ${choose}`);
  const { v } = value as { v?: unknown };
  if (typeof v === "number" && Number.isSafeInteger(v) && v > 1) {
    return refuse(`${name}: it was made with a newer version of this course (format ${v}). Open the newer version of the course.`);
  }
  const problems: string[] = [];
  check(value, "", (at, says) => problems.push(`${name}, ${at || "it"}: this ${says}. ${BY_HAND}`));
  const [first] = problems;
  return first === undefined ? { file: value as T, problems: null } : refuse(first);
}

/** What it is instead; empty if it says of itself that it is what was wanted. */
function whatItIs(value: unknown, wanted: string): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return shown(value);
  const { format } = value as { format?: unknown };
  if (format === wanted) return "";
  const known = typeof format === "string" && Object.prototype.hasOwnProperty.call(FORMATS, format) ? FORMATS[format] : undefined;
  if (known) return `a ${known.called}`;
  return (typeof format === "string" && OTHERS[format]) || `of the format ${shown(format)}`;
}
