/** *It depends*: one line in two places, and the learner's own condition. There is no best answer. */
import type { Context } from "../wire.ts";
import { el, paragraphs } from "./el.ts";
import { box } from "./parts.ts";

export interface Depends {
  contexts: HTMLElement;
  box: HTMLElement;
  readonly condition: string;
  fill(text: string): void;
  outcome(condition: string): HTMLElement;
}

const PLACES = ["The first situation", "The second situation"];

export function depends(uid: string, contexts: readonly Context[], input: () => void): Depends {
  const written = box({
    id: `${uid}-condition`,
    label: "It is fine when …",
    hint: "Say it in your own words, if you like.",
    rows: 2,
    input,
  });
  return {
    contexts: pair(contexts.map((context, index) => place(index, el("p", {}, context.when)))),
    box: written.element,
    get condition() {
      return written.area.value;
    },
    fill(text) {
      written.area.value = text;
    },
    outcome: (condition) => outcome(contexts, condition.trim()),
  };
}

function outcome(contexts: readonly Context[], condition: string): HTMLElement {
  return el(
    "div",
    { class: "pw-then" },
    pair(
      contexts.map((context, index) =>
        place(index, el("p", { class: "pw-quiet" }, context.when), ...paragraphs(context.then)),
      ),
    ),
    condition !== "" &&
      el(
        "p",
        { class: "pw-own", dir: "auto" },
        el("span", { class: "pw-tag" }, "You wrote: "),
        `It is fine when ${condition}`,
      ),
    el("p", { class: "pw-quiet" }, "There is no best answer here."),
  );
}

function pair(halves: HTMLElement[]): HTMLElement {
  return el("div", { class: "pw-pair" }, ...halves);
}

function place(index: number, ...children: HTMLElement[]): HTMLElement {
  return el("div", { class: "pw-half" }, el("p", { class: "pw-tag" }, PLACES[index]), ...children);
}
