/** A route through a conversation as a page tells it: turn by turn, gauge by gauge, and beside another one. */
import type { Code, Conversation, ConversationResponse, Ending, Outcome, Reply, Said, Spoken, Turn } from "../wire.ts";
import { endingAt, type Position, replyOf, spoken, turnAt, walk } from "./conversation.ts";

/** One turn as it went: what the person said, what was answered, and where things stood before and after. */
export interface Moment {
  turn: Turn;
  heard: Spoken;
  reply: Reply;
  said: Said;
  before: Position;
  after: Position;
}

export interface Route {
  moments: Moment[];
  /** Where it stands now. */
  position: Position;
  /** Set once it has ended. */
  ending: Ending | undefined;
}

/** A route as it went, or nothing if the conversation cannot have gone like that. */
export function retrace(conversation: Conversation, turns: readonly Said[]): Route | null {
  try {
    const positions = walk(
      conversation,
      turns.map(({ reply }) => reply),
    );
    const moments = turns.map((said, at) => moment(conversation, said, positions.slice(at)));
    const position = positions[turns.length] as Position;
    return { moments, position, ending: endingAt(conversation, position.at) };
  } catch {
    return null;
  }
}

function moment(conversation: Conversation, said: Said, [before, after]: readonly Position[]): Moment {
  const turn = before && turnAt(conversation, before.at);
  if (!before || !after || turn?.id !== said.turn) throw new Error(`This route does not stand at “${said.turn}”.`);
  return {
    turn,
    heard: spoken(conversation, before),
    reply: replyOf(conversation, before, said.reply),
    said,
    before,
    after,
  };
}

/** The route as it is kept, with own words that are not said yet. */
export function response(turns: readonly Said[], text = ""): ConversationResponse {
  return { kind: "conversation", turns: [...turns], text };
}

/** What is kept of a conversation that has ended. */
export function answer({ moments, position, ending }: Route): Outcome {
  const codes = [...new Set(moments.flatMap(shown))];
  return { effect: null, codes, findings: [], score: null, state: position.state, ending: ending?.id ?? null };
}

/** The moves of one turn: those heard in own words if they decided, else those of the reply that was picked. */
function shown({ turn, reply, said }: Moment): Code[] {
  if (said.by !== "heard") return reply.codes ?? [];
  const listened = turn.write?.heard.filter((each) => each.reply === reply.id).flatMap(({ codes }) => codes) ?? [];
  const found = new Set<string>(said.findings?.map(({ code }) => code));
  return listened.filter((code) => found.has(code));
}

/** What became of one gauge: where it stood, and the turns (from 1) in which it rose and fell. */
export interface Trace {
  values: number[];
  rose: number[];
  fell: number[];
}

export function trace({ moments, position }: Route, gauge: string): Trace {
  const at = ({ state }: Position) => state[gauge] ?? 0;
  const values = [at(moments[0]?.before ?? position), ...moments.map(({ after }) => at(after))];
  const turns = (test: (change: number) => boolean) =>
    values.flatMap((value, turn) => (turn > 0 && test(value - (values[turn - 1] ?? 0)) ? [turn] : []));
  return { values, rose: turns((change) => change > 0), fell: turns((change) => change < 0) };
}

/** How many turns two routes have in common from the start. */
export function common(a: readonly Said[], b: readonly Said[]): number {
  const parts = a.findIndex((said, at) => said.reply !== b[at]?.reply || (said.text ?? "") !== (b[at]?.text ?? ""));
  return parts < 0 ? a.length : parts;
}
