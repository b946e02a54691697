/** Fill in a small form and take the plan to work. Checks ask and never stop anybody; half a form is kept as it is. */
import { answer, checked, form as fieldsOf, isBlank, page, plain } from "../judge/planner.ts";
import type { Entry, Planner, PlannerResponse, RowsField } from "../wire.ts";
import type { Desk } from "./desk.ts";
import { button, el, paragraphs } from "./el.ts";
import type { Scene } from "./model.ts";
import { ask, feedback, more, scene } from "./parts.ts";
import { type Control, control } from "./planner/fields.ts";
import { checks, paper } from "./planner/page.ts";
import { type Rows, rows } from "./planner/rows.ts";
import { takeAlong } from "./planner/take.ts";
import { number, shortened } from "./words.ts";

const NOTHING = "Nothing is written yet. One answer will do to begin with.";
const CHANGED = "You have changed something since you kept this. Press Keep to keep it so.";
const PAUSE = 250;

export function planner(desk: Desk, exercise: Planner): Scene {
  const out = feedback(`${desk.uid}-feedback`, desk.heading());
  const fields = new Map<string, Control>();
  const lists = new Map<string, Rows>();
  const draw = (field: Planner["parts"][number]["fields"][number]): HTMLElement => {
    if (field.type === "rows") return list(field);
    const made = control(field, () => typed());
    fields.set(field.id, made);
    return made.element;
  };
  const list = (field: RowsField): HTMLElement => {
    const made = rows(field, () => typed(), (words) => desk.say(words));
    lists.set(field.id, made);
    return made.element;
  };
  const parts = exercise.parts.map(({ title, about, fields }, i) => {
    const heading = el(desk.heading(), { class: "pw-subheading", id: `${desk.uid}-part-${i}` }, title);
    const intro = about ? el("p", { class: "pw-hint" }, about) : null;
    return el("div", { class: "pw-part", role: "group", "aria-labelledby": heading.id }, heading, intro, ...fields.map(draw));
  });

  const response = (): PlannerResponse => {
    const texts = [...fields].map(([id, each]) => [id, each.read()] as const).filter(([, text]) => text !== "");
    const held = [...lists].map(([id, each]) => [id, each.read()] as const).filter(([, values]) => values.length > 0);
    return { kind: "planner", fields: Object.fromEntries(texts), rows: Object.fromEntries(held) };
  };
  const plan = () => {
    const given = response();
    return { id: exercise.id, title: exercise.makes, blocks: page(exercise, given), plain: plain(exercise, given) };
  };
  const sheet = () => paper(exercise.makes, plan().blocks, (down) => desk.heading(down));
  const take = takeAlong(plan, () => out.section.querySelector(".pw-paper"), (words) => desk.say(words));
  const changed = el("p", { class: "pw-aside", hidden: true }, CHANGED);
  const looked = el("div", {});
  const finished = () => {
    if (preview.open && !preview.hidden) looked.replaceChildren(checks(checked(exercise, response())), sheet());
    if (out.section.hidden) return;
    const opened = [...out.section.querySelectorAll("details")].map((each) => each.open);
    out.fill("What it has so far", checks(checked(exercise, response())), changed, sheet(), take, ...paragraphs(exercise.afterwards));
    out.section.querySelectorAll("details").forEach((each, i) => each.toggleAttribute("open", opened[i] ?? false));
  };
  const preview = more("See it so far", looked);
  preview.addEventListener("toggle", () => finished());

  let waiting: ReturnType<typeof setTimeout> | undefined;
  const typed = () => {
    asked.clear();
    changed.hidden = false;
    desk.write(response());
    clearTimeout(waiting);
    waiting = setTimeout(finished, PAUSE);
  };
  const show = () => {
    clearTimeout(waiting);
    preview.hidden = true;
    out.section.hidden = false;
    changed.hidden = true;
    finished();
  };
  const keep = () => {
    const given = response();
    if (isBlank(given)) {
      asked.show(NOTHING);
      first()?.focus();
      return desk.ask(NOTHING);
    }
    desk.answer(given, answer());
    show();
    desk.say(kept(checked(exercise, given).filter(({ met }) => !met).length), out.heading);
  };
  const first = () => [...fields.values()][0]?.first ?? [...lists.values()][0]?.first();
  const asked = ask(`${desk.uid}-ask`, () => form);

  const form: HTMLElement = el(
    "div",
    { class: "pw-form pw-planner", role: "group", "aria-label": "Your plan" },
    asked.element,
    ...parts,
    el("p", { class: "pw-actions" }, button("Keep", keep)),
    preview,
  );
  const main = el("div", { class: "pw-work" }, scene(exercise.prompt), form, desk.live, out.section);

  return {
    main,
    show(entry) {
      const given = entry.response as PlannerResponse;
      for (const [id, each] of fields) each.put(given.fields[id] ?? "");
      for (const [id, each] of lists) each.put(given.rows?.[id] ?? []);
      if (entry.outcome) return show();
      changed.hidden = false;
      finished();
    },
    summary: (entry) => summary(exercise, entry),
  };
}

function kept(open: number): string {
  if (open === 0) return "Kept. Everything the checks look for is there.";
  return `Kept. ${open === 1 ? "One thing is" : `${number(open).replace(/^./, (letter) => letter.toUpperCase())} things are`} not there yet, and that may be fine.`;
}

/** What was written, in the order of the form. */
function summary(exercise: Planner, entry: Entry): string {
  const given = entry.response as PlannerResponse;
  const known = [...fieldsOf(exercise).keys()];
  const order = [...known, ...Object.keys(given.fields), ...Object.keys(given.rows ?? {})];
  const texts = [...new Set(order)].flatMap((id) => [given.fields[id] ?? "", ...(given.rows?.[id] ?? []).flatMap((row) => Object.values(row))]);
  return shortened(texts.filter((text) => text.trim() !== "").join(" · "), 300);
}
