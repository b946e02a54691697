"""Controls with what they show underneath. In the built book, where nothing can move, what they show stands alone."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import ipywidgets
import pandas as pd
import traitlets

from powerwith.bank import BankError
from powerwith.journal import JournalError
from powerwith.picture import Picture, as_html
from powerwith.scoring import Estimate, ScoringError

Showable: TypeAlias = "Picture | pd.DataFrame | Estimate | str | Sequence[Showable]"
"""What can be shown: pictures, tables, numbers with their sentence, sentences, and several of them."""

WORDS_WIDTH = {"description_width": "11em"}
WIDE = "min(34em, 96%)"


class Shown(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """What a function of the controls shows, drawn again whenever one of them moves.

    `still` says, where nothing can move, what stands in which place.
    """

    def __init__(
        self,
        show: Callable[..., Showable],
        controls: Mapping[str, Any] | None = None,
        *,
        still: Callable[..., str] | str = "",
    ) -> None:
        """`show` and `still` are called with the value of each control under its name."""
        self._show, self._controls, self._still = show, dict(controls or {}), still
        self._below = ipywidgets.HTML()
        self._below.add_class("jp-RenderedHTMLCommon")
        self._words = ""
        for control in self._controls.values():
            control.observe(self._moved, names="value")
        self.draw()
        super().__init__([*self._controls.values(), self._below])

    def draw(self) -> None:
        """Show it as things stand now; what cannot be shown is said in a sentence."""
        try:
            shown = self._show(**self._values())
        except (ValueError, BankError, JournalError, ScoringError) as error:
            shown = str(error)
        self._words = in_words(shown)
        self._below.value = in_html(shown)

    def _moved(self, _change: Any) -> None:
        self.draw()

    def _values(self) -> dict[str, Any]:
        return {name: control.value for name, control in self._controls.items()}

    def __repr__(self) -> str:
        return self._words

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Live where a kernel is behind it; otherwise the same as HTML, with how the controls stand."""
        live: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        says = self._still if isinstance(self._still, str) else self._still(**self._values())
        note = f"<p>{html.escape(says)}</p>" if says else ""
        return {**live, "text/plain": self._words, "text/html": f"{note}{self._below.value}"}


class Again(ipywidgets.Button):  # type: ignore[misc]  # ipywidgets ships no types
    """A button whose value is how often it was pressed, from 1: a new draw each time."""

    value = traitlets.Int(1)

    def __init__(self) -> None:
        super().__init__(description="Draw again", layout=ipywidgets.Layout(margin="0.3em 0 0.3em 11.4em"))
        self.on_click(self._pressed)

    def _pressed(self, _button: Any) -> None:
        self.value += 1


class Said:
    """Sentences, numbers, tables and pictures to look at, one under another, with nothing to move."""

    def __init__(self, *shown: Showable) -> None:
        self._shown = shown

    def __repr__(self) -> str:
        return in_words(self._shown)

    def _repr_html_(self) -> str:
        return in_html(self._shown)


def in_html(shown: Showable) -> str:
    """Every part of it as HTML, without style or script."""
    match shown:
        case str():
            return "".join(f"<p>{html.escape(line)}</p>" for line in shown.splitlines() if line.strip())
        case Picture():
            return shown._repr_mimebundle_()["text/html"]
        case pd.DataFrame():
            return as_html(shown)
        case Estimate():
            return f"<p>{html.escape(shown.sentence)}</p>"
    return "".join(in_html(part) for part in shown)


def in_words(shown: Showable) -> str:
    """The same where there is nothing but text."""
    match shown:
        case str():
            return shown
        case Picture():
            return shown.says
        case pd.DataFrame():
            return shown.to_string(index=False)
        case Estimate():
            return shown.sentence
    return "\n".join(in_words(part) for part in shown)


def slider(name: str, value: float, low: float, high: float, step: float) -> Any:
    """A slider with its name in words; it answers when it is let go."""
    kind = ipywidgets.IntSlider if isinstance(value, int) else ipywidgets.FloatSlider
    return kind(
        value=value, min=low, max=high, step=step, description=name, continuous_update=False,
        style=WORDS_WIDTH, layout=ipywidgets.Layout(width=WIDE),
    )  # fmt: skip
