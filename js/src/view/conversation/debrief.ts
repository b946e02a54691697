/** After the end: what was said last, what made the difference, what moved, and other ways it could have gone. */
import { spoken } from "../../judge/conversation.ts";
import type { Route } from "../../judge/route.ts";
import type { Conversation, Ending, Entry } from "../../wire.ts";
import type { Desk } from "../desk.ts";
import { button, type Child, el, paragraphs } from "../el.ts";
import { beside } from "./beside.ts";
import { gauges } from "./gauges.ts";
import { says } from "./turn.ts";

interface Ended {
  route: Route;
  ending: Ending;
  entry: Entry;
  restart(): void;
  /** Leads to the first turn, where the feedback begins. */
  first(): HTMLElement | null;
}

export function debrief(desk: Desk, exercise: Conversation, ended: Ended): Child[] {
  const { route, ending, entry } = ended;
  const title = (words: string) => el(desk.heading(1), { class: "pw-subheading" }, words);
  return [
    ...says(exercise.person, spoken(exercise, route.position)),
    ...paragraphs(ending.debrief),
    title("To think or talk about"),
    el("ul", { class: "pw-questions" }, ...ending.questions.map((each) => el("li", {}, each))),
    title("Turn by turn"),
    el(
      "p",
      {},
      "Each turn above now shows what the reply did there. You can try again from any of them. ",
      button("Go up to turn 1", () => ended.first()?.focus(), "pw-link"),
    ),
    title("What your replies moved"),
    ...gauges(exercise, route),
    title("Two routes side by side"),
    ...beside(desk, exercise, entry, route),
    el("p", { class: "pw-actions" }, button("Start again", ended.restart, "pw-button pw-second")),
  ];
}
