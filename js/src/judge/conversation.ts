/** A conversation, one reply at a time: where it leads and what is said there. A twin of `conversation.py`. */
import type { Conversation, Ending, Heard, Reply, Spoken, Turn, Way, When } from "../wire.ts";

/** Every gauge runs from 0 to this; the model says the same. */
export const TOP = 4;

/** Where a conversation stands: the turn or ending, its gauges, and what replies have left behind, sorted. */
export interface Position {
  at: string;
  state: Record<string, number>;
  said: string[];
}

/** The first turn, every gauge at its start. */
export function begin(conversation: Conversation): Position {
  const state = Object.fromEntries(conversation.gauges.map((gauge) => [gauge.id, gauge.start]));
  return { at: conversation.turns[0]?.id ?? "", state, said: [] };
}

/** What a reply leads to: gauges move and are held between 0 and 4, memories are kept, then the ways are tried. */
export function step(conversation: Conversation, position: Position, replyId: string): Position {
  const reply = replyOf(conversation, position, replyId);
  const moved = Object.entries(position.state).map(([name, value]) => {
    const to = value + (reply.moves?.[name] ?? 0);
    return [name, Math.min(TOP, Math.max(0, to))] as const;
  });
  const said = [...new Set([...position.said, ...(reply.remembers ?? [])])].sort();
  const after = { at: position.at, state: Object.fromEntries(moved), said };
  const way = ways(reply).find(({ when }) => holds(when, after));
  if (!way) throw new Error(`“${replyId}” in “${conversation.id}” leads nowhere.`);
  return { ...after, at: way.to };
}

/** Whether everything that a condition names is so. Without a condition it always is. */
export function holds(when: When | null | undefined, { state, said }: Position): boolean {
  if (!when) return true;
  return (
    Object.entries(when.at_least ?? {}).every(([name, least]) => (state[name] ?? 0) >= least) &&
    Object.entries(when.at_most ?? {}).every(([name, most]) => (state[name] ?? 0) <= most) &&
    (when.said ?? []).every((name) => said.includes(name)) &&
    !(when.not_said ?? []).some((name) => said.includes(name))
  );
}

/** What the person says now: the first line that fits. */
export function spoken(conversation: Conversation, position: Position): Spoken {
  const line = place(conversation, position.at).says.find(({ when }) => holds(when, position));
  if (!line) throw new Error(`Nobody speaks at “${position.at}” in “${conversation.id}”.`);
  return line;
}

/** The first thing this turn listens for that is among the codes found in the learner's own words. */
export function hears(turn: Turn, codes: readonly string[]): Heard | null {
  const found = new Set(codes);
  return turn.write?.heard.find((heard) => heard.codes.some((code) => found.has(code))) ?? null;
}

/** Every position along a route: one more than there are replies. */
export function walk(conversation: Conversation, replyIds: readonly string[]): Position[] {
  const positions = [begin(conversation)];
  for (const id of replyIds) positions.push(step(conversation, positions[positions.length - 1] as Position, id));
  return positions;
}

/** The turn or the ending with that id. */
export function place(conversation: Conversation, at: string): Turn | Ending {
  const found = turnAt(conversation, at) ?? endingAt(conversation, at);
  if (!found) throw new Error(`There is no turn or ending “${at}” in “${conversation.id}”.`);
  return found;
}

function ways({ to }: Reply): readonly Way[] {
  return typeof to === "string" ? [{ to }] : to;
}

export function replyOf(conversation: Conversation, position: Position, id: string): Reply {
  const reply = turnAt(conversation, position.at)?.replies.find((each) => each.id === id);
  if (!reply) throw new Error(`“${position.at}” in “${conversation.id}” has no reply “${id}”.`);
  return reply;
}

export function turnAt(conversation: Conversation, at: string): Turn | undefined {
  return conversation.turns.find((turn) => turn.id === at);
}

export function endingAt(conversation: Conversation, at: string | null | undefined): Ending | undefined {
  return conversation.endings.find((ending) => ending.id === at);
}
