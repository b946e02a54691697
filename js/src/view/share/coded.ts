/** One answer as a code, where no file can go: what it holds, and what of the file it leaves out. */
import { carried, leftOut } from "../../judge/short.ts";
import type { Share, SharedAnswer, ShelfMark } from "../../wire.ts";
import { button, el, unique } from "../el.ts";
import { listed } from "../words.ts";
import { told } from "./told.ts";

export interface Coded {
  title: string;
  code: string;
  answer: SharedAnswer;
}

/** The fold with a choice of exercises. `made`: for each, its latest answer as a code; `used`: once one is shown. */
export function coded(made: readonly Coded[], share: Share, shelf: readonly ShelfMark[], used: () => void): HTMLElement {
  if (made.length === 0) return el("div", {});
  const id = unique();
  const select = el("select", { id, autocomplete: "off" }, ...made.map(({ title }, i) => el("option", { value: String(i) }, title)));
  const shown = el("div", { role: "status" });
  const about = el("div", {});
  const show = () => {
    const one = made[Number(select.value)];
    if (!one) return;
    used();
    shown.replaceChildren(el("p", { class: "pw-share-code" }, one.code));
    about.replaceChildren(
      ...copying(one.code),
      el("p", {}, missing(one.answer, share)),
      el("p", {}, "It holds:"),
      told({ ...share, answers: [carried(one.answer)] }, shelf),
    );
  };
  select.addEventListener("change", () => {
    shown.replaceChildren();
    about.replaceChildren();
  });
  return el(
    "details",
    { class: "pw-more" },
    el("summary", {}, "No way to send a file? Give one answer as a code"),
    el("p", {}, "The code holds your latest answer to one exercise, and none of your words. Paste it into a message, or read it out."),
    el("p", { class: "pw-share-field" }, el("label", { for: id }, "Which exercise?"), select),
    el("p", {}, button("Make the code", show, "pw-button pw-second")),
    shown,
    about,
  );
}

function copying(code: string): HTMLElement[] {
  if (!navigator.clipboard) return [];
  const said = el("span", { class: "pw-quiet", role: "status" });
  const copy = () =>
    void navigator.clipboard.writeText(code).then(
      () => (said.textContent = " Copied."),
      () => (said.textContent = " Your browser did not copy it. Mark it and copy it by hand."),
    );
  return [el("p", {}, button("Copy it", copy, "pw-button pw-second"), said)];
}

/** What stands in the file about this exercise and not in the code. */
export function missing(answer: SharedAnswer, { answers, linking }: Share): string {
  const others = answers.filter(({ exercise }) => exercise === answer.exercise).length - 1;
  const out = [
    ...leftOut(answer),
    ...(others > 0 ? [others === 1 ? "your other answer to this exercise" : `your ${others} other answers to this exercise`] : []),
    ...(linking ? [`your own code ${linking}, so before and after are matched only if both come from this journal`] : []),
  ];
  return out.length === 0 ? "The code leaves out nothing that the file says about this exercise." : `The code leaves out ${listed(out)}.`;
}
