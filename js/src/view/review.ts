/**
 * Before words leave the journal: what might identify somebody, one decision about each. What is decided holds
 * everywhere in the texts that go out. The texts that are kept stay as they are, and nothing of this is kept.
 */
import type { PrivacyRules } from "../judge/privacy.ts";
import { type Find, gathered, NAME, type Place, rewritten, SMALL } from "../judge/replace.ts";
import { button, type Child, el, quote, unique } from "./el.ts";
import { listed } from "./words.ts";

export interface ReviewText {
  id: string;
  /** Where these words stand: `Open the meeting: You wrote`. */
  label: string;
  text: string;
}

/** Something that can hardly be anything but an identifier and goes out all the same, and why. */
export interface LeftIn {
  kind: string;
  text: string;
  reason: string;
}

export interface Review {
  texts: readonly ReviewText[];
  /** From `reviewRules()`; without them there is no way on. */
  rules: PrivacyRules | null;
  /** The level of its heading. */
  heading: number;
  /** Names that point at nobody, such as people of an exercise. */
  allowed?: readonly string[];
  /** Called once with every text as it may go out, by its id. */
  done(changed: ReadonlyMap<string, string>, left: readonly LeftIn[]): void;
  cancel(): void;
}

const NO_RULES = "The list that this check needs did not load, so nothing can go out yet. Load this page again, then try once more.";
const ABOUT = "Other people may read this. What you kept in your journal stays as it is: only the copy that goes out is changed.";
const CAPITALS =
  "Names begin with a capital letter, and so do these words. Many of them are no names. Where one is, let a letter stand for it, and it changes everywhere in this copy.";
const FORMED = "These look like numbers, addresses, dates or the like. Each could lead to somebody.";
const NOTHING = "No number, address or name was found. Rules cannot see a story, so think about these five questions.";
const STORY = "Rules cannot see a story. Tick each question once you have thought about it. The ticks are for you: nobody sees them, and they are not kept.";
const THEN = "If one answer is yes, cancel, change who, where or when in your own words, and come back.";
const QUESTIONS = [
  "Is something rare in it: an illness, a job, a family, a way of life?",
  "Is the place small, or the group?",
  "Did something happen that others saw, or read about?",
  "Does it say just when it was?",
  "Would the person know it is them? Would their family, or a colleague?",
];

const LEAVE = "leave";
const OWN = "own";
const TO = "to:";
/** How much of a sentence is shown on each side. */
const SIDE = 90;

/** The review as a part of a page. Once it stands there, its heading has the focus. */
export function review({ texts, rules, heading, allowed = [], done, cancel }: Review): HTMLElement {
  const id = unique();
  const tag = (down: number) => `h${Math.min(heading + down, 6)}` as "h2";
  const title = el(tag(0), { id, tabindex: "-1" }, "Look through it first");
  const section = el("section", { class: "pw-review", "aria-labelledby": id }, title);
  queueMicrotask(() => section.isConnected && title.focus());
  const stop = button("Cancel", cancel, "pw-button pw-second");
  if (!rules) {
    section.append(el("p", { class: "pw-review-ask" }, NO_RULES), el("p", { class: "pw-review-actions" }, stop));
    return section;
  }

  const all = texts.map(({ text }) => text);
  const finds = gathered(all, rules, allowed);
  const letters = new Letters(all);
  const rows = finds.map((find) => new Row(find, texts, called(find, rules), letters, () => redraw()));
  const redraw = () => {
    rows.forEach((row) => row.offer());
    said.textContent = ""; // what it said may be done now
  };
  const said = el("p", { class: "pw-review-ask", role: "status" });
  const tell = (words: string, place?: HTMLElement) => {
    said.textContent = words;
    place?.focus();
  };
  const rest = () => {
    const open = rows.filter((row) => row.isWord && !row.isDecided);
    open.forEach((row) => row.leave());
    redraw();
    tell(open.length === 1 ? "One word is left as it is." : `${open.length} words are left as they are.`);
  };
  const go = () => {
    const open = rows.filter((row) => !row.isDecided);
    const first = open[0];
    if (first) return tell(stillOpen(first, open.length), first.select);
    const lacking = rows.find((row) => row.lacks !== null);
    if (lacking) return tell(lacking.lacks?.words ?? "", lacking.lacks?.place);
    const by = new Map(rows.flatMap((row) => (row.becomes === null ? [] : [[row.find.id, row.becomes] as const])));
    const out = rewritten(all, by, rules, allowed);
    done(new Map(texts.map((each, i) => [each.id, out[i] ?? each.text])), rows.flatMap((row) => row.left ?? []));
  };

  const formed = rows.filter((row) => !row.isWord);
  const words = rows.filter((row) => row.isWord);
  const part = (name: string, about: string, some: readonly Row[], ...more: Child[]): Child[] =>
    some.length === 0
      ? []
      : [el(tag(1), {}, name), el("p", {}, about), el("ul", { class: "pw-review-finds" }, ...some.map((row) => row.element)), ...more];
  section.append(
    ...[
      el("p", {}, ABOUT),
      ...part("Numbers, addresses and dates", FORMED, formed),
      ...part(
        "Words with a capital",
        CAPITALS,
        words,
        words.length > 2 && el("p", {}, button("Leave the rest: they point at nobody", rest, "pw-button pw-second")),
      ),
      el(tag(1), {}, "Could somebody still be known?"),
      el("p", {}, rows.length === 0 ? NOTHING : STORY),
      ticks(),
      el("p", {}, THEN),
      said,
      el("p", { class: "pw-review-actions" }, button("Go on", go), stop),
    ].filter((each): each is HTMLElement => Boolean(each)),
  );
  redraw();
  return section;
}

function ticks(): HTMLElement {
  const one = (words: string) => el("li", {}, el("label", {}, el("input", { type: "checkbox", autocomplete: "off" }), el("span", {}, words)));
  return el("ul", { class: "pw-review-ticks" }, ...QUESTIONS.map(one));
}

function stillOpen({ find }: Row, count: number): string {
  const which = quote(shown(find.text));
  return count === 1 ? `One thing still needs a choice: ${which}.` : `${count} things still need a choice. The first is ${which}.`;
}

/** What a find is in words: `a phone number`. */
function called({ kind }: Find, { finders }: PrivacyRules): string {
  return finders.find((one) => one.kind === kind)?.called ?? "";
}

function shown(text: string): string {
  return text.replace(/\s+/g, " ");
}

const ALPHABET = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const LETTERS = [...ALPHABET, ...ALPHABET.flatMap((a) => ALPHABET.map((b) => a + b))];
const STAND_INS = { Person: LETTERS.map((each) => `Person ${each}`), Place: LETTERS.map((each) => `Place ${each}`) };

/** The stand-ins *Person A* and *Place A*: which are in use for which words, and which comes next. */
class Letters {
  private readonly taken: ReadonlySet<string>;
  /** By what was decided: the words for which it stands. */
  readonly uses = new Map<string, Set<string>>();

  constructor(texts: readonly string[]) {
    this.taken = new Set(texts.flatMap((text) => text.match(/\b(?:Person|Place) [A-Z]{1,2}\b/g) ?? []));
  }

  change(text: string, before: string | null, after: string | null): void {
    const used = before === null ? undefined : this.uses.get(before);
    used?.delete(text);
    if (before !== null && used?.size === 0) this.uses.delete(before);
    if (after !== null) this.uses.set(after, (this.uses.get(after) ?? new Set()).add(text));
  }

  /** Those in use, and the next that nothing in the texts is called yet. */
  offered(what: keyof typeof STAND_INS, own: string | null): string[] {
    const used = STAND_INS[what].filter((name) => this.uses.has(name));
    const next = STAND_INS[what].find((name) => !this.uses.has(name) && !this.taken.has(name));
    const isNew = own !== null && this.uses.get(own)?.size === 1 && used[used.length - 1] === own;
    return next === undefined || isNew ? used : [...used, next];
  }
}

/** One find with its sentences and what is decided about it. */
class Row {
  readonly element: HTMLElement;
  readonly select: HTMLSelectElement;
  private readonly own: HTMLInputElement;
  private readonly why: HTMLInputElement;
  private readonly ownField: HTMLElement;
  private readonly whyField: HTMLElement;
  private offeredNow = "";
  private was: string | null = null;

  constructor(
    readonly find: Find,
    texts: readonly ReviewText[],
    private readonly called: string,
    private readonly letters: Letters,
    private readonly changed: () => void,
  ) {
    const id = unique();
    const { places } = find;
    const where = `${id}-where`;
    this.select = el("select", { id, "aria-describedby": where, autocomplete: "off", on: { change: () => (this.take(), this.changed()) } });
    [this.ownField, this.own] = field(`${id}-own`, "What should stand there?");
    [this.whyField, this.why] = field(`${id}-why`, "Why does it stay in? One line will do.");
    const name = el("label", { for: id }, el("bdi", { dir: "auto" }, quote(shown(find.text))), this.about());
    const first = places[0];
    this.element = el(
      "li",
      {},
      name,
      el("p", { class: "pw-review-where", id: where }, ...(first ? sentence(first, texts) : [])),
      places.length > 1 && others(places.slice(1), texts),
      this.select,
      this.ownField,
      this.whyField,
    );
    this.fill(this.choices());
  }

  /** Whether it is a word with a capital, or the same word in small letters. */
  get isWord(): boolean {
    return this.find.kind === NAME || this.find.kind === SMALL;
  }

  get isDecided(): boolean {
    return this.select.value !== "";
  }

  /** What stands in its place; `null` if it stays. */
  get becomes(): string | null {
    const { value } = this.select;
    if (value.startsWith(TO)) return value.slice(TO.length);
    return value === OWN ? this.own.value.trim() : null;
  }

  get left(): LeftIn | null {
    const { kind, text, hard } = this.find;
    return hard && this.select.value === LEAVE ? { kind, text, reason: this.why.value.trim() } : null;
  }

  /** What is still missing for what was chosen, and where it goes. */
  get lacks(): { words: string; place: HTMLElement } | null {
    const which = quote(shown(this.find.text));
    if (this.select.value === OWN && this.own.value.trim() === "") {
      return { words: `Write what should stand in place of ${which}, or choose something else.`, place: this.own };
    }
    if (this.left?.reason === "") {
      return { words: `You leave in ${which}, which is probably ${this.called}. Say why in one line, or let it be replaced.`, place: this.why };
    }
    return null;
  }

  /** Decides that it stays; the other rows are told by whoever calls this. */
  leave(): void {
    this.select.value = LEAVE;
    this.take();
  }

  /** Which stand-ins can be chosen now; what is chosen stays. */
  offer(): void {
    const choices = this.choices();
    const now = JSON.stringify(choices);
    if (now !== this.offeredNow) this.fill(choices);
  }

  private fill(choices: readonly (readonly [string, string])[]): void {
    const { value } = this.select;
    this.select.replaceChildren(...choices.map(([each, words]) => el("option", { value: each }, words)));
    this.select.value = value;
    this.offeredNow = JSON.stringify(choices);
  }

  private take(): void {
    const { value } = this.select;
    this.ownField.hidden = value !== OWN;
    this.whyField.hidden = !(this.find.hard && value === LEAVE);
    this.element.toggleAttribute("data-decided", value !== "");
    const now = value.startsWith(TO) ? value.slice(TO.length) : null;
    this.letters.change(this.find.text, this.was, now);
    this.was = now;
  }

  private choices(): [string, string][] {
    const own: [string, string] = [OWN, "Write something else"];
    const none: [string, string] = ["", "Choose what to do"];
    const isTitle = this.find.kind === "titled-name";
    if (!this.isWord && !isTitle) {
      const stand = `[${this.called.replace(/^an? /, "")}]`;
      return [none, [`${TO}${stand}`, `Write ${stand}`], [LEAVE, "Leave it in"], own];
    }
    const offered = (["Person", "Place"] as const).flatMap((what) => this.letters.offered(what, this.was));
    const to = offered.map((each): [string, string] => [`${TO}${each}`, `Write ${each}${this.sharedWith(each)}`]);
    return [none, [LEAVE, "Leave it: it points at nobody"], ...to, own];
  }

  /** For which other words a stand-in is used already, so that a forename and a surname can share one. */
  private sharedWith(name: string): string {
    const others = [...(this.letters.uses.get(name) ?? [])].filter((each) => each !== this.find.text);
    if (others.length === 0) return "";
    return `, as for ${listed(others.slice(0, 3).map(shown))}${others.length > 3 ? " and more" : ""}`;
  }

  private about(): string {
    const { kind, hard, places } = this.find;
    const often = places.length > 1 ? `, ${places.length} times` : "";
    if (kind === NAME) return often;
    if (kind === SMALL) return ` in small letters${often}`;
    return `: ${hard ? "probably" : "looks like"} ${this.called}${often}`;
  }
}

function field(id: string, label: string): [HTMLElement, HTMLInputElement] {
  const input = el("input", { id, type: "text", dir: "auto", autocomplete: "off", maxlength: 200 });
  return [el("div", { class: "pw-review-field", hidden: true }, el("label", { for: id }, label), input), input];
}

/** The sentence in which something stands, with it marked, and where that is. */
function sentence({ at, start, end }: Place, texts: readonly ReviewText[]): (HTMLElement | string)[] {
  const { label = "", text = "" } = texts[at] ?? {};
  const points = Array.from(text);
  let from = start;
  while (from > 0 && start - from < SIDE && !isEnd(points, from)) from--;
  let to = end;
  while (to < points.length && to - end < SIDE && !isEnd(points, to)) to++;
  const cut = (a: number, b: number) => points.slice(a, b).join("").replace(/\s+/g, " ");
  const opens = from > 0 && start - from >= SIDE ? "…" : "";
  const closes = to < points.length && to - end >= SIDE ? "…" : "";
  const words = el("bdi", { dir: "auto" }, opens, cut(from, start).trimStart(), el("mark", {}, cut(start, end)), cut(end, to).trimEnd(), closes);
  return [el("span", { class: "pw-review-label" }, `${label} `), words];
}

/** Whether a sentence ends before this place: at the end of a line, or at a stop with a space after it. */
function isEnd(points: readonly string[], at: number): boolean {
  const [before = "", here = ""] = [points[at - 1], points[at]];
  return before === "\n" || here === "\n" || (/\s/u.test(here) && /[!?\u2026]/u.test(before)) || (here === " " && before === "." && !isShort(points, at - 1));
}

/** Whether the stop belongs to a title or an initial: `Mrs. Khan`, `A. Smith`. */
function isShort(points: readonly string[], stop: number): boolean {
  return /(?:^|[^\p{L}])(?:\p{Lu}|Mrs?|Ms|Mx|Dr|Prof|Revd?|St)$/u.test(points.slice(Math.max(0, stop - 5), stop).join(""));
}

/** The other places, drawn once somebody wants to see them. */
function others(places: readonly Place[], texts: readonly ReviewText[]): HTMLElement {
  const most = 30;
  const body = el("ul", {});
  const rest = places.length > most ? `the first ${most} of ${places.length} others` : places.length === 1 ? "the other place" : `the ${places.length} other places`;
  const fold = el("details", {}, el("summary", {}, `Show ${rest}`), body);
  fold.addEventListener("toggle", () => {
    if (fold.open && body.childElementCount === 0) body.append(...places.slice(0, most).map((each) => el("li", {}, ...sentence(each, texts))));
  });
  return fold;
}
