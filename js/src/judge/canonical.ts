/** JSON in one form only, the twin of `powerwith.payload.canonical`: keys by code point, no spaces, whole numbers. */

const LONE_SURROGATE = /\p{Surrogate}/gu; // no lookbehind: one would stop the whole script in Safari before 16.4

/** Throws a RangeError for a number that is not whole, or that a browser cannot hold exactly. */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return whole(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object") return `{${members(value as Record<string, unknown>).join(",")}}`;
  throw new TypeError(`A ${typeof value} has no place in JSON. Leave it out`);
}

function members(record: Record<string, unknown>): string[] {
  const keys = Object.keys(record).sort(byCodePoint);
  return keys.map((key) => `${quoted(key)}:${canonical(record[key])}`);
}

function quoted(text: string): string {
  return JSON.stringify(text.replace(LONE_SURROGATE, "\ufffd"));
}

function whole(value: number): string {
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  throw new RangeError(`${value} is not a whole number. Canonical JSON holds whole numbers only`);
}

/** Sorting strings in JavaScript goes by UTF-16 unit, which puts an emoji before U+FFFD. */
function byCodePoint(left: string, right: string): number {
  const a = Array.from(left);
  const b = Array.from(right);
  for (let i = 0; i < a.length && i < b.length; i++) {
    const apart = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (apart !== 0) return apart;
  }
  return a.length - b.length;
}
