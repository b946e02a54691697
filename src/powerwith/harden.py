"""Lock every built page: a Content-Security-Policy of its own, and no request to anybody else.

A page may run and show only what the book's own folder holds. Inline scripts and styles that Sphinx or a notebook
left in a page are allowed by their hash alone; `style="…"` becomes a class; inline handlers and addresses of other
hosts stop the build. Running twice changes nothing, so half-rebuilt folders are safe.
"""

import hashlib
import re
from base64 import b64encode
from html import escape
from html.parser import HTMLParser
from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'"
)
"""What a page may do. Forms never send: the search form is answered by a script of ours."""

UNUSED = ("_static/file.png", "_static/minus.png", "_static/plus.png")
"""Pictures that Sphinx copies into every book and no page of this one shows."""

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_SCRIPT_TYPES = frozenset(("", "text/javascript", "application/javascript", "module", "importmap"))
_ASKS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src",
         "audio": "src", "embed": "src", "object": "data", "track": "src", "use": "href"}  # fmt: skip
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_STYLE_ELSEWHERE = re.compile(r"""(?:@import\s+["']?|url\(\s*["']?)\s*(?:https?:)?//""", re.IGNORECASE)
_RULES = "pw-inline-rules"


class HardenError(Exception):
    """Pages that cannot be locked. `problems` holds one sentence each, with its place."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def harden(outdir: Path) -> None:
    """Write a policy into every page of the built book in `outdir`, and drop the files that no page asks for.

    Raises `HardenError` naming every inline handler and every address of another host at once.
    """
    problems = _elsewhere_in_styles(outdir)
    stamps: dict[Path, str] = {}
    for path in _pages(outdir):
        before = path.read_text(encoding="utf-8")
        page = _Page(path, outdir, stamps)
        after = page.locked(before)
        problems += page.problems
        if after != before and not page.problems:
            path.write_text(after, encoding="utf-8", newline="\n")
    if problems:
        raise HardenError(problems)
    _trim(outdir, asked_for=set(stamps))


def _pages(outdir: Path) -> list[Path]:
    return sorted(path for path in outdir.rglob("*.html") if "_static" not in path.relative_to(outdir).parts)


def _trim(outdir: Path, asked_for: set[Path]) -> None:
    """Drop what extensions bring along for every book. Our own folder stays: its scripts may ask for one another."""
    static = outdir / "_static"
    unused = [
        path for ending in ("css", "js") for path in static.glob(f"*.{ending}") if path.resolve() not in asked_for
    ]
    for path in [*unused, *static.rglob("*.map"), *(outdir / name for name in UNUSED)]:
        path.unlink(missing_ok=True)


def _elsewhere_in_styles(outdir: Path) -> list[str]:
    return [
        f"{path.relative_to(outdir)}: the style sheet asks another host for something. Take the file into the book."
        for path in sorted((outdir / "_static").rglob("*.css"))
        if _STYLE_ELSEWHERE.search(path.read_text(encoding="utf-8"))
    ]


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Page(HTMLParser):
    """Copies a page as it stands, and rewrites only what the policy would stop."""

    def __init__(self, path: Path, outdir: Path, stamps: dict[Path, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.path, self.outdir, self.stamps = path, outdir, stamps
        self.problems: list[str] = []
        self._out: list[str] = []
        self._inline: str | None = None
        self._hashes: dict[str, list[str]] = {"script": [], "style": []}
        self._rules: dict[str, str] = {}
        self._open_tables: list[bool] = []
        self._last_start = ""

    def locked(self, text: str) -> str:
        """The page with its policy first in the head."""
        self.feed(text)
        self.close()
        body = "".join(self._out)
        if self._rules:
            body = self._with_rules(body)
        policy = POLICY.format(scripts=self._allowed("script"), styles=self._allowed("style"))
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        return re.sub(r"(<head[^>]*>)\s*", lambda found: f"{found[1]}\n  {meta}\n  ", body, count=1)

    def _allowed(self, kind: str) -> str:
        return "".join(f" {digest}" for digest in dict.fromkeys(self._hashes[kind]))

    def _with_rules(self, body: str) -> str:
        rules = "".join(f".{name}.{name}.{name}{{{style}}}" for name, style in sorted(self._rules.items()))
        self._hashes["style"].append(_digest(rules))
        return body.replace("</head>", f'<style class="{_RULES}">{rules}</style>\n</head>', 1)

    # What the parser meets, in the order of the page.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        named = dict(attrs)
        if tag == "meta" and (named.get("http-equiv") or "").lower() == "content-security-policy":
            return  # the old policy; a new one is written
        if tag == "table":
            self._open_table()
        self._check(tag, named)
        self._out.append(self._rewritten(tag, attrs, raw))
        self._last_start = self._out[-1]
        if tag == "style" or (tag == "script" and (named.get("type") or "").lower() in _SCRIPT_TYPES):
            self._inline = None if tag == "script" and "src" in named else ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._inline is not None and tag in self._hashes:
            self._hashes[tag].append(_digest(self._inline))
            self._inline = None
        self._out.append(f"</{tag}>")
        if tag == "table" and self._open_tables and self._open_tables.pop():
            self._out.append("</div>")

    def handle_data(self, data: str) -> None:
        if self._inline is not None:
            self._inline += data
        self._out.append(data)

    def handle_entityref(self, name: str) -> None:
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._out.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._out.append(f"<?{data}>")

    # One start tag.

    def _open_table(self) -> None:
        """A wide table scrolls inside itself, not the page with it."""
        wrapped = self._last_start == '<div class="pw-page-scroll">' or bool(self._open_tables)
        self._open_tables.append(not wrapped)
        if not wrapped:
            self._out.append('<div class="pw-page-scroll">')

    def _check(self, tag: str, named: dict[str, str | None]) -> None:
        place = self.path.relative_to(self.outdir)
        for name in named:
            if name.startswith("on"):
                self.problems.append(
                    f"{place}: <{tag}> has the inline handler `{name}`, which the page's policy stops. "
                    "Add the listener in a script file."
                )
        asked = named.get(_ASKS.get(tag, ""))
        if asked and _ELSEWHERE.match(asked) and named.get("rel") != "canonical":
            self.problems.append(f"{place}: <{tag}> asks another host: {asked}. Take the file into the book.")

    def _rewritten(self, tag: str, attrs: list[tuple[str, str | None]], raw: str) -> str:
        asked = _ASKS.get(tag) if tag in ("script", "link") else None
        kept: list[tuple[str, str | None]] = []
        classes: list[str] = []
        changed = False
        for name, value in attrs:
            if name == "role" and value == "doc-biblioentry":
                kept.append((name, "listitem"))  # what ARIA allows in the list Sphinx makes of sources
                changed = True
            elif name == "style" and value is not None:
                classes.append(self._as_class(value))
                changed = True
            elif name == asked and value is not None and (stamped := self._stamped(value)) != value:
                kept.append((name, stamped))
                changed = True
            else:
                kept.append((name, value))
        if not changed:
            return raw
        return _tag(tag, _with_classes(kept, classes), closed=raw.endswith("/>") and tag not in _VOID)

    def _as_class(self, style: str) -> str:
        style = style.strip().rstrip(";")
        name = f"pw-s-{hashlib.sha256(style.encode()).hexdigest()[:8]}"
        self._rules[name] = style
        return name

    def _stamped(self, address: str) -> str:
        """Add the digest of the file to its address, so that no cache mixes two versions."""
        bare = address.split("?")[0]
        if not bare.endswith((".js", ".css")) or _ELSEWHERE.match(bare):
            return address
        file = (self.path.parent / bare).resolve()
        if file not in self.stamps:
            found = file.is_file()
            self.stamps[file] = hashlib.sha256(file.read_bytes()).hexdigest()[:8] if found else ""
        return f"{bare}?v={self.stamps[file]}" if self.stamps[file] else address


def _with_classes(attrs: list[tuple[str, str | None]], classes: list[str]) -> list[tuple[str, str | None]]:
    if not classes:
        return attrs
    old = next((value for name, value in attrs if name == "class" and value), "")
    rest = [(name, value) for name, value in attrs if name != "class"]
    return [*rest, ("class", " ".join(filter(None, [old, *classes])))]


def _tag(tag: str, attrs: list[tuple[str, str | None]], *, closed: bool) -> str:
    written = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs)
    return f"<{tag}{written}{' /' if closed else ''}>"
