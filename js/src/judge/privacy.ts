/**
 * What might identify somebody in a text: numbers, addresses and dates by rule, and words with a capital for a review.
 * The twin of `powerwith.privacy`; tests/vectors/privacy.json holds both to the same answers.
 */

/** A place that might identify somebody, in code points; `hard` if it can hardly be anything else. */
export interface Spot {
  kind: string;
  start: number;
  end: number;
  hard: boolean;
}

/** A word with a capital that may be a name, and every place where it stands, without its possessive. */
export interface Name {
  word: string;
  spots: [number, number][];
}

/** One rule as Python compiles it. */
export interface CompiledFinder {
  kind: string;
  called: string;
  hard: boolean;
  after: string;
  marked: string;
  not_after?: string;
  check?: "mod-11" | "area";
  needs?: string;
  /** Missing where it is said while somebody writes. */
  hint?: false;
}

export interface CompiledPrivacy {
  letters: string;
  rules: CompiledFinder[];
  areas: string[];
  words: Record<WordList, string[]>;
}

type WordList = "allowed" | "months" | "month-after" | "verbs" | "verb-before" | "common";

interface Finder {
  kind: string;
  called: string;
  hard: boolean;
  hint: boolean;
  pattern: RegExp;
  check: (text: string) => boolean;
  needs: string;
}

/** The rules that find by form, ready to run. */
export interface Finders {
  finders: Finder[];
}

/** All rules, ready to run. */
export interface PrivacyRules extends Finders {
  word: RegExp;
  words: Record<WordList, Set<string>>;
}

const APOSTROPHE = "'\u2019\u02bc";
const HYPHEN = "\\-\u2010\u2011";
const APOSTROPHES = new RegExp(`[${APOSTROPHE}]`, "gu");
const ENDING = new RegExp(`[${APOSTROPHE}](?:s|S|ll|d|ve|re|m)$`, "u");
const STARTS = /[.!?\u2026:;\u061f\u3002\uff01\uff1f\n\r\u2028\u2029"\u201c\u201d\u00ab\u2018\u2022*|]/u;
const JOINED = new RegExp(`^(?:[ \u00a0\u202f]{1,3}|[${HYPHEN}])$`, "u");
const HYPHENED = new RegExp(`[${HYPHEN}]`, "u");
const DIGIT = /[0-9]/u;
const DIGIT_FIRST = /^[0-9]/u;
/** Letters of scripts that know no capitals: in a text in English, a word of them is shown as a capital would be. */
const CASELESS = new RegExp(
  "[\u0590-\u05ff\u0620-\u065f\u066e-\u06ef\u06fa-\u0965\u0970-\u109f\u10d0-\u10ff\u1100-\u139f\u13f6-\u1c8f" +
    "\u1cc0-\u1dff\u3041-\ua63f\ua6a0-\ua6ff\ua800-\uab2f\uabc0-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc" +
    "\uff66-\uffdc\u{10800}-\u{118ff}\u{20000}-\u{3ffff}]",
  "u",
);

/** What finds by form; ready without the lists of words, which only a review of capitals needs. */
export function prepareFinders({ letters, rules, areas }: Omit<CompiledPrivacy, "words">): Finders {
  const known = new Set(areas);
  const checks = { "mod-11": addsUp, area: (text: string) => known.has(area(text)) };
  return {
    finders: rules.map(({ kind, called, hard, after, marked, not_after = "", check, needs = "", hint = true }) => ({
      kind,
      called,
      hard,
      hint,
      pattern: new RegExp(`([^${letters}${not_after}]${after})(${marked})(?![${letters}])`, "gu"),
      check: check ? checks[check] : () => true,
      needs,
    })),
  };
}

/** Make compiled rules ready; once a page. */
export function prepare({ letters, rules, areas, words }: CompiledPrivacy): PrivacyRules {
  return {
    ...prepareFinders({ letters, rules, areas }),
    word: new RegExp(`[${letters}]+(?:[${APOSTROPHE}][${letters}]+)*`, "gu"),
    words: {
      allowed: new Set(words.allowed),
      months: new Set(words.months),
      "month-after": new Set(words["month-after"]),
      verbs: new Set(words.verbs),
      "verb-before": new Set(words["verb-before"]),
      common: new Set(words.common),
    },
  };
}

/** The check digit of NHS, CHI and Health and Care numbers: weights 10 to 2, modulo 11. */
function addsUp(text: string): boolean {
  const digits = text.replace(/[^0-9]/gu, "");
  let total = 0;
  for (let i = 0; i < 9; i++) total += (10 - i) * Number(digits[i]);
  return (11 - (total % 11)) % 11 === Number(digits[9]);
}

function area(text: string): string {
  return (/^[A-Za-z]{1,2}/u.exec(text)?.[0] ?? "").toUpperCase();
}

/** Every place that might identify somebody by its form, in order, none of them overlapping. */
export function found(text: string, { finders }: Finders): Spot[] {
  const padded = `\n${text}\n`;
  const spots = finders.flatMap((rule) => {
    const needed = rule.needs === "digit" ? DIGIT.test(text) : text.includes(rule.needs);
    return needed ? by(rule, padded) : [];
  });
  return inPoints(text, settled(spots));
}

function by({ kind, hard, pattern, check }: Finder, padded: string): Spot[] {
  const spots: Spot[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(padded); match; match = pattern.exec(padded)) {
    const marked = match[2] ?? "";
    const start = match.index + (match[1] ?? "").length;
    if (check(marked)) {
      spots.push({ kind, start: start - 1, end: start + marked.length - 1, hard });
      pattern.lastIndex = start + marked.length;
    } else {
      pattern.lastIndex = match.index + ((padded.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
    }
  }
  return spots;
}

/**
 * What overlaps becomes one: as long as all together, of the kind of the longest, hard if one of them is. Of two
 * equally long the hard one gives its kind, then the one whose rule stands first.
 */
function settled(spots: Spot[]): Spot[] {
  const done: Spot[] = [];
  let longest = { size: 0, hard: false };
  for (const spot of [...spots].sort((a, b) => a.start - b.start)) {
    const rank = { size: spot.end - spot.start, hard: spot.hard };
    const last = done[done.length - 1];
    if (!last || spot.start >= last.end) {
      done.push({ ...spot });
      longest = rank;
      continue;
    }
    if (rank.size > longest.size || (rank.size === longest.size && rank.hard && !longest.hard)) {
      last.kind = spot.kind;
      longest = rank;
    }
    last.end = Math.max(last.end, spot.end);
    last.hard = last.hard || spot.hard;
  }
  return done;
}

/** The same places counted in code points, as Python counts. */
function inPoints(text: string, spots: Spot[]): Spot[] {
  const at = counter(text);
  return spots.map((spot) => ({ ...spot, start: at(spot.start), end: at(spot.end) }));
}

/** Turns rising places in UTF-16 units into code points, in one pass over the text. */
function counter(text: string): (unit: number) => number {
  let unit = 0;
  let point = 0;
  return (to) => {
    while (unit < to) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      point++;
    }
    return point;
  };
}

/** A word, or what stands between two hyphens; `gap` stands before it, since the word before. In UTF-16 units. */
export interface Part {
  text: string;
  start: number;
  end: number;
  gap: string;
}

export function split(text: string, { word }: PrivacyRules): Part[] {
  let before = 0;
  return Array.from(text.matchAll(word), ({ 0: written, index }) => {
    const gap = text.slice(before, index);
    before = index + written.length;
    return { text: written, start: index, end: before, gap };
  });
}

/** A word without a possessive or contracted verb: `Priya` of `Priya's`. */
export function bare(word: string): string {
  return word.replace(ENDING, "");
}

/** What makes two spellings one word: no capitals, one kind of apostrophe, accents joined to their letters. */
export function key(word: string): string {
  return word.replace(APOSTROPHES, "'").normalize("NFC").toLowerCase();
}

/** Whether a word has a capital, or letters of a script that knows none. */
export function standsOut(word: string): boolean {
  return Array.from(word).some((sign) => sign.toLowerCase() !== sign) || CASELESS.test(word);
}

/** An initial, or letters with digits, such as `E12`: neither is a name that has to be replaced. */
function isCode(word: string): boolean {
  return DIGIT.test(word) || (Array.from(word).length === 1 && !CASELESS.test(word));
}

/**
 * Words with a capital that may be names, in the order in which they first stand. `allowed` are further words to leave
 * out, such as the people of an exercise. At the start of a sentence a common word is left out, unless it has its
 * capital inside a sentence, too.
 */
export function names(text: string, rules: PrivacyRules, allowed: Iterable<string> = []): Name[] {
  const more = new Set(Array.from(allowed).flatMap((one) => split(one, rules).map((part) => key(bare(part.text)))));
  const { words } = rules;
  const parts = split(text, rules);
  const shown = parts.flatMap((part, i) => {
    const own = key(bare(part.text));
    if (words.allowed.has(own) || more.has(own) || !standsOut(bare(part.text))) return [];
    if (isCode(bare(part.text))) return [];
    if (isMonth(parts, i, rules) || isVerb(parts, i, rules)) return [];
    return [{ own, part, common: begins(part, i) && (words.common.has(own) || words.common.has(key(part.text))) }];
  });
  const inside = new Set(shown.filter(({ common }) => !common).map(({ own }) => own));
  const groups = new Map<string, Part[]>();
  for (const { own, part } of shown) {
    if (!inside.has(own)) continue;
    const group = groups.get(own);
    if (group) group.push(part);
    else groups.set(own, [part]);
  }
  return placed(text, groups);
}

function placed(text: string, groups: Map<string, Part[]>): Name[] {
  const all = Array.from(groups.values());
  const points = new Map<number, number>();
  const at = counter(text);
  const ends = all.flat().flatMap(({ start, text: word }) => [start, start + bare(word).length]);
  for (const unit of ends.sort((a, b) => a - b)) points.set(unit, at(unit));
  const point = (unit: number) => points.get(unit) ?? 0;
  return all.map((parts) => ({
    word: bare(parts[0]?.text ?? ""),
    spots: parts.map(({ start, text: word }) => [point(start), point(start + bare(word).length)]),
  }));
}

/** Whether a word begins a sentence, a line, or something that is said. */
function begins({ gap }: Part, at: number): boolean {
  return at === 0 || STARTS.test(gap) || gap.endsWith(" -") || gap.endsWith("- ");
}

function isMonth(parts: Part[], at: number, { words }: PrivacyRules): boolean {
  const part = parts[at];
  if (!part || !words.months.has(key(part.text))) return false;
  const before = begins(part, at) ? "" : key(parts[at - 1]?.text ?? "");
  return words["month-after"].has(before) || DIGIT_FIRST.test(before) || DIGIT_FIRST.test(parts[at + 1]?.text ?? "");
}

/** Whether a word that is a name as well asks or tells here: `Will you`, `Mark the place`. */
function isVerb(parts: Part[], at: number, { words }: PrivacyRules): boolean {
  const part = parts[at];
  const next = parts[at + 1];
  if (!part || !next || !words.verbs.has(key(part.text)) || !begins(part, at)) return false;
  return next.gap === " " && words["verb-before"].has(key(next.text));
}

interface Wanted {
  parts: Part[];
  becomes: string;
}

/**
 * The text with each of these words or names replaced wherever it stands whole; possessives stay. The longest name goes
 * first. A word with a capital is not replaced where it stands in small letters. Neighbours that become the same, such
 * as a forename and a surname, become one.
 */
export function replaced(text: string, by: ReadonlyMap<string, string>, rules: PrivacyRules): string {
  const wanted = byFirstWord(by, rules);
  const parts = split(text, rules);
  let out = "";
  let end = 0;
  let last = "";
  for (let i = 0; i < parts.length; ) {
    const part = parts[i] as Part;
    const hit = wanted.get(key(bare(part.text)))?.find((one) => stands(parts, i, one, rules));
    if (!hit) {
      out += text.slice(end, part.end);
      end = part.end;
      last = "";
      i++;
      continue;
    }
    const final = parts[i + hit.parts.length - 1] as Part;
    const ending = final.text.slice(bare(final.text).length);
    const again = last !== "" && last === hit.becomes && JOINED.test(part.gap);
    out += again ? ending : text.slice(end, part.start) + hit.becomes + ending;
    end = final.end;
    last = ending ? "" : hit.becomes;
    i += hit.parts.length;
  }
  return out + text.slice(end);
}

/** The names by their first word, the longest first. */
function byFirstWord(by: ReadonlyMap<string, string>, rules: PrivacyRules): Map<string, Wanted[]> {
  const names = Array.from(by, ([name, becomes]) => ({ parts: split(name, rules), becomes }));
  const wanted = new Map<string, Wanted[]>();
  for (const one of names.sort((a, b) => b.parts.length - a.parts.length)) {
    const first = one.parts[0];
    if (!first) continue;
    const own = key(bare(first.text));
    wanted.set(own, [...(wanted.get(own) ?? []), one]);
  }
  return wanted;
}

function stands(parts: Part[], at: number, { parts: name }: Wanted, rules: PrivacyRules): boolean {
  if (at + name.length > parts.length || (name.length === 1 && isVerb(parts, at, rules))) return false;
  return name.every((wanted, i) => {
    const here = parts[at + i] as Part;
    if (key(bare(here.text)) !== key(bare(wanted.text))) return false;
    if (standsOut(bare(wanted.text)) && !standsOut(bare(here.text))) return false;
    if (i < name.length - 1 && bare(here.text) !== here.text) return false;
    return i === 0 || (JOINED.test(here.gap) && HYPHENED.test(here.gap) === HYPHENED.test(wanted.gap));
  });
}
