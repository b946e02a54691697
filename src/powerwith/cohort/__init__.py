"""A cohort: what learners handed to a trainer, taken in with suspicion and told with care."""

from powerwith.cohort.tables import Notice, Taken

__all__ = ["Notice", "Taken"]
