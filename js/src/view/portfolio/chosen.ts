/** Which entries go into the portfolio: a tick for each, chapter by chapter in the order of the book. */
import { said } from "../../judge/said.ts";
import type { Entry } from "../../wire.ts";
import { button, el } from "../el.ts";
import { type Chapter, heading } from "../journal/entries.ts";
import { shortened } from "../words.ts";

const OPEN_UP_TO = 12;

/** Ticks that stay while the journal is drawn again. */
export class Chosen {
  readonly element = el("div", { class: "pw-portfolio-chapters" });
  private readonly count = el("p", { class: "pw-quiet", role: "status" });
  private readonly ids = new Set<string>();
  private all: Entry[] = [];
  private folds: { fold: HTMLDetailsElement; refresh: () => void }[] = [];

  constructor(private readonly changed: () => void) {}

  /** What is ticked, of what is there. */
  entries(): Entry[] {
    return this.all.filter(({ id }) => this.ids.has(id));
  }

  draw(chapters: readonly Chapter[]): void {
    this.all = chapters.flatMap(({ exercises }) => exercises.flatMap(({ entries }) => entries));
    const wasOpen = this.folds.map(({ fold }) => fold.open);
    const isShort = this.all.length <= OPEN_UP_TO;
    this.folds = chapters.map((chapter, i) => this.chapter(chapter, wasOpen[i] ?? (isShort || i === 0)));
    this.element.replaceChildren(
      this.row(this.all, "all finished entries"),
      this.count,
      ...this.folds.map(({ fold }) => fold),
    );
    this.tell();
  }

  private chapter(chapter: Chapter, open: boolean): { fold: HTMLDetailsElement; refresh: () => void } {
    const entries = chapter.exercises.flatMap((each) => each.entries);
    const many = el("span", { class: "pw-quiet" });
    const refresh = () => (many.textContent = `${entries.filter(({ id }) => this.ids.has(id)).length} of ${entries.length} chosen`);
    const fold = el(
      "details",
      { class: "pw-portfolio-chapter", open },
      el("summary", {}, el("span", { class: "pw-portfolio-title" }, chapter.title), " ", many),
      this.row(entries, `all finished entries of ${chapter.title}`),
      ...chapter.exercises.map(({ mark, id, entries: some }) =>
        el(
          "fieldset",
          {},
          el("legend", {}, mark?.title ?? id),
          ...some.map((entry) => this.tick(entry, heading(entry, some), mark ? said(entry, mark) : said(entry, null))),
        ),
      ),
    );
    refresh();
    return { fold, refresh };
  }

  private tick(entry: Entry, when: string, lines: ReturnType<typeof said>): HTMLElement {
    const own = lines.find(({ isOwn }) => isOwn) ?? lines[0];
    const box = el("input", { type: "checkbox", autocomplete: "off", "data-entry": entry.id });
    box.checked = this.ids.has(entry.id);
    box.addEventListener("change", () => {
      if (box.checked) this.ids.add(entry.id);
      else this.ids.delete(entry.id);
      this.tell();
      this.changed();
    });
    const state = entry.outcome ? "" : ", not finished";
    return el(
      "label",
      { class: "pw-portfolio-tick" },
      box,
      el(
        "span",
        {},
        `${when}${state}`,
        own?.text ? el("bdi", { class: "pw-portfolio-begins", dir: "auto" }, shortened(own.text, 90)) : null,
      ),
    );
  }

  /** Two buttons for many ticks. */
  private row(entries: readonly Entry[], which: string): HTMLElement {
    const set = (wanted: boolean) => {
      for (const { id, outcome } of entries) {
        if (wanted && outcome) this.ids.add(id);
        else if (!wanted) this.ids.delete(id);
      }
      for (const box of this.element.querySelectorAll<HTMLInputElement>("[data-entry]")) box.checked = this.ids.has(box.dataset["entry"] ?? "");
      this.tell();
      this.changed();
    };
    const [all, none] = [button("Choose all", () => set(true), "pw-link"), button("Choose none", () => set(false), "pw-link")];
    all.setAttribute("aria-label", `Choose ${which}`);
    none.setAttribute("aria-label", `Choose none of ${which.replace(/^all finished entries( of )?/, "") || "them"}`);
    return el("p", { class: "pw-portfolio-many" }, all, none);
  }

  private tell(): void {
    const count = this.entries().length;
    this.count.textContent = count === 0 ? "Nothing is chosen yet." : `${count} ${count === 1 ? "entry is" : "entries are"} chosen.`;
    for (const { refresh } of this.folds) refresh();
  }
}
