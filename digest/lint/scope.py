"""Which documents and items the rules speak of: promises to others, not notes to oneself."""

import re
from collections.abc import Iterator

from digest.lint.reading import Reading
from digest.markdown import titles
from digest.markdown.tables import placeholder
from digest.model.document import Kind
from digest.model.item import ActionItem, Form, Role

_TEMPLATE_NAME = re.compile(r"(?:^|[/_.\- ])templates?(?:[/_.\- ]|$)", re.IGNORECASE)
_TEMPLATE_TITLE = re.compile(r"[\[{<][^\[\]{}<>]+[\]}>]")


def is_template(reading: Reading) -> bool:
    """Say whether a document is there to be filled in: its name or its title says so."""
    title = reading.document.title
    gap = _TEMPLATE_TITLE.search(title) is not None and "](" not in title
    return gap or bool(_TEMPLATE_NAME.search(reading.path))


def open_actions(reading: Reading) -> Iterator[ActionItem]:
    """Yield the action items that are neither done nor cancelled."""
    for item in reading.document.current:
        if item.role is Role.ACTION and not item.status.value.closed:
            yield item


def promised(reading: Reading) -> Iterator[ActionItem]:
    """Yield the open action items that a team agreed on: of post-mortems and dated minutes.

    Lists of tasks elsewhere are often one person's own, and need neither owner nor date.
    """
    document = reading.document
    for item in open_actions(reading):
        agreed = document.kind is Kind.POST_MORTEM or (
            document.date is not None
            and (item.form is Form.TABLE or _announced(reading, item.section))
        )
        if agreed:
            yield item


def _announced(reading: Reading, section: str) -> bool:
    return titles.holds_actions(titles.key(section), reading.vocabulary)


def explained(reading: Reading, item: ActionItem) -> bool:
    """Say whether further items stand below one, so that its own words are a heading."""
    return any(other.parent == item.line for other in reading.document.items)


def is_placeholder(text: str, reading: Reading) -> bool:
    """Say whether a text is what a template leaves to be filled in."""
    return placeholder(text, reading.vocabulary)
