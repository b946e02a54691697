/** Which exercises go to a trainer, and of which answers the own words go too: a tick for each. */
import { chosen, own } from "../../judge/share.ts";
import type { Entry } from "../../wire.ts";
import { button, el } from "../el.ts";
import { type Chapter, heading } from "../journal/entries.ts";
import { shortened } from "../words.ts";

const OPEN_UP_TO = 12;
const NONE_FINISHED = "Nothing is finished yet. Answer an exercise first, then come back.";
const NONE_WRITTEN = "There are no words of your own in what you chose.";

interface One {
  id: string;
  title: string;
  entries: Entry[];
}

/** A title as a sentence of its own. */
function sentence(title: string): string {
  return /[.!?…]$/.test(title) ? title : `${title}.`;
}

/** Ticks that stay while the journal is drawn again. */
export class Picked {
  readonly element = el("div", {});
  readonly words = el("div", {});
  /** Exercises that go. */
  readonly exercises = new Set<string>();
  /** Entries whose own words go. */
  readonly ticked = new Set<string>();
  private readonly count = el("p", { class: "pw-quiet", role: "status" });
  private all: One[] = [];
  private folds: { fold: HTMLDetailsElement; refresh: () => void }[] = [];

  constructor(private readonly changed: () => void) {}

  /** The answers that go, in their order. */
  entries(): Entry[] {
    return chosen(this.all.flatMap(({ entries }) => entries), this.exercises);
  }

  titles(): ReadonlyMap<string, string> {
    return new Map(this.all.map(({ id, title }) => [id, title]));
  }

  draw(chapters: readonly Chapter[]): void {
    const wasOpen = this.folds.map(({ fold }) => fold.open);
    const made = chapters.map(({ title, exercises }) => ({
      title,
      exercises: exercises
        .map(({ mark, id, entries }) => ({ id, title: mark?.title ?? id, entries: entries.filter(({ outcome }) => outcome) }))
        .filter(({ entries }) => entries.length > 0),
    }));
    const some = made.filter(({ exercises }) => exercises.length > 0);
    this.all = some.flatMap(({ exercises }) => exercises);
    for (const id of [...this.exercises]) if (!this.all.some((one) => one.id === id)) this.exercises.delete(id);
    const isShort = this.all.length <= OPEN_UP_TO;
    this.folds = some.map((each, i) => this.chapter(each.title, each.exercises, wasOpen[i] ?? (isShort || i === 0)));
    this.element.replaceChildren(this.count, ...this.folds.map(({ fold }) => fold));
    this.tell();
  }

  private chapter(title: string, exercises: readonly One[], open: boolean): { fold: HTMLDetailsElement; refresh: () => void } {
    const many = el("span", { class: "pw-quiet" });
    const refresh = () => (many.textContent = `${exercises.filter(({ id }) => this.exercises.has(id)).length} of ${exercises.length} chosen`);
    const fold = el(
      "details",
      { class: "pw-portfolio-chapter", open },
      el("summary", {}, el("span", { class: "pw-portfolio-title" }, title), " ", many),
      this.row(exercises, title),
      el("fieldset", {}, el("legend", { class: "pw-spoken" }, title), ...exercises.map((one) => this.exercise(one))),
    );
    refresh();
    return { fold, refresh };
  }

  private exercise({ id, title, entries }: One): HTMLElement {
    const box = el("input", { type: "checkbox", autocomplete: "off", "data-share": id });
    box.checked = this.exercises.has(id);
    box.addEventListener("change", () => {
      if (box.checked) this.exercises.add(id);
      else this.exercises.delete(id);
      this.tell();
      this.changed();
    });
    const times = entries.length === 1 ? "answered once" : `answered ${entries.length} times`;
    return el("label", { class: "pw-portfolio-tick" }, box, el("span", {}, title, el("span", { class: "pw-portfolio-begins" }, times)));
  }

  /** Two buttons for many ticks. */
  private row(exercises: readonly One[], which: string): HTMLElement {
    const set = (wanted: boolean) => {
      for (const { id } of exercises) {
        if (wanted) this.exercises.add(id);
        else this.exercises.delete(id);
      }
      for (const box of this.element.querySelectorAll<HTMLInputElement>("[data-share]")) box.checked = this.exercises.has(box.dataset["share"] ?? "");
      this.tell();
      this.changed();
    };
    const [all, none] = [button("Choose all", () => set(true), "pw-link"), button("Choose none", () => set(false), "pw-link")];
    all.setAttribute("aria-label", `Choose all of ${which}`);
    none.setAttribute("aria-label", `Choose none of ${which}`);
    return el("p", { class: "pw-portfolio-many" }, all, none);
  }

  private tell(): void {
    const { size } = this.exercises;
    this.count.textContent = this.all.length === 0 ? NONE_FINISHED : size === 0 ? "Nothing is chosen yet." : `${size} ${size === 1 ? "exercise is" : "exercises are"} chosen.`;
    for (const { refresh } of this.folds) refresh();
    this.drawWords();
  }

  private drawWords(): void {
    const titles = this.titles();
    const written = this.entries().filter((entry) => Object.keys(own(entry)).length > 0);
    for (const id of [...this.ticked]) if (!written.some((entry) => entry.id === id)) this.ticked.delete(id);
    if (written.length === 0) return this.words.replaceChildren(el("p", { class: "pw-quiet" }, NONE_WRITTEN));
    const boxes = written.map((entry) => {
      const box = el("input", { type: "checkbox", autocomplete: "off", "data-words": entry.id });
      box.checked = this.ticked.has(entry.id);
      box.addEventListener("change", () => {
        if (box.checked) this.ticked.add(entry.id);
        else this.ticked.delete(entry.id);
        this.changed();
      });
      const begins = Object.values(own(entry)).map((text) => shortened(text, 140));
      const among = written.filter((each) => each.exercise === entry.exercise);
      return el(
        "label",
        { class: "pw-portfolio-tick" },
        box,
        el(
          "span",
          {},
          `${sentence(titles.get(entry.exercise) ?? entry.exercise)} ${heading(entry, among)}`,
          ...begins.map((text) => el("bdi", { class: "pw-portfolio-begins", dir: "auto" }, text)),
        ),
      );
    });
    this.words.replaceChildren(el("fieldset", {}, el("legend", { class: "pw-spoken" }, "Add your own words"), ...boxes));
  }
}
