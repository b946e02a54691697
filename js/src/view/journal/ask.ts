/** At an exercise's foot: the one question about where answers stay, and a way to take them along. */
import type { Journal } from "../../journal/index.ts";
import { button, el, unique } from "../el.ts";
import { mountExit } from "./exit.ts";
import { backupButton } from "./files.ts";

const CHOSEN = {
  own: "Your answers stay on this device, in this browser. You can change that in My journal.",
  shared: "Nothing is kept after you leave this page. Download your answers before you go.",
};

const TAKE = "Download my answers";

/** Where My journal stands, seen from any page of the book. */
function journalPage(): string {
  return `${document.documentElement.dataset["content_root"] ?? ""}book/journal.html`;
}

// Said once on a page, before anything new is written over the loss.
function tellOfLoss(foot: HTMLElement, journal: Journal): void {
  const lost = journal.lost();
  if (!lost || document.querySelector(".pw-keep-lost")) return;
  const link = el("a", { href: journalPage() }, "Go to My journal");
  foot.before(el("p", { class: "pw-keep-lost" }, `${lossWords(lost)} `, link, " to restore a backup."));
}

export function lossWords({ had, found }: { had: number; found: number }): string {
  const entries = had === 1 ? "1 entry" : `${had} entries`;
  if (found >= had) return `This browser had ${entries} of yours, and some of what you changed last may be missing.`;
  return `This browser had ${entries} of yours and now finds ${found === 0 ? "none" : found}.`;
}

/** The question, as a group of its own that never takes the focus. `done` is called with what to say afterwards. */
export function question(journal: Journal, done: (words: string) => void): HTMLElement {
  const id = unique();
  const choose = async (mode: "own" | "shared") => {
    await journal.choose(mode);
    done(CHOSEN[journal.shut() ? "shared" : mode]);
  };
  const choice = (press: () => Promise<void>, words: string, means: string) =>
    el(
      "div",
      { class: "pw-keep-choice" },
      button(words, () => void press(), "pw-button pw-second"),
      el("p", { class: "pw-quiet" }, means),
    );
  const group: HTMLElement = el(
    "div",
    { class: "pw-keep-ask", role: "group", "aria-labelledby": id },
    el("p", { class: "pw-tag", id }, "Where should your answers stay?"),
    choice(
      () => choose("own"),
      "Only on this device, it is mine",
      "They are kept in this browser and are here when you come back. They are sent nowhere. Anyone who uses this browser can read them. A private window forgets them when it is closed.",
    ),
    choice(
      () => choose("shared"),
      "Nowhere: this is a shared or work computer",
      "They are gone when you leave this page. You can download them first.",
    ),
    journal.shut() || !canLock() ? null : choice(() => lock(journal, group, done), "On this device, locked with a passphrase", LOCKED),
  );
  return group;
}

/** Browsers lend their ciphers only to pages that came over a safe line. */
export function canLock(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

const LOCKED =
  "They are kept in this browser, scrambled. You type a passphrase to open them. If you lose it and its recovery code, they are gone.";

/** Leads through locking in place of `group`, once the lock's script has come. */
export async function lock(journal: Journal, group: HTMLElement, done: (words: string) => void): Promise<void> {
  const locker = await journal.locker();
  if (!locker) return group.append(el("p", { role: "status" }, "The lock did not load, so nothing was changed. Reload this page and try again."));
  const place = el("div");
  group.replaceWith(place);
  place.append(group);
  locker.kit.begin(place, locker.inside, done);
}

/** Page hosts call this once for each exercise. */
export function mountFoot(section: HTMLElement, journal: Journal): void {
  const foot = el("div", { class: "pw-keep" });
  const exercise = section.dataset["exercise"] ?? "";
  let shown = "";
  const thank = (words: string) => {
    const said = el("p", { class: "pw-quiet", role: "status", tabindex: "-1" }, words);
    foot.replaceChildren(said, ...(shown === "take" ? [backupButton(journal, TAKE, "pw-button pw-second")] : []));
    said.focus(); // the button that was pressed is gone
  };
  const draw = () => {
    const state = journal.state(exercise);
    const now = state === "unasked" ? "ask" : state === "memory" || state === "failed" ? "take" : "";
    if (now === shown) return;
    const wasAsked = shown === "ask" && foot.contains(document.activeElement);
    shown = now;
    if (wasAsked) return;
    if (now === "ask") foot.replaceChildren(question(journal, thank));
    else if (now === "take") foot.replaceChildren(backupButton(journal, TAKE, "pw-button pw-second"));
    else foot.replaceChildren();
  };
  section.append(foot);
  journal.listen(draw);
  draw();
  void journal.ready.then(() => tellOfLoss(foot, journal));
  if (section.hasAttribute("data-quick-exit") || document.querySelector('[data-powerwith="exit"]')) {
    mountExit(section, journal);
  }
}
