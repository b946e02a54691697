/** Kinds of exercise that come in a script of their own, so that pages without them do not carry them. */
import type { Draw } from "../view/index.ts";

const shared = globalThis as { powerwithKinds?: Record<string, Draw> };

/** Kinds with a bundle of their own; every other kind is part of the core. */
export const APART: ReadonlySet<string> = new Set(["conversation", "planner", "replies", "scale", "vignette"]);

export function register(kind: string, draw: Draw): void {
  shared.powerwithKinds = { ...shared.powerwithKinds, [kind]: draw };
}

/** How to draw a kind; `undefined` while its script is not there. */
export function registered(kind: string): Draw | undefined {
  return shared.powerwithKinds?.[kind];
}
