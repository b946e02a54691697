/** Today's three: each with its way there, and the reason why it is here. */
import type { Pick } from "../../judge/schedule.ts";
import { el } from "../el.ts";
import { tick } from "../icons.ts";
import type { Book } from "./book.ts";
import { minutes, RUNG_WORDS, settingWords } from "./words.ts";

export function cards(picks: readonly Pick[], book: Book): HTMLElement[] {
  const items = picks.flatMap((pick) => card(pick, book) ?? []);
  if (items.length === 0) {
    const rest = "Nothing comes back today, and every rung you began is climbed. Rest, or take any exercise below.";
    return [el("p", {}, rest)];
  }
  const isAllDone = picks.every(({ is_done }) => is_done);
  const enough = isAllDone && el("p", { class: "pw-today-enough" }, "All done. That is enough for one day.");
  return [el("ol", { class: "pw-today-three" }, ...items), ...(enough ? [enough] : [])];
}

function card({ exercise, reason, is_done }: Pick, book: Book): HTMLElement | null {
  const mark = book.mark(exercise);
  if (!mark) return null;
  const about = [RUNG_WORDS[mark.rung], settingWords(mark.setting), minutes(mark.minutes)].join(" · ");
  return el(
    "li",
    { class: "pw-today-card", "data-exercise-id": mark.id },
    el("h3", {}, book.link(mark)),
    el("p", { class: "pw-quiet" }, about),
    el("p", {}, reason),
    is_done && tick("Done today"),
  );
}
