/** How an open journal stays open from page to page: its keys go from memory to memory, and never into storage. */
import { uuid } from "../judge/entry.ts";
import type { Keys } from "../judge/envelope.ts";
import { PREFIX } from "../journal/surroundings.ts";

/** What one page gives to the next. */
export interface Given {
  keys: Keys;
  /** When the learner last did something, so that going to another page does not count as doing something. */
  active: number;
}

type Said =
  | { type: "ask"; from: string }
  | { type: "give"; to: string; given: Given }
  | { type: "active"; at: number }
  | { type: "shut" };

/** How long other open pages have for an answer, and the worker, which may have to be started. */
const PATIENCE = { pages: 250, worker: 2000 };

const TICKET = `${PREFIX}ticket`;

export class Handing {
  private readonly channel: BroadcastChannel | null;
  private readonly me = uuid();
  private worker: Promise<ServiceWorker | null> | null = null;
  private asking: ((given: Given) => void) | null = null;

  constructor(
    private readonly mine: () => Given | null,
    on: { active(at: number): void; shut(): void },
  ) {
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("powerwith-lock");
    if (!this.channel) return;
    this.channel.onmessage = ({ data }: MessageEvent<Said>) => {
      const given = data.type === "ask" ? this.mine() : null;
      if (data.type === "ask" && given) this.say({ type: "give", to: data.from, given });
      if (data.type === "give" && data.to === this.me) this.asking?.(data.given);
      if (data.type === "active") on.active(data.at);
      if (data.type === "shut") on.shut();
    };
  }

  say(said: Said): void {
    this.channel?.postMessage(said);
  }

  /** From the page before this one in the same tab, or from another page of the course that is open now. */
  async take(): Promise<Given | null> {
    return (await this.fromWorker()) ?? (await this.fromPages());
  }

  /** Ready to hand over: the worker is there before it is needed, since a page that goes cannot wait. */
  async ready(): Promise<void> {
    if (!this.ticket()) this.keepTicket(uuid());
    this.worker = register();
    this.standing = await this.worker;
  }

  private standing: ServiceWorker | null = null;

  /** This page is going. */
  hold(): void {
    const given = this.mine();
    if (given) this.standing?.postMessage({ type: "hold", ticket: this.ticket(), given });
  }

  forget(): void {
    this.standing?.postMessage({ type: "forget" });
    this.keepTicket(null);
  }

  end(): void {
    this.channel?.close();
  }

  private fromPages(): Promise<Given | null> {
    return new Promise((resolve) => {
      const over = setTimeout(() => resolve(null), PATIENCE.pages);
      this.asking = (given) => (clearTimeout(over), resolve(given));
      this.say({ type: "ask", from: this.me });
    });
  }

  /** Also how a page that comes back from the browser's memory learns whether the journal is still open. */
  async fromWorker(): Promise<Given | null> {
    const ticket = this.ticket();
    if (!ticket) return null;
    const worker = this.standing ?? (await found());
    if (!worker) return null;
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      const over = setTimeout(() => resolve(null), PATIENCE.worker);
      port1.onmessage = ({ data }: MessageEvent<Given | null>) => (clearTimeout(over), resolve(data));
      worker.postMessage({ type: "take", ticket }, [port2]);
    });
  }

  private ticket(): string | null {
    try {
      return sessionStorage.getItem(TICKET);
    } catch {
      return null;
    }
  }

  private keepTicket(ticket: string | null): void {
    try {
      if (ticket) sessionStorage.setItem(TICKET, ticket);
      else sessionStorage.removeItem(TICKET);
    } catch {
      // Then every page asks anew.
    }
  }
}

function folder(): string {
  return new URL(`${document.documentElement.dataset["content_root"] ?? ""}_static/powerwith/`, location.href).href;
}

async function found(): Promise<ServiceWorker | null> {
  const known = await navigator.serviceWorker?.getRegistration(folder()).catch(() => undefined);
  return known?.scope === folder() ? (known.active ?? null) : null;
}

async function register(): Promise<ServiceWorker | null> {
  try {
    const there = await navigator.serviceWorker.register(`${folder()}lock-worker.js`, { scope: folder() });
    const worker = there.active ?? there.waiting ?? there.installing;
    if (!worker || worker.state === "activated") return worker;
    return await new Promise((resolve) => {
      worker.addEventListener("statechange", () => worker.state === "activated" && resolve(worker));
    });
  } catch {
    return null; // a browser without workers asks on every page
  }
}
