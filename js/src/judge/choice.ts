/** Choose between wordings: options are lettered, `a` is the first. */
import type { Choice, ChoiceResponse, Code, Option, Outcome } from "../wire.ts";
import { HARM } from "./coach.ts";

export function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

export function chosen(exercise: Choice, response: ChoiceResponse): Option | undefined {
  return exercise.options.find((_, index) => letter(index) === response.option);
}

/** Nothing chosen is no answer yet. */
export function answer(exercise: Choice, response: ChoiceResponse): Outcome | undefined {
  const option = chosen(exercise, response);
  return option && { effect: option.effect, codes: [...(option.codes ?? [])], findings: [], score: null };
}

/** The codes that explain the effect: a kind move inside a reply that hurts would only puzzle the reader. */
export function telling({ effect, codes = [] }: Option): Code[] {
  return codes.filter((code) => effect === "mixed" || HARM.has(code) === (effect === "hurts"));
}
