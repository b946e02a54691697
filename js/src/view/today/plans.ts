/** A plan made two weeks ago is asked about once, without blame, and can be let go. */
import { begin, close, keepable, nextAttempt } from "../../judge/entry.ts";
import type { Archive } from "../../journal/index.ts";
import type { Entry, Payload, ReflectionResponse } from "../../wire.ts";
import { button, el, unique } from "../el.ts";
import { said } from "../../judge/said.ts";
import { ask, box, more } from "../parts.ts";
import type { Book } from "./book.ts";
import { dated } from "./words.ts";

const ANSWERS = ["It happened", "It happened in part, or in another way", "Not yet"] as const;
const NOT_YET = "Plans often meet the day. Make the step smaller, or let it go.";
const FEW = 4;

interface Plans {
  /** The oldest plan to ask about. */
  plan: Entry;
  /** How many more wait. */
  more: number;
  /** What was answered so far, oldest first. */
  answers: readonly Entry[];
  payload: Payload;
  journal: Archive;
  book: Book;
  /** Called once it is answered, with what to say. */
  done(words: string): void;
}

export function planAsked({ plan, more: waiting, answers, payload, journal, book, done }: Plans): HTMLElement {
  const uid = unique();
  const draft = answers.find(({ about, outcome }) => about === plan.id && !outcome);
  let entry: Entry = draft ?? {
    ...begin(payload, nextAttempt(answers), { kind: "reflection", fields: {} }),
    about: plan.id,
  };
  const group: HTMLElement = el("fieldset", { class: "pw-options" }, el("legend", {}, "What became of it?"));
  const missing = ask(`${uid}-ask`, () => group);
  const radios = ANSWERS.map((words, i) => el("input", { type: "radio", name: `${uid}-became`, id: `${uid}-${i}`, value: words }));
  const why = box({ id: `${uid}-why`, label: "What made it easier or harder?", input: () => write() });

  const response = (): ReflectionResponse => {
    const became = radios.find(({ checked }) => checked)?.value ?? "";
    const fields = { "1": became, "2": keepable(why.area.value) };
    return { kind: "reflection", fields: Object.fromEntries(Object.entries(fields).filter(([, text]) => text)), skipped: false };
  };
  const write = () => {
    entry = { ...entry, response: response() };
    journal.keep(entry);
  };
  const keep = () => {
    const given = response();
    const became = given.fields["1"];
    if (!became) {
      missing.show("Choose one of the three first, or let the plan go.");
      return radios[0]?.focus();
    }
    journal.keep(close(entry, given, {}));
    done(became === "Not yet" ? `Kept. ${NOT_YET}` : "Kept. You find it in My journal, beside the plan.");
  };
  const letGo = () => {
    journal.keep(close(entry, { ...response(), skipped: true }, {}));
    done("Let go. It will not be asked about again. The plan itself stays in My journal.");
  };

  for (const [i, radio] of radios.entries()) {
    radio.addEventListener("change", () => (missing.clear(), write()));
    group.append(el("div", { class: "pw-option" }, radio, el("label", { for: radio.id }, ANSWERS[i])));
  }
  const before = draft?.response.kind === "reflection" ? draft.response.fields : {};
  for (const radio of radios) radio.checked = radio.value === before["1"];
  why.area.value = before["2"] ?? "";

  return el(
    "div",
    { class: "pw-today-plan", id: "practice-ask-again" },
    el("p", {}, `On ${dated(plan.updated.slice(0, 10))} you planned:`),
    ...planned(plan, book),
    missing.element,
    group,
    why.element,
    el("p", { class: "pw-actions" }, button("Keep", keep), button("Let it go", letGo, "pw-button pw-second")),
    waiting > 0 && el("p", { class: "pw-quiet" }, `After this one, ${waiting === 1 ? "1 more plan waits" : `${waiting} more plans wait`}.`),
  );
}

/** The plan in its own words: an if–then in one sentence, a form line by line. */
function planned(plan: Entry, book: Book): HTMLElement[] {
  const own = (text: string) => el("bdi", { class: "pw-own", dir: "auto" }, text);
  const { response } = plan;
  if (response.kind === "reflection") {
    const { if: when = "…", then = "…" } = response.fields;
    return [el("blockquote", { class: "pw-today-planned" }, el("p", {}, "If ", own(when), ", then I will ", own(then)))];
  }
  const lines = said(plan, book.mark(plan.exercise)).map(({ name, text }) =>
    el("p", {}, el("span", { class: "pw-tag" }, `${name.replace(/[:.]$/, "")} `), own(text)),
  );
  const rest = lines.slice(FEW);
  return [
    el("blockquote", { class: "pw-today-planned" }, ...lines.slice(0, FEW)),
    ...(rest.length > 0 ? [more("The rest of the plan", ...rest)] : []),
  ];
}
