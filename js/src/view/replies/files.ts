/** Choosing a file on this device. What is in it stays in this page. */
import { MOST_BYTES } from "../../journal/reply-files.ts";
import { el } from "../el.ts";

/** Marks that turn the direction of text could make a name read as another one. */
function nameOf(file: File): string {
  return Array.from(file.name.replace(/[\p{C}\u2028\u2029]/gu, "")).slice(0, 80).join("") || "This file";
}

/** A labelled file chooser; `take` gets the text, and `refuse` a sentence where there is none to be had. */
export function chooser(uid: string, label: string, take: (text: string, name: string) => void, refuse: (words: string) => void): HTMLElement {
  const id = `${uid}-file`;
  const input = el("input", { type: "file", id, accept: ".json,application/json", class: "pw-journal-file" });
  const read = async (file: File): Promise<void> => {
    const name = nameOf(file);
    if (file.size > MOST_BYTES) return refuse(`${name}: it is larger than 2 MB. Choose the file you were given.`);
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      return refuse(`${name}: it is not text in UTF-8. Choose the file you were given.`);
    }
    take(text, name);
  };
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void read(file).then(() => (input.value = ""));
  });
  return el("span", { class: "pw-chooser" }, input, el("label", { for: id, class: "pw-button pw-second" }, label));
}
