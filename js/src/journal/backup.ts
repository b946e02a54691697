// The file that takes a journal along.
import { canonical } from "../judge/canonical.ts";
import type { Carried, Entry, Handed } from "../wire.ts";
import { bySeq, whole } from "./whole.ts";

/** Canonical JSON, so that the same journal always makes the same file but for the date. */
export function write(entries: readonly Entry[], made: string, carried: readonly Carried[] = [], handed: readonly Handed[] = []): string {
  const file = { format: "powerwith-backup", v: 1, made, entries: [...entries].sort(bySeq).map(whole) };
  return canonical({ ...file, ...(carried.length > 0 && { carried }), ...(handed.length > 0 && { handed }) });
}
