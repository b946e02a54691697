// Made from schema/*.json by `make regen`. Change src/powerwith/model instead.

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
export type NoticeCode =
  | "PRAISE_GENERAL"
  | "PRAISE_INFLATED"
  | "ASSUME"
  | "SHRINK"
  | "SCORE"
  | "CONTEXT_BLIND"
  | "NAME_CONTEXT"
  | "DREAM";
export type Effect = "helps" | "mixed" | "hurts";
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
export type Exercise =
  Choice | Rewrite | Sort | Reflection | Conversation | Planner | Scale | Replies | Vignette;
export type Skills = SkillName[];
/**
 * *I see it differently*: a rule the learner disagrees with here, and why if they say so.
 */
export interface Appeal {
  rule: string;
  reason?: string;
}
/**
 * How far one skill has come, without a word of what was written: what a progress code carries.
 */
export interface Carried {
  skill: Skill;
  /**
   * The rungs of the ladder on which at least one exercise was done.
   */
  rungs: Rung[];
  /**
   * How many of the returns have been.
   */
  returns: number;
  /**
   * The day of the first practice.
   */
  first: string;
  /**
   * The day of the latest practice.
   */
  last: string;
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
 * The way through a conversation so far, turn by turn, and own words not said yet.
 */
export interface ConversationResponse {
  kind: "conversation";
  turns: Said[];
  text?: string;
}
/**
 * One turn of a conversation: which reply was given, and the learner's own words where there are any.
 *
 * `by`: `chosen` from the replies, `heard` by the coach in own words, or picked by the learner for own words:
 * `nearest` where the coach heard nothing, `overruled` where it heard something else.
 */
export interface Said {
  turn: string;
  reply: string;
  by?: "chosen" | "heard" | "nearest" | "overruled";
  text?: string;
  findings?: Finding[];
}
/**
 * Words the coach marked: `start` to `end` in code points, end not included.
 */
export interface Finding {
  rule: string;
  code: HarmCode | HelpCode | NoticeCode;
  start: number;
  end: number;
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
  /**
   * The kind of the exercise; `marks` for ratings of replies to a reply task.
   */
  kind:
    | "choice"
    | "rewrite"
    | "sort"
    | "reflection"
    | "conversation"
    | "planner"
    | "scale"
    | "replies"
    | "marks"
    | "vignette";
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
  response:
    | ChoiceResponse
    | RewriteResponse
    | SortResponse
    | ReflectionResponse
    | ConversationResponse
    | PlannerResponse
    | ScaleResponse
    | RepliesResponse
    | MarksResponse
    | VignetteResponse;
  outcome?: Outcome | null;
  appeals?: Appeal[];
  rules_version?: string | null;
  /**
   * The earlier entry it looks back on, such as a plan asked about again.
   */
  about?: string | null;
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
 * What stands in the form: field id to text, and for rows one mapping of column id to text for each row.
 *
 * A scale is written as its number, a date as 2026-11-21, a choice as the words chosen.
 */
export interface PlannerResponse {
  kind: "planner";
  fields: {
    [k: string]: string;
  };
  rows?: {
    [k: string]: {
      [k: string]: string;
    }[];
  };
}
/**
 * Item id to its rating, the first answer counting 0; `null` where it did not come up. Open items are left out.
 *
 * `about`: `now`, or `then` for looking back at how things were before (`Entry.about` names the entry it was
 * given after). `fields`: question number (from `1`) to what was written.
 */
export interface ScaleResponse {
  kind: "scale";
  about?: "now" | "then";
  ratings: {
    [k: string]: number | null;
  };
  fields?: {
    [k: string]: string;
  };
}
/**
 * Prompt id to the reply that was written, for one form.
 */
export interface RepliesResponse {
  kind: "replies";
  form: string;
  timed?: boolean;
  texts: {
    [k: string]: string;
  };
}
/**
 * Prompt id to the marks for the replies of the entry that `Entry.about` names.
 *
 * `rater` tells two colleagues apart and is no name; a learner who rates their own replies has none.
 */
export interface MarksResponse {
  kind: "marks";
  by: "self" | "peer";
  rater?: string | null;
  replies: {
    [k: string]: ReplyMarks;
  };
}
/**
 * What one reply was given: criterion id to mark, and whether a point comes off.
 *
 *
 */
export interface ReplyMarks {
  marks: {
    [k: string]: number;
  };
  deducted?: boolean;
}
/**
 * Four cases in the order in which they were dealt. `cases` is empty where somebody did not take part, or withdrew.
 *
 * `part`: `taken`, `read` for looking at both versions without taking part, `withdrawn` for answers taken back.
 */
export interface VignetteResponse {
  kind: "vignette";
  pack: string;
  version: number;
  part?: "taken" | "read" | "withdrawn";
  /**
   * What the cases were dealt by, so that the dealing can be repeated.
   */
  seed: number;
  order: string[];
  cases: {
    [k: string]: VignetteCase;
  };
}
/**
 * What was answered to one case, in the version that chance dealt. Open ratings are left out.
 *
 */
export interface VignetteCase {
  version: "a" | "b";
  skipped?: boolean;
  ratings?: {
    [k: string]: number;
  };
  step?: string | null;
  text?: string;
}
/**
 * The feedback that was given. Never worked out again later. Notices stand among the findings only.
 */
export interface Outcome {
  effect?: Effect | null;
  codes?: (HarmCode | HelpCode)[];
  findings?: Finding[];
  score?: Score | null;
  /**
   * Where the gauges of a conversation stood at its end.
   */
  state?: {
    [k: string]: number;
  } | null;
  /**
   * How a conversation ended.
   */
  ending?: string | null;
  /**
   * What the ratings of a scale came to.
   */
  scored?: Scored | null;
}
/**
 * So many of so many, for kinds that count.
 */
export interface Score {
  value: number;
  of: number;
}
/**
 * What the ratings come to. Skipped items are left out, and nothing is filled in for them.
 */
export interface Scored {
  parts: SubscaleMean[];
  /**
   * The mean of the subscales' means.
   */
  total: Mean | null;
  answered: number;
  /**
   * Items that did not come up.
   */
  skipped: number;
  /**
   * Items with no answer yet.
   */
  open: number;
  /**
   * The items rated highest, reversed ones turned round.
   */
  strongest: string[];
  /**
   * The items rated lowest; none where all are equal.
   */
  weakest: string[];
}
/**
 * What came out for one subscale; no mean where too few items were answered.
 */
export interface SubscaleMean {
  subscale: string;
  answered: number;
  mean: Mean | null;
}
/**
 * A mean, exact and as shown, and which band it falls into (0 for the first).
 */
export interface Mean {
  exact: Ratio;
  shown: string;
  band: number;
}
/**
 * An exact number: `over` divided by `under`, in lowest terms.
 */
export interface Ratio {
  over: number;
  under: number;
}
/**
 * Shares made for one cohort. `before`, `after`, `later`: up to which entry (`seq`) they went out as that.
 */
export interface Handed {
  cohort: string;
  /**
   * Stands for this learner in this cohort and nowhere else; made by chance.
   */
  share: string;
  /**
   * How many shares there were.
   */
  seq: number;
  before?: number | null;
  after?: number | null;
  later?: number | null;
}
/**
 * The file that takes a whole journal along.
 */
export interface Backup {
  format: "powerwith-backup";
  v: 1;
  made: string;
  entries: Entry[];
  /**
   * Progress brought in by a code: no words, one record for each skill.
   */
  carried?: Carried[];
  /**
   * For which cohorts shares were made, and how many: no words.
   */
  handed?: Handed[];
}
/**
 * What one professional body asks for, in our words, with the pages where we read it.
 */
export interface Body {
  id: string;
  name: string;
  short: string;
  country?: string | null;
  /**
   * What the body asks for.
   */
  asks: string;
  /**
   * What to mind, such as a form that has to be used.
   */
  note?: string | null;
  /**
   * Who may be the colleague in the peer reflection.
   */
  peer: string;
  /**
   * Public pages on which this was read.
   */
  sources?: string[];
  /**
   * The day on which it was read.
   */
  checked_on: string;
  headings: BodyHeading[];
}
/**
 * One heading of a portfolio, and what stands under it unless the author puts it elsewhere.
 */
export interface BodyHeading {
  id: string;
  title: string;
  /**
   * What to write there in one's own words, as a question.
   */
  asks: string;
  /**
   * Kinds of entries that stand here.
   */
  takes?: (
    | "choice"
    | "rewrite"
    | "sort"
    | "reflection"
    | "conversation"
    | "planner"
    | "scale"
    | "replies"
    | "marks"
    | "vignette"
  )[];
  /**
   * Entries with one of these as their main skill stand here first.
   */
  skills?: Skill[];
}
/**
 * The page for a colleague.
 */
export interface Peer {
  title: string;
  about: string;
  questions: string[];
  /**
   * What to fill in at its end, such as the date of the talk.
   */
  signed: string[];
}
/**
 * The course's own words in a portfolio. Curly brackets are filled in.
 */
export interface PortfolioWords {
  title: string;
  /**
   * Who made it, of what and when; holds `{day}`.
   */
  made: string;
  /**
   * For whom it is arranged; holds `{body}` and `{asks}`.
   */
  arranged: string;
  /**
   * Where and when that was read; holds `{day}` and `{sources}`.
   */
  read: string;
  /**
   * The heading of the list of all entries.
   */
  did: string;
  /**
   * Of that list: day, exercise, kind, skill.
   *
   * @minItems 4
   * @maxItems 4
   */
  head: [string, string, string, string];
  /**
   * Holds `{entries}` and `{minutes}`.
   */
  reckoned: string;
  /**
   * Stands above the place for own words.
   */
  own: string;
  /**
   * The heading of the last part.
   */
  about: string;
  credits: string[];
  /**
   * Why something that might identify somebody was left; holds `{reason}`.
   */
  kept: string;
  peer: Peer;
  kinds: {
    [k: string]: string;
  };
  phases: {
    [k: string]: string;
  };
  /**
   * Stands at every rating whose exercise is not known any more.
   */
  status: string;
}
/**
 * The file `bodies.yml`.
 */
export interface Bodies {
  words: PortfolioWords;
  bodies: Body[];
}
/**
 * The journal's key (32 random bytes), locked with what a secret comes to.
 */
export interface LockedKey {
  /**
   * Which secret opens it.
   */
  by: "passphrase" | "recovery";
  /**
   * How a key is made of the secret.
   */
  kdf: "PBKDF2-SHA-256";
  /**
   * How often, so that guessing takes time.
   */
  rounds: number;
  salt: string;
  iv: string;
  /**
   * AES-256-GCM of the 32 bytes; the fields above are bound to it.
   */
  key: string;
}
/**
 * A locked file. Whoever has the passphrase or the recovery code of its day can open it.
 */
export interface Envelope {
  format: "powerwith-envelope";
  v: 1;
  /**
   * What is in it; bound to what is sealed.
   */
  holds: "powerwith-backup";
  keys: LockedKey[];
  iv: string;
  /**
   * AES-256-GCM of the text in UTF-8.
   */
  sealed: string;
}
/**
 * What to say from this mean upwards: an invitation to think, no norm.
 */
export interface Band {
  /**
   * The lowest mean, as shown, to which it applies: `1.5`.
   */
  at_least: string;
  /**
   * A word or two that praises nobody.
   */
  label: string;
  /**
   * An invitation to think or to try something.
   */
  says: string;
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
 * One case. Outside its places, both versions have the same words.
 */
export interface Case {
  /**
   * A short name, kept for as long as there are answers.
   */
  id: string;
  /**
   * What the case is called, without a word that is loaded.
   */
  title: string;
  /**
   * About 90 words; `[1]`, `[2]` and `[3]` stand where the versions differ.
   */
  text: string;
  /**
   * The words for `[1]`, then for `[2]`, then for `[3]`.
   */
  phrases: Phrase[];
}
/**
 * One place of a case where its two versions differ.
 */
export interface Phrase {
  /**
   * The words in version A, the plain one.
   */
  a: string;
  /**
   * The words in version B, the loaded one, or the one with the marker.
   */
  b: string;
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
 * Something a good plan has, said as a sentence. Never stops anybody from keeping the plan.
 */
export interface Check {
  /**
   * The sentence: A step has a day and a time.
   */
  says: string;
  /**
   * The question put where it is not so yet: When exactly?
   */
  ask: string;
  /**
   * Fields with something in them.
   */
  needs?: string[];
  /**
   * For a scale the lowest number; for rows how many are begun.
   */
  at_least?: {
    [k: string]: number;
  };
  /**
   * For rows: cells that every row begun has filled.
   */
  complete?: {
    [k: string]: string[];
  };
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
 * One of a few.
 */
export interface ChooseField {
  /**
   * A short name, used once in the planner, for use in `checks` and `page`.
   */
  id: string;
  /**
   * The question or the name above the field.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
  type: "choose";
  /**
   * What can be chosen.
   */
  options: string[];
}
/**
 * One cell of every row.
 */
export interface Column {
  /**
   * A short name, used once in these rows.
   */
  id: string;
  /**
   * The name of the column.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
  /**
   * `line`, `choose`, `scale` or `date`.
   */
  type?: "line" | "choose" | "scale" | "date";
  /**
   * For `choose`: what can be chosen.
   */
  options?: string[];
}
/**
 * Talk with somebody who reacts to what you say, and see how it landed.
 */
export interface Conversation {
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
  kind: "conversation";
  /**
   * Who you talk with, by the name in `cast`.
   */
  person: string;
  /**
   * The `id` of another conversation of equal value, for whoever would rather not.
   */
  instead: string;
  /**
   * What replies move.
   */
  gauges: Gauge[];
  /**
   * The turns; it begins with the first.
   */
  turns: Turn[];
  /**
   * The ways it can end.
   */
  endings: Ending[];
}
/**
 * One plain value that replies move, such as trust.
 */
export interface Gauge {
  /**
   * A short name for use in `moves` and `when`: `trust`.
   */
  id: string;
  /**
   * What the learner reads: Trust.
   */
  label: string;
  /**
   * What 0 looks like, in a few words.
   */
  low: string;
  /**
   * What 4 looks like, in a few words.
   */
  high: string;
  /**
   * Where it stands when the conversation begins, 0 to 4.
   */
  start: number;
}
/**
 * One turn: the person speaks, the learner answers.
 */
export interface Turn {
  /**
   * A short name for use in `to`.
   */
  id: string;
  /**
   * What they say; the last line has no `when`.
   */
  says: Spoken[];
  /**
   * Lets the learner use their own words.
   */
  write?: Write | null;
  /**
   * What the learner can say.
   */
  replies: Reply[];
}
/**
 * One of the things the person may say at this turn.
 */
export interface Spoken {
  /**
   * When they say it. The first line that fits is said.
   */
  when?: When | null;
  /**
   * Their words, without quotation marks.
   */
  line: string;
  /**
   * What can be seen meanwhile: hands, eyes, a silence.
   */
  seen?: string | null;
}
/**
 * A condition: everything named in it must hold.
 */
export interface When {
  /**
   * Gauges that stand at this number or above.
   */
  at_least?: {
    [k: string]: number;
  };
  /**
   * Gauges that stand at this number or below.
   */
  at_most?: {
    [k: string]: number;
  };
  /**
   * Things remembered from an earlier reply.
   */
  said?: string[];
  /**
   * Things that no earlier reply has left behind.
   */
  not_said?: string[];
}
/**
 * The learner may use their own words here. Where the coach hears nothing it knows, they pick the nearest reply.
 */
export interface Write {
  /**
   * What stands above the box.
   */
  ask?: string;
  /**
   * What the coach listens for, the harmful first. The first that fits decides.
   */
  heard: Heard[];
}
/**
 * If the coach hears one of these moves in the learner's own words, they count as this reply.
 */
export interface Heard {
  /**
   * Any of these.
   */
  codes: (HarmCode | HelpCode)[];
  /**
   * The `id` of a reply of this turn.
   */
  reply: string;
}
/**
 * One thing the learner can say at this turn.
 */
export interface Reply {
  /**
   * A short name, used once in the whole conversation.
   */
  id: string;
  /**
   * The words, without quotation marks.
   */
  text: string;
  effect: Effect;
  /**
   * The codes it carries; see the codebook page.
   */
  codes?: (HarmCode | HelpCode)[];
  /**
   * How it landed: one line in the first person, from the other side.
   */
  landed: string;
  /**
   * What these words do, and why. Never about the learner.
   */
  feedback: string;
  /**
   * How far it moves each gauge: -2 to 2.
   */
  moves?: {
    [k: string]: number;
  };
  /**
   * What it leaves behind for later turns: `asked-first`.
   */
  remembers?: string[];
  /**
   * Where it leads: one `id`, or ways tried in order, the last without `when`.
   */
  to: string | Way[];
}
/**
 * Where a reply leads, under a condition.
 */
export interface Way {
  /**
   * When it leads there. The first way that fits is taken.
   */
  when?: When | null;
  /**
   * The `id` of a turn or of an ending.
   */
  to: string;
}
/**
 * How it ends, and what there is to think about.
 */
export interface Ending {
  /**
   * A short name for use in `to`.
   */
  id: string;
  /**
   * How it ended, in a few words. Never a verdict on the learner.
   */
  title: string;
  /**
   * The last thing that is said; the last has no `when`.
   */
  says: Spoken[];
  /**
   * What made the difference, and what stays open.
   */
  debrief: string;
  /**
   * To think or talk about, alone or in a group.
   */
  questions: string[];
}
/**
 * One of the things a rater looks for, with what each mark means.
 */
export interface Criterion {
  id: string;
  label: string;
  /**
   * The question a rater puts to the reply.
   */
  asks: string;
  /**
   * What 0, 1, 2 and 3 look like.
   *
   * @minItems 4
   * @maxItems 4
   */
  levels: [string, string, string, string];
}
/**
 * A day, as 2026-11-21.
 */
export interface DateField {
  /**
   * A short name, used once in the planner, for use in `checks` and `page`.
   */
  id: string;
  /**
   * The question or the name above the field.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
  type: "date";
}
/**
 * A picture of what was written, always with the same in words.
 *
 * `web`: somebody in the middle and what stands round them (rows: label, size, side).
 * `rings`: fields as circles inside each other, the first innermost. `overlap`: left, both, right.
 * `chain`: one box after another (fields, or rows with label). `arc`: stretches of a talk (rows: label, size in
 * minutes). `fade`: for each row how much is done by whom (rows: label, side).
 */
export interface DrawingBlock {
  block: "drawing";
  /**
   * What kind of picture.
   */
  drawing: "web" | "rings" | "overlap" | "chain" | "arc" | "fade";
  /**
   * What it shows, in a few words.
   */
  title: string;
  /**
   * The fields it is made of, in order.
   */
  of?: string[];
  /**
   * Or the rows it is made of.
   */
  rows?: string | null;
  /**
   * For rows: the column with the name.
   */
  label?: string | null;
  /**
   * For rows: the column with a number.
   */
  size?: string | null;
  /**
   * For rows: the column with a choice.
   */
  side?: string | null;
  /**
   * For a web: who is in the middle; may hold `{field-id}`.
   */
  centre?: string | null;
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
 * A heading of the finished page.
 */
export interface HeadingBlock {
  block: "heading";
  /**
   * The words.
   */
  text: string;
}
/**
 * One thing everybody rates from 0 to 10, fixed before anybody answers.
 */
export interface Judged {
  /**
   * A short name, kept for as long as there are answers.
   */
  id: string;
  /**
   * The question.
   */
  asks: string;
  /**
   * What 0 means.
   */
  low: string;
  /**
   * What 10 means.
   */
  high: string;
  /**
   * What it is called beside a picture, as in `Warmth`.
   */
  short: string;
}
/**
 * One line of words.
 */
export interface LineField {
  /**
   * A short name, used once in the planner, for use in `checks` and `page`.
   */
  id: string;
  /**
   * The question or the name above the field.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
  type: "line";
  /**
   * What somebody could write here, shown beside the field.
   */
  example?: string | null;
}
/**
 * One line for each row.
 */
export interface ListBlock {
  block: "list";
  /**
   * The `id` of a field of rows.
   */
  rows: string;
  /**
   * Words with `{column-id}` where a cell goes.
   */
  text: string;
}
/**
 * What a pack that differs in one marker of identity must say of itself before it can be used.
 */
export interface Marker {
  /**
   * The one thing that differs, as in `The age of the mother`.
   */
  what: string;
  /**
   * What the learner ticks before it begins, besides taking part.
   */
  agree: string;
  /**
   * The id of the case in which the expected stereotype is turned round.
   */
  reverses: string;
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
 * One thing one could do next.
 */
export interface NextStep {
  /**
   * A short name, as in `shared`.
   */
  id: string;
  /**
   * What the learner chooses.
   */
  label: string;
}
/**
 * A few fields that belong together.
 */
export interface Part {
  /**
   * What this part is about.
   */
  title: string;
  /**
   * A sentence before the fields.
   */
  about?: string | null;
  /**
   * The fields, in order.
   */
  fields: (LineField | WordsField | ChooseField | ScaleField | DateField | RowsField)[];
}
/**
 * Room for a few sentences.
 */
export interface WordsField {
  /**
   * A short name, used once in the planner, for use in `checks` and `page`.
   */
  id: string;
  /**
   * The question or the name above the field.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
  type: "words";
  /**
   * What somebody could write here, shown beside the field.
   */
  example?: string | null;
}
/**
 * A number from 0 to 10 with words at both ends.
 */
export interface ScaleField {
  /**
   * A short name, used once in the planner, for use in `checks` and `page`.
   */
  id: string;
  /**
   * The question or the name above the field.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
  type: "scale";
  /**
   * What 0 means.
   */
  low: string;
  /**
   * What 10 means.
   */
  high: string;
}
/**
 * A list of things with the same questions about each.
 */
export interface RowsField {
  /**
   * A short name, used once in the planner, for use in `checks` and `page`.
   */
  id: string;
  /**
   * The question or the name above the field.
   */
  label: string;
  /**
   * A second line that helps to start.
   */
  hint?: string | null;
  type: "rows";
  /**
   * What one row is: `person`, `step`, `source`. For the button: Add a step.
   */
  row: string;
  /**
   * What is asked about each.
   */
  columns: Column[];
  /**
   * How many empty rows there are to begin with.
   */
  first?: number;
  /**
   * How many rows there can be.
   */
  most?: number;
}
/**
 * Fill in a small form and take the plan to work.
 */
export interface Planner {
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
  kind: "planner";
  /**
   * What it makes, as a title for the finished page: My next step with somebody.
   */
  makes: string;
  /**
   * The form.
   */
  parts: Part[];
  /**
   * What a good plan has, in sentences.
   */
  checks: Check[];
  /**
   * The finished page, block by block.
   */
  page: (HeadingBlock | TextBlock | ListBlock | TableBlock | DrawingBlock)[];
  /**
   * What to do with it at work, and what to notice.
   */
  afterwards: string;
  /**
   * `true` if the course asks after two weeks how the plan went: for plans with a first step.
   */
  asked_again?: boolean;
}
/**
 * A sentence with what was written put in. Left out while all of it is empty.
 */
export interface TextBlock {
  block: "text";
  /**
   * Words with `{field-id}` where an answer goes: If {cue}, then I will {step}.
   */
  text: string;
}
/**
 * The rows as a table.
 */
export interface TableBlock {
  block: "table";
  /**
   * The `id` of a field of rows.
   */
  rows: string;
}
/**
 * Values for the total score with which to reckon until a pilot has measured them.
 */
export interface Planning {
  /**
   * Standard deviation between people.
   */
  spread: string;
  /**
   * Correlation of two ratings by people who have not changed.
   */
  retest: string;
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
 * Say what you would say next, six times, before the course and after it.
 */
export interface Replies {
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
  kind: "replies";
  /**
   * The id of the scale that asks people how they see the same in themselves. A group's report then sets the two side by side.
   */
  beside?: string | null;
  /**
   * What the task is not, shown wherever it or a score of it is shown.
   */
  status: string;
  /**
   * For each reply, when the learner wants a clock at all.
   */
  seconds?: number;
  /**
   * Equally long; one for each time.
   *
   * @minItems 2
   * @maxItems 2
   */
  forms: [ReplyForm, ReplyForm];
  criteria: Criterion[];
  /**
   * Any one of these takes one point off a reply.
   */
  deductions: string[];
  /**
   * For raters to settle before they begin.
   */
  training: Settled[];
  /**
   * What is said first when later replies got lower marks.
   */
  when_lower: string;
}
/**
 * One of two forms that ask for the same skills with other words.
 */
export interface ReplyForm {
  id: string;
  prompts: ReplyPrompt[];
}
/**
 * One thing somebody says, to which the learner replies.
 */
export interface ReplyPrompt {
  id: string;
  /**
   * What the person says, without quotation marks around it.
   */
  text: string;
  /**
   * What an honest and safe reply may not leave out here.
   */
  needs?: string | null;
}
/**
 * A reply that raters mark for practice, with the marks agreed for it and the reason.
 */
export interface Settled {
  /**
   * The id of the prompt it answers.
   */
  prompt: string;
  text: string;
  /**
   * Criterion id to the agreed mark.
   */
  marks: {
    [k: string]: number;
  };
  deducted?: boolean;
  why: string;
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
 * Say in how many of your last conversations each thing happened, for your own learning.
 */
export interface Scale {
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
  kind: "scale";
  /**
   * What is asked instead of `prompt` where a page says `:then:`, to look back.
   */
  looking_back?: string | null;
  /**
   * What the scale is not, shown wherever it or a score of it is shown.
   */
  status: string;
  /**
   * From least to most.
   */
  answers: ScaleAnswer[];
  /**
   * The words for an item that could not happen: it is left out, never counted as 0.
   */
  skip: string;
  /**
   * What the items are about, in parts that get a mean each.
   */
  subscales: Subscale[];
  /**
   * In the order in which they are asked.
   */
  items: ScaleItem[];
  /**
   * So many answered items give a subscale a mean.
   */
  minimum_items: number;
  /**
   * So many subscales with a mean give a total.
   */
  minimum_subscales: number;
  /**
   * From the lowest up; the first begins at `0.0`.
   */
  bands: Band[];
  /**
   * What is said first when a later score is lower.
   */
  when_lower: string;
  /**
   * Open questions afterwards; answers stay private.
   */
  asks?: string[];
  /**
   * For the reliable change of the total.
   */
  planning?: Planning | null;
}
/**
 * One answer that every item can get. Its place in the list is its rating: the first counts 0.
 */
export interface ScaleAnswer {
  /**
   * What the learner chooses, in words, as in `4 to 6 of them`.
   */
  words: string;
}
/**
 * Some items that belong together. Its name stays hidden the first time.
 */
export interface Subscale {
  /**
   * A short name for use in `items`.
   */
  id: string;
  /**
   * What is shown once the items are answered.
   */
  label: string;
}
/**
 * One thing that may have happened in a conversation.
 */
export interface ScaleItem {
  /**
   * A short name, kept for as long as there are answers.
   */
  id: string;
  /**
   * One sentence in the first person about something one could see or hear.
   */
  text: string;
  /**
   * The id of the subscale it counts towards.
   */
  subscale: string;
  /**
   * `true` where more of it is less of what the subscale is about.
   */
  reverse?: boolean;
  /**
   * When to say that it did not come up, where that is not plain.
   */
  note?: string | null;
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
 * What the two versions are called once both are shown.
 */
export interface Versions {
  /**
   * A few words, as in `plain words`.
   */
  a: string;
  /**
   * A few words, as in `loaded words`.
   */
  b: string;
}
/**
 * Read four cases, each in the version that chance deals, and then see both side by side. No personal result.
 */
export interface Vignette {
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
  kind: "vignette";
  /**
   * The name of the pack, which cohorts are put together by. Never used again.
   */
  pack: string;
  /**
   * Raised with every change of what is asked or read.
   */
  version: number;
  /**
   * `wording`: the same person in other words. `marker`: one sign of who somebody is; it needs a trained facilitator, and `marker`.
   */
  design?: "wording" | "marker";
  /**
   * What is said before anybody reads a case: chance, the group, skip, withdraw.
   */
  consent: string;
  versions: Versions1;
  /**
   * For `design: marker`.
   */
  marker?: Marker | null;
  /**
   * Four, so that two can be read in each version.
   *
   * @minItems 4
   * @maxItems 4
   */
  cases: [Case, Case, Case, Case];
  /**
   * What is rated, from 0 to 10.
   */
  outcomes: Judged[];
  /**
   * The question above the next steps.
   */
  step_asks: string;
  /**
   * One choice for each case.
   */
  steps: NextStep[];
  /**
   * Asks for one line in the learner's own words. It stays on the device.
   */
  line_asks: string;
  /**
   * What is read with both versions: why chance, and what a group can find out.
   */
  debrief: string;
  /**
   * The question to end with, about ways of working.
   */
  asks: string;
  /**
   * Changes in forms and ways of working.
   */
  fixes: string[];
}
/**
 * What the versions are called afterwards.
 */
export interface Versions1 {
  /**
   * A few words, as in `plain words`.
   */
  a: string;
  /**
   * A few words, as in `loaded words`.
   */
  b: string;
}
/**
 * The keys of a locked journal, as they lie beside it.
 */
export interface Lock {
  format: "powerwith-lock";
  v: 1;
  keys: LockedKey[];
}
/**
 * One exercise as a page or a notebook receives it.
 */
export interface Payload {
  exercise: Choice | Rewrite | Sort | Reflection | Conversation | Planner | Scale | Replies | Vignette;
  digest: string;
  /**
   * `then` where a scale looks back at how things were before. Otherwise it is about now.
   */
  about?: "then" | null;
}
/**
 * One line of an answer: what it is, and the words.
 */
export interface PortfolioLine {
  name: string;
  text: string;
  /**
   * In the learner's own words.
   */
  own: boolean;
}
/**
 * One entry of the journal, as it stands in the portfolio.
 */
export interface PortfolioPiece {
  exercise: string;
  title: string;
  kind:
    | "choice"
    | "rewrite"
    | "sort"
    | "reflection"
    | "conversation"
    | "planner"
    | "scale"
    | "replies"
    | "marks"
    | "vignette";
  day: string;
  attempt: number;
  phase?: "none" | "before" | "after" | "later";
  finished: boolean;
  /**
   * The main skill in words, if it is known.
   */
  skill: string;
  minutes: number;
  /**
   * Under which heading of the body it stands.
   */
  heading: string;
  /**
   * What a rating is not, such as validated. Empty for everything else.
   */
  status: string;
  lines: PortfolioLine[];
}
/**
 * What was chosen, after it was looked through.
 */
export interface Portfolio {
  format?: "powerwith-portfolio";
  v?: 1;
  made: string;
  body: string;
  /**
   * Why something that might identify somebody was left in, if it was.
   */
  kept?: string;
  pieces: PortfolioPiece[];
}
/**
 * The marks for one reply.
 */
export interface SheetMark {
  key: string;
  /**
   * Criterion id to mark.
   */
  marks: {
    [k: string]: number;
  };
  deducted?: boolean;
}
/**
 * What comes back from a colleague.
 */
export interface SheetMarks {
  format: "powerwith-marks";
  v: 1;
  sheet: string;
  exercise: string;
  digest: string;
  /**
   * Made for this file, so that two raters can be told apart without a name.
   */
  rater: string;
  /**
   * Marks of the training set that agreed, in per cent.
   */
  settled: number;
  replies: SheetMark[];
}
/**
 * One reply on a sheet for a rater.
 */
export interface SheetReply {
  key: string;
  prompt: string;
  text: string;
}
/**
 * What a colleague gets to rate: replies in mixed order, with no date, name or time point.
 */
export interface ReplySheet {
  format: "powerwith-replies";
  v: 1;
  sheet: string;
  exercise: string;
  digest: string;
  replies: SheetReply[];
}
/**
 * One part in a group, on a card of its own.
 */
export interface Role {
  /**
   * What the part is called: `Listener`.
   */
  name: string;
  /**
   * What somebody in this part does, said to them.
   */
  does: string;
}
/**
 * One meeting of the group.
 */
export interface Session {
  title: string;
  /**
   * From welcome to goodbye, breaks included.
   */
  minutes: number;
  /**
   * What people do on their own before it.
   */
  before?: string | null;
  /**
   * What to leave out first when time runs short. Never what is said about it.
   */
  if_short: string;
  steps: Step[];
  /**
   * What people try until the next time.
   */
  between?: string | null;
}
/**
 * One thing the group does.
 */
export interface Step {
  title: string;
  minutes: number;
  /**
   * Who works with whom.
   */
  how: "alone" | "pairs" | "threes" | "tables" | "everyone" | "break";
  /**
   * What happens, for the trainer.
   */
  what: string;
  /**
   * Words to say, which the trainer may change. Without quotation marks.
   */
  say?: string | null;
  /**
   * Exercises of the bank that are used.
   */
  exercises?: string[];
  /**
   * Ideas this activity practises by itself, such as a debate.
   */
  seeds?: string[];
  /**
   * The parts people take, each on a card in the trainer pack.
   */
  roles?: Role[];
  /**
   * Words for cards of this step, besides its exercises.
   */
  cards?: string[];
  /**
   * The cases of a vignette that are read; all if left out.
   */
  cases?: string[];
  /**
   * What lies ready for this step, where a series needs much.
   */
  materials?: string[];
}
/**
 * Something that may go wrong in the room.
 */
export interface Trouble {
  /**
   * What happens, in a few words.
   */
  when: string;
  /**
   * What the trainer does then, or says.
   */
  do: string;
}
/**
 * A workshop or a series of them.
 */
export interface RunSheet {
  id: string;
  title: string;
  /**
   * What people can do afterwards, as one could see it.
   */
  aim: string;
  /**
   * How many it is made for, as in `8 to 20 people`.
   */
  people: string;
  materials: string[];
  /**
   * How the room is set, and how people take part on paper and with a phone.
   */
  room: string;
  /**
   * What the trainer does before.
   */
  prepare: string;
  sessions: Session[];
  /**
   * What may go wrong here, and what helps.
   */
  if_it_goes_wrong: Trouble[];
  /**
   * Who looks after people afterwards, and how.
   */
  aftercare: string;
  sources?: string[];
}
/**
 * One finished attempt at one exercise. `words` is empty unless the learner ticked this very entry.
 */
export interface SharedAnswer {
  exercise: string;
  digest: string;
  attempt: number;
  /**
   * Order on the learner's device; no time of day.
   */
  seq: number;
  phase?: "none" | "before" | "after" | "later";
  response:
    | SharedChoice
    | SharedRewrite
    | SharedSort
    | SharedReflection
    | SharedConversation
    | SharedPlanner
    | SharedScale
    | SharedReplies
    | SharedMarks
    | SharedVignette;
  outcome?: SharedOutcome | null;
  /**
   * Rules the learner sees differently.
   */
  appeals?: string[];
  rules_version?: string | null;
  /**
   * Own words by place, only where this entry was ticked.
   */
  words?: {
    [k: string]: string;
  };
}
/**
 * The option chosen.
 */
export interface SharedChoice {
  kind: "choice";
  option: string | null;
}
/**
 * That something was written; the outcome tells which moves the coach found.
 */
export interface SharedRewrite {
  kind: "rewrite";
}
/**
 * Card number (from `1`) to group id.
 */
export interface SharedSort {
  kind: "sort";
  groups: {
    [k: string]: string;
  };
}
/**
 * That it was done, or skipped.
 */
export interface SharedReflection {
  kind: "reflection";
  skipped?: boolean;
}
/**
 * The way through, turn by turn.
 */
export interface SharedConversation {
  kind: "conversation";
  turns: SharedTurn[];
}
/**
 * One step of the way through a conversation.
 */
export interface SharedTurn {
  turn: string;
  reply: string;
  by?: "chosen" | "heard" | "nearest" | "overruled";
}
/**
 * Which fields hold something.
 */
export interface SharedPlanner {
  kind: "planner";
  filled: string[];
}
/**
 * Item id to rating, the first answer counting 0; `null` where it did not come up.
 */
export interface SharedScale {
  kind: "scale";
  about?: "now" | "then";
  ratings: {
    [k: string]: number | null;
  };
}
/**
 * Which form was answered, and which of its prompts.
 */
export interface SharedReplies {
  kind: "replies";
  form: string;
  timed?: boolean;
  answered: string[];
}
/**
 * Prompt id to the marks for the replies of one form. `after` is the `seq` of the answers they are for.
 */
export interface SharedMarks {
  kind: "marks";
  by: "self" | "peer";
  replies: {
    [k: string]: ReplyMarks;
  };
  after?: number | null;
}
/**
 * The pack, and what was rated. Nothing stands under `cases` once the answers were withdrawn.
 */
export interface SharedVignette {
  kind: "vignette";
  pack: string;
  version: number;
  part?: "taken" | "read" | "withdrawn";
  cases: {
    [k: string]: SharedVignetteCase;
  };
}
/**
 * What was rated and chosen for one case, in the version that chance dealt. Cases left out are not there.
 *
 */
export interface SharedVignetteCase {
  version: "a" | "b";
  ratings?: {
    [k: string]: number;
  };
  step?: string | null;
}
/**
 * The feedback that was given, without words.
 */
export interface SharedOutcome {
  effect?: Effect | null;
  codes?: (HarmCode | HelpCode)[];
  marked?: SharedMark[];
  score?: Score | null;
  state?: {
    [k: string]: number;
  } | null;
  ending?: string | null;
}
/**
 * A rule of the coach that marked something, without where and in what words.
 */
export interface SharedMark {
  rule: string;
  code: HarmCode | HelpCode | NoticeCode;
}
/**
 * The file that a learner hands to a trainer.
 */
export interface Share {
  format: "powerwith-share";
  v: 1;
  /**
   * Stands for one learner in one cohort; another cohort gets another.
   */
  share: string;
  /**
   * The how-manyth share of this learner for this cohort: the newest counts.
   */
  seq: number;
  cohort: string;
  /**
   * Made up by the learner; deleted after matching.
   */
  linking?: string | null;
  answers: SharedAnswer[];
}
/**
 * Where an exercise stands in the book and on the ladder, for My journal and Today's three.
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
  /**
   * The skills it trains, the main one first.
   */
  skills: Skill[];
  rung: Rung;
  setting: Setting;
  minutes: number;
  level: number;
  /**
   * Whether the course asks after two weeks what became of the plan in it.
   */
  asked_again: boolean;
}
/**
 * One skill that exercises train, as learners read it.
 */
export interface SkillName {
  id: Skill;
  /**
   * A few words, as in a list.
   */
  label: string;
  /**
   * What it is, in one sentence.
   */
  about: string;
}
/**
 * What stands on the packs of cases in two versions.
 */
export interface CaseWords {
  /**
   * On every pack: chance, whose the sheet is, and that all of it may be left out.
   */
  before: string;
  /**
   * Under both versions.
   */
  afterwards: string;
  /**
   * For the trainer, above the list of who read what.
   */
  key: string;
}
/**
 * That somebody was there. It never says what they can do.
 */
export interface Certificate {
  title: string;
  /**
   * The sentence around `{name}` and `{workshop}`.
   */
  says: string;
  /**
   * What it does not say.
   */
  claims: string;
  /**
   * Asks what the person made and took with them.
   */
  made: string;
  /**
   * What is written in by hand.
   */
  gaps: string[];
}
/**
 * What somebody reads before they leave a paper with the trainer.
 */
export interface Consent {
  title: string;
  /**
   * Whose choice it is.
   */
  says: string;
  /**
   * What the trainer fills in before copying.
   */
  gaps: string[];
  /**
   * What the trainer promises.
   */
  promises: string[];
  /**
   * What can be ticked.
   *
   * @minItems 2
   * @maxItems 2
   */
  choices: [string, string];
  /**
   * Asks for a word that stands in place of a name.
   */
  code: string;
}
/**
 * The sheet on which a group makes its contract.
 */
export interface Contract {
  title: string;
  /**
   * The question it begins with.
   */
  asks: string;
  /**
   * Sentences to change or cross out.
   */
  starters: string[];
}
/**
 * The slip at the end of a session.
 */
export interface Goodbye {
  title: string;
  says: string;
  /**
   * @minItems 2
   * @maxItems 2
   */
  questions: [string, string];
  answers: string[];
  /**
   * A third question, with room to write.
   */
  change: string;
}
/**
 * What a listener ticks while two others talk.
 */
export interface Observer {
  title: string;
  /**
   * What it is for, and whose it is afterwards.
   */
  says: string;
  ticks: Tick[];
  /**
   * The question with room to write.
   */
  asks: string;
}
/**
 * One box to tick.
 */
export interface Tick {
  label: string;
  /**
   * What can be heard or seen when it fits.
   */
  about: string;
}
/**
 * The papers that every trainer pack has.
 */
export interface Slips {
  contract: Contract;
  consent: Consent;
  observer: Observer;
  goodbye: Goodbye;
  certificate: Certificate;
  cases: CaseWords;
}

export type Response = Entry["response"];
export type Code = HarmCode | HelpCode;
export type MarkCode = Finding["code"];
