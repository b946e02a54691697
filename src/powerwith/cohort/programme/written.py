"""A checksum of a table as it was written: the same for the same rows, whatever engine wrote them in what order."""

from pathlib import Path

import pandas as pd

BATCH = 100_000


def checksum(path: Path) -> str:
    """16 hexadecimal digits over all rows of a Parquet file or folder; the names of the columns count as well."""
    import pyarrow.dataset as dataset

    table = dataset.dataset(path, format="parquet")
    total = 0
    for batch in table.to_batches(batch_size=BATCH):
        rows = batch.to_pandas()
        texts = {name: rows[name].astype(object) for name in rows if rows[name].dtype.kind not in "iuf"}
        rows = rows.assign(**texts)
        total = (total + int(pd.util.hash_pandas_object(rows, index=False).to_numpy().sum(dtype="uint64"))) % 2**64
    names = int(pd.util.hash_array(pd.Series(table.schema.names, dtype=object).to_numpy()).sum(dtype="uint64"))
    return f"{(total + names) % 2**64:016x}"
