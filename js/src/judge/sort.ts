/** Put cards into groups: cards are numbered from `1`. A fair case for another group counts as agreeing. */
import type { Card, Outcome, Sort, SortResponse } from "../wire.ts";

export type Agreement = "same" | "fair" | "other";

export function key(index: number): string {
  return String(index + 1);
}

export function unplaced(exercise: Sort, response: SortResponse): number[] {
  return exercise.cards.flatMap((_, index) => (placed(exercise, response, index) ? [] : [index]));
}

export function agreement(card: Card, group: string): Agreement {
  if (card.group === group) return "same";
  return card.also?.includes(group) ? "fair" : "other";
}

/** Cards not placed yet are no answer. */
export function answer(exercise: Sort, response: SortResponse): Outcome | undefined {
  if (unplaced(exercise, response).length > 0) return undefined;
  const agreeing = exercise.cards.filter(
    (card, index) => agreement(card, response.groups[key(index)] ?? "") !== "other",
  );
  return { effect: null, codes: [], findings: [], score: { value: agreeing.length, of: exercise.cards.length } };
}

function placed(exercise: Sort, response: SortResponse, index: number): boolean {
  return exercise.groups.some((group) => group.id === response.groups[key(index)]);
}
