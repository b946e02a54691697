// The file that takes a journal along.
import { canonical } from "../judge/canonical.ts";
import type { Entry } from "../wire.ts";
import { bySeq, whole } from "./whole.ts";

/** Canonical JSON, so that the same journal always makes the same file but for the date. */
export function write(entries: readonly Entry[], made: string): string {
  return canonical({ format: "powerwith-backup", v: 1, made, entries: [...entries].sort(bySeq).map(whole) });
}
