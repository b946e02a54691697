"""What a learner hands to a trainer: what was chosen and rated, never a word that was not ticked, and no clock.

    from powerwith.share import read_code
    coded = read_code("PW1-1…", bank.exercises)      # one answer, from a code
    made = gather(entries, cohort="spring-b", …)     # many, for a file

The browser has the same in `js/src/judge/share.ts`; both are held together by `tests/vectors/share.json`.
"""

from powerwith.share import handed
from powerwith.share.answers import (
    ShareError,
    answer,
    cohort_code,
    file_name,
    gather,
    linking_code,
    own,
    phase_of,
    text,
)
from powerwith.share.packing import keys
from powerwith.share.short import Coded, carried, left_out, read_code, tag_of, write_code
from powerwith.signs import CodeError

__all__ = [
    "CodeError",
    "Coded",
    "ShareError",
    "answer",
    "carried",
    "cohort_code",
    "file_name",
    "gather",
    "handed",
    "keys",
    "left_out",
    "linking_code",
    "own",
    "phase_of",
    "read_code",
    "tag_of",
    "text",
    "write_code",
]
