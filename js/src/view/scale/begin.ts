/** When is this? Asked before the first item, with nothing chosen beforehand. */
import { type Phase, WHENS } from "../../judge/scale.ts";
import { button, el } from "../el.ts";
import { ask } from "../parts.ts";

const NONE = "First say when this is. “Just now” always fits.";

export interface Begin {
  element: HTMLElement;
  /** What may fit, in words. */
  suggest(words: string): void;
  clear(): void;
}

export function begin(uid: string, say: (words: string) => void, go: (phase: Phase) => void): Begin {
  const hint = el("p", { class: "pw-hint", id: `${uid}-when-hint` });
  const radios = WHENS.map(([phase]) => el("input", { type: "radio", name: `${uid}-when`, value: phase, id: `${uid}-when-${phase}` }));
  const rows = radios.map((radio, i) => el("div", { class: "pw-option" }, radio, el("label", { for: radio.id }, WHENS[i]?.[1])));
  const group: HTMLElement = el("fieldset", { class: "pw-options", on: { change: () => asked.clear() } });
  const asked = ask(`${uid}-when-ask`, () => group);
  group.append(el("legend", {}, "When is this?"), hint, asked.element, ...rows);
  const press = () => {
    const phase = WHENS.find((_, i) => radios[i]?.checked)?.[0];
    if (phase !== undefined) return go(phase);
    asked.show(NONE);
    radios[0]?.focus();
    say(NONE);
  };
  return {
    element: el("div", {}, group, el("p", { class: "pw-actions" }, button("Begin", press))),
    suggest: (words) => void (hint.textContent = words),
    clear() {
      asked.clear();
      for (const radio of radios) radio.checked = false;
    },
  };
}
