/** Look at one's own practice in private. Nothing is graded; skipping costs nothing and can be taken back. */
import { keepable } from "../judge/entry.ts";
import { answer, ending, type Field, isBlank, questions } from "../judge/reflection.ts";
import type { Entry, Reflection, ReflectionResponse } from "../wire.ts";
import type { Desk } from "./desk.ts";
import { button, el, paragraphs } from "./el.ts";
import type { Scene } from "./model.ts";
import { ask, type Box, box, feedback, scene } from "./parts.ts";
import { shortened } from "./words.ts";

const ALOUD = "You can also say it aloud to somebody, or to yourself, and write nothing. Nobody grades this.";
const NOTHING = "Nothing is written yet. A few words will do, or you can skip this one.";

export function reflection(desk: Desk, exercise: Reflection): Scene {
  const out = feedback(`${desk.uid}-feedback`, desk.heading());
  const endings = ending(exercise);
  const boxes = new Map<string, Box>();
  const draw = (field: Field, rows: number) => {
    const made = box({ ...field, id: `${desk.uid}-${field.key}`, rows, input: () => typed() });
    boxes.set(field.key, made);
    return made.element;
  };
  const asks = questions(exercise).map((field) => draw(field, 3));
  const ends = endings.map((field) => draw(field, 2));
  const first = () => [...boxes.values()][0]?.area;
  const asked = ask(`${desk.uid}-ask`, () => form);

  const response = (skipped = false): ReflectionResponse => {
    const filled = [...boxes].filter(([, { area }]) => area.value !== "");
    return {
      kind: "reflection",
      fields: Object.fromEntries(filled.map(([key, { area }]) => [key, keepable(area.value)])),
      skipped,
    };
  };
  const typed = () => {
    asked.clear();
    desk.write(response());
  };
  const show = (given: ReflectionResponse) => {
    form.hidden = given.skipped ?? false;
    if (given.skipped) out.fill("Skipped", el("p", {}, "That is fine. It stays here if you want it later."), back);
    else out.fill("What you take with you", taken(endings, given), ...paragraphs(exercise.afterwards), change);
  };
  const keep = () => {
    const given = response();
    if (isBlank(given)) {
      asked.show(NOTHING);
      first()?.focus();
      return desk.ask(NOTHING);
    }
    desk.answer(given, answer());
    show(given);
    desk.say("Your words stand here for you, and you can go on changing them.", out.heading);
  };
  const skip = () => {
    const given = response(true);
    desk.answer(given, answer());
    show(given);
    desk.say("Skipped. You can come back to it at any time.");
    back.focus();
  };
  const reopen = () => {
    form.hidden = false;
    out.empty();
    first()?.focus();
    desk.say("Open again.");
  };
  const back = button("Open it again", reopen, "pw-button pw-second");
  const change = el("p", { class: "pw-quiet" }, "To change anything, write in the boxes above and press Keep again.");

  const form: HTMLElement = el(
    "div",
    { class: "pw-form", role: "group", "aria-label": "Your reflection" },
    asked.element,
    ...asks,
    el("div", { class: "pw-ending" }, ...ends),
    el("p", { class: "pw-actions" }, button("Keep", keep), button("Skip this one", skip, "pw-button pw-second")),
  );
  const aloud = el("p", { class: "pw-aside" }, ALOUD);
  const main = el("div", { class: "pw-work" }, scene(exercise.prompt), aloud, form, desk.live, out.section);

  return {
    main,
    show(entry) {
      const given = entry.response as ReflectionResponse;
      for (const [key, { area, isTooLong }] of boxes) {
        area.value = given.fields[key] ?? "";
        isTooLong();
      }
      if (entry.outcome) return show(given);
      if (form.hidden) out.empty();
      form.hidden = false;
    },
    summary,
  };
}

/** How it ended, in the learner's own words. */
function taken(endings: readonly Field[], given: ReflectionResponse): HTMLElement | null {
  const lines = endings.flatMap(({ key, label }) => {
    const text = given.fields[key]?.trim();
    return text ? [el("div", {}, el("dt", {}, label), el("dd", { dir: "auto", class: "pw-own" }, text))] : [];
  });
  return lines.length > 0 ? el("dl", { class: "pw-taken" }, ...lines) : null;
}

function summary(entry: Entry): string {
  const given = entry.response as ReflectionResponse;
  if (given.skipped) return "Skipped.";
  return shortened(
    Object.values(given.fields)
      .filter((text) => text.trim())
      .join(" · "),
    300,
  );
}
