/** What a script of its own brings to a page: it may come before the host, after it, or not at all. */

type Waiting = () => void;

export class Late<T> {
  private waiting: Waiting[] = [];
  private over = false;

  /** `find` looks for it each time a script has come; `undefined` while it is not there. */
  constructor(private readonly find: () => T | undefined) {
    if (this.find() !== undefined) return;
    if (document.readyState === "complete") this.end();
    else {
      document.addEventListener("load", this.look, true); // scripts do not bubble, but they can be caught
      addEventListener("load", () => this.end(), { once: true });
    }
  }

  /** What came; `undefined` while it may still come, `null` if it did not. */
  get now(): T | null | undefined {
    const found = this.find();
    return found === undefined && this.over ? null : found;
  }

  /** Calls back once it is known whether it came; not at all if that is known already. */
  whenKnown(call: Waiting): void {
    if (this.now === undefined) this.waiting.push(call);
  }

  /** Calls back with it, now or once it is there, if it comes. */
  whenReady(call: (found: T) => void): void {
    this.settle((found) => found !== null && call(found));
  }

  /** Calls back with it, or with `null` if it did not come. */
  settle(call: (found: T | null) => void): void {
    const { now } = this;
    if (now === undefined) this.waiting.push(() => call(this.now ?? null));
    else call(now);
  }

  private readonly look = (): void => {
    if (this.find() !== undefined) this.end();
  };

  private end(): void {
    document.removeEventListener("load", this.look, true);
    this.over = true;
    for (const call of this.waiting.splice(0)) call();
  }
}
