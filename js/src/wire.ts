// Made from schema/*.json by `make regen`. Change src/powerwith/model instead.

export type Effect = "helps" | "mixed" | "hurts";
export type HarmCode =
  "CONFRONT" | "DIRECT" | "PERSUADE" | "WARN" | "MINIMISE" | "POWER" | "LABEL" | "PATRONISE" | "BUT_CANCEL";
export type HelpCode =
  | "AFFIRM"
  | "AUTONOMY"
  | "SEEK"
  | "REFLECT"
  | "REFLECT_FEELING"
  | "QUESTION_OPEN"
  | "QUESTION_CLOSED"
  | "GIVE_INFO"
  | "PERSUADE_PERM"
  | "SMALL_STEP"
  | "SHARE_POWER"
  | "SUPPORT";
export type Skill =
  | "ask"
  | "reflect"
  | "affirm"
  | "validate"
  | "inform"
  | "step"
  | "hand-over"
  | "share-power"
  | "be-clear"
  | "name-context"
  | "dream"
  | "repair"
  | "know-myself";
export type Rung = "recognise" | "sort" | "repair" | "write" | "converse" | "plan" | "reflect" | "rate";
export type Setting =
  | "tax"
  | "benefits"
  | "physiotherapy"
  | "prescription"
  | "surgery-phone"
  | "job-loss"
  | "return-to-study"
  | "newcomer"
  | "custody"
  | "isolation"
  | "housing"
  | "youth"
  | "occupational-therapy"
  | "mandated"
  | "substance-use"
  | "mental-health"
  | "online-forms"
  | "career"
  | "domestic-abuse"
  | "school"
  | "ward"
  | "volunteering"
  | "team"
  | "own-practice";
export type Exercise = Choice | Rewrite | Sort | Reflection;
/**
 * *I see it differently*: a rule the learner disagrees with here, and why if they say so.
 */
export interface Appeal {
  rule: string;
  reason?: string;
}
/**
 * The option chosen (`a` is the first), and for *it depends* the condition the learner wrote.
 */
export interface ChoiceResponse {
  kind: "choice";
  option: string | null;
  text?: string;
}
/**
 * One attempt at one exercise. While `outcome` is null it is still being written.
 */
export interface Entry {
  /**
   * Version of this format.
   */
  v?: 1;
  id: string;
  /**
   * Raised by one at each save; a save from an older revision is a conflict.
   */
  rev: number;
  exercise: string;
  kind: "choice" | "rewrite" | "sort" | "reflection";
  /**
   * The how-manyth try at this exercise on this device.
   */
  attempt: number;
  /**
   * Order on this device, whatever the clock said.
   */
  seq: number;
  /**
   * Of the exercise's meaning fields, as they stood.
   */
  digest: string;
  phase?: "none" | "before" | "after" | "later";
  response: ChoiceResponse | RewriteResponse | SortResponse | ReflectionResponse;
  outcome?: Outcome | null;
  appeals?: Appeal[];
  rules_version?: string | null;
  /**
   * ISO 8601 with offset. Never leaves in a share.
   */
  updated: string;
}
/**
 * The learner's own wording.
 */
export interface RewriteResponse {
  kind: "rewrite";
  text: string;
}
/**
 * Card number (from `1`) to group id; cards not placed yet are left out.
 */
export interface SortResponse {
  kind: "sort";
  groups: {
    [k: string]: string;
  };
}
/**
 * Question number (from `1`), or `insight`, `action`, `if`, `then`, to what was written.
 */
export interface ReflectionResponse {
  kind: "reflection";
  fields: {
    [k: string]: string;
  };
  skipped?: boolean;
}
/**
 * The feedback that was given. Never worked out again later.
 */
export interface Outcome {
  effect?: Effect | null;
  codes?: (HarmCode | HelpCode)[];
  findings?: Finding[];
  score?: Score | null;
}
/**
 * Words the coach marked: `start` to `end` in code points, end not included.
 */
export interface Finding {
  rule: string;
  code: HarmCode | HelpCode;
  start: number;
  end: number;
}
/**
 * So many of so many, for kinds that count.
 */
export interface Score {
  value: number;
  of: number;
}
/**
 * The file that takes a whole journal along.
 */
export interface Backup {
  format: "powerwith-backup";
  v: 1;
  made: string;
  entries: Entry[];
}
/**
 * One thing to sort.
 */
export interface Card {
  /**
   * What stands on the card.
   */
  text: string;
  /**
   * The `id` of the group it fits best.
   */
  group: string;
  /**
   * Other groups for which there is a fair case.
   */
  also?: string[];
  /**
   * Why it fits there.
   */
  feedback: string;
}
/**
 * Somebody in the scene, so that the bank can be asked who is shown with which problem.
 */
export interface CastMember {
  /**
   * The name used in the text, or a role such as `the receptionist`.
   */
  name: string;
  /**
   * `person` is whoever the help is for.
   */
  role: "person" | "worker" | "relative" | "colleague" | "interpreter";
  /**
   * What they are up against here, in a few plain words.
   */
  faces?: string | null;
  /**
   * A strength or achievement that the text really shows.
   */
  brings?: string | null;
}
/**
 * Choose between wordings and see how each one lands.
 */
export interface Choice {
  /**
   * Kebab-case, the same as the file's name, never used again for another exercise.
   */
  id: string;
  /**
   * A few words, as on a card.
   */
  title: string;
  /**
   * What the learner practises, starting with a verb one could observe.
   */
  objective: string;
  /**
   * How long it takes most people, in minutes.
   */
  minutes: number;
  /**
   * 1 for a first look, 5 for a hard case under pressure.
   */
  level: number;
  /**
   * The skills it trains, the main one first.
   */
  skills: Skill[];
  rung: Rung;
  /**
   * The ideas from `exercises/ideas.csv` it practises.
   */
  seeds: string[];
  /**
   * The moves it shows: D1 to D12 close doors, E1 to E12 open them.
   */
  moves?: string[];
  setting: Setting;
  /**
   * The people in the scene.
   */
  cast?: CastMember[];
  /**
   * One line on content that may be hard to read, if there is any.
   */
  content_note?: string | null;
  /**
   * `true` where the content is about abuse: the page gets a quick exit.
   */
  quick_exit?: boolean;
  /**
   * The review record of a person with lived experience of this. Leave it out until there is one.
   */
  reviewed?: string | null;
  /**
   * Keys in `book/references.bib` for claims made in this file.
   */
  sources?: string[];
  /**
   * The situation, in two to five short sentences.
   */
  prompt: string;
  kind: "choice";
  /**
   * A sentence under discussion, shown as speech above the options.
   */
  line?: string | null;
  /**
   * The question above the options.
   */
  question?: string;
  /**
   * `said` for replies to a person; `names` where the options name or judge something.
   */
  options_are?: "said" | "names";
  /**
   * For *it depends*: two situations for one line. Then no option is best: all are `mixed`.
   */
  contexts?: [Context, Context] | null;
  /**
   * What the learner can choose.
   */
  options: Option[];
}
/**
 * One of two situations in which the same sentence is said.
 */
export interface Context {
  /**
   * The situation, in one or two sentences.
   */
  when: string;
  /**
   * What the sentence may do there. Shown after the learner has answered.
   */
  then: string;
}
/**
 * One thing the learner can choose.
 */
export interface Option {
  /**
   * The wording, without quotation marks around it.
   */
  text: string;
  effect: Effect;
  /**
   * The codes it carries; see the codebook page.
   */
  codes?: (HarmCode | HelpCode)[];
  /**
   * What this wording does to the other person, and why. Never about the learner.
   */
  feedback: string;
  /**
   * How it landed: one line in the first person, from the other side.
   */
  landed?: string | null;
}
/**
 * One place a card can go.
 */
export interface Group {
  /**
   * A short name for use in `cards`.
   */
  id: string;
  /**
   * What the learner reads.
   */
  label: string;
  /**
   * What belongs here, in one line.
   */
  about?: string | null;
}
/**
 * One way of saying it that works, with its reason.
 */
export interface ModelReply {
  /**
   * The reply, without quotation marks around it.
   */
  text: string;
  /**
   * What it does, in one or two sentences.
   */
  why: string;
  /**
   * How it landed: one line in the first person, from the other side.
   */
  landed: string;
  /**
   * The codes it carries.
   */
  codes?: (HarmCode | HelpCode)[];
}
/**
 * One step of a reflection.
 */
export interface Question {
  /**
   * The question itself.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
}
/**
 * Look at your own practice in private. Never graded, always free to skip.
 */
export interface Reflection {
  /**
   * Kebab-case, the same as the file's name, never used again for another exercise.
   */
  id: string;
  /**
   * A few words, as on a card.
   */
  title: string;
  /**
   * What the learner practises, starting with a verb one could observe.
   */
  objective: string;
  /**
   * How long it takes most people, in minutes.
   */
  minutes: number;
  /**
   * 1 for a first look, 5 for a hard case under pressure.
   */
  level: number;
  /**
   * The skills it trains, the main one first.
   */
  skills: Skill[];
  rung: Rung;
  /**
   * The ideas from `exercises/ideas.csv` it practises.
   */
  seeds: string[];
  /**
   * The moves it shows: D1 to D12 close doors, E1 to E12 open them.
   */
  moves?: string[];
  setting: Setting;
  /**
   * The people in the scene.
   */
  cast?: CastMember[];
  /**
   * One line on content that may be hard to read, if there is any.
   */
  content_note?: string | null;
  /**
   * `true` where the content is about abuse: the page gets a quick exit.
   */
  quick_exit?: boolean;
  /**
   * The review record of a person with lived experience of this. Leave it out until there is one.
   */
  reviewed?: string | null;
  /**
   * Keys in `book/references.bib` for claims made in this file.
   */
  sources?: string[];
  /**
   * The situation, in two to five short sentences.
   */
  prompt: string;
  kind: "reflection";
  /**
   * The reflection model the questions follow.
   */
  frame?: "borton-driscoll" | "era" | "gibbs" | "kolb" | "schon" | "johns" | "brookfield" | "rolfe" | "free";
  /**
   * The steps, in order.
   */
  questions: Question[];
  /**
   * `insight-action`: one thing I now understand and one I will try. `if-then`: a plan in two lines.
   */
  ending?: "insight-action" | "if-then";
  /**
   * What the learner reads after keeping it: what others notice, or a next step.
   */
  afterwards: string;
}
/**
 * Start from a loaded line, write your own, see what changed.
 */
export interface Rewrite {
  /**
   * Kebab-case, the same as the file's name, never used again for another exercise.
   */
  id: string;
  /**
   * A few words, as on a card.
   */
  title: string;
  /**
   * What the learner practises, starting with a verb one could observe.
   */
  objective: string;
  /**
   * How long it takes most people, in minutes.
   */
  minutes: number;
  /**
   * 1 for a first look, 5 for a hard case under pressure.
   */
  level: number;
  /**
   * The skills it trains, the main one first.
   */
  skills: Skill[];
  rung: Rung;
  /**
   * The ideas from `exercises/ideas.csv` it practises.
   */
  seeds: string[];
  /**
   * The moves it shows: D1 to D12 close doors, E1 to E12 open them.
   */
  moves?: string[];
  setting: Setting;
  /**
   * The people in the scene.
   */
  cast?: CastMember[];
  /**
   * One line on content that may be hard to read, if there is any.
   */
  content_note?: string | null;
  /**
   * `true` where the content is about abuse: the page gets a quick exit.
   */
  quick_exit?: boolean;
  /**
   * The review record of a person with lived experience of this. Leave it out until there is one.
   */
  reviewed?: string | null;
  /**
   * Keys in `book/references.bib` for claims made in this file.
   */
  sources?: string[];
  /**
   * The situation, in two to five short sentences.
   */
  prompt: string;
  kind: "rewrite";
  /**
   * The loaded line the learner starts from.
   */
  line: string;
  /**
   * How the loaded line landed: one line in the first person.
   */
  landed: string;
  /**
   * The harm codes the loaded line carries, if its words do.
   */
  carries?: HarmCode[];
  /**
   * The helping codes a good reply here often has.
   */
  look_for: HelpCode[];
  /**
   * A nudge the learner can ask for before writing.
   */
  hint?: string | null;
  /**
   * For hard truths: what the reply may not leave out.
   */
  must_say?: string | null;
  /**
   * Replies that work, shown after the learner's own.
   */
  models: ModelReply[];
}
/**
 * Put cards into groups and compare with a practitioner's order.
 */
export interface Sort {
  /**
   * Kebab-case, the same as the file's name, never used again for another exercise.
   */
  id: string;
  /**
   * A few words, as on a card.
   */
  title: string;
  /**
   * What the learner practises, starting with a verb one could observe.
   */
  objective: string;
  /**
   * How long it takes most people, in minutes.
   */
  minutes: number;
  /**
   * 1 for a first look, 5 for a hard case under pressure.
   */
  level: number;
  /**
   * The skills it trains, the main one first.
   */
  skills: Skill[];
  rung: Rung;
  /**
   * The ideas from `exercises/ideas.csv` it practises.
   */
  seeds: string[];
  /**
   * The moves it shows: D1 to D12 close doors, E1 to E12 open them.
   */
  moves?: string[];
  setting: Setting;
  /**
   * The people in the scene.
   */
  cast?: CastMember[];
  /**
   * One line on content that may be hard to read, if there is any.
   */
  content_note?: string | null;
  /**
   * `true` where the content is about abuse: the page gets a quick exit.
   */
  quick_exit?: boolean;
  /**
   * The review record of a person with lived experience of this. Leave it out until there is one.
   */
  reviewed?: string | null;
  /**
   * Keys in `book/references.bib` for claims made in this file.
   */
  sources?: string[];
  /**
   * The situation, in two to five short sentences.
   */
  prompt: string;
  kind: "sort";
  /**
   * Where cards can go.
   */
  groups: Group[];
  /**
   * What there is to sort.
   */
  cards: Card[];
}
/**
 * One exercise as a page or a notebook receives it.
 */
export interface Payload {
  exercise: Choice | Rewrite | Sort | Reflection;
  digest: string;
}
/**
 * Where an exercise stands in the book, for the journal page.
 */
export interface ShelfMark {
  id: string;
  title: string;
  /**
   * The title of the page it is on, with its number.
   */
  chapter: string;
  /**
   * Address of that page, relative to the book's root.
   */
  page: string;
  digest: string;
  /**
   * What the keys of an answer stand for: options, cards, groups, questions, and the `line` in hand.
   */
  words: {
    [k: string]: string;
  };
}

export type Response = Entry["response"];
export type Code = Finding["code"];
