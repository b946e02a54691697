/** One exercise, made ready to touch. Knows the kinds and nothing about where it stands. */
import type { Exercise, Payload } from "../wire.ts";
import { choice } from "./choice.ts";
import { Desk } from "./desk.ts";
import type { Model, Scene } from "./model.ts";
import { reflection } from "./reflection.ts";
import { rewrite } from "./rewrite.ts";
import { sort } from "./sort.ts";

/** Draws the exercise into `el` and returns how to leave again. Throws before touching `el` if it cannot be drawn. */
export function mount(model: Model, el: HTMLElement): () => void {
  const desk = new Desk(model, model.get("payload") as Payload);
  const scene = draw(desk, desk.payload.exercise);
  el.replaceChildren();
  return desk.open(el, scene);
}

function draw(desk: Desk, exercise: Exercise): Scene {
  switch (exercise.kind) {
    case "choice":
      return choice(desk, exercise);
    case "rewrite":
      return rewrite(desk, exercise);
    case "sort":
      return sort(desk, exercise);
    case "reflection":
      return reflection(desk, exercise);
    default:
      throw new Error(`There is no exercise of kind “${String((exercise as { kind: unknown }).kind)}”.`);
  }
}
