/** A quiet clock in words. It stops nobody, and it can be turned off and on at any moment. */
import { button, el } from "../el.ts";

const STEP = 15;
const OVER = "Time is up. The box stays open: finish your sentence if you like.";

/** So much time in words, in steps of a quarter of a minute. */
export function left(seconds: number): string {
  if (seconds <= 0) return OVER;
  const shown = Math.ceil(seconds / STEP) * STEP;
  if (shown === 60) return "About a minute left.";
  return `About ${shown} seconds left.`;
}

export class Clock {
  readonly element: HTMLElement;
  private readonly words = el("span", {});
  private readonly turn = button("", () => this.toggle(), "pw-link");
  private readonly gone = new Map<string, number>();
  private at = "";
  private timer: ReturnType<typeof setInterval> | undefined;
  private isOn = false;

  constructor(
    private readonly seconds: number,
    /** Called once for each statement whose time is up. */
    private readonly over: (words: string) => void,
    private readonly changed: () => void,
  ) {
    this.element = el("p", { class: "pw-clock", hidden: true }, this.words, " ", this.turn);
  }

  get on(): boolean {
    return this.isOn;
  }

  set on(is: boolean) {
    this.isOn = is;
    this.run();
  }

  /** Shown for this statement from now on; each has time of its own. */
  start(id: string): void {
    this.at = id;
    this.element.hidden = !this.isOn && this.gone.size === 0;
    this.run();
  }

  stop(): void {
    clearInterval(this.timer);
    this.at = "";
  }

  /** All the time is there again. */
  reset(): void {
    this.stop();
    this.gone.clear();
  }

  private run(): void {
    clearInterval(this.timer);
    this.turn.textContent = this.isOn ? "Turn the clock off" : "Turn the clock on";
    this.draw();
    if (!this.isOn || this.at === "") return;
    this.element.hidden = false;
    this.timer = setInterval(() => this.tick(), 1000);
  }

  private tick(): void {
    if (!this.element.isConnected) return this.stop();
    const gone = (this.gone.get(this.at) ?? 0) + 1;
    this.gone.set(this.at, gone);
    this.draw();
    if (gone === this.seconds) this.over(OVER);
    if (gone >= this.seconds) clearInterval(this.timer);
  }

  private draw(): void {
    this.words.textContent = this.isOn ? left(this.seconds - (this.gone.get(this.at) ?? 0)) : "No clock.";
  }

  private toggle(): void {
    this.on = !this.isOn;
    this.changed();
  }
}
