// Opens the journal of this browser. Works before the database has answered, and when it never does.
import { Keeper, type Journal } from "./keeper.ts";
import { surroundings, type Surroundings } from "./surroundings.ts";

export type { Journal, Mode, Restored, Status } from "./keeper.ts";
export type { KeepState, Sink, SinkEvent } from "./sink.ts";

export function openJournal(options: Partial<Surroundings> = {}): Journal {
  return new Keeper({ ...surroundings(), ...options });
}
