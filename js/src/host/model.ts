/** What anywidget's model is in a notebook, on a page: the payload, the coach, and a sink that keeps entries. */
import type { Sink } from "../journal/sink.ts";
import type { FromHost, Listener, Model, ToHost } from "../view/model.ts";
import type { Payload } from "../wire.ts";
import type { Late } from "./late.ts";

export class PageModel implements Model {
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(
    private readonly payload: Payload,
    private readonly level: number,
    private readonly sink: Sink,
    private readonly coach: Late<unknown>,
  ) {
    coach.whenKnown(() => this.emit("change:coach"));
  }

  get(name: string): unknown {
    if (name === "payload") return this.payload;
    if (name === "level") return this.level;
    return name === "coach" ? this.coach.now : undefined;
  }

  send(message: ToHost): void {
    if (message.type === "keep") this.sink.keep(message.entry);
    if (message.type === "hello") this.greet();
  }

  on(event: string, listener: Listener): void {
    const heard = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, heard.add(listener));
  }

  off(event: string, listener: Listener): void {
    this.listeners.get(event)?.delete(listener);
  }

  /** The exercise is usable before the journal answers, and also if it never does. */
  private greet(): void {
    const { id } = this.payload.exercise;
    this.sink.watch(id, (event) => this.tell(event));
    this.sink.entries(id).then(
      (entries) => this.tell({ type: "entries", entries }),
      (problem) => console.error(`What was kept for “${id}” could not be read.`, problem),
    );
  }

  private tell(message: FromHost): void {
    this.emit("msg:custom", message);
  }

  private emit(event: string, ...values: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...(values as never[]));
  }
}
