/** The host on the page Share with a trainer: exercises are chosen, looked through, shown as they go, and saved. */
import { openArchive, type Archive, type Status } from "../journal/index.ts";
import { SHUT } from "../journal/words.ts";
import { uuid } from "../judge/entry.ts";
import { cohortCode, fileName, gather, linkingCode, own, type Phase, text as written } from "../judge/share.ts";
import { type Keys, writeCode } from "../judge/short.ts";
import { button, el, unique } from "../view/el.ts";
import { chapters } from "../view/journal/entries.ts";
import { mountExit } from "../view/journal/exit.ts";
import { download } from "../view/journal/files.ts";
import { restoreControl } from "../view/journal/tools.ts";
import { review } from "../view/review.ts";
import { coded } from "../view/share/coded.ts";
import { Picked } from "../view/share/picked.ts";
import { count, told } from "../view/share/told.ts";
import type { Entry, Handed, Share, ShelfMark } from "../wire.ts";
import { reviewRules } from "./privacy.ts";
import { soon } from "./soon.ts";

declare global {
  var powerwithShelf: ShelfMark[] | undefined;
  var powerwithShareKeys: Record<string, Keys> | undefined;
}

const EMPTY =
  "Nothing is kept here yet, so there is nothing to share. Practise in any chapter, or open a backup. If you did not say that this device is yours, the backup is gone from this page when you leave it.";
const LOCKED = "Open your journal above to choose from it.";
const NO_GROUP = "Type the group code first. It has 3 to 24 letters, digits and hyphens, such as spring-b.";
const NO_LINK = "Your own code has 4 to 12 letters and digits, such as BUS42KITE. Make another one, or leave it empty.";
const NONE = "Choose at least one exercise first.";
const MANY = "That is more than one file can hold. Choose fewer exercises.";
const OLD = "You changed what goes, so what was shown here is gone. Look at it again.";
const ONCE =
  "This device keeps nothing, so it will not know you again. If you share a second time, it counts as somebody else, unless you use a code of your own both times.";
const WHEN: [Phase, string][] = [
  ["none", "It does not matter"],
  ["before", "Before the workshop or course"],
  ["after", "Right after it"],
  ["later", "Weeks later"],
];

type Words = ReadonlyMap<string, Record<string, string>>;

class SharePage {
  private readonly said = el("p", { class: "pw-journal-said", role: "status", tabindex: "-1" });
  private readonly brought = el("div", { class: "pw-journal-said", role: "status" });
  private readonly empty = el("div", {});
  private readonly out = el("div", { class: "pw-journal-answer" });
  private readonly known = el("p", { class: "pw-quiet" });
  private readonly once = el("p", { class: "pw-journal-notice", hidden: true }, ONCE);
  private readonly group = field("Group code", "Your trainer gives it to you. It names a group, never a person.");
  private readonly link = field("A code of your own (you can leave this out)", "");
  private readonly when = el("select", { id: unique(), autocomplete: "off" }, ...WHEN.map(([value, words]) => el("option", { value }, words)));
  private readonly picked = new Picked(() => this.forget());
  private readonly go = button("Show me what goes", () => void this.look());
  private readonly form: HTMLElement;
  private shown = "";
  private all: Entry[] = [];
  private handed: Handed[] = [];
  /** For a cohort that has no id yet: the same however often it is looked at. */
  private readonly fresh = new Map<string, string>();

  constructor(
    root: HTMLElement,
    private readonly journal: Archive,
  ) {
    for (const { input } of [this.group, this.link]) input.addEventListener("input", () => (this.tellKnown(), this.forget()));
    this.when.addEventListener("change", () => this.forget());
    this.form = el(
      "div",
      {},
      el("h2", {}, "1. Your group"),
      this.group.element,
      this.known,
      this.once,
      el("h2", {}, "2. Choose exercises"),
      el("p", {}, "What goes is what you chose, sorted or rated, and what the coach marked. The words you wrote stay here."),
      this.picked.element,
      el("p", { class: "pw-share-field" }, el("label", { for: this.when.id }, "When did you answer these?"), this.when),
      el("h2", {}, "3. Your own words, if you like"),
      el("p", {}, "They stay here unless you tick them, one answer at a time. Then you look for names before anything is made."),
      this.picked.words,
      el("h2", {}, "4. Before and after, if you like"),
      el("p", {}, "If you share twice, a code of your own can lay both side by side, without your name."),
      this.link.element,
      el(
        "details",
        { class: "pw-more" },
        el("summary", {}, "How to make one that nobody can guess"),
        el(
          "ul",
          {},
          el("li", {}, "Think of three things only you would put together: how you got here, a number you like, a thing on a shelf. So BUS42KITE."),
          el("li", {}, "Do not use your name, initials, birthday, phone or staff number. Others know them."),
          el("li", {}, "You need the same code next time. Write it where you will look, such as inside your notebook."),
          el("li", {}, "Your trainer deletes it once both are matched."),
        ),
      ),
      el("h2", {}, "5. See it, then save it"),
      el("p", {}, "Nothing leaves this page by itself. You save a file, and you decide who gets it."),
      el("p", {}, this.go),
    );
    root.classList.add("pw-journal", "pw-portfolio", "pw-share");
    root.replaceChildren(this.empty, this.brought, this.form, this.said, this.out);
    journal.listen(soon(() => void this.draw()));
    mountExit(root, journal);
    void this.draw();
  }

  private get shelf(): ShelfMark[] {
    return globalThis.powerwithShelf ?? [];
  }

  private async draw(): Promise<void> {
    const [all, status, handed] = await Promise.all([this.journal.all(), this.journal.status(), this.journal.handed()]);
    this.handed = handed;
    this.tellKnown();
    const now = JSON.stringify([status.shut, status.lock, status.mode, all.map(({ id, rev }) => [id, rev])]);
    if (now === this.shown) return;
    const isFirst = this.shown === "";
    this.shown = now;
    this.all = all;
    this.form.hidden = all.length === 0;
    this.once.hidden = status.mode === "own" && !status.shut;
    this.drawEmpty(status);
    this.picked.draw(chapters(all, this.shelf));
    if (!isFirst) this.forget();
    if (all.length === 0) this.say("");
  }

  private drawEmpty({ shut, lock }: Status): void {
    if (this.all.length > 0) return this.empty.replaceChildren();
    if (lock === "locked") return this.empty.replaceChildren(el("p", {}, LOCKED));
    this.empty.replaceChildren(el("p", {}, shut ? SHUT[shut] : EMPTY), restoreControl(this.journal, this.brought));
  }

  private tellKnown(): void {
    const cohort = cohortCode(this.group.input.value);
    const before = this.handed.find((one) => one.cohort === cohort);
    this.known.textContent = before ? `You shared with ${cohort} before. A new file takes the place of the old one.` : "";
  }

  /** What was made of another choice is not left standing. */
  private forget(): void {
    this.say(this.out.childElementCount > 0 ? OLD : "");
    this.out.replaceChildren();
  }

  private async look(): Promise<void> {
    const cohort = cohortCode(this.group.input.value);
    const linking = linkingCode(this.link.input.value);
    if (cohort === null) return this.ask(NO_GROUP, this.group.input);
    if (linking === undefined) return this.ask(NO_LINK, this.link.input);
    const entries = this.picked.entries();
    if (entries.length === 0) return this.ask(NONE, this.said);
    this.say("");
    const phase = this.when.value as Phase;
    const handed = this.next(cohort, phase);
    const ticked = entries.filter(({ id }) => this.picked.ticked.has(id)).map((entry) => [entry.id, own(entry)] as const);
    const words: Words = new Map(ticked);
    const finish = (words: Words) => {
      const share = gather(this.all, { handed, exercises: this.picked.exercises, phase, linking, words });
      if (share) this.show(share, handed);
      else this.ask(MANY, this.said);
    };
    if (words.size === 0) return finish(words);
    const texts = ticked.flatMap(([id, places]) =>
      Object.entries(places).map(([place, text]) => ({ id: `${id} ${place}`, label: this.titleOf(id), text })),
    );
    const done = (changed: ReadonlyMap<string, string>) =>
      finish(new Map(ticked.map(([id, places]) => [id, Object.fromEntries(Object.entries(places).map(([place, text]) => [place, changed.get(`${id} ${place}`) ?? text]))])));
    const cancel = () => {
      this.out.replaceChildren();
      this.say("Nothing was made.");
      this.go.focus();
    };
    this.out.replaceChildren(review({ texts, rules: reviewRules(), heading: 2, done, cancel }));
  }

  private titleOf(id: string): string {
    const exercise = this.all.find((entry) => entry.id === id)?.exercise ?? "";
    return `${this.picked.titles().get(exercise) ?? exercise}:`;
  }

  /** What is remembered of this cohort once the next share is made. */
  private next(cohort: string, phase: Phase): Handed {
    const before = this.handed.find((one) => one.cohort === cohort);
    const share = before?.share ?? this.fresh.get(cohort) ?? uuid();
    this.fresh.set(cohort, share);
    const until = phase === "none" ? {} : { [phase]: Math.max(0, ...this.all.map(({ seq }) => seq)) };
    return { before: null, after: null, later: null, ...before, cohort, share, seq: (before?.seq ?? 0) + 1, ...until };
  }

  private show(share: Share, handed: Handed): void {
    const text = written(share);
    const title = el("h2", { tabindex: "-1" }, "This is what goes");
    const save = () => {
      download(fileName(share), text, "application/json");
      void this.journal.handOver([handed]);
      this.say(`Saved as ${fileName(share)} among your downloads. Give that file to your trainer.`);
    };
    const own = share.answers.filter(({ words = {} }) => Object.keys(words).length > 0).length;
    this.out.replaceChildren(
      title,
      el(
        "ul",
        {},
        el("li", {}, `For the group ${share.cohort}${share.linking ? `, with your own code ${share.linking}` : ""}.`),
        el("li", {}, `${count(new Set(share.answers.map(({ exercise }) => exercise)).size, "exercise")}, ${count(share.answers.length, "answer")}.`),
        el("li", {}, own === 0 ? "None of your own words." : `Your own words in ${count(own, "answer")}, as you see them below.`),
        el("li", {}, "No date, no time of day, no name. A number made by chance stands for you in this group only."),
      ),
      told(share, this.shelf),
      el("p", {}, "This is the file itself, letter by letter:"),
      el("pre", { class: "pw-share-file", tabindex: "0", role: "region", "aria-label": "The file" }, text),
      el("p", { class: "pw-journal-tools" }, button("Save the file", save)),
      this.codes(share, handed),
    );
    title.focus();
  }

  /** The latest answer to each exercise as a code, as far as it is still the same exercise. */
  private codes(share: Share, handed: Handed): HTMLElement {
    const latest = new Map(share.answers.map((answer) => [answer.exercise, answer]));
    const made = [...latest.values()].flatMap((answer) => {
      const isSame = this.shelf.some(({ id, digest }) => id === answer.exercise && digest === answer.digest);
      const code = isSame ? writeCode(answer, globalThis.powerwithShareKeys?.[answer.exercise] ?? [], handed.share) : null;
      return code ? [{ title: this.picked.titles().get(answer.exercise) ?? answer.exercise, code, answer }] : [];
    });
    const isKnown = this.handed.some(({ cohort }) => cohort === handed.cohort);
    return coded(made, share, this.shelf, () => {
      if (!isKnown) void this.journal.handOver([handed]);
    });
  }

  private ask(words: string, place: HTMLElement): void {
    this.out.replaceChildren();
    this.say(words);
    place.focus();
  }

  private say(words: string): void {
    this.said.textContent = words;
  }
}

function field(label: string, hint: string): { element: HTMLElement; input: HTMLInputElement } {
  const [id, about] = [unique(), unique()];
  const input = el("input", { id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 40, "aria-describedby": hint && about });
  return { input, element: el("p", { class: "pw-share-field" }, el("label", { for: id }, label), hint !== "" && el("span", { id: about, class: "pw-quiet" }, hint), input) };
}

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-powerwith="share"]');
  if (root) new SharePage(root, openArchive());
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
