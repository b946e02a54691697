/** The same exercises in a notebook: anywidget gives the model, and this adds the head a page has by itself. */
import type { CoachRules } from "../judge/coach.ts";
import { coach } from "../judge/reader.ts";
import { conversation } from "../view/conversation.ts";
import { el } from "../view/el.ts";
import { type Draw, mount } from "../view/index.ts";
import type { Model } from "../view/model.ts";
import { planner } from "../view/planner.ts";
import { replies } from "../view/replies.ts";
import { scale } from "../view/scale.ts";
import { vignette } from "../view/vignette.ts";
import { unique } from "../view/el.ts";
import type { Exercise, Payload } from "../wire.ts";

const KINDS: Record<Exercise["kind"], string> = {
  choice: "Choose",
  rewrite: "Write your own",
  sort: "Sort",
  reflection: "Look back, in private",
  conversation: "Talk with somebody",
  planner: "Make a plan",
  scale: "Look at your own practice",
  replies: "Reply in your own words",
  vignette: "Judge cases that chance deals",
};

const OTHERS = { conversation, planner, replies, scale, vignette } as Record<string, Draw>;

function head(exercise: Exercise, id: string): HTMLElement[] {
  const { title, objective, minutes, kind, content_note: note } = exercise;
  const time = `about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  return [
    el("h3", { class: "pw-title", id }, title),
    el("p", { class: "pw-about" }, el("span", { class: "pw-kind" }, KINDS[kind]), ` · ${time}`),
    el("p", { class: "pw-objective" }, objective),
    ...(note ? [el("p", { class: "pw-note" }, `Content note: ${note}`)] : []),
    ...(note && kind === "conversation" ? [el("p", { class: "pw-hint" }, `Rather not this one? Practice("${exercise.instead}") is another conversation of equal value.`)] : []),
  ];
}

/** In a notebook the coach's rules are there from the start, or there are none. */
function settled(model: Model): Model {
  const rules = (model.get("rules") ?? null) as CoachRules | null;
  const made = rules && coach(rules);
  return {
    get: (name) => (name === "coach" ? made : model.get(name)),
    send: (message) => model.send(message),
    on: (event, listener) => model.on(event, listener),
    off: (event, listener) => model.off(event, listener),
  };
}

function render({ model, el: place }: { model: Model; el: HTMLElement }): () => void {
  const { exercise } = model.get("payload") as Payload;
  const id = `${unique()}-title`;
  const stage = el("div", { class: "pw-stage" });
  const leave = mount(settled(model), stage, OTHERS);
  const section = el(
    "section",
    { class: "pw-exercise", "data-kind": exercise.kind, "aria-labelledby": id },
    ...head(exercise, id),
    el("div", { class: "pw-body" }, stage),
  );
  place.append(section);
  return () => {
    leave();
    section.remove();
  };
}

export default { render };
