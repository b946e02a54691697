/** What was written, by chapter in the order of the book, oldest first, in words. */
import { isChanged, named, type Said, said } from "../../judge/said.ts";
import type { Entry, Finding, ShelfMark } from "../../wire.ts";
import { button, el } from "../el.ts";
import type { ReviewText } from "../review.ts";
import { CODES, listed, SAID } from "../words.ts";
import { markedWords } from "./differently.ts";

const UNKNOWN = "From another version of the course";
const PHASES: Record<string, string> = { before: "before the course", after: "at its end", later: "some weeks later" };

export interface Chapter {
  title: string;
  exercises: { mark: ShelfMark | null; id: string; entries: Entry[] }[];
}

/** Chapters in the order of the book; what no chapter knows comes last. */
export function chapters(entries: readonly Entry[], shelf: readonly ShelfMark[]): Chapter[] {
  const by = new Map<string, Entry[]>();
  for (const entry of entries) by.set(entry.exercise, [...(by.get(entry.exercise) ?? []), entry]);
  const made = new Map<string, Chapter>();
  const place = (title: string, id: string, mark: ShelfMark | null) => {
    const found = by.get(id);
    if (!found) return;
    by.delete(id);
    const chapter = made.get(title) ?? { title, exercises: [] };
    found.sort((a, b) => a.attempt - b.attempt || a.seq - b.seq);
    made.set(title, { title, exercises: [...chapter.exercises, { mark, id, entries: found }] });
  };
  for (const mark of shelf) place(mark.chapter, mark.id, mark);
  for (const id of [...by.keys()]) place(UNKNOWN, id, null);
  return [...made.values()];
}

function marks(findings: readonly Finding[], text: string): string {
  const points = Array.from(text);
  return listed(findings.map(({ code, start, end }) => `“${points.slice(start, end).join("")}” as ${CODES[code]}`));
}

/** A line of feedback; `quotes` where its name or its text repeats the learner's own words. */
interface Told extends Said {
  quotes?: boolean;
}

/** What was said of each item of a scale, by answer from most to least, and what such a score is not. */
export function rated({ response, outcome }: Entry, mark: ShelfMark | null): Told[] {
  if (response.kind !== "scale" || !mark) return [];
  const words = new Map(Object.entries(mark.words));
  const items = (value: number | null) =>
    [...words].filter(([id]) => id in response.ratings && response.ratings[id] === value).map(([, text]) => text.replace(/\.$/, ""));
  const line = (name: string, text: string): Told => ({ name, text, isOwn: false, quotes: false });
  const answers = [...words].filter(([key]) => key.startsWith("answer-")).map(([, text], value) => [text, items(value)] as const);
  const said = [...answers.reverse(), [words.get("skip") ?? "Did not come up", items(null)] as const].filter(([, texts]) => texts.length > 0);
  const status = outcome?.scored ? words.get("status") : undefined;
  return [...said.map(([name, texts]) => line(name, `${texts.join("; ")}.`)), ...(status ? [line("Please note", status)] : [])];
}

/** The feedback that was given then, and what the learner thought of it. */
export function told(entry: Entry): Told[] {
  const lines: Told[] = [];
  const add = (name: string, text: string, isOwn = false, quotes = false) => lines.push({ name, text, isOwn, quotes });
  const { outcome, response } = entry;
  if (!outcome) add("Not finished", "");
  if (outcome?.effect) add("How it lands", SAID[outcome.effect].toLowerCase());
  if (outcome?.score) add("Agreed", `${outcome.score.value} of ${outcome.score.of}`);
  const findings = outcome?.findings ?? [];
  if (findings.length > 0 && response.kind === "rewrite") add("Marked", marks(findings, response.text), false, true);
  for (const { rule, reason } of entry.appeals ?? []) {
    const words = markedWords(entry, rule);
    add(words ? `You saw ${words} differently` : "You saw one mark differently", reason ?? "", true, true);
  }
  return lines;
}

const LONG = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

export function date(stamp: string): string {
  const at = new Date(stamp);
  return Number.isNaN(at.getTime()) ? "at a time we cannot read" : LONG.format(at);
}

/** "Try 2, 3 March 2026 at 09:21, before the course" */
export function heading(entry: Entry, among: readonly Entry[]): string {
  const twins = among.filter((each) => each.attempt === entry.attempt);
  const version = twins.length > 1 ? `, version ${twins.indexOf(entry) + 1} of ${twins.length}` : "";
  const phase = PHASES[entry.phase ?? "none"];
  return `Try ${entry.attempt}${version}, ${date(entry.updated)}${phase ? `, ${phase}` : ""}`;
}

function line({ name, text, isOwn }: Said): HTMLElement {
  const words = isOwn ? el("bdi", { class: "pw-own", dir: "auto" }, text) : text;
  return el("p", { class: isOwn ? "pw-journal-own" : "pw-quiet" }, el("span", { class: "pw-tag" }, text ? `${named(name)} ` : `${name}.`), words);
}

interface Listing {
  root: string;
  remove(entry: Entry): Promise<void>;
}

function attempt(entry: Entry, among: readonly Entry[], mark: ShelfMark | null, { remove }: Listing): HTMLElement {
  const item = el("li", { class: "pw-journal-entry", "data-entry": entry.id });
  const title = heading(entry, among);
  const row = el("div", { class: "pw-journal-delete" });
  const ask = () => {
    const no = button("Keep it", () => (calm(), row.querySelector("button")?.focus()), "pw-button pw-second");
    const yes = button("Delete it", () => void remove(entry), "pw-button pw-second");
    const words = "Delete this entry? It comes back only from a backup.";
    row.replaceChildren(el("div", { role: "group", "aria-label": words }, el("p", {}, words), el("p", { class: "pw-journal-row" }, no, yes)));
    no.focus();
  };
  const calm = () => {
    const press = button("Delete", ask, "pw-link");
    press.setAttribute("aria-label", `Delete: ${title}`);
    row.replaceChildren(press);
  };
  calm();
  item.append(
    el("p", { class: "pw-journal-date" }, title),
    el("div", { class: "pw-journal-answer" }, ...answered(entry, mark).map(line)),
    ...(isChanged(entry, mark) ? [el("p", { class: "pw-quiet" }, "Answered before this exercise changed.")] : []),
    row,
  );
  return item;
}

/** Everything, with a way to delete each entry. */
export function listing(all: readonly Chapter[], how: Listing): HTMLElement[] {
  return all.map(({ title, exercises }) =>
    el(
      "section",
      { class: "pw-journal-chapter" },
      el("h2", { tabindex: "-1" }, title),
      ...exercises.map(({ mark, id, entries }) =>
        el(
          "section",
          { class: "pw-journal-exercise" },
          el("h3", {}, mark ? el("a", { href: `${how.root}${mark.page}#practice-${id}` }, mark.title) : id),
          el("ol", {}, ...entries.map((entry) => attempt(entry, entries, mark, how))),
        ),
      ),
    ),
  );
}

function answered(entry: Entry, mark: ShelfMark | null): Told[] {
  return [...said(entry, mark), ...rated(entry, isChanged(entry, mark) ? null : mark), ...told(entry)];
}

/** Every line of an entry, and by which ids the learner's own words in it go through the review. */
function lines(entry: Entry, mark: ShelfMark | null): { line: Told; nameId: string | null; textId: string | null }[] {
  return answered(entry, mark).map((each, i) => ({
    line: each,
    nameId: each.isOwn && each.quotes ? `${entry.id} ${i} name` : null,
    textId: each.isOwn || each.quotes ? `${entry.id} ${i} text` : null,
  }));
}

/** The learner's own words, for the review before they go out; what the course says itself points at nobody. */
export function ownTexts(all: readonly Chapter[]): ReviewText[] {
  return all.flatMap(({ exercises }) =>
    exercises.flatMap(({ mark, id, entries }) =>
      entries.flatMap((entry) =>
        lines(entry, mark).flatMap(({ line: { name, text }, nameId, textId }) => {
          const label = `${mark?.title ?? id}: ${named(nameId ? "You saw it differently" : name)}`;
          return [
            ...(nameId ? [{ id: nameId, label, text: name }] : []),
            ...(textId && text !== "" ? [{ id: textId, label, text }] : []),
          ];
        }),
      ),
    ),
  );
}

/** The same as a text file that any program opens, with what the review changed. */
export function plainText(all: readonly Chapter[], made: string, changed: ReadonlyMap<string, string>): string {
  const out = ["My journal", `Written out on ${made}`, ""];
  for (const { title, exercises } of all) {
    out.push("", title, "=".repeat(Array.from(title).length), "");
    for (const { mark, id, entries } of exercises) {
      out.push(mark?.title ?? id, "-".repeat(Array.from(mark?.title ?? id).length));
      for (const entry of entries) {
        out.push(heading(entry, entries));
        for (const { line, nameId, textId } of lines(entry, mark)) {
          const name = changed.get(nameId ?? "") ?? line.name;
          const text = changed.get(textId ?? "") ?? line.text;
          out.push(text ? `  ${named(name)} ${text.replace(/\n/g, "\n    ")}` : `  ${name}.`);
        }
        if (isChanged(entry, mark)) out.push("  Answered before this exercise changed.");
        out.push("");
      }
    }
  }
  return out.join("\n");
}
