/** At an exercise's foot: the one question about where answers stay, and a way to take them along. */
import type { Journal } from "../../journal/index.ts";
import { button, el, unique } from "../el.ts";
import { mountExit } from "./exit.ts";
import { backupButton } from "./files.ts";

const CHOSEN = {
  own: "Your answers stay on this device, in this browser. You can change that in My journal.",
  shared: "Nothing is kept after you leave this page. Download your answers before you go.",
};

/** The question, as a group of its own that never takes the focus. `done` is called with what to say afterwards. */
export function question(journal: Journal, done: (words: string) => void): HTMLElement {
  const id = unique();
  const choose = async (mode: "own" | "shared") => {
    await journal.choose(mode);
    done(CHOSEN[journal.shut() ? "shared" : mode]);
  };
  const choice = (mode: "own" | "shared", words: string, means: string) =>
    el(
      "div",
      { class: "pw-keep-choice" },
      button(words, () => void choose(mode), "pw-button pw-second"),
      el("p", { class: "pw-quiet" }, means),
    );
  return el(
    "div",
    { class: "pw-keep-ask", role: "group", "aria-labelledby": id },
    el("p", { class: "pw-tag", id }, "Where should your answers stay?"),
    choice(
      "own",
      "Only on this device, it is mine",
      "They are kept in this browser and are here when you come back. They are sent nowhere. Anyone who uses this browser can read them.",
    ),
    choice(
      "shared",
      "Nowhere: this is a shared or work computer",
      "They are gone when you leave this page. You can download them first.",
    ),
  );
}

/** Page hosts call this once for each exercise. */
export function mountFoot(section: HTMLElement, journal: Journal): void {
  const foot = el("div", { class: "pw-keep" });
  const exercise = section.dataset["exercise"] ?? "";
  let shown = "";
  const thank = (words: string) => {
    const said = el("p", { class: "pw-quiet", role: "status", tabindex: "-1" }, words);
    foot.replaceChildren(said, ...(journal.unsaved() ? [backupButton(journal, "Download my answers", "pw-button pw-second")] : []));
    said.focus(); // the button that was pressed is gone
  };
  const draw = () => {
    const state = journal.state(exercise);
    const now = state === "unasked" ? "ask" : (state === "memory" || state === "failed") && journal.unsaved() ? "take" : "";
    if (now === shown) return;
    const wasAsked = shown === "ask" && foot.contains(document.activeElement);
    shown = now;
    if (wasAsked) return;
    if (now === "ask") foot.replaceChildren(question(journal, thank));
    else if (now === "take") foot.replaceChildren(backupButton(journal, "Download my answers", "pw-button pw-second"));
    else foot.replaceChildren();
  };
  section.append(foot);
  journal.listen(draw);
  draw();
  if (section.hasAttribute("data-quick-exit") || document.querySelector('[data-powerwith="exit"]')) {
    mountExit(section, journal);
  }
}
