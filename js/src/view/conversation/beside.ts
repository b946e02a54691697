/** Two routes side by side: this one, and an earlier one that the learner picks. */
import { common, retrace, type Route, trace } from "../../judge/route.ts";
import type { Conversation, ConversationResponse, Entry, Gauge } from "../../wire.ts";
import type { Desk } from "../desk.ts";
import { button, el, landing, quote } from "../el.ts";
import { drawing } from "./gauges.ts";

interface Past {
  attempt: number;
  name: string;
  route: Route;
}

function past(attempt: number, route: Route): Past {
  return { attempt, name: `Try ${attempt}: ${route.ending?.title ?? ""}`, route };
}

/** Earlier routes to their end, newest first. Those of an exercise that meant something else are left out. */
function earlier(desk: Desk, exercise: Conversation, entry: Entry): Past[] {
  const same = desk.entries.filter(({ id, digest, outcome }) => id !== entry.id && digest === entry.digest && outcome);
  return same.reverse().flatMap(({ attempt, response }) => {
    const route = retrace(exercise, (response as ConversationResponse).turns);
    return route?.ending ? [past(attempt, route)] : [];
  });
}

export function beside(desk: Desk, exercise: Conversation, entry: Entry, route: Route): HTMLElement[] {
  const others = earlier(desk, exercise, entry);
  if (others.length === 0) {
    return [el("p", { class: "pw-quiet" }, "Try again from any turn, and you can set two routes side by side here.")];
  }
  const id = `${desk.uid}-beside`;
  const select = el("select", { id }, ...others.map(({ name }, at) => el("option", { value: at }, name)));
  const place = el("div", { class: "pw-beside" });
  const press = () => {
    const other = others[Number(select.value)];
    if (!other) return;
    const halves = both(desk, exercise, past(entry.attempt, route), other);
    place.replaceChildren(...halves);
    desk.ask(`${halves[0]?.textContent ?? ""} Both routes are below.`);
  };
  return [
    el("div", { class: "pw-field" }, el("label", { for: id }, "Set this try beside"), select),
    el("p", { class: "pw-actions" }, button("Show both routes", press, "pw-button pw-second")),
    place,
  ];
}

function both(desk: Desk, exercise: Conversation, here: Past, there: Past): HTMLElement[] {
  const shared = common(
    here.route.moments.map(({ said }) => said),
    there.route.moments.map(({ said }) => said),
  );
  const words =
    shared === here.route.moments.length && shared === there.route.moments.length
      ? "Both took the same way."
      : shared === 0
        ? "They part at turn 1."
        : `Both are the same up to turn ${shared}. They part at turn ${shared + 1}.`;
  return [
    el("p", { class: "pw-tag" }, words),
    el("div", { class: "pw-pair" }, ...[here, there].map((each) => half(desk, exercise, each, shared))),
    el(
      "p",
      { class: "pw-quiet" },
      `In the drawings the full line is try ${here.attempt}, the broken line try ${there.attempt}.`,
    ),
    el("div", { class: "pw-gauges" }, ...exercise.gauges.map((gauge) => moved(gauge, here, there))),
  ];
}

function moved({ id, label }: Gauge, here: Past, there: Past): HTMLElement {
  const end = ({ attempt, route }: Past) => `try ${attempt} at ${route.position.state[id]}`;
  const words = `At the end ${end(here)}, ${end(there)}.`;
  return el(
    "figure",
    { class: "pw-gauge" },
    el("figcaption", {}, el("span", { class: "pw-tag" }, `${label}. `), words),
    drawing(trace(here.route, id).values, trace(there.route, id).values),
  );
}

function half(desk: Desk, { person }: Conversation, { name, route }: Past, from: number): HTMLElement {
  const turns = route.moments
    .slice(from)
    .map(({ heard, said, reply }) =>
      el(
        "li",
        {},
        el("p", { dir: "auto" }, el("span", { class: "pw-tag" }, `${person}: `), quote(heard.line)),
        el("p", { dir: "auto" }, el("span", { class: "pw-tag" }, "You: "), quote(said.text || reply.text)),
        landing(reply.landed),
      ),
    );
  return el(
    "div",
    { class: "pw-half" },
    el(desk.heading(2), { class: "pw-half-title" }, name),
    turns.length > 0 && el("ol", { start: from + 1 }, ...turns),
  );
}
