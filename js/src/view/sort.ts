/** Put cards into groups, by tap or keys, and see how a practitioner would sort them. */
import { agreement, type Agreement, answer, key, unplaced } from "../judge/sort.ts";
import type { Card, Effect, Entry, Sort, SortResponse } from "../wire.ts";
import type { Desk } from "./desk.ts";
import { button, el, paragraphs } from "./el.ts";
import { disc } from "./icons.ts";
import type { Scene } from "./model.ts";
import { ask, type Ask, feedback, scene } from "./parts.ts";
import { capital, number, TONES } from "./words.ts";

const AGREES: Record<Agreement, { effect: Effect; words: string }> = {
  same: { effect: "helps", words: "As we would" },
  fair: { effect: "mixed", words: "There is a fair case for it" },
  other: { effect: "hurts", words: "We would put it elsewhere" },
};

interface Place {
  element: HTMLElement;
  radios: HTMLInputElement[];
  asked: Ask;
}

export function sort(desk: Desk, exercise: Sort): Scene {
  const out = feedback(`${desk.uid}-feedback`, desk.heading());
  const places = exercise.cards.map((card, index) => place(desk.uid, exercise, card, index));

  const response = (): SortResponse => {
    const chosen = places.map(({ radios }) => radios.find((each) => each.checked)?.value);
    const pairs = chosen.flatMap((group, index) => (group ? [[key(index), group] as const] : []));
    return { kind: "sort", groups: Object.fromEntries(pairs) };
  };
  const show = (given: SortResponse, { value, of }: { value: number; of: number }) => {
    const cards = exercise.cards.map((card, index) => outcome(exercise, card, given.groups[key(index)] ?? ""));
    out.fill(
      "How they sort",
      el("p", { class: "pw-score" }, score(value, of)),
      el("ol", { class: "pw-sorted" }, ...cards),
      again,
    );
  };
  const press = () => {
    const given = response();
    const result = answer(exercise, given);
    if (!result?.score) return missing(unplaced(exercise, given));
    desk.answer(given, result);
    show(given, result.score);
    desk.say(`${score(result.score.value, result.score.of)} The reasons are below.`, out.heading);
  };
  const missing = (open: number[]) => {
    const words =
      open.length === 1
        ? "One card has no group yet. It is this one."
        : `${capital(number(open.length))} cards have no group yet. This is the first.`;
    for (const each of places) each.asked.clear();
    const first = places[open[0] ?? 0];
    first?.asked.show(words);
    first?.radios[0]?.focus();
    desk.ask(words);
  };
  const reset = () => {
    for (const { radios } of places) for (const each of radios) each.checked = false;
    out.empty();
    places[0]?.radios[0]?.focus();
    desk.say("The cards are free again. Your earlier tries are kept below.");
  };
  const again = el("p", { class: "pw-actions" }, button("Try again", reset, "pw-button pw-second"));

  const cards = el("div", { class: "pw-cards" }, ...places.map((each) => each.element));
  cards.addEventListener("change", (event) => {
    places.find(({ radios }) => radios.some((each) => each === event.target))?.asked.clear();
    desk.write(response());
  });
  const main = el(
    "div",
    { class: "pw-work" },
    scene(exercise.prompt),
    legend(exercise),
    cards,
    el("p", { class: "pw-actions" }, button("See how they sort", press)),
    desk.live,
    out.section,
  );

  return {
    main,
    show(entry) {
      const given = entry.response as SortResponse;
      places.forEach(({ radios }, index) => {
        for (const each of radios) each.checked = each.value === given.groups[key(index)];
      });
      if (entry.outcome?.score) show(given, entry.outcome.score);
    },
    summary,
  };
}

/** What belongs in each group, where the author says so. */
function legend(exercise: Sort): HTMLElement | null {
  const told = exercise.groups.filter((group) => group.about);
  if (told.length === 0) return null;
  const items = told.map((group) => el("li", {}, el("span", { class: "pw-tag" }, `${group.label}: `), group.about));
  return el("ul", { class: "pw-groups" }, ...items);
}

function place(uid: string, exercise: Sort, card: Card, index: number): Place {
  const name = `${uid}-${key(index)}`;
  const element: HTMLElement = el("fieldset", { class: "pw-card" });
  const asked = ask(`${name}-ask`, () => element);
  const radios = exercise.groups.map((group) =>
    el("input", { type: "radio", name, id: `${name}-in-${group.id}`, value: group.id }),
  );
  const rows = exercise.groups.map((group, at) =>
    el("div", { class: "pw-option" }, radios[at], el("label", { for: `${name}-in-${group.id}` }, group.label)),
  );
  element.append(
    el("legend", { dir: "auto" }, card.text),
    asked.element,
    el("div", { class: "pw-choices", "data-count": rows.length }, ...rows),
  );
  return { element, radios, asked };
}

function outcome(exercise: Sort, card: Card, group: string): HTMLElement {
  const label = (id: string) => exercise.groups.find((each) => each.id === id)?.label ?? "";
  const how = agreement(card, group);
  const where = how === "same" ? `Both: ${label(group)}` : `You: ${label(group)}. We: ${label(card.group)}`;
  return el(
    "li",
    { class: "pw-reply", "data-tone": TONES[AGREES[how].effect] },
    disc(AGREES[how].effect, AGREES[how].words),
    el("p", { class: "pw-wording pw-said", dir: "auto" }, card.text),
    el("p", { class: "pw-codes" }, `${where}.`),
    ...paragraphs(card.feedback),
  );
}

function score(value: number, of: number): string {
  if (value === of) return `You sorted all ${number(of)} as we would, or with a fair case.`;
  return `You sorted ${number(value)} of ${number(of)} as we would, or with a fair case.`;
}

function summary(entry: Entry): string {
  const got = entry.outcome?.score;
  if (got) return `${capital(number(got.value))} of ${number(got.of)} as we would, or with a fair case.`;
  const count = Object.keys((entry.response as SortResponse).groups).length;
  return count > 0 ? `${capital(number(count))} ${count === 1 ? "card" : "cards"} placed.` : "";
}
