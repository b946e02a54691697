/** Replies rated one at a time: what each mark means stands beside it, and nothing is counted before the end. */
import { isWhole, points, TOP } from "../../judge/replies.ts";
import type { Criterion, Replies, ReplyMarks, ReplyPrompt, Settled } from "../../wire.ts";
import { button, el, speech } from "../el.ts";
import { ask } from "../parts.ts";
import { listed } from "../words.ts";

/** A reply to be rated, with what it answers. */
export interface ToRate {
  id: string;
  prompt: ReplyPrompt;
  text: string;
  /** Marks to compare with afterwards, in a training set. */
  settled?: Settled;
}

interface How {
  uid: string;
  tag: "h2" | "h3" | "h4" | "h5" | "h6";
  /** What one reply is called: `Reply 2 of 6`. */
  called: string;
  changed(id: string, marks: ReplyMarks): void;
  /** Next was pressed at the last one. */
  ended(): void;
  ask(words: string): void;
}

export class Rating {
  readonly element = el("div", { class: "pw-rate" });
  private readonly given: Map<string, ReplyMarks>;
  private at = 0;
  private warned = -1;
  private compared = new Set<string>();
  private heading = el("h3", {});

  constructor(
    private readonly task: Replies,
    private readonly all: readonly ToRate[],
    given: ReadonlyMap<string, ReplyMarks>,
    private readonly how: How,
  ) {
    this.given = new Map(given);
    for (const { id } of all) if (this.isRated(id)) this.compared.add(id);
    const open = all.findIndex(({ id }) => !this.isRated(id));
    this.at = Math.max(0, open);
    this.draw();
  }

  /** So many replies have no whole set of marks yet. */
  get open(): number {
    return this.all.filter(({ id }) => !this.isRated(id)).length;
  }

  marks(id: string): ReplyMarks | undefined {
    return this.given.get(id);
  }

  focus(): void {
    this.heading.focus();
  }

  /** Goes to the first reply that lacks a mark. */
  toOpen(): void {
    this.go(Math.max(0, this.all.findIndex(({ id }) => !this.isRated(id))));
  }

  private isRated(id: string): boolean {
    return isWhole(this.task, this.given.get(id)?.marks ?? {});
  }

  private go(place: number): void {
    this.at = place;
    this.warned = -1;
    this.draw();
    this.focus();
  }

  private draw(): void {
    const reply = this.all[this.at];
    if (!reply) return;
    const { uid, tag, called } = this.how;
    const { needs } = reply.prompt;
    this.heading = el(tag, { class: "pw-subheading", tabindex: "-1" }, `${called} ${this.at + 1} of ${this.all.length}`);
    const asked = ask(`${uid}-rate-ask`, () => group);
    const group: HTMLElement = el("div", { class: "pw-criteria" }, ...this.task.criteria.map((one) => this.criterion(one, reply, () => asked.clear())), this.deduction(reply));
    const out = el("div", {});
    const isLast = this.at === this.all.length - 1;
    const compares = () => reply.settled && !this.compared.has(reply.id);
    const next = button("", () => {
      const lacking = this.lacking(reply.id);
      if (lacking.length > 0 && (reply.settled || this.warned !== this.at)) {
        this.warned = this.at;
        const words = lackWords(lacking, Boolean(reply.settled));
        asked.show(words);
        first(group)?.focus();
        return this.how.ask(words);
      }
      if (compares()) {
        this.compared.add(reply.id);
        this.how.changed(reply.id, this.now(reply.id));
        return show(true);
      }
      if (isLast) this.how.ended();
      else this.go(this.at + 1);
    });
    const show = (isNew: boolean) => {
      next.textContent = compares() ? "Compare" : isLast ? "Finish" : "Next";
      const { settled } = reply;
      if (!settled || compares()) return;
      const beside = this.beside(settled, this.now(reply.id));
      out.replaceChildren(...beside);
      for (const input of group.querySelectorAll("input")) input.disabled = true;
      if (isNew) beside[0]?.focus();
    };
    const back = button("Back", () => this.go(this.at - 1), "pw-button pw-second");
    back.hidden = this.at === 0;
    this.element.replaceChildren(
      this.heading,
      speech(reply.prompt.text, "Somebody says"),
      el("div", { class: "pw-half pw-rated-reply" }, el("p", { class: "pw-tag" }, "The reply"), el("p", { class: "pw-own", dir: "auto" }, reply.text)),
      ...(needs ? [el("p", { class: "pw-aside" }, el("span", { class: "pw-tag" }, "Not to be left out here: "), needs)] : []),
      group,
      asked.element,
      out,
      el("p", { class: "pw-actions" }, next, back),
    );
    show(false);
  }

  private now(id: string): ReplyMarks {
    return this.given.get(id) ?? { marks: {}, deducted: false };
  }

  private lacking(id: string): Criterion[] {
    const { marks } = this.now(id);
    return this.task.criteria.filter((one) => marks[one.id] === undefined);
  }

  private set(id: string, marks: ReplyMarks): void {
    this.given.set(id, marks);
    if (!this.all[this.at]?.settled) this.how.changed(id, marks);
  }

  private criterion({ id, label, asks, levels }: Criterion, reply: ToRate, clear: () => void): HTMLElement {
    const name = `${this.how.uid}-${this.at}-${id}`;
    const chosen = this.now(reply.id).marks[id];
    const rows = levels.map((words, mark) => {
      const radio = el("input", { type: "radio", name, value: mark, id: `${name}-${mark}` });
      radio.checked = chosen === mark;
      radio.addEventListener("change", () => {
        clear();
        const now = this.now(reply.id);
        this.set(reply.id, { ...now, marks: { ...now.marks, [id]: mark } });
      });
      return el("div", { class: "pw-option" }, radio, el("label", { for: radio.id }, el("span", { class: "pw-tag" }, `${mark} `), words));
    });
    return el("fieldset", { class: "pw-options pw-criterion" }, el("legend", {}, `${label}. ${asks}`), ...rows);
  }

  private deduction(reply: ToRate): HTMLElement {
    const id = `${this.how.uid}-${this.at}-off`;
    const tick = el("input", { type: "checkbox", id, "aria-describedby": `${id}-why` });
    tick.checked = this.now(reply.id).deducted ?? false;
    tick.addEventListener("change", () => this.set(reply.id, { ...this.now(reply.id), deducted: tick.checked }));
    const reasons = el("ul", { id: `${id}-why` }, ...this.task.deductions.map((each) => el("li", {}, each)));
    const about = el("p", { class: "pw-hint" }, "For any of these, one point in all:");
    return el("div", { class: "pw-deduction" }, about, reasons, el("div", { class: "pw-option" }, tick, el("label", { for: id }, "One point off")));
  }

  /** Own marks beside those agreed, with the reason. The first element can take the focus. */
  private beside(settled: Settled, mine: ReplyMarks): [HTMLElement, ...HTMLElement[]] {
    const off = (is: boolean | undefined) => (is ? "one point off" : "no point off");
    const rows = this.task.criteria.map(({ id, label }) => [label, String(mine.marks[id] ?? "–"), String(settled.marks[id])] as const);
    const all = [...rows, ["Deduction", off(mine.deducted), off(settled.deducted)] as const];
    const made = { marks: settled.marks, deducted: settled.deducted ?? false };
    const most = TOP * this.task.criteria.length;
    const sum = ["Points", `${points(this.task, mine) ?? "–"} of ${most}`, `${points(this.task, made) ?? "–"} of ${most}`] as const;
    const row = ([label, own, agreed]: readonly [string, string, string]) =>
      el("tr", { class: own === agreed ? null : "pw-apart" }, el("th", { scope: "row" }, label), el("td", {}, own), el("td", {}, agreed), el("td", {}, own === agreed ? "the same" : "differs"));
    const head = ["", "Yours", "Agreed", "Beside each other"].map((each) => (each ? el("th", { scope: "col" }, each) : el("td", {})));
    return [
      el("p", { class: "pw-settled", tabindex: "-1" }, sameWords(all.filter(([, own, agreed]) => own === agreed).length, all.length)),
      el("table", { class: "pw-marks" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...[...all, sum].map(row))),
      el("p", {}, el("span", { class: "pw-tag" }, "Why: "), settled.why),
    ];
  }
}

function sameWords(same: number, of: number): string {
  return same === of ? "All of them are the same." : `${same} of ${of} are the same.`;
}

function lackWords(lacking: readonly Criterion[], isTraining: boolean): string {
  const names = listed(lacking.map(({ label }) => label));
  const is = lacking.length === 1 ? `${names} has no mark yet.` : `${names} have no mark yet.`;
  return isTraining ? `${is} Choose one before you compare.` : `${is} Choose one, or press again to leave it for later.`;
}

function first(group: HTMLElement): HTMLElement | null {
  const sets = [...group.querySelectorAll("fieldset")];
  const lacking = sets.find((set) => !set.querySelector("input:checked"));
  return lacking?.querySelector("input") ?? null;
}

