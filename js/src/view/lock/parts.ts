/** Pieces that every form of the lock is made of. Nothing here is kept by the browser: no form is ever sent. */
import { button, type Child, el, unique } from "../el.ts";

export interface SecretBox {
  element: HTMLElement;
  input: HTMLInputElement;
}

/** A box for a secret. `hint` is read with it. */
export function secretBox(label: string, hint = ""): SecretBox {
  const id = unique();
  const input = el("input", {
    id,
    type: "password",
    class: "pw-secret",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": hint ? `${id}-hint` : null,
  });
  const note = hint ? el("p", { class: "pw-quiet", id: `${id}-hint` }, hint) : null;
  return { input, element: el("div", { class: "pw-field" }, el("label", { for: id }, label), note, input) };
}

/** A tick that shows what is typed in these boxes. */
export function showTick(...boxes: SecretBox[]): HTMLElement {
  const tick = el("input", { type: "checkbox" });
  tick.addEventListener("change", () => {
    for (const { input } of boxes) input.type = tick.checked ? "text" : "password";
  });
  return el("label", { class: "pw-journal-tick" }, tick, " Show what I type");
}

export interface Form {
  element: HTMLElement;
  say(words: string): void;
}

/**
 * A group of boxes with one button. `press` returns what to say, or throws what is the case; while it works, which
 * takes a moment on a phone, the button waits. Enter in a box presses it.
 */
export function form(button_: string, boxes: readonly SecretBox[], press: () => Promise<string | null>, ...more: Child[]): Form {
  const said = el("p", { class: "pw-lock-said", role: "status" });
  let isBusy = false;
  const go = async () => {
    if (isBusy) return;
    isBusy = true;
    said.textContent = "One moment…";
    try {
      said.textContent = (await press()) ?? "";
    } catch (problem) {
      said.textContent = problem instanceof Error ? problem.message : String(problem);
      boxes[0]?.input.focus();
    } finally {
      isBusy = false;
    }
  };
  for (const { input } of boxes) {
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) void go();
    });
  }
  const element = el(
    "div",
    { class: "pw-lock-form" },
    ...boxes.map((each) => each.element),
    boxes.length > 0 && showTick(...boxes),
    ...more,
    el("p", { class: "pw-lock-actions" }, button(button_, () => void go())),
    said,
  );
  return { element, say: (words) => (said.textContent = words) };
}

/** What stands in the boxes is not left there. */
export function empty(...boxes: SecretBox[]): void {
  for (const { input } of boxes) input.value = "";
}
