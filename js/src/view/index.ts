/** One exercise, made ready to touch. Knows the kinds and nothing about where it stands. */
import type { Payload } from "../wire.ts";
import { choice } from "./choice.ts";
import { Desk } from "./desk.ts";
import type { Model, Scene } from "./model.ts";
import { reflection } from "./reflection.ts";
import { rewrite } from "./rewrite.ts";
import { sort } from "./sort.ts";

/** Draws one exercise of one kind at a desk. */
export type Draw = (desk: Desk, exercise: never) => Scene;

const CORE: Record<string, Draw> = { choice, rewrite, sort, reflection };

/**
 * Draws the exercise into `el` and returns how to leave again. Throws before touching `el` if it cannot be drawn.
 * `others` are the kinds that stand in scripts of their own.
 */
export function mount(model: Model, el: HTMLElement, others: Readonly<Record<string, Draw | undefined>> = {}): () => void {
  const desk = new Desk(model, model.get("payload") as Payload);
  const { exercise } = desk.payload;
  const draw = CORE[exercise.kind] ?? others[exercise.kind];
  if (!draw) throw new Error(`There is no way here to draw an exercise of kind “${exercise.kind}”.`);
  const scene = draw(desk, exercise as never);
  el.replaceChildren();
  return desk.open(el, scene);
}
