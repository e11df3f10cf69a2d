"""Where an item stands in the newest text: its words first, then all that identity knows."""

from digest.errors import Refusal
from digest.markdown.lines import line_of
from digest.model.change import TrackedItem
from digest.model.document import Document
from digest.model.item import ActionItem
from digest.reconcile import match
from digest.sentence import Sentence
from digest.workflow.series import standing, stream_of
from digest.workflow.world import World

_GONE = Sentence("this item is not in the document any more; edit the file if it should be")


def index_of(world: World, document: Document, tracked: TrackedItem) -> int:
    """Return which item of a document it is.

    In this order: the same text on the same line, the only one of that text, the same place
    among equal ones if none of them came or went, the same item in other words.

    Raises:
        Refusal: it is not there any more, or could be one of several.
    """
    stand = [sighting.item for sighting in standing(document)]
    same = [item for item in stand if _same(item, tracked.item)]
    there = [item for item in same if item.line == tracked.item.line] or same
    if len(there) == 1:
        return _place(document, there[0])
    known = world.store.tracked(tracked.source, streams=[stream_of(document)])
    twins = [t for t in known if t.live and _same(t.item, tracked.item)]
    if same and len(same) != len(twins):
        told = Sentence("its words stand there {n} times now; edit the file", n=len(same))
        raise _refusal(document, tracked, told)
    pairs, _, _ = match(known, standing(document))
    for one, sighting in pairs:
        if one.id == tracked.id:
            return _place(document, sighting.item)
    raise _refusal(document, tracked, _GONE)


def _place(document: Document, item: ActionItem) -> int:
    return next(i for i, one in enumerate(document.items) if one is item)


def _same(a: ActionItem, b: ActionItem) -> bool:
    """Return whether two items have the same words; two explicit names are two items."""
    return a.text == b.text and not (a.mark and b.mark and a.mark != b.mark)


def _refusal(document: Document, tracked: TrackedItem, reason: Sentence) -> Refusal:
    line = tracked.item.line
    return Refusal(reason, path=document.path, line=line, stands=line_of(document.raw, line))
