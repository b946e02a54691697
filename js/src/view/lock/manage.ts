/** What can be done with a lock, in My journal. Each asks for the passphrase again, since the page may have been left open. */
import { newRecoveryCode } from "../../judge/envelope.ts";
import { type Child, el } from "../el.ts";
import { codeSheet } from "./code.ts";
import { empty, form, secretBox } from "./parts.ts";
import { weak } from "./strength.ts";

export interface Manage {
  passphrase(secret: string, next: string): Promise<void>;
  recovery(secret: string, next: string): Promise<void>;
  /** Takes the lock off. */
  unlock(secret: string): Promise<void>;
}

const OLD_FILES = "Backups from before still need the one of their day.";

export function manageForms(how: Manage): HTMLElement {
  return el(
    "div",
    { class: "pw-lock-manage" },
    el("p", {}, "Your journal is locked with a passphrase, and open now. It locks itself after ten minutes without use."),
    part("Change the passphrase", change(how)),
    part("Make a new recovery code", recode(how)),
    part("Take the lock off", takeOff(how)),
  );
}

function part(title: string, ...children: Child[]): HTMLElement {
  return el("details", { class: "pw-lock" }, el("summary", {}, title), ...children);
}

const now = () => secretBox("Your passphrase now, or your recovery code");

function change(how: Manage): HTMLElement {
  const [old, one, two] = [now(), secretBox("New passphrase", "At least 12 signs, or four words that do not belong together."), secretBox("The same once more")];
  return form("Change it", [old, one, two], async () => {
    const problem = weak(one.input.value, two.input.value);
    if (problem) throw new Error(problem);
    await how.passphrase(old.input.value, one.input.value);
    empty(old, one, two);
    return `The new passphrase opens your journal now. ${OLD_FILES} Take a new backup.`;
  }).element;
}

function recode(how: Manage): HTMLElement {
  const old = now();
  const place = el("div");
  const start = form("Make one", [old], async () => {
    const code = newRecoveryCode();
    const sheet = codeSheet(code);
    const secret = old.input.value;
    const use = form("Use the new code", [], async () => {
      const missing = sheet.missing();
      if (missing) throw new Error(missing);
      await how.recovery(secret, code);
      empty(old);
      place.replaceChildren(el("p", { role: "status" }, `The new code opens your journal now, and the old one does not. ${OLD_FILES}`));
      return null;
    });
    place.replaceChildren(sheet.element, use.element);
    return "Keep the new code first. The old one counts until you press Use the new code.";
  });
  return el("div", {}, start.element, place);
}

function takeOff(how: Manage): HTMLElement {
  const old = now();
  return form(
    "Take the lock off",
    [old],
    async () => {
      await how.unlock(old.input.value);
      return null;
    },
    el("p", {}, "Your answers will lie in this browser as plain text again. Anyone who uses this browser can read them."),
  ).element;
}
