"""Entries outside the browser: a journal on disk, backups opened and written, attempts as a table."""

from powerwith.journal.backup import BACKUP_LIMIT, JournalError, Secret, backup_in, open_backup, read_backup
from powerwith.journal.disk import Journal, Kept, Restored, Status, open_journal
from powerwith.journal.tables import APPEALS, COLUMNS, appeals, table, tried
from powerwith.journal.whole import entry

__all__ = [
    "APPEALS", "BACKUP_LIMIT", "COLUMNS", "Journal", "JournalError", "Kept", "Restored", "Secret", "Status", "appeals",
    "backup_in", "entry", "open_backup", "open_journal", "read_backup", "table", "tried",
]  # fmt: skip
