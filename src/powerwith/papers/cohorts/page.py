"""The report as one page of HTML that asks no other host for anything, and as a PDF of the same."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from powerwith.papers.cohorts.gather import Figure, Report, Section
from powerwith.papers.plans import PapersError
from powerwith.picture import as_html

LOOK = Path(__file__).with_name("report.css")
NO_PANGO = (
    "There is no PDF, since Pango is not on this computer. Save the report as .html and print that, or install Pango "
    "(Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango)."
)


def page(report: Report, *, for_paper: bool = False) -> str:
    """The whole page. `for_paper`: nothing is folded away."""
    title = escape(f"Report about the cohort {report.cohort}")
    banner = f'<p class="banner" role="note">{escape(report.banner)}</p>\n' if report.banner else ""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<style>{LOOK.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<header>\n{banner}<h1>{title}</h1>\n"
        f"</header>\n<main>\n{_note(report)}\n{_contents(report.sections)}\n"
        f"{''.join(_section(one, i, for_paper) for i, one in enumerate(report.sections, start=1))}</main>\n"
        f"<footer><p>{escape(report.banner or report.note[0])}</p></footer>\n</body>\n</html>\n"
    )


def pdf(report: Report) -> bytes:
    """The page as a PDF that keeps to PDF/UA-1. Raises PapersError where Pango is missing."""
    try:
        from weasyprint import HTML
    except OSError:  # the package is there, and a library of the system is not
        raise PapersError(NO_PANGO) from None
    made: bytes = HTML(string=page(report, for_paper=True)).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _note(report: Report) -> str:
    """Who, how many, what was hidden by which rule, and what it is not for. It stands before everything else."""
    first, *rules = report.note
    hidden = _items(f"{says}. In {count} {'place' if count == 1 else 'places'}." for says, count in report.hidden)
    hidden = hidden or "<p>Nothing had to be hidden.</p>"
    return (
        f'<section class="note" aria-labelledby="note">\n<h2 id="note">Before you read it</h2>\n'
        f"<p><strong>{escape(report.people)}</strong> of the cohort {escape(report.cohort)} handed something in, of "
        f"their own choice. Who handed in nothing is not in it.</p>\n<p>{escape(first)}</p>\n"
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
    says = "".join(f"<p>{escape(line)}</p>" for line in figure.says)
    heard = f"<div class=questions><h4>To talk about</h4>{_items(figure.questions)}</div>" if figure.questions else ""
    table = f"<div class=wide>{as_html(figure.table, figure.title)}</div>"
    if figure.drawn and not for_paper:
        table = f"<details><summary>The same as a table</summary>{table}</details>"
    many = " several" if len(figure.drawn) > 1 else ""
    chart = f'<div class="chart{many}">{"".join(figure.drawn)}</div>' if figure.drawn else ""
    look = "drawn" if figure.drawn else "told"
    return (
        f'<figure class="{look}">\n<figcaption><h3>{escape(figure.title)}</h3></figcaption>'
        f"\n<div class=pair><div class=shown>{chart}{says}{table}</div>{heard}</div>\n</figure>\n"
    )


def _items(lines: Iterable[str]) -> str:
    made = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{made}</ul>" if made else ""
