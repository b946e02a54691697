/** One turn on the page: what the person said and could be seen doing, what was answered, and how that landed. */
import type { Moment } from "../../judge/route.ts";
import { words } from "../../judge/rewrite.ts";
import type { Code, Conversation, Finding, Heard, Spoken } from "../../wire.ts";
import type { Desk } from "../desk.ts";
import { button, type Child, el, landing, paragraphs, quote, speech } from "../el.ts";
import { door } from "../icons.ts";
import { CODES, listed, shortened } from "../words.ts";
import { HARM } from "../../judge/coach.ts";

/** The number of a turn, which can be led to. */
export function title(desk: Desk, number: number): HTMLElement {
  const id = `${desk.uid}-turn-${number}`;
  return el(desk.heading(), { class: "pw-turn-title", id, tabindex: "-1" }, `Turn ${number}`);
}

export function says(person: string, { line, seen }: Spoken): HTMLElement[] {
  const sight = seen ? [el("p", { class: "pw-seen", dir: "auto" }, seen)] : [];
  return [...sight, speech(line, person)];
}

/** A turn that is over: the exchange, and one line from the other side. */
export function told(
  desk: Desk,
  exercise: Conversation,
  moment: Moment,
  number: number,
  ...more: Child[]
): HTMLElement {
  const { said, reply, heard } = moment;
  return el(
    "li",
    { class: "pw-turn" },
    title(desk, number),
    ...says(exercise.person, heard),
    speech(said.text || reply.text, "You", "pw-speech pw-yours"),
    counted(exercise, moment),
    landing(reply.landed),
    ...more,
  );
}

/** How own words came to count as a reply; nothing where a reply was chosen. */
function counted({ person }: Conversation, { said, reply, turn }: Moment): HTMLElement | null {
  if (!said.text) return null;
  const heard =
    said.by === "heard" && turn.write?.heard.find((each) => each.reply === reply.id && found(said, each).length > 0);
  const why = heard
    ? `${because(said.text, found(said, heard))}, so ${person} answered as to: `
    : "You picked as nearest: ";
  return el("p", { class: "pw-quiet pw-counted", dir: "auto" }, `${why}${quote(reply.text)}`);
}

function found({ findings }: { findings?: readonly Finding[] }, { codes }: Heard): Finding[] {
  const wanted = new Set<string>(codes);
  return (findings ?? []).filter(({ code }) => wanted.has(code));
}

/** "I heard an open question in “what happened”", or "“why didn't you” could be heard as blame". */
export function because(text: string, findings: readonly Finding[]): string {
  const code = findings[0]?.code as Code;
  const same = findings.filter((each) => each.code === code);
  const marked = listed([...new Set(same.map((each) => quote(shortened(words(text, each), 80))))]);
  return HARM.has(code) ? `${marked} could be heard as ${CODES[code]}` : `I heard ${CODES[code]} in ${marked}`;
}

/** What the reply did, for the end: its effect, the reason, and which gauges it moved. */
export function explained(exercise: Conversation, { reply, said, before, after }: Moment): HTMLElement {
  const moved = exercise.gauges.flatMap(({ id, label }) => {
    const [was, is] = [before.state[id], after.state[id]];
    return was === is ? [] : [`${label}: from ${was} to ${is}`];
  });
  return el(
    "div",
    { class: "pw-reply", "data-tone": reply.effect },
    door(reply.effect),
    said.text ? el("p", { dir: "auto" }, `About the reply ${quote(reply.text)}`) : null,
    ...paragraphs(reply.feedback),
    moved.length > 0 && el("p", { class: "pw-codes" }, `${moved.join(" · ")}`),
  );
}

export function again(number: number, press: () => void): HTMLElement {
  return el("p", {}, button(`Try again from turn ${number}`, press, "pw-link"));
}
