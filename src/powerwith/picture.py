"""A picture with the sentence that says the same, and the table behind it."""

import base64
import html
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, LOADED, CONSIDERATE = "#3d3a36", "#a2492f", "#0f6b66"
"""Dark enough on white and light enough to tell apart without colour; shapes differ too."""


@dataclass(frozen=True)
class Picture:
    """An SVG with the sentence that says the same, and where it helps the table behind it."""

    svg: bytes
    says: str
    table: pd.DataFrame | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"Picture({self.says!r})"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """HTML for notebooks and pages; the sentence alone where there are no pictures."""
        source = base64.b64encode(self.svg).decode()
        says = html.escape(self.says)
        shown = f'<img src="data:image/svg+xml;base64,{source}" alt="{says}"><figcaption>{says}</figcaption>'
        if self.table is not None:
            shown += f"<details><summary>The same as a table</summary>{as_html(self.table)}</details>"
        return {"text/plain": self.says, "text/html": f'<figure class="pw-picture">{shown}</figure>'}


def drawn(figure: "Figure", says: str, table: pd.DataFrame | None = None) -> Picture:
    """The picture of a figure. The same figure always makes the same bytes."""
    import matplotlib  # slow to load, and tables need none of it

    with matplotlib.rc_context({"svg.hashsalt": "powerwith", "font.family": "sans-serif"}):
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
        return Picture(out.getvalue(), says, table)


def as_html(table: pd.DataFrame, caption: str = "") -> str:
    """A plain table with a head for each column and each row. The first column names the row; no style, no script."""
    heads = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in table.columns)
    rows = "".join(
        "<tr>"
        + f'<th scope="row">{html.escape(str(first))}</th>'
        + "".join(f"<td>{html.escape(str(value))}</td>" for value in rest)
        + "</tr>"
        for first, *rest in table.itertuples(index=False, name=None)
    )
    said = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f'<table class="pw-table">{said}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
