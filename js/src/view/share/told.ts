/** What stands in a share, in plain words: made from the share alone, so that it tells what goes and nothing else. */
import { isChanged, named } from "../../judge/said.ts";
import type { Entry, Share, SharedAnswer, ShelfMark } from "../../wire.ts";
import { el } from "../el.ts";
import { codes, listed, SAID } from "../words.ts";

const PHASES: Record<string, string> = { before: ", before", after: ", after", later: ", weeks later" };

type Line = [name: string, text: string, isOwn?: boolean];

/** How many there are: "1 exercise", "3 answers". */
export function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? "" : "s"}`;
}

/** All answers, exercise by exercise. */
export function told(share: Share, shelf: readonly ShelfMark[]): HTMLElement {
  const by = new Map<string, SharedAnswer[]>();
  for (const each of share.answers) by.set(each.exercise, [...(by.get(each.exercise) ?? []), each]);
  const items = [...by].map(([id, answers]) => {
    const mark = shelf.find((one) => one.id === id) ?? null;
    return el("li", {}, el("p", { class: "pw-share-title" }, mark?.title ?? id), ...answers.map((each) => answer(each, mark)));
  });
  return el("ul", { class: "pw-share-told" }, ...items);
}

function answer(shared: SharedAnswer, mark: ShelfMark | null): HTMLElement {
  const known = mark && !isChanged(shared as unknown as Entry, mark) ? mark.words : {};
  const lines = [...chosen(shared, known), ...heard(shared), ...written(shared)];
  return el(
    "div",
    { class: "pw-share-answer" },
    el("p", { class: "pw-quiet" }, `Try ${shared.attempt}${PHASES[shared.phase ?? "none"] ?? ""}`),
    ...lines.map(([name, text, isOwn]) =>
      el("p", {}, el("span", { class: "pw-tag" }, text ? `${named(name)} ` : `${name}.`), isOwn ? el("bdi", { class: "pw-own", dir: "auto" }, text) : text),
    ),
  );
}

function chosen({ response }: SharedAnswer, known: Readonly<Record<string, string>>): Line[] {
  const word = (key: string) => known[key] ?? key;
  const quoted = (key: string) => (known[key] === undefined ? key : `“${known[key]}”`);
  switch (response.kind) {
    case "choice":
      return [["Chosen", response.option === null ? "nothing" : (known[response.option] ?? `option ${response.option.toUpperCase()}`)]];
    case "rewrite":
      return [["You wrote a wording of your own", ""]];
    case "sort":
      return Object.entries(response.groups).map(([card, group]): Line => [word(card), word(group)]);
    case "reflection":
      return [[response.skipped ? "Left out" : "You wrote something", ""]];
    case "conversation":
      return response.turns.map(({ reply, by = "chosen" }, i): Line => [`Turn ${i + 1}`, by === "chosen" ? word(reply) : `in your own words, counted as: ${word(reply)}`]);
    case "planner":
      return [["Something stands under", listed(response.filled.map(word)) || "nothing"]];
    case "scale": {
      const back: Line[] = response.about === "then" ? [["Looking back at how it was then", ""]] : [];
      const rated = (value: number | null) => (value === null ? (known["skip"] ?? "did not come up") : (known[`answer-${value}`] ?? String(value)));
      return [...back, ...Object.entries(response.ratings).map(([item, value]): Line => [word(item), rated(value)])];
    }
    case "replies":
      return [["You replied to", listed(response.answered.map(quoted)) || "nothing"]];
    case "marks":
      return [
        [response.by === "self" ? "Your own marks" : "Marks of a colleague", ""],
        ...Object.entries(response.replies).map(([prompt, { marks, deducted }]): Line => {
          const given = Object.entries(marks).map(([one, mark]) => `${word(`mark-${one}`)} ${mark}`);
          return [quoted(prompt), listed([...given, ...(deducted ? ["one point off"] : [])])];
        }),
      ];
    case "vignette":
      return [
        ...(response.part === "taken" ? [] : ([[response.part === "read" ? "Read, not answered" : "Answers taken back", ""]] as Line[])),
        ...Object.entries(response.cases).map(([id, { version, ratings = {}, step = null }]): Line => {
          const rated = Object.entries(ratings).map(([one, value]) => `${word(one)} ${value}`);
          return [word(id), listed([`version ${version.toUpperCase()}`, ...rated, ...(step ? [word(step)] : [])])];
        }),
      ];
  }
}

function heard({ outcome, appeals = [] }: SharedAnswer): Line[] {
  const lines: Line[] = [];
  if (outcome?.effect) lines.push(["How it lands", SAID[outcome.effect].toLowerCase()]);
  if (outcome?.score) lines.push(["Agreed", `${outcome.score.value} of ${outcome.score.of}`]);
  const isMarked = Boolean(outcome?.marked?.length);
  if (outcome?.codes?.length && !isMarked) lines.push(["It holds", codes(outcome.codes)]);
  if (outcome?.marked?.length) lines.push(["Marked by the coach, without the words", codes(outcome.marked.map(({ code }) => code))]);
  if (outcome?.ending) lines.push(["It ended with", outcome.ending.replace(/-/g, " ")]);
  if (outcome?.state) lines.push(["It stood at", listed(Object.entries(outcome.state).map(([gauge, value]) => `${gauge} ${value}`))]);
  if (appeals.length > 0) lines.push(["You saw it differently", count(appeals.length, "time")]);
  return lines;
}

function written({ words = {} }: SharedAnswer): Line[] {
  return Object.values(words).map((text): Line => ["In your own words", text, true]);
}
