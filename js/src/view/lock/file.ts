/** Asks for what opens a locked file, where it was chosen. */
import { el, unique } from "../el.ts";
import { empty, form, secretBox } from "./parts.ts";

/** The text of the file; null if the learner lets it be. */
export function fileForm(name: string, place: HTMLElement, unlock: (secret: string) => Promise<string>): Promise<string | null> {
  const id = unique();
  return new Promise((resolve) => {
    const secret = secretBox("Its passphrase or recovery code", "It is the one from the day the file was made.");
    const { element } = form("Open the file", [secret], async () => {
      const text = await unlock(secret.input.value);
      empty(secret);
      resolve(text);
      return null;
    });
    place.replaceChildren(
      el("div", { class: "pw-lock", role: "group", "aria-labelledby": id }, el("p", { class: "pw-tag", id }, `${name} is locked`), element),
    );
    secret.input.focus();
  });
}
