// Entries in one form: every field there, in text that any reader of the format can hold.
import { canonical } from "../judge/canonical.ts";
import type { Entry, Finding, Outcome, ReplyMarks, Response, Said, Scored, VignetteCase } from "../wire.ts";

const LONE = /\p{Surrogate}/gu;
const CONTROL = /(?![\t\n])\p{Cc}/gu;

/** Half characters become U+FFFD, control characters go; tab and line end stay. */
export function clean(text: string): string {
  return text.replace(LONE, "\ufffd").replace(CONTROL, "");
}

function cleanEach(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, clean(text)]));
}

function cleanSaid({ turn, reply, by = "chosen", text = "", findings = [] }: Said): Said {
  return { turn, reply, by, text: clean(text), findings: findings.map(cleanFinding) };
}

const cleanFinding = ({ rule, code, start, end }: Finding): Finding => ({ rule, code, start, end });

function wholeResponse(response: Response): Response {
  switch (response.kind) {
    case "choice":
      return { kind: "choice", option: response.option, text: clean(response.text ?? "") };
    case "rewrite":
      return { kind: "rewrite", text: clean(response.text) };
    case "sort":
      return { kind: "sort", groups: cleanEach(response.groups) };
    case "reflection":
      return { kind: "reflection", fields: cleanEach(response.fields), skipped: response.skipped ?? false };
    case "conversation":
      return { kind: "conversation", turns: response.turns.map(cleanSaid), text: clean(response.text ?? "") };
    case "planner":
      return {
        kind: "planner",
        fields: cleanEach(response.fields),
        rows: Object.fromEntries(Object.entries(response.rows ?? {}).map(([key, rows]) => [key, rows.map(cleanEach)])),
      };
    case "scale": {
      const { about = "now", ratings, fields = {} } = response;
      return { kind: "scale", about, ratings: { ...ratings }, fields: cleanEach(fields) };
    }
    case "replies":
      return { kind: "replies", form: response.form, timed: response.timed ?? false, texts: cleanEach(response.texts) };
    case "vignette":
      return {
        kind: "vignette",
        pack: response.pack,
        version: response.version,
        part: response.part ?? "taken",
        seed: response.seed,
        order: response.order.map(clean),
        cases: Object.fromEntries(Object.entries(response.cases).map(([id, given]) => [id, wholeCase(given)])),
      };
    case "marks":
      return {
        kind: "marks",
        by: response.by,
        rater: response.rater ?? null,
        replies: Object.fromEntries(Object.entries(response.replies).map(([prompt, given]) => [prompt, wholeMarks(given)])),
      };
  }
}

function wholeCase({ version, skipped = false, ratings = {}, step = null, text = "" }: VignetteCase): Required<VignetteCase> {
  return { version, skipped, ratings: { ...ratings }, step: step === null ? null : clean(step), text: clean(text) };
}

const wholeMarks = ({ marks, deducted = false }: ReplyMarks): ReplyMarks => ({ marks: { ...marks }, deducted });

function wholeScored({ parts, total, answered, skipped, open, strongest, weakest }: Scored): Scored {
  const mean = (given: Scored["total"]) =>
    given && { exact: { over: given.exact.over, under: given.exact.under }, shown: given.shown, band: given.band };
  return {
    parts: parts.map((part) => ({ subscale: part.subscale, answered: part.answered, mean: mean(part.mean) })),
    total: mean(total),
    answered,
    skipped,
    open,
    strongest: [...strongest],
    weakest: [...weakest],
  };
}

function wholeOutcome(outcome: Outcome): Outcome {
  const { effect = null, codes = [], findings = [], score = null, state = null, ending = null, scored = null } = outcome;
  return {
    effect,
    codes: [...codes],
    findings: findings.map(cleanFinding),
    score: score && { value: score.value, of: score.of },
    state: state && { ...state },
    ending,
    scored: scored && wholeScored(scored),
  };
}

export type WholeEntry = Required<Entry>;

/** A copy with every field of the format and no other. */
export function whole(entry: Entry): WholeEntry {
  return {
    v: 1,
    id: entry.id,
    rev: entry.rev,
    exercise: entry.exercise,
    kind: entry.kind,
    attempt: entry.attempt,
    seq: entry.seq,
    digest: entry.digest,
    phase: entry.phase ?? "none",
    response: wholeResponse(entry.response),
    outcome: entry.outcome ? wholeOutcome(entry.outcome) : null,
    appeals: (entry.appeals ?? []).map(({ rule, reason = "" }) => ({ rule, reason: clean(reason) })),
    rules_version: entry.rules_version ?? null,
    about: entry.about ?? null,
    updated: entry.updated,
  };
}

/** What an entry says, without who it is and when: equal content is never kept twice. */
export function content(entry: Entry): string {
  const { v: _v, id: _id, rev: _rev, seq: _seq, updated: _updated, ...said } = whole(entry);
  return canonical(said);
}

function cells(rows: Record<string, Record<string, string>[]>): [string, string][] {
  return Object.entries(rows).flatMap(([name, each]) =>
    each.flatMap((row, at) => Object.entries(row).map(([key, text]): [string, string] => [`${name} ${at} ${key}`, text])),
  );
}

function said({ turn, reply, text = "" }: Said, at: number): [string, string] {
  return [`turn ${at}`, `${turn} ${reply} ${text}`];
}

function texts(response: Response): Map<string, string> {
  switch (response.kind) {
    case "reflection":
      return new Map(Object.entries(response.fields));
    case "planner":
      return new Map([...Object.entries(response.fields), ...cells(response.rows ?? {})]);
    case "conversation":
      return new Map([["text", response.text ?? ""], ...response.turns.map(said)]);
    case "scale":
      return new Map(Object.entries(response.fields ?? {}));
    case "replies":
      return new Map(Object.entries(response.texts));
    case "vignette":
      return new Map(Object.entries(response.cases).map(([id, { text = "" }]) => [id, text]));
    case "choice":
    case "rewrite":
      return new Map([["text", response.text ?? ""]]);
    default:
      return new Map();
  }
}

function hasCase(now: VignetteCase | undefined, given: VignetteCase): boolean {
  const { skipped = false, ratings = {}, step = null } = given;
  if (!now) return !skipped && Object.keys(ratings).length === 0 && step === null;
  const isRated = Object.entries(ratings).every(([one, rating]) => now.ratings?.[one] === rating);
  return isRated && (step === null || now.step === step) && (now.skipped ?? false) === skipped;
}

/** True if everything written in `older` still stands in `newer`, so that nothing is lost when it takes its place. */
export function covers(newer: Entry, older: Entry): boolean {
  if (content(newer) === content(older)) return true;
  if (older.outcome || newer.kind !== older.kind) return false;
  const now = texts(newer.response);
  for (const [name, text] of texts(older.response)) {
    if (!(now.get(name) ?? "").includes(text)) return false;
  }
  const { response: a } = newer;
  const { response: b } = older;
  if (a.kind === "choice" && b.kind === "choice") return b.option === null || a.option === b.option;
  if (a.kind === "sort" && b.kind === "sort") {
    return Object.entries(b.groups).every(([card, group]) => a.groups[card] === group);
  }
  if (a.kind === "scale" && b.kind === "scale") {
    return Object.entries(b.ratings).every(([item, rating]) => a.ratings[item] === rating);
  }
  if (a.kind === "vignette" && b.kind === "vignette") {
    const isSame = a.pack === b.pack && a.version === b.version && a.seed === b.seed;
    return isSame && Object.entries(b.cases).every(([id, given]) => hasCase(a.cases[id], given));
  }
  if (a.kind === "marks" && b.kind === "marks") {
    return Object.entries(b.replies).every(([prompt, { marks, deducted = false }]) => {
      const given = a.replies[prompt];
      return (given?.deducted ?? false) === deducted && Object.entries(marks).every(([one, mark]) => given?.marks[one] === mark);
    });
  }
  return true;
}

export function bySeq(a: Entry, b: Entry): number {
  return a.seq - b.seq || (a.id < b.id ? -1 : 1);
}
