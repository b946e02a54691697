/** One item of a scale: what may have happened, and in how many conversations it did. */
import type { Scale, ScaleItem } from "../../wire.ts";
import { el } from "../el.ts";

/** A number, `null` where it did not come up, `undefined` while it is open. */
export type Rated = number | null | undefined;

export interface Item {
  id: string;
  element: HTMLElement;
  read(): Rated;
  put(rated: Rated): void;
  /** Set a sentence beside the item, or take it away. */
  ask(words: string): void;
}

const SKIPPED = "skip";

export function item(uid: string, scale: Scale, { id, text, note }: ScaleItem, place: number, change: () => void): Item {
  const name = `${uid}-${id}`;
  const hint = note ? el("p", { class: "pw-hint", id: `${name}-note` }, note) : null;
  const asked = el("p", { class: "pw-ask", id: `${name}-ask`, hidden: true });
  const count = el("span", { class: "pw-place" }, `${place + 1} of ${scale.items.length}`);
  const answers = [...scale.answers.map(({ words }, value) => [String(value), words] as const), [SKIPPED, scale.skip] as const];
  const radios = answers.map(([value]) => el("input", { type: "radio", name, value, id: `${name}-${value}` }));
  const rows = radios.map((radio, i) =>
    el("div", { class: radio.value === SKIPPED ? "pw-option pw-skipped" : "pw-option" }, radio, el("label", { for: radio.id }, answers[i]?.[1])),
  );
  const element = el(
    "fieldset",
    { class: "pw-rating", tabindex: "-1", "aria-describedby": hint?.id, on: { change } },
    el("legend", {}, count, " ", text),
    hint,
    asked,
    el("div", { class: "pw-choices pw-ratings" }, ...rows),
  );
  return {
    id,
    element,
    read() {
      const value = radios.find((each) => each.checked)?.value;
      return value === undefined ? undefined : value === SKIPPED ? null : Number(value);
    },
    put(rated) {
      const value = rated === null ? SKIPPED : String(rated);
      for (const radio of radios) radio.checked = radio.value === value;
    },
    ask(words) {
      asked.textContent = words;
      asked.hidden = words === "";
      const about = [words && asked.id, hint?.id].filter(Boolean).join(" ");
      if (about) element.setAttribute("aria-describedby", about);
      else element.removeAttribute("aria-describedby");
    },
  };
}
