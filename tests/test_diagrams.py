"""The pictures of the main ideas: inside their frame, told in words, the same at every build."""

import re
import xml.etree.ElementTree as ET

import pytest

from powerwith import diagrams

NAMES = diagrams.names()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_told_in_words_and_named(name: str) -> None:
    diagram = diagrams.DIAGRAMS[name]
    drawn = ET.fromstring(diagrams.svg(name, diagram))
    title, says = drawn[0], drawn[1]
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {says.get('id')}"
    assert (title.text, says.text) == (diagram.title, diagram.says)
    assert len(diagram.words) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_it_stays_inside_its_frame(name: str) -> None:
    diagram = diagrams.DIAGRAMS[name]
    svg = diagrams.svg(name, diagram)
    for path in re.findall(r' d="([^"]+)"', svg):
        for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path):
            assert 0 <= float(x) <= diagrams.WIDTH
            assert 0 <= float(y) <= diagram.height
    for x, y, words in re.findall(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)', svg):
        half = len(words) * 4.6  # a wide letter of 15 units takes about nine
        assert half <= float(x) + 6
        assert float(x) + half <= diagrams.WIDTH + 6
        assert float(y) <= diagram.height - 2


@pytest.mark.parametrize("name", NAMES)
def test_it_is_drawn_the_same_each_time_and_brings_no_style_of_its_own(name: str) -> None:
    drawn = diagrams.svg(name, diagrams.DIAGRAMS[name])
    assert drawn == diagrams.svg(name, diagrams.DIAGRAMS[name])
    assert "style" not in drawn
    assert "#" not in drawn
