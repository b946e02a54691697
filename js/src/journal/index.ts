// Opens the journal of this browser. Works before the database has answered, and when it never does.
import { Archivist, type Archive } from "./archive.ts";
import { Keeper, type Journal } from "./keeper.ts";
import { surroundings, type Surroundings } from "./surroundings.ts";

export type { Archive, Restored, Status } from "./archive.ts";
export type { Backup, Journal, Mode } from "./keeper.ts";
export type { KeepState, Sink, SinkEvent } from "./sink.ts";

/** For a page with exercises. */
export function openJournal(options: Partial<Surroundings> = {}): Journal {
  return new Keeper({ ...surroundings(), ...options });
}

/** For My journal. */
export function openArchive(options: Partial<Surroundings> = {}): Archive {
  return new Archivist({ ...surroundings(), ...options });
}
