/** The lock's own script: comes to a page only where a journal is locked, or where somebody wants to lock theirs. */
import { type Keys, newLock, open, unseal } from "../judge/envelope.ts";
import type { Backup } from "../journal/index.ts";
import type { Inside, LockKit } from "../journal/lock.ts";
import { sealFor } from "../journal/sealed.ts";
import { change, goOn, lockOf, lockUp, takeOff } from "../journal/turning.ts";
import { openPanel, type Bar } from "../view/lock/bar.ts";
import { fileForm } from "../view/lock/file.ts";
import { locking } from "../view/lock/locking.ts";
import { manageForms } from "../view/lock/manage.ts";
import type { Lock } from "../wire.ts";
import { Handing, type Given } from "./handing.ts";

/** After so long without a key or a touch the journal locks itself. */
const IDLE = 10 * 60_000;
const LOOK = 5_000;
const TELL = 20_000;
const ACTS = ["pointerdown", "keydown", "wheel", "touchstart", "input"] as const;

class Guard implements LockKit {
  private readonly joined = new Set<Inside>();
  private given: Given | null = null;
  private told = 0;
  private isAsking = false;
  private bar: Bar | null = null;
  private readonly handing = new Handing(() => this.given, {
    active: (at) => this.given && (this.given.active = Math.max(this.given.active, at)),
    shut: () => void this.shut(),
  });

  constructor() {
    for (const act of ACTS) addEventListener(act, () => this.act(), { capture: true, passive: true });
    addEventListener("pagehide", () => this.handing.hold());
    addEventListener("pageshow", (event) => event.persisted && void this.comeBack());
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK);
  }

  // --- opening ---

  async join(inside: Inside): Promise<void> {
    this.joined.add(inside);
    try {
      const lock = await lockOf(inside);
      if (lock === null) return await inside.turn(null, null);
      const taken = this.given ?? (await this.handing.take());
      const given = this.given ?? taken; // it may have been opened by hand while we asked
      if (given && isFresh(given) && (await goOn(inside, lock, given.keys))) return this.isOpen(given);
    } catch (problem) {
      console.error("The lock of the journal could not be read.", problem); // told again when it is to be opened
    }
    this.ask();
  }

  private isOpen(given: Given): void {
    this.isAsking = false;
    this.given = given;
    void this.handing.ready();
    this.bar ??= openPanel();
    this.bar.open(() => void this.shut(true));
  }

  // Drawn once: somebody may be typing in it.
  private ask(): void {
    if (this.isAsking) return;
    this.isAsking = true;
    this.bar ??= openPanel();
    this.bar.locked(async (secret) => {
      for (const inside of this.joined) {
        const lock = await lockOf(inside);
        if (lock === null) {
          await inside.turn(null, null);
          continue;
        }
        const keys = this.given?.keys ?? (await open(lock, secret));
        if (await goOn(inside, lock, keys)) this.isOpen({ keys, active: Date.now() });
        else throw new Error("Your journal: what lies here was sealed under another lock. Restore a locked backup.");
      }
    });
  }

  // --- shutting ---

  private act(): void {
    if (!this.given) return;
    this.given.active = Date.now();
    if (this.given.active - this.told < TELL) return;
    this.told = this.given.active;
    this.handing.say({ type: "active", at: this.told });
  }

  private look(): void {
    if (this.given && !isFresh(this.given)) void this.shut();
  }

  /** Everything is saved first; then the page starts afresh, so that nothing of it stays in sight or in memory. */
  private async shut(isAsked = false): Promise<void> {
    if (!this.given) return;
    const settled = await Promise.all([...this.joined].map((inside) => inside.settle()));
    if (settled.includes(false)) return this.bar?.say("Something is not saved yet, so the journal stays open. Download it first, or try again.");
    this.given = null;
    this.handing.forget();
    if (isAsked) this.handing.say({ type: "shut" });
    for (const inside of [...this.joined].slice(0, 1)) inside.where.startAfresh();
  }

  // Back from the browser's memory, where it heard nothing: open only if it would be after a reload, too.
  private async comeBack(): Promise<void> {
    if (!this.given) return;
    const given = await this.handing.fromWorker();
    if (given && isFresh(given)) return;
    this.given = null;
    location.reload();
  }

  leave(inside: Inside): void {
    this.joined.delete(inside);
    this.given = null;
    this.handing.forget();
    this.isAsking = false;
    this.bar?.remove();
    this.bar = null;
  }

  // --- locking, and what can be done with a lock ---

  begin(place: HTMLElement, inside: Inside, done: (words: string) => void): void {
    this.joined.add(inside);
    locking(place, {
      make: (passphrase, recovery) => newLock(passphrase, recovery),
      backup: (made) => this.backupOf(inside, made),
      lock: async ({ lock, keys }) => {
        const given = (this.given = { keys, active: Date.now() }); // another journal on this page may ask at once
        await lockUp(inside, lock, keys).catch((problem: unknown) => {
          this.given = null;
          throw problem;
        });
        this.isOpen(given);
      },
      done,
    });
  }

  private async backupOf(inside: Inside, { lock, keys }: { lock: Lock; keys: Keys }): Promise<Backup> {
    const { text, isWhole } = await inside.backup();
    return { text: await sealFor(inside.box, () => lock, keys).wrap(text), isWhole };
  }

  manage(inside: Inside): HTMLElement {
    return manageForms({
      passphrase: (secret, next) => change(inside, "passphrase", secret, next),
      recovery: (secret, next) => change(inside, "recovery", secret, next),
      unlock: async (secret) => {
        await takeOff(inside, secret);
        this.given = null;
        this.handing.forget();
        this.bar?.remove();
        this.bar = null;
      },
    });
  }

  openFile(text: string, name: string, place: HTMLElement): Promise<string | null> {
    return fileForm(name, place, (secret) => unseal(text, secret, name));
  }
}

function isFresh({ active }: Given): boolean {
  return Math.abs(Date.now() - active) < IDLE;
}

(globalThis as { powerwithLock?: LockKit }).powerwithLock ??= new Guard();
