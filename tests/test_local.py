"""What differs from country to country: every topic has every country, a source and a day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powerwith.local import LocalError, load_local
from powerwith.model.local import HOMES, after_months, months_since

ROOT = Path(__file__).resolve().parents[1]
LOCAL = load_local(ROOT / "book" / "local")
TOPICS = "- {id: law, title: Law, elsewhere: Ask.}\n"
WORDS = "- {id: person, one: person, many: people, about: Ours.}\n"
TEXT = """\
country: {country}
texts:
  - topic: {topic}
    says: It holds.
    sources: [{{name: A page, address: "https://example.org/"}}]
    checked_on: 2026-11-22
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in {"topics": TOPICS, "words": WORDS, **files}.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def whole(**changes: str) -> dict[str, str]:
    return {country.lower().replace(" ", "-"): TEXT.format(country=country, topic="law") for country in HOMES} | changes


def told(tmp_path: Path, **files: str) -> str:
    with pytest.raises(LocalError) as caught:
        load_local(folder(tmp_path, **files))
    return str(caught.value)


def test_a_whole_folder_is_read(tmp_path: Path) -> None:
    local = load_local(folder(tmp_path, **whole()))
    assert sorted(local.topics) == ["law"]
    assert {country for _, country in local.texts} == set(HOMES)


def test_a_country_without_a_text_is_named(tmp_path: Path) -> None:
    files = whole()
    del files["wales"]
    assert "`law` has no text for Wales" in told(tmp_path, **files)


def test_a_topic_that_is_not_listed_is_named_with_its_place(tmp_path: Path) -> None:
    says = told(tmp_path, **whole(wales=TEXT.format(country="Wales", topic="laws")))
    assert f"{tmp_path.name}/wales.yml:3: `laws` is not in topics.yml. Name a topic from that list." in says


def test_a_slip_in_a_topic_gets_the_closest_one(tmp_path: Path) -> None:
    local = load_local(folder(tmp_path, **whole()))
    with pytest.raises(LocalError, match=r"book/ch01.md:9: there is no local topic `lav`. Did you mean `law`\?"):
        local.topic("lav", "book/ch01.md:9")


@pytest.mark.parametrize(
    ("day", "today", "months"),
    [
        pytest.param(date(2026, 1, 31), date(2026, 2, 28), 0, id="a-short-month"),
        pytest.param(date(2026, 1, 15), date(2026, 2, 15), 1, id="to-the-day"),
        pytest.param(date(2025, 11, 22), date(2026, 11, 21), 11, id="a-day-before-the-year"),
        pytest.param(date(2025, 11, 22), date(2026, 11, 22), 12, id="a-year"),
    ],
)
def test_whole_months_are_counted(day: date, today: date, months: int) -> None:
    assert months_since(day, today) == months


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(1, 30))
def test_the_first_day_of_so_many_months_is_the_first(day: date, months: int) -> None:
    first = after_months(day, months)
    assert months_since(day, first) >= months
    assert months_since(day, first - timedelta(days=1)) < months


@pytest.mark.parametrize("country", HOMES)
@pytest.mark.parametrize("topic", LOCAL.topics)
def test_every_text_of_the_course_names_public_pages(topic: str, country: str) -> None:
    text = LOCAL.texts[topic, country]
    assert all(source.address.startswith("https://") for source in text.sources)
    assert text.checked_on >= date(2026, 11, 1)


def test_northern_ireland_is_never_given_the_act_of_2010() -> None:
    says = LOCAL.texts["equality-law", "Northern Ireland"].says
    assert "does not apply" in says or "Equality Act 2010" not in says
