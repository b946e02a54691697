/** Taking a plan along: on paper, as a file for word processors, as plain text. All of it is made here and sent nowhere. */
import type { Block, Drawing } from "../../judge/planner.ts";
import { button, el } from "../el.ts";
import { day, download } from "../journal/files.ts";
import { draw } from "./drawings.ts";

export interface Plan {
  /** The exercise, for the name of a file. */
  id: string;
  title: string;
  blocks: Block[];
  plain: string;
}

const LOOK = `text{font-family:system-ui,"Liberation Sans",sans-serif;fill:#2a2530}.pw-drawn-name{fill:#5c5560;font-weight:600}
.pw-drawn-on{fill:#fff;font-weight:600}.pw-drawn-line{stroke:#14595b}.pw-drawn-fill,.pw-drawn-full{fill:#14595b}
.pw-drawn-box,.pw-drawn-soft,.pw-drawn-warm{stroke:#14595b;stroke-width:1.5;fill:#fff}.pw-drawn-soft{fill:#e2efeb}
.pw-drawn-warm{fill:#f7e9ef}`;
const PAGE = `body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:12pt/1.5 system-ui,"Liberation Sans",sans-serif}
p,li,td{white-space:pre-line}table{border-collapse:collapse;width:100%}th,td{border:1px solid #777;padding:4pt 6pt;text-align:left;vertical-align:top}
h1{font-size:20pt}h2{font-size:15pt}figure{margin:1rem 0}`;

/** The buttons below a finished page. `plan` gives it as it stands when one of them is pressed. */
export function takeAlong(plan: () => Plan, paper: () => HTMLElement | null, say: (words: string) => void): HTMLElement {
  const name = (ending: string) => `${plan().id}-${day()}.${ending}`;
  const second = "pw-button pw-second";
  const save = (ending: string, text: string, type: string) => {
    download(name(ending), text, type);
    say(`Saved as ${name(ending)} among your downloads.`);
  };
  const place = el("div", { class: "pw-copied" });
  const buttons = [
    button("Print this page alone", () => print(paper()), second),
    button("Save for a word processor", () => save("html", asHtml(plan()), "text/html;charset=utf-8"), second),
    button("Save as plain text", () => save("txt", plan().plain, "text/plain;charset=utf-8"), second),
    button("Copy the words", () => void copy(plan().plain, place, say), second),
  ];
  const note = "The first file opens in Word, LibreOffice and any browser. What you take along holds your words: look through it for names before you share it.";
  return el("div", { class: "pw-take" }, el("p", { class: "pw-actions" }, ...buttons), place, el("p", { class: "pw-quiet" }, note));
}

/** The style sheet prints nothing but what is marked so. */
function print(paper: HTMLElement | null): void {
  if (!paper) return;
  paper.classList.add("pw-print-this");
  addEventListener("afterprint", () => paper.classList.remove("pw-print-this"), { once: true });
  globalThis.print();
}

/** Browsers that let no page write to the clipboard get the words in a box, marked and ready. */
async function copy(text: string, place: HTMLElement, say: (words: string) => void): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    place.replaceChildren();
    say("The words are copied.");
  } catch {
    const box = el("textarea", { rows: 3, readonly: true, "aria-label": "The words of the page" });
    box.value = text;
    place.replaceChildren(box);
    box.select();
    say("This browser lets no page copy by itself. The words stand in the box, marked: copy them from there.");
  }
}

/** One page that browsers and word processors open. Drawings are pictures, with their words below. */
export function asHtml({ title, blocks }: Plan): string {
  return [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<title>${safe(title)}</title>\n<style>${PAGE}</style>\n</head>\n<body>\n<h1>${safe(title)}</h1>`,
    ...blocks.map(written),
    "</body>\n</html>\n",
  ].join("\n");
}

function written(block: Block): string {
  switch (block.block) {
    case "heading":
      return `<h2>${safe(block.text)}</h2>`;
    case "text":
      return `<p dir="auto">${broken(block.text)}</p>`;
    case "list":
      return list(block.items);
    case "table": {
      const row = (cells: string[], tag: string) => `<tr>${cells.map((cell) => `<${tag}>${broken(cell)}</${tag}>`).join("")}</tr>`;
      return `<table>\n${[row(block.head, "th"), ...block.rows.map((cells) => row(cells, "td"))].join("\n")}\n</table>`;
    }
    case "drawing":
      return `<figure>\n<p><b>${safe(block.title)}</b></p>\n${picture(block)}\n${list(block.words)}\n</figure>`;
  }
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li dir="auto">${broken(item)}</li>`).join("\n")}\n</ul>`;
}

/** A drawing as a file within the file: word processors know pictures, and no drawing inside a page. */
function picture(drawing: Drawing): string {
  const made = draw(drawing);
  const [, , width = 0, height = 0] = (made.getAttribute("viewBox") ?? "").split(" ").map(Number);
  made.setAttribute("width", String(width));
  made.setAttribute("height", String(height));
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = LOOK;
  made.prepend(style);
  const bytes = new TextEncoder().encode(new XMLSerializer().serializeToString(made));
  const source = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `<p><img alt="${safe(drawing.title)}: the words stand below." width="${width}" height="${height}" src="data:image/svg+xml;base64,${source}"></p>`;
}

function broken(text: string): string {
  return safe(text).replace(/\n/g, "<br>");
}

function safe(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (letter) => names[letter] ?? letter);
}
