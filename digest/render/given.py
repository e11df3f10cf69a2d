"""What each template is given: the names, and the fields of its page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from jinja2 import meta, nodes

from digest.render.confirmations import ConfirmPage
from digest.render.editions import EditionPage
from digest.render.followups import FollowUpPage
from digest.render.frame import Frame
from digest.render.mailed import LinkPage
from digest.render.notices import NoticePage
from digest.render.receipts import ReceiptPage
from digest.render.reminders import ReminderPage

_PAGES: Mapping[str, type] = {  # by folder of a mail, and by file of a report
    "digest": EditionPage,
    "delay": NoticePage,
    "reminder": ReminderPage,
    "receipt": ReceiptPage,
    "confirm": ConfirmPage,
    "link": LinkPage,
    "sign-in": LinkPage,
    "page.html": FollowUpPage,
    "page.md": FollowUpPage,
}
_DOCUMENTS = frozenset(("title", "day", "authors", "links", "pr", "original", "new"))


def given_to(name: str, ours: Iterable[nodes.Template]) -> frozenset[str]:
    """Return the names that a template is given; a page those that ours, and its base, use."""
    folder = name.partition("/")[0]
    if folder in ("email", "report"):
        return frozenset(("page",))
    if folder == "documents":
        return _DOCUMENTS
    return frozenset(name for tree in ours for name in meta.find_undeclared_variables(tree))


def unknown_fields(name: str, tree: nodes.Template) -> Iterator[tuple[int, str, str]]:
    """Yield line, field and what there is, for each wrong `page.…` and `page.frame.…`."""
    if not name.startswith(("email/", "report/")):
        return
    part = name.split("/")[1]
    kinds = (_PAGES[part],) if part in _PAGES else tuple(_PAGES.values())
    for node in tree.find_all(nodes.Getattr):
        has = _fields(node.node, kinds)
        if has and node.attr not in has:
            yield node.lineno, node.attr, ", ".join(sorted(has))


def _fields(of: nodes.Expr, kinds: tuple[type, ...]) -> set[str]:
    match of:
        case nodes.Name(name="page"):
            return {field.name for kind in kinds for field in fields(kind)}
        case nodes.Name(name="frame") | nodes.Getattr(attr="frame"):
            return {field.name for field in fields(Frame)}
    return set()
