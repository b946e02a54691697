/** The page on which a colleague rates replies: settle first, open the file, rate, save. Nothing is kept here. */
import { uuid } from "../judge/entry.ts";
import { isWhole, settled } from "../judge/replies.ts";
import { read } from "../journal/reply-files.ts";
import { button, el, unique } from "../view/el.ts";
import { download } from "../view/journal/files.ts";
import { chooser } from "../view/replies/files.ts";
import { Rating, type ToRate } from "../view/replies/rating.ts";
import { number } from "../view/words.ts";
import type { Payload, Replies, ReplyMarks, ReplySheet, SheetMarks } from "../wire.ts";

const FILE = "powerwith-marks.json";
const KEPT = "Nothing is kept on this page or sent anywhere. Save your marks as a file before you leave.";
const SETTLE =
  "First rate these replies, which are made up. After each one you see the marks that were agreed, and why. Then you and other raters mean the same by a mark.";
const BEFORE = "You can open the file now. Its replies come once you have settled your marks.";
const AGAIN = "Did you begin before, on this or another device? Then open your own file of marks too.";
const NO_SHEET = "Open the file of replies, and they come here one at a time.";
const NOT_SETTLED = "The file is open. Settle your marks above, and its replies come here one at a time.";
const OTHER_TASK = "it belongs to another version of this task. Ask your colleague for a new file.";

class RatePage {
  private readonly task: Replies;
  private readonly uid = unique();
  private readonly said = el("p", { class: "pw-live", role: "status" });
  private readonly told = el("p", { class: "pw-ask", hidden: true });
  private readonly training = el("div", { class: "pw-panel" });
  private readonly rating = el("div", { class: "pw-panel" });
  private readonly saving = el("div", { class: "pw-panel" });
  private readonly own = new Map<string, ReplyMarks>();
  private marks = new Map<string, ReplyMarks>();
  private sheet: ReplySheet | null = null;
  private earlier: SheetMarks | null = null;
  private rater = uuid();
  private settled: number | null = null;
  private isUnsaved = false;

  constructor(
    root: HTMLElement,
    private readonly payload: Payload,
  ) {
    this.task = payload.exercise as Replies;
    root.classList.add("pw-exercise", "pw-replies", "pw-rate-page");
    const title = (words: string) => el("h2", {}, words);
    const choose = chooser(this.uid, "Open a file", (text, name) => this.take(text, name), (words) => this.tell(words));
    root.replaceChildren(
      el("p", { class: "pw-note" }, this.task.status),
      el("p", { class: "pw-aside" }, KEPT),
      title("1. Settle your marks"),
      this.training,
      title("2. Open the file of replies"),
      el("p", {}, `${BEFORE} ${AGAIN}`),
      el("p", { class: "pw-actions" }, choose),
      this.told,
      this.said,
      title("3. Rate each reply"),
      this.rating,
      title("4. Save your marks"),
      this.saving,
    );
    addEventListener("beforeunload", (event) => this.isUnsaved && event.preventDefault());
    this.train();
    this.draw();
  }

  private say(words: string): void {
    this.told.hidden = true;
    this.said.textContent = words;
  }

  /** A sentence that stays where it can be read again. */
  private tell(words: string): void {
    this.said.textContent = "";
    this.told.textContent = words;
    this.told.hidden = false;
    this.told.setAttribute("role", "alert");
  }

  private train(): void {
    const prompts = new Map(this.task.forms.flatMap((form) => form.prompts.map((prompt) => [prompt.id, prompt])));
    const all = this.task.training.flatMap((settled, i): ToRate[] => {
      const prompt = prompts.get(settled.prompt);
      return prompt ? [{ id: String(i), prompt, text: settled.text, settled }] : [];
    });
    const rating = new Rating(this.task, all, this.own, {
      uid: `${this.uid}-train`,
      tag: "h3",
      called: "Practice reply",
      changed: (id, marks) => {
        this.own.set(id, marks);
        this.isUnsaved = true;
      },
      ended: () => this.settle(all),
      ask: (words) => this.say(words),
    });
    this.training.replaceChildren(el("p", {}, SETTLE), rating.element);
  }

  private settle(all: readonly ToRate[]): void {
    this.settled = settled(this.task, all.map(({ id }) => this.own.get(id)));
    this.showSettled();
    this.draw();
    this.training.querySelector<HTMLElement>("p")?.focus();
  }

  private showSettled(): void {
    const words = el("p", { tabindex: "-1" }, `${this.settled} of 100 of your marks are the agreed ones.`, " Where you often differ, read what that mark means once more.");
    const again = button("Go through them again", () => (this.own.clear(), this.train()), "pw-button pw-second");
    this.training.replaceChildren(words, el("p", { class: "pw-actions" }, again));
  }

  private take(text: string, name: string): void {
    const { file, problems } = read(text, name);
    if (!file) return this.tell(problems[0]);
    if (file.exercise !== this.task.id || file.digest !== this.payload.digest) return this.tell(`${name}: ${OTHER_TASK}`);
    if (file.format === "powerwith-replies") this.takeSheet(file, name);
    else this.takeMarks(file, name);
  }

  private takeSheet(sheet: ReplySheet, name: string): void {
    const known = new Set(this.task.forms.flatMap(({ prompts }) => prompts.map(({ id }) => id)));
    const keys = new Set(sheet.replies.map(({ key }) => key));
    if (keys.size < sheet.replies.length || sheet.replies.some(({ prompt }) => !known.has(prompt))) {
      return this.tell(`${name}: its replies do not fit this task. Ask your colleague for a new file.`);
    }
    if (sheet.sheet !== this.sheet?.sheet) this.marks = new Map();
    this.sheet = sheet;
    this.goOn();
    const many = sheet.replies.length === 1 ? "One reply is" : `${sheet.replies.length} replies are`;
    this.say(`${name}: ${many} open.${this.settled === null ? " Settle your marks first." : ""}`);
    this.draw();
  }

  /** One's own marks: the same rater goes on, and need not settle twice. */
  private takeMarks(file: SheetMarks, name: string): void {
    this.earlier = file;
    this.rater = file.rater;
    if (this.settled === null) {
      this.settled = file.settled;
      this.showSettled();
    }
    const fits = this.goOn();
    this.say(fits ? `${name}: your marks are back.` : `${name}: you have settled your marks before, so you can go on.`);
    this.draw();
  }

  /** Puts earlier marks beside the replies they were given to. */
  private goOn(): boolean {
    const { earlier, sheet } = this;
    if (!earlier || earlier.sheet !== sheet?.sheet) return false;
    for (const { key, marks, deducted = false } of earlier.replies) {
      if (!this.marks.has(key) && isWhole(this.task, marks)) this.marks.set(key, { marks, deducted });
    }
    return true;
  }

  private draw(): void {
    const { sheet } = this;
    if (!sheet || this.settled === null) {
      this.rating.replaceChildren(el("p", {}, sheet ? NOT_SETTLED : NO_SHEET));
      this.saving.replaceChildren(el("p", {}, "You can save at any time, also half-way."));
      return;
    }
    const prompts = new Map(this.task.forms.flatMap((form) => form.prompts.map((prompt) => [prompt.id, prompt])));
    const all = sheet.replies.flatMap(({ key, prompt, text }): ToRate[] => {
      const known = prompts.get(prompt);
      return known ? [{ id: key, prompt: known, text }] : [];
    });
    const rating = new Rating(this.task, all, this.marks, {
      uid: `${this.uid}-rate`,
      tag: "h3",
      called: "Reply",
      changed: (id, marks) => {
        this.marks.set(id, marks);
        this.isUnsaved = true;
        this.count();
      },
      ended: () => {
        if (rating.open === 0) return this.end();
        rating.toOpen();
        this.say("Some replies still have open marks. Here is the first of them.");
      },
      ask: (words) => this.say(words),
    });
    this.rating.replaceChildren(rating.element);
    this.count();
  }

  private end(): void {
    this.say("Every reply has its marks. Save them now.");
    this.saving.querySelector("button")?.focus();
  }

  private done(): { key: string; marks: Record<string, number>; deducted: boolean }[] {
    const keys = this.sheet?.replies.map(({ key }) => key) ?? [];
    return keys.flatMap((key) => {
      const given = this.marks.get(key);
      return given && isWhole(this.task, given.marks) ? [{ key, marks: given.marks, deducted: given.deducted ?? false }] : [];
    });
  }

  private count(): void {
    const [done, of] = [this.done().length, this.sheet?.replies.length ?? 0];
    const words = `${done === of ? "All" : `${number(done)} of ${number(of)}`.replace(/^./, (letter) => letter.toUpperCase())} replies have their marks. You can save at any time, also half-way.`;
    const line = this.saving.querySelector("p");
    if (line && this.saving.querySelector("button")) line.textContent = words;
    else this.saving.replaceChildren(el("p", {}, words), el("p", { class: "pw-actions" }, button("Save my marks", () => this.save())));
  }

  private save(): void {
    const { sheet, settled } = this;
    const replies = this.done();
    if (!sheet || settled === null || replies.length === 0) return this.tell("There are no marks to save yet. Rate one reply first.");
    const file: SheetMarks = { format: "powerwith-marks", v: 1, sheet: sheet.sheet, exercise: sheet.exercise, digest: sheet.digest, rater: this.rater, settled, replies };
    download(FILE, JSON.stringify(file, null, 2), "application/json");
    this.isUnsaved = false;
    this.say(`Saved on this device as ${FILE}. Give it back to your colleague. It holds your marks and no name.`);
  }
}

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-powerwith="rate"]');
  const text = root?.querySelector(".pw-payload")?.textContent;
  if (root && text) new RatePage(root, JSON.parse(text) as Payload);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
