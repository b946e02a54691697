"""Pictures of the main ideas, drawn by these lines, each with the words that say the same.

A picture has no colours of its own: its parts carry classes, and the book's style gives them colour on light and
dark paper. Nothing in it is told by colour alone.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass

from powerwith.diagrams.pen import WIDTH, Pen


@dataclass(frozen=True)
class Diagram:
    """One picture: what it is called, what it says in a sentence, and the same in words, point by point."""

    title: str
    says: str
    words: tuple[str, ...]
    height: int
    draw: Callable[[Pen], None]


def names() -> tuple[str, ...]:
    """What can be drawn."""
    return tuple(DIAGRAMS)


def svg(name: str, diagram: Diagram) -> str:
    """The picture as SVG to stand inside a page; `name` makes its ids unique there."""
    pen = Pen(name)
    diagram.draw(pen)
    return (
        f'<svg class="pw-diagram" viewBox="0 0 {WIDTH} {diagram.height}" role="img" '
        f'aria-labelledby="diagram-{name}-title diagram-{name}-says">'
        f'<title id="diagram-{name}-title">{html.escape(diagram.title)}</title>'
        f'<desc id="diagram-{name}-says">{html.escape(diagram.says)}</desc>'
        f"{''.join(pen.parts)}</svg>"
    )


def _over_and_with(pen: Pen) -> None:
    pen.text((90, 20), "Power over", look="strong")
    pen.circle((90, 78), 40, look="warm")
    pen.text((90, 78), "decides", letters=12)
    pen.line((90, 122), (90, 152), arrow=True)
    pen.circle((90, 190), 34, look="soft")
    pen.text((90, 190), "follows", letters=12)
    pen.line((180, 12), (180, 226), look="quiet")
    pen.text((270, 20), "Power with", look="strong")
    pen.circle((240, 98), 50, look="soft")
    pen.circle((300, 98), 50, look="warm")
    pen.text((220, 98), "knows", letters=8)
    pen.text((322, 98), "knows", letters=8)
    pen.text((270, 196), "what only both can do", letters=14)
    pen.line((270, 176), (270, 106), arrow=True)


def _circles(pen: Pen) -> None:
    pen.circle((180, 170), 158, look="soft")
    pen.circle((180, 200), 112, look="warm")
    pen.circle((180, 240), 66, look="paper")
    pen.text((180, 42), "Structural", look="strong")
    pen.text((180, 64), "laws, money, who gets what", letters=28)
    pen.text((180, 116), "Cultural", look="strong")
    pen.text((180, 142), "what people around us take for granted", letters=22)
    pen.text((180, 218), "Personal", look="strong")
    pen.text((180, 254), "what one of us thinks and does", letters=12)


def _fade(pen: Pen) -> None:
    for i, (title, mine, theirs) in enumerate((("With you", 96, 40), ("Beside you", 52, 84), ("Without you", 12, 124))):
        middle = 62 + 118 * i
        pen.text((middle, 22), title, look="strong")
        pen.box(middle - 42, 188 - mine, 36, mine, look="warm")
        pen.box(middle + 6, 188 - theirs, 36, theirs, look="accent")
    pen.line((14, 190), (346, 190))
    for i in range(3):
        pen.text((38 + 118 * i, 208), "us", letters=8)
        pen.text((88 + 118 * i, 208), "them", letters=8)
    pen.line((40, 236), (320, 236), arrow=True)
    pen.text((180, 256), "over weeks, on a plan both know", letters=40)


def _morale(pen: Pen) -> None:
    boxes = {
        "We expect nothing": (104, 14),
        "We try less": (206, 104),
        "Less changes": (104, 194),
        "Hope falls": (2, 104),
    }
    for words, (left, top) in boxes.items():
        pen.box(left, top, 152, 50, look="soft")
        pen.text((left + 76, top + 25), words, letters=18)
    pen.curve((258, 40), (302, 52), (304, 100), arrow=True)
    pen.curve((304, 158), (302, 212), (260, 222), arrow=True)
    pen.curve((102, 222), (58, 212), (56, 158), arrow=True)
    pen.curve((56, 100), (58, 52), (100, 40), arrow=True)
    pen.line((180, 246), (180, 276), look="way-out", arrow=True)
    pen.box(60, 280, 240, 62, look="accent")
    pen.text((180, 311), "The way out: one small thing that worked, told to the team", letters=30)


def _ask(pen: Pen) -> None:
    steps = (
        ("Ask", "What do you know about it already?", "soft"),
        ("Offer", "One piece, in plain words, if they want it", "warm"),
        ("Ask", "What do you make of that?", "soft"),
    )
    for i, (title, words, look) in enumerate(steps):
        top = 10 + 100 * i
        pen.box(50, top, 260, 72, look=look)
        pen.text((180, top + 18), title, look="strong")
        pen.text((180, top + 46), words, letters=30)
        if i < 2:
            pen.line((180, top + 76), (180, top + 96), arrow=True)


def _columns(pen: Pen) -> None:
    pen.circle((124, 120), 104, look="soft")
    pen.circle((236, 120), 104, look="warm")
    pen.text((78, 120), "how they see it", letters=9)
    pen.text((282, 120), "how we see it", letters=9)
    pen.text((180, 120), "what both would sign", letters=9, look="strong")
    pen.text((180, 244), "The edges stay on the page too.", letters=40)


DIAGRAMS: dict[str, Diagram] = {
    "power-over-power-with": Diagram(
        "Power over and power with",
        "On the left one large circle decides and a small one below follows; on the right two circles of one size "
        "overlap, and what they share is what only both can do.",
        (
            "Power over: one decides and the other follows. The arrow goes one way.",
            "Power with: two people of equal size. Each knows something.",
            "Where the circles overlap lies what neither could do alone.",
        ),
        236,
        _over_and_with,
    ),
    "two-views": Diagram(
        "Two views and what they share",
        "Two circles overlap: how they see it, how we see it, and in the middle what both would sign.",
        (
            "One circle holds how the person sees it.",
            "The other holds how the worker sees it.",
            "The overlap is small and honest: what both would put their name to.",
            "What lies outside the overlap is written down as well, and is nobody's mistake.",
        ),
        256,
        _columns,
    ),
    "low-morale-circle": Diagram(
        "How low morale feeds itself, and a way out",
        "Four boxes in a ring lead from expecting nothing to trying less, to less change, to falling hope and round "
        "again; an arrow leads out to one small thing that worked.",
        (
            "We expect nothing, so we try less.",
            "We try less, so less changes.",
            "Less changes, so hope falls, and we expect nothing again.",
            "The way out begins small: one thing that worked, told to the team.",
            "Workload and pay are causes too. No picture of a mood should hide them.",
        ),
        350,
        _morale,
    ),
    "fade": Diagram(
        "The fade: with you, beside you, without you",
        "Three pairs of bars: what we do shrinks from pair to pair and what they do grows, over weeks, on a plan that "
        "both know.",
        (
            "With you: we do most of it, together with the person.",
            "Beside you: they do most of it, and we are there.",
            "Without you: they do it. We know of it only if they tell us.",
            "The steps have dates, and both know them. Some help stays for good, and that is fine.",
        ),
        268,
        _fade,
    ),
    "ask-offer-ask": Diagram(
        "Ask, offer, ask",
        "Three boxes from top to bottom: ask what they know, offer one piece, ask what they make of it.",
        (
            "Ask: what do you know about it already?",
            "Offer: one piece, in plain words, if they want it.",
            "Ask: what do you make of that?",
        ),
        294,
        _ask,
    ),
    "pcs-circles": Diagram(
        "Personal, cultural, structural",
        "Three circles inside one another: the personal inside the cultural, the cultural inside the structural.",
        (
            "In the middle, the personal: what one of us thinks and does.",
            "Around it, the cultural: what people around us take for granted.",
            "Around both, the structural: laws, money, and who gets what.",
            "Each circle presses on the one inside it. People in the middle also push back.",
        ),
        336,
        _circles,
    ),
}
"""By the name that pages use."""
