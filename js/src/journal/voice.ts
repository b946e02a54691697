// Who listens to the journal, and what was last said about each exercise.
import type { KeepState, SinkEvent } from "./sink.ts";

type On = (event: SinkEvent) => void;

export class Voice {
  private readonly watchers = new Map<string, Set<On>>();
  private readonly states = new Map<string, { state: KeepState; words: string }>();
  private readonly listeners = new Set<() => void>();

  watch(exercise: string, on: On): () => void {
    const all = this.watchers.get(exercise) ?? new Set();
    this.watchers.set(exercise, all.add(on));
    return () => all.delete(on);
  }

  isWatching(exercise: string, on: On): boolean {
    return this.watchers.get(exercise)?.has(on) ?? false;
  }

  exercises(): string[] {
    return [...this.watchers.keys()];
  }

  /** Anything at all has changed. */
  listen(on: () => void): () => void {
    this.listeners.add(on);
    return () => this.listeners.delete(on);
  }

  last(exercise: string): { state: KeepState; words: string } | undefined {
    return this.states.get(exercise);
  }

  say(exercise: string, state: KeepState, words: string): void {
    this.states.set(exercise, { state, words });
    this.emit(exercise, { type: "state", state, words });
    this.tell();
  }

  emit(exercise: string, event: SinkEvent): void {
    for (const on of this.watchers.get(exercise) ?? []) on(event);
  }

  tell(): void {
    for (const on of this.listeners) on();
  }

  /** Nothing that was said before holds any longer. */
  forget(): void {
    this.states.clear();
    for (const exercise of this.exercises()) this.emit(exercise, { type: "entries", entries: [] });
  }
}
