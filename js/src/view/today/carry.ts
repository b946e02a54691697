/** Progress as a short code, out of this device and into it. No words travel. */
import { merge, read, write } from "../../judge/code.ts";
import { RUNGS } from "../../judge/schedule.ts";
import type { Archive } from "../../journal/index.ts";
import type { Carried } from "../../wire.ts";
import { button, el, unique } from "../el.ts";
import type { Book } from "./book.ts";
import { dated, RUNG_WORDS } from "./words.ts";

/** The code of what was done here, to copy or to write down. */
export function codeOut(progress: readonly Carried[], say: (words: string) => void): HTMLElement[] {
  const code = write(progress);
  if (!code) return [el("p", {}, "Once you have practised something, a short code stands here that carries your progress to another device.")];
  const id = unique();
  const shown = el("output", { class: "pw-code", id: `${id}-code`, tabindex: "0", "aria-labelledby": `${id}-label` }, code);
  const copy = () => {
    const told = () => say("Copied.");
    const select = () => {
      getSelection()?.selectAllChildren(shown);
      say("Marked. Copy it with Control and C, or Command and C.");
    };
    if (navigator.clipboard) navigator.clipboard.writeText(code).then(told, select);
    else select();
  };
  return [
    el("p", { id: `${id}-label`, class: "pw-tag" }, "Your progress as a code"),
    el("p", {}, shown),
    el("p", {}, button("Copy the code", copy, "pw-button pw-second")),
    el("p", { class: "pw-quiet" }, "It says which rungs you did and on which days. It holds no words of yours, and nothing about who you are."),
  ];
}

interface Into {
  journal: Archive;
  book: Book;
  /** What was done here and brought before. */
  here(): readonly Carried[];
  done(words: string): void;
}

/** A box for a code; it is shown in words before anything is changed. */
export function codeIn({ journal, book, here, done }: Into): HTMLElement {
  const id = unique();
  const input = el("input", {
    id,
    type: "text",
    class: "pw-code-box",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    "aria-describedby": `${id}-told`,
  });
  const told = el("div", { class: "pw-code-told", id: `${id}-told`, role: "status" });
  const look = () => {
    const { carried, problem } = read(input.value);
    if (!carried) {
      told.replaceChildren(el("p", { class: "pw-ask" }, problem));
      return input.focus();
    }
    const isNew = JSON.stringify(merge(here(), carried)) !== JSON.stringify(merge(here(), []));
    told.replaceChildren(
      el("p", {}, isNew ? "It brings:" : "Everything in it is here already. It says:"),
      el("ul", {}, ...carried.map((one) => el("li", {}, inWords(one, book)))),
      isNew ? el("p", {}, button("Bring it in", () => void bring(carried), "pw-button")) : "",
    );
  };
  const bring = async (carried: readonly Carried[]) => {
    try {
      await journal.carry(carried);
    } catch {
      told.replaceChildren(el("p", { class: "pw-ask" }, "This browser could not write it, so nothing was changed. Try again."));
      return;
    }
    input.value = "";
    told.replaceChildren();
    const isKept = journal.mode() === "own" && !journal.shut();
    done(isKept ? "Brought in. Nothing of yours was taken away." : "Brought in until you leave this page: nothing is kept on this device.");
  };
  input.addEventListener("keydown", ({ key }) => key === "Enter" && look());
  return el(
    "div",
    { class: "pw-code-in" },
    el("label", { for: id }, "A code from another device"),
    el("p", { class: "pw-journal-row" }, input, button("Look what it brings", look, "pw-button pw-second")),
    told,
  );
}

function inWords({ skill, rungs, last }: Carried, book: Book): string {
  const top = [...RUNGS].reverse().find((rung) => rungs.includes(rung));
  return `${book.label(skill)}${top ? `, up to “${RUNG_WORDS[top]}”` : ""}, last on ${dated(last)}`;
}
