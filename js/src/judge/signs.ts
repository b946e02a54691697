/** The signs of every short code: Crockford's base 32, and one more that finds a slip. The twin of `powerwith.signs`. */

export const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CHECK_SIGNS = `${SIGNS}*~$=U`;
const VERSION = "1";

export const NOT_WHOLE = "The code is not whole: characters are missing or doubled. Copy it again, to its end.";
export const SLIPPED = "A character is wrong, or two have changed places. Compare it with the original, or copy it again.";

/** What people type between the signs, and what messages put round them: hyphens, quotes, stops, marks nobody sees. */
const PASTED =
  /[\s\x1c-\x1f\x85\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2010-\u2015\u2212_"'\u2018-\u201f.,-]/g;

/** The code with these bits, as it is shown to people. Short of a multiple of five, noughts are added. */
export function codeOf(kind: string, bits: string): string {
  let signs = kind;
  for (let at = 0; at < bits.length; at += 5) signs += SIGNS[parseInt(bits.slice(at, at + 5).padEnd(5, "0"), 2)];
  signs += checkSign(signs);
  return [`PW${VERSION}`, ...(signs.match(/.{1,4}/g) ?? [])].join("-");
}

/** What stands after `PW1` in a code, however it was typed, or one sentence about why it cannot be read. */
export function signsIn(text: string): { signs: string; problem: null } | { signs: null; problem: string } {
  const no = (problem: string) => ({ signs: null, problem });
  const plain = text.replace(PASTED, "").toUpperCase();
  const found = /^PW([0-9OIL])(.*)$/s.exec(plain);
  if (!found) return no("This does not begin with PW1. Paste the whole code, from PW1 to its last character.");
  const version = alike(found[1] ?? "");
  if (version !== VERSION)
    return no(
      `This code begins with PW${version}, and this course reads PW1. Compare it with the original, or bring it into a newer version of the course.`,
    );
  const signs = alike(found[2] ?? "");
  const all = Array.from(signs);
  const strange = all.find((sign, i) => !(i === all.length - 1 ? CHECK_SIGNS : SIGNS).includes(sign));
  if (strange) return no(`“${strange}” has no place there in a code. Compare it with the original, or copy it again.`);
  return { signs, problem: null };
}

/** Letters that look like digits are no signs of a code, so they are read as what they look like. */
function alike(text: string): string {
  return text.replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** A whole number as bits, noughts before it. */
export function binary(value: number, size: number): string {
  return size === 0 ? "" : value.toString(2).padStart(size, "0");
}

export function bitsOf(signs: string): string {
  return Array.from(signs, (sign) => binary(SIGNS.indexOf(sign), 5)).join("");
}

/** The last sign of a code: another one wherever a sign was changed, or two have changed places. */
export function checkSign(signs: string): string {
  let total = 0;
  for (const sign of signs) total = (total * 32 + SIGNS.indexOf(sign)) % 37;
  return CHECK_SIGNS[total] ?? "";
}
