"""What is wanting in how an item is written, and the answer that mends it."""

from digest.model.entry import Flaw
from digest.render.language import msg
from digest.render.phrases import Phrases

_TOLD = {
    Flaw.OWNERS: msg("Several owners, so each may wait for the others"),
    Flaw.STATUS: msg("Its status is not understood, and counts as open"),
}
_MENDED = {Flaw.OWNERS: msg("assign @name"), Flaw.STATUS: msg("in progress")}


def flaw(said: Phrases) -> str:
    """Return what is wanting; empty where nothing is."""
    found = said.entry.flaw
    return said.language.gettext(_TOLD[found]) if found else ""


def mending(said: Phrases) -> str:
    """Return how a reply mends it, where the reader can reply."""
    found, number = said.entry.flaw, said.entry.handle
    if not found or number is None or not said.reader.reply_to:
        return ""
    _ = said.language.gettext
    return _("Answer “{command}” to mend it.", command=f"#{number} {_(_MENDED[found])}")


def remark(said: Phrases) -> str:
    """Return both, for a line beside what else is told."""
    found = flaw(said)
    return f"{found}. {mending(said)}".strip() if found else ""
