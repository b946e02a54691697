/**
 * From entries of a journal to a portfolio: pieces under the headings of a professional body, block by block, and as
 * HTML and Markdown. The twin of `powerwith.portfolio`; tests/vectors/portfolios.json holds both together.
 */
import type { Bodies, Body, Entry, Portfolio, PortfolioPiece, ShelfMark, SkillName } from "../wire.ts";
import { day } from "./planner.ts";
import { said } from "./said.ts";

export type { Bodies, Body, Portfolio, PortfolioPiece };

export type Block =
  | { block: "heading"; level: number; text: string; fresh: boolean }
  | { block: "note"; text: string }
  | { block: "said"; name: string; text: string; own: boolean }
  | { block: "table"; title: string; head: string[]; rows: string[][] }
  | { block: "room"; asks: string; lines: number };

/** What the course knows of its exercises and skills. */
export interface Shelf {
  shelf: readonly ShelfMark[];
  skills: readonly SkillName[];
}

export interface Choice {
  bodies: Bodies;
  body: Body;
  /** The day it is made, as 2026-11-22. */
  made: string;
  /** Entry id to another heading than the usual one. */
  headings?: ReadonlyMap<string, string>;
}

const ROOM = 4;
const ROOM_FOR_PEER = 3;
const RATED: readonly string[] = ["scale", "replies", "marks", "vignette"];
const MINE = /^You (?=chose$|wrote$|sorted$|said, turn|skipped this one$|read both versions)/;

/** Oldest first, and in the order of the device within a day. */
export function byDay(a: Entry, b: Entry): number {
  const [one, other] = [a.updated.slice(0, 10), b.updated.slice(0, 10)];
  return one < other ? -1 : one > other ? 1 : a.seq - b.seq || (a.id < b.id ? -1 : 1);
}

/** A portfolio of these entries. */
export function gather(entries: readonly Entry[], { shelf, skills }: Shelf, choice: Choice): Portfolio {
  const marks = new Map(shelf.map((mark) => [mark.id, mark]));
  const labels = new Map<string, string>(skills.map(({ id, label }) => [id, label]));
  const pieces = [...entries].sort(byDay).map((entry) => piece(entry, marks.get(entry.exercise) ?? null, labels, choice));
  return { format: "powerwith-portfolio", v: 1, made: choice.made, body: choice.body.id, kept: "", pieces };
}

function piece(entry: Entry, mark: ShelfMark | null, labels: ReadonlyMap<string, string>, choice: Choice): PortfolioPiece {
  const skill = mark?.skills[0];
  return {
    exercise: entry.exercise,
    title: mark?.title ?? entry.exercise,
    kind: entry.kind,
    day: entry.updated.slice(0, 10),
    attempt: entry.attempt,
    phase: entry.phase ?? "none",
    finished: Boolean(entry.outcome),
    skill: skill ? (labels.get(skill) ?? skill) : "",
    minutes: entry.kind === "marks" ? 0 : (mark?.minutes ?? 0),
    heading: headingOf(entry, skill, choice),
    status: RATED.includes(entry.kind) ? mark?.words["status"] || choice.bodies.words.status : "",
    lines: said(entry, mark).map(({ name, text, isOwn }) => ({ name: name.replace(MINE, "I "), text, own: isOwn })),
  };
}

/** Where the author put it, or the heading of its main skill, or else that of its kind. */
export function headingOf({ id, kind }: Entry, skill: string | undefined, { body, headings }: Choice): string {
  const own = body.headings.find((one) => one.id === headings?.get(id));
  const bySkill = body.headings.find((one) => (one.skills as readonly string[] | undefined)?.includes(skill ?? ""));
  const byKind = body.headings.find((one) => one.takes?.includes(kind));
  return (own ?? bySkill ?? byKind)?.id ?? "";
}

/** Everything in the learner's own words, each with a name for its place. */
export function texts({ pieces }: Portfolio): { id: string; label: string; text: string }[] {
  return pieces.flatMap(({ title, lines }, i) =>
    lines.flatMap(({ name, text, own }, k) => (own ? [{ id: `${i}.${k}`, label: `${title}: ${name}`, text }] : [])),
  );
}

/** The same with other words in some places. `kept`: why something was left that might identify somebody. */
export function reviewed(portfolio: Portfolio, changed: ReadonlyMap<string, string>, kept = ""): Portfolio {
  const pieces = portfolio.pieces.map((one, i) => ({
    ...one,
    lines: one.lines.map((line, k) => (line.own ? { ...line, text: changed.get(`${i}.${k}`) ?? line.text } : line)),
  }));
  return { ...portfolio, kept, pieces };
}

/** Everything below the title. */
export function page(portfolio: Portfolio, bodies: Bodies, body: Body): Block[] {
  const { words } = bodies;
  const read = filled(words.read, { day: dated(body.checked_on), sources: (body.sources ?? []).join(" and ") });
  return [
    note(filled(words.made, { day: dated(portfolio.made) })),
    note(filled(words.arranged, { body: called(body), asks: body.asks })),
    ...(body.note ? [note(body.note)] : []),
    ...((body.sources ?? []).length > 0 ? [note(read)] : []),
    ...list(portfolio, bodies),
    ...body.headings.flatMap(({ id, title, asks }): Block[] => [
      heading(2, title),
      ...portfolio.pieces.filter((one) => one.heading === id).flatMap((one) => shown(one, bodies)),
      { block: "room", asks: filled(words.own, { asks }), lines: ROOM },
    ]),
    ...peer(bodies, body),
    ...about(portfolio, bodies),
  ];
}

function note(text: string): Block {
  return { block: "note", text };
}

function heading(level: number, text: string, fresh = false): Block {
  return { block: "heading", level, text, fresh };
}

/** The first place of each name in curly brackets filled in, whatever stands in the value. */
function filled(text: string, values: Record<string, string>): string {
  return Object.entries(values).reduce((all, [name, value]) => all.split(`{${name}}`).join(value), text);
}

export function called({ name, short, country }: Body): string {
  return country ? `${name} (${[short === name ? "" : short, country].filter(Boolean).join(", ")})` : name;
}

function list({ pieces }: Portfolio, { words }: Bodies): Block[] {
  const rows = pieces.map((one) => [dated(one.day), one.title + attempt(one), words.kinds[one.kind] ?? one.kind, one.skill]);
  const minutes = pieces.reduce((sum, one) => sum + one.minutes, 0);
  const counts = { entries: count(rows.length, "entry", "entries"), minutes: count(minutes, "minute", "minutes") };
  const made: Block[] = [heading(2, words.did), { block: "table", title: words.did, head: [...words.head], rows }];
  return minutes > 0 ? [...made, note(filled(words.reckoned, counts))] : made;
}

function shown(one: PortfolioPiece, { words }: Bodies): Block[] {
  const phase = one.phase && one.phase !== "none" ? words.phases[one.phase] : "";
  const about = [dated(one.day) + attempt(one), phase, one.finished ? "" : "not finished"].filter(Boolean);
  return [
    heading(3, one.title),
    note(`${about.join(", ")}.`),
    ...(one.status ? [note(one.status)] : []),
    ...one.lines.map(({ name, text, own }): Block => ({ block: "said", name, text, own })),
  ];
}

function peer({ words: { peer: page } }: Bodies, body: Body): Block[] {
  return [
    heading(2, page.title, true),
    note(page.about),
    note(body.peer),
    ...page.questions.map((asks): Block => ({ block: "room", asks, lines: ROOM_FOR_PEER })),
    ...page.signed.map((asks): Block => ({ block: "room", asks, lines: 1 })),
  ];
}

function about({ kept }: Portfolio, { words }: Bodies): Block[] {
  return [heading(2, words.about), ...words.credits.map(note), ...(kept ? [note(filled(words.kept, { reason: kept }))] : [])];
}

/** 22 November 2026 */
export function dated(text: string): string {
  return day(text).replace(/^\S+ /, "");
}

function attempt({ attempt: which }: PortfolioPiece): string {
  return which > 1 ? `, try ${which}` : "";
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A name before its text, with a colon where it ends in no mark of its own; without text a sentence. */
export function label({ name, text }: { name: string; text: string }): string {
  return /[?.!…”]$/.test(name) ? name : `${name}${text ? ":" : "."}`;
}

const LOOK =
  'body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:12pt/1.5 system-ui,"Liberation Sans",sans-serif}' +
  'h1,h2,h3{font-family:system-ui,"Liberation Sans",sans-serif}h1{font-size:22pt}' +
  "h2{font-size:16pt;margin-top:2rem}h3{font-size:13pt;margin-bottom:.2rem}" +
  "p{margin:.4rem 0}.note{color:#444}table{border-collapse:collapse;width:100%}" +
  "th,td{text-align:left;vertical-align:top}" +
  ".asks{margin-top:1rem}hr{border:0;border-bottom:1px solid #777;margin:0}" +
  ".fresh{page-break-before:always;break-before:page}h2,h3,.asks{break-after:avoid}tr{break-inside:avoid}" +
  "@media print{body{margin:0;max-width:none;padding:0}}";

/** One page that browsers and word processors open: no script, and nothing from anywhere else. */
export function html(portfolio: Portfolio, bodies: Bodies, body: Body): string {
  const title = safe(bodies.words.title);
  return [
    '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>`,
    `<style>${LOOK}</style>\n</head>\n<body>\n<h1>${title}</h1>`,
    ...page(portfolio, bodies, body).map(written),
    "</body>\n</html>\n",
  ].join("\n");
}

function written(block: Block): string {
  switch (block.block) {
    case "heading":
      return `<h${block.level}${block.fresh ? ' class="fresh"' : ""}>${safe(block.text)}</h${block.level}>`;
    case "note":
      return `<p class="note">${safe(block.text)}</p>`;
    case "said":
      return `<p><b>${safe(label(block))}</b>${block.text ? ` <span dir="auto">${safe(block.text).replace(/\n/g, "<br>")}</span>` : ""}</p>`;
    case "table": {
      const head = block.head.map((cell) => `<th scope="col">${safe(cell)}</th>`).join("");
      const rows = block.rows.map((row) => `<tr>${row.map((cell) => `<td>${safe(cell)}</td>`).join("")}</tr>`).join("\n");
      // The way of word processors, which read the lines of a table from nowhere else.
      const start = `<table border="1" cellspacing="0" cellpadding="5" aria-label="${safe(block.title)}">`;
      return `${start}\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows}\n</tbody>\n</table>`;
    }
    case "room":
      return [`<p class="asks"><b>${safe(block.asks)}</b></p>`, ...Array<string>(block.lines).fill("<p>\u00a0</p>\n<hr>")].join("\n");
  }
}

function safe(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** The same as Markdown. Signs that would mean something there are written so that they stand for themselves. */
export function markdown(portfolio: Portfolio, bodies: Bodies, body: Body): string {
  return `${[`# ${plain(bodies.words.title)}`, ...page(portfolio, bodies, body).map(marked)].join("\n\n")}\n`;
}

function marked(block: Block): string {
  switch (block.block) {
    case "heading":
      return `${"#".repeat(block.level)} ${plain(block.text)}`;
    case "note":
      return plain(block.text);
    case "said": {
      const name = `**${plain(label(block))}**`;
      if (block.own) return [name, "", ...quote(block.text)].join("\n");
      return block.text ? `${name} ${plain(block.text)}` : name;
    }
    case "table":
      return [block.head, block.head.map(() => "---"), ...block.rows.map((row) => row.map(plain))]
        .map((row) => `| ${row.join(" | ")} |`)
        .join("\n");
    case "room":
      return `**${plain(block.asks)}**\n\n…`;
  }
}

/** Line by line behind a mark; a backslash keeps the break. */
function quote(text: string): string[] {
  const lines = text.split("\n").map((line) => plain(line).replace(/^[ \t]+|[ \t]+$/g, ""));
  return lines.map((line, i) => (line ? `> ${line}${lines[i + 1] ? "\\" : ""}` : ">"));
}

/** Text in which no sign means anything to Markdown. */
function plain(text: string): string {
  return text.split("\n").map(plainLine).join("\n");
}

function plainLine(line: string): string {
  const escaped = line.replace(/[\\`*_{}[\]<>&#|~$]/g, "\\$&");
  return escaped.replace(/^([ \t]*)([-+=:])/, "$1\\$2").replace(/^([ \t]*[0-9]+)([.)])(?=[ \t]|$)/, "$1\\$2");
}
