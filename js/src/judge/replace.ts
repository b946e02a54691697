/**
 * The review of what might identify somebody, over several texts at once: what was found, each thing once, and the
 * texts with what was decided. The twin of `powerwith.privacy.gathered` and `rewritten`; tests/vectors/review.json
 * holds both to the same answers.
 */
import { bare, found, key, names, type PrivacyRules, replaced, type Spot, split, standsOut } from "./privacy.ts";

/** Where something stands: in which of the texts, and from where to where in code points. */
export interface Place {
  at: number;
  start: number;
  end: number;
}

/** Something that may identify somebody, and every place where it stands. */
export interface Find {
  /** What a decision about it is kept by: its kind and its words. */
  id: string;
  /** The kind of a rule; `name` for a word with a capital, `small` for the same word in small letters. */
  kind: string;
  text: string;
  /** It can hardly be anything else. */
  hard: boolean;
  places: Place[];
}

export const NAME = "name";
export const SMALL = "small";
const TITLED = "titled-name";

/** What this course writes in the place of names, so it is no name itself. */
const STAND_INS = ["Person", "Place"];

/** Between texts that are read as one: no word of it is shown, and a sentence begins after it. */
const BETWEEN = "\nand\n";

/** A spot without the stop of its sentence, a title with a name without its possessive. */
interface Seen extends Spot {
  text: string;
}

/**
 * Everything in these texts that may identify somebody: what rules find by its form first, then words with a capital,
 * each of them followed by the same word in small letters. `allowed` are further words to leave out.
 */
export function gathered(texts: readonly string[], rules: PrivacyRules, allowed: Iterable<string> = []): Find[] {
  const seen = texts.map((text) => spots(text, rules));
  const called = words(texts, seen, rules, allowed);
  const lower = small(texts, seen, called, rules);
  const isNamed = (at: number, spot: Seen) => called.some(({ places }) => places.some((one) => one.at === at && within(one, spot)));
  const formed = seen.flatMap((each, at) => each.filter((spot) => spot.kind !== TITLED || !isNamed(at, spot)).map((spot) => ({ at, spot })));
  return [...grouped(formed), ...called.flatMap((one) => [one, ...(lower.get(key(one.text)) ?? [])])];
}

/**
 * The texts with each find of `by` (its id, and what stands there instead) replaced wherever it stands. A title goes
 * with its name. What is not in `by` stays.
 */
export function rewritten(
  texts: readonly string[],
  by: ReadonlyMap<string, string>,
  rules: PrivacyRules,
  allowed: Iterable<string> = [],
): string[] {
  const finds = gathered(texts, rules, allowed);
  const chosen = finds.filter(({ id }) => by.has(id));
  const named = chosen.filter(({ kind }) => kind === NAME);
  const bySpelling = new Map(named.map(({ id, text }) => [text, by.get(id) ?? ""] as const));
  return texts.map((text, at) => {
    const cuts = chosen.flatMap(({ id, kind, places }) =>
      kind === NAME ? [] : places.filter((one) => one.at === at).map((one) => ({ ...one, becomes: by.get(id) ?? "" })),
    );
    const titles = titled(text, at, finds, by, rules).filter((one) => !cuts.some((cut) => within(cut, one)));
    return replaced(cut(text, [...cuts, ...titles]), bySpelling, rules);
  });
}

/** A part of a text by code points, since that is how places are counted. */
export function part(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join("");
}

function within(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function spots(text: string, rules: PrivacyRules): Seen[] {
  const points = Array.from(text);
  return found(text, rules).map((spot) => {
    const whole = points.slice(spot.start, spot.end).join("");
    const shown = (spot.kind === TITLED ? bare(whole) : whole).replace(/\.$/u, "");
    return { ...spot, text: shown, end: spot.start + Array.from(shown).length };
  });
}

function grouped(all: readonly { at: number; spot: Seen }[]): Find[] {
  const groups = new Map<string, Find>();
  for (const { at, spot } of all) {
    const { kind, text, hard, start, end } = spot;
    const id = `${kind}:${text}`;
    const group = groups.get(id) ?? { id, kind, text, hard, places: [] };
    groups.set(id, { ...group, hard: group.hard || hard, places: [...group.places, { at, start, end }] });
  }
  return Array.from(groups.values());
}

/** Words with a capital over all texts, less those that only stand within something found by its form. */
function words(texts: readonly string[], seen: readonly Seen[][], rules: PrivacyRules, allowed: Iterable<string>): Find[] {
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += Array.from(text).length + Array.from(BETWEEN).length;
  }
  return names(texts.join(BETWEEN), rules, [...STAND_INS, ...allowed]).flatMap(({ word, spots: all }) => {
    let at = 0;
    const places = all.map(([start, end]) => {
      while ((starts[at + 1] ?? Infinity) <= start) at++;
      const from = starts[at] ?? 0;
      return { at, start: start - from, end: end - from };
    });
    const free = places.filter((one) => !isFormed(seen, one));
    return free.length > 0 ? [{ id: `${NAME}:${word}`, kind: NAME, text: word, hard: false, places: free }] : [];
  });
}

function isFormed(seen: readonly Seen[][], place: Place): boolean {
  return (seen[place.at] ?? []).some((spot) => spot.kind !== TITLED && spot.start < place.end && place.start < spot.end);
}

/** The same words in small letters, by their key; not those that are common words as well. */
function small(texts: readonly string[], seen: readonly Seen[][], called: readonly Find[], rules: PrivacyRules): Map<string, Find[]> {
  const { common, verbs, months } = rules.words;
  const isWanted = (own: string) => ![common, verbs, months].some((list) => list.has(own));
  const wanted = new Set(called.map(({ text }) => key(text)).filter(isWanted));
  const by = new Map<string, Find[]>();
  texts.forEach((text, at) => {
    if (wanted.size === 0) return;
    let unit = 0;
    let point = 0;
    for (const one of split(text, rules)) {
      const word = bare(one.text);
      if (standsOut(word) || !wanted.has(key(word))) continue;
      point += Array.from(text.slice(unit, one.start)).length;
      unit = one.start;
      const place = { at, start: point, end: point + Array.from(word).length };
      if (isFormed(seen, place)) continue;
      const [find] = by.get(key(word)) ?? [];
      if (find) find.places.push(place);
      else by.set(key(word), [{ id: `${SMALL}:${word}`, kind: SMALL, text: word, hard: false, places: [place] }]);
    }
  });
  return by;
}

interface Cut {
  start: number;
  end: number;
  becomes: string;
}

/** Titles whose names all become the same: `Mrs Khan` becomes `Person A`, not `Mrs Person A`. */
function titled(text: string, at: number, finds: readonly Find[], by: ReadonlyMap<string, string>, rules: PrivacyRules): Cut[] {
  return spots(text, rules).flatMap((spot) => {
    if (spot.kind !== TITLED) return [];
    const inside = finds.filter(({ kind, places }) => kind === NAME && places.some((one) => one.at === at && within(one, spot)));
    const becomes = new Set(inside.map(({ id }) => by.get(id)));
    const [only] = becomes;
    return becomes.size === 1 && only !== undefined ? [{ start: spot.start, end: spot.end, becomes: only }] : [];
  });
}

function cut(text: string, cuts: readonly Cut[]): string {
  const points = Array.from(text);
  let out = "";
  let end = 0;
  for (const each of [...cuts].sort((a, b) => a.start - b.start)) {
    out += points.slice(end, each.start).join("") + each.becomes;
    end = each.end;
  }
  return out + points.slice(end).join("");
}
