// The life of a page, as far as the journal must know: it is hidden, it comes back, somebody wants to leave.

type Page = Pick<Window, "addEventListener" | "removeEventListener">;

function stay(event: Event): void {
  event.preventDefault();
  (event as BeforeUnloadEvent).returnValue = true;
}

export class Life {
  private readonly heard: [string, (event: Event) => void][];

  constructor(
    private readonly page: Page | null,
    hide: () => void,
    wake: () => void,
  ) {
    const show = (event: Event) => {
      if ((event as PageTransitionEvent).persisted) wake();
    };
    this.heard = [
      ["pagehide", hide],
      ["visibilitychange", hide],
      ["pageshow", show],
    ];
    for (const [type, on] of this.heard) page?.addEventListener(type, on);
  }

  /** Listening only while there is something to lose, since a listener keeps some browsers from going back quickly. */
  warn(isNeeded: boolean): void {
    if (isNeeded) this.page?.addEventListener("beforeunload", stay);
    else this.page?.removeEventListener("beforeunload", stay);
  }

  end(): void {
    this.warn(false);
    for (const [type, on] of this.heard) this.page?.removeEventListener(type, on);
  }
}
