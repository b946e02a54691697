// Does a value fit the published format of an entry? The same limits as the model in Python, told in words.
import { length, TEXT_LIMIT } from "../judge/entry.ts";
import type { Entry } from "../wire.ts";

/** Where in the record, and what is the case there. */
export interface Fault {
  at: string;
  says: string;
}

export type Tell = (at: string, says: string) => void;
export type Check = (value: unknown, at: string, tell: Tell) => void;
type Fields = Record<string, Check>;

const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const KEY = /^[a-z0-9-]{1,48}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DIGEST = /^[0-9a-f]{16}$/;
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;
const HARM = "CONFRONT DIRECT PERSUADE WARN MINIMISE POWER LABEL PATRONISE BUT_CANCEL";
const HELP =
  "AFFIRM AUTONOMY SEEK REFLECT REFLECT_FEELING QUESTION_OPEN QUESTION_CLOSED GIVE_INFO PERSUADE_PERM SMALL_STEP SHARE_POWER SUPPORT";
const NOTICE = "PRAISE_GENERAL PRAISE_INFLATED ASSUME SHRINK SCORE CONTEXT_BLIND NAME_CONTEXT DREAM";

/** What stands there, short enough to read and safe to show. */
export function shown(value: unknown): string {
  if (value === null) return "empty (null)";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of fields";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  const plain = text.replace(/[\p{C}]/gu, "\ufffd");
  return plain.length > 40 ? `${Array.from(plain).slice(0, 40).join("")}…` : plain;
}

export const fits =
  (holds: (value: unknown) => boolean, what: string): Check =>
  (value, at, tell) => {
    if (!holds(value)) tell(at, `is ${shown(value)} and should be ${what}`);
  };

export const form = (pattern: RegExp, what: string, most = 80): Check =>
  fits((value) => typeof value === "string" && value.length <= most && pattern.test(value), what);

export const oneOf = (words: string): Check =>
  fits((value) => typeof value === "string" && words.split(" ").includes(value), `one of ${words.replace(/ /g, ", ")}`);

export const whole = (least: number): Check =>
  fits((value) => Number.isSafeInteger(value) && Number(value) >= least, `a whole number from ${least} up`);

export const between = (least: number, most: number): Check =>
  fits(
    (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
    `a whole number from ${least} to ${most}`,
  );

export const orNull =
  (check: Check): Check =>
  (value, at, tell) => {
    if (value !== null) check(value, at, tell);
  };

export const text: Check = (value, at, tell) => {
  if (typeof value !== "string") tell(at, `is ${shown(value)} and should be text`);
  else if (value.length > TEXT_LIMIT && length(value) > TEXT_LIMIT)
    tell(at, `is ${length(value)} characters long and may be ${TEXT_LIMIT}`);
};

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const list =
  (check: Check): Check =>
  (value, at, tell) => {
    if (!Array.isArray(value)) tell(at, `is ${shown(value)} and should be a list`);
    else value.forEach((each, i) => check(each, `${at}[${i}]`, tell));
  };

export const atMost =
  (most: number, check: Check): Check =>
  (value, at, tell) => {
    if (Array.isArray(value) && value.length > most) tell(at, `has ${value.length} items and may have ${most}`);
    else check(value, at, tell);
  };

export const keyed =
  (check: Check): Check =>
  (value, at, tell) => {
    if (!isFields(value)) return tell(at, `is ${shown(value)} and should be a group of fields`);
    for (const [key, each] of Object.entries(value)) {
      if (KEY.test(key)) check(each, `${at}.${key}`, tell);
      else tell(at, `has a field named ${shown(key)}, and names there are small letters, digits and hyphens`);
    }
  };

const has = (value: object, name: string) => Object.prototype.hasOwnProperty.call(value, name);

/** Fields in `needed` must be there, those in `may` need not, others are refused. */
export const record =
  (needed: Fields, may: Fields = {}): Check =>
  (value, at, tell) => {
    if (!isFields(value)) return tell(at, `is ${shown(value)} and should be a group of fields`);
    const place = (name: string) => (at === "" ? name : `${at}.${name}`);
    for (const name of Object.keys(needed)) if (!has(value, name)) tell(place(name), "is missing");
    for (const [name, each] of Object.entries(value)) {
      const check = has(needed, name) ? needed[name] : has(may, name) ? may[name] : undefined;
      if (check) check(each, place(name), tell);
      else tell(at || "it", `has a field named ${shown(name)} that this version does not know`);
    }
  };

export const slug = form(SLUG, "a name in small letters, digits and hyphens", 48);
const key = form(KEY, "up to 48 small letters, digits and hyphens");
export const digest = form(DIGEST, "16 hexadecimal digits");
const code = oneOf(`${HARM} ${HELP}`);
const markCode = oneOf(`${HARM} ${HELP} ${NOTICE}`);
export const uuid = form(UUID, "a UUID of version 4");
export const flag = fits((value) => typeof value === "boolean", "true or false");

/** A date with its offset, and one that a calendar knows. */
export const stamped = fits(
  (value) => typeof value === "string" && STAMP.test(value) && !Number.isNaN(Date.parse(value)),
  "a date and time with its offset, such as 2026-03-01T09:30:00Z",
);

const findings = list(record({ rule: slug, code: markCode, start: whole(0), end: whole(0) }));
const said = record({ turn: slug, reply: slug }, { by: oneOf("chosen heard nearest overruled"), text, findings });

const RESPONSES: Fields = {
  choice: record({ kind: oneOf("choice"), option: orNull(key) }, { text }),
  rewrite: record({ kind: oneOf("rewrite"), text }),
  sort: record({ kind: oneOf("sort"), groups: keyed(key) }),
  reflection: record({ kind: oneOf("reflection"), fields: keyed(text) }, { skipped: flag }),
  conversation: record({ kind: oneOf("conversation"), turns: atMost(200, list(said)) }, { text }),
  planner: record({ kind: oneOf("planner"), fields: keyed(text) }, { rows: keyed(atMost(12, list(keyed(text)))) }),
  scale: record(
    { kind: oneOf("scale"), ratings: keyed(orNull(between(0, 8))) },
    { about: oneOf("now then"), fields: keyed(text) },
  ),
  replies: record({ kind: oneOf("replies"), form: key, texts: keyed(text) }, { timed: flag }),
  marks: record(
    {
      kind: oneOf("marks"),
      by: oneOf("self peer"),
      replies: keyed(record({ marks: keyed(between(0, 3)) }, { deducted: flag })),
    },
    { rater: orNull(uuid) },
  ),
  vignette: record(
    {
      kind: oneOf("vignette"),
      pack: slug,
      version: between(1, 999),
      seed: between(0, 4_294_967_295),
      order: atMost(4, list(key)),
      cases: keyed(
        record({ version: oneOf("a b") }, { skipped: flag, ratings: keyed(between(0, 10)), step: orNull(key), text }),
      ),
    },
    { part: oneOf("taken read withdrawn") },
  ),
};

const kind = oneOf(Object.keys(RESPONSES).join(" "));

const response: Check = (value, at, tell) => {
  const named = isFields(value) ? value.kind : undefined;
  if (typeof named === "string" && has(RESPONSES, named)) RESPONSES[named]!(value, at, tell);
  else if (isFields(value)) kind(named ?? null, `${at}.kind`, tell);
  else tell(at, `is ${shown(value)} and should be a group of fields`);
};

const mean = orNull(
  record({
    exact: record({ over: whole(0), under: whole(1) }),
    shown: form(/^\d\.\d$/, "a number such as 2.5"),
    band: whole(0),
  }),
);

const scored = record({
  parts: list(record({ subscale: slug, answered: whole(0), mean })),
  total: mean,
  answered: whole(0),
  skipped: whole(0),
  open: whole(0),
  strongest: list(slug),
  weakest: list(slug),
});

const outcome = record(
  {},
  {
    effect: orNull(oneOf("helps mixed hurts")),
    codes: list(code),
    findings,
    score: orNull(record({ value: whole(0), of: whole(1) })),
    state: orNull(keyed(fits(Number.isSafeInteger, "a whole number"))),
    ending: orNull(slug),
    scored: orNull(scored),
  },
);

const entry = record(
  {
    id: uuid,
    rev: whole(0),
    exercise: slug,
    kind,
    attempt: whole(1),
    seq: whole(0),
    digest,
    response,
    updated: stamped,
  },
  {
    v: fits((value) => value === 1, "1"),
    phase: oneOf("none before after later"),
    outcome: orNull(outcome),
    appeals: list(record({ rule: slug }, { reason: text })),
    rules_version: orNull(digest),
    about: orNull(uuid),
  },
);

/** Everything about this value that does not fit an entry; empty if it fits. */
export function faults(value: unknown): Fault[] {
  const found: Fault[] = [];
  entry(value, "", (at, says) => found.push({ at: at || "it", says }));
  if (found.length === 0) {
    const { kind, response } = value as Entry;
    if (kind !== response.kind) {
      found.push({ at: "kind", says: `is ${kind}, but the response is a ${response.kind}` });
    }
  }
  return found;
}
