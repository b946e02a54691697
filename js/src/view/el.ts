/** Building page parts. Text goes in as text, so nothing a learner or an author writes can become markup. */

export type Child = Node | string | false | null | undefined;

interface Props {
  on?: Partial<Record<keyof HTMLElementEventMap, (event: Event) => void>>;
  [attribute: string]: unknown;
}

/** One element. `true` writes an empty attribute; `false`, `null` and `undefined` write none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  const { on, ...attributes } = props;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, String(value));
  }
  for (const [event, listener] of Object.entries(on ?? {})) made.addEventListener(event, listener);
  made.append(...children.filter(isChild));
  return made;
}

function isChild(child: Child): child is Node | string {
  return child !== false && child != null;
}

/** Empty lines in authored text start new paragraphs. */
export function paragraphs(text: string, className = ""): HTMLElement[] {
  return text
    .split(/\n\s*\n/)
    .map((each) => each.replace(/\s*\n\s*/g, " ").trim())
    .filter((each) => each !== "")
    .map((each) => el("p", { class: className || null }, each));
}

/** Words for screen readers only. */
export function spoken(text: string): HTMLElement {
  return el("span", { class: "pw-spoken" }, text);
}

export function button(words: string, press: () => void, className = "pw-button"): HTMLButtonElement {
  return el("button", { type: "button", class: className, on: { click: press } }, words);
}

/** What somebody says, in quotation marks that the author does not have to write. */
export function quote(text: string): string {
  return `“${text}”`;
}

/** Somebody's words as a bubble, with a line above that says whose they are. */
export function speech(text: string, whose = "", className = "pw-speech"): HTMLElement {
  return el(
    "div",
    { class: className },
    whose !== "" && el("p", { class: "pw-whose" }, whose),
    el("p", { class: "pw-said", dir: "auto" }, quote(text)),
  );
}

/** How it landed: one line from the other side. */
export function landing(text: string): HTMLElement {
  return el(
    "p",
    { class: "pw-landed" },
    el("span", { class: "pw-tag" }, "How it landed: "),
    el("span", { class: "pw-said", dir: "auto" }, quote(text)),
  );
}

/** The start of ids nobody else on the page has, however often the exercise stands there. */
export function unique(): string {
  const parts = crypto.getRandomValues(new Uint32Array(1));
  return `pw-${(parts[0] ?? 0).toString(36)}`;
}
