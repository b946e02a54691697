/** The ladder of each skill: what was climbed, what is next, and every exercise there is for it. */
import { type Done, type Ladder, RUNGS, type Step } from "../../judge/schedule.ts";
import type { ShelfMark } from "../../wire.ts";
import { el } from "../el.ts";
import { tick } from "../icons.ts";
import { more } from "../parts.ts";
import { number } from "../words.ts";
import type { Book } from "./book.ts";
import { RUNG_WORDS, settingWords } from "./words.ts";

/** Skills that were begun stand open; the others are folded, so that nobody meets thirteen ladders on the first day. */
export function ladders(all: readonly Ladder[], done: readonly Done[], book: Book): HTMLElement[] {
  const finished = new Set(done.map(({ exercise }) => exercise));
  const draw = (some: readonly Ladder[]) => some.map((each) => one(each, finished, book));
  const fresh = all.filter(({ begun }) => !begun);
  if (fresh.length === all.length) {
    const about = `The course has ${number(all.length)} skills, and each has a ladder of its own.`;
    return [el("p", {}, about), more("Show every ladder", ...draw(fresh))];
  }
  const title = fresh.length === 1 ? "1 skill not begun yet" : `${fresh.length} skills not begun yet`;
  return [...draw(all.filter(({ begun }) => begun)), ...(fresh.length > 0 ? [more(title, ...draw(fresh))] : [])];
}

function one(ladder: Ladder, finished: ReadonlySet<string>, book: Book): HTMLElement {
  const name = book.skills.find(({ id }) => id === ladder.skill);
  const some = book.shelf.filter(({ id, skills }) => skills.includes(ladder.skill) && id !== "ask-again");
  return el(
    "section",
    { class: "pw-ladder", "data-skill": ladder.skill },
    el("h3", {}, book.label(ladder.skill)),
    el("p", { class: "pw-quiet" }, name?.about),
    el(
      "ol",
      { class: "pw-rungs" },
      ...ladder.steps.map((step) => rung(step, ladder.next === step.rung)),
      el("li", { class: "pw-rung" }, el("span", { class: "pw-tag" }, "Again later"), el("span", {}, `${ladder.returns} of 4`)),
    ),
    ...(some.length > 0 ? [all(some, finished, book)] : []),
  );
}

function rung({ rung: name, there, done, is_done }: Step, isNext: boolean): HTMLElement {
  const count = there === 1 ? "1 exercise" : `${there} exercises`;
  const state = is_done ? `done${there > 1 && done > 0 ? `, ${done} of ${there}` : ""}` : there === 0 ? "none yet" : isNext ? "next" : count;
  return el(
    "li",
    { class: "pw-rung", "data-state": is_done ? "done" : isNext ? "next" : null },
    el("span", { class: "pw-tag" }, RUNG_WORDS[name]),
    el("span", {}, state),
  );
}

function all(some: readonly ShelfMark[], finished: ReadonlySet<string>, book: Book): HTMLElement {
  const beside = some.filter(({ rung }) => !RUNGS.includes(rung));
  const inOrder = [...RUNGS.flatMap((rung) => some.filter((mark) => mark.rung === rung)), ...beside];
  const count = some.length === 1 ? "The exercise for it" : `All ${some.length} exercises for it`;
  return more(
    count,
    el(
      "ul",
      { class: "pw-today-all" },
      ...inOrder.map((mark) =>
        el(
          "li",
          {},
          el("span", { class: "pw-tag" }, `${RUNG_WORDS[mark.rung]}: `),
          book.link(mark),
          el("span", { class: "pw-quiet" }, ` · ${settingWords(mark.setting)} `),
          finished.has(mark.id) && tick("done"),
        ),
      ),
    ),
  );
}
