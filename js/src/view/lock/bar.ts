/** One bar on a page with a journal: the field that opens it, or that it is open and can be locked. */
import { button, el, unique } from "../el.ts";
import { empty, form, secretBox } from "./parts.ts";

export interface Bar {
  /** `unlock` throws what is the case if the journal stays shut. */
  locked(unlock: (secret: string) => Promise<void>): void;
  open(shut: () => void): void;
  say(words: string): void;
  remove(): void;
}

const PLACES = "main [data-exercise], main [data-powerwith]:not([data-powerwith=exit])";

export function openPanel(): Bar {
  const bar = el("div", { class: "pw-journal pw-lock", hidden: true });
  const place = document.querySelector(PLACES);
  if (place) place.before(bar);
  else document.querySelector("main")?.prepend(bar);
  let tell = (_words: string): void => undefined;
  return {
    locked(unlock) {
      const { element, say } = field(unlock);
      tell = say;
      bar.className = "pw-journal pw-lock";
      bar.hidden = false;
      bar.replaceChildren(element);
    },
    open(shut) {
      const hadFocus = bar.contains(document.activeElement);
      const said = el("p", { class: "pw-lock-said", role: "status" });
      const words = el("p", { tabindex: "-1" }, "Your journal is open. ", button("Lock now", shut, "pw-link"));
      tell = (text) => (said.textContent = text);
      bar.className = "pw-journal pw-lock pw-lock-open";
      bar.hidden = false;
      bar.replaceChildren(words, said);
      if (hadFocus) words.focus(); // the button that was pressed is gone
    },
    say: (words) => tell(words),
    remove: () => bar.remove(),
  };
}

function field(unlock: (secret: string) => Promise<void>) {
  const id = unique();
  const secret = secretBox("Passphrase or recovery code");
  const press = async () => {
    if (secret.input.value.trim() === "") throw new Error("Nothing is typed yet. Type your passphrase or your recovery code.");
    await unlock(secret.input.value);
    empty(secret);
    return null;
  };
  const { element, say } = form("Open", [secret], press);
  const group = el(
    "div",
    { role: "group", "aria-labelledby": id },
    el("p", { class: "pw-tag", id }, "Your journal is locked"),
    el("p", {}, "You can practise without opening it. What you write stays on this page, and is kept once you open it."),
    element,
    el(
      "details",
      {},
      el("summary", {}, "I have forgotten it"),
      el("p", {}, "Your recovery code opens it, too. Type it into the same box. Then choose a new passphrase in My journal."),
      el("p", {}, "If both are gone, nobody can open this journal, and that means us as well. You can begin again: choose Clear everything in My journal."),
    ),
  );
  return { element: group, say };
}
