"""A cohort: what learners handed to a trainer, taken in with suspicion and told with care.

from powerwith.cohort import take
taken = take(["handed-in"], exercises=bank.exercises)
taken.answers          # one row for each person, exercise, attempt and item; see `tables`
taken.notices          # what was left out, and why
"""

from powerwith.cohort.limits import Limits
from powerwith.cohort.tables import Notice, Taken
from powerwith.cohort.take import take

__all__ = ["Limits", "Notice", "Taken", "take"]
