/** A quick way off the page where somebody looking on could be a danger. After the pattern of the GOV.UK design system. */
import type { Journal } from "../../journal/index.ts";
import { el, unique } from "../el.ts";

const ELSEWHERE = "https://www.bbc.co.uk/weather";
const TIMES = 3;
const WITHIN = 5000;
const ABOUT =
  "Press the button Exit this page, or the Shift key three times, to go to a page about the weather at once. Your browser's history will still show that you were here.";

function target(): string {
  const named = document.querySelector("[data-exit-to]")?.getAttribute("data-exit-to") ?? "";
  return /^https:\/\//.test(named) ? named : ELSEWHERE;
}

/** Covers the page before anything else, then forgets what was not written yet, then goes. */
export function leave(journal: Journal): void {
  const cover = el("div", { class: "pw-exit-cover", role: "alert" }, "Leaving this page.");
  document.body.append(cover);
  document.head.append(el("meta", { name: "referrer", content: "no-referrer" }));
  journal.forgetDrafts();
  location.replace(target());
}

function countShift(journal: Journal): void {
  let times: number[] = [];
  let isAlone = false;
  document.addEventListener("keydown", (event) => {
    isAlone = event.key === "Shift" && !event.repeat;
    if (event.key !== "Shift") times = [];
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    times = [...times.filter((time) => time > event.timeStamp - WITHIN), event.timeStamp];
    if (times.length >= TIMES) leave(journal);
  });
}

// What has the focus must not lie under the button.
function makeRoom(link: HTMLElement): void {
  document.documentElement.classList.add("pw-has-exit");
  document.addEventListener("focusin", ({ target: focused }) => {
    if (!(focused instanceof HTMLElement) || focused === link) return;
    const [a, b] = [focused.getBoundingClientRect(), link.getBoundingClientRect()];
    const overlaps = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    if (overlaps && a.height < innerHeight / 2) focused.scrollIntoView({ block: "center" });
  });
}

/** Once for a page; `place` gets the sentence that says what it does and what it cannot do. */
export function mountExit(place: HTMLElement, journal: Journal): void {
  const id = unique();
  const named = document.querySelector('[data-powerwith="exit"]') ?? place;
  if (document.querySelector(".pw-exit")) return;
  const about = el("p", { class: "pw-quiet pw-exit-about", id }, ABOUT);
  const body = named.querySelector(":scope > .pw-body");
  if (body) body.before(about);
  else named.prepend(about);
  const go = (event: Event) => {
    event.preventDefault();
    leave(journal);
  };
  const link = el(
    "a",
    { class: "pw-exit", href: target(), rel: "nofollow noreferrer", "aria-describedby": id, on: { click: go } },
    "Exit this page",
  );
  (document.querySelector("main") ?? document.body).append(link); // within a landmark
  countShift(journal);
  makeRoom(link);
}
