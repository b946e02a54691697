/** Answering at one turn: a reply from the list, or own words that the coach reads. Selecting alone never answers. */
import { hears } from "../../judge/conversation.ts";
import { keepable } from "../../judge/entry.ts";
import type { Found } from "../../judge/rewrite.ts";
import type { Conversation, Finding, Heard, Reply, Said, Turn } from "../../wire.ts";
import type { Desk } from "../desk.ts";
import { button, type Child, el, quote } from "../el.ts";
import { ask, box } from "../parts.ts";
import { because } from "./turn.ts";

const CHOOSE = "Choose a reply first. Each of them leads somewhere.";
const NEAREST = "Choose the one that comes nearest. It need not be the same.";
const EMPTY = "Nothing is written yet. One sentence is enough, or choose from replies.";
const LONG = "It is too long to say. The sentence under the box says how long it may be.";
const WAITING = "One moment. The word list is still on its way.";
const SILENT = "No pattern of mine matched.";
const NO_RULES = "The word list could not be loaded, so I cannot read your words.";
const WHICH = "Which of these is nearest to what you wrote?";

export interface Answering {
  turn: Turn;
  /** The reply chosen here before, and own words not said yet. */
  picked: string | null;
  text: string;
  /** Keep these words, though they are not said yet. */
  draft(text: string): void;
  say(said: Said, version: string | null): void;
  back: (() => void) | null;
}

export function answering(desk: Desk, exercise: Conversation, how: Answering): HTMLElement {
  const { turn } = how;
  const stage: HTMLElement = el("div", { class: "pw-answering" });
  const actions = (press: () => void, ...more: Child[]) =>
    el(
      "p",
      { class: "pw-actions" },
      button("Say it", press),
      how.back && button("Back one turn", how.back, "pw-button pw-second"),
      ...more,
    );

  const choose = (focus = false) => {
    const group = picker(desk, turn, "What do you say?", how.picked);
    const press = () => {
      const reply = group.chosen();
      if (!reply) return group.missing(CHOOSE);
      how.say({ turn: turn.id, reply: reply.id, by: "chosen", text: "", findings: [] }, null);
    };
    const other = turn.write && button("Use my own words", () => write(true), "pw-link");
    stage.replaceChildren(group.element, actions(press, other));
    if (focus) group.focus();
  };

  const write = (focus = false) => {
    const panel = el("div", { class: "pw-heard", hidden: true });
    const written = box({
      id: `${desk.uid}-own`,
      label: turn.write?.ask ?? "Say it in your own words.",
      input: () => {
        asked.clear();
        panel.hidden = true;
        how.draft(keepable(written.area.value));
      },
    });
    const asked = ask(`${desk.uid}-own-ask`, () => written.element);
    written.element.prepend(asked.element);
    written.area.value = how.text;
    const remark = (words: string) => {
      asked.show(words);
      written.area.focus();
      desk.ask(words);
    };
    const press = () => {
      const text = keepable(written.area.value);
      if (text.trim() === "") return remark(EMPTY);
      if (written.isTooLong()) return void (written.area.focus(), desk.ask(LONG));
      const read = (found: Found[] | null, version: string | null) => {
        if (!panel.isConnected || keepable(written.area.value) !== text) return; // said or changed while we waited
        reading({ desk, exercise, how, panel, text, found, version });
      };
      if (!desk.read(text, read)) desk.say(WAITING);
    };
    const other = button(
      "Choose from replies",
      () => ((how.text = keepable(written.area.value)), choose(true)),
      "pw-link",
    );
    stage.replaceChildren(written.element, actions(press, other), panel);
    if (focus) written.area.focus();
  };

  if (turn.write && !(how.picked && how.text === "")) write();
  else choose();
  return stage;
}

interface Reading {
  desk: Desk;
  exercise: Conversation;
  how: Answering;
  panel: HTMLElement;
  text: string;
  /** What the coach found; `null` where it has no rules. */
  found: Found[] | null;
  version: string | null;
}

/** What the coach makes of own words: the reply they count as, or the question which one is nearest. */
function reading(each: Reading): void {
  const { how, panel, found } = each;
  const heard =
    found &&
    hears(
      how.turn,
      found.map(({ code }) => code),
    );
  const reply = heard && how.turn.replies.find(({ id }) => id === heard.reply);
  panel.hidden = false;
  if (heard && reply) asHeard(each, heard, reply);
  else nearest(each, found ? SILENT : NO_RULES, null);
  panel.scrollIntoView({ block: "nearest" });
}

function asHeard(each: Reading, heard: Heard, reply: Reply): void {
  const { desk, exercise, panel, text, found } = each;
  const why = `${because(text, deciding(found ?? [], heard))}, so ${exercise.person} answers as to: ${quote(reply.text)}`;
  const go = () => said(each, reply, "heard");
  const not = () => nearest(each, "", reply);
  panel.replaceChildren(
    el("p", { dir: "auto" }, why),
    el(
      "p",
      { class: "pw-actions" },
      button(`Let ${exercise.person} answer`, go),
      button("I meant something else", not, "pw-button pw-second"),
    ),
  );
  desk.ask(why);
}

function deciding(found: readonly Found[], { codes }: Heard): Found[] {
  const wanted = new Set<string>(codes);
  return found.filter(({ code }) => wanted.has(code));
}

/** The learner says which reply comes nearest. `heard` is what the coach would have taken it for. */
function nearest(each: Reading, why: string, heard: Reply | null): void {
  const { desk, how, panel } = each;
  const group = picker(desk, how.turn, `${why} ${WHICH}`.trim(), null, "near");
  const press = () => {
    const reply = group.chosen();
    if (!reply) return group.missing(NEAREST);
    said(each, reply, !heard ? "nearest" : heard === reply ? "heard" : "overruled");
  };
  panel.replaceChildren(group.element, el("p", { class: "pw-actions" }, button("This is nearest", press)));
  if (heard) group.focus();
  else desk.ask(`${why} ${WHICH}`);
}

function said({ how, text, found, version }: Reading, reply: Reply, by: NonNullable<Said["by"]>): void {
  const findings = (found ?? []).map(({ rule, code, start, end }): Finding => ({ rule, code, start, end }));
  how.say({ turn: how.turn.id, reply: reply.id, by, text, findings }, version);
}

interface Picker {
  element: HTMLElement;
  chosen(): Reply | undefined;
  missing(words: string): void;
  focus(): void;
}

/** The replies of a turn to choose from, in a group of their own. */
function picker(desk: Desk, turn: Turn, legend: string, picked: string | null, name = "reply"): Picker {
  const element: HTMLElement = el("fieldset", { class: "pw-options" });
  const asked = ask(`${desk.uid}-${name}-ask`, () => element);
  const radios = turn.replies.map(({ id }, at) =>
    el("input", {
      type: "radio",
      name: `${desk.uid}-${name}`,
      id: `${desk.uid}-${name}-${at + 1}`,
      value: id,
      checked: id === picked,
    }),
  );
  const rows = turn.replies.map(({ text }, at) =>
    el("div", { class: "pw-option" }, radios[at], el("label", { for: radios[at]?.id, dir: "auto" }, quote(text))),
  );
  element.append(el("legend", {}, legend), asked.element, ...rows);
  element.addEventListener("change", () => asked.clear());
  const focus = () => (radios.find(({ checked }) => checked) ?? radios[0])?.focus();
  return {
    element,
    focus,
    chosen: () => turn.replies[radios.findIndex(({ checked }) => checked)],
    missing(words) {
      asked.show(words);
      focus();
      desk.ask(words);
    },
  };
}
