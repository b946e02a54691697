"""Reads the prose out of a MyST page or a notebook, with the line each passage stands on.

What is not prose is left out: code, front matter, comments, citations, and directives whose body is not text for
readers. Words that a page only shows, and does not say, are kept apart: what stands in quotation marks, in italics, in
a block quote, in a table of examples, or under the class `example`.
"""

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

Kind = Literal["heading", "paragraph", "item", "term", "definition", "cell", "summary", "field"]
"""What a passage is. A `field` is a text of an exercise; the others stand on a page."""

TEXTUAL = frozenset({
    "dropdown", "details", "note", "tip", "hint", "important", "warning", "caution", "attention", "seealso",
    "admonition", "margin", "sidebar", "grid", "grid-item", "grid-item-card", "card", "tab-set", "tab-item", "div",
})  # fmt: skip
"""Directives whose body is prose of the page."""

SAMPLES = re.compile(r"\b(instead of|example|examples|loaded|avoid|before|line|lines|said|poor model)\b", re.IGNORECASE)
"""Words in a table's head that make it a table of examples."""

STAND_IN = "x"
"""What takes the place of each shown letter, so that words around it do not meet."""

_SHOWN = re.compile(r"“[^“”]*”|\"[^\"\n]*(?:\n[^\"\n]*)?\"|‘[^‘’]*’(?![A-Za-z])")
_LETTER = re.compile(r"[^\W_]")
_TARGET = re.compile(r"\s*<[^<>]*>$")
_DIRECTIVE = re.compile(r"\{([a-z-]+)\}\s*(.*)", re.DOTALL)
_OPTION = re.compile(r"\s*:[a-z][\w-]*:|\s*(\^\^\^|\+\+\+)\s*$")


@dataclass(frozen=True)
class Passage:
    """A heading, paragraph, item or cell, as text without marks. `said` is `text` with the shown words masked."""

    file: str
    line: int
    kind: Kind
    text: str
    said: str
    headings: tuple[str, ...]
    """The headings it stands under, the page's title first."""
    box: str = ""
    """The title of the dropdown or card it stands in."""
    cites: bool = False
    example: bool = False

    def place(self, offset: int = 0) -> str:
        """`file:line` of a character of the text."""
        return f"{self.file}:{self.line + self.text.count(chr(10), 0, offset)}"


def masked(text: str) -> str:
    """The text with everything in quotation marks masked, letter by letter. Offsets stay as they are."""
    return _SHOWN.sub(lambda found: _LETTER.sub(STAND_IN, found.group()), text)


def read_page(path: Path, name: str) -> list[Passage]:
    """Every passage of a page or notebook, in reading order."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return read_markdown(text, name)
    found = []
    for cell, lines in _markdown_cells(text):
        found += [replace(p, line=lines[min(p.line, len(lines)) - 1]) for p in read_markdown(cell, name)]
    return found


def read_markdown(text: str, name: str) -> list[Passage]:
    """Every passage of MyST Markdown."""
    return list(_Reader(name).read(text, 1, ""))


def _markdown_cells(text: str) -> Iterator[tuple[str, list[int]]]:
    """Each Markdown cell with the line of the file on which each of its lines stands."""
    rows = text.splitlines()
    at = 0
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        lines = []
        for line in cell["source"]:
            written = json.dumps(line, ensure_ascii=False)
            at = next((i for i in range(at, len(rows)) if rows[i].strip().rstrip(",") == written), at)
            lines.append(at + 1)
            at += 1
        yield "".join(cell["source"]), lines


@functools.cache
def _markdown() -> MarkdownIt:
    """Markdown as the book reads it, less what makes no difference to prose."""
    reader = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(myst_block_plugin)
    reader.use(myst_role_plugin).use(colon_fence_plugin).use(deflist_plugin)
    ends = ("link_close", "em_close", "strong_close", "span_close", "code_inline", "image")
    return reader.use(attrs_plugin, after=ends, spans=True).use(attrs_block_plugin)


class _Reader:
    """Walks through the tokens of one page."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.headings: list[tuple[int, str]] = []

    def read(self, text: str, first: int, box: str, example: bool = False) -> Iterator[Passage]:
        line, kind, outside = first, "paragraph", example
        level = -1
        tokens = _markdown().parse(text)
        for at, token in enumerate(tokens):
            if token.map:
                line = first + token.map[0]
            if token.nesting == 1:
                kind = _kind(token, kind)
                if not example and _is_example(tokens, at):
                    example, level = True, token.level
            elif token.nesting == -1:
                if example and token.level == level:
                    example, level = outside, -1
                kind = "paragraph" if token.type.endswith(("list_close", "table_close", "dl_close")) else kind
            elif token.type in ("fence", "colon_fence"):
                yield from self._directive(token, line, box, example)
            elif token.type == "inline":
                yield from self._passage(token, line, kind, box, example)

    def _passage(self, token: Token, line: int, kind: str, box: str, example: bool) -> Iterator[Passage]:
        text, said, cites = _plain(token.children or [])
        if kind.startswith("h") and kind[1:].isdigit():
            level = int(kind[1:])
            self.headings = [h for h in self.headings if h[0] < level] + [(level, text)]
            kind = "heading"
        if text.strip():
            trail = tuple(title for _, title in self.headings)
            said = masked(said)
            yield Passage(self.name, line, kind, text, said, trail, box, cites, example)  # type: ignore[arg-type]

    def _directive(self, token: Token, line: int, box: str, example: bool) -> Iterator[Passage]:
        named = _DIRECTIVE.match(token.info.strip())
        if not named or named[1] not in TEXTUAL:
            return
        title = "" if named[1] == "div" or re.fullmatch(r"[\d ]*", named[2]) else named[2]
        rows = token.content.split("\n")
        classes = [named[2] if named[1] == "div" else "", *(row for row in rows if row.strip().startswith(":class:"))]
        example = example or any("example" in row.split() for row in classes)
        if title:
            trail = tuple(heading for _, heading in self.headings)
            yield Passage(self.name, line, "summary", title, masked(title), trail, title, False, example)
        body = "\n".join("" if _OPTION.match(row) else row for row in rows)
        yield from self.read(body, line + 1, title or box, example)


def _kind(token: Token, kind: str) -> str:
    """What the text inside this token is. A paragraph in a list or definition stays what the list made it."""
    if token.type == "heading_open":
        return token.tag
    names = {"list_item_open": "item", "dt_open": "term", "dd_open": "definition", "th_open": "cell", "td_open": "cell"}
    if token.type in names:
        return names[token.type]
    return kind if kind in ("item", "definition") and token.type == "paragraph_open" else "paragraph"


def _is_example(tokens: list[Token], at: int) -> bool:
    """Whether this opening token begins a passage that shows words instead of saying them."""
    token = tokens[at]
    if token.type == "blockquote_open" or "example" in str(token.attrs.get("class", "")).split():
        return True
    if token.type != "table_open":
        return False
    head = next((i for i in range(at, len(tokens)) if tokens[i].type == "thead_close"), at)
    return any(SAMPLES.search(t.content) for t in tokens[at:head] if t.type == "inline")


def _plain(children: list[Token]) -> tuple[str, str, bool]:
    """The text of a line of tokens, the same with italics and examples masked, and whether it cites anything."""
    text, said, cites, shown = "", "", False, 0
    for token in children:
        if token.nesting == 1 and (token.type == "em_open" or "example" in str(token.attrs.get("class", ""))):
            shown += 1
        elif token.nesting == -1 and (token.type == "em_close" or (token.type == "span_close" and shown)):
            shown -= 1
        elif token.type == "myst_role":
            cites = cites or token.meta["name"].startswith("cite")
            if token.meta["name"] == "term":
                words = _TARGET.sub("", token.content)
                text, said = text + words, said + (_LETTER.sub(STAND_IN, words) if shown else words)
        elif token.type in ("softbreak", "hardbreak"):
            text, said = text + "\n", said + "\n"
        elif token.type == "code_inline":
            text, said = text + token.content, said + _LETTER.sub(STAND_IN, token.content)
        elif token.type in ("text", "text_special"):
            text += token.content
            said += _LETTER.sub(STAND_IN, token.content) if shown else token.content
    return text, said, cites
