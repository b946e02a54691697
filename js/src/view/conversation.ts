/** Talk with somebody who reacts: one reply at a time, how each landed, and at the end what made the difference. */
import { spoken, turnAt } from "../judge/conversation.ts";
import { answer, response, retrace, type Route } from "../judge/route.ts";
import type { Conversation, ConversationResponse, Entry, Said } from "../wire.ts";
import { answering } from "./conversation/answering.ts";
import { debrief } from "./conversation/debrief.ts";
import { again, explained, says, title, told } from "./conversation/turn.ts";
import type { Desk } from "./desk.ts";
import { el, quote } from "./el.ts";
import type { Scene } from "./model.ts";
import { feedback, scene } from "./parts.ts";
import { shortened } from "./words.ts";

export function conversation(desk: Desk, exercise: Conversation): Scene {
  const out = feedback(`${desk.uid}-feedback`, desk.heading());
  const list = el("ol", { class: "pw-turns", role: "list", "aria-label": `The talk with ${exercise.person}` });
  let turns: readonly Said[] = [];
  let version: string | null = null;
  /** Own words that were set aside for a reply from the list come back with their turn. */
  const aside = new Map<string, string>();

  /** Draws the route. `picked` and `text` are what stood in the turn that is open now. */
  const draw = (route: Route, picked: string | null, text: string, entry?: Entry) => {
    const { moments, ending } = route;
    const past = moments.map((moment, at) =>
      ending
        ? told(
            desk,
            exercise,
            moment,
            at + 1,
            explained(exercise, moment),
            again(at + 1, () => replay(at)),
          )
        : told(desk, exercise, moment, at + 1),
    );
    list.replaceChildren(...past, ...(ending ? [] : [open(route, picked, text)]));
    if (!ending || !entry) return out.empty();
    const first = () => list.querySelector<HTMLElement>(".pw-turn-title");
    out.fill(
      `How it ended: ${ending.title}`,
      ...debrief(desk, exercise, { route, ending, entry, first, restart: () => replay(0) }),
    );
  };
  const open = (route: Route, picked: string | null, text: string): HTMLElement => {
    const turn = turnAt(exercise, route.position.at);
    if (!turn) throw new Error(`“${exercise.id}” has no turn “${route.position.at}”.`);
    const how = {
      turn,
      picked,
      text: text || (aside.get(turn.id) ?? ""),
      draft: (words: string) => {
        aside.set(turn.id, words);
        desk.write(response(turns, words));
      },
      say,
      back: turns.length > 0 ? back : null,
    };
    return el(
      "li",
      { class: "pw-turn" },
      title(desk, turns.length + 1),
      ...says(exercise.person, spoken(exercise, route.position)),
      answering(desk, exercise, how),
    );
  };
  const say = (one: Said, read: string | null) => {
    turns = [...turns, one];
    version = read ?? version;
    if (one.text) aside.delete(one.turn);
    const route = went(exercise, turns);
    const given = response(turns);
    if (!route.ending) desk.write(given);
    draw(route, null, "", route.ending && desk.answer(given, answer(route), version));
    arrive(route);
    desk.ask(heard(exercise, route));
  };
  const back = () => {
    const last = turns[turns.length - 1];
    to(turns.slice(0, -1), last?.reply ?? null, last?.text ?? "");
    desk.write(response(turns, last?.text ?? ""));
    desk.ask("One turn back. What you said there is not lost: it stands ready again.");
  };
  /** A new attempt that begins with the first turns of this one. */
  const replay = (count: number) => {
    to(turns.slice(0, count), null, "");
    if (count > 0) desk.write(response(turns));
    desk.ask("You are at this turn again. The route you took is kept below.");
  };
  const to = (some: readonly Said[], picked: string | null, text: string) => {
    turns = some;
    const route = went(exercise, turns);
    draw(route, picked, text);
    arrive(route);
  };
  /** Where a reader goes on: the new turn, with what was just said above it if there is room. */
  const arrive = ({ ending }: Route) => {
    const titles = list.querySelectorAll<HTMLElement>(".pw-turn-title");
    const heading = ending ? out.heading : titles[titles.length - 1];
    if (!heading) return;
    heading.focus({ preventScroll: true });
    const { top } = heading.getBoundingClientRect();
    if (top > 0 && top < innerHeight * 0.55) return;
    const yours = list.querySelectorAll(".pw-yours");
    (ending ? heading : (yours[yours.length - 1] ?? heading)).scrollIntoView({ block: "start" });
  };

  draw(went(exercise, turns), null, "");
  const main = el(
    "div",
    { class: "pw-work pw-conversation" },
    scene(exercise.prompt),
    list,
    desk.live,
    out.section,
  );

  return {
    main,
    show(entry) {
      const given = entry.response as ConversationResponse;
      const route = retrace(exercise, given.turns);
      if (!route) return;
      turns = given.turns;
      version = entry.rules_version ?? null;
      draw(route, null, given.text ?? "", entry);
    },
    summary: (entry) => summary(exercise, entry),
  };
}

/** Only routes that the conversation itself made come here. */
function went(exercise: Conversation, turns: readonly Said[]): Route {
  const route = retrace(exercise, turns);
  if (!route) throw new Error(`“${exercise.id}” cannot have gone like this.`);
  return route;
}

/** What a screen reader hears after a reply: how it landed, and what the person says to it. */
function heard(exercise: Conversation, route: Route): string {
  const last = route.moments[route.moments.length - 1];
  const { line, seen } = spoken(exercise, route.position);
  return [last && `How it landed: ${quote(last.reply.landed)}`, seen, `${exercise.person}: ${quote(line)}`]
    .filter((part) => part)
    .join(" ");
}

/** An attempt in a line: how far it went, the last thing said, and every own word in it. */
function summary(exercise: Conversation, { response: given, outcome }: Entry): string {
  const { turns, text = "" } = given as ConversationResponse;
  const own = [...turns.map((said) => said.text ?? ""), text].filter((words) => words.trim() !== "");
  if (turns.length === 0 && own.length === 0) return "";
  const ending = exercise.endings.find(({ id }) => id === outcome?.ending);
  const count = `${turns.length} ${turns.length === 1 ? "turn" : "turns"}`;
  const last = turns[turns.length - 1];
  const reply = exercise.turns.find(({ id }) => id === last?.turn)?.replies.find(({ id }) => id === last?.reply);
  const said = reply && !last?.text ? `The last thing you said: ${quote(reply.text)}` : "";
  const how = ending ? `${count}, and how it ended: ${ending.title}.` : `${count} so far. ${said}`.trim();
  const words = own.length > 0 ? `In your own words: ${own.map((each) => quote(shortened(each))).join(" ")}` : "";
  return `${how} ${words}`.trim();
}
