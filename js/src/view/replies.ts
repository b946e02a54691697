/** Say what one would say next, six times; later look at the words oneself, or let a colleague rate them. */
import { canonical } from "../judge/canonical.ts";
import { begin as anEntry, close, isOpen, nextAttempt } from "../judge/entry.ts";
import type { PrivacyRules } from "../judge/privacy.ts";
import { isBlank, matched, nextForm, prompts, scoreOf, total } from "../judge/replies.ts";
import { words as carrying } from "../judge/rewrite.ts";
import type { Phase } from "../judge/scale.ts";
import { readMarks } from "../journal/reply-files.ts";
import type { Entry, MarksResponse, Replies, RepliesResponse, ReplyMarks } from "../wire.ts";
import type { Desk } from "./desk.ts";
import { button, type Child, el } from "./el.ts";
import { marked } from "./findings.ts";
import type { Scene } from "./model.ts";
import { ask, feedback, more, scene } from "./parts.ts";
import { chooser } from "./replies/files.ts";
import { FILE, goingOut } from "./replies/going-out.ts";
import { Rating, type ToRate } from "./replies/rating.ts";
import { isLower, nameOf, results, SELF, standing, timeOf } from "./replies/results.ts";
import { Writing } from "./replies/writing.ts";
import { begin } from "./scale/begin.ts";
import { capital, CODES, number, shortened } from "./words.ts";

const NOTHING = "Nothing is written yet. One reply will do to begin with.";
const WAIT = "You can leave them for now. Some people read their words with fresh eyes after a week. They stay here for you.";
const NO_MARKS = "No marks yet.";
const COACH = "I read words alone. I cannot judge tone, truth or safety. This is for you, and it is no part of any marks.";
const NO_COACH = "The coach's word list did not load, so it has nothing to say this time. Load this page again, then try once more.";
const SILENT = "No pattern of mine matched.";
const OTHERS = "This time you get the six statements that you did not have last time.";
const OPEN = "Some replies still have open marks. Here is the first of them.";

/** What only the page knows. */
export interface Around {
  /** What the review before a file goes out needs; `null` while it is not there. */
  rules(): PrivacyRules | null;
  /** Address of the page on which a colleague rates; empty where there is none. */
  ratePage: string;
}

const NOWHERE: Around = { rules: () => null, ratePage: "" };

export function replies(desk: Desk, task: Replies, around: Around = NOWHERE): Scene {
  const { uid, payload } = desk;
  const out = feedback(`${uid}-feedback`, desk.heading());
  const tag = desk.heading(1);
  let all: Entry[] = [];

  const keepMarks = (entry: Entry): void => {
    all = [...all.filter(({ id }) => id !== entry.id), entry];
    desk.model.send({ type: "keep", entry });
  };
  const known = (): Entry[] => {
    const mine = desk.entries;
    const ids = new Set(mine.map(({ id }) => id));
    const marks = all.filter(({ kind }) => kind === "marks");
    return [...mine.filter(({ kind }) => kind !== "marks"), ...marks, ...all.filter(({ id, kind }) => kind !== "marks" && !ids.has(id))];
  };
  const stands = () => standing(known(), payload.digest);

  // Writing

  const response = (): RepliesResponse => ({ kind: "replies", ...writing.read() });
  const writing = new Writing(task, {
    uid,
    tag: desk.heading(),
    changed: () => desk.write(response()),
    ended: () => finish(),
    say: (words) => desk.say(words),
    ask: (words) => desk.ask(words),
  });
  const clock = clockChoice(uid, task.seconds ?? 90);
  const start = begin(uid, (words) => desk.ask(words), (phase) => set(phase));
  const again = el("p", { class: "pw-aside", hidden: true }, OTHERS);
  const leave = button("Back to my replies", () => back(), "pw-link");
  leave.hidden = true;
  const opening = el("div", { class: "pw-form" }, again, clock.element, start.element, el("p", {}, leave));

  const set = (phase: Phase): void => {
    const before = stands().times.map((entry) => (entry.response as RepliesResponse).form);
    const form = nextForm(task, before) ?? tossed(task);
    desk.more = { phase };
    opening.hidden = true;
    writing.open({ form, timed: clock.isOn(), texts: {} });
    desk.write(response()); // The coin has fallen: a reload does not toss it again.
    writing.focus();
  };
  const reopen = (): void => {
    const { times } = stands();
    const last = times[times.length - 1];
    out.empty();
    status.hidden = false;
    start.clear();
    if (last) start.suggest(`You last replied: ${timeOf(last)}.`);
    again.hidden = leave.hidden = opening.hidden = false;
    opening.querySelector("input")?.focus();
    desk.say("Ready for the other six.");
  };
  const back = (): void => {
    opening.hidden = true;
    draw();
    out.heading.focus();
  };
  const finish = (): void => {
    const given = response();
    if (Object.values(given.texts).every(isBlank)) {
      writing.first();
      return desk.say(NOTHING);
    }
    desk.answer(given, {});
    writing.close();
    draw();
    desk.say("Kept. You can look at your words now, or leave them.", out.heading);
  };

  // Looking at it

  const panel = el("div", { class: "pw-panel" });
  const overview = el("div", { class: "pw-overview" });
  const status = el("p", { class: "pw-note" }, task.status);
  const said = ask(`${uid}-said`, () => panel);
  const draw = (): void => {
    const now = stands();
    const last = now.times[now.times.length - 1];
    if (!last || !opening.hidden || !writing.element.hidden) return;
    panel.replaceChildren();
    said.clear();
    overview.hidden = false;
    status.hidden = true;
    const marks = results(task, now);
    const peers = now.raters.some((rater) => rater !== SELF);
    const older = now.times.slice(0, -1).reverse();
    const parts: Child[] = [
      isLower(task, now) && el("p", { class: "pw-aside pw-lower" }, task.when_lower),
      ...(marks.length > 0 ? marks : [el("p", {}, NO_MARKS)]),
      words(task, last, now.times.length > 1),
      ...older.map((entry) => more(`Your replies: ${timeOf(entry)}`, words(task, entry, false))),
      el(tag, { class: "pw-subheading" }, "What now?"),
      marks.length === 0 && el("p", {}, WAIT),
      el(
        "p",
        { class: "pw-actions" },
        button("Rate them myself", rateSelf, "pw-button pw-second"),
        around.ratePage !== "" && button("Make a file for a colleague", makeFile, "pw-button pw-second"),
        chooser(uid, peers ? "Bring in more marks" : "Bring in a colleague's marks", bringIn, refuse),
        button("What the coach heard", coach, "pw-button pw-second"),
        button("Reply to the other six", reopen, "pw-button pw-second"),
      ),
    ];
    overview.replaceChildren(...parts.filter((each): each is Node | string => Boolean(each)));
    out.fill("Your replies", el("p", { class: "pw-note" }, task.status), overview, said.element, panel);
  };
  const shut = (words: string): void => {
    draw();
    desk.say(words, out.heading);
  };
  const refuse = (words: string): void => {
    said.show(words);
    desk.ask(words);
  };
  const opened = (title: string, ...children: Child[]): void => {
    said.clear();
    overview.hidden = true;
    const heading = el(tag, { class: "pw-subheading", tabindex: "-1" }, title);
    panel.replaceChildren(heading, ...children.filter((each): each is Node | string => Boolean(each)));
    heading.focus();
  };
  const home = () => el("p", {}, button("Back to my replies", () => (draw(), out.heading.focus()), "pw-link"));

  const rateSelf = (): void => {
    const { times, marks } = stands();
    const entry = [...times].reverse().find((each) => !marks(each, SELF)) ?? times[times.length - 1];
    if (!entry) return;
    const draft = all.find(({ kind, about, response: given, outcome }) => kind === "marks" && about === entry.id && !outcome && (given as MarksResponse).by === "self");
    const before = draft ? (draft.response as MarksResponse).replies : (marks(entry, SELF) ?? {});
    let kept = draft ?? marksEntry(entry, { kind: "marks", by: "self", replies: before });
    const write = (prompt: string, given: ReplyMarks): void => {
      const response = kept.response as MarksResponse;
      kept = { ...kept, response: { ...response, replies: { ...response.replies, [prompt]: given } } };
      keepMarks(kept);
    };
    const ended = (): void => {
      if (rating.open > 0) {
        rating.toOpen();
        return desk.say(OPEN);
      }
      keepMarks(finished(entry, kept));
      shut("Your marks are kept.");
    };
    const given = new Map(Object.entries(before));
    const rating = new Rating(task, toRate(task, entry), given, { uid: `${uid}-self`, tag, called: "Reply", changed: write, ended, ask: (words) => desk.ask(words) });
    said.clear();
    overview.hidden = true;
    panel.replaceChildren(rating.element, el("p", {}, button("Stop here and go on later", () => shut("What you marked so far is kept."), "pw-link")));
    rating.focus();
  };

  const makeFile = (): void => {
    const { times } = stands();
    const level = Number(tag.slice(1));
    const link = around.ratePage ? [" Your colleague opens it on the page ", el("a", { href: around.ratePage }, "Rate a colleague's replies"), "."] : [];
    const made = el("p", {}, `Saved on this device as ${FILE}. You choose who gets it, and how.`, ...link, " When their marks come back, bring them in here.");
    opened(
      "A file for a colleague",
      goingOut({
        task,
        digest: payload.digest,
        uid,
        level: Math.min(level + 1, 6),
        times,
        rules: around.rules(),
        done: () => (opened("Saved", made, home()), desk.say("The file is saved.")),
        cancel: () => shut("No file was made."),
        ask: (words) => desk.ask(words),
      }),
    );
  };

  const bringIn = (text: string, name: string): void => {
    const read = readMarks(text, name);
    if (!read.file) return refuse(read.problems[0]);
    const { times, marks: kept } = stands();
    const answers = new Map(times.map((entry) => [entry.id, entry.response as RepliesResponse]));
    const found = matched(task, payload.digest, read.file, answers);
    if (!found.marks) return refuse(`${name}: ${found.problems[0]}`);
    const { rater } = read.file;
    let added = 0;
    for (const entry of times) {
      const given = found.marks.get(entry.id);
      const before = kept(entry, rater);
      if (!given || (before && canonical(before) === canonical(given))) continue;
      const replies = before ? { ...before, ...given } : given;
      keepMarks(finished(entry, marksEntry(entry, { kind: "marks", by: "peer", rater, replies })));
      added += Object.keys(given).length;
    }
    const settled = `On the training replies, ${read.file.settled} of 100 of their marks were the agreed ones.`;
    const who = capital(nameOf(stands(), rater));
    shut(added === 0 ? `${name}: all of these marks were here already. Nothing changed.` : `${who} gave marks to ${number(added)} ${added === 1 ? "reply" : "replies"}. ${settled}`);
  };

  const marksEntry = (entry: Entry, response: MarksResponse): Entry => {
    const attempt = nextAttempt(all.filter(({ kind }) => kind === "marks"));
    return { ...anEntry(payload, attempt, response), kind: "marks", phase: entry.phase ?? "none", about: entry.id };
  };
  const finished = (entry: Entry, marks: Entry): Entry => {
    const { replies } = marks.response as MarksResponse;
    return close(marks, marks.response, { score: scoreOf(total(task, entry.response as RepliesResponse, replies)) });
  };

  const coach = (): void => {
    const { times } = stands();
    const last = times[times.length - 1];
    if (!last) return;
    const isNow = desk.withCoach((reader) => {
      const heard = toRate(task, last).flatMap(({ prompt, text }) => {
        const found = reader?.read(text) ?? [];
        const lines = found.map((each) => el("li", {}, el("span", { class: "pw-tag" }, `“${carrying(text, each)}”: ${CODES[each.code]}. `), capital(each.says)));
        return [el("div", { class: "pw-half" }, ...marked(text, found, `Somebody says: “${prompt.text}” You reply:`, false), lines.length > 0 ? el("ul", {}, ...lines) : el("p", { class: "pw-quiet" }, SILENT))];
      });
      opened("What the coach heard", el("p", { class: "pw-aside" }, reader ? COACH : NO_COACH), ...(reader ? heard : []), home());
    });
    if (!isNow) desk.say("One moment. The word list is still on its way.");
  };

  const main = el(
    "div",
    { class: "pw-work pw-replies" },
    scene(task.prompt),
    status,
    opening,
    writing.element,
    desk.live,
    out.section,
  );

  return {
    main,
    mine(entries) {
      const ids = new Set(entries.map(({ id }) => id));
      all = [...entries, ...all.filter(({ id, kind }) => kind === "marks" && !ids.has(id))];
      // Once it is settled which answer stands there. A panel in which somebody works stays as it is.
      if (panel.childElementCount === 0) queueMicrotask(draw);
      return entries.filter(({ kind }) => kind === "replies");
    },
    show(entry) {
      const given = entry.response as RepliesResponse;
      if (isOpen(entry)) {
        if (prompts(task, given.form).length === 0) return;
        desk.more = { phase: entry.phase ?? "none" };
        opening.hidden = true;
        out.empty();
        status.hidden = false;
        return writing.open({ form: given.form, timed: given.timed ?? false, texts: given.texts });
      }
      opening.hidden = true;
      writing.close();
      draw();
    },
    summary(entry) {
      if (entry.response.kind !== "replies") return "";
      return shortened(Object.values(entry.response.texts).filter((text) => !isBlank(text)).join(" · "), 300);
    },
  };
}

/** Which form the first time has: a coin decides, so that neither is always the earlier one. */
function tossed({ forms }: Replies): string {
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
  return forms[byte & 1]?.id ?? forms[0].id;
}

function toRate(task: Replies, entry: Entry): ToRate[] {
  const { form, texts } = entry.response as RepliesResponse;
  return prompts(task, form).flatMap((prompt) => {
    const text = texts[prompt.id] ?? "";
    return isBlank(text) ? [] : [{ id: prompt.id, prompt, text }];
  });
}

/** Every statement with what was replied to it. */
function words(task: Replies, entry: Entry, isNamed: boolean): HTMLElement {
  const { form, texts } = entry.response as RepliesResponse;
  const lines = prompts(task, form).map(({ id, text }) => {
    const own = texts[id] ?? "";
    const reply = isBlank(own) ? el("span", { class: "pw-quiet" }, "You left this one empty.") : own;
    return el("div", {}, el("dt", {}, `“${text}”`), el("dd", { dir: "auto", class: "pw-own" }, reply));
  });
  return el("div", {}, isNamed && el("p", { class: "pw-tag" }, timeOf(entry)), el("dl", { class: "pw-taken" }, ...lines));
}

/** Take your time, or with a clock. */
function clockChoice(uid: string, seconds: number): { element: HTMLElement; isOn(): boolean } {
  const option = (value: string, words: string, isChosen: boolean) => {
    const id = `${uid}-clock-${value}`;
    const radio = el("input", { type: "radio", name: `${uid}-clock`, id, checked: isChosen });
    return { radio, row: el("div", { class: "pw-option" }, radio, el("label", { for: id }, words)) };
  };
  const none = option("none", "Take your time", true);
  const timed = option("on", `With a quiet clock: ${seconds} seconds for each. Nothing is cut off, and you can turn it off.`, false);
  const element = el("fieldset", { class: "pw-options" }, el("legend", {}, "How would you like to write?"), none.row, timed.row);
  return { element, isOn: () => timed.radio.checked };
}
