/** What comes back and when, and the days as a calendar file. */
import { ahead, calendar } from "../../judge/calendar.ts";
import { type Day, type Return } from "../../judge/schedule.ts";
import { button, el } from "../el.ts";
import { download } from "../journal/files.ts";
import { number } from "../words.ts";
import type { Book } from "./book.ts";
import { weekday } from "./words.ts";

const NONE =
  "Once you have practised a skill, it comes back after 2, 14, 45 and 120 days. Then its day stands here.";

/** `all` are the next returns of every skill, `shown` those that today's three hold. */
export function comingBack(all: readonly Return[], shown: readonly Return[], today: Day, book: Book): HTMLElement[] {
  if (all.length === 0) return [el("p", {}, NONE)];
  const coming = all.filter(({ day }) => day > today);
  const waiting = all.length - coming.length - shown.length;
  const more = waiting > 0 && `${number(waiting)} more ${waiting === 1 ? "waits" : "wait"} for another day. They do not pile up.`;
  return [
    el(
      "ul",
      { class: "pw-today-returns" },
      ...shown.map((each) => line(each, "today", book)),
      ...coming.map((each) => line(each, weekday(each.day), book)),
    ),
    ...(more ? [el("p", { class: "pw-quiet" }, more.charAt(0).toUpperCase() + more.slice(1))] : []),
    ...(coming.length > 0 ? [dates(coming, book)] : []),
  ];
}

function line({ skill, nth }: Return, when: string, book: Book): HTMLElement {
  return el(
    "li",
    {},
    el("span", { class: "pw-tag" }, `${book.label(skill)}: `),
    `${when} `,
    el("span", { class: "pw-quiet" }, `(return ${nth} of 4)`),
  );
}

function dates(coming: readonly Return[], book: Book): HTMLElement {
  const page = /^https?:$/.test(location.protocol) ? location.href.replace(/[?#].*/, "") : null;
  const make = () =>
    download(
      "powerwith-dates.ics",
      calendar({ returns: ahead(coming), labels: book.labels, now: new Date(), page }),
      "text/calendar;charset=utf-8",
    );
  return el(
    "div",
    { class: "pw-today-dates" },
    button("Download the days for my calendar", make, "pw-button pw-second"),
    el("p", { class: "pw-quiet" }, "A file that calendar programs open. It holds the days on which each skill comes back, if you practise on those days. After a pause they move: then take out the old ones and take a new file. No words of yours are in it."),
  );
}
