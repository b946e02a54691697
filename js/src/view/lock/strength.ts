/** Is this passphrase long enough? Length is all that is asked: rules about signs make passphrases worse. */
import { plain } from "../../judge/envelope.ts";

const LEAST = 12;
const WORDS = 4;

/** What is the case and what to do; empty if it will do. */
export function weak(passphrase: string, again: string): string {
  const text = plain(passphrase);
  const size = Array.from(text).length;
  const words = text.split(" ").filter((word) => word !== "").length;
  if (size === 0) return "Nothing is typed yet. Four words that do not belong together are a good passphrase.";
  if (size < LEAST && words < WORDS) return `This has ${size} ${size === 1 ? "sign" : "signs"}. Take at least ${LEAST}, or four words. Four words are easier to keep in mind.`;
  if (new Set(Array.from(text.replace(/ /g, ""))).size < 4) return "This repeats a few signs, so it is quick to guess. Take four words that do not belong together.";
  if (text !== plain(again)) return "The two are not the same. Type it once more, slowly. A tick below shows what you type.";
  return "";
}
