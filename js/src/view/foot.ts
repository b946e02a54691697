/** Below an exercise: earlier tries, and two versions of one answer side by side. */
import { isOpen } from "../judge/entry.ts";
import type { Entry } from "../wire.ts";
import { el } from "./el.ts";

type Summary = (entry: Entry, changed: boolean) => string;

/** A disclosure with one line per earlier try, or nothing if there is none. */
export function earlier(entries: readonly Entry[], digest: string, summary: Summary): HTMLElement[] {
  const items = entries.flatMap((entry) => {
    const changed = entry.digest !== digest;
    const words = summary(entry, changed);
    return words === "" ? [] : [attempt(entry, words, changed)];
  });
  if (items.length === 0) return [];
  const title = items.length === 1 ? "Your earlier try" : `Your ${items.length} earlier tries`;
  return [el("details", { class: "pw-more" }, el("summary", {}, title), el("ol", { class: "pw-attempts" }, ...items))];
}

function attempt(entry: Entry, words: string, changed: boolean): HTMLElement {
  const notes = [changed && "Answered before this exercise changed.", isOpen(entry) && "Not finished."].filter(
    (note): note is string => note !== false,
  );
  return el(
    "li",
    {},
    el("span", { class: "pw-tag" }, `Try ${entry.attempt}: `),
    el("span", { dir: "auto", class: "pw-own" }, words),
    notes.length > 0 && el("span", { class: "pw-quiet" }, ` ${notes.join(" ")}`),
  );
}

/** Two windows wrote to the same answer: both texts are shown, and both are kept. */
export function other(here: string, there: string): HTMLElement {
  return el(
    "div",
    { class: "pw-other" },
    el("p", { class: "pw-tag" }, "Another window kept a different version of this answer. Nothing is lost."),
    el("div", { class: "pw-pair" }, version("In this window", here), version("In the other window", there)),
  );
}

function version(title: string, words: string): HTMLElement {
  const nothing = el("span", { class: "pw-quiet" }, "Nothing yet.");
  return el(
    "div",
    { class: "pw-half" },
    el("p", { class: "pw-tag" }, title),
    el("p", { dir: "auto", class: "pw-own" }, words === "" ? nothing : words),
  );
}
