/** Rate one's own practice, one item at a time or all at once. Half of it is kept; what is open is left out. */
import { keepable } from "../judge/entry.ts";
import { type About, answer, finished, isAbout, open, suggestion, when } from "../judge/scale.ts";
import type { Entry, Scale, ScaleResponse } from "../wire.ts";
import type { Desk } from "./desk.ts";
import { button, el } from "./el.ts";
import type { Scene } from "./model.ts";
import { ask, box, feedback, scene } from "./parts.ts";
import { begin } from "./scale/begin.ts";
import { type Links, outcome } from "./scale/outcome.ts";
import { Walk } from "./scale/walk.ts";
import { capital, number, shortened } from "./words.ts";

const NOTHING = "Nothing is answered yet. One answer will do to begin with.";
const NOT_YET =
  "Looking back comes after a rating of how things are now, and none is kept here. Do that one first. Then come back: it takes ten minutes.";
const FOR_YOU = "Only you see what you write here. You can leave it empty.";
const LONG = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

type Stage = "waiting" | "begin" | "items" | "end" | "done";

export function scale(desk: Desk, exercise: Scale, links: Links = {}): Scene {
  const about: About = desk.payload.about ?? "now";
  const out = feedback(`${desk.uid}-feedback`, desk.heading());
  const tag = desk.heading(1);
  const boxes = (about === "now" ? (exercise.asks ?? []) : []).map((label, i) =>
    box({ id: `${desk.uid}-own-${i + 1}`, label, rows: 3, input: () => changed() }),
  );

  const response = (): ScaleResponse => {
    const written = boxes.map(({ area }, i) => [String(i + 1), keepable(area.value)] as const).filter(([, text]) => text !== "");
    return { kind: "scale", about, ratings: walk.read(), fields: Object.fromEntries(written) };
  };
  const changed = () => {
    desk.write(response());
    told();
  };
  const stage = (name: Stage) => {
    form.dataset["stage"] = name;
    told();
  };

  const start = begin(desk.uid, (words) => desk.ask(words), (phase) => {
    desk.more = { phase };
    stage("items");
    walk.go(0);
    walk.focus();
  });

  const walk = new Walk(exercise, {
    uid: desk.uid,
    changed: () => {
      resumed.hidden = true;
      changed();
    },
    ended: () => {
      stage("end");
      ending.focus();
    },
    left: null,
    turned: () => form.toggleAttribute("data-whole", walk.whole),
    ask: (words) => desk.ask(words),
  });

  const resumed = el("div", { class: "pw-aside", hidden: true });
  const resume = (entry: Entry) => {
    const given = exercise.items.length - open(exercise, response()).length;
    const words = `You stopped here on ${LONG.format(new Date(entry.updated))}, after ${given} of ${exercise.items.length}. You can go on.`;
    resumed.replaceChildren(el("p", {}, words), button("Start again instead", afresh, "pw-link"));
    resumed.hidden = false;
  };
  const afresh = () => {
    if (about === "now") start.suggest(suggestion(desk.entries, Date.now(), day));
    clear();
    desk.anew();
    stage(about === "now" ? "begin" : "items");
    if (about === "now") start.element.querySelector("input")?.focus();
    else walk.focus();
    desk.say("Begun again, with nothing filled in.");
  };
  const clear = () => {
    start.clear();
    walk.put({});
    walk.go(0);
    for (const { area } of boxes) area.value = "";
    resumed.hidden = true;
    out.empty();
  };

  const asked = ask(`${desk.uid}-ask`, () => last);
  const ending = el(desk.heading(), { class: "pw-heading", tabindex: "-1" }, boxes.length > 0 ? "To end with" : "That was the last one");
  const left = el("div", {});
  const told = () => {
    if (form.dataset["stage"] !== "end" && !walk.whole) return;
    const places = open(exercise, response());
    const words = places.length === 1 ? "One item has no answer." : `${capital(number(places.length))} items have no answer.`;
    const go = () => {
      stage("items");
      walk.go(places[0] ?? 0);
      walk.focus();
    };
    left.replaceChildren(
      ...(places.length > 0 ? [el("p", {}, `${words} You can leave it so. `, button("Go to the first of them", go, "pw-link"))] : []),
    );
  };
  const finish = () => {
    const given = response();
    const result = answer(exercise, given);
    if (!result) {
      asked.show(NOTHING);
      return desk.ask(NOTHING);
    }
    const entry = desk.answer(given, result);
    finale(entry);
    out.heading.focus(); // the form is gone, and the heading says what came of it
    desk.say("");
  };
  const finale = (entry: Entry) => {
    asked.clear();
    stage("done");
    out.fill("What it comes to", ...outcome(exercise, entry, desk.entries, tag, links), el("p", { class: "pw-actions" }, again));
  };
  const again = button(about === "now" ? "Rate again" : "Look back again", () => afresh(), "pw-button pw-second");
  const back = button("Back", () => (stage("items"), walk.focus()), "pw-button pw-second");
  const last: HTMLElement = el(
    "div",
    { class: "pw-self-end" },
    ending,
    asked.element,
    left,
    boxes.length > 0 && el("p", { class: "pw-hint" }, FOR_YOU),
    ...boxes.map(({ element }) => element),
    el("p", { class: "pw-actions" }, button("See what it comes to", finish), back),
  );
  const waiting = el("div", { class: "pw-self-waiting" }, el("p", { class: "pw-aside" }, NOT_YET));
  if (links.now) waiting.append(el("p", {}, el("a", { href: links.now }, "Rate how things are now")));

  const prompt = about === "then" ? (exercise.looking_back ?? exercise.prompt) : exercise.prompt;
  const form: HTMLElement = el(
    "div",
    { class: "pw-form pw-self", role: "group", "aria-label": "Your ratings", "data-stage": about === "now" ? "begin" : "waiting" },
    el("p", { class: "pw-note" }, exercise.status),
    waiting,
    el("div", { class: "pw-self-asks" }, scene(prompt)),
    el("div", { class: "pw-self-begin" }, ...(about === "now" ? [start.element] : [])),
    el("div", { class: "pw-self-items" }, resumed, walk.element),
    last,
  );
  const main = el("div", { class: "pw-work" }, form, desk.live, out.section);
  start.suggest(suggestion([], Date.now(), day));

  return {
    main,
    mine(entries) {
      start.suggest(suggestion(entries, Date.now(), day));
      const now = finished(entries).pop();
      if (about === "then") {
        if (now) desk.more = { phase: now.phase ?? "none", about: now.id };
        if (form.dataset["stage"] === "waiting" && now) stage("items");
      }
      return entries.filter((entry) => isAbout(entry, about));
    },
    show(entry) {
      const given = entry.response as ScaleResponse;
      walk.put(given.ratings);
      boxes.forEach(({ area, isTooLong }, i) => {
        area.value = given.fields?.[String(i + 1)] ?? "";
        isTooLong();
      });
      if (entry.outcome) return finale(entry);
      desk.more = { phase: entry.phase ?? "none", about: entry.about ?? null };
      out.empty();
      const places = open(exercise, given);
      walk.go(places[0] ?? exercise.items.length - 1);
      resume(entry);
      stage(places.length > 0 ? "items" : "end");
    },
    summary: (entry) => (isAbout(entry, about) ? summary(exercise, entry) : ""),
  };
}

function day(stamp: string): string {
  return LONG.format(new Date(stamp));
}

function summary(exercise: Scale, entry: Entry): string {
  const { ratings, fields = {} } = entry.response as ScaleResponse;
  const own = Object.values(fields).filter((text) => text.trim() !== "");
  const scored = entry.outcome?.scored;
  const came = scored
    ? `In all ${scored.total?.shown ?? "no total"}`
    : `${Object.keys(ratings).length} of ${exercise.items.length} answered`;
  const when_ = isAbout(entry, "now") ? when(entry.phase ?? "none") : "Looking back";
  return shortened([`${when_}, ${day(entry.updated)}: ${came}.`, ...own].join(" · "), 300);
}
