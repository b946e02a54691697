/** Shows the slides of a workshop one at a time. Without this script they stand one below the other. */
import { el } from "../view/el.ts";

const slides = Array.from(document.querySelectorAll<HTMLElement>("main > section"));
const said = el("p", { role: "status", class: "count" });
const back = el("button", { type: "button", on: { click: () => go(at - 1) } }, "Back");
const next = el("button", { type: "button", on: { click: () => go(at + 1) } }, "Next");
const notes = el("button", { type: "button", "aria-pressed": "false", on: { click: () => turnNotes() } }, "Notes");
const STEPS: Record<string, () => number> = {
  ArrowRight: () => at + 1,
  PageDown: () => at + 1,
  ArrowLeft: () => at - 1,
  PageUp: () => at - 1,
  Home: () => 0,
  End: () => slides.length - 1,
};
let at = 0;

/** The address carries the slide, so that going back and opening the file again lead to the same one. Written so, and
    not as `location.hash`, the focus stays where it is. */
function go(place: number): void {
  const wanted = slides[place];
  if (!wanted || place === at) return;
  history.pushState(null, "", `#${wanted.id}`);
  show();
}

function show(): void {
  const left = slides[at];
  at = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));
  const slide = slides[at];
  const hadFocus = left !== slide && left?.contains(document.activeElement);
  for (const each of slides) each.hidden = each !== slide;
  document.documentElement.classList.toggle("first", at === 0);
  const heading = slide?.querySelector<HTMLElement>("h2");
  said.textContent = `${at + 1} of ${slides.length}: ${heading?.textContent ?? ""}`;
  back.setAttribute("aria-disabled", String(at === 0));
  next.setAttribute("aria-disabled", String(at === slides.length - 1));
  if (hadFocus) heading?.focus();
  scrollTo(0, 0);
}

function turnNotes(): void {
  const open = notes.getAttribute("aria-pressed") !== "true";
  notes.setAttribute("aria-pressed", String(open));
  for (const each of document.querySelectorAll("details.notes")) each.toggleAttribute("open", open);
}

addEventListener("popstate", show);
addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(step());
});
document.documentElement.classList.add("one");
document.body.append(el("nav", { "aria-label": "Slides" }, back, next, notes, said));
show();
