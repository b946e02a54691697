"""Asks acro which cells of these tables are too small. Runs in acro's own environment: tables in, found cells out."""

import json
import logging
import sys
import warnings

import pandas as pd

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from acro import ACRO  # noqa: E402

asked = json.load(sys.stdin)
acro = ACRO(suppress=False)
acro.config.update({"safe_threshold": asked["threshold"], "zeros_are_disclosive": False})
rows = [
    (f"{number:04}", answer)
    for number, table in enumerate(asked["tables"])
    for answer, count in table.items()
    for _ in range(count)
]
frame = pd.DataFrame(rows, columns=["table", "answer"])
acro.crosstab(frame["table"], frame["answer"])
outcome = acro.results.results[list(acro.results.results)[-1]].outcome
found = [
    [int(str(table)), str(answer)]
    for table, cells in outcome.iterrows()
    for answer, said in cells.items()
    if "Threshold" in str(said) and asked["tables"][int(str(table))].get(str(answer))
]
json.dump(sorted(found), sys.stdout)
