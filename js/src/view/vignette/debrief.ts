/** Both versions side by side, at once, with the words that differ marked; and nothing about the person who read one. */
import type { Version } from "../../judge/assign.ts";
import { pieces, titles } from "../../judge/vignette.ts";
import type { Case, Vignette, VignetteResponse } from "../../wire.ts";
import { type Child, el, paragraphs, quote } from "../el.ts";
import { listed } from "../words.ts";

export const NOT_ABOUT_ONE = "It says nothing about any one of us.";
const YOURS = "the one you read";

type Tag = "h3" | "h4" | "h5" | "h6";

export function debrief(pack: Vignette, given: VignetteResponse, tag: Tag): Child[] {
  return [
    ...read(pack, given),
    ...pack.cases.map((each) => beside(pack, each, given.cases[each.id]?.version, tag)),
    ...paragraphs(pack.debrief),
    el("p", { class: "pw-note" }, NOT_ABOUT_ONE),
    el(tag, { class: "pw-subheading" }, pack.asks),
    el("ul", { class: "pw-fixes" }, ...pack.fixes.map((fix) => el("li", {}, fix))),
  ];
}

function read(pack: Vignette, given: VignetteResponse): Child[] {
  const [a, b] = (["a", "b"] as const).map((version) => titles(pack, given, version));
  if (!a?.length || !b?.length) return [];
  const words = `Chance dealt you ${listed(a.map(quote))} in ${pack.versions.a}, and ${listed(b.map(quote))} in ${pack.versions.b}.`;
  return [el("p", {}, words)];
}

function beside(pack: Vignette, case_: Case, mine: Version | undefined, tag: Tag): HTMLElement {
  const differs = case_.phrases.map(({ a, b }) => `${quote(a)} or ${quote(b)}`);
  return el(
    "div",
    { class: "pw-both" },
    el(tag, { class: "pw-subheading" }, case_.title),
    el("div", { class: "pw-pair" }, half(pack, case_, "a", mine), half(pack, case_, "b", mine)),
    el("p", { class: "pw-hint" }, `What differs: ${differs.join("; ")}.`),
  );
}

function half(pack: Vignette, case_: Case, version: Version, mine: Version | undefined): HTMLElement {
  const called = `Version ${version.toUpperCase()}, ${pack.versions[version]}${mine === version ? ` · ${YOURS}` : ""}`;
  const parts = pieces(case_, version).map(({ text, differs }) => (differs ? el("mark", { class: "pw-differs" }, text) : text));
  return el("div", { class: "pw-half" }, el("p", { class: "pw-tag" }, called), el("p", {}, ...parts));
}
