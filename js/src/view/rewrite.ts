/** Write your own, have its words marked, compare with replies that work, change it and check again. */
import { isOpen, isTooLong, keepable } from "../judge/entry.ts";
import type { Coach } from "../judge/reader.ts";
import { answer, carried, type Found, lookedFor, type Version } from "../judge/rewrite.ts";
import type { Appeal, Entry, Rewrite, RewriteResponse } from "../wire.ts";
import { compare } from "./compare.ts";
import type { Desk } from "./desk.ts";
import { button, type Child, el, landing, paragraphs, quote, speech } from "./el.ts";
import { list, type Take } from "./findings.ts";
import type { Scene } from "./model.ts";
import { ask, box, feedback, more, scene } from "./parts.ts";
import { capital, codes, number, shortened } from "./words.ts";

const EMPTY = "Nothing is written yet. One sentence is enough to start.";
const SILENT = "No pattern of mine matched. That is not a judgement.";
const LIMITS = "I read words alone. I cannot judge tone, truth or safety, and I do not know the two of you.";
const TAKEN = "It stands in your reply now. Make it sound like you, then check again.";
const NO_RULES =
  "The word list could not be loaded, so nothing is marked this time. The replies below are still here to compare with.";
const WAITING = "One moment. The word list is still on its way.";

export function rewrite(desk: Desk, exercise: Rewrite): Scene {
  const repairs = exercise.rung === "repair";
  const out = feedback(`${desk.uid}-feedback`, desk.heading());
  const written = box({
    id: `${desk.uid}-reply`,
    label: repairs ? "Change this line until it leaves the door open" : "Your reply",
    input: () => (asked.clear(), desk.write(response())),
  });
  const { area } = written;
  if (repairs) area.value = exercise.line;
  const asked = ask(`${desk.uid}-ask`, () => written.element);
  const response = (): RewriteResponse => ({ kind: "rewrite", text: keepable(area.value) });
  const models = replies(exercise);

  const show = (entry: Entry, coach: Coach | null, found: readonly Found[]) => {
    const after: Version = { text: (entry.response as RewriteResponse).text, found };
    const before = earlier(desk.entries, entry, exercise, coach);
    const title = (words: string) => el(desk.heading(1), { class: "pw-subheading" }, words);
    out.fill(
      "What your words may do",
      compare(before, after),
      ...(coach ? coached(desk, exercise, after, entry, take(coach, after.text)) : [el("p", {}, NO_RULES)]),
      mustSay(exercise),
      title("Replies that work"),
      models,
      title("Change it and check again"),
      el("p", {}, "Change your reply in the box above, then press the button again. You will see what changed."),
      el(
        "p",
        { class: "pw-actions" },
        button("Go back to my reply", () => area.focus(), "pw-button pw-second"),
      ),
    );
  };
  const take =
    (coach: Coach, checked: string): Take =>
    (mark, offer) => {
      area.value = coach.takeOver(area.value, checked, mark, offer);
      written.isTooLong();
      asked.clear();
      desk.write(response());
      desk.say(TAKEN);
    };
  const finish = (given: RewriteResponse, coach: Coach | null) => {
    const found = coach?.read(given.text) ?? [];
    const entry = desk.answer(given, answer(found), coach?.version ?? null);
    show(entry, coach, found);
    desk.say(said(found, coach !== null), out.heading);
  };
  const press = () => {
    if (isTooLong(area.value)) return tooLong();
    if (area.value.trim() === "") return empty();
    const given = response();
    if (!desk.withCoach((coach) => finish(given, coach))) desk.say(WAITING);
  };
  const empty = () => {
    asked.show(EMPTY);
    area.focus();
    desk.ask(EMPTY);
  };
  const tooLong = () => {
    written.isTooLong();
    area.focus();
    desk.ask("It is too long to check. The sentence under the box says how long it may be.");
  };

  written.element.prepend(asked.element);
  const main = el(
    "div",
    { class: "pw-work" },
    scene(exercise.prompt),
    speech(exercise.line, "The line to change", "pw-speech pw-loaded"),
    landing(exercise.landed),
    exercise.must_say &&
      el("p", { class: "pw-aside" }, el("span", { class: "pw-tag" }, "Do not leave out: "), exercise.must_say),
    written.element,
    exercise.hint && more("A hint", el("p", {}, exercise.hint)),
    el("p", { class: "pw-actions" }, button("Check my wording", press)),
    desk.live,
    out.section,
  );

  return {
    main,
    show(entry) {
      area.value = (entry.response as RewriteResponse).text;
      written.isTooLong();
      const outcome = entry.outcome;
      if (!outcome) return;
      desk.withCoach((coach) => show(entry, coach, coach?.retold(outcome.findings ?? []) ?? []));
    },
    summary(entry) {
      const { text } = entry.response as RewriteResponse;
      return text.trim() === "" ? "" : quote(shortened(text, 300));
    },
  };
}

/** The marks, each of them in words, and what they say about this exercise. */
function coached(desk: Desk, exercise: Rewrite, { text, found }: Version, entry: Entry, take: Take): Child[] {
  const appeals = {
    before: entry.appeals ?? [],
    add: (each: Appeal) => desk.appeal(entry, each),
    say: (words: string) => desk.ask(words),
  };
  return [
    found.length > 0 ? list(desk.uid, text, found, appeals, take) : el("p", { class: "pw-silent" }, SILENT),
    el("p", { class: "pw-quiet" }, LIMITS),
    ...about(exercise, found).map((sentence) => el("p", { class: "pw-about-marks" }, sentence)),
  ];
}

/** What became of the line one started from, and which of the moves named for this exercise were found. */
function about(exercise: Rewrite, found: readonly Found[]): string[] {
  const { gone, still } = carried(exercise, found);
  const seen = lookedFor(exercise, found);
  const often = `Replies that work here often have ${codes(exercise.look_for)}.`;
  return [
    gone.length > 0 ? `The line carried ${codes(gone)}. My patterns see none of that in your words.` : "",
    still.length > 0 ? `The line carried ${codes(still)}. My patterns still see that in your words.` : "",
    seen.length > 0 ? `${often} I found ${codes(seen)}.` : often,
  ].filter((sentence) => sentence !== "");
}

function mustSay(exercise: Rewrite): Child {
  if (!exercise.must_say) return null;
  return el(
    "p",
    { class: "pw-aside" },
    `Patterns cannot check this for you: is it still in your reply? “${exercise.must_say}”`,
  );
}

/** Shown only after the learner's own first try. */
function replies(exercise: Rewrite): HTMLElement {
  const items = exercise.models.map((model) =>
    el(
      "li",
      { class: "pw-reply", "data-tone": "helps" },
      el("p", { class: "pw-wording pw-said", dir: "auto" }, quote(model.text)),
      ...paragraphs(model.why),
      landing(model.landed),
    ),
  );
  return el("ul", { class: "pw-replies" }, ...items);
}

/** The version before this one: the last one checked, or the line the exercise starts from. */
function earlier(entries: readonly Entry[], entry: Entry, exercise: Rewrite, coach: Coach | null): Version | null {
  const past = entries.filter((each) => each.attempt < entry.attempt && !isOpen(each) && each.kind === "rewrite");
  const last = past[past.length - 1];
  if (!last && exercise.rung !== "repair") return null;
  const text = last ? (last.response as RewriteResponse).text : exercise.line;
  if (!coach) return { text, found: [] };
  return { text, found: last ? coach.retold(last.outcome?.findings ?? []) : coach.read(text) };
}

/** What was marked, in one sentence for the live message. */
function said(found: readonly Found[], coached: boolean): string {
  if (!coached) return "Nothing is marked this time. Replies to compare with are below.";
  if (found.length === 0) return "No pattern of mine matched. Replies to compare with are below.";
  const helps = found.filter((each) => each.strength === "helps").length;
  const asks = found.filter((each) => each.strength === "notice").length;
  const others = found.length - helps - asks;
  const parts = [
    helps > 0 ? `${number(helps)} that ${helps === 1 ? "helps" : "help"}` : "",
    others > 0 ? `${number(others)} to look at again` : "",
    asks > 0 ? `${number(asks)} worth a thought` : "",
  ].filter((part) => part !== "");
  return `${capital(number(found.length))} ${found.length === 1 ? "place is" : "places are"} marked: ${parts.join(", ")}.`;
}
