/** Words that the parts of Today's three share. */
import type { Day } from "../../judge/schedule.ts";
import type { Rung, Setting } from "../../wire.ts";

export const RUNG_WORDS: Record<Rung, string> = {
  recognise: "Recognise",
  sort: "Sort",
  repair: "Repair",
  write: "Write",
  converse: "Talk",
  plan: "Plan",
  reflect: "Look back",
  rate: "Rate",
};

const SETTINGS: Partial<Record<Setting, string>> = {
  "surgery-phone": "on the surgery's phone",
  "own-practice": "your own practice",
  "job-loss": "after losing a job",
  custody: "in custody",
  isolation: "on one's own",
  mandated: "a visit nobody chose",
  newcomer: "new in the country",
  ward: "on the ward",
  school: "at school",
  team: "in the team",
};

export function settingWords(setting: Setting): string {
  return SETTINGS[setting] ?? setting.replace(/-/g, " ");
}

const LONG = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** "Tuesday 24 November" */
export function weekday(day: Day): string {
  return LONG.format(new Date(`${day}T00:00:00Z`)).replace(",", "");
}

/** "24 November 2026" */
export function dated(day: Day): string {
  return YEAR.format(new Date(`${day}T00:00:00Z`));
}

export function minutes(count: number): string {
  return `about ${count} ${count === 1 ? "minute" : "minutes"}`;
}
