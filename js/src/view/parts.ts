/** Parts that every kind puts together in the same way. */
import { isTooLong, length, TEXT_LIMIT } from "../judge/entry.ts";
import { type Child, el, paragraphs } from "./el.ts";

/** The sentence that stands beside a question when something is still open; empty until then. */
export interface Ask {
  element: HTMLElement;
  show(words: string): void;
  clear(): void;
}

/** `about` is described by the sentence for as long as it stands there. */
export function ask(id: string, about: () => HTMLElement): Ask {
  const element = el("p", { class: "pw-ask", id, hidden: true });
  return {
    element,
    show(words) {
      element.textContent = words;
      element.hidden = false;
      about().setAttribute("aria-describedby", id);
    },
    clear() {
      element.hidden = true;
      about().removeAttribute("aria-describedby");
    },
  };
}

export interface Feedback {
  section: HTMLElement;
  heading: HTMLElement;
  fill(title: string, ...children: Child[]): void;
  empty(): void;
}

/** Where feedback goes: its heading can be led to, and it is not there before there is something to say. */
export function feedback(id: string, tag: "h3" | "h4" | "h5" | "h6"): Feedback {
  const heading = el(tag, { class: "pw-heading", id, tabindex: "-1" });
  const body = el("div", { class: "pw-feedback-body" });
  // No name, so no landmark: a chapter holds dozens of these, and the heading is the way to find one.
  const section = el("section", { class: "pw-feedback", hidden: true }, heading, body);
  return {
    section,
    heading,
    fill(title, ...children) {
      heading.textContent = title;
      body.replaceChildren(...children.filter((each): each is Node | string => Boolean(each)));
      section.hidden = false;
    },
    empty() {
      section.hidden = true;
      body.replaceChildren();
    },
  };
}

/** A native disclosure. */
export function more(title: string, ...children: Child[]): HTMLDetailsElement {
  return el(
    "details",
    { class: "pw-more" },
    el("summary", {}, title),
    el("div", { class: "pw-more-body" }, ...children),
  );
}

export function scene(prompt: string): HTMLElement {
  return el("div", { class: "pw-prompt" }, ...paragraphs(prompt));
}

export interface Box {
  element: HTMLElement;
  area: HTMLTextAreaElement;
  /** Says so, beside the box, if there is more in it than can be kept. */
  isTooLong(): boolean;
}

interface BoxOptions {
  id: string;
  label: string;
  hint?: string | null | undefined;
  rows?: number;
  input(): void;
}

/** A labelled box for the learner's own words. */
export function box({ id, label, hint, rows = 3, input }: BoxOptions): Box {
  const long = el("p", { class: "pw-ask", id: `${id}-long`, hidden: true });
  const note = hint ? el("p", { class: "pw-hint", id: `${id}-hint` }, hint) : null;
  const area = el("textarea", {
    id,
    rows,
    dir: "auto",
    autocomplete: "off",
    spellcheck: "true",
    "aria-describedby": note ? `${note.id} ${long.id}` : long.id,
    on: { input: () => (tooLong(), input()) },
  });
  const tooLong = () => {
    const is = isTooLong(area.value);
    if (is) long.textContent = tooLongWords(length(area.value));
    long.hidden = !is;
    return is;
  };
  const element = el("div", { class: "pw-field" }, el("label", { for: id }, label), note, area, long);
  return { element, area, isTooLong: tooLong };
}

function tooLongWords(count: number): string {
  const [most, now] = [TEXT_LIMIT, count].map((each) => each.toLocaleString("en-GB"));
  return `This box holds ${most} characters and yours has ${now}. All of it stays here, but only the first ${most} can be kept. Make it shorter, or save the rest somewhere else.`;
}
