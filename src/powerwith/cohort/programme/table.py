"""The answers of a cohort as a table to be put together with those of others: only what is counted in many cohorts."""

from pathlib import Path
from typing import Final

from powerwith.cohort.programme.engines import COLUMNS
from powerwith.cohort.tables import Taken

COUNTED: Final = ("choice", "sort", "scale")
"""The kinds of answers that are counted. Others stay out: what nobody counts, nobody needs to hold."""


def write(taken: Taken, path: Path) -> int:
    """Write the answers as Parquet; returns the number of rows. Needs pyarrow.

    Before and after are laid side by side by the linking codes first, and the codes left out. A person is named by what
    stands for their share in every such table, so that a share that comes in twice is found.
    """
    matched = taken.matched()
    rows = matched.answers[matched.answers["kind"].isin(COUNTED)]
    # The same name for the same share, wherever it is taken in; the number of the share does not follow from it.
    rows = rows.assign(person=[matched.keys.get(who, who)[:16] for who in rows["person"]])
    rows[list(COLUMNS)].to_parquet(path, index=False, compression="zstd")
    return len(rows)
