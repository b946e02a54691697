/** Hide my answers: by button, by key, and after three minutes without use. */
import { button, el } from "../el.ts";

const IDLE = 3 * 60_000;
const CLASS = "pw-answers-hidden";
const ACTS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

export function hideControl(idle = IDLE): HTMLElement {
  const root = document.documentElement;
  const note = el("p", { class: "pw-quiet", role: "status" });
  let timer: ReturnType<typeof setTimeout>;
  const set = (isHidden: boolean, words = "") => {
    root.classList.toggle(CLASS, isHidden);
    control.textContent = isHidden ? "Show my answers" : "Hide my answers";
    note.textContent = words;
  };
  const toggle = () => {
    const isHidden = !root.classList.contains(CLASS);
    set(isHidden, isHidden ? "Your answers are hidden." : "Your answers are shown.");
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!root.classList.contains(CLASS)) set(true, "Nothing happened here for three minutes, so your answers are hidden.");
    }, idle);
  };
  const control = button("Hide my answers", toggle, "pw-button pw-second");
  control.setAttribute("aria-keyshortcuts", "Alt+H");
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyH") return;
    event.preventDefault();
    toggle();
  });
  for (const act of ACTS) document.addEventListener(act, wait, { passive: true });
  wait();
  return el("div", { class: "pw-journal-hide" }, control, el("span", { class: "pw-quiet" }, "or press Alt+H"), note);
}

export function printControl(): HTMLElement {
  const box = el("input", { type: "checkbox" });
  box.addEventListener("change", () => document.documentElement.classList.toggle("pw-answers-printed", box.checked));
  return el("label", { class: "pw-journal-tick" }, box, " Put my answers on paper when I print this page");
}
