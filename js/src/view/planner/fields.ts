/** The fields of a form. Each can be read, filled again, and led to. */
import { keepable } from "../../judge/entry.ts";
import { el, unique } from "../el.ts";
import { box } from "../parts.ts";
import type { FormField } from "../../judge/planner.ts";
import type { Column, ScaleField } from "../../wire.ts";

export interface Control {
  element: HTMLElement;
  /** Takes the focus when the field is led to. */
  first: HTMLElement;
  read(): string;
  put(text: string): void;
}

type Input = () => void;
type Plain = Exclude<FormField, { type: "rows" }>;

const TOP = 10;

/** A field of the form by its type. */
export function control(field: Plain, input: Input): Control {
  const id = unique();
  switch (field.type) {
    case "line":
      return line(field, id, "text", input);
    case "date":
      return line(field, id, "date", input);
    case "words":
      return words(field, id, input);
    case "choose":
      return choose(field, id, input);
    case "scale":
      return scale(field, id, input);
  }
}

/** A cell of a row: the same in less room. */
export function cell(column: Column, input: Input): Control {
  const id = unique();
  switch (column.type) {
    case "choose":
      return select(column, id, column.options ?? [], input);
    case "scale":
      return select(column, id, numbers(), input);
    default:
      return line(column, id, column.type === "date" ? "date" : "text", input);
  }
}

interface Asked {
  label: string;
  hint?: string | null;
  example?: string | null;
}

/** The lines between a label and its field, and the ids they are described by. */
function notes({ hint, example }: Asked, id: string): { nodes: HTMLElement[]; ids: string | null } {
  const nodes = [
    hint ? el("p", { class: "pw-hint", id: `${id}-hint` }, hint) : null,
    example ? el("p", { class: "pw-hint pw-example", id: `${id}-example` }, `For example: ${example}`) : null,
  ].filter((each) => each !== null);
  return { nodes, ids: nodes.map((each) => each.id).join(" ") || null };
}

function line(asked: Asked, id: string, type: "text" | "date", input: Input): Control {
  const { nodes, ids } = notes(asked, id);
  const shared = { id, autocomplete: "off", "aria-describedby": ids, on: { input } };
  // One line may be longer than a phone is wide, so it grows instead of hiding its beginning.
  const field =
    type === "date"
      ? el("input", { ...shared, type, class: "pw-input pw-input-date" })
      : el("textarea", { ...shared, rows: 1, dir: "auto", spellcheck: "true" });
  return {
    element: el("div", { class: "pw-field" }, el("label", { for: id }, asked.label), ...nodes, field),
    first: field,
    read: () => keepable(field.value.replace(/\s*\n\s*/g, " ")),
    put: (text) => {
      field.value = text;
    },
  };
}

function words(asked: Asked, id: string, input: Input): Control {
  const hint = [asked.hint, asked.example ? `For example: ${asked.example}` : null].filter(Boolean).join(" ");
  const { element, area, isTooLong } = box({ id, label: asked.label, hint, input });
  return {
    element,
    first: area,
    read: () => keepable(area.value),
    put: (text) => {
      area.value = text;
      isTooLong();
    },
  };
}

/** Radio buttons with their labels, which can be put back to none. */
function radios(texts: readonly string[], id: string, className: string): { element: HTMLElement; all: HTMLInputElement[] } {
  const all = texts.map((value, i) => el("input", { type: "radio", name: id, id: `${id}-${i}`, value }));
  const options = all.map((radio, i) => el("div", { class: "pw-option" }, radio, el("label", { for: radio.id }, texts[i])));
  return { element: el("div", { class: className, "data-count": texts.length }, ...options), all };
}

function chosen(asked: Asked, id: string, parts: (Node | null)[], all: HTMLInputElement[], input: Input): Control {
  const { nodes, ids } = notes(asked, id);
  const element = el("fieldset", { class: "pw-field pw-pick", "aria-describedby": ids, on: { change: input } });
  element.append(el("legend", {}, asked.label), ...nodes, ...parts.filter((part) => part !== null));
  return {
    element,
    first: all[0] ?? element,
    read: () => all.find((radio) => radio.checked)?.value ?? "",
    put: (text) => {
      for (const radio of all) radio.checked = radio.value === text;
    },
  };
}

function choose(field: Asked & { options: string[] }, id: string, input: Input): Control {
  const { element, all } = radios(field.options, id, "pw-choices");
  return chosen(field, id, [element], all, input);
}

function numbers(): string[] {
  return Array.from({ length: TOP + 1 }, (_, i) => String(i));
}

function scale(field: ScaleField, id: string, input: Input): Control {
  const { element, all } = radios(numbers(), id, "pw-scale");
  const ends = el("p", { class: "pw-scale-ends", id: `${id}-ends` }, el("span", {}, `0: ${field.low}`), el("span", {}, `10: ${field.high}`));
  const made = chosen(field, id, [ends, element], all, input);
  const before = made.element.getAttribute("aria-describedby");
  made.element.setAttribute("aria-describedby", [before, ends.id].filter(Boolean).join(" "));
  return made;
}

function select(asked: Asked, id: string, texts: readonly string[], input: Input): Control {
  const { nodes, ids } = notes(asked, id);
  const options = texts.map((text) => el("option", { value: text }, text));
  const field = el("select", { id, class: "pw-input", "aria-describedby": ids, on: { change: input } });
  field.append(el("option", { value: "" }, "Not chosen yet"), ...options);
  return {
    element: el("div", { class: "pw-field" }, el("label", { for: id }, asked.label), ...nodes, field),
    first: field,
    read: () => field.value,
    put: (text) => {
      field.value = texts.includes(text) ? text : "";
    },
  };
}
