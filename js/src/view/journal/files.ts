/** Files out of the page: made here, in the browser, and sent nowhere. */
import type { Backup, Journal } from "../../journal/index.ts";
import { button, el } from "../el.ts";

/** The learner's own date, as it stands in file names. */
export function day(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const SHORT =
  "Your browser did not give back all that is kept here, so this file holds only what stands on this page. Keep it, and try again in a minute.";

/** Downloads what can be had; true if that is everything. */
export function downloadBackup({ text, isWhole }: Backup, isLocked: boolean): boolean {
  download(`powerwith-journal-${day()}${isLocked ? "-locked" : ""}.json`, text, "application/json");
  return isWhole;
}

export function backupButton(journal: Journal, words: string, className?: string): HTMLButtonElement {
  const said = el("span", { class: "pw-quiet", role: "status" });
  const take = async () => {
    const isWhole = downloadBackup(await journal.backup(), journal.lockState() === "open");
    said.textContent = isWhole ? "" : ` ${SHORT}`;
    if (isWhole) journal.backedUp();
    else if (!said.isConnected) pressed.after(said);
  };
  const pressed = button(words, () => void take(), className);
  return pressed;
}
