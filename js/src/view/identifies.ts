/**
 * While somebody writes: a quiet line under the box when something in it may name somebody. It stops nobody, moves no
 * focus, and is spoken once for each box. Nothing is sent or kept; the words are looked at where they stand.
 */
import { bare, type Finders, found } from "../judge/privacy.ts";
import { button, el, quote, unique } from "./el.ts";
import { listed } from "./words.ts";

/** Somebody who stops for this long has probably finished a thought. */
const PAUSE = 600;
const MOST = 3;
const BOXES = "textarea, input[type=text], input:not([type])";
const BEGINS = "This may name somebody: ";
const ENDS = ". Only you see this.";
const HIDE = "Hide such hints for this box";

type Box = HTMLTextAreaElement | HTMLInputElement;

/**
 * What is worth a hint: the words and what they look like, each once. What the exercise says itself is none, and what
 * plans and ordinary notes often hold waits for the review.
 */
export function hinted(text: string, exercise: string, rules: Finders): { words: string; called: string }[] {
  const points = Array.from(text);
  const seen = new Map<string, string>();
  for (const { kind, start, end } of found(text, rules)) {
    const words = bare(points.slice(start, end).join("")).replace(/\.$/u, "");
    const rule = rules.finders.find((one) => one.kind === kind);
    if (!rule?.hint || exercise.includes(words)) continue;
    if (!seen.has(words)) seen.set(words, rule.called);
  }
  return Array.from(seen, ([words, called]) => ({ words, called }));
}

/** One box that somebody wrote in. */
class Hint {
  private readonly id = unique();
  private readonly words = el("p", { id: this.id });
  private readonly element: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wasSaid = false;
  private isUnwanted = false;
  private shown = "";

  constructor(
    private readonly box: Box,
    private readonly section: HTMLElement,
    private readonly rules: () => Finders | null,
    private readonly say: (words: string) => void,
  ) {
    const hide = () => {
      this.isUnwanted = true;
      this.remove();
      this.box.focus(); // the button that was pressed is gone
    };
    this.element = el("div", { class: "pw-identifies" }, this.words, button(HIDE, hide, "pw-link"));
  }

  soon(): void {
    if (this.isUnwanted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  private look(): void {
    const rules = this.rules();
    if (!rules || this.isUnwanted || !this.box.isConnected) return;
    const all = hinted(this.box.value, this.authored(), rules);
    const now = JSON.stringify(all);
    if (all.length === 0) this.remove();
    else if (now !== this.shown || !this.element.isConnected) this.show(all);
    this.shown = now;
  }

  private show(all: readonly { words: string; called: string }[]): void {
    const some = all.slice(0, MOST);
    const more = all.length > MOST ? ` and ${all.length - MOST} more` : "";
    const parts = some.flatMap(({ words, called }, i) => {
      const gap = i === 0 ? "" : i === some.length - 1 && more === "" ? " and " : ", ";
      return [gap, el("bdi", { dir: "auto" }, words.replace(/\s+/g, " ")), ` (${called})`];
    });
    this.words.replaceChildren(BEGINS, ...parts, more, ENDS);
    if (!this.element.isConnected) this.box.after(this.element);
    describe(this.box, this.id, true);
    if (this.wasSaid) return;
    this.wasSaid = true;
    this.say(`${BEGINS}${listed(some.map(({ words, called }) => `${quote(words)}, ${called}`))}${more}${ENDS}`);
  }

  private remove(): void {
    this.element.remove();
    describe(this.box, this.id, false);
  }

  /** The exercise's own words: its people are no secret, and its examples are not the learner's. */
  private authored(): string {
    const text = this.section.querySelector(".pw-payload")?.textContent ?? "";
    return text === "" ? "" : JSON.stringify(JSON.parse(text));
  }
}

function describe(box: Box, id: string, is: boolean): void {
  const others = (box.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each !== "" && each !== id);
  const all = is ? [...others, id] : others;
  if (all.length > 0) box.setAttribute("aria-describedby", all.join(" "));
  else box.removeAttribute("aria-describedby");
}

/** Watches every text box of every exercise, those too that are drawn later. */
export function watch(rules: () => Finders | null): void {
  const hints = new Map<Box, Hint>();
  const voices = new WeakMap<HTMLElement, HTMLElement>();
  // It stands there before it speaks, so that screen readers listen to it.
  const voice = (section: HTMLElement): HTMLElement => {
    const known = voices.get(section);
    if (known) return known;
    const made = el("p", { class: "pw-spoken pw-identifies-said", role: "status" });
    section.append(made);
    voices.set(section, made);
    return made;
  };
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches(BOXES)) return;
    const section = target.closest<HTMLElement>("[data-exercise]");
    if (!section || target.closest(".pw-review")) return; // the review asks about its texts itself
    const box = target as Box;
    const said = voice(section);
    const hint = hints.get(box) ?? new Hint(box, section, rules, (words) => (said.textContent = words));
    hints.set(box, hint);
    hint.soon();
  });
  // A button may have changed what stands in a box, or taken the box away.
  document.addEventListener("click", () => {
    for (const [box, hint] of hints) {
      if (box.isConnected) hint.soon();
      else hints.delete(box);
    }
  });
}
