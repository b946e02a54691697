/** Opens, in each box about law or rules, the part for where the reader works; uses the reader's own word for people. */
import { Box, surroundings } from "../journal/surroundings.ts";
import { inTheirWord, type PersonWord } from "../judge/person.ts";
import { el, unique } from "../view/el.ts";

const HERE = "country";
const WORD = "word";
const OURS: PersonWord = { id: "person", one: "person", many: "people" };
const UNSAID = "";

// Where answers may not stay, these two may not either: they tell of somebody's work.
const { storage, session, shut } = surroundings();
const device = new Box(shut ? null : storage);
const tab = new Box(shut ? null : session);
const said = new Map<string, string>();

const isShared = () => tab.get("mode") === "shared";

function read(key: string): string {
  return said.get(key) ?? tab.get(key) ?? device.get(key) ?? UNSAID;
}

function write(key: string, value: string): void {
  said.set(key, value);
  for (const box of [tab, device]) box.remove(key);
  if (value !== UNSAID) (isShared() ? tab : device).set(key, value);
}

function howLong(): string {
  if (shut) return "Both hold for this page alone, since nothing is kept when the book is opened like this.";
  return isShared() ? "Both are gone when you close this tab." : "Both stay in this browser.";
}

class LocalBox {
  private readonly parts: readonly HTMLDetailsElement[];
  private readonly select: HTMLSelectElement;

  constructor(box: HTMLElement) {
    this.parts = [...box.querySelectorAll<HTMLDetailsElement>("details")];
    this.select = chooser("Show what holds in", ["all of them", ...this.names()], (at) => {
      write(HERE, at === 0 ? UNSAID : (this.names()[at - 1] ?? UNSAID));
      show();
    }, box.querySelector(".pw-local-title"));
    this.show();
  }

  private names(): string[] {
    return this.parts.map((part) => part.querySelector("summary")?.textContent ?? "");
  }

  show(): void {
    const at = this.names().indexOf(read(HERE));
    this.select.selectedIndex = at + 1;
    this.parts.forEach((part, i) => {
      part.hidden = at >= 0 && i !== at;
      part.open = i === at;
    });
  }
}

function chooser(words: string, options: readonly string[], chosen: (at: number) => void, before: Element | null): HTMLSelectElement {
  const id = unique();
  const select = el("select", { id, class: "pw-local-select" }, ...options.map((each) => el("option", {}, each)));
  select.addEventListener("change", () => chosen(select.selectedIndex));
  before?.after(el("p", { class: "pw-local-pick" }, el("label", { for: id }, words), " ", select));
  return select;
}

const boxes: { show(): void }[] = [];
const ours = new Map<HTMLElement, string>();

function show(): void {
  for (const box of boxes) box.show();
}

/** Kept whole, so that a page without the list can use it. */
function theirWord(): PersonWord {
  try {
    const kept = JSON.parse(read(WORD) || "null") as Partial<PersonWord> | null;
    if (typeof kept?.one === "string" && typeof kept.many === "string") return { id: String(kept.id), one: kept.one, many: kept.many };
  } catch {
    // Not ours; the book's own word serves.
  }
  return OURS;
}

function inWord(): void {
  const word = theirWord();
  for (const [span, text] of ours) span.textContent = inTheirWord(text, word);
}

function choice(place: HTMLElement): void {
  const { homes, words } = JSON.parse(place.querySelector(".pw-payload")?.textContent ?? "{}") as {
    homes: string[];
    words: (PersonWord & { about: string })[];
  };
  const [first, about, example] = [el("p", {}), el("p", { class: "pw-hint" }), el("p", { class: "pw-local-example", role: "status" })];
  place.replaceChildren(first);
  const country = chooser("I work in", ["not said", ...homes, "Somewhere else"], (at) => {
    write(HERE, at === 0 ? UNSAID : ([...homes, "Somewhere else"][at - 1] ?? UNSAID));
    show();
  }, first);
  boxes.push({ show: () => void (country.selectedIndex = 1 + [...homes, "Somewhere else"].indexOf(read(HERE))) });
  const tell = () => {
    const word = theirWord();
    about.textContent = words.find(({ id }) => id === word.id)?.about ?? "";
    example.textContent = `“I asked ${inTheirWord("the person", word)} what would help. ${inTheirWord("People", word)} know.”`;
  };
  const word = chooser("I say", words.map(({ one }) => one), (at) => {
    const { id, one, many } = words[at]!;
    write(WORD, at === 0 ? UNSAID : JSON.stringify({ id, one, many }));
    inWord();
    tell();
  }, place.lastElementChild);
  word.selectedIndex = Math.max(0, words.findIndex(({ id }) => id === theirWord().id));
  first.textContent = `Choose once. The book then opens your part of each box. ${howLong()}`;
  place.append(about, example);
  tell();
}

function start(): void {
  for (const span of document.querySelectorAll<HTMLElement>(".pw-person")) ours.set(span, span.textContent ?? "");
  for (const box of document.querySelectorAll<HTMLElement>(".pw-local")) boxes.push(new LocalBox(box));
  for (const place of document.querySelectorAll<HTMLElement>(".pw-local-choice")) choice(place);
  inWord();
  show();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
