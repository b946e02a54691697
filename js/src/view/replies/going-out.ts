/** The file for a colleague: which times are in it, a look through it, and then it is saved on this device. */
import { uuid } from "../../judge/entry.ts";
import type { PrivacyRules } from "../../judge/privacy.ts";
import { MOST, sheetOf } from "../../judge/replies.ts";
import type { Entry, Replies, RepliesResponse } from "../../wire.ts";
import { button, el } from "../el.ts";
import { download } from "../journal/files.ts";
import { ask } from "../parts.ts";
import { review } from "../review.ts";
import { timeOf } from "./results.ts";

export const FILE = "powerwith-replies.json";
const ABOUT =
  "A colleague gets your replies in mixed order. The file has no date and no name, and it does not say which reply was written when.";
const NONE = "Tick at least one time.";

interface GoingOut {
  task: Replies;
  digest: string;
  uid: string;
  level: number;
  times: readonly Entry[];
  rules: PrivacyRules | null;
  /** It was saved. */
  done(): void;
  cancel(): void;
  ask(words: string): void;
}

export function goingOut({ task, digest, uid, level, times, rules, done, cancel, ask: tell }: GoingOut): HTMLElement {
  const most = Math.floor(MOST / Math.max(...task.forms.map(({ prompts }) => prompts.length)));
  const newest = times.slice(-most);
  const place = el("div", {});
  const ticks = newest.map((entry) => el("input", { type: "checkbox", id: `${uid}-time-${entry.id}`, value: entry.id, checked: true }));
  const rows = ticks.map((tick, i) => el("div", { class: "pw-option" }, tick, el("label", { for: tick.id }, timeOf(newest[i]!))));
  const group: HTMLElement = el("fieldset", { class: "pw-options", on: { change: () => asked.clear() } }, el("legend", {}, "Replies from"), ...rows);
  const asked = ask(`${uid}-time-ask`, () => group);

  const look = (chosen: readonly Entry[]): void => {
    const sheet = uuid();
    const answers = new Map(chosen.map((entry) => [entry.id, entry.response as RepliesResponse]));
    const made = sheetOf({ task, digest, sheet, answers });
    const said = new Map(task.forms.flatMap(({ prompts }) => prompts.map(({ id, text }) => [id, text])));
    const texts = made.replies.map(({ key, prompt, text }) => ({ id: key, label: `To “${said.get(prompt) ?? ""}” you replied:`, text }));
    const save = (changed: ReadonlyMap<string, string>): void => {
      const out = sheetOf({ task, digest, sheet, answers, changed });
      download(FILE, JSON.stringify(out, null, 2), "application/json");
      done();
    };
    place.replaceChildren(el("p", {}, ABOUT), review({ texts, rules, heading: level, done: save, cancel }));
  };
  const go = (): void => {
    const chosen = newest.filter((_, i) => ticks[i]?.checked);
    if (chosen.length > 0) return look(chosen);
    asked.show(NONE);
    ticks[0]?.focus();
    tell(NONE);
  };
  if (newest.length < 2) look(newest);
  else place.append(el("p", {}, ABOUT), group, asked.element, el("p", { class: "pw-actions" }, button("Go on", go), button("Cancel", cancel, "pw-button pw-second")));
  return place;
}

