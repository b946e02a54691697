/** The learner's own words with their marks, and each mark in words: what it does, why, and what else one could say. */
import { keepable } from "../judge/entry.ts";
import { stretches } from "../judge/marks.ts";
import { type Found, words } from "../judge/rewrite.ts";
import type { Appeal } from "../wire.ts";
import { button, el, quote, spoken, unique } from "./el.ts";
import { door, thought } from "./icons.ts";
import { capital, CODES } from "./words.ts";

/** A read-only copy. Marks have a number and spoken edges, since not every screen reader tells of `mark`. */
export function marked(text: string, found: readonly Found[], whose: string, isNumbered = true): HTMLElement[] {
  const said = el("p", { class: "pw-marked", dir: "auto" });
  const name = (index: number) => (isNumbered ? `mark ${index + 1}` : "mark");
  for (const { text: part, covers, begins, ends } of stretches(text, found)) {
    for (const index of begins) said.append(spoken(` [start of ${name(index)}] `));
    said.append(covers.length > 0 ? mark(part, found, covers) : part);
    for (const index of ends) said.append(isNumbered ? number(index) : "", spoken(` [end of ${name(index)}] `));
  }
  return [el("p", { class: "pw-whose" }, whose), said];
}

function mark(text: string, found: readonly Found[], covers: readonly number[]): HTMLElement {
  const tones = covers.map((index) => tone(found[index]));
  const shown = ORDER.find((each) => tones.includes(each));
  return el("mark", { class: "pw-mark", "data-tone": shown }, text);
}

type Tone = "hurts" | "helps" | "asks";

/** Where marks lie over one another, the first of these is drawn. */
const ORDER: readonly Tone[] = ["hurts", "helps", "asks"];

function tone(found: Found | undefined): Tone {
  if (found?.strength === "helps") return "helps";
  return found?.strength === "notice" ? "asks" : "hurts";
}

function number(index: number): HTMLElement {
  return el("sup", { class: "pw-number", "aria-hidden": "true" }, `\u2060${index + 1}`); // never on a line of its own
}

/** Who hears of *I see it differently*, what was said before, and how a screen reader is told. */
export interface Appeals {
  before: readonly Appeal[];
  add(appeal: Appeal): void;
  say(words: string): void;
}

const NOTED = "Noted with this answer. You know this person; a pattern does not.";
const REASON = "Noted with your reason. You know this person; a pattern does not.";

/** Puts an offer into the learner's reply, in place of the sentence with the mark. */
export type Take = (mark: Found, offer: string) => void;

/** The findings in words, numbered as in the text. */
export function list(uid: string, text: string, found: readonly Found[], appeals: Appeals, take: Take): HTMLElement {
  const items = found.map((each, index) =>
    el(
      "li",
      { class: "pw-finding", "data-tone": tone(each) },
      sign(each),
      el(
        "p",
        { class: "pw-says" },
        "The words ",
        el("q", { class: "pw-own", dir: "auto" }, words(text, each)),
        ` ${each.says}`,
      ),
      each.asks !== "" && el("p", { class: "pw-asks" }, each.asks),
      el("p", {}, each.why),
      offers(each, take),
      differently(`${uid}-appeal-${index + 1}`, each, appeals),
    ),
  );
  return el("ol", { class: "pw-findings" }, ...items);
}

function sign({ code, strength }: Found): HTMLElement {
  if (strength === "helps") return door("helps", capital(CODES[code]));
  if (strength === "notice") return thought(`Worth a thought: ${CODES[code]}`);
  return door("hurts", strength === "heard" ? `Could be heard as ${CODES[code]}` : capital(CODES[code]));
}

function offers(mark: Found, take: Take): HTMLElement | null {
  if (mark.offers.length === 0) return null;
  const items = mark.offers.map((each) => {
    const id = unique();
    const put = button("Put this in my reply", () => take(mark, each), "pw-link");
    put.setAttribute("aria-describedby", id);
    return el("li", {}, el("span", { class: "pw-said", id }, quote(each)), " ", put);
  });
  return el("div", { class: "pw-offers" }, el("p", { class: "pw-tag" }, "You could say:"), el("ul", {}, ...items));
}

/** *I see it differently*: the learner knows the person; a pattern does not. */
function differently(id: string, { rule }: Found, { before, add, say }: Appeals): HTMLElement {
  const known = before.find((each) => each.rule === rule);
  const reason = el("textarea", { id, rows: 2, dir: "auto", autocomplete: "off", spellcheck: "true" });
  reason.value = known?.reason ?? "";
  const noted = el("p", { class: "pw-quiet" }, known && (known.reason ? REASON : NOTED));
  const tell = (words: string) => {
    add({ rule, reason: keepable(reason.value.trim()) });
    noted.textContent = words;
    say(words);
  };
  const room = el(
    "div",
    { class: "pw-appeal", hidden: true },
    el("label", { for: id }, "Why, if you want to say"),
    reason,
    button("Add my reason", () => tell(REASON), "pw-button pw-second"),
  );
  const open = button(
    "I see it differently",
    () => {
      room.hidden = !room.hidden;
      open.setAttribute("aria-expanded", String(!room.hidden));
      if (noted.textContent === "") tell(NOTED);
    },
    "pw-link",
  );
  open.setAttribute("aria-expanded", "false");
  return el("div", { class: "pw-differently" }, open, noted, room);
}
