/** The host on the page Today's three: asks the journal what was done, and says what comes next. */
import { openArchive, type Archive } from "../journal/index.ts";
import { SHUT } from "../journal/words.ts";
import { due, ladder, type Practice, practised, progress, returns, three, toAsk } from "../judge/schedule.ts";
import { el } from "../view/el.ts";
import { question } from "../view/journal/ask.ts";
import { mountExit } from "../view/journal/exit.ts";
import { day } from "../view/journal/files.ts";
import { Book } from "../view/today/book.ts";
import { codeIn, codeOut } from "../view/today/carry.ts";
import { ladders } from "../view/today/ladders.ts";
import { planAsked } from "../view/today/plans.ts";
import { comingBack } from "../view/today/returns.ts";
import { cards } from "../view/today/three.ts";
import { weekday } from "../view/today/words.ts";
import type { Carried, Entry, Payload, SkillName } from "../wire.ts";
import { soon } from "./soon.ts";

declare global {
  var powerwithSkills: SkillName[] | undefined;
}

const LOCKED = "Your journal is locked, so these are three for somebody new. Open it above to see your own.";
const NEW = "You are new here, so these are three first rungs. What you do is ticked off here.";
const SHARED = "You said that this is a shared or work computer. Nothing is kept, so these are three first rungs.";
const UNASKED = "Nothing is kept on this device yet, so these are three first rungs.";

/** A part of the page that is drawn again only when what it shows has changed, so that nobody loses their place. */
class Part {
  readonly element = el("section", { class: "pw-today-part", hidden: true });
  readonly heading = el("h2", { tabindex: "-1" });
  readonly body = el("div", {});
  private shown = "";

  constructor(title: string) {
    this.heading.textContent = title;
    this.element.append(this.heading, this.body);
  }

  show(what: unknown, draw: () => readonly HTMLElement[]): void {
    const now = JSON.stringify(what);
    if (now === this.shown) return;
    this.shown = now;
    const drawn = draw();
    this.body.replaceChildren(...drawn);
    this.element.hidden = drawn.length === 0;
  }
}

class TodayPage {
  private readonly where = el("div", { class: "pw-today-where" });
  private readonly said = el("p", { class: "pw-today-said", role: "status", tabindex: "-1" });
  private readonly three = new Part("");
  private readonly plan = new Part("A plan you made");
  private readonly back = new Part("What comes back");
  private readonly ladders = new Part("Your ladders");
  private readonly out = el("div", { class: "pw-code-out" });
  private readonly carry = new Part("Carry on elsewhere");
  private readonly book: Book;
  private here: readonly Carried[] = [];
  private code = "";

  constructor(
    root: HTMLElement,
    private readonly journal: Archive,
    private readonly payload: Payload | null,
  ) {
    const top = document.documentElement.dataset["content_root"] ?? "";
    this.book = new Book(globalThis.powerwithSkills ?? [], globalThis.powerwithShelf ?? [], top);
    root.classList.add("pw-journal", "pw-today");
    const parts = [this.three, this.plan, this.back, this.ladders, this.carry];
    root.replaceChildren(this.where, this.said, ...parts.map(({ element }) => element));
    const again = soon(() => void this.draw());
    journal.listen(again);
    document.addEventListener("visibilitychange", again);
    mountExit(root, journal);
    void this.draw();
  }

  private async draw(): Promise<void> {
    const [entries, carried] = await Promise.all([this.journal.all(), this.journal.carried()]);
    const { skills, shelf } = this.book;
    const today = day();
    const practice: Practice = { skills, shelf, done: practised(entries), today, carried };
    this.here = progress(practice);
    this.drawWhere(practice);
    const picks = three(practice);
    this.three.heading.textContent = `For ${weekday(today)}`;
    this.three.show(picks, () => cards(picks, this.book));
    this.drawPlan(entries, today);
    const [all, shown] = [returns(practice), due(practice)];
    this.back.show([all, today], () => comingBack(all, shown, today, this.book));
    const climbed = ladder(practice);
    this.ladders.show([climbed, practice.done], () => ladders(climbed, practice.done, this.book));
    this.drawCarry();
  }

  private drawWhere({ done, carried }: Practice): void {
    const { journal, book } = this;
    const shut = journal.shut();
    if (shut) return this.where.replaceChildren(el("p", {}, SHUT[shut]));
    const mode = journal.mode();
    if (mode === "unasked" && carried.length > 0) {
      if (!this.where.querySelector("[role=group]")) this.where.replaceChildren(question(journal, (words) => this.say(words, true)));
      return;
    }
    if (mode === "own" && journal.lockState() === "locked") return this.where.replaceChildren(el("p", {}, LOCKED));
    if (mode === "own") {
      const isNew = done.length + carried.length === 0;
      return this.where.replaceChildren(...(isNew ? [el("p", {}, NEW)] : []));
    }
    const change = book.page("book/journal.html", "Change that in My journal");
    this.where.replaceChildren(el("p", {}, mode === "shared" ? SHARED : UNASKED, " ", change, "."));
  }

  private drawPlan(entries: readonly Entry[], today: string): void {
    const { payload, journal, book } = this;
    const plans = new Set(book.shelf.filter(({ asked_again }) => asked_again).map(({ id }) => id));
    const [plan, ...more] = payload ? toAsk(entries, plans, today) : [];
    if (!payload || !plan) return this.plan.show(null, () => []);
    const answers = entries.filter(({ exercise }) => exercise === payload.exercise.id);
    const done = (words: string) => this.say(words, true);
    this.plan.show(plan.id, () => [planAsked({ plan, more: more.length, answers, payload, journal, book, done })]);
  }

  private drawCarry(): void {
    const code = JSON.stringify(this.here);
    if (code !== this.code) {
      this.code = code;
      this.out.replaceChildren(...codeOut(this.here, (words) => this.say(words)));
    }
    const { journal, book } = this;
    this.carry.show("once", () => [
      this.out,
      codeIn({ journal, book, here: () => this.here, done: (words) => this.say(words, true) }),
      el("p", {}, "A code carries progress alone. To take your words along, download a backup in ", book.page("book/journal.html", "My journal"), " and restore it there on the other device."),
    ]);
  }

  /** One polite message; it takes the focus where the button that was pressed is gone. */
  private say(words: string, isGone = false): void {
    this.said.textContent = words;
    if (isGone) this.said.focus();
  }
}

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-powerwith="today"]');
  if (!root) return;
  const text = root.querySelector(".pw-payload")?.textContent;
  new TodayPage(root, openArchive(), text ? (JSON.parse(text) as Payload) : null);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
