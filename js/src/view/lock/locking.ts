/** Locking a journal, in three steps. Nothing is changed before the last button. */
import { type Keys, newRecoveryCode } from "../../judge/envelope.ts";
import type { Backup } from "../../journal/index.ts";
import type { Lock } from "../../wire.ts";
import { button, type Child, el, unique } from "../el.ts";
import { downloadBackup, SHORT } from "../journal/files.ts";
import { codeSheet } from "./code.ts";
import { empty, form, secretBox } from "./parts.ts";
import { weak } from "./strength.ts";

type Made = { lock: Lock; keys: Keys };

export interface Locking {
  make(passphrase: string, recovery: string): Promise<Made>;
  /** The journal as it stands now, in its envelope. */
  backup(made: Made): Promise<Backup>;
  lock(made: Made): Promise<void>;
  done(words: string): void;
}

export const DONE =
  "Your journal is locked with your passphrase, and open on this device until you lock it or stop for ten minutes. What you wrote before may have left traces in this browser's files; only the browser itself can remove those, with “Clear site data”.";

export function locking(place: HTMLElement, how: Locking): void {
  const before = [...place.childNodes];
  const leave = () => {
    place.replaceChildren(...before);
    place.querySelector<HTMLElement>("button")?.focus();
  };
  const step = (title: string, ...children: Child[]) => {
    const id = unique();
    const head = el("p", { class: "pw-tag", id, tabindex: "-1" }, title);
    const cancel = el("p", {}, button("Stop, and lock nothing", leave, "pw-link"));
    place.replaceChildren(el("div", { class: "pw-journal pw-lock", role: "group", "aria-labelledby": id }, head, ...children, cancel));
    head.focus();
  };

  const first = () => {
    const [one, two] = [secretBox("Passphrase", "At least 12 signs, or four words that do not belong together."), secretBox("The same once more")];
    const { element } = form("Go on", [one, two], async () => {
      const problem = weak(one.input.value, two.input.value);
      if (problem) throw new Error(problem);
      const code = newRecoveryCode();
      const made = await how.make(one.input.value, code);
      empty(one, two);
      second(made, code);
      return null;
    });
    step(
      "Step 1 of 3: choose a passphrase",
      el("p", {}, "Your answers will lie in this browser as a scramble that only this passphrase opens. If somebody else uses this browser, or looks into its files, they cannot read them while it is locked."),
      el("p", {}, "It does not help while the journal is open, or against somebody who watches your keys or runs this device. If your browser offers to remember the passphrase, say no."),
      element,
    );
  };

  const second = (made: Made, code: string) => {
    const sheet = codeSheet(code);
    const { element } = form("Go on", [], async () => {
      const missing = sheet.missing();
      if (missing) throw new Error(missing);
      third(made);
      return null;
    });
    step(
      "Step 2 of 3: keep a recovery code",
      el("p", {}, "If you forget the passphrase, this code opens the journal. It is shown only now. If you lose both, nobody can bring your answers back."),
      sheet.element,
      element,
    );
  };

  const third = (made: Made) => {
    let isTaken = false;
    const said = el("p", { class: "pw-quiet", role: "status" });
    const take = async () => {
      isTaken = downloadBackup(await how.backup(made), true);
      said.textContent = isTaken ? "The backup is among your downloads." : SHORT;
    };
    const { element } = form("Lock my journal", [], async () => {
      if (!isTaken) throw new Error("Download the backup first. It is there in case anything goes wrong now.");
      await how.lock(made);
      how.done(DONE);
      return null;
    });
    step(
      "Step 3 of 3: take a backup",
      el("p", {}, "Before anything is changed, take your journal along as a file. It is locked, too: your passphrase or your recovery code opens it."),
      el("p", { class: "pw-lock-actions" }, button("Download a locked backup", () => void take(), "pw-button pw-second")),
      said,
      element,
    );
  };

  first();
}
