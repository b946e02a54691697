/** The host on the page My journal: shows what this browser keeps, and lets the learner take it along or clear it. */
import { openArchive, type Archive, type Status } from "../journal/index.ts";
import { SHUT } from "../journal/words.ts";
import { button, el } from "../view/el.ts";
import { canLock, lock, lossWords, question } from "../view/journal/ask.ts";
import { differently, type RuleWords } from "../view/journal/differently.ts";
import { chapters, date, listing, ownTexts, plainText } from "../view/journal/entries.ts";
import { mountExit } from "../view/journal/exit.ts";
import { backupButton, day, download } from "../view/journal/files.ts";
import { hideControl, printControl } from "../view/journal/hide.ts";
import { clearControl, restoreControl } from "../view/journal/tools.ts";
import { review } from "../view/review.ts";
import type { Entry, ShelfMark } from "../wire.ts";
import { reviewRules } from "./privacy.ts";
import { soon } from "./soon.ts";

const REMIND_AFTER = 5 * 86_400_000;

const FOR_WHOM =
  "A backup is for you alone and holds every word as you wrote it. Plain text may be read by others, so a check for names comes first.";

declare global {
  var powerwithShelf: ShelfMark[] | undefined;
  var powerwithRuleWords: RuleWords | undefined;
}

function shelf(): ShelfMark[] {
  return globalThis.powerwithShelf ?? [];
}

function notice(words: string, ...more: HTMLElement[]): HTMLElement {
  return el("div", { class: "pw-journal-notice" }, el("p", {}, words), ...more);
}

class JournalPage {
  private readonly notices = el("div", { class: "pw-journal-notices" });
  private readonly where = el("div", { class: "pw-journal-where" });
  private readonly amount = el("p", { class: "pw-journal-amount" });
  private readonly said = el("div", { class: "pw-journal-said", role: "status" });
  /** The review stands here; it shows own words, so it is hidden with them. */
  private readonly out = el("div", { class: "pw-journal-answer" });
  private readonly writer = button("Download as plain text", () => void this.writeOut(), "pw-button pw-second");
  private readonly list = el("div", { class: "pw-journal-list" });
  private readonly bring: HTMLElement;
  private shown = "";
  private listed = "";

  constructor(
    root: HTMLElement,
    private readonly journal: Archive,
  ) {
    this.bring = restoreControl(journal, this.said);
    root.classList.add("pw-journal");
    root.replaceChildren(
      this.notices,
      this.where,
      this.amount,
      el(
        "div",
        { class: "pw-journal-tools" },
        backupButton(journal, "Download a backup"),
        this.writer,
        this.bring,
        hideControl(),
      ),
      el("p", { class: "pw-quiet" }, FOR_WHOM),
      this.said,
      this.out,
      this.list,
      printControl(),
      clearControl(journal),
    );
    journal.listen(soon(() => void this.draw()));
    mountExit(root, journal);
    void this.draw();
  }

  private async draw(): Promise<void> {
    const [status, entries] = await Promise.all([this.journal.status(), this.journal.all()]);
    const now = JSON.stringify([status, entries.map(({ id, rev }) => [id, rev])]);
    if (now === this.shown) return;
    this.shown = now;
    this.notices.replaceChildren(...this.alarms(status));
    this.drawWhere(status);
    this.amount.textContent = amount(entries.length, new Blob([JSON.stringify(entries)]).size, status);
    this.bring.hidden = status.mode !== "own" || (status.shut ?? "broken") !== "broken" || status.lock === "locked";
    const all = chapters(entries, shelf());
    if (all.length === 0) {
      this.listed = "";
      return this.list.replaceChildren(el("p", {}, nothing(status)));
    }
    // Left alone where only the rest has changed: somebody may be reading in it, or about to delete.
    const listed = JSON.stringify(entries.map(({ id, rev }) => [id, rev]));
    if (listed !== this.listed) this.drawList(all, entries);
    this.listed = listed;
  }

  private alarms(status: Status): HTMLElement[] {
    const made: HTMLElement[] = [];
    if (status.shut) made.push(notice(SHUT[status.shut]));
    if (status.lost) {
      made.push(
        notice(
          `${lossWords(status.lost)} Restore a backup if you have one. What was not in a backup cannot be brought back.`,
          button("Go on without it", () => this.journal.accept(), "pw-button pw-second"),
        ),
      );
    }
    if (status.aside > 0) {
      const what = status.aside === 1 ? "1 record here cannot be read. It is" : `${status.aside} records here cannot be read. They are`;
      made.push(notice(`${what} kept as they lie, and nothing else is affected.`.replace("It is kept as they lie", "It is kept as it lies"),
        button("Download what cannot be read", () => void this.takeUnread(), "pw-button pw-second")));
    }
    if (status.since && Date.now() - Date.parse(status.since) > REMIND_AFTER) {
      made.push(notice("You have written here for more than five days without a new backup. Some browsers clear a site that was not used for a week. Download a backup now."));
    }
    return made;
  }

  private drawWhere({ mode, shut, lock: is }: Status): void {
    if (shut || (mode === "own" && is === "locked")) return this.where.replaceChildren();
    if (mode === "own" && is === "open") return void this.drawLock();
    if (mode === "unasked") return this.where.replaceChildren(question(this.journal, (words) => this.say(words)));
    const stands =
      mode === "own"
        ? "Your answers stay in this browser, on this device."
        : "You said that this is a shared or work computer, so nothing is kept after you leave a page.";
    const change = mode === "own" ? "This is a shared or work computer after all" : "This device is mine after all";
    const press = () =>
      void this.journal.choose(mode === "own" ? "shared" : "own").then(() =>
        this.say(mode === "own" ? "Nothing new will be kept here. What was kept before stays until you choose Clear everything." : "Your answers stay on this device from now on."),
      );
    const where = el("p", {}, stands, " ", button(change, press, "pw-link"));
    const safer = el("p", {}, button("Lock it with a passphrase", () => void lock(this.journal, group, (words) => this.say(words)), "pw-link"));
    const group = el("div", {}, where, mode === "own" && canLock() && safer);
    this.where.replaceChildren(group);
  }

  // Once drawn it stays: somebody may be typing in it.
  private async drawLock(): Promise<void> {
    const locker = await this.journal.locker();
    if (this.where.querySelector(".pw-lock-manage")) return;
    this.where.replaceChildren(...(locker ? [locker.kit.manage(locker.inside)] : []));
  }

  private drawList(all: ReturnType<typeof chapters>, entries: Entry[]): void {
    const root = document.documentElement.dataset["content_root"] ?? "";
    const listed = listing(all, { root, remove: (entry) => this.remove(entry) });
    this.list.replaceChildren(...listed, differently(entries, globalThis.powerwithRuleWords ?? {}));
  }

  private async remove(entry: Entry): Promise<void> {
    const items = [...this.list.querySelectorAll("[data-entry]")];
    const next = items[items.findIndex((item) => item.getAttribute("data-entry") === entry.id) + 1]?.getAttribute("data-entry");
    await this.journal.remove(entry.id);
    await this.draw();
    this.say("Deleted. If you wish, a backup still brings it back.");
    const place = next ? this.list.querySelector<HTMLElement>(`[data-entry="${next}"] button`) : this.list.querySelector<HTMLElement>("h2");
    (place ?? this.focusable()).focus();
  }

  private focusable(): HTMLElement {
    this.said.tabIndex = -1;
    return this.said;
  }

  private say(words: string): void {
    this.said.textContent = words;
  }

  /** Others may read the text, so what might identify somebody is looked through first. */
  private async writeOut(): Promise<void> {
    const all = chapters(await this.journal.all(), shelf());
    const close = (words: string) => {
      this.out.replaceChildren();
      this.say(words);
      this.writer.focus();
    };
    const done = (changed: ReadonlyMap<string, string>) => {
      const name = `powerwith-journal-${day()}.txt`;
      download(name, plainText(all, date(new Date().toISOString()), changed), "text/plain;charset=utf-8");
      close(`Downloaded as ${name}.`);
    };
    this.say("");
    const cancel = () => close("Nothing was downloaded.");
    this.out.replaceChildren(review({ texts: ownTexts(all), rules: reviewRules(), heading: 2, done, cancel }));
  }

  private async takeUnread(): Promise<void> {
    download(`powerwith-unread-${day()}.json`, JSON.stringify(await this.journal.aside(), null, 2), "application/json");
  }
}

/** Why nothing is listed. */
function nothing({ mode, shut, lost, aside, lock: is }: Status): string {
  if (mode !== "own") return "Nothing is shown here, because nothing is kept on this device.";
  if (is === "locked") return "Open your journal above to see what is in it.";
  if (shut || lost || aside > 0) return "Nothing can be shown here now.";
  return "Nothing kept here yet. What you write in an exercise will stand here.";
}

function amount(entries: number, bytes: number, { mode, lastBackup, persisted }: Status): string {
  if (entries === 0) return "";
  const size = bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
  const many = entries === 1 ? "1 entry" : `${entries} entries`;
  const backup = lastBackup ? `Last backup: ${date(lastBackup)}.` : "No backup downloaded yet.";
  const stay =
    persisted === true
      ? " Your browser has agreed to keep them when space runs short."
      : persisted === false
        ? " Your browser has not promised to keep them when space runs short, so a backup matters."
        : "";
  return `${many}, about ${size}. ${mode === "own" ? `${backup}${stay}` : ""}`.trim();
}

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-powerwith="journal"]');
  if (root) new JournalPage(root, openArchive());
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
