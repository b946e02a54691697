"""Entries outside the browser: a journal on disk, backups opened and written, attempts as a table."""

from powerwith.journal.backup import BACKUP_LIMIT, JournalError, open_backup, read_backup
from powerwith.journal.tables import APPEALS, COLUMNS, appeals, table, tried

__all__ = [
    "APPEALS", "BACKUP_LIMIT", "COLUMNS", "JournalError", "appeals", "open_backup", "read_backup", "table", "tried",
]  # fmt: skip
