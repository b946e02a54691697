/** The word a reader uses for the people they help, in place of ours, with its article and its ending. */

export interface PersonWord {
  id: string;
  one: string;
  many: string;
}

const VOWEL = /^[aeiou]/i;

/** “A person's” becomes “A client's”; what is not one of our forms stays as it is. */
export function inTheirWord(ours: string, word: PersonWord): string {
  const found = /^(?:(an?|the|each|every|one|another|this|that)\s+)?(person|people)((?:['’]s)?)$/i.exec(ours.trim());
  if (!found) return ours;
  const [, article = "", noun = "", ending = ""] = found;
  const chosen = noun.toLowerCase() === "people" ? word.many : word.one;
  const first = /^an?$/i.test(article) ? (VOWEL.test(chosen) ? "an" : "a") : article.toLowerCase();
  const possessive = ending && (chosen.endsWith("s") ? ending.slice(0, 1) : ending);
  const said = `${first ? `${first} ` : ""}${chosen}${possessive}`;
  return /^\p{Lu}/u.test(ours.trim()) ? said.replace(/^./, (letter) => letter.toUpperCase()) : said;
}
