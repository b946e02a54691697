"""Links and pictures for somebody who hears the page: each must say by itself where it leads or what it shows."""

import re
from collections.abc import Iterator
from pathlib import Path

from powerwith.lint.voice import pages
from powerwith.source import Problem

EMPTY = re.compile(
    r"(?:click |press |see |read |learn )?(?:here|this|that|more|(?:this )?(?:link|page|website))[.…]?",
    re.IGNORECASE,
)
"""Link texts that say nothing in a list of links."""

_LINK = re.compile(r"(?<![!\\])\[([^\[\]]*)\]\(([^()\s]+)[^()]*\)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()\s]+)[^()]*\)")
_PICTURE = re.compile(r"\s*[`:]{3,}\{(?:image|figure)\}\s+(\S+)")
_CODE = re.compile(r"(`+)(?!`).*?\1")


def check_links(root: Path) -> Iterator[Problem]:
    """Links without words of their own, and pictures without words."""
    for path in pages(root):
        if path.suffix != ".md":
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            place = f"{path.relative_to(root).as_posix()}:{number}"
            yield from _links(place, _CODE.sub("", line))
            named = _PICTURE.match(line)
            if named and not any(re.match(r"\s*:alt:\s*\S", row) for row in lines[number : number + 6]):
                yield Problem(place, f"the picture {named[1]} has no words", "Add `:alt:` and say what it shows")


def _links(place: str, line: str) -> Iterator[Problem]:
    for text, target in _LINK.findall(line):
        if not text.strip():
            yield Problem(place, f"the link to {target} has no words", "Say where it leads")
        elif EMPTY.fullmatch(text.strip()) or re.match(r"https?://", text):
            says = f"the link “{text}” says nothing when it is heard alone"
            yield Problem(place, says, "Let its words name the place it leads to")
    for text, target in _IMAGE.findall(line):
        if not text.strip():
            yield Problem(place, f"the picture {target} has no words", "Say between the brackets what it shows")
