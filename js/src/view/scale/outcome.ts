/** What ratings come to, in words: never a rank, never praise. A lower total is explained before it is shown. */
import { isAbout, isLower, means, when } from "../../judge/scale.ts";
import type { Entry, Mean, Scale, ScaleResponse, Scored } from "../../wire.ts";
import { type Child, el, paragraphs } from "../el.ts";
import { more } from "../parts.ts";
import { capital, number } from "../words.ts";

/** So many items are named at once; the rest is folded. */
const FEW = 5;
const SHIFT =
  "You looked back. Beside what you said then, this shows how your own standard moved, or your memory. It does not show what you learned.";
const ONCE = "One rating says little. In one part, less than one whole step is noise.";
const ONE_ROUND = "This one counts the other way round.";

export interface Links {
  /** Address of the page that draws the ratings. */
  standing?: string;
  /** Address of the page on which somebody rates how things are now. */
  now?: string;
}

type Tag = "h3" | "h4" | "h5" | "h6";

export function outcome(scale: Scale, entry: Entry, entries: readonly Entry[], tag: Tag, links: Links): Child[] {
  const scored = entry.outcome?.scored;
  if (!scored) return [];
  const given = entry.response as ScaleResponse;
  const isNow = isAbout(entry, "now");
  return [
    isLower(entry, entries) && el("p", { class: "pw-aside pw-lower" }, scale.when_lower),
    el("p", { class: "pw-note" }, scale.status),
    !isNow && el("p", { class: "pw-aside" }, SHIFT),
    el("p", {}, counted(scale, entry, scored)),
    ...total(scale, scored),
    el("div", {}, el(tag, { class: "pw-subheading" }, "The parts"), parts(scale, scored), el("p", { class: "pw-quiet" }, ONCE)),
    ...(isNow ? ends(scale, given, scored, tag) : []),
    words(scale, given),
    links.standing && el("p", {}, el("a", { href: links.standing }, "Where I stand"), " shows this beside your other ratings."),
  ];
}

function counted(scale: Scale, entry: Entry, { answered, skipped, open }: Scored): string {
  const phase = isAbout(entry, "now") ? when(entry.phase ?? "none") : "Looking back";
  const items = (count: number) => (count === 1 ? "One item" : `${capital(number(count))} items`);
  const out = [skipped > 0 && `${items(skipped)} did not come up.`, open > 0 && `${items(open)} had no answer.`];
  const left = out.filter((each) => each !== false);
  return [`${phase}. You answered ${answered} of ${scale.items.length}.`, ...left, left.length > 0 && "These are left out."].filter(Boolean).join(" ");
}

function total(scale: Scale, { total: mean, parts: all }: Scored): HTMLElement[] {
  const top = scale.answers.length - 1;
  if (mean) {
    const band = scale.bands[mean.band];
    const value = el("p", { class: "pw-score" }, `In all: ${mean.shown}, from 0 to ${top}. ${band?.label ?? ""}.`);
    return [value, ...paragraphs(band?.says ?? "")];
  }
  const there = all.filter((each) => each.mean).length;
  const enough = there === 0 ? "none has" : there === 1 ? "one has" : `${number(there)} have`;
  const need = `A total needs ${number(scale.minimum_subscales)} of the ${number(all.length)} parts, and ${enough} enough answers.`;
  return [el("p", { class: "pw-score" }, "There is no total."), el("p", {}, need)];
}

function parts(scale: Scale, scored: Scored): HTMLElement {
  const band = (mean: Mean | null) => (mean ? (scale.bands[mean.band]?.label ?? "") : `Needs ${number(scale.minimum_items)} answers`);
  const rows = means(scale, scored).map(({ label, mean }) =>
    el("tr", {}, el("th", { scope: "row" }, label), el("td", { class: "pw-mean" }, mean?.shown ?? "–"), el("td", {}, band(mean))),
  );
  const head = ["Part", "Mean", "In words"].map((each) => el("th", { scope: "col" }, each));
  return el("table", { class: "pw-means" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
}

/** The strongest and the weakest items by name. */
function ends(scale: Scale, given: ScaleResponse, scored: Scored, tag: Tag): HTMLElement[] {
  const heading = (words: string) => el(tag, { class: "pw-subheading" }, words);
  if (scored.answered < 2) return [];
  if (scored.strongest.length === 0) return [el("p", {}, "All items come out the same, so none stands out.")];
  return [
    el("div", {}, heading("Your strongest items"), ...named(scale, given, scored.strongest)),
    el("div", {}, heading("Your weakest items"), ...named(scale, given, scored.weakest)),
  ];
}

function named(scale: Scale, { ratings }: ScaleResponse, ids: readonly string[]): HTMLElement[] {
  const lines = scale.items
    .filter(({ id }) => ids.includes(id))
    .map(({ id, text, reverse }) => {
      const said = scale.answers[ratings[id] ?? -1]?.words ?? "";
      return el("li", {}, text, " ", el("span", { class: "pw-quiet" }, `You said: ${said.toLowerCase()}.${reverse ? ` ${ONE_ROUND}` : ""}`));
    });
  const list = (some: HTMLElement[]) => el("ul", { class: "pw-named" }, ...some);
  const rest = lines.slice(FEW);
  return [list(lines.slice(0, FEW)), ...(rest.length > 0 ? [more(`And ${number(rest.length)} more`, list(rest))] : [])];
}

/** What was written in own words, for oneself. */
function words(scale: Scale, { fields = {} }: ScaleResponse): HTMLElement | null {
  const lines = (scale.asks ?? []).flatMap((label, i) => {
    const text = fields[String(i + 1)]?.trim();
    return text ? [el("div", {}, el("dt", {}, label), el("dd", { dir: "auto", class: "pw-own" }, text))] : [];
  });
  return lines.length > 0 ? el("dl", { class: "pw-taken" }, ...lines) : null;
}
