/** Before and after: two versions of a reply, and in words what became of the marks. */
import { change, type Found, type Version, words } from "../judge/rewrite.ts";
import { el, quote } from "./el.ts";
import { CODES } from "./words.ts";

export function compare(before: Version, after: Version): HTMLElement {
  const { gone, still, fresh } = change(before, after);
  const lines = [
    ...gone.map((each) => line("Gone", before, each)),
    ...fresh.map((each) => line("New", after, each)),
    ...still.map((each) => line("Still there", after, each)),
  ];
  return el(
    "div",
    { class: "pw-compare" },
    version("Before: ", before),
    version("After: ", after),
    lines.length > 0
      ? el("ul", { class: "pw-changes" }, ...lines)
      : el("p", {}, before.text === after.text ? "The words are the same as before." : "The words changed. My patterns marked neither version."),
  );
}

function version(title: string, { text }: Version): HTMLElement {
  return el("p", { class: "pw-version" }, el("span", { class: "pw-tag" }, title), el("span", { class: "pw-own", dir: "auto" }, quote(text)));
}

function line(what: string, version: Version, found: Found): HTMLElement {
  return el(
    "li",
    {},
    el("span", { class: "pw-tag" }, `${what}: `),
    `${CODES[found.code]}, in the words `,
    el("q", { class: "pw-own", dir: "auto" }, words(version.text, found)),
    ".",
  );
}
