/** A list of things with the same questions about each. Rows come, go and move by buttons; what went can come back. */
import type { RowsField } from "../../wire.ts";
import { button, el, unique } from "../el.ts";
import { capital } from "../words.ts";
import { cell, type Control } from "./fields.ts";

type Values = Record<string, string>;

export interface Rows {
  element: HTMLElement;
  first(): HTMLElement | undefined;
  read(): Values[];
  put(values: readonly Values[]): void;
}

interface Row {
  item: HTMLElement;
  legend: HTMLElement;
  cells: Map<string, Control>;
  up: HTMLButtonElement;
  down: HTMLButtonElement;
  remove: HTMLButtonElement;
}

/** `say` speaks of what became of a row, since it happens away from the button pressed. */
export function rows(field: RowsField, input: () => void, say: (words: string) => void): Rows {
  const id = unique();
  const most = field.most ?? 8;
  const list = el("ol", { class: "pw-rows-list" });
  const enough = el("p", { class: "pw-quiet", hidden: true }, `There is room for ${most} here.`);
  const add = button(`Add ${article(field.row)}`, () => added(), "pw-button pw-second");
  let all: Row[] = [];

  const named = (row: Row) => `${field.row} ${all.indexOf(row) + 1}`;
  const begin = (values: Values = {}): Row => {
    const cells = new Map(field.columns.map((column) => [column.id, cell(column, input)]));
    for (const [name, each] of cells) each.put(values[name] ?? "");
    const small = (words: string, press: (row: Row) => void) => button(words, () => press(row), "pw-link");
    const [up, down] = [small("Move up", (each) => moved(each, -1)), small("Move down", (each) => moved(each, 1))];
    const remove = small("Remove", (each) => removed(each));
    const legend = el("legend", {});
    const tools = el("p", { class: "pw-row-tools" }, up, down, remove);
    const body = el("div", { class: "pw-row-cells" }, ...[...cells.values()].map((each) => each.element));
    const item = el("li", { class: "pw-row" }, el("fieldset", {}, legend, body, tools));
    const row: Row = { item, legend, cells, up, down, remove };
    return row;
  };
  /** Numbers, names and what can be done with each. */
  const settle = () => {
    all.forEach((row, i) => {
      row.legend.textContent = capital(named(row));
      for (const press of [row.up, row.down, row.remove]) press.setAttribute("aria-label", `${press.textContent}: ${named(row)}`);
      row.up.disabled = i === 0;
      row.down.disabled = i === all.length - 1;
    });
    add.hidden = all.length >= most;
    enough.hidden = !add.hidden;
  };
  const added = () => {
    const row = begin();
    all.push(row);
    list.append(row.item);
    settle();
    firstOf(row)?.focus();
  };
  const moved = (row: Row, by: -1 | 1) => {
    const from = all.indexOf(row);
    const other = all[from + by];
    if (!other) return;
    all.splice(from, 1);
    all.splice(from + by, 0, row);
    if (by < 0) other.item.before(row.item);
    else other.item.after(row.item);
    settle();
    const press = by < 0 ? row.up : row.down;
    (press.disabled ? (by < 0 ? row.down : row.up) : press).focus();
    say(`${capital(field.row)} ${from + 1} is now ${named(row)}.`);
    input();
  };
  const removed = (row: Row) => {
    const [name, at] = [capital(named(row)), all.indexOf(row)];
    const back = button("Put it back", () => restored(), "pw-link");
    const gone = el("li", { class: "pw-row-gone" }, el("p", {}, `${name} is removed. `, back));
    const restored = () => {
      gone.replaceWith(row.item);
      all.splice(at, 0, row);
      settle();
      firstOf(row)?.focus();
      say(`${name} is back.`);
      input();
    };
    forget();
    all.splice(at, 1);
    row.item.replaceWith(gone);
    settle();
    back.focus();
    say(`${name} is removed. You can put it back.`);
    input();
  };
  const forget = () => {
    for (const gone of list.querySelectorAll(".pw-row-gone")) gone.remove();
  };
  const put = (values: readonly Values[]) => {
    const count = Math.min(Math.max(values.length, field.first ?? 3), most);
    all = Array.from({ length: count }, (_, i) => begin(values[i]));
    list.replaceChildren(...all.map(({ item }) => item));
    settle();
  };
  put([]);

  const hint = field.hint ? el("p", { class: "pw-hint" }, field.hint) : null;
  const title = el("p", { class: "pw-rows-label", id }, field.label);
  const actions = el("p", { class: "pw-adding" }, add);
  const element = el("div", { class: "pw-rows", role: "group", "aria-labelledby": id }, title, hint, list, actions, enough);
  return { element, first: () => all[0] && firstOf(all[0]), read: () => trimmed(all.map(valuesOf)), put };
}

function firstOf(row: Row): HTMLElement | undefined {
  return [...row.cells.values()][0]?.first;
}

function valuesOf({ cells }: Row): Values {
  const read = [...cells].map(([name, each]) => [name, each.read()] as const);
  return Object.fromEntries(read.filter(([, text]) => text !== ""));
}

/** Empty rows at the end say nothing; those between keep their place. */
function trimmed(values: Values[]): Values[] {
  const isBegun = values.map((each) => Object.keys(each).length > 0);
  return values.slice(0, isBegun.lastIndexOf(true) + 1);
}

function article(word: string): string {
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}
