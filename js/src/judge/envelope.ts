/** The envelope of a locked backup, and the keys of a locked journal. The twin of `powerwith.envelope`, with WebCrypto. */
import type { Envelope, Lock, LockedKey } from "../wire.ts";
import { canonical } from "./canonical.ts";

type By = LockedKey["by"];
type Bytes = Uint8Array<ArrayBuffer>;
export type Random = (size: number) => Bytes;

export const ROUNDS = 600_000;
export const SIZE_LIMIT = 8_000_000;

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_SIGNS = 32;
const PRIME = 1021;
const BETWEEN = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_.,-]/g;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Told in one sentence: what is the case, and what to do. */
export class EnvelopeProblem extends Error {}

export const random: Random = (size) => crypto.getRandomValues(new Uint8Array(size));

/** What one page hands to the next: keys that work and cannot be read out. */
export interface Keys {
  entries: CryptoKey;
  index: CryptoKey;
  envelope: CryptoKey;
}

export function isEnvelope(text: string): boolean {
  return /^[\ufeff \t\r\n]*\{/.test(text) && text.includes('"powerwith-envelope"');
}

// --- secrets ---

/** A passphrase in the one form in which it counts, whatever keyboard it came from. */
export function plain(passphrase: string): string {
  return passphrase.normalize("NFKC").replace(/[ \t\r\n]+/g, " ").replace(/^ +| +$/g, "");
}

/** 160 random bits to write down, in groups of four signs, the last two for checking. */
export function newRecoveryCode(from: Random = random): string {
  const bits = [...from(20)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const made = (bits.match(/.{5}/g) ?? []).map((five) => SIGNS[parseInt(five, 2)]).join("");
  return ((made + check(made)).match(/.{1,4}/g) ?? []).join("-");
}

/** The signs of a recovery code without its check, or null if one of them is not what it was. */
export function signs(code: string): string | null {
  const all = code.replace(BETWEEN, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
  if (all.length !== CODE_SIGNS + 2 || [...all].some((sign) => !SIGNS.includes(sign))) return null;
  const made = all.slice(0, CODE_SIGNS);
  return check(made) === all.slice(CODE_SIGNS) ? made : null;
}

function check(made: string): string {
  let total = 0;
  for (const sign of made) total = (total * 32 + SIGNS.indexOf(sign)) % PRIME;
  return `${SIGNS[Math.floor(total / 32)]}${SIGNS[total % 32]}`;
}

// Which of the two secrets this is. A code with a slip in it is told, since guessing on would cost time.
function told(secret: string, name: string): { by: By; tried: string } {
  const made = signs(secret);
  if (made) return { by: "recovery", tried: made };
  const isGroups = /^\s*(?:[A-Za-z0-9]{4}[ -]+){7,}[A-Za-z0-9]{1,4}\s*$/.test(secret);
  if (isGroups || /^[A-Z0-9]{30,38}$/.test(secret.replace(BETWEEN, "")))
    throw new EnvelopeProblem(`${name}: that recovery code has a slip in it. Compare it with your page, group by group.`);
  return { by: "passphrase", tried: plain(secret) };
}

// --- locking and opening ---

/** A new key, locked with both secrets. */
export async function newLock(passphrase: string, recovery: string, from: Random = random): Promise<{ lock: Lock; keys: Keys }> {
  const key = from(32);
  const keys: [LockedKey, LockedKey] = [
    await locked("passphrase", plain(passphrase), key, from),
    await locked("recovery", signs(recovery) ?? fail(), key, from),
  ];
  return { lock: { format: "powerwith-lock", v: 1, keys }, keys: await working(key) };
}

/** The same key under a new secret; what was sealed with it stays as it is. */
export async function relocked(lock: Lock, secret: string, by: By, next: string, from: Random = random): Promise<Lock> {
  const key = await opened(lock.keys, secret, "Your journal");
  const tried = by === "recovery" ? (signs(next) ?? fail()) : plain(next);
  const made = await locked(by, tried, key, from);
  key.fill(0);
  return { ...lock, keys: [...lock.keys.filter((each) => each.by !== by), made] as Lock["keys"] };
}

/** Opens the keys of a journal. Throws EnvelopeProblem with one sentence. */
export async function open(lock: Lock, secret: string): Promise<Keys> {
  const key = await opened(lock.keys, secret, "Your journal");
  return working(key);
}

function fail(): never {
  throw new EnvelopeProblem("Your journal: a recovery code must be whole to lock with it. Make a new one.");
}

async function opened(keys: readonly LockedKey[], secret: string, name: string): Promise<Bytes> {
  const { by, tried } = told(secret, name);
  for (const each of keys) {
    if (each.by !== by) continue;
    const { iv, key, ...head } = each;
    const stretched = await stretch(tried, bytes(each.salt), each.rounds);
    try {
      return new Uint8Array(await crypto.subtle.decrypt(gcm(bytes(iv), bound(head)), stretched, bytes(key)));
    } catch {
      // Another secret may open it.
    }
  }
  const [what, other] = by === "recovery" ? ["recovery code", "the passphrase"] : ["passphrase", "the recovery code"];
  throw new EnvelopeProblem(`${name}: that ${what} does not open it. Try again, or use ${other}.`);
}

async function locked(by: By, secret: string, key: Bytes, from: Random): Promise<LockedKey> {
  const [salt, iv] = [from(16), from(12)];
  const head = { by, kdf: "PBKDF2-SHA-256" as const, rounds: ROUNDS, salt: base64(salt) };
  const made = await crypto.subtle.encrypt(gcm(iv, bound(head)), await stretch(secret, salt, ROUNDS), key);
  return { ...head, iv: base64(iv), key: base64(new Uint8Array(made)) };
}

async function stretch(secret: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const given = await crypto.subtle.importKey("raw", utf8(secret), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, given, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// A key of its own for each use, so that none of them weakens another. The bytes they come from are wiped.
async function working(key: Bytes): Promise<Keys> {
  const root = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveKey"]);
  key.fill(0);
  const how = (what: string) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: utf8(`powerwith ${what}`) });
  const cipher = (what: string) =>
    crypto.subtle.deriveKey(how(what), root, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const hash = { name: "HMAC", hash: "SHA-256", length: 256 };
  return {
    entries: await cipher("entries"),
    index: await crypto.subtle.deriveKey(how("index"), root, hash, false, ["sign"]),
    envelope: await cipher("envelope"),
  };
}

// --- the file ---

/** The envelope of a backup's text, under the keys of the journal it comes from. */
export async function seal(text: string, { keys: locks }: Lock, keys: Keys, from: Random = random): Promise<string> {
  const iv = from(12);
  const head = { format: "powerwith-envelope", v: 1, holds: "powerwith-backup" };
  const sealed = await crypto.subtle.encrypt(gcm(iv, utf8(canonical(head))), keys.envelope, utf8(text));
  return canonical({ ...head, keys: locks, iv: base64(iv), sealed: base64(new Uint8Array(sealed)) });
}

/** What an envelope holds, opened by its passphrase or recovery code. Throws EnvelopeProblem with one sentence. */
export async function unseal(text: string, secret: string, name = "This file"): Promise<string> {
  const { format, v, holds, keys: locks, iv, sealed } = read(text, name);
  const keys = await working(await opened(locks, secret, name));
  try {
    const how = gcm(bytes(iv), utf8(canonical({ format, v, holds })));
    const found = await crypto.subtle.decrypt(how, keys.envelope, bytes(sealed));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(found);
  } catch {
    throw new EnvelopeProblem(
      `${name}: it was changed or damaged after it was made, so nothing of it was used. Use another copy of this backup.`,
    );
  }
}

function read(text: string, name: string): Envelope {
  const broken = new EnvelopeProblem(`${name}: part of it is missing or was changed. Use another copy of this backup.`);
  if (text.length > SIZE_LIMIT)
    throw new EnvelopeProblem(`${name}: it is larger than 8 MB. A backup of a journal is much smaller: choose that one.`);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new EnvelopeProblem(
      `${name}: it is not JSON, or it was cut off. Choose the file you downloaded from My journal, and download it again if you can.`,
    );
  }
  if (!isFields(value) || value.format !== "powerwith-envelope") throw broken;
  const { v } = value;
  if (Number.isSafeInteger(v) && Number(v) > 1)
    throw new EnvelopeProblem(
      `${name}: it was locked by a newer version of this course (envelope ${String(v)}). Open it with the newer version.`,
    );
  const isSound =
    has(value, "format v holds keys iv sealed") &&
    v === 1 &&
    value.holds === "powerwith-backup" &&
    areKeys(value.keys) &&
    isBytes(value.iv, 16) &&
    isBytes(value.sealed) &&
    value.sealed.length >= 24;
  if (!isSound) throw broken;
  return value as unknown as Envelope;
}

/** The lock of a journal as it was kept, or null if it is not whole. */
export function readLock(value: unknown): Lock | null {
  const isSound =
    isFields(value) && has(value, "format v keys") && value.format === "powerwith-lock" && value.v === 1 && areKeys(value.keys);
  return isSound ? (value as unknown as Lock) : null;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const has = (value: Fields, names: string) => Object.keys(value).sort().join(" ") === names.split(" ").sort().join(" ");

const isBytes = (value: unknown, size?: number): value is string =>
  typeof value === "string" && BASE64.test(value) && (size === undefined || value.length === size);

function areKeys(value: unknown): boolean {
  return Array.isArray(value) && value.length >= 1 && value.length <= 2 && value.every(isKey);
}

function isKey(value: unknown): boolean {
  return (
    isFields(value) &&
    has(value, "by kdf rounds salt iv key") &&
    (value.by === "passphrase" || value.by === "recovery") &&
    value.kdf === "PBKDF2-SHA-256" &&
    Number.isSafeInteger(value.rounds) &&
    Number(value.rounds) >= ROUNDS &&
    Number(value.rounds) <= 10_000_000 &&
    isBytes(value.salt, 24) &&
    /[^=]==$/.test(value.salt) &&
    isBytes(value.iv, 16) &&
    !value.iv.endsWith("=") &&
    isBytes(value.key, 64) &&
    !value.key.endsWith("=")
  );
}

// --- bytes ---

const gcm = (iv: Bytes, additionalData: Bytes) => ({ name: "AES-GCM", iv, additionalData });

const bound = (head: object) => utf8(canonical({ format: "powerwith-key", v: 1, ...head }));

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

export function base64(content: Bytes): string {
  let text = "";
  for (let at = 0; at < content.length; at += 8192) text += String.fromCharCode(...content.subarray(at, at + 8192));
  return btoa(text);
}

export function bytes(text: string): Bytes {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
