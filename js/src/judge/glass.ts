/**
 * A second look at each sentence where rules are weak: sums of small whole numbers that anybody can read.
 * A twin of `coach/glass.py`. It has no mark for a harm code, and so cannot raise one.
 */
import type { Found } from "./coach.ts";
import type { Reading, Sentence } from "./pattern.ts";

export interface Task {
  bias: number;
  features: Readonly<Record<string, number>>;
}

export interface Glass {
  tasks: { question: Task; open: Task; reflect: Task };
  /** By rule: its code, what it says and why. */
  marks: Readonly<Record<string, readonly [code: string, says: string, why: string]>>;
}

const FILLERS = new Set(["um", "uh", "er", "erm", "mm", "hm", "hmm", "mhm", "ah", "eh"]);
const OPENERS = new Set([
  "okay", "ok", "alright", "right", "yeah", "yes", "yep", "oh", "well", "great", "good", "sure",
  "now", "no", "absolutely", "exactly",
]);
const JOINTS = new Set(["so", "and", "but", "then", "because"]);
const YOU = new Set(["you", "your", "yours", "yourself"]);
const ME = new Set(["i", "we", "me", "us", "my", "our"]);
const STEPS = [2, 4, 8, 16, 32];

/** What is looked at: hostile texts stay quick. */
const MOST_WORDS = 40;
const MOST_SENTENCES = 60;

const ASKING = new Set(["QUESTION_OPEN", "QUESTION_CLOSED", "SEEK"]);
const GIVING_BACK = new Set(["REFLECT", "REFLECT_FEELING"]);

/** What a sentence shows, each once; the signs are explained in `coach/glass.py`. */
export function signs(tokens: readonly string[], codes: readonly string[]): string[] {
  const words: string[] = [];
  const joints: string[] = [];
  let last = "";
  for (const token of tokens) {
    if (FILLERS.has(token) || token === last) continue;
    last = token;
    if (words.length === 0 && JOINTS.has(token)) joints.push(token);
    else if (words.length > 0 || !OPENERS.has(token)) words.push(token);
    if (words.length + joints.length === MOST_WORDS) break;
  }
  const found = joints.map((joint) => `+${joint}`);
  const [first, second = "-"] = words;
  if (first !== undefined) {
    found.push(`^${first}`, `^${first} ${second}`, `.${second}`, `${words[words.length - 1]}$`);
    if (joints.length > 0) found.push(`+^${first}`);
  }
  const people = words.flatMap((word) => (YOU.has(word) ? ["you"] : ME.has(word) ? ["me"] : []));
  found.push(`@${people[0] ?? "-"}`);
  if (new Set(people).size === 2) found.push("@both");
  found.push(`>${STEPS.filter((step) => words.length > step).length}`, ...words);
  for (let i = 1; i < words.length; i++) found.push(`${words[i - 1]} ${words[i]}`);
  for (const code of codes) found.push(`#${code}`);
  return Array.from(new Set(found));
}

/** How far what a sentence shows leans towards a task, in thousandths. */
export function lean({ bias, features }: Task, shown: readonly string[]): number {
  let sum = bias;
  for (const sign of shown) {
    const weight: unknown = features[sign];
    if (typeof weight === "number") sum += weight;
  }
  return sum;
}

/** Marks to add to what the rules found, each over a whole sentence. */
export function secondLook(glass: Glass, reading: Reading, found: readonly Found[], harm: ReadonlySet<string>): Found[] {
  const sentences = reading.sentences.slice(0, MOST_SENTENCES);
  const codes = sentences.map(() => new Set<string>());
  for (const item of found) {
    sentences.forEach((sentence, i) => {
      if (item.start < sentence.end && sentence.start < item.end) codes[i]?.add(item.code);
    });
  }
  const harmful = found.some(({ code }) => harm.has(code));
  return sentences.flatMap((sentence, i) => {
    const given = codes[i] ?? new Set<string>();
    if (reading.quoted[sentence.first] || Array.from(given).some((code) => harm.has(code))) return [];
    const seen = Array.from(given).filter((code) => !ASKING.has(code) && !GIVING_BACK.has(code)).sort();
    const shown = signs(reading.tokens.slice(sentence.first, sentence.last + 1), seen);
    const openEnded = reading.ends[sentence.last] === sentence.end;
    const rule = ruleFor(glass, sentence, given, shown, openEnded);
    const mark = glass.marks[rule];
    if (!mark || (harmful && rule === "glass-reflect")) return [];
    const [code, says, why] = mark;
    return [{ rule, code, start: sentence.start, end: sentence.end, says, why, offers: [], strength: "helps", asks: "" }];
  });
}

/** The rule of this layer that a sentence falls under, if any. A full stop says that it is no question. */
function ruleFor(
  { tasks }: Glass,
  sentence: Sentence,
  given: ReadonlySet<string>,
  shown: readonly string[],
  openEnded: boolean,
): string {
  const asked = Array.from(given).filter((code) => ASKING.has(code));
  if (sentence.asks) {
    const closed = asked.length === 1 && asked[0] === "QUESTION_CLOSED";
    return closed && lean(tasks.open, shown) > 0 ? "glass-question-open" : "";
  }
  if (asked.length > 0) return "";
  if (openEnded && lean(tasks.question, shown) > 0) {
    return lean(tasks.open, shown) > 0 ? "glass-question-open" : "glass-question-closed";
  }
  const reflects = !given.has("REFLECT") && !given.has("REFLECT_FEELING") && lean(tasks.reflect, shown) > 0;
  return reflects ? "glass-reflect" : "";
}
