// Every sentence the journal says about where answers are. Plain, kind, and no more than we know.

export type Shut = "file" | "frame" | "blocked" | "broken" | "newer" | "stale";

export const WORDS = {
  unasked: "Not kept yet. Choose below where your answers stay.",
  locked: "Your journal is locked. Open it to keep this. Until then your answers stay on this page.",
  lockGone: "Your journal is locked, and what opens it did not load. Your answers stay on this page. Reload it to try again.",
  saving: "Saving…",
  saved: "Saved on this device.",
  again: "The browser closed its store. What you wrote on this page is saved again.",
  shared: "Kept only until you leave this page. Download before you go.",
  failed: "Not saved. Download now. We will try again in a moment.",
  tooLong: "Not saved: one text is longer than 20,000 characters. Shorten it, or download it now.",
} as const;

export const SHUT: Record<Shut, string> = {
  file: "This page was opened from a file, so your answers stay only until you leave it. Download before you go.",
  frame:
    "This page is shown inside another site, so your answers stay only until you leave it. Download before you go.",
  blocked:
    "This browser does not let this site keep anything. Your answers stay only until you leave this page. Download before you go.",
  broken:
    "This browser cannot open the store where it kept your answers. Start the browser again. If that does not help, clear the data of this site in the browser's settings, then restore your backup in My journal. Until then, answers stay only until you leave this page.",
  newer:
    "Your journal was written by a newer version of this course. Reload this page. Until then, answers stay only until you leave it.",
  stale:
    "A newer version of this course is open in another tab. Reload this page to go on saving. What you last typed is kept as a draft.",
};
