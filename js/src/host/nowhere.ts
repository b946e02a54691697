/** The default sink: keeps nothing and says nothing. */
import type { Sink } from "../journal/sink.ts";

export const nowhere: Sink = {
  entries: async () => [],
  keep: () => undefined,
  watch: () => () => undefined,
};
