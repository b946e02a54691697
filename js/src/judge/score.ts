/** What ratings on a scale come to, in whole numbers from end to end. The twin of `powerwith.score`. */
import type { Mean, Ratio, Scale, ScaleItem, Scored, SubscaleMean } from "../wire.ts";

/** Item id to rating; null is an item that did not come up. Anything else is told in a sentence. */
export type Ratings = Readonly<Record<string, unknown>>;
export type Read = { scored: Scored; problems: null } | { scored: null; problems: string[] };

interface Rated {
  item: ScaleItem;
  value: number;
}

/** The mean of each subscale and of all. Reversed items are turned round, skipped ones left out, none filled in. */
export function score(scale: Scale, ratings: Ratings): Read {
  const given = new Map(Object.entries(ratings));
  const problems = look(scale, given);
  if (problems.length > 0) return { scored: null, problems };
  const rated = scale.items.flatMap((item) => {
    const rating = given.get(item.id);
    return typeof rating === "number" ? [{ item, value: turned(scale, item, rating) }] : [];
  });
  const parts = scale.subscales.map(({ id }) => part(scale, id, rated));
  const means = parts.flatMap(({ mean }) => (mean ? [mean.exact] : []));
  const skipped = scale.items.filter(({ id }) => given.get(id) === null).length;
  const scored = {
    parts,
    total: means.length >= scale.minimum_subscales ? mean(scale, means) : null,
    answered: rated.length,
    skipped,
    open: scale.items.length - rated.length - skipped,
    ...ends(rated),
  };
  return { scored, problems: null };
}

function turned(scale: Scale, { reverse }: ScaleItem, rating: number): number {
  return reverse ? scale.answers.length - 1 - rating : rating;
}

function part(scale: Scale, subscale: string, rated: readonly Rated[]): SubscaleMean {
  const values = rated.filter(({ item }) => item.subscale === subscale).map(({ value }) => ({ over: value, under: 1 }));
  return { subscale, answered: values.length, mean: values.length >= scale.minimum_items ? mean(scale, values) : null };
}

/** The items rated highest and lowest; none where all are equal. */
function ends(rated: readonly Rated[]): { strongest: string[]; weakest: string[] } {
  const values = rated.map(({ value }) => value);
  const [most, least] = [Math.max(...values), Math.min(...values)];
  if (values.length === 0 || most === least) return { strongest: [], weakest: [] };
  const rating = (wanted: number): string[] =>
    rated.filter(({ value }) => value === wanted).map(({ item }) => item.id);
  return { strongest: rating(most), weakest: rating(least) };
}

function mean(scale: Scale, values: readonly Ratio[]): Mean {
  const sum = values.reduce(plus, { over: 0, under: 1 });
  const exact = lowest(sum.over, sum.under * values.length);
  const text = shown(exact);
  const above = scale.bands.filter(({ at_least }) => at_least <= text).length;
  return { exact, shown: text, band: above - 1 };
}

function plus(a: Ratio, b: Ratio): Ratio {
  return lowest(a.over * b.under + b.over * a.under, a.under * b.under);
}

function lowest(over: number, under: number): Ratio {
  let [a, b] = [over, under];
  while (b > 0) [a, b] = [b, a % b];
  return { over: over / a, under: under / a };
}

/** The number with one digit after the point; a half goes to the even digit, as in 2.25 to 2.2. */
export function shown({ over, under }: Ratio): string {
  const rest = (over * 10) % under;
  let tenths = (over * 10 - rest) / under;
  if (rest * 2 > under || (rest * 2 === under && tenths % 2 === 1)) tenths++;
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** One sentence for each rating that is none, in the order of the items; then what the scale does not know. */
function look(scale: Scale, given: ReadonlyMap<string, unknown>): string[] {
  const top = scale.answers.length - 1;
  const known = new Set(scale.items.map(({ id }) => id));
  const bad = scale.items.filter(({ id }) => given.get(id) != null && !fits(given.get(id), top));
  const strange = [...given.keys()].filter((key) => !known.has(key)).sort();
  return [
    ...bad.map(({ id }) => `${id}: the rating is ${quoted(given.get(id))}. Use a whole number from 0 to ${top}.`),
    ...strange.map((key) => `${key}: ${scale.id} has no such item. Look at the spelling, or leave it out.`),
  ];
}

function fits(rating: unknown, top: number): boolean {
  return typeof rating === "number" && Number.isInteger(rating) && rating >= 0 && rating <= top;
}

function quoted(rating: unknown): string {
  const text = typeof rating === "number" ? String(rating) : JSON.stringify(rating);
  const signs = Array.from(text);
  return signs.length <= 40 ? text : `${signs.slice(0, 39).join("")}…`;
}
