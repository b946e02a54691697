/** One case a screen: what stands in the file, what is rated, one choice, and room for one line. */
import { keepable } from "../../judge/entry.ts";
import { open, resumed, told } from "../../judge/vignette.ts";
import type { Case, Vignette, VignetteCase, VignetteResponse } from "../../wire.ts";
import { button, el, paragraphs } from "../el.ts";
import { ask, box } from "../parts.ts";
import { type Control, control } from "../planner/fields.ts";

const OPEN = "Something is still open here. Answer it, or press the button again to leave it open.";
const OWN = "It stays on this device. You can leave it empty.";
const LAST = "Then you see both versions. After that your answers cannot be changed, but you can still withdraw them.";

interface How {
  uid: string;
  tag: "h3" | "h4" | "h5" | "h6";
  changed(): void;
  /** The last case was answered or left out. */
  ended(): void;
  ask(words: string): void;
}

export class Reading {
  readonly element = el("div", { class: "pw-vignette", hidden: true });
  private readonly heading: HTMLElement;
  private readonly text = el("div", { class: "pw-case" });
  private readonly form = el("div", { class: "pw-case-asks" });
  private readonly asked = ask("", () => this.form);
  private readonly hint = el("p", { class: "pw-hint" }, LAST);
  private readonly next = button("Next", () => this.forward());
  private readonly back = button("Back", () => this.go(this.at - 1), "pw-button pw-second");
  private ratings = new Map<string, Control>();
  private step: Control | undefined;
  private own: ReturnType<typeof box> | undefined;
  private given: VignetteResponse;
  private at = 0;
  private warned = -1;

  constructor(
    private readonly pack: Vignette,
    given: VignetteResponse,
    private readonly how: How,
  ) {
    this.given = given;
    this.heading = el(how.tag, { class: "pw-subheading", tabindex: "-1" });
    this.asked = ask(`${how.uid}-case-ask`, () => this.form);
    this.form.setAttribute("role", "group");
    this.form.setAttribute("aria-label", "What you make of it");
    const out = button("Leave this case out", () => this.skip(), "pw-button pw-second");
    this.element.append(this.heading, this.text, this.form, this.asked.element, this.hint, el("p", { class: "pw-actions" }, this.next, this.back, out));
  }

  read(): VignetteResponse {
    return this.given;
  }

  /** Opens at the first case that is still open. */
  open(given: VignetteResponse): void {
    this.given = given;
    this.element.hidden = false;
    this.show(resumed(this.pack, given));
  }

  close(): void {
    this.element.hidden = true;
  }

  focus(): void {
    this.heading.focus();
  }

  private get here(): Case | undefined {
    return this.pack.cases.find(({ id }) => id === this.given.order[this.at]);
  }

  private show(place: number): void {
    const { order, cases } = this.given;
    this.at = Math.max(0, Math.min(place, order.length - 1));
    const here = this.here;
    const given = here && cases[here.id];
    if (!here || !given) return;
    this.asked.clear();
    this.warned = -1;
    this.heading.textContent = `Case ${this.at + 1} of ${order.length}: ${here.title}`;
    this.text.replaceChildren(...paragraphs(told(here, given.version)));
    this.draw(given);
    this.back.hidden = this.at === 0;
    const isLast = this.at === order.length - 1;
    this.hint.hidden = !isLast;
    this.next.textContent = isLast ? "Finish and see both versions" : "Next";
  }

  private draw(given: VignetteCase): void {
    const { pack } = this;
    const changed = () => this.changed();
    this.ratings = new Map(pack.outcomes.map(({ id, asks, low, high }) => [id, control({ id, type: "scale", label: asks, low, high }, changed)]));
    this.step = control({ id: "step", type: "choose", label: pack.step_asks, options: pack.steps.map(({ label }) => label) }, changed);
    this.own = box({ id: `${this.how.uid}-line`, label: pack.line_asks, hint: OWN, rows: 2, input: changed });
    for (const [id, each] of this.ratings) each.put(String(given.ratings?.[id] ?? ""));
    this.step.put(pack.steps.find(({ id }) => id === given.step)?.label ?? "");
    this.own.area.value = given.text ?? "";
    this.own.isTooLong();
    this.form.replaceChildren(...[...this.ratings.values()].map(({ element }) => element), this.step.element, this.own.element);
  }

  private changed(): void {
    const here = this.here;
    if (!here) return;
    const rated = [...this.ratings].map(([id, each]) => [id, each.read()] as const).filter(([, value]) => value !== "");
    const label = this.step?.read() ?? "";
    this.put(here.id, {
      skipped: false,
      ratings: Object.fromEntries(rated.map(([id, value]) => [id, Number(value)])),
      step: this.pack.steps.find((one) => one.label === label)?.id ?? null,
      text: keepable(this.own?.area.value ?? ""),
    });
    this.asked.clear();
    this.warned = -1;
  }

  private put(id: string, answers: Omit<VignetteCase, "version">): void {
    const version = this.given.cases[id]?.version ?? "a";
    this.given = { ...this.given, cases: { ...this.given.cases, [id]: { version, ...answers } } };
    this.how.changed();
  }

  private skip(): void {
    const here = this.here;
    if (!here) return;
    this.put(here.id, { skipped: true, ratings: {}, step: null, text: "" });
    this.on();
  }

  private forward(): void {
    const here = this.here;
    const given = here && this.given.cases[here.id];
    const left = given ? open(this.pack, given) : [];
    if (left.length > 0 && this.warned !== this.at) {
      this.warned = this.at;
      this.asked.show(OPEN);
      const first = left[0] === "step" ? this.step : this.ratings.get(left[0] ?? "");
      first?.first.focus();
      return this.how.ask(OPEN);
    }
    this.on();
  }

  private on(): void {
    if (this.at === this.given.order.length - 1) this.how.ended();
    else this.go(this.at + 1);
  }

  private go(place: number): void {
    this.show(place);
    this.focus();
    this.heading.scrollIntoView({ block: "start", behavior: "instant" });
  }
}
