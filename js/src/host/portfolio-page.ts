/** The host on the page of the portfolio: entries are chosen, looked through, put under headings, and taken along. */
import { openArchive, type Archive } from "../journal/index.ts";
import { SHUT } from "../journal/words.ts";
import { byDay, gather, reviewed, texts } from "../judge/portfolio.ts";
import { button, el } from "../view/el.ts";
import { chapters } from "../view/journal/entries.ts";
import { mountExit } from "../view/journal/exit.ts";
import { day } from "../view/journal/files.ts";
import { restoreControl } from "../view/journal/tools.ts";
import { Chosen } from "../view/portfolio/chosen.ts";
import { finished } from "../view/portfolio/finished.ts";
import { Headings } from "../view/portfolio/headings.ts";
import { type LeftIn, review } from "../view/review.ts";
import { listed } from "../view/words.ts";
import type { Bodies, ShelfMark, SkillName } from "../wire.ts";
import { reviewRules } from "./privacy.ts";
import { soon } from "./soon.ts";

declare global {
  var powerwithShelf: ShelfMark[] | undefined;
  var powerwithSkills: SkillName[] | undefined;
}

const EMPTY =
  "Nothing is kept here yet, so there is nothing to choose from. Practise in any chapter, or open a backup. If you did not say that this device is yours, the backup is gone from this page when you leave it.";
const LOCKED = "Open your journal above to choose from it.";
const NONE = "Choose at least one entry first.";
const OLD = "You changed what goes in, so the portfolio is gone. Look through it again to make a new one.";

class PortfolioPage {
  private readonly said = el("p", { class: "pw-journal-said", role: "status", tabindex: "-1" });
  private readonly brought = el("div", { class: "pw-journal-said", role: "status" });
  private readonly empty = el("div", {});
  private readonly choosing = el("div", {});
  private readonly out = el("div", { class: "pw-journal-answer" });
  private readonly chosen = new Chosen(() => this.changed());
  private readonly headings: Headings;
  private readonly go = button("Look through it", () => this.lookThrough());
  private shown = "";

  constructor(
    root: HTMLElement,
    private readonly journal: Archive,
    private readonly bodies: Bodies,
  ) {
    this.headings = new Headings(bodies, this.shelf, () => this.changed());
    this.choosing.append(
      el("h2", {}, "1. Choose what goes in"),
      this.chosen.element,
      el("h2", {}, "2. Choose the headings"),
      this.headings.element,
      el("h2", {}, "3. Look through it"),
      el("p", {}, "Before anything is made, you look for what might name somebody. Your journal stays as it is."),
      el("p", {}, this.go),
    );
    root.classList.add("pw-journal", "pw-portfolio");
    root.replaceChildren(this.empty, this.brought, this.choosing, this.said, this.out);
    journal.listen(soon(() => void this.draw()));
    mountExit(root, journal);
    void this.draw();
  }

  private get shelf(): ShelfMark[] {
    return globalThis.powerwithShelf ?? [];
  }

  private async draw(): Promise<void> {
    const [entries, { shut, lock }] = await Promise.all([this.journal.all(), this.journal.status()]);
    const now = JSON.stringify([shut, lock, entries.map(({ id, rev }) => [id, rev])]);
    if (now === this.shown) return;
    const isFirst = this.shown === "";
    this.shown = now;
    this.choosing.hidden = entries.length === 0;
    if (entries.length > 0) this.empty.replaceChildren();
    else if (lock === "locked") this.empty.replaceChildren(el("p", {}, LOCKED));
    else this.empty.replaceChildren(el("p", {}, shut ? SHUT[shut] : EMPTY), restoreControl(this.journal, this.brought));
    this.chosen.draw(chapters(entries, this.shelf));
    this.headings.draw(this.chosen.entries().sort(byDay));
    if (!isFirst) this.forget();
    if (entries.length === 0) this.say("");
  }

  private changed(): void {
    this.headings.draw(this.chosen.entries().sort(byDay));
    this.forget();
  }

  /** What was made of another choice is not left standing. */
  private forget(): void {
    this.say(this.out.childElementCount > 0 ? OLD : "");
    this.out.replaceChildren();
  }

  private lookThrough(): void {
    const entries = this.chosen.entries();
    if (entries.length === 0) {
      this.say(NONE);
      return this.said.focus();
    }
    const { body, own: headings } = this.headings;
    const known = { shelf: this.shelf, skills: globalThis.powerwithSkills ?? [] };
    const made = gather(entries, known, { bodies: this.bodies, body, made: day(), headings });
    const done = (changed: ReadonlyMap<string, string>, left: readonly LeftIn[]) => {
      const heading = el("h2", { tabindex: "-1" }, "4. Take it along");
      const portfolio = reviewed(made, changed, reasons(left));
      this.out.replaceChildren(heading, finished(portfolio, this.bodies, body, (words) => this.say(words)));
      this.say("");
      heading.focus();
    };
    const cancel = () => {
      this.out.replaceChildren();
      this.say("Nothing was made.");
      this.go.focus();
    };
    this.say("");
    this.out.replaceChildren(review({ texts: texts(made), rules: reviewRules(), heading: 2, done, cancel }));
  }

  private say(words: string): void {
    this.said.textContent = words;
  }
}

function reasons(left: readonly LeftIn[]): string {
  return listed([...new Set(left.map(({ reason }) => reason))]);
}

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-powerwith="portfolio"]');
  const text = root?.querySelector(".pw-payload")?.textContent;
  if (root && text) new PortfolioPage(root, openArchive(), JSON.parse(text) as Bodies);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
