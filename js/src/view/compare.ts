/** The words just checked, beside the version before them, and in words what became of the marks. */
import { change, type Found, type Version, words } from "../judge/rewrite.ts";
import { el } from "./el.ts";
import { marked } from "./findings.ts";
import { CODES } from "./words.ts";

/** Without a version before, the words stand alone. */
export function compare(before: Version | null, after: Version): HTMLElement {
  if (!before || before.text === after.text) {
    const same = before && el("p", { class: "pw-change" }, "The words are the same as before.");
    return el("div", { class: "pw-words" }, ...marked(after.text, after.found, "Your words"), same);
  }
  return el(
    "div",
    { class: "pw-words" },
    ...marked(before.text, before.found, "Before:", false),
    ...marked(after.text, after.found, "After:"),
    ...changes(before, after),
  );
}

function changes(before: Version, after: Version): HTMLElement[] {
  const { gone, still, fresh } = change(before, after);
  const lines = [
    ...gone.map((each) => line("Gone", before, each)),
    ...fresh.map((each) => line("New", after, each)),
    ...still.map((each) => line("Still there", after, each)),
  ];
  return lines.length > 0 ? [el("ul", { class: "pw-change" }, ...lines)] : [];
}

function line(what: string, version: Version, found: Found): HTMLElement {
  return el(
    "li",
    {},
    el("span", { class: "pw-tag" }, `${what}: `),
    `${CODES[found.code]}, in `,
    el("q", { class: "pw-own", dir: "auto" }, words(version.text, found)),
  );
}
