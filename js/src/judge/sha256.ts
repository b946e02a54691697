/** SHA-256 at once and anywhere: the browser's own answers later, and on plain http not at all. */

const WORDS = 64;

function isPrime(n: number): boolean {
  for (let i = 2; i * i <= n; i++) if (n % i === 0) return false;
  return true;
}

/** The first 32 bits behind the point of a root of each of the first primes. */
function roots(count: number, power: number): Uint32Array {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) {
    if (isPrime(n)) found.push(((n ** power % 1) * 2 ** 32) | 0);
  }
  return new Uint32Array(found);
}

function turned(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}

/** The message in blocks of 64 bytes: its end marked by one bit, its length in the last eight bytes. */
function padded(text: string): DataView {
  const bytes = new TextEncoder().encode(text);
  const all = new Uint8Array(Math.ceil((bytes.length + 9) / WORDS) * WORDS);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setUint32(all.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(all.length - 4, bytes.length << 3);
  return view;
}

/** Of a text as UTF-8, in hexadecimal digits. */
export function sha256(text: string): string {
  const [state, k] = [roots(8, 1 / 2), roots(WORDS, 1 / 3)];
  const view = padded(text);
  const w = new Uint32Array(WORDS);
  for (let at = 0; at < view.byteLength; at += WORDS) {
    for (let i = 0; i < WORDS; i++) w[i] = i < 16 ? view.getUint32(at + 4 * i) : next(w, i);
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < WORDS; i++) {
      const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + (k[i] ?? 0) + (w[i] ?? 0);
      const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((each, i) => (state[i] = (state[i] ?? 0) + each));
  }
  return Array.from(state, (each) => each.toString(16).padStart(8, "0")).join("");
}

function next(w: Uint32Array, i: number): number {
  const [a, b, c, d] = [w[i - 15] ?? 0, w[i - 2] ?? 0, w[i - 16] ?? 0, w[i - 7] ?? 0];
  return c + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + d + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10));
}
