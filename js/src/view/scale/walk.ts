/** The items one after another, or all on one page. Next without an answer asks once, kindly, and then goes on. */
import type { Scale } from "../../wire.ts";
import { button, el } from "../el.ts";
import { item, type Item, type Rated } from "./items.ts";

const NO_ANSWER = "There is no answer here yet. Choose one, or press Next again to leave it open.";

interface Steps {
  uid: string;
  /** An answer was given or changed. */
  changed(): void;
  /** Next was pressed at the last item. */
  ended(): void;
  /** Back was pressed at the first item. */
  left: (() => void) | null;
  /** It shows one at a time now, or all. */
  turned(): void;
  ask(words: string): void;
}

export class Walk {
  readonly element: HTMLElement;
  private readonly items: readonly Item[];
  private readonly bar: HTMLProgressElement;
  private readonly back = button("Back", () => this.before(), "pw-button pw-second");
  private readonly other = button("", () => this.turn(), "pw-link");
  private readonly steps = el("p", { class: "pw-actions" }, button("Next", () => this.next()), this.back);
  private at = 0;
  private asked = -1;
  private isWhole = false;

  constructor(
    scale: Scale,
    private readonly how: Steps,
  ) {
    this.items = scale.items.map((one, place) => item(how.uid, scale, one, place, () => this.rated()));
    this.bar = el("progress", { class: "pw-progress", max: scale.items.length, value: 0, "aria-hidden": "true" });
    const list = el("div", { class: "pw-rating-list", on: { keydown: (event) => this.key(event as KeyboardEvent) } });
    list.append(...this.items.map(({ element }) => element));
    this.element = el("div", {}, this.bar, list, this.steps, el("p", {}, this.other));
    this.draw();
  }

  get whole(): boolean {
    return this.isWhole;
  }

  read(): Record<string, number | null> {
    const given = this.items.map((each) => [each.id, each.read()] as const);
    return Object.fromEntries(given.filter((pair): pair is [string, number | null] => pair[1] !== undefined));
  }

  put(ratings: Readonly<Record<string, Rated>>): void {
    for (const each of this.items) {
      each.put(ratings[each.id]);
      each.ask("");
    }
    this.asked = -1;
    this.draw();
  }

  go(place: number): void {
    this.at = Math.max(0, Math.min(place, this.items.length - 1));
    this.draw();
  }

  /** Where somebody goes on: the item itself, so that it is read out and its answers come next. */
  focus(): void {
    const here = this.items[this.at]?.element;
    here?.focus({ preventScroll: true });
    here?.scrollIntoView({ block: "start", behavior: "instant" }); // each item in the same place, so that eyes and thumbs can rest
  }

  private draw(): void {
    this.items.forEach(({ element }, place) => element.toggleAttribute("data-current", this.isWhole || place === this.at));
    this.back.hidden = this.at === 0 && !this.how.left;
    this.steps.hidden = this.isWhole;
    this.bar.value = Object.keys(this.read()).length;
    this.other.textContent = this.isWhole ? "Show one at a time" : "Show all on one page";
  }

  private rated(): void {
    this.items[this.at]?.ask("");
    this.asked = -1;
    this.draw();
    this.how.changed();
  }

  private next(): void {
    const here = this.items[this.at];
    if (here && here.read() === undefined && this.asked !== this.at) {
      this.asked = this.at;
      here.ask(NO_ANSWER);
      return this.how.ask(NO_ANSWER);
    }
    here?.ask("");
    if (this.at === this.items.length - 1) return this.how.ended();
    this.go(this.at + 1);
    this.focus();
  }

  private before(): void {
    this.items[this.at]?.ask("");
    if (this.at === 0) return this.how.left?.();
    this.go(this.at - 1);
    this.focus();
  }

  private turn(): void {
    this.isWhole = !this.isWhole;
    if (!this.isWhole) this.at = Math.max(0, this.items.findIndex((each) => each.read() === undefined));
    for (const each of this.items) each.ask("");
    this.draw();
    this.how.turned();
    this.other.focus();
  }

  // Enter on an answer goes on, as it would in a form.
  private key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || this.isWhole || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    this.next();
  }
}
