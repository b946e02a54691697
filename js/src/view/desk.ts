/** Where one exercise is worked at: the attempt in hand, the earlier ones, and the messages to and from the host. */
import { canonical } from "../judge/canonical.ts";
import { appeal, begin, close, isOpen, lastOf, merge, nextAttempt, renumbered } from "../judge/entry.ts";
import type { Coach } from "../judge/reader.ts";
import type { Found } from "../judge/rewrite.ts";
import type { Appeal, Entry, Outcome, Payload, Response } from "../wire.ts";
import { el, spoken, unique } from "./el.ts";
import { earlier, other } from "./foot.ts";
import type { FromHost, Listener, Model, Scene } from "./model.ts";

export class Desk {
  readonly uid = unique();
  /** Stands empty from the start, so that screen readers listen to it. One message per action. */
  readonly live = el("p", { class: "pw-live", role: "status" });
  /** What an attempt made here carries besides its answer. */
  more: Partial<Pick<Entry, "phase" | "about">> = {};
  private readonly state = el("p", { class: "pw-state" });
  private readonly tries = el("div", { class: "pw-tries" });
  private readonly versions = el("div", { class: "pw-versions" });
  private current: Entry | undefined;
  private incoming: Entry[] = [];
  private own: Entry[] = [];
  private touched = false;
  private shown = "";
  private scene: Scene | undefined;

  constructor(
    readonly model: Model,
    readonly payload: Payload,
  ) {}

  /** The tag of a heading in the exercise, `down` steps below its feedback. */
  heading(down = 0): "h3" | "h4" | "h5" | "h6" {
    const level = this.model.get("level");
    const tags = ["h3", "h4", "h5", "h6"] as const;
    return tags[Math.min((typeof level === "number" ? level : 3) - 2 + down, 3)] ?? "h6";
  }

  /** Put the scene on the page and ask the host what was kept. Returns how to leave again. */
  open(el_: HTMLElement, scene: Scene): () => void {
    this.scene = scene;
    const hear = ((message: FromHost) => this.hear(message)) as Listener;
    const foot = el("div", { class: "pw-after" }, this.versions, this.tries, this.state);
    el_.append(scene.main, foot);
    this.model.on("msg:custom", hear);
    this.model.send({ type: "hello" });
    return () => this.model.off("msg:custom", hear);
  }

  /** Keep what stands there now, as the attempt in hand. */
  write(response: Response): void {
    this.keep({ ...this.inHand(response), response });
  }

  /** Close the attempt with the feedback given. */
  answer(response: Response, outcome: Outcome, rulesVersion: string | null = null): Entry {
    if (this.current && !isOpen(this.current) && same(this.current.response, response)) return this.current;
    const entry = close(this.inHand(response), response, outcome, rulesVersion);
    this.own.push(entry);
    this.keep(entry);
    return entry;
  }

  /** What comes next is an attempt of its own, even if the one in hand is still open. */
  anew(): void {
    this.current = undefined;
    this.touched = true;
    this.list();
  }

  /** *I see it differently*, kept with the answer it is about, even if the next one has been begun. */
  appeal(about: Entry, added: Appeal): void {
    const known = this.entries.find((each) => each.id === about.id) ?? about;
    this.revise(appeal(known, added));
  }

  /** The same attempt, said otherwise: nothing of what was taken back stays. */
  revise(entry: Entry): void {
    this.own = [...this.own.filter((each) => each.id !== entry.id), entry];
    if (this.current?.id === entry.id) this.current = entry;
    this.touched = true;
    this.model.send({ type: "keep", entry });
  }

  /** All attempts, oldest first, with the one in hand. */
  get entries(): Entry[] {
    return merge(this.incoming, this.own);
  }

  /** One polite message; `target` is the heading it leads to. */
  say(words: string, target?: HTMLElement): void {
    this.live.replaceChildren(target ? `${words} ` : words, ...(target ? [this.link(target)] : []));
  }

  /** A message that already stands beside the question, so here it is only spoken. */
  ask(words: string): void {
    this.live.replaceChildren(spoken(words));
  }

  /** Calls back with the coach, now or when it has come; with `null` if there is none. */
  withCoach(then: (coach: Coach | null) => void): boolean {
    const given = () => this.model.get("coach") as Coach | null | undefined;
    const coach = given();
    if (coach !== undefined) {
      then(coach);
      return true;
    }
    const wait: Listener = () => {
      this.model.off("change:coach", wait);
      then(given() ?? null);
    };
    this.model.on("change:coach", wait);
    return false;
  }

  /** What the coach finds in these words, now or once it has come; `null` if there is none. */
  read(text: string, then: (found: Found[] | null, version: string | null) => void): boolean {
    return this.withCoach((coach) => then(coach && coach.read(text), coach?.version ?? null));
  }

  private inHand(response: Response): Entry {
    const { current } = this;
    const begun = current && isOpen(current) ? current : begin(this.payload, nextAttempt(this.entries), response);
    return { ...begun, ...this.more };
  }

  private keep(entry: Entry): void {
    const isNew = this.current?.id !== entry.id;
    this.touched = true;
    this.current = entry;
    this.model.send({ type: "keep", entry });
    if (isNew) this.list();
  }

  private hear(message: FromHost): void {
    if (message.type === "entries") this.receive(message.entries);
    if (message.type === "state") this.state.textContent = message.words;
    if (message.type === "other") this.beside(message.entry);
  }

  /** What was typed since the page opened is never replaced by what was kept before. */
  private receive(entries: Entry[]): void {
    this.incoming = entries;
    const mine = this.scene?.mine?.(entries) ?? entries;
    if (this.touched) this.renumber();
    else this.restore(mine);
    this.list();
  }

  private renumber(): void {
    const { current } = this;
    const begun = current && isOpen(current) ? [...this.own, current] : this.own;
    for (const entry of renumbered(this.incoming, begun)) {
      this.own = this.own.map((each) => (each.id === entry.id ? entry : each));
      if (current?.id === entry.id) this.current = entry;
      this.model.send({ type: "keep", entry });
    }
  }

  /** The last answer with its feedback, and over it whatever was begun since. */
  private restore(mine: Entry[]): void {
    const last = mine[mine.length - 1];
    const text = JSON.stringify([last?.id, last?.response, last?.outcome]);
    if (!last || text === this.shown) return;
    this.shown = text;
    this.current = lastOf(mine, this.payload);
    const answered = mine.filter((entry) => !isOpen(entry));
    const answer = lastOf(answered, this.payload);
    if (answer) this.scene?.show(answer);
    if (isOpen(last) && (this.current || this.hasWords(last))) this.scene?.show(last);
  }

  /** Words go back into their boxes even if the exercise has changed since; a choice would mean something else. */
  private hasWords({ kind }: Entry): boolean {
    return kind === this.payload.exercise.kind && ["rewrite", "reflection", "planner", "replies"].includes(kind);
  }

  private list(): void {
    const scene = this.scene;
    if (!scene) return;
    const past = this.entries.filter((entry) => entry.id !== this.current?.id);
    const wasOpen = this.tries.querySelector("details")?.open ?? false;
    this.tries.replaceChildren(...earlier(past, this.payload.digest, (...each) => scene.summary(...each)));
    this.tries.querySelector("details")?.toggleAttribute("open", wasOpen);
  }

  private beside(entry: Entry): void {
    const words = (each: Entry) => this.scene?.summary(each, each.digest !== this.payload.digest) ?? "";
    this.versions.replaceChildren(other(this.current ? words(this.current) : "", words(entry)));
    this.say("Another window kept a different version of this answer. Both stand at the end of this exercise.");
  }

  private link(target: HTMLElement): HTMLElement {
    const go = (event: Event) => {
      event.preventDefault();
      target.focus();
    };
    return el("a", { href: `#${target.id}`, on: { click: go } }, `Go to “${target.textContent ?? ""}”`);
  }
}

/** Pressing twice without a change in between is one answer. */
function same(a: Response, b: Response): boolean {
  return canonical(a) === canonical(b);
}
