/** Choose a wording, press, and see how it lands. Selecting alone never answers. */
import { answer, chosen, letter, telling } from "../judge/choice.ts";
import { keepable } from "../judge/entry.ts";
import type { Choice, ChoiceResponse, Entry, Option } from "../wire.ts";
import { depends } from "./depends.ts";
import type { Desk } from "./desk.ts";
import { button, el, landing, paragraphs, quote, speech } from "./el.ts";
import { disc, door } from "./icons.ts";
import type { Scene } from "./model.ts";
import { ask, feedback, more, scene } from "./parts.ts";
import { codes, NAMED, SAID, TONES } from "./words.ts";

/** What the same parts are called when options are replies, names for something, or judgements in two contexts. */
const WORDS = {
  said: {
    press: "See how it lands",
    title: "How it lands",
    others: "Show the other replies",
    none: "Choose a reply first. Any of them will do: each one shows you something.",
  },
  names: {
    press: "Compare",
    title: "How it compares",
    others: "Show the other answers",
    none: "Choose an answer first. Any of them will do: each one shows you something.",
  },
  depends: {
    press: "See what it may do",
    title: "It depends",
    others: "Show the other answers",
    none: "Choose an answer first. There is no best one here.",
  },
};

export function choice(desk: Desk, exercise: Choice): Scene {
  const words = WORDS[exercise.contexts ? "depends" : (exercise.options_are ?? "said")];
  const out = feedback(`${desk.uid}-feedback`, desk.heading());
  const group: HTMLElement = el("fieldset", { class: "pw-options" });
  const asked = ask(`${desk.uid}-ask`, () => group);
  const radios = exercise.options.map((_, index) => radio(desk.uid, index));
  const two = exercise.contexts ? depends(desk.uid, exercise.contexts, () => desk.write(response())) : null;

  const response = (): ChoiceResponse => ({
    kind: "choice",
    option: radios.find((each) => each.checked)?.value ?? null,
    text: keepable(two?.condition ?? ""),
  });
  const select = () => {
    asked.clear();
    desk.write(response());
  };
  const show = (given: ChoiceResponse): boolean => {
    const option = chosen(exercise, given);
    if (!option) return false;
    const rest = others(exercise, option, words.others);
    out.fill(words.title, card(exercise, option, true), two?.outcome(given.text ?? ""), rest, again);
    return true;
  };
  const press = () => {
    const given = response();
    const outcome = answer(exercise, given);
    if (!outcome) return missing();
    desk.answer(given, outcome);
    show(given);
    desk.say(`${said(exercise, chosen(exercise, given))} The feedback is below.`, out.heading);
  };
  const missing = () => {
    asked.show(words.none);
    radios[0]?.focus();
    desk.ask(words.none);
  };
  const again = el(
    "p",
    { class: "pw-actions" },
    button("Try again", () => reset(), "pw-button pw-second"),
  );
  const reset = () => {
    for (const each of radios) each.checked = false;
    out.empty();
    radios[0]?.focus();
    desk.say("The choice is open again. Your earlier tries are kept below.");
  };

  group.append(
    el("legend", {}, exercise.question ?? "What would you say?"),
    asked.element,
    ...radios.map((each, index) => row(exercise, each, index)),
  );
  group.addEventListener("change", select);
  const main = el(
    "div",
    { class: "pw-work" },
    scene(exercise.prompt),
    exercise.line && speech(exercise.line),
    two?.contexts,
    group,
    two?.box,
    el("p", { class: "pw-actions" }, button(words.press, press)),
    desk.live,
    out.section,
  );

  return {
    main,
    show(entry) {
      const given = entry.response as ChoiceResponse;
      for (const each of radios) each.checked = each.value === given.option;
      two?.fill(given.text ?? "");
      if (entry.outcome) show(given);
    },
    summary: (entry, changed) => summary(exercise, entry, changed),
  };
}

function radio(uid: string, index: number): HTMLInputElement {
  const value = letter(index);
  return el("input", { type: "radio", name: `${uid}-option`, id: `${uid}-${value}`, value });
}

function wording(exercise: Choice, option: Option): string {
  return exercise.contexts || exercise.options_are === "names" ? option.text : quote(option.text);
}

function row(exercise: Choice, input: HTMLInputElement, index: number): HTMLElement {
  const option = exercise.options[index];
  const label = el("label", { for: input.id, dir: "auto" }, option ? wording(exercise, option) : "");
  return el("div", { class: "pw-option" }, input, label);
}

/** One option with what it does. On *it depends* none is better, so none carries a sign. */
function card(exercise: Choice, option: Option, own = false): HTMLElement {
  const names = exercise.options_are === "names";
  const isSaid = !names && !exercise.contexts;
  const carries = telling(option);
  return el(
    "div",
    { class: "pw-reply", "data-tone": exercise.contexts ? null : names ? TONES[option.effect] : option.effect },
    exercise.contexts ? null : names ? disc(option.effect) : door(option.effect),
    el(
      "p",
      { class: isSaid ? "pw-wording pw-said" : "pw-wording", dir: "auto" },
      own && el("span", { class: "pw-tag" }, "You chose: "),
      wording(exercise, option),
    ),
    ...paragraphs(option.feedback),
    option.landed && landing(option.landed),
    carries.length > 0 &&
      el(
        "p",
        { class: "pw-codes" },
        el("span", { class: "pw-tag" }, carries.length > 1 ? "The moves: " : "The move: "),
        codes(carries),
      ),
  );
}

/** The options not chosen, on request. */
function others(exercise: Choice, option: Option, title: string): HTMLElement {
  return more(title, ...exercise.options.filter((each) => each !== option).map((each) => card(exercise, each)));
}

/** The outcome in one sentence, for the live message. */
function said(exercise: Choice, option: Option | undefined): string {
  if (!option || exercise.contexts) return "There is no best answer here.";
  return `${(exercise.options_are === "names" ? NAMED : SAID)[option.effect]}.`;
}

function summary(exercise: Choice, entry: Entry, changed: boolean): string {
  const given = entry.response as ChoiceResponse;
  const option = changed ? undefined : chosen(exercise, given);
  const condition = given.text?.trim() ?? "";
  const parts = [option ? wording(exercise, option) : "", condition && `It is fine when ${condition}`].filter(Boolean);
  return parts.join(" ") || (changed && entry.outcome ? "You chose a reply that may read differently now." : "");
}
