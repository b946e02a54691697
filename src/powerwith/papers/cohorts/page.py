"""The report as one page of HTML that asks no other host for anything, and as a PDF of the same."""

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from powerwith.papers.cohorts.authors import NOT_HERE, SAYS, TITLE, left_out
from powerwith.papers.cohorts.drawn import Head
from powerwith.papers.cohorts.gather import Figure, Report, Section
from powerwith.papers.cohorts.tabled import LISTED
from powerwith.papers.plans import PapersError
from powerwith.picture import as_html

LOOK = Path(__file__).with_name("report.css")
NO_PANGO = (
    "There is no PDF, since Pango is not on this computer. Save the report as .html and print that, or install Pango "
    "(Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango)."
)


def page(report: Report, *, for_paper: bool = False) -> str:
    """The whole page, which is XML as well. `for_paper`: nothing is folded away, and nothing is said twice."""
    title = escape(f"Report about {report.about}")
    banner = f'<p class="banner" role="note">{escape(report.banner)}</p>\n' if report.banner else ""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8"/>\n<title>{title}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta name="robots" content="noindex"/>\n<style>{LOOK.read_text(encoding="utf-8")}</style>\n</head>\n'
        f"<body>\n<header>\n{banner}<h1>{title}</h1>\n"
        f"{_foot(report) if for_paper else ''}</header>\n<main>\n{_note(report)}\n{_contents(report.sections)}\n"
        f"{''.join(_section(one, i, for_paper) for i, one in enumerate(report.sections, start=1))}"
        f"{_for_authors(report, for_paper)}</main>\n"
        f"<footer><p>{escape(report.banner or report.note[0])}</p></footer>\n</body>\n</html>\n"
    )


def pdf(report: Report) -> bytes:
    """The page as a PDF that keeps to PDF/UA-1. Raises PapersError where Pango is missing."""
    with _kept():
        try:
            from cssselect2 import ElementWrapper
            from weasyprint import HTML
        except OSError:  # the package is there, and a library of the system is not
            raise PapersError(NO_PANGO) from None
        return _made(HTML(string=""), ElementWrapper, page(report, for_paper=True))


@contextmanager
def _kept() -> Iterator[None]:
    """Nothing is thrown away before a document is whole, and to look for it all the while takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _made(html: Any, wrapper: Any, text: str) -> bytes:
    # Its reader of HTML forgives everything and takes a second; ours is XML as well.
    html.wrapper_element = wrapper.from_html_root(ElementTree.fromstring(text))
    html.etree_element = html.wrapper_element.etree_element
    made: bytes = html.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _foot(report: Report) -> str:
    """What stands at the foot of every sheet of paper. It has to come before the first one ends."""
    return f'<p class="foot">{escape(report.banner or report.note[0])}</p>\n'


def _note(report: Report) -> str:
    """Who, how many, what was hidden by which rule, and what it is not for. It stands before everything else."""
    first, *rules = report.note
    hidden = _items(f"{says}. In {count} {'place' if count == 1 else 'places'}." for says, count in report.hidden)
    hidden = hidden or "<p>Nothing had to be hidden.</p>"
    return (
        f'<section class="note" aria-labelledby="note">\n<h2 id="note">Before you read it</h2>\n'
        f"<p>{escape(report.who)}</p>\n<p>All did so of their own choice. Who handed in nothing is not in it.</p>\n"
        f"<p>{escape(first)}</p>\n"
        f"<h3>How small numbers are kept from telling</h3>\n{_items(rules)}\n"
        f"<h3>What was hidden here</h3>\n{hidden}\n</section>"
    )


def _contents(sections: Iterable[Section]) -> str:
    links = "".join(f'<li><a href="#s{i}">{escape(one.title)}</a></li>' for i, one in enumerate(sections, start=1))
    return f'<nav aria-label="Contents"><ol>{links}</ol></nav>' if links else "<p>There is nothing to show.</p>"


def _section(section: Section, number: int, for_paper: bool) -> str:
    chapter = f'<p class="chapter">{escape(section.chapter)}</p>' if section.chapter else ""
    figures = "".join(_figure(one, for_paper) for one in section.figures)
    return f'<section id="s{number}">\n<h2>{escape(section.title)}</h2>\n{chapter}{figures}</section>\n'


def _figure(figure: Figure, for_paper: bool) -> str:
    """The picture with its sentences, the same as a table, and the questions beside it."""
    says = "".join(f"<p>{escape(line)}</p>" for line in (_short(figure) if for_paper else figure.says))
    asks = f'<div class="questions"><h4>To talk about</h4>{_items(figure.questions)}</div>' if figure.questions else ""
    pictures = (_bars(figure),) if for_paper and figure.bars else figure.drawn
    if for_paper and figure.is_said and not figure.bars:
        pictures = _in_words(figure)
    many = " several" if len(pictures) > 1 else ""
    chart = f'<div class="chart{many}">{"".join(pictures)}</div>' if pictures else ""
    look = "drawn" if figure.drawn else "told"
    return (
        f'<figure class="{look}">\n<figcaption><h3>{escape(figure.title)}</h3></figcaption>\n'
        f'<div class="pair"><div class="shown">{chart}{says}{_table(figure, for_paper)}</div>{asks}</div>\n</figure>\n'
    )


def _table(figure: Figure, for_paper: bool) -> str:
    """On paper only where picture and sentences do not say it all; on a screen folded away behind a picture."""
    if figure.table.empty or (for_paper and (figure.is_said or not figure.drawn)):
        return ""
    table = f'<div class="wide">{as_html(figure.table, figure.title)}</div>'
    is_folded = figure.drawn and not for_paper
    return f"<details><summary>The same as a table</summary>{table}</details>" if is_folded else table


def _short(figure: Figure) -> tuple[str, ...]:
    """Without what the bars say already: of whom so many had something marked stands once."""
    labels = tuple(f"{one.label}: " for one in figure.bars)
    left = [line for line in figure.says if not line.startswith(labels)] if figure.about in LISTED else figure.says
    people = sorted({int(one) for one in figure.table["People"] if one}) if len(left) < len(figure.says) else []
    many = f"Of {people[0]}" if len(people) == 1 else f"Of {people[0]} to {people[-1]}" if people else ""
    return (*([f"{many} people: for how many it holds at least once."] if many else []), *left)


def _bars(figure: Figure) -> str:
    """On paper a table is its own chart: it is read out as it stands, and made in half the time of a picture."""
    rows = "".join(
        f'<tr><th colspan="3" scope="rowgroup">{escape(one.label)}</th></tr>'
        if isinstance(one, Head)
        else f'<tr><td>{escape(one.label)}</td><td class="line"><div style="width:{one.value:g}%"></div></td>'
        f"<td>{escape(one.says)}</td></tr>"
        for one in figure.bars
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Answer", "Of 100", "With 95% interval"))
    return f'<table class="bars"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _in_words(figure: Figure) -> tuple[str, ...]:
    """The pictures with all their numbers in words, for those who hear the paper read out."""
    rows = (", ".join(filter(None, map(str, row))) for row in figure.table.itertuples(index=False))
    says = escape(f"{figure.title}. {'; '.join(figure.table.columns)}: {'; '.join(rows)}")
    first, *others = figure.drawn
    return (_LABEL.sub(lambda _: f'aria-label="{says}"', first, count=1), *others)


_LABEL = re.compile('aria-label="[^"]*"')


def _for_authors(report: Report, for_paper: bool) -> str:
    """Folded away and last: a group has no use for it."""
    if not report.for_authors:
        return ""
    if for_paper:
        return f'<p class="chapter">{escape(NOT_HERE)}</p>\n'
    says = "".join(f"<p>{escape(line)}</p>" for line in (*SAYS, *left_out(report.for_authors)))
    table = as_html(report.author_rows, TITLE) if len(report.author_rows) else "<p>Nothing can be told.</p>"
    return (
        f'<section class="authors" aria-labelledby="authors">\n<h2 id="authors">{TITLE}</h2>\n<details>'
        f'<summary>How hard each question was</summary>\n{says}<div class="wide" tabindex="0" role="region" '
        f'aria-label="Table for authors">{table}</div></details>\n</section>\n'
    )


def _items(lines: Iterable[str]) -> str:
    made = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{made}</ul>" if made else ""
