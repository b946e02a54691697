/** Whose headings the portfolio has, what that body asks for, and under which of them each entry stands. */
import { dated, headingOf } from "../../judge/portfolio.ts";
import type { Bodies, Body, Entry, ShelfMark } from "../../wire.ts";
import { el, unique } from "../el.ts";
import { heading } from "../journal/entries.ts";

export class Headings {
  readonly element: HTMLElement;
  /** Entry id to the heading its author chose, for the body shown. */
  readonly own = new Map<string, string>();
  private readonly select: HTMLSelectElement;
  private readonly about = el("div", { class: "pw-portfolio-asks" });
  private readonly list = el("div", {});
  private readonly fold = el("details", { class: "pw-more" }, el("summary", {}, "Put entries under other headings"), this.list);
  private entries: readonly Entry[] = [];

  constructor(
    private readonly bodies: Bodies,
    private readonly shelf: readonly ShelfMark[],
    private readonly changed: () => void,
  ) {
    const id = unique();
    this.select = el(
      "select",
      { id, autocomplete: "off" },
      ...bodies.bodies.map((body) => el("option", { value: body.id }, body.country ? body.name : "No particular body")),
    );
    this.select.addEventListener("change", () => {
      this.own.clear();
      this.draw(this.entries);
      this.changed();
    });
    this.fold.addEventListener("toggle", () => this.drawPlaces());
    this.element = el("div", {}, el("p", {}, el("label", { for: id }, "Whose headings?")), el("p", {}, this.select), this.about, this.fold);
  }

  get body(): Body {
    const { bodies } = this.bodies;
    return bodies.find(({ id }) => id === this.select.value) ?? (bodies[0] as Body);
  }

  draw(entries: readonly Entry[]): void {
    this.entries = entries;
    const { asks, note, sources = [], checked_on: on, headings } = this.body;
    this.about.replaceChildren(
      el("p", {}, asks),
      ...(note ? [el("p", {}, note)] : []),
      el("ul", {}, ...headings.map(({ title }) => el("li", {}, title))),
      ...(sources.length > 0
        ? [
            el("p", { class: "pw-quiet" }, `Read on ${dated(on)}. Check what is asked for today:`),
            el("ul", { class: "pw-quiet" }, ...sources.map((source) => el("li", {}, el("a", { href: source, rel: "noreferrer" }, source.replace(/^https:\/\/(www\.)?/, ""))))),
          ]
        : []),
    );
    this.fold.hidden = entries.length === 0;
    this.drawPlaces();
  }

  /** Only while somebody looks at them: a journal can hold hundreds of entries. */
  private drawPlaces(): void {
    this.list.replaceChildren(...(this.fold.open ? this.entries.map((entry) => this.place(entry)) : []));
  }

  private place(entry: Entry): HTMLElement {
    const id = unique();
    const mark = this.shelf.find((one) => one.id === entry.exercise);
    const usual = headingOf(entry, mark?.skills[0], { bodies: this.bodies, body: this.body, made: "" });
    const select = el("select", { id, autocomplete: "off" }, ...this.body.headings.map((one) => el("option", { value: one.id }, one.title)));
    select.value = this.own.get(entry.id) ?? usual;
    select.addEventListener("change", () => {
      if (select.value === usual) this.own.delete(entry.id);
      else this.own.set(entry.id, select.value);
      this.changed();
    });
    const title = `${mark?.title ?? entry.exercise}. ${heading(entry, [entry])}`;
    return el("p", { class: "pw-portfolio-place" }, el("label", { for: id }, title), select);
  }
}
