"""Things to move and choose in a notebook, which stand still with their sentence and table in the built book."""

from powerwith.explore.chosen import Chosen
from powerwith.explore.cohorts import Cohort
from powerwith.explore.session import Session
from powerwith.explore.still import Said, Shown

__all__ = ["Chosen", "Cohort", "Said", "Session", "Shown"]
