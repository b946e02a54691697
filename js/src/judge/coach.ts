/** Reads one reply and says which words carry a move. A twin of `coach/check.py`. */
import { type Glass, secondLook } from "./glass.ts";
import { Program, read, type Reading, type Slots, type Span } from "./pattern.ts";

/** What `powerwith.coach.compiled()` makes of the rule files. */
export interface CoachRules {
  version: string;
  v: number;
  rules: readonly CompiledRule[];
  contexts: readonly { id: string; scope: string; lines: readonly string[] }[];
  slots: Slots;
  /** What each rule says, why, and its offers (a notice: what it asks), in the order of the rules. */
  texts: readonly (readonly string[])[];
  glass: Glass;
}

export interface CompiledRule {
  id: string;
  code: string;
  strength: string;
  lines: readonly string[];
  then?: readonly string[];
  spares?: readonly string[];
  when?: readonly string[];
  unless?: readonly string[];
  answered?: readonly string[];
  marks?: string;
}

/** Words the coach marked: `start` to `end` in code points, end not included. */
export interface Found {
  rule: string;
  code: string;
  start: number;
  end: number;
  says: string;
  why: string;
  offers: readonly string[];
  strength: string;
  /** What a notice asks; empty for all others. */
  asks: string;
}

export const HARM: ReadonlySet<string> = new Set([
  "CONFRONT", "DIRECT", "PERSUADE", "WARN", "MINIMISE", "POWER", "LABEL", "PATRONISE", "BUT_CANCEL",
]);

/** How many words a second part (`then`) may stand after the first. */
const REACH = 14;
/** A closed question that is really something else, such as asking leave, is not counted twice. */
const GIVES_WAY = new Map([["QUESTION_CLOSED", new Set(["SEEK", "QUESTION_OPEN"])]]);

type Part = "lines" | "then" | "spares";

interface Ready {
  program: Program;
  owners: { of: number; part: Part }[][];
}

const ready = new WeakMap<CoachRules, Ready>();

function prepare(rules: CoachRules): Ready {
  const known = ready.get(rules);
  if (known) return known;
  const owners = new Map<string, { of: number; part: Part }[]>();
  const own = (lines: readonly string[] | undefined, of: number, part: Part): void => {
    for (const line of lines ?? []) {
      const held = owners.get(line);
      if (held) held.push({ of, part });
      else owners.set(line, [{ of, part }]);
    }
  };
  rules.rules.forEach((rule, i) => {
    own(rule.lines, i, "lines");
    own(rule.then, i, "then");
    own(rule.spares, i, "spares");
  });
  rules.contexts.forEach((context, i) => own(context.lines, -1 - i, "lines"));
  const made = { program: new Program(Array.from(owners.keys()), rules.slots), owners: Array.from(owners.values()) };
  ready.set(rules, made);
  return made;
}

/** The words of a reply that carry a move, in the order in which they stand. */
export function check(text: string, rules: CoachRules): Found[] {
  const reading = read(text);
  if (reading.tokens.length === 0) return [];
  const parts = collect(prepare(rules), reading);
  const scene = new Scene(rules, reading, parts);
  const records: Ranked[] = [];
  rules.rules.forEach((rule, i) => {
    if (!parts.has(`${i} lines`)) return;
    for (const span of spansOf(rule, i, parts, scene)) records.push(record(reading, span, rules, i));
  });
  const noticed = records.filter(({ found }) => found.strength === "notice");
  const settled = settle(records.filter(({ found }) => found.strength !== "notice"));
  const added = secondLook(rules.glass, reading, settled.map(({ found }) => found), HARM);
  const all = added.length === 0 ? settled : settle([...settled, ...added.map((found) => ({ found, order: rules.rules.length }))]);
  const told = noticed.length === 0 ? all : [...all, ...notices(noticed, all, rules)].sort(byPlace);
  return told.map(({ found }) => found);
}

type Parts = Map<string, Span[]>;
type Ranked = { found: Found; order: number };

/** Occurrences by rule and part, without repeats, in the order in which they stand. */
function collect({ program, owners }: Ready, reading: Reading): Parts {
  const parts: Parts = new Map();
  for (const [line, spans] of program.scan(reading)) {
    for (const { of, part } of owners[line] ?? []) {
      const key = `${of} ${part}`;
      const held = parts.get(key);
      if (held) for (const span of spans) held.push(span);
      else parts.set(key, spans.slice());
    }
  }
  for (const [key, spans] of parts) {
    spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    parts.set(key, spans.filter((span, i) => i === 0 || span[0] !== spans[i - 1]?.[0] || span[1] !== spans[i - 1]?.[1]));
  }
  return parts;
}

function covered(spans: readonly Span[]): Set<number> {
  const tokens = new Set<number>();
  for (const [start, end] of spans) for (let at = start; at <= end; at++) tokens.add(at);
  return tokens;
}

interface Surrounding {
  scope: string;
  first: Map<number, number>;
  final: Map<number, number>;
  ends: Set<number>;
  covered: Set<number>;
}

/** What surrounds a match: the named contexts of this reply. */
class Scene {
  private readonly named = new Map<string, Surrounding>();
  private readonly clauses: number[] = [];

  constructor(
    rules: CoachRules,
    readonly reading: Reading,
    parts: Parts,
  ) {
    rules.contexts.forEach(({ id, scope }, i) => {
      const spans = parts.get(`${-1 - i} lines`);
      if (spans) this.named.set(id, this.placed(scope, spans));
    });
  }

  private placed(scope: string, spans: readonly Span[]): Surrounding {
    const first = new Map<number, number>();
    const final = new Map<number, number>();
    for (const [start] of spans) {
      const sentence = this.reading.sentence[start] ?? 0;
      if (!first.has(sentence)) first.set(sentence, start);
      final.set(sentence, start);
    }
    return { scope, first, final, ends: new Set(spans.map(([, end]) => end)), covered: covered(spans) };
  }

  /** The last token before the next comma or the end of the sentence. */
  clauseEnd(token: number): number {
    if (this.clauses.length === 0) {
      const { sentence, sentences, paused } = this.reading;
      let end = 0;
      for (let at = sentence.length - 1; at >= 0; at--) {
        if (at === sentences[sentence[at] ?? 0]?.last || paused[at + 1] === true) end = at;
        this.clauses[at] = end;
      }
    }
    return this.clauses[token] ?? token;
  }

  /** Whether a context surrounds these tokens. */
  holds(name: string, [start, end]: Span): boolean {
    const { reading } = this;
    const sentence = reading.sentence[start] ?? 0;
    const closing = reading.sentence[end] ?? 0;
    if (name === "quoted") return reading.quoted[start] === true;
    if (name === "asked") return reading.sentences[closing]?.asks === true;
    if (name === "shouted") return reading.sentences[closing]?.shouts === true;
    const around = this.named.get(name);
    if (!around) return false;
    switch (around.scope) {
      case "text":
        return true;
      case "sentence":
        return around.first.has(sentence) || around.first.has(closing);
      case "before":
        return (around.first.get(sentence) ?? start) < start;
      case "after":
        return (around.final.get(sentence) ?? start) > start;
      case "near":
        return [start - 3, start - 2, start - 1].some(
          (at) => at >= (reading.sentences[sentence]?.first ?? 0) && around.ends.has(at),
        );
      default:
        for (let at = start; at <= end; at++) if (around.covered.has(at)) return true;
        return false;
    }
  }
}

/** The occurrences of a rule that its contexts let stand. */
function spansOf(rule: CompiledRule, number: number, parts: Parts, scene: Scene): Span[] {
  const firsts = parts.get(`${number} lines`) ?? [];
  const spans = rule.then ? followed(firsts, parts.get(`${number} then`) ?? [], scene.reading) : firsts;
  const spared = covered(parts.get(`${number} spares`) ?? []);
  const kept: Span[] = [];
  for (const span of spans) {
    if (isSpared(span, spared)) continue;
    if (!(rule.when ?? []).every((name) => scene.holds(name, span))) continue;
    if ((rule.unless ?? []).some((name) => scene.holds(name, span))) continue;
    const sentence = scene.reading.sentences[scene.reading.sentence[span[0]] ?? 0];
    if (rule.marks === "sentence" && sentence) kept.push([sentence.first, Math.max(span[1], sentence.last)]);
    else if (rule.marks === "clause") kept.push([span[0], scene.clauseEnd(span[1])]);
    else kept.push(span);
  }
  return kept;
}

function isSpared([start, end]: Span, spared: ReadonlySet<number>): boolean {
  if (spared.size === 0) return false;
  for (let at = start; at <= end; at++) if (spared.has(at)) return true;
  return false;
}

/** Each first part with the nearest second part after it, in reach and at most one sentence on. */
function followed(firsts: readonly Span[], seconds: readonly Span[], reading: Reading): Span[] {
  const found: Span[] = [];
  let at = 0;
  for (const [start, end] of firsts) {
    while (at < seconds.length && (seconds[at]?.[0] ?? 0) <= start) at++;
    let k = at;
    while (k < seconds.length && (seconds[k]?.[0] ?? 0) <= end) k++;
    const second = seconds[k];
    if (!second) continue;
    const apart = (reading.sentence[second[0]] ?? 0) - (reading.sentence[end] ?? 0);
    if (second[0] - end - 1 <= REACH && apart <= 1) found.push([start, second[1]]);
  }
  return found;
}

function record(reading: Reading, [start, last]: Span, rules: CoachRules, order: number): Ranked {
  const rule = rules.rules[order] as CompiledRule;
  const [says = "", why = "", ...more] = rules.texts[order] ?? [];
  const asks = rule.strength === "notice";
  const sentence = reading.sentences[reading.sentence[last] ?? 0];
  const closing = sentence && last === sentence.last && (rule.marks === "sentence" || sentence.asks || sentence.shouts);
  const found = {
    rule: rule.id,
    code: rule.code,
    start: reading.starts[start] ?? 0,
    end: closing ? sentence.end : (reading.ends[last] ?? 0),
    says,
    why,
    offers: asks ? [] : more,
    strength: rule.strength,
    asks: asks ? (more[0] ?? "") : "",
  };
  return { found, order };
}

/** One finding a place and code, the longest; helping codes give way to harm in the same words. */
function settle(records: readonly Ranked[]): Ranked[] {
  let kept = oneAPlace(records);
  const harm = new Stretches(kept.filter(({ found }) => HARM.has(found.code)));
  kept = kept.filter(({ found }) => HARM.has(found.code) || found.code === "AUTONOMY" || !harm.meets(found));
  for (const [code, others] of GIVES_WAY) {
    const row = new Stretches(kept.filter(({ found }) => others.has(found.code)));
    kept = kept.filter(({ found }) => found.code !== code || !row.meets(found));
  }
  return kept.sort(byPlace);
}

/**
 * The notices that stay: one a place and code, none on words marked as harm, none already answered.
 * They come after everything else is settled, so a notice can never take the place of a mark.
 */
function notices(noticed: readonly Ranked[], settled: readonly Ranked[], rules: CoachRules): Ranked[] {
  const harm = new Stretches(settled.filter(({ found }) => HARM.has(found.code)));
  const kept = oneAPlace(noticed).filter(({ found }) => !harm.meets(found));
  const given = new Set([...settled, ...kept].map(({ found }) => found.code));
  return kept.filter(({ order }) => !rules.rules[order]?.answered?.some((code) => given.has(code)));
}

function oneAPlace(records: readonly Ranked[]): Ranked[] {
  const codes = new Map<string, Ranked[]>();
  for (const ranked of records) {
    const held = codes.get(ranked.found.code);
    if (held) held.push(ranked);
    else codes.set(ranked.found.code, [ranked]);
  }
  return Array.from(codes.values()).flatMap(longest);
}

function byPlace(a: Ranked, b: Ranked): number {
  return a.found.start - b.found.start || a.found.end - b.found.end || a.order - b.order;
}

/** Of findings that overlap in a chain, the longest; of equals the earlier. */
function longest(found: Ranked[]): Ranked[] {
  const kept: Ranked[] = [];
  let best: Ranked | undefined;
  let reach = -1;
  for (const ranked of found.slice().sort(byPlace)) {
    const { start, end } = ranked.found;
    if (!best || start >= reach) {
      if (best) kept.push(best);
      best = ranked;
    } else if (end - start > best.found.end - best.found.start) best = ranked;
    reach = Math.max(reach, end);
  }
  return best ? [...kept, best] : kept;
}

/** Stretches of text, those that overlap joined. */
class Stretches {
  private readonly rows: [number, number][] = [];

  constructor(ranked: readonly Ranked[]) {
    const sorted = ranked.map(({ found }) => found).sort((a, b) => a.start - b.start || a.end - b.end);
    for (const { start, end } of sorted) {
      const last = this.rows[this.rows.length - 1];
      if (last && start < last[1]) last[1] = Math.max(last[1], end);
      else this.rows.push([start, end]);
    }
  }

  /** Whether a finding shares a character with one of the stretches. */
  meets({ start, end }: Found): boolean {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rows[middle]?.[0] ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (this.rows[low - 1]?.[1] ?? 0) > start;
  }
}
