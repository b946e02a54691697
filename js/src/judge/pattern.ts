/**
 * Reads a reply into words and sentences, and finds every pattern of every rule in one pass over it.
 * A twin of `coach/reading.py` and `coach/program.py`; tests/vectors/coach.json holds both to the same answers.
 */

/** The letters are listed by range, because `\w` and `\b` know English only, here even with the `u` flag. */
const LETTERS =
  "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u037d\u037f-\u0386\u0388-\u060b" +
  "\u060d-\u061a\u0620-\u06d3\u06d5-\u0963\u0966-\u1fff\u2c00-\u2dff\u3041-\ud7ff\uf900-\ufdff\ufe70-\ufefc" +
  "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\u{10000}-\u{1efff}\u{20000}-\u{3ffff}";
const SPACE = " \\t\\n\\r\\f\\v\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000";
const STOP = "[.!?\u2026\u061f\u3002\uff01\uff1f]+";
const CLOSER = "[\"'\u201d\u2019\u00bb)\\]]*";
const WORD = new RegExp(`[${LETTERS}]+(?:['\u2019\u02bc][${LETTERS}]+)*`, "gu");
const END = new RegExp(`${STOP}${CLOSER}(?=[${SPACE}])|[!?\u061f\uff01\uff1f]+`, "u");
const NEWLINE = /[\n\r\u2028\u2029]/u;
const CLOSE = new RegExp(`^${CLOSER}${STOP}`, "u");
const PAUSE = new RegExp(`[,;:(\u2014\u2013\u2026]|\\.\\.\\.|[${SPACE}]-+[${SPACE}]`, "u");
const ASKS = /[?\u061f\uff1f]/u;
const SHOUTS = /[!\uff01]/u;

const ENDINGS = new Map(
  Object.entries({ "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am", "'s": "is" }),
);
const WHOLE = new Map(
  Object.entries({
    "won't": "will not", "can't": "can not", cannot: "can not", "shan't": "shall not", "ain't": "is not",
    "let's": "let us", gonna: "going to", gotta: "got to", wanna: "want to", didnt: "did not",
    dont: "do not", doesnt: "does not", isnt: "is not", arent: "are not", wasnt: "was not",
    werent: "were not", hasnt: "has not", havent: "have not", couldnt: "could not",
    shouldnt: "should not", wouldnt: "would not", cant: "can not", wont: "will not",
    youre: "you are", youve: "you have", youll: "you will", theyre: "they are", thats: "that is",
    whats: "what is", ive: "i have", im: "i am", lets: "let us",
    realize: "realise", realized: "realised", realizing: "realising", recognize: "recognise",
    recognized: "recognised", apologize: "apologise",
  }),
);
const ABBREVIATIONS = new Set(["mr", "mrs", "ms", "dr", "st", "vs", "eg", "ie"]);
const SAYING = new Set(["say", "ask", "answer", "reply", "try", "write"]);
const DOUBLE = "\"\u201c\u201d\u00ab\u00bb";
const SINGLE = "'\u2018\u2019";

/** Tokens `first` to `last`, both included; `start` to `end` in code points with its full stop. */
export interface Sentence {
  first: number;
  last: number;
  start: number;
  end: number;
  asks: boolean;
  shouts: boolean;
}

/** Parallel lists, one item a token; several tokens may share the word they stand in (`didn't`). */
export interface Reading {
  tokens: string[];
  starts: number[];
  ends: number[];
  paused: boolean[];
  quoted: boolean[];
  sentence: number[];
  sentences: Sentence[];
}

interface Word {
  text: string;
  start: number;
  end: number;
}

/** Split a reply into tokens and sentences. Takes time in proportion to its length. */
export function read(text: string): Reading {
  const { words, gaps } = split(text);
  const quotes = quotedWords(words, gaps);
  const out: Reading = { tokens: [], starts: [], ends: [], paused: [], quoted: [], sentence: [], sentences: [] };
  let opened = 0;
  words.forEach((word, i) => {
    const before = gaps[i] ?? "";
    const after = gaps[i + 1] ?? "";
    let paused = before !== " " && PAUSE.test(before);
    let token = "";
    for (token of spellOut(word.text)) {
      out.tokens.push(token);
      out.starts.push(word.start);
      out.ends.push(word.end);
      out.paused.push(paused);
      out.quoted.push(quotes[i] === true);
      out.sentence.push(out.sentences.length);
      paused = false;
    }
    const next = words[i + 1];
    if (next && (after === " " || !ends(after, token, String.fromCodePoint(next.text.codePointAt(0) ?? 0)))) return;
    out.sentences.push({
      first: opened,
      last: out.tokens.length - 1,
      start: out.starts[opened] ?? 0,
      end: word.end + (CLOSE.exec(after)?.[0].length ?? 0),
      asks: ASKS.test(after),
      shouts: SHOUTS.test(after),
    });
    opened = out.tokens.length;
  });
  return out;
}

/** Words with their places in code points, and what stands between them. */
function split(text: string): { words: Word[]; gaps: string[] } {
  const words: Word[] = [];
  const gaps: string[] = [];
  let unit = 0;
  let point = 0;
  for (const match of text.matchAll(WORD)) {
    const gap = text.slice(unit, match.index);
    const start = point + points(gap);
    const end = start + points(match[0]);
    gaps.push(gap);
    words.push({ text: match[0], start, end });
    unit = match.index + match[0].length;
    point = end;
  }
  gaps.push(text.slice(unit));
  return { words, gaps };
}

function points(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    const code = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    if (code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      count--;
      i++;
    }
  }
  return count;
}

/** A word as the rules see it: small letters, straight apostrophes, contractions in full. */
export function spellOut(written: string): string[] {
  const word = written.toLowerCase().replace(/[\u2019\u02bc]/gu, "'");
  const whole = WHOLE.get(word);
  if (whole !== undefined) return whole.split(" ");
  const cut = word.lastIndexOf("'");
  if (cut > 0) {
    if (word.endsWith("n't") && word.length > 3) return [word.slice(0, -3), "not"];
    const ending = ENDINGS.get(word.slice(cut));
    if (ending !== undefined) return [...spellOut(word.slice(0, cut)), ending];
  }
  return [word];
}

/** Whether a sentence ends in the gap between two words. */
function ends(gap: string, token: string, follows: string): boolean {
  if (NEWLINE.test(gap)) return true;
  const mark = END.exec(gap)?.[0];
  if (mark === undefined) return false;
  if (ASKS.test(mark) || SHOUTS.test(mark)) return true;
  if (mark.includes("\u2026") || mark.includes("...")) {
    return !(follows === follows.toLowerCase() && follows !== follows.toUpperCase());
  }
  return !(ABBREVIATIONS.has(token) || (token !== "i" && /^[a-z]$/.test(token)));
}

/** For each word whether somebody else is being quoted. A reply that is one long quotation is the writer's own. */
function quotedWords(words: Word[], gaps: string[]): boolean[] {
  const marks = words.map(() => false);
  const opened = new Map<string, number>();
  gaps.forEach((gap, i) => {
    if (gap === " ") return;
    const signs = Array.from(gap);
    signs.forEach((mark, at) => {
      const kind = DOUBLE.includes(mark) ? "double" : SINGLE.includes(mark) ? "single" : "";
      if (!kind) return;
      const beforeWord = at + 1 === signs.length && i < words.length;
      const attached = at === 0 && i > 0;
      const opens =
        kind === "single"
          ? beforeWord && !attached && mark !== "\u2019"
          : mark === "\u201c" || mark === "\u00ab" || (mark === '"' && !opened.has(kind));
      const first = opened.get(kind);
      if (opens) opened.set(kind, i);
      else if (first !== undefined) {
        opened.delete(kind);
        if (!isOwn(words, first)) marks.fill(true, first, i);
      }
    });
  });
  return marks.every((mark) => mark) ? marks.map(() => false) : marks;
}

/** `I would say "…"` introduces the writer's own words. */
function isOwn(words: Word[], first: number): boolean {
  const before = words.slice(Math.max(0, first - 3), first).flatMap((word) => spellOut(word.text));
  return SAYING.has(before[before.length - 1] ?? "") && before.includes("i");
}

/** Which places a step can be read at: the words it names, endings, or any word. */
interface Step {
  words: Set<string>;
  endings: string[];
  any: boolean;
  optional: boolean;
  paused: boolean;
}

interface Sequence {
  steps: Step[];
  opens: boolean;
  closes: string;
  loose: boolean;
}

export type Span = readonly [first: number, last: number];
export type Slots = Record<string, readonly string[]>;

function put(row: Row, at: number): void {
  row[at >>> 5] = (row[at >>> 5] as number) | (1 << (at & 31));
}

function append(lists: Map<string, number[]>, key: string, at: number): void {
  const held = lists.get(key);
  if (held) held.push(at);
  else lists.set(key, [at]);
}

function isEnding(token: string, ending: string): boolean {
  return token.endsWith(ending) && token.length >= ending.length + 2;
}

interface Expanded {
  steps: string[];
  opens: boolean;
  closes: string;
}

/** Every sequence of a compiled line: its steps, whether it opens a sentence, and the mark that closes it. */
function expand(line: string): Expanded[] {
  const opens = line.startsWith("^ ");
  const closes = / [$?!]$/.test(line) ? line.slice(-1) : "";
  let found: string[][] = [[]];
  for (const [part] of line.slice(opens ? 2 : 0, line.length - (closes ? 2 : 0)).matchAll(/<[^>]*>|[^ ]+/g)) {
    const phrases = part.startsWith("<") ? part.slice(1, -1).split("/") : [part];
    found = found.flatMap((steps) => phrases.map((phrase) => [...steps, ...phrase.split(" ").filter(Boolean)]));
  }
  const firm = new Map(found.flatMap(firmed).map((steps) => [steps.join(" "), steps]));
  return Array.from(firm.values(), (steps) => ({ steps, opens, closes }));
}

/** Without optional steps at either end, so a match starts and ends on words that count. */
function firmed(steps: string[]): string[][] {
  const [first, last] = [steps[0], steps[steps.length - 1]];
  if (first?.endsWith("?")) {
    const rest = firmed(steps.slice(1));
    return first === "_?" ? rest : [...firmed([first.slice(0, -1), ...steps.slice(1)]), ...rest];
  }
  if (last?.endsWith("?")) {
    const rest = firmed(steps.slice(0, -1));
    return last === "_?" ? rest : [...firmed([...steps.slice(0, -1), last.slice(0, -1)]), ...rest];
  }
  return [steps];
}

function parse({ steps: parts, opens, closes }: Expanded, slots: Map<string, readonly string[]>): Sequence {
  const steps = parts.map((part): Step => {
    const atoms = part.replace(/^,/, "").replace(/\?$/, "").split("|");
    const plain = atoms.flatMap((atom) => (atom.startsWith("{") ? (slots.get(atom.slice(1, -1)) ?? []) : [atom]));
    return {
      words: new Set(plain.filter((atom) => !atom.startsWith("*"))),
      endings: plain.filter((atom) => atom.startsWith("*")).map((atom) => atom.slice(1)),
      any: atoms.length === 1 && atoms[0] === "_",
      optional: part.endsWith("?"),
      paused: part.startsWith(","),
    };
  });
  return { steps, opens, closes, loose: steps.some((step) => step.optional) };
}

/** A row of bits, thirty-two to a number. */
type Row = Uint32Array;

/** Which steps a token can be read at: the numbers of the row that are not zero, and their bits. */
interface Mask {
  places: readonly number[];
  bits: Row;
}

/**
 * All sequences of a rule set side by side, a bit a step; one word moves all of them on at once (Shift-And).
 * No sequence crosses from one number of the row into the next, so only numbers a token touches need work.
 */
export class Program {
  private readonly sequences: Sequence[] = [];
  private readonly lineOf: number[] = [];
  private readonly exact = new Map<string, number[]>();
  private readonly endings = new Map<string, number[]>();
  private readonly masks = new Map<string, Mask>();
  private readonly owner = new Map<number, number>();
  private readonly any: number[] = [];
  private readonly opens: Row;
  private readonly starts: Row;
  private readonly finals: Row;
  private readonly optional: Row;
  private readonly unpaused: Row;

  constructor(lines: readonly string[], slots: Slots) {
    const lists = new Map(Object.entries(slots));
    const begins: number[] = [];
    let size = 0;
    lines.forEach((line, number) => {
      for (const sequence of expand(line)) {
        this.sequences.push(parse(sequence, lists));
        this.lineOf.push(number);
        const steps = sequence.steps.length;
        if ((size & 31) + steps > 32) size = (size | 31) + 1;
        begins.push(size);
        size += steps;
      }
    });
    const row = (): Row => new Uint32Array((size >>> 5) + 1);
    [this.opens, this.starts, this.finals, this.optional, this.unpaused] = [row(), row(), row(), row(), row()];
    this.unpaused.fill(0xffffffff);
    this.sequences.forEach((sequence, number) => {
      let at = begins[number] as number;
      put(this.opens, at);
      if (!sequence.opens) put(this.starts, at);
      for (const step of sequence.steps) this.lay(step, at++);
      put(this.finals, at - 1);
      this.owner.set(at - 1, number);
    });
  }

  private lay(step: Step, at: number): void {
    for (const word of step.words) append(this.exact, word, at);
    for (const ending of step.endings) append(this.endings, ending, at);
    if (step.any) this.any.push(at);
    if (step.optional) put(this.optional, at);
    if (step.paused) this.unpaused[at >>> 5] = (this.unpaused[at >>> 5] as number) & ~(1 << (at & 31));
  }

  /** The steps a token can be read at. Words no rule knows share one mask for each way they end. */
  private mask(token: string): Mask {
    const places = this.exact.get(token);
    const fitting = Array.from(this.endings.keys()).filter((ending) => isEnding(token, ending));
    const key = places ? token : `*${fitting.join("*")}`;
    const known = this.masks.get(key);
    if (known) return known;
    const bits = new Uint32Array(this.finals.length);
    for (const at of this.any) put(bits, at);
    for (const at of places ?? []) put(bits, at);
    for (const ending of fitting) for (const at of this.endings.get(ending) ?? []) put(bits, at);
    const touched = Array.from(bits.keys()).filter((place) => bits[place] !== 0);
    const made = { places: touched, bits };
    this.masks.set(key, made);
    return made;
  }

  /** Each line that occurs, with the first and last token of every occurrence. */
  scan(reading: Reading): Map<number, Span[]> {
    const found = new Map<number, Span[]>();
    const { finals, optional, unpaused } = this;
    const masks = new Map<string, Mask>();
    let before = new Uint32Array(finals.length);
    let state = new Uint32Array(finals.length);
    let alive: number[] = [];
    let last = -1;
    for (let at = 0; at < reading.tokens.length; at++) {
      const token = reading.tokens[at] as string;
      let mask = masks.get(token);
      if (!mask) masks.set(token, (mask = this.mask(token)));
      const fresh = at > last;
      if (fresh) last = reading.sentences[reading.sentence[at] ?? 0]?.last ?? at;
      const starts = fresh ? this.opens : this.starts;
      const paused = reading.paused[at] === true;
      const living: number[] = [];
      for (const place of mask.places) {
        const old = fresh ? 0 : before[place] as number;
        let bits = ((old << 1) | (starts[place] as number)) & (mask.bits[place] as number);
        if (!paused) bits &= unpaused[place] as number;
        if (bits === 0) continue;
        const free = optional[place] as number;
        for (let more = (bits << 1) & free & ~bits; more !== 0; more = (bits << 1) & free & ~bits) bits |= more;
        const hits = bits & (finals[place] as number);
        if (hits !== 0) this.report(hits, place, at, last, reading, found);
        bits &= ~hits;
        if (bits === 0) continue;
        state[place] = bits;
        living.push(place);
      }
      for (const place of alive) before[place] = 0;
      [before, state] = [state, before];
      alive = living;
    }
    return found;
  }

  private report(hits: number, w: number, at: number, last: number, reading: Reading, found: Map<number, Span[]>): void {
    for (let rest = hits; rest !== 0; rest &= rest - 1) {
      const number = this.owner.get(w * 32 + 31 - Math.clz32(rest & -rest)) ?? -1;
      const sequence = this.sequences[number];
      if (!sequence || !closes(sequence, reading, at, last)) continue;
      const line = this.lineOf[number] ?? -1;
      const spans = found.get(line) ?? [];
      spans.push([begin(sequence, reading, at), at]);
      found.set(line, spans);
    }
  }
}

function closes(sequence: Sequence, reading: Reading, at: number, last: number): boolean {
  if (!sequence.closes) return true;
  const sentence = reading.sentences[reading.sentence[at] ?? 0];
  if (at !== last || !sentence) return false;
  return sequence.closes === "$" || (sequence.closes === "?" ? sentence.asks : sentence.shouts);
}

function takes(step: Step, token: string, paused: boolean): boolean {
  if (step.paused && !paused) return false;
  return step.any || step.words.has(token) || step.endings.some((ending) => isEnding(token, ending));
}

/** The first token of the shortest occurrence that ends here. */
function begin({ steps, opens, loose }: Sequence, reading: Reading, end: number): number {
  if (!loose) return end - steps.length + 1;
  const first = reading.sentences[reading.sentence[end] ?? 0]?.first ?? 0;
  let open = new Set([steps.length - 1]);
  for (let at = end; at >= first; at--) {
    const reached = new Set<number>();
    for (const place of open) {
      const step = steps[place];
      if (!step || !takes(step, reading.tokens[at] ?? "", reading.paused[at] === true)) continue;
      if (place === 0 && (!opens || at === first)) return at;
      for (let before = place - 1; before >= 0; before--) {
        reached.add(before);
        if (steps[before]?.optional !== true) break;
      }
    }
    open = reached;
  }
  return first;
}
