/** Files out of the page: made here, in the browser, and sent nowhere. */
import type { Journal } from "../../journal/index.ts";
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

export async function downloadBackup(journal: Journal): Promise<void> {
  const locked = journal.lockState() === "open" ? "-locked" : "";
  download(`powerwith-journal-${day()}${locked}.json`, await journal.backup(), "application/json");
  journal.backedUp();
}

export function backupButton(journal: Journal, words: string, className?: string): HTMLButtonElement {
  return button(words, () => void downloadBackup(journal), className);
}
