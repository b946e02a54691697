/** The recovery code: shown once, saved or printed or typed back before anything goes on. */
import { signs } from "../../judge/envelope.ts";
import { button, el, unique } from "../el.ts";
import { day, download } from "../journal/files.ts";

export interface CodeSheet {
  element: HTMLElement;
  /** What is still to be done; empty if the code is in safe hands. */
  missing(): string;
}

const SHEET = "Recovery code of my journal in the course Power With";
const CARE = "It opens the journal without the passphrase. Keep it on paper or in a safe place, away from this device.";

export function codeSheet(code: string): CodeSheet {
  const id = unique();
  let isTaken = false;
  const note = el("p", { class: "pw-quiet", role: "status" });
  const typed = el("input", { id, type: "text", class: "pw-secret", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
  const paper = el(
    "div",
    { class: "pw-lock-sheet" },
    el("p", {}, SHEET),
    el("p", { class: "pw-lock-code" }, code.replace(/-/g, " ")),
    el("p", {}, CARE),
  );
  const taken = (words: string) => {
    isTaken = true;
    note.textContent = words;
  };
  const save = () => {
    download(`powerwith-recovery-code-${day()}.txt`, `${SHEET}\n\n${code}\n\n${CARE}\n`, "text/plain;charset=utf-8");
    taken("Saved among your downloads. Move it to a safe place, away from this device.");
  };
  const print = () => {
    paper.classList.add("pw-print-this");
    addEventListener("afterprint", () => paper.classList.remove("pw-print-this"), { once: true });
    taken("Keep the paper where only you find it.");
    globalThis.print();
  };
  const element = el(
    "div",
    {},
    paper,
    el("p", { class: "pw-lock-actions" }, button("Save it as a file", save, "pw-button pw-second"), button("Print it", print, "pw-button pw-second")),
    note,
    el("p", {}, el("label", { for: id }, "Or write it down, and type it here from your paper")),
    typed,
  );
  return {
    element,
    missing() {
      if (isTaken || signs(typed.value) === signs(code)) return "";
      if (typed.value.trim() === "") return "Save the code, print it, or type it from your paper first. Without it, a forgotten passphrase is the end of the journal.";
      return "What you typed is not the code above. Compare it with your paper, group by group.";
    },
  };
}
