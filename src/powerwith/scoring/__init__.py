"""Numbers about scores, with how sure they are, and a sentence wherever no number is worth printing.

Nothing here is a verdict on a person. Reliability and change belong to a group and to the questions it was asked;
one person's change is only ever set beside the noise of the score.
"""

from powerwith.scoring.agreement import agreement
from powerwith.scoring.change import by_group, least_step, paired_change, reliable_change
from powerwith.scoring.design import magnitude_error, power, sign_error
from powerwith.scoring.estimate import Estimate, ScoringError
from powerwith.scoring.reliability import alpha, omega, omegas
from powerwith.scoring.tables import percentile, turned

__all__ = [
    "Estimate",
    "ScoringError",
    "agreement",
    "alpha",
    "by_group",
    "least_step",
    "magnitude_error",
    "omega",
    "omegas",
    "paired_change",
    "percentile",
    "power",
    "reliable_change",
    "sign_error",
    "turned",
]
