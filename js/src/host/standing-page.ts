/** Where I stand: asks the journal what was rated and marked, and draws it. */
import { openArchive, type Archive } from "../journal/index.ts";
import { SHUT } from "../journal/words.ts";
import { type Known, type Profile, stand, type Standing } from "../judge/standing.ts";
import { dumbbell, shift } from "../view/charts/dumbbell.ts";
import { lines } from "../view/charts/lines.ts";
import { profile } from "../view/charts/profile.ts";
import { el } from "../view/el.ts";
import { mountExit } from "../view/journal/exit.ts";
import { more } from "../view/parts.ts";
import type { Replies, Scale } from "../wire.ts";
import { soon } from "./soon.ts";

interface Asked {
  scale: Known<Scale>;
  task: Known<Replies>;
}

const SHARED = "You said that this is a shared or work computer. Nothing is kept, so there is nothing to show.";
const LOCKED = "Open your journal above to see where you stand.";
const UNASKED = "Nothing is kept on this device yet.";
const FEW = 4;

class StandingPage {
  private readonly where = el("div", { class: "pw-standing-where" });
  private readonly body = el("div", {});
  private shown = "";

  constructor(
    root: HTMLElement,
    private readonly journal: Archive,
    private readonly asked: Asked,
  ) {
    root.classList.add("pw-journal", "pw-standing");
    root.replaceChildren(this.where, this.body);
    const again = soon(() => void this.draw());
    journal.listen(again);
    document.addEventListener("visibilitychange", again);
    mountExit(root, journal);
    void this.draw();
  }

  private async draw(): Promise<void> {
    const here = stand(await this.journal.all(), this.asked.scale, this.asked.task);
    const isBare = here.profiles.length === 0 && here.lines === null;
    const isLocked = this.journal.lockState() === "locked";
    const words = this.words(isBare, isLocked);
    // Drawn again only when something changed, so that nobody loses their place.
    const now = JSON.stringify([words, here]);
    if (now === this.shown) return;
    this.shown = now;
    this.where.replaceChildren(...(words ? [el("p", {}, words)] : []));
    this.body.replaceChildren(...(isBare && isLocked ? [] : told(here)));
  }

  /** What is to be said about where answers are, if that is why there is little to see. */
  private words(isBare: boolean, isLocked: boolean): string {
    const shut = this.journal.shut();
    if (shut) return SHUT[shut];
    if (!isBare) return "";
    const mode = this.journal.mode();
    return isLocked ? LOCKED : mode === "shared" ? SHARED : mode === "unasked" ? UNASKED : "";
  }
}

/** Everything there is to see, or where to begin. */
function told(here: Standing): HTMLElement[] {
  const { profiles, changes, shift: back, lines: both } = here;
  const last = profiles[profiles.length - 1];
  const seen = [...here.says.map((each) => el("p", {}, each))];
  if (!last && !both) return [...seen, begin()];
  return [
    status(here.axis.status),
    ...seen,
    ...(last ? [part("Your rating now", el("p", { class: "pw-quiet" }, last.when.words), profile(last), ends(last))] : []),
    ...(changes.length > 0 ? [part("What changed", ...changes.flatMap((one) => [el("h3", {}, from(one)), dumbbell(one)]))] : []),
    ...(back ? [part("Looking back", shift(back))] : []),
    ...(both ? [part("Two lines together", ...both.status.filter((each) => each !== here.axis.status).map(status), lines(both))] : []),
  ];
}

function status(words: string): HTMLElement {
  return el("p", { class: "pw-status" }, words);
}

function part(title: string, ...children: Node[]): HTMLElement {
  return el("section", { class: "pw-standing-part" }, el("h2", {}, title), ...children);
}

/** "Before the course, and at its end". */
function from({ before, after }: Standing["changes"][number]): string {
  const later = after.name.charAt(0).toLowerCase() + after.name.slice(1);
  return `${before.name}, and ${later}`;
}

/** The items rated highest and lowest, by name. */
function ends({ strongest, weakest }: Profile): HTMLElement {
  if (strongest.length === 0) return el("p", {}, "All items you answered came out alike.");
  const list = (title: string, items: Profile["strongest"]) => {
    const all = items.map(({ text, reverse }) => el("li", {}, text, reverse && el("span", { class: "pw-quiet" }, " This one counts the other way round.")));
    const [first, rest] = [all.slice(0, FEW), all.slice(FEW)];
    return el(
      "div",
      {},
      el("h3", {}, title),
      el("ul", {}, ...first),
      rest.length > 0 && more(rest.length === 1 ? "1 more" : `${rest.length} more`, el("ul", {}, ...rest)),
    );
  };
  return el("div", { class: "pw-standing-ends" }, list("Your strongest items", strongest), list("Your weakest items", weakest));
}

function begin(): HTMLElement {
  const top = document.documentElement.dataset["content_root"] ?? "";
  return el("p", {}, el("a", { href: `${top}book/self-assessment.html` }, "Rate your own practice"), ", and come back here.");
}

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-powerwith="standing"]');
  const text = root?.querySelector(".pw-payload")?.textContent;
  if (root && text) new StandingPage(root, openArchive(), JSON.parse(text) as Asked);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
