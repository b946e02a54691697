/** The finished portfolio: as it will be, and four ways to take it along. */
import { type Block, type Bodies, type Body, html, label, markdown, page, type Portfolio } from "../../judge/portfolio.ts";
import { canonical } from "../../judge/canonical.ts";
import { button, el } from "../el.ts";
import { download } from "../journal/files.ts";

type Tag = "h3" | "h4" | "h5";

/** The buttons and the page below them. */
export function finished(portfolio: Portfolio, bodies: Bodies, body: Body, say: (words: string) => void): HTMLElement {
  const paper = el(
    "article",
    { class: "pw-portfolio-paper" },
    el("h3", {}, bodies.words.title),
    ...page(portfolio, bodies, body).map(drawn),
  );
  const second = "pw-button pw-second";
  const save = (ending: string, text: string, type: string) => {
    const name = `portfolio-${portfolio.made}.${ending}`;
    download(name, text, type);
    say(`Saved as ${name} among your downloads.`);
  };
  return el(
    "div",
    {},
    el(
      "p",
      { class: "pw-journal-tools" },
      button("Save for a word processor", () => save("html", html(portfolio, bodies, body), "text/html;charset=utf-8")),
      button("Print it", () => print(paper), second),
      button("Save as Markdown", () => save("md", markdown(portfolio, bodies, body), "text/markdown;charset=utf-8"), second),
      button("Save for other programs (JSON)", () => save("json", canonical(portfolio), "application/json"), second),
    ),
    el("p", { class: "pw-quiet" }, "The first file opens in Word, LibreOffice and any browser. Fill in the empty lines there, in your own words."),
    paper,
  );
}

/** The style sheet prints nothing but what is marked so. */
function print(paper: HTMLElement): void {
  paper.classList.add("pw-print-this");
  addEventListener("afterprint", () => paper.classList.remove("pw-print-this"), { once: true });
  globalThis.print();
}

function drawn(block: Block): HTMLElement {
  switch (block.block) {
    case "heading":
      return el(`h${block.level + 2}` as Tag, { class: block.fresh ? "pw-portfolio-fresh" : null }, block.text);
    case "note":
      return el("p", { class: "pw-portfolio-note" }, block.text);
    case "said":
      return el("p", {}, el("b", {}, label(block)), " ", el("bdi", { class: "pw-own", dir: "auto" }, block.text));
    case "table":
      return table(block);
    case "room":
      return el(
        "div",
        { class: "pw-portfolio-room" },
        el("p", {}, block.asks),
        ...Array.from({ length: block.lines }, () => el("span", { class: "pw-portfolio-line", "aria-hidden": "true" })),
      );
  }
}

/** On a narrow screen each row becomes a small card, so every cell carries the name of its column. */
function table({ title, head, rows }: { title: string; head: string[]; rows: string[][] }): HTMLElement {
  return el(
    "table",
    { role: "table" },
    el("caption", { class: "pw-spoken" }, title),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head.map((name) => el("th", { scope: "col", role: "columnheader" }, name)))),
    el(
      "tbody",
      { role: "rowgroup" },
      ...rows.map((row) => el("tr", { role: "row" }, ...row.map((text, i) => el("td", { role: "cell", "data-name": head[i] ?? "" }, text)))),
    ),
  );
}
