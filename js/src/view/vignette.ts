/** Cases dealt by chance: consent first, any case can be left out, all of it withdrawn, both versions at once after. */
import { anySeed } from "../judge/assign.ts";
import { isOpen } from "../judge/entry.ts";
import { begun, empty, fits } from "../judge/vignette.ts";
import type { Entry, Vignette, VignetteResponse } from "../wire.ts";
import type { Desk } from "./desk.ts";
import { button, el, paragraphs } from "./el.ts";
import type { Scene } from "./model.ts";
import { ask, feedback, scene } from "./parts.ts";
import { debrief } from "./vignette/debrief.ts";
import { Reading } from "./vignette/reading.ts";
import { capital, number } from "./words.ts";

const AGREE = "Tick the sentence first. Or look at both versions without taking part.";
const TITLE = "Both versions, side by side";
const SURE = "Your ratings and lines are then taken out of your journal. This cannot be undone.";
const WITHDRAWN = "Your answers are withdrawn. None of them is kept here. If you handed them over already, hand over again, and the new file or code takes them out.";
const READ = "You looked at both versions without taking part. Nothing was rated.";
const TAKEN = "Your answers stay on this device. Nobody sees them unless you hand them over, and then without your name.";

export function vignette(desk: Desk, pack: Vignette): Scene {
  const { uid } = desk;
  const out = feedback(`${uid}-feedback`, desk.heading());
  const tag = desk.heading(1);

  const reading = new Reading(pack, empty(pack, "taken"), {
    uid,
    tag: desk.heading(),
    changed: () => desk.write(reading.read()),
    ended: () => finale(desk.answer(reading.read(), {}), true),
    ask: (words) => desk.ask(words),
  });

  // Before

  const tick = el("input", { type: "checkbox", id: `${uid}-agree`, on: { change: () => asked.clear() } });
  const asked = ask(`${uid}-agree-ask`, () => tick);
  const agree = pack.marker && el("div", { class: "pw-option" }, tick, el("label", { for: tick.id }, pack.marker.agree));
  const take = (): void => {
    if (pack.marker && !tick.checked) {
      asked.show(AGREE);
      tick.focus();
      return desk.ask(AGREE);
    }
    const given = begun(pack, anySeed());
    opening.hidden = true;
    reading.open(given);
    foot.hidden = false;
    desk.write(given); // Chance has dealt: a reload does not deal again.
    reading.focus();
  };
  const look = (): void => finale(desk.answer(empty(pack, "read"), {}), true);
  const opening = el(
    "div",
    { class: "pw-form" },
    el(desk.heading(), { class: "pw-subheading" }, "Before you begin"),
    ...paragraphs(pack.consent),
    agree,
    asked.element,
    el("p", { class: "pw-actions" }, button("Take part", take), button("Only read both versions", look, "pw-button pw-second")),
  );

  // Withdrawing, at any time

  const withdraw = (): void => {
    const last = desk.entries[desk.entries.length - 1];
    const nothing = empty(pack, "withdrawn");
    if (last && !isOpen(last)) {
      const entry: Entry = { ...last, response: nothing, outcome: {}, updated: new Date().toISOString() };
      desk.revise(entry);
      finale(entry, true);
    } else finale(desk.answer(nothing, {}), true);
  };
  const sure = el(
    "div",
    { class: "pw-aside", hidden: true },
    el("p", {}, SURE),
    el("p", { class: "pw-actions" }, button("Yes, withdraw them", withdraw), button("No, keep them", () => leave(), "pw-button pw-second")),
  );
  const begin = button("Withdraw my answers", () => doubt(), "pw-link");
  const foot = el("div", { class: "pw-withdraw", hidden: true }, el("p", {}, begin), sure);
  const doubt = (): void => {
    sure.hidden = false;
    begin.setAttribute("aria-expanded", "true");
    sure.querySelector("button")?.focus();
    desk.ask(SURE);
  };
  const leave = (): void => {
    sure.hidden = true;
    begin.setAttribute("aria-expanded", "false");
    begin.focus();
  };
  begin.setAttribute("aria-expanded", "false");

  // Afterwards

  const finale = (entry: Entry, isNow: boolean): void => {
    const given = entry.response as VignetteResponse;
    const part = given.part ?? "taken";
    opening.hidden = true;
    reading.close();
    sure.hidden = true;
    begin.setAttribute("aria-expanded", "false");
    foot.hidden = part !== "taken";
    const words = { taken: TAKEN, read: READ, withdrawn: WITHDRAWN }[part];
    out.fill(TITLE, el("p", { class: "pw-aside" }, words), ...debrief(pack, given, tag));
    if (!isNow) return;
    out.heading.focus(); // the form is gone, and the heading says what there is instead
    desk.say(part === "withdrawn" ? "Your answers are withdrawn." : "");
  };

  const main = el("div", { class: "pw-work pw-vignettes" }, scene(pack.prompt), opening, reading.element, desk.live, out.section, foot);

  return {
    main,
    show(entry) {
      const given = entry.response as VignetteResponse;
      if (!isOpen(entry)) return finale(entry, false);
      if (!fits(pack, given)) return;
      opening.hidden = true;
      out.empty();
      foot.hidden = false;
      reading.open(given);
    },
    summary: (entry) => summary(entry),
  };
}

function summary({ response }: Entry): string {
  if (response.kind !== "vignette") return "";
  if (response.part === "withdrawn") return "Withdrawn.";
  if (response.part === "read") return "Only read.";
  const all = Object.values(response.cases);
  const rated = all.filter(({ ratings = {} }) => Object.keys(ratings).length > 0).length;
  return `${capital(number(rated))} of ${number(all.length)} cases rated.`;
}
