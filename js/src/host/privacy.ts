/** The rules for what might identify somebody, which come to a page in two scripts: by form, and lists of words. */
import {
  type CompiledPrivacy,
  type Finders,
  prepare,
  prepareFinders,
  type PrivacyRules,
} from "../judge/privacy.ts";

const shared = globalThis as {
  powerwithPrivacy?: Omit<CompiledPrivacy, "words">;
  powerwithPrivacyWords?: CompiledPrivacy["words"];
};

let finders: Finders | undefined;
let rules: PrivacyRules | undefined;

/** What finds by form, for a hint; `null` while `privacy-rules.js` is not there. */
export function hintRules(): Finders | null {
  if (shared.powerwithPrivacy) finders ??= prepareFinders(shared.powerwithPrivacy);
  return finders ?? null;
}

/** All rules, for a review; `null` while `privacy-rules.js` or `privacy-words.js` is not there. */
export function reviewRules(): PrivacyRules | null {
  const { powerwithPrivacy: formed, powerwithPrivacyWords: words } = shared;
  if (formed && words) rules ??= prepare({ ...formed, words });
  return rules ?? null;
}
