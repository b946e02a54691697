"""Where an exercise stands in the published course, as an address for a code."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from powerwith.papers.packs.pieces import PackError
from powerwith.source import read_yaml

_PRACTICE = re.compile(r"^\s*[`:]{3,}\{practice\}\s+(\S+)\s*$", re.M)


def home(address: str) -> str:
    """The address of the course's first page as a folder, ending in a slash. Raises PackError."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        todo = "Write the address of the course's first page, as in https://www.example.org/power-with/"
        raise PackError(f"--address “{address}”: this is no address of a course. {todo}")
    folder = re.sub(r"/[^/]*\.html?$", "", parts.path).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{folder}/"


def addresses(root: Path, address: str) -> dict[str, str]:
    """Exercise id to the address of the first page that has it, in the order of the book."""
    found: dict[str, str] = {}
    for page in _pages(root):
        for exercise in _PRACTICE.findall((root / f"{page}.md").read_text(encoding="utf-8")):
            found.setdefault(exercise, f"{home(address)}{page}.html#practice-{exercise}")
    return found


def _pages(root: Path) -> list[str]:
    """The pages of Markdown in the order of the contents."""
    parts = read_yaml(root / "_toc.yml").value.get("parts", [])
    listed = [chapter["file"] for part in parts for chapter in _whole(part.get("chapters", []))]
    return [page for page in listed if (root / f"{page}.md").is_file()]


def _whole(chapters: list[dict[str, object]]) -> list[dict[str, str]]:
    """Chapters and what stands below them."""
    flat: list[dict[str, str]] = []
    for chapter in chapters:
        flat.append({"file": str(chapter.get("file", ""))})
        below = chapter.get("sections", [])
        flat += _whole(below if isinstance(below, list) else [])
    return flat
