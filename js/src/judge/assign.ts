/**
 * Chance, with a seed: which cases are read in which version, and in which order. The twin of `powerwith/assign.py`;
 * both are held together by `tests/vectors/assign.json`.
 */

export type Version = "a" | "b";

export interface Hand {
  /** The places of the four cases, from 0, in reading order. */
  order: number[];
  /** The version of each case, by its place and not by the order. */
  versions: Version[];
}

/** The six ways to read two of four cases in version B. */
const SPLITS: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
];

const RANGE = 4_294_967_296;

type Source = () => number;

/** Whole numbers below 2 to the 32nd, the same ones for the same seed (mulberry32). */
export function numbers(seed: number): Source {
  if (!Number.isInteger(seed) || seed < 0 || seed >= RANGE) throw new Error(`The seed is ${seed}. Use a whole number from 0 to ${RANGE - 1}.`);
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** The same items in an order by chance; every order is equally likely. */
export function shuffled<T>(items: readonly T[], source: Source): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = below(last + 1, source);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}

/** So many packs. Within every six, each way to choose the two loaded cases comes once. */
export function deal(seed: number, packs: number): Hand[] {
  const source = numbers(seed);
  const hands: Hand[] = [];
  while (hands.length < packs) {
    for (const loaded of shuffled(SPLITS, source)) {
      const order = shuffled([0, 1, 2, 3], source);
      hands.push({ order, versions: [0, 1, 2, 3].map((place) => (loaded.includes(place) ? "b" : "a")) });
    }
  }
  return hands.slice(0, packs);
}

/** What one person on a device of their own reads. */
export function hand(seed: number): Hand {
  const [first] = deal(seed, 1);
  return first as Hand;
}

/** A seed that nobody chose. */
export function anySeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** A number from 0 to `most` - 1. Numbers from the uneven rest are drawn again, so that none comes more often. */
function below(most: number, source: Source): number {
  const even = RANGE - (RANGE % most);
  let drawn = source();
  while (drawn >= even) drawn = source();
  return drawn % most;
}
