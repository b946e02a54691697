/** One statement a screen: what somebody says, and a box for what one would say next. */
import { keepable } from "../../judge/entry.ts";
import { isBlank, prompts } from "../../judge/replies.ts";
import type { Replies, ReplyPrompt } from "../../wire.ts";
import { button, el, speech } from "../el.ts";
import { ask, box } from "../parts.ts";
import { Clock } from "./clock.ts";

const EMPTY = "Nothing is written yet. Write what you would say, or press Next again to leave it empty.";
const HINT = "The exact words, in one to three sentences.";

interface Written {
  form: string;
  timed: boolean;
  texts: Record<string, string>;
}

interface How {
  uid: string;
  tag: "h3" | "h4" | "h5" | "h6";
  changed(): void;
  /** Next was pressed at the last statement. */
  ended(): void;
  say(words: string): void;
  ask(words: string): void;
}

export class Writing {
  readonly element = el("div", { class: "pw-writing", hidden: true });
  private readonly heading: HTMLElement;
  private readonly said = el("div", {});
  private readonly asked = ask("", () => this.own.element);
  private readonly own: ReturnType<typeof box>;
  private readonly back = button("Back", () => this.go(this.at - 1), "pw-button pw-second");
  private readonly next = button("Next", () => this.forward());
  private readonly clock: Clock;
  private texts = new Map<string, string>();
  private form = "";
  private at = 0;
  private warned = "";

  constructor(
    private readonly task: Replies,
    private readonly how: How,
  ) {
    this.heading = el(how.tag, { class: "pw-subheading", tabindex: "-1" });
    this.own = box({ id: `${how.uid}-reply`, label: "What would you say next?", hint: HINT, input: () => this.typed() });
    this.asked = ask(`${how.uid}-reply-ask`, () => this.own.area);
    this.clock = new Clock(task.seconds ?? 90, (words) => how.say(words), () => how.changed());
    const actions = el("p", { class: "pw-actions" }, this.next, this.back);
    this.element.append(this.heading, this.said, this.own.element, this.asked.element, this.clock.element, actions);
  }

  read(): Written {
    const asked = this.all.map(({ id }) => [id, keepable(this.texts.get(id) ?? "")] as const);
    return { form: this.form, timed: this.clock.on, texts: Object.fromEntries(asked.filter(([, text]) => text !== "")) };
  }

  /** Opens at the first statement without a reply. */
  open({ form, timed, texts }: Written): void {
    this.clock.reset();
    this.form = form;
    this.texts = new Map(Object.entries(texts));
    this.clock.on = timed;
    this.element.hidden = false;
    const open = this.all.findIndex(({ id }) => isBlank(this.texts.get(id)));
    this.show(open < 0 ? this.all.length - 1 : open);
  }

  close(): void {
    this.clock.stop();
    this.element.hidden = true;
  }

  first(): void {
    this.go(0);
  }

  focus(): void {
    this.heading.focus();
  }

  private get all(): readonly ReplyPrompt[] {
    return prompts(this.task, this.form);
  }

  private show(place: number): void {
    const { all } = this;
    this.at = Math.max(0, Math.min(place, all.length - 1));
    const prompt = all[this.at];
    if (!prompt) return;
    this.asked.clear();
    this.warned = "";
    this.heading.textContent = `Statement ${this.at + 1} of ${all.length}`;
    this.said.replaceChildren(speech(prompt.text, "Somebody says"));
    this.own.area.value = this.texts.get(prompt.id) ?? "";
    this.own.isTooLong();
    this.back.hidden = this.at === 0;
    this.next.textContent = this.at === all.length - 1 ? "Finish" : "Next";
    this.clock.start(prompt.id);
  }

  private go(place: number): void {
    this.show(place);
    this.focus();
  }

  private typed(): void {
    const prompt = this.all[this.at];
    if (prompt) this.texts.set(prompt.id, this.own.area.value);
    this.asked.clear();
    this.warned = "";
    this.how.changed();
  }

  private forward(): void {
    const prompt = this.all[this.at];
    const isLast = this.at === this.all.length - 1;
    if (prompt && isBlank(this.own.area.value) && this.warned !== prompt.id) {
      this.warned = prompt.id;
      const words = isLast ? EMPTY.replace("Next", "Finish") : EMPTY;
      this.asked.show(words);
      this.own.area.focus();
      return this.how.ask(words);
    }
    if (isLast) this.how.ended();
    else this.go(this.at + 1);
  }
}
