/** The coach's rules on a page: a second script, which may come before this one, after it, or not at all. */
import type { CoachRules } from "../judge/coach.ts";

type Waiting = () => void;

export class Rules {
  private waiting: Waiting[] = [];
  private over = false;

  constructor() {
    if (this.found() !== undefined) return;
    if (document.readyState === "complete") this.end();
    else {
      document.addEventListener("load", this.look, true); // scripts do not bubble, but they can be caught
      addEventListener("load", () => this.end(), { once: true });
    }
  }

  /** The rules; `undefined` while they may still come, `null` if they did not. */
  get now(): unknown {
    const found = this.found();
    return found === undefined && this.over ? null : found;
  }

  /** Calls back once it is known whether there are rules; not at all if it is known already. */
  whenKnown(call: Waiting): void {
    if (this.now === undefined) this.waiting.push(call);
  }

  /** Calls back with the rules once they are there, if they come. */
  whenReady(call: (rules: CoachRules) => void): void {
    const tell = () => void (this.now && call(this.now as CoachRules));
    if (this.now === undefined) this.waiting.push(tell);
    else tell();
  }

  private readonly look = (): void => {
    if (this.found() !== undefined) this.end();
  };

  private found(): unknown {
    return (globalThis as { powerwithRules?: unknown }).powerwithRules;
  }

  private end(): void {
    document.removeEventListener("load", this.look, true);
    this.over = true;
    for (const call of this.waiting.splice(0)) call();
  }
}
