// What JSON.parse lets pass and another reader would not: doubled keys, deep nesting, numbers that do not fit.

const MOST_DEEP = 20;
const WHOLE = /^-?\d{1,15}$/;
const SPACE = /\s/;

// The place after the closing quote of the text that starts at `from`.
function endOfText(text: string, from: number): number {
  let i = from + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i + 1;
}

function isKey(text: string, after: number): boolean {
  let i = after;
  while (i < text.length && SPACE.test(text[i]!)) i++;
  return text[i] === ":";
}

function named(token: string): string {
  try {
    return JSON.parse(token) as string; // "a" and "\u0061" are one name
  } catch {
    return token;
  }
}

/** Sentences about what is strange; empty if nothing is. Does not check that the text is JSON. */
export function scan(text: string): string[] {
  const found = new Set<string>();
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; ) {
    const sign = text[i]!;
    if (sign === '"') {
      const end = endOfText(text, i);
      const names = open[open.length - 1];
      if (names && isKey(text, end)) {
        const name = named(text.slice(i, end));
        if (names.has(name)) found.add(`the field ${JSON.stringify(name.slice(0, 40))} stands there twice in one place.`);
        names.add(name);
      }
      i = end;
    } else if (/[-\d]/.test(sign)) {
      const [token] = /^[-+.\deE]+/.exec(text.slice(i, i + 400))!;
      if (!WHOLE.test(token)) found.add(`the number ${token.slice(0, 30)} is not a whole number of at most 15 digits.`);
      i += token.length;
    } else {
      if (sign === "{" || sign === "[") open.push(new Set());
      if (sign === "}" || sign === "]") open.pop();
      if (open.length > MOST_DEEP) return [`it is nested more than ${MOST_DEEP} levels deep.`];
      i++;
    }
    if (found.size >= MOST_DEEP) break;
  }
  return [...found];
}
