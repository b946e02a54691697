/** What a plan has and what it still lacks, and the finished page made of it. The twin of `powerwith/planner.py`. */
import type { Check, Column, DrawingBlock, Outcome, Planner, PlannerResponse, RowsField } from "../wire.ts";

export type FormField = Planner["parts"][number]["fields"][number];
type PageBlock = Planner["page"][number];
type Row = Record<string, string>;

export interface Checked {
  says: string;
  ask: string;
  met: boolean;
}

/** One thing in a drawing. `size`: how much of the drawing's `most`, if that is known. */
export interface Piece {
  name: string;
  text: string;
  size: number | null;
  side: string;
}

/** What a drawing shows, and the same `words` for whoever reads or hears it. */
export interface Drawing {
  block: "drawing";
  drawing: DrawingBlock["drawing"];
  title: string;
  centre: string;
  pieces: Piece[];
  most: number;
  words: string[];
}

export type Block =
  | { block: "heading"; text: string }
  | { block: "text"; text: string }
  | { block: "list"; items: string[] }
  | { block: "table"; head: string[]; rows: string[][] }
  | Drawing;

/** Stands where an answer goes that is not there yet. */
export const GAP = "…";

const PLACE = /\{([a-z0-9-]+)\}([.,;:]?)/g;
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]; // prettier-ignore

/** Every field of the form by its id, in order. */
export function form(planner: Planner): Map<string, FormField> {
  return new Map(planner.parts.flatMap((part) => part.fields.map((field) => [field.id, field] as const)));
}

/** Whether nothing at all stands in the form. */
export function isBlank({ fields, rows = {} }: PlannerResponse): boolean {
  const cells = Object.values(rows).flatMap((each) => each.flatMap((row) => Object.values(row)));
  return [...Object.values(fields), ...cells].every((text) => text.trim() === "");
}

/** Kept, and nothing judged. */
export function answer(): Outcome {
  return { effect: null, codes: [], findings: [], score: null };
}

/** Every check as a sentence, with whether it is so already. A check never stops anybody. */
export function checked(planner: Planner, response: PlannerResponse): Checked[] {
  const fields = form(planner);
  return planner.checks.map((check) => ({ says: check.says, ask: check.ask, met: isMet(check, fields, response) }));
}

function isMet(check: Check, fields: Map<string, FormField>, response: PlannerResponse): boolean {
  const needs = (check.needs ?? []).every((name) => isFilled(at(fields, name), response));
  const enough = Object.entries(check.at_least ?? {}).every(
    ([name, least]) => amount(at(fields, name), response) >= least,
  );
  const whole = Object.entries(check.complete ?? {}).every(([name, cells]) => {
    const rows = begun(name, response);
    return rows.length > 0 && rows.every((row) => cells.every((cell) => (row[cell] ?? "").trim() !== ""));
  });
  return needs && enough && whole;
}

function isFilled(field: FormField, response: PlannerResponse): boolean {
  if (field.type === "rows") return begun(field.id, response).length > 0;
  return (response.fields[field.id] ?? "").trim() !== "";
}

/** The number on a scale, or how many rows are begun; -1 where nothing was chosen. */
function amount(field: FormField, response: PlannerResponse): number {
  if (field.type === "rows") return begun(field.id, response).length;
  const given = (response.fields[field.id] ?? "").trim();
  return /^(10|[0-9])$/.test(given) ? Number(given) : -1;
}

/** The rows with something in them. */
function begun(name: string, { rows = {} }: PlannerResponse): Row[] {
  return (rows[name] ?? []).filter((row) => Object.values(row).some((text) => text.trim() !== ""));
}

interface Section {
  made: Block[];
  /** Whether any answer stands in it, and whether it asked for one. */
  filled: boolean;
  asks: boolean;
}

/** The finished page: every block with something in it, and the headings above those. Empty while nothing is. */
export function page(planner: Planner, response: PlannerResponse): Block[] {
  const fields = form(planner);
  const sections = divided(planner.page).map((blocks) => section(blocks, fields, response));
  if (!sections.some(({ filled }) => filled)) return [];
  return sections.filter(({ filled, asks }) => filled || !asks).flatMap(({ made }) => made);
}

function divided(blocks: readonly PageBlock[]): PageBlock[][] {
  const sections: PageBlock[][] = [[]];
  for (const block of blocks) {
    if (block.block === "heading") sections.push([]);
    sections[sections.length - 1]?.push(block);
  }
  return sections;
}

function section(blocks: PageBlock[], fields: Map<string, FormField>, response: PlannerResponse): Section {
  const head = blocks.filter((block) => block.block === "heading");
  const parts = blocks.map((block) => finished(block, fields, response));
  const body = parts.flatMap(({ made }) => made);
  return {
    made: body.length > 0 ? [...head, ...body] : [],
    filled: parts.some(({ filled }) => filled),
    asks: parts.some(({ asks }) => asks),
  };
}

function finished(block: PageBlock, fields: Map<string, FormField>, response: PlannerResponse): Section {
  switch (block.block) {
    case "heading":
      return { made: [], filled: false, asks: false };
    case "text":
      return texts(block.text, fields, response);
    case "list":
      return whole(lines(block, rowsField(fields, block.rows), response));
    case "table":
      return whole(grid(rowsField(fields, block.rows), response));
    case "drawing":
      return whole(drawing(block, fields, response));
  }
}

function whole(made: Block[]): Section {
  return { made, filled: made.length > 0, asks: true };
}

function texts(text: string, fields: Map<string, FormField>, response: PlannerResponse): Section {
  const section: Section = { made: [], filled: false, asks: false };
  for (const part of text.split(/\n[ \t]*\n/)) {
    const one = part.trim().replace(/[ \t]*\n[ \t]*/g, " ");
    const asks = places(one).length > 0;
    const line = asks ? putIn(one, (name) => shown(at(fields, name), response)) : one;
    if (asks) section.asks = true;
    if (asks && line !== null) section.filled = true;
    if (line !== null) section.made.push({ block: "text", text: line });
  }
  return section;
}

function places(text: string): string[] {
  return [...text.matchAll(PLACE)].map((found) => found[1] ?? "");
}

/** Words in place of the curly brackets, or null while all of them are empty. No full stop stands twice. */
function putIn(text: string, value: (name: string) => string): string | null {
  if (!places(text).some((name) => value(name) !== "")) return null;
  return text.replace(PLACE, (_, name: string, mark: string) => {
    const words = value(name) || GAP;
    if (mark === "." && /[.!?…]$/.test(words)) return words;
    return (mark !== "" && words.endsWith(".") ? words.slice(0, -1) : words) + mark;
  });
}

/** An answer as it stands on the page. Of rows, what the first column holds. */
function shown(field: FormField, response: PlannerResponse): string {
  if (field.type === "rows") {
    const [first] = field.columns;
    const texts = begun(field.id, response).map((row) => cell(first, row));
    return listed(texts.filter((text) => text !== ""));
  }
  const text = (response.fields[field.id] ?? "").trim();
  return field.type === "date" ? day(text) : text;
}

function cell(column: Column | undefined, row: Row): string {
  const text = (row[column?.id ?? ""] ?? "").trim();
  return column?.type === "date" ? day(text) : text;
}

/** 2026-11-24 as *Tuesday 24 November 2026*; anything else as it stands. */
export function day(text: string): string {
  const [, year, month, date] = (/^([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return text;
  const when = new Date(Date.UTC(year, month - 1, date));
  const isReal = when.getUTCMonth() === month - 1 && when.getUTCDate() === date;
  return isReal ? `${DAYS[when.getUTCDay()]} ${date} ${MONTHS[month - 1]} ${year}` : text;
}

function lines(block: { text: string; rows: string }, field: RowsField, response: PlannerResponse): Block[] {
  const columns = new Map(field.columns.map((column) => [column.id, column]));
  const items = begun(block.rows, response).flatMap((row) => putIn(block.text, (name) => cell(columns.get(name), row)) ?? []);
  return items.length > 0 ? [{ block: "list", items }] : [];
}

function grid(field: RowsField, response: PlannerResponse): Block[] {
  const rows = begun(field.id, response).map((row) => field.columns.map((column) => cell(column, row)));
  return rows.length > 0 ? [{ block: "table", head: field.columns.map(({ label }) => label), rows }] : [];
}

function drawing(block: DrawingBlock, fields: Map<string, FormField>, response: PlannerResponse): Block[] {
  const columns = block.rows ? rowsField(fields, block.rows).columns : [];
  const pieces = block.rows ? fromRows(block, columns, response) : fromFields(block, fields, response);
  if (!pieces.some(({ text }) => text !== "")) return [];
  const { centre: given } = block;
  const centre = !given || places(given).length === 0 ? given : putIn(given, (name) => shown(at(fields, name), response));
  const made: Drawing = {
    block: "drawing",
    drawing: block.drawing,
    title: block.title,
    centre: centre ?? "",
    pieces,
    most: most(block, columns, pieces),
    words: [],
  };
  made.words = WORDS[block.drawing](made, columnOf(columns, block.size)?.label ?? "", columnOf(columns, block.side)?.label ?? "");
  return [made];
}

/** Rings and overlaps keep a place for what is not there yet; a chain goes on to the next. */
function fromFields(block: DrawingBlock, fields: Map<string, FormField>, response: PlannerResponse): Piece[] {
  const keeps = block.drawing === "rings" || block.drawing === "overlap";
  return (block.of ?? [])
    .map((name) => at(fields, name))
    .map((field) => ({ name: field.label, text: shown(field, response), size: null, side: "" }))
    .filter(({ text }) => text !== "" || keeps);
}

function fromRows(block: DrawingBlock, columns: Column[], response: PlannerResponse): Piece[] {
  const label = columnOf(columns, block.label) ?? columns[0];
  return begun(block.rows ?? "", response).map((row) => ({
    name: label?.label ?? "",
    text: cell(label, row) || GAP,
    size: size(block, columns, row),
    side: cell(columnOf(columns, block.side), row),
  }));
}

/** A number of the row; in a fade, how far along its options the choice is. */
function size(block: DrawingBlock, columns: Column[], row: Row): number | null {
  if (block.drawing === "fade") {
    const column = columnOf(columns, block.side);
    const at = column?.options?.indexOf(cell(column, row)) ?? -1;
    return at < 0 ? null : at;
  }
  const found = /^[0-9]{1,3}(?![0-9])/.exec((row[block.size ?? ""] ?? "").trim());
  return found ? Number(found[0]) : null;
}

function most(block: DrawingBlock, columns: Column[], pieces: Piece[]): number {
  const sizes = pieces.map((piece) => piece.size ?? 0);
  if (block.drawing === "fade") return Math.max((columnOf(columns, block.side)?.options?.length ?? 0) - 1, 1);
  if (block.drawing === "arc") return sizes.reduce((sum, each) => sum + each, 0);
  return Math.max(10, ...sizes);
}

type Words = (made: Drawing, size: string, side: string) => string[];

const WORDS: Record<Drawing["drawing"], Words> = {
  web: (made, size, side) => [
    ...(made.centre ? [sentence(named("In the middle", made.centre))] : []),
    ...made.pieces.map((piece) =>
      [
        sentence(piece.text),
        ...(piece.side ? [sentence(named(side, piece.side))] : []),
        ...(piece.size !== null ? [sentence(named(size, `${piece.size} of ${made.most}`))] : []),
      ].join(" "),
    ),
  ],
  rings: ({ pieces }) =>
    pieces.map(({ name, text }, i) => `${i === 0 ? "In the middle" : "Around it"}. ${sentence(named(name, text || GAP))}`),
  overlap: ({ pieces }) => pieces.map(({ name, text }) => sentence(named(name, text || GAP))),
  chain: ({ pieces }) =>
    pieces.map(({ text }, i) => sentence(named(i === 0 ? "First" : i === pieces.length - 1 ? "Last" : "Then", text))),
  arc: ({ pieces }) => {
    let at = 0;
    const words = pieces.map(({ text, size }) => {
      if (size === null) return sentence(named(text, "no time yet"));
      at += size;
      return sentence(named(`Minutes ${at - size} to ${at}`, text));
    });
    return [...words, `${at} ${at === 1 ? "minute" : "minutes"} in all.`];
  },
  fade: ({ pieces }) => pieces.map(({ text, side }) => sentence(named(text, side || GAP))),
};

/** The finished page as plain text, for any program that shows letters. */
export function plain(planner: Planner, response: PlannerResponse): string {
  const { makes } = planner;
  const out = [makes, "=".repeat(Array.from(makes).length), ""];
  for (const block of page(planner, response)) out.push(...plainly(block), "");
  return out.join("\n");
}

function plainly(block: Block): string[] {
  switch (block.block) {
    case "heading":
      return [block.text, "-".repeat(Array.from(block.text).length)];
    case "text":
      return [block.text];
    case "list":
      return block.items.map((item) => `- ${indented(item)}`);
    case "table":
      return block.rows.flatMap((row, i) => [...(i > 0 ? [""] : []), ...record(block.head, row)]);
    case "drawing":
      return [block.title, ...block.words.map((line) => `- ${indented(line)}`)];
  }
}

function record(head: string[], row: string[]): string[] {
  return head.map((name, i) => `${i === 0 ? "- " : "  "}${indented(named(name, row[i] || GAP))}`);
}

function indented(text: string): string {
  return text.replace(/\n/g, "\n  ");
}

/** A name before its text; a question keeps its own mark. */
export function named(name: string, text: string): string {
  return `${name}${/[?.!…]$/.test(name) ? "" : ":"} ${text}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

export function listed(parts: string[]): string {
  const last = parts[parts.length - 1] ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

function columnOf(columns: readonly Column[], name: string | null | undefined): Column | undefined {
  return columns.find((column) => column.id === name);
}

function at(fields: Map<string, FormField>, name: string): FormField {
  const field = fields.get(name);
  if (!field) throw new Error(`The planner names a field “${name}” that is not there.`);
  return field;
}

function rowsField(fields: Map<string, FormField>, name: string): RowsField {
  return at(fields, name) as RowsField;
}
