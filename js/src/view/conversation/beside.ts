/** Two routes side by side: this one, and an earlier one that the learner picks. */
import { common, retrace, type Route } from "../../judge/route.ts";
import type { Conversation, ConversationResponse, Entry } from "../../wire.ts";
import type { Desk } from "../desk.ts";
import { button, el, landing, quote } from "../el.ts";
import { listed } from "../words.ts";

interface Past {
  name: string;
  route: Route;
}

/** Earlier routes to their end, newest first. Those of an exercise that meant something else are left out. */
function earlier(desk: Desk, exercise: Conversation, entry: Entry): Past[] {
  const same = desk.entries.filter(({ id, digest, outcome }) => id !== entry.id && digest === entry.digest && outcome);
  return same.reverse().flatMap(({ attempt, response }) => {
    const route = retrace(exercise, (response as ConversationResponse).turns);
    return route?.ending ? [{ name: `Try ${attempt}: ${route.ending.title}`, route }] : [];
  });
}

export function beside(desk: Desk, exercise: Conversation, entry: Entry, route: Route): HTMLElement[] {
  const past = earlier(desk, exercise, entry);
  if (past.length === 0) {
    return [el("p", { class: "pw-quiet" }, "Try again from any turn, and you can set two routes side by side here.")];
  }
  const id = `${desk.uid}-beside`;
  const select = el("select", { id }, ...past.map(({ name }, at) => el("option", { value: at }, name)));
  const place = el("div", { class: "pw-beside" });
  const press = () => {
    const other = past[Number(select.value)];
    if (!other) return;
    const halves = both(desk, exercise, { name: `Try ${entry.attempt}: ${route.ending?.title ?? ""}`, route }, other);
    place.replaceChildren(...halves);
    desk.ask(`${halves[0]?.textContent ?? ""} Both routes are below.`);
  };
  return [
    el(
      "div",
      { class: "pw-field" },
      el("label", { for: id }, "Set this try beside"),
      select,
    ),
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
  ];
}

function half(desk: Desk, { person, gauges }: Conversation, { name, route }: Past, from: number): HTMLElement {
  const turns = route.moments.slice(from).map(({ heard, said, reply }) =>
    el(
      "li",
      {},
      el("p", { dir: "auto" }, el("span", { class: "pw-tag" }, `${person}: `), quote(heard.line)),
      el("p", { dir: "auto" }, el("span", { class: "pw-tag" }, "You: "), quote(said.text || reply.text)),
      landing(reply.landed),
    ),
  );
  const state = listed(gauges.map(({ id, label }) => `${label} ${route.position.state[id]}`));
  return el(
    "div",
    { class: "pw-half" },
    el(desk.heading(2), { class: "pw-half-title" }, name),
    turns.length > 0 && el("ol", { start: from + 1 }, ...turns),
    el("p", { class: "pw-quiet" }, `At the end: ${state}.`),
  );
}
