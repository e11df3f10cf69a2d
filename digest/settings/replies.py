"""The table [replies]: how replies are receipted, taken back, and cleaned of additions."""

from digest.model.replies import Replies
from digest.settings import values
from digest.settings.table import Table


def read_replies(table: Table) -> Replies:
    """Return what is done with replies, beside writing them back."""
    usual = Replies()
    found = Replies(
        coalesce=table.get("coalesce", values.duration, usual.coalesce),
        undo=table.get("undo", values.duration, usual.undo),
        additions=table.get("additions", values.texts, ()),
    )
    table.close()
    return found
