/** The host on a book page: gives each `[data-exercise]` a model and the journal, and lets it come alive. */
import type { CoachRules } from "../judge/coach.ts";
import type { Coach } from "../judge/reader.ts";
import { openJournal, type Journal } from "../journal/index.ts";
import type { Sink } from "../journal/sink.ts";
import { mount } from "../view/index.ts";
import { mountFoot } from "../view/journal/ask.ts";
import type { Payload } from "../wire.ts";
import { APART, registered } from "./kinds.ts";
import { Late } from "./late.ts";
import { PageModel } from "./model.ts";
import { nowhere } from "./nowhere.ts";

const SORRY =
  "This exercise could not start here, so you see it as a page to read. What you kept before is still kept.";

/** Runs as soon as the page's text is there; waiting for the theme's scripts would cost seconds on a slow line. */
function whenRead(start: () => void): void {
  if (document.readyState === "loading") document.addEventListener("readystatechange", start, { once: true });
  else start();
}

function open(): Journal | null {
  try {
    return openJournal();
  } catch (problem) {
    console.error("The journal could not be opened; nothing will be kept.", problem);
    return null;
  }
}

function start(): void {
  const sections = document.querySelectorAll<HTMLElement>("[data-exercise]");
  if (sections.length === 0) return;
  const [journal, coach] = [open(), new Late(theCoach())];
  coach.whenReady(warm);
  const ids = new Set<string>();
  for (const section of sections) {
    apart(section, ids);
    const kind = section.dataset["kind"] ?? "";
    const begin = () => {
      enliven(section, journal ?? nowhere, coach);
      if (journal) mountFoot(section, journal);
    };
    if (APART.has(kind)) new Late(() => registered(kind)).settle(begin);
    else begin();
  }
}

/** The coach is there once both its script and its rules have come, in whichever order. */
function theCoach(): () => Coach | undefined {
  const brought = globalThis as { powerwithCoach?: (rules: CoachRules) => Coach; powerwithRules?: CoachRules };
  let made: Coach | undefined;
  return () => {
    const { powerwithCoach, powerwithRules } = brought;
    if (powerwithCoach && powerwithRules) made ??= powerwithCoach(powerwithRules);
    return made;
  };
}

/**
 * The coach's first reading prepares its rules, which a phone feels. So it reads a sentence once for itself, when
 * somebody begins to write: sooner it would stand in the way of the page, later in the way of the answer.
 */
function warm(coach: Coach): void {
  const begin = ({ target }: FocusEvent) => {
    if (!(target as Element).closest("[data-kind=rewrite] textarea, [data-kind=conversation] textarea")) return;
    document.removeEventListener("focusin", begin);
    const work = () => void coach.read("Why didn't you ring? What happened?");
    if ("requestIdleCallback" in globalThis) requestIdleCallback(work);
    else setTimeout(work, 200); // Safari
  };
  document.addEventListener("focusin", begin);
}

/** The same exercise twice on a page, as in the print of the whole book, needs ids of its own. */
function apart(section: HTMLElement, ids: Set<string>): void {
  const { id } = section;
  if (!ids.has(id)) return void ids.add(id);
  let count = 2;
  while (ids.has(`${id}-${count}`)) count++;
  section.id = `${id}-${count}`;
  ids.add(section.id);
  const title = section.querySelector<HTMLElement>(".pw-title");
  if (title) {
    title.id = `${section.id}-title`;
    section.setAttribute("aria-labelledby", title.id);
  }
}

/** Draws aside first: if that fails, the fallback has not been touched and only a sentence is added. */
function enliven(section: HTMLElement, journal: Sink, coach: Late<Coach>): void {
  const body = section.querySelector<HTMLElement>(".pw-body");
  if (!body) return;
  try {
    const stage = document.createElement("div");
    stage.className = "pw-stage";
    const { kind } = section.dataset;
    mount(new PageModel(payload(section), level(section), journal, coach), stage, { [kind ?? ""]: registered(kind ?? "") });
    body.replaceChildren(stage);
    section.dataset["ready"] = "";
  } catch (problem) {
    console.error(`Exercise “${section.dataset["exercise"]}” could not start.`, problem);
    const sorry = document.createElement("p");
    sorry.className = "pw-aside";
    sorry.textContent = SORRY;
    body.prepend(sorry);
  }
}

function payload(section: HTMLElement): Payload {
  const text = section.querySelector(".pw-payload")?.textContent ?? "";
  return JSON.parse(text) as Payload;
}

function level(section: HTMLElement): number {
  const tag = section.querySelector(".pw-title")?.tagName ?? "";
  return Number(/^H([2-6])$/.exec(tag)?.[1] ?? 3);
}

whenRead(start);
