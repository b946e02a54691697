/** Look at one's own practice: what was written, field by field. Never graded. */
import type { Outcome, Reflection, ReflectionResponse } from "../wire.ts";

export interface Field {
  key: string;
  label: string;
  hint?: string | null | undefined;
}

const ENDINGS: Record<NonNullable<Reflection["ending"]>, Field[]> = {
  "insight-action": [
    { key: "insight", label: "One thing I now understand" },
    { key: "action", label: "One thing I will try" },
  ],
  "if-then": [
    { key: "if", label: "If …", hint: "When and where it will come up." },
    { key: "then", label: "then I will …", hint: "What you will do or say, in a few words." },
  ],
};

/** The questions in order, numbered from `1`. */
export function questions(exercise: Reflection): Field[] {
  return exercise.questions.map(({ label, hint }, index) => ({ key: String(index + 1), label, hint }));
}

/** How it ends: an insight and an action, or a plan in two lines. */
export function ending(exercise: Reflection): Field[] {
  return ENDINGS[exercise.ending ?? "insight-action"];
}

export function isBlank(response: ReflectionResponse): boolean {
  return Object.values(response.fields).every((text) => text.trim() === "");
}

/** Kept or skipped, there is nothing to judge. */
export function answer(): Outcome {
  return { effect: null, codes: [], findings: [], score: null };
}
