"""What a document says but for the one thing in it that is edited, by the lines it had."""

from dataclasses import dataclass, replace

from digest.model.document import Document
from digest.model.item import ActionItem, ReadStatus
from digest.model.update import Update


@dataclass(frozen=True)
class Grown:
    """Lines that an edit added: how many, after which one."""

    by: int
    below: int  # 1-based

    def back(self, line: int) -> int:
        """Return where a line stood before."""
        return line - self.by if line > self.below else line


UNGROWN = Grown(0, 0)


def around_item(document: Document, item: ActionItem, grown: Grown) -> tuple[object, ...]:
    """Return all that a document says besides its items; of what holds the item its frame."""
    inside = range(item.line, item.end_line + 1)
    problems = ((p.rule, grown.back(p.line), p.message) for p in document.problems)
    return (
        *(document.kind, document.title, document.date, document.authors, document.series),
        # A heading that is the item itself may say more than before.
        tuple(title for title in document.sections if item.text not in title),
        *(len(document.sections), document.audience, document.tags, dict(document.header)),
        [replace(x, line=grown.back(x.line)) for x in document.learnings],
        [_told(update, item, grown) for update in document.updates],
        [problem for problem in problems if problem[1] not in inside],
    )


def around_update(document: Document, index: int, grown: Grown) -> tuple[object, ...]:
    """Return all that a document says, but for the parts of one update."""
    options = {option.line for option in document.updates[index].options}
    items = [
        # A decision changes what its options are.
        replace(each, status=ReadStatus()) if item.line in options else each
        for item in document.items
        for each in (back(item, grown),)
    ]
    updates = [
        (
            *(u.kind, grown.back(u.line), u.title, u.day, u.series),
            u.options if n == index else dict(u.fields),
        )
        for n, u in enumerate(document.updates)
    ]
    return (
        *(document.kind, document.title, document.date, document.authors, document.series),
        *(document.sections, document.audience, document.tags, dict(document.header)),
        [replace(lesson, line=grown.back(lesson.line)) for lesson in document.learnings],
        [(p.rule, grown.back(p.line), p.message) for p in document.problems],
        items,
        updates,
    )


def back(item: ActionItem, grown: Grown) -> ActionItem:
    """Return an item with the lines on which it stood before."""
    parent = grown.back(item.parent) if item.parent is not None else None
    line, end_line = grown.back(item.line), grown.back(item.end_line)
    return replace(item, line=line, end_line=end_line, parent=parent)


def _told(update: Update, item: ActionItem, grown: Grown) -> tuple[object, ...]:
    first, last = grown.back(update.line), grown.back(update.end_line)
    told = {} if first <= item.line <= last else update.fields
    return (update.kind, first, last, update.title, update.day, update.series, dict(told))
