/** What an answer says, line by line, in the words of its exercise. The twin of `powerwith/said.py`. */
import type { Entry, ShelfMark, VignetteResponse } from "../wire.ts";
import { day, listed } from "./planner.ts";

const ENDINGS = new Map([["insight", "One thing I now understand"], ["action", "One thing I will try"], ["if", "If"], ["then", "Then I will"]]);

/** One line of what was written: a name for it, and the words. */
export interface Said {
  name: string;
  text: string;
  /** In the learner's own words. */
  isOwn: boolean;
}

// Questions by number, then the ending in its own order.
function order(key: string): number {
  const ending = [...ENDINGS.keys()].indexOf(key);
  if (ending >= 0) return 10_000 + ending;
  return /^[0-9]{1,3}$/.test(key) ? Number(key) : 9999;
}

function byOrder([a]: [string, unknown], [b]: [string, unknown]): number {
  return order(a) - order(b) || (a < b ? -1 : 1);
}

/** What was answered. Without a mark, or once the exercise means something else, keys stand for themselves. */
export function said(entry: Entry, mark: ShelfMark | null): Said[] {
  const { response } = entry;
  const words = new Map(Object.entries(mark && !isChanged(entry, mark) ? mark.words : {}));
  const line = words.get("line");
  const began: Said[] = line ? [{ name: "The line", text: `“${line}”`, isOwn: false }] : [];
  const own = (name: string, text = ""): Said[] => (text.trim() === "" ? [] : [{ name, text, isOwn: true }]);
  switch (response.kind) {
    case "choice": {
      const { option } = response;
      const text = option === null ? "none yet" : (words.get(option) ?? `option ${option.toUpperCase()}`);
      return [...began, { name: "You chose", text, isOwn: false }, ...own("You wrote", response.text)];
    }
    case "rewrite":
      return [...began, ...own("You wrote", response.text)];
    case "sort": {
      const cards = Object.entries(response.groups).sort(byOrder);
      if (words.size > 0 && cards.length > 0) {
        return cards.map(([card, group]) => ({ name: words.get(group) ?? group, text: words.get(card) ?? card, isOwn: false }));
      }
      const placed = cards.map(([card, group]) => `card ${card} to “${group}”`);
      return [{ name: "You sorted", text: placed.length > 0 ? listed(placed) : "nothing yet", isOwn: false }];
    }
    case "reflection": {
      const asked = Object.entries(response.fields).sort(byOrder);
      const fields = asked.flatMap(([key, text]) => own(ENDINGS.get(key) ?? words.get(key) ?? `Question ${key}`, text));
      return response.skipped ? [{ name: "You skipped this one", text: "", isOwn: false }, ...fields] : fields;
    }
    case "conversation": {
      const turns = response.turns.flatMap(({ reply, text = "" }, at) => {
        const reads = words.get(reply) ?? reply;
        const name = `You said, turn ${at + 1}`;
        if (text === "") return [{ name, text: reads, isOwn: false }];
        return [...own(name, text), { name: "It counted as", text: reads, isOwn: false }];
      });
      return [...turns, ...ended(entry, words), ...own("Not said yet", response.text)];
    }
    case "planner": {
      // In the order of the form, which the shelf knows; a backup keeps none.
      const placed = <T>(held: Record<string, T>, before = "") => inOrder(held, words, before);
      const fields = placed(response.fields).map(([key, text]) => [key, own(words.get(key) ?? key, day(text))] as const);
      const rows = placed(response.rows ?? {}).map(([key, each]) => {
        const cells = (row: Record<string, string>, at: number) =>
          placed(row, `${key}-`).flatMap(([cell, text]) => own(inRow(words.get(`${key}-${cell}`) ?? cell, at), day(text)));
        return [key, each.flatMap(cells)] as const;
      });
      return placed(Object.fromEntries([...fields, ...rows])).flatMap(([, lines]) => lines);
    }
    case "scale": {
      const back = response.about === "then" ? [{ name: "Looking back at how it was then", text: "", isOwn: false }] : [];
      const fields = Object.entries(response.fields ?? {}).sort(byOrder);
      return [...back, ...rated(entry, words), ...fields.flatMap(([key, text]) => own(words.get(key) ?? `Question ${key}`, text))];
    }
    case "replies":
      return inOrder(response.texts, words).flatMap(([key, text]) => own(quoted(words, key), text));
    case "vignette":
      return ofCases(response, words);
    case "marks": {
      const by = { name: response.by === "self" ? "Self-rated" : "Rated by a colleague", text: "", isOwn: false };
      const replies = inOrder(response.replies, words).map(([key, { marks, deducted }]) => {
        const given = inOrder(marks, words, "mark-").map(([one, mark]) => `${words.get(`mark-${one}`) ?? one} ${mark}`);
        return { name: quoted(words, key), text: listed([...given, ...(deducted ? ["one point off"] : [])]), isOwn: false };
      });
      return [by, ...replies];
    }
  }
}

const PARTS = { read: "You read both versions and did not take part", withdrawn: "Answers withdrawn" };

/** What was answered to each case, and never in which version: that would look like a finding about somebody. */
function ofCases({ part = "taken", pack, version, cases }: VignetteResponse, words: ReadonlyMap<string, string>): Said[] {
  const line = (name: string, text: string): Said => ({ name, text, isOwn: false });
  if (part !== "taken") return [line(PARTS[part], "")];
  const lines = inOrder(cases, words).flatMap(([key, { skipped, ratings = {}, step = null, text = "" }]) => {
    const title = words.get(key) ?? key;
    if (skipped) return [line(title, "left out")];
    const rated = inOrder(ratings, words, "rate-").map(([one, rating]) => line(`${title}. ${words.get(`rate-${one}`) ?? one}`, `${rating} of 10`));
    const next = step === null ? [] : [line(`${title}. ${words.get("ask-step") ?? "Next step"}`, words.get(`step-${step}`) ?? step)];
    const own = text.trim() === "" ? [] : [{ name: `${title}. ${words.get("ask-line") ?? "You wrote"}`, text, isOwn: true }];
    return [...rated, ...next, ...own];
  });
  return [line("Pack", `${pack}, version ${version}`), ...lines];
}

/** What the ratings came to, or how many there are so far. */
function rated({ response, outcome }: Entry, words: ReadonlyMap<string, string>): Said[] {
  if (response.kind !== "scale") return [];
  const line = (name: string, text: string): Said => ({ name, text, isOwn: false });
  const scored = outcome?.scored;
  if (!scored) return [line("Answered so far", String(Object.keys(response.ratings).length))];
  const top = [...words.keys()].filter((key) => key.startsWith("answer-")).length - 1;
  const range = top > 0 ? `, from 0 to ${top}` : "";
  const parts = scored.parts.map(({ subscale, mean }) => line(words.get(`part-${subscale}`) ?? subscale, mean?.shown ?? "too few answers"));
  const skipped = scored.skipped > 0 ? [line("Did not come up", `${scored.skipped} of ${scored.answered + scored.skipped + scored.open}`)] : [];
  return [line(`In all${range}`, scored.total?.shown ?? "too few answers"), ...parts, ...skipped];
}

/** What is held by id, in the order in which the exercise names it. */
function inOrder<T>(held: Record<string, T>, words: ReadonlyMap<string, string>, before = ""): [string, T][] {
  const known = [...words.keys()];
  return Object.entries(held).sort(([a], [b]) => place(known, before + a) - place(known, before + b) || (a < b ? -1 : 1));
}

function quoted(words: ReadonlyMap<string, string>, key: string): string {
  const text = words.get(key);
  return text === undefined ? key : `“${text}”`;
}

function place(known: readonly string[], key: string): number {
  const at = known.indexOf(key);
  return at < 0 ? known.length : at;
}

/** "Which day? (2)" for the second row. */
function inRow(label: string, at: number): string {
  return `${label} (${at + 1})`;
}

/** How a conversation ended, and where its gauges stood then. */
function ended({ outcome }: Entry, words: ReadonlyMap<string, string>): Said[] {
  if (!outcome?.ending) return [];
  const gauges = Object.entries(outcome.state ?? {}).map(([id, value]) => `${words.get(`gauge-${id}`) ?? id} ${value}`);
  const ending = words.get(`ending-${outcome.ending}`) ?? outcome.ending;
  const stood = { name: "Where it stood then, from 0 to 4", text: listed(gauges), isOwn: false };
  return [{ name: "How it ended", text: ending, isOwn: false }, ...(gauges.length > 0 ? [stood] : [])];
}

export function isChanged(entry: Entry, mark: ShelfMark | null): boolean {
  return mark !== null && mark.digest !== entry.digest;
}

/** A name before its text; a question keeps its own mark. */
export function named(name: string): string {
  return /[?.!…”]$/.test(name) ? name : `${name}:`;
}
