/** What one can do with the whole journal: take it along, bring it back, clear it. */
import type { Archive, Restored } from "../../journal/index.ts";
import { MOST_BYTES } from "../../journal/restore.ts";
import { isEnvelope } from "../../judge/envelope.ts";
import { button, el, unique } from "../el.ts";
import { backupButton } from "./files.ts";

const WORD = "clear";

function count(n: number, one: string, many: string): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}

function restored(name: string, { added, same, newer, further }: Restored): string {
  if (added + newer === 0 && further) return `${name}: the progress in it is back. Every entry was here already.`;
  if (added + newer === 0) return `${name}: everything in it was here already. Nothing changed.`;
  const parts = [
    added > 0 ? `${count(added, "entry is", "entries are")} back` : "",
    newer > 0 ? `${count(newer, "entry was", "entries were")} newer there and took the place of yours` : "",
    same > 0 ? `${count(same, "was", "were")} here already` : "",
  ];
  return `${name}: ${parts.filter(Boolean).join(", ")}.`;
}

/** A locked backup is a third larger than what is in it. */
const MOST_LOCKED = MOST_BYTES * 1.6;

/** The text of a file, or why it cannot be read. Bytes that are no UTF-8 are refused and never guessed. */
async function textOf(file: File): Promise<{ text: string } | { problem: string }> {
  const name = nameOf(file);
  if (file.size > MOST_LOCKED) return { problem: `${name}: it is larger than 5 MB. A backup of a journal is much smaller: choose that one.` };
  try {
    const bytes = await file.arrayBuffer();
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: `${name}: it is not text in UTF-8. Choose the file you downloaded from My journal.` };
  }
}

// Marks that turn the direction of text could make a name read as another one.
function nameOf(file: File): string {
  return Array.from(file.name.replace(/[\p{C}\u2028\u2029]/gu, "")).slice(0, 80).join("") || "This file";
}

/** A button that opens the browser's own file chooser; `said` is where one reads what came of it. */
export function restoreControl(journal: Archive, said: HTMLElement): HTMLElement {
  const id = unique();
  const input = el("input", { type: "file", id, accept: ".json,application/json", class: "pw-journal-file" });
  const tell = (sentences: string[]) =>
    said.replaceChildren(
      ...(sentences.length === 1
        ? [el("p", {}, sentences[0])]
        : [el("p", {}, "Nothing was changed, because:"), el("ul", {}, ...sentences.map((each) => el("li", {}, each)))]),
    );
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void take(file).then(() => (input.value = ""));
  });
  const unlocked = async (text: string, name: string) => (await journal.locker())?.kit.openFile(text, name, said) ?? null;
  const take = async (file: File) => {
    tell(["Reading the file…"]);
    const read = await textOf(file);
    if ("problem" in read) return tell([read.problem]);
    try {
      const text = isEnvelope(read.text) ? await unlocked(read.text, nameOf(file)) : read.text;
      if (text === null) return tell([`${nameOf(file)}: it is locked, and what opens it did not load. Reload this page and try again.`]);
      const came = await journal.restore(text, nameOf(file));
      tell(came.refused.length > 0 ? came.refused : [restored(nameOf(file), came)]);
    } catch {
      tell([`${nameOf(file)}: this browser could not write it, so nothing was changed. Make room on this device and try again.`]);
    }
  };
  return el("div", { class: "pw-journal-restore" }, el("label", { for: id, class: "pw-button pw-second" }, "Restore a backup"), input);
}

const HONEST =
  "Gone from this journal. Traces can remain in the files of the browser for a while; only the browser itself can remove those. Open its settings, look for “Clear browsing data” or “Clear site data”, and choose this site or the time since you began.";

/** Asks for a word to be typed, offers a backup first, clears, and says honestly what that means. */
export function clearControl(journal: Archive): HTMLElement {
  const id = unique();
  const word = el("input", { id, type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const said = el("p", { role: "status", tabindex: "-1" });
  const clear = async () => {
    if (word.value.trim().toLowerCase() !== WORD) {
      said.textContent = `Type the word ${WORD} in the box first. Nothing was changed.`;
      return word.focus();
    }
    const isEmpty = await journal.clear();
    word.value = "";
    said.textContent = isEmpty
      ? HONEST
      : "Another tab still holds the journal open, so some of it may be left. Close the other tabs of this course and press Clear everything again.";
    said.focus();
  };
  return el(
    "details",
    { class: "pw-journal-clear" },
    el("summary", {}, "Clear everything"),
    el("p", {}, "This takes every entry out of this browser, in all tabs. It cannot be undone; only a backup brings entries back."),
    el("p", {}, backupButton(journal, "Download a backup first", "pw-button pw-second")),
    el("p", {}, el("label", { for: id }, `To go on, type the word ${WORD}`)),
    el("p", { class: "pw-journal-row" }, word, button("Clear everything", () => void clear(), "pw-button pw-second")),
    said,
  );
}
