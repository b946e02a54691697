/** The words that several kinds share. Short, plain, about wording and never about the learner. */
import type { Effect, MarkCode } from "../wire.ts";

export const CODES: Record<MarkCode, string> = {
  CONFRONT: "blame",
  DIRECT: "an order",
  PERSUADE: "advice nobody asked for",
  WARN: "a threat",
  MINIMISE: "playing it down",
  POWER: "power over",
  LABEL: "a label",
  PATRONISE: "talking down",
  BUT_CANCEL: "praise taken back",
  AFFIRM: "naming a strength",
  AUTONOMY: "leaving the choice with them",
  SEEK: "asking first",
  REFLECT: "giving back what was said",
  REFLECT_FEELING: "giving back a feeling",
  QUESTION_OPEN: "an open question",
  QUESTION_CLOSED: "a yes-or-no question",
  GIVE_INFO: "plain information",
  PERSUADE_PERM: "advice they asked for",
  SMALL_STEP: "one small step",
  SHARE_POWER: "sharing power",
  SUPPORT: "standing by them",
  PRAISE_GENERAL: "praise in general",
  PRAISE_INFLATED: "very big praise",
  ASSUME: "a guess about them",
  SHRINK: "the limit first",
  SCORE: "counting what is missing",
  CONTEXT_BLIND: "the person alone",
  NAME_CONTEXT: "naming what stands in the way",
  DREAM: "asking for a hope",
};

export const SAID: Record<Effect, string> = {
  helps: "Opens a door",
  mixed: "Leaves it half open",
  hurts: "Closes a door",
};

export const NAMED: Record<Effect, string> = {
  helps: "Fits best",
  mixed: "Partly fits",
  hurts: "Fits less",
};

/** The colour beside the words. Where nobody is hurt, differing is not a warning. */
export const TONES: Record<Effect, string> = { helps: "helps", mixed: "mixed", hurts: "other" };

/** "a, b and c" */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

export function codes(which: readonly MarkCode[]): string {
  return listed([...new Set(which)].map((code) => CODES[code]));
}

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

export function number(count: number): string {
  return SMALL[count] ?? String(count);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Enough of a long text to know it by. */
export function shortened(text: string, most = 160): string {
  const points = Array.from(text.trim().replace(/\s+/g, " "));
  return points.length > most
    ? `${points
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : points.join("");
}
