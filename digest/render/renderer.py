"""Values to words by templates: three files a message."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from digest.markdown.fields.words import literal as escaped
from digest.model.directory import Person
from digest.model.document import Kind
from digest.model.edition import Edition, Links, Notice, Receipt, Rendered
from digest.model.followups import FollowUps
from digest.render import literal, words, wrap
from digest.render.confirmations import confirm_page
from digest.render.documents import Known
from digest.render.editions import edition_page
from digest.render.followups import followup_page
from digest.render.notices import notice_page
from digest.render.receipts import receipt_page
from digest.render.reminders import reminder_page
from digest.render.view import Limits, Reader, reader_of

HTML_SIZE = 80_000  # bytes; some clients hide what follows 102 KB
_LEVELS = (  # tried in turn until the html is small enough
    Limits(),
    Limits(urgent=30, entries=12, detail=200),
    Limits(urgent=20, entries=6, detail=120, lines=3),
    Limits(urgent=10, entries=3, title=80, detail=80, lines=2, told=4, url=400),
    Limits(urgent=10, entries=1, title=40, detail=40, lines=1, told=0, url=100, buttons=False),
)


class Renderer:
    """The templates of one installation, compiled once and kept."""

    def __init__(self, templates: Path) -> None:
        """Read templates below `templates`, which holds `email/`, `web/` and `documents/`."""
        self._templates = Environment(
            loader=FileSystemLoader(templates),
            autoescape=select_autoescape(("html",), default=False),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.filters.update(
            hang=wrap.hang,
            line=literal.line,
            paragraph=wrap.paragraph,
            underline=wrap.underline,
            count=words.count,
            literal=escaped,
        )

    def digest(self, edition: Edition, installation_title: str, links: Links) -> Rendered:
        """Return the digest of one person."""

        def page(limits: Limits) -> object:
            person, at = edition.subscriber, edition.as_of
            reader = reader_of(person, at, links.reply_to, limits)
            return edition_page(edition, installation_title, links, reader)

        return self._fitting("digest", page)

    def delay(
        self, notice: Notice, installation_title: str, links: Links, *, today: date
    ) -> Rendered:
        """Return a delay notification; `today` is the recipient's."""

        def page(limits: Limits) -> object:
            reader = reader_of(notice.recipient, today, links.reply_to, limits)
            return notice_page(notice, installation_title, links, reader)

        return self._fitting("delay", page)

    def reminder(self, edition: Edition, installation_title: str, links: Links) -> Rendered:
        """Return a reminder of one person: what comes due, and what is late."""

        def page(limits: Limits) -> object:
            person, at = edition.subscriber, edition.as_of
            reader = replace(reader_of(person, at, links.reply_to, limits), today=edition.slot)
            return reminder_page(edition, installation_title, links, reader)

        return self._fitting("reminder", page)

    def receipt(self, receipt: Receipt, installation_title: str, links: Links) -> Rendered:
        """Return the answer to a reply; its subject is that of the mail, after `Re: `."""

        def page(limits: Limits) -> object:
            reader = _timeless(receipt.recipient, limits)
            return receipt_page(receipt, installation_title, links, reader)

        return self._fitting("receipt", page)

    def confirm(
        self, lines: Sequence[str], installation_title: str, links: Links, *, page: str
    ) -> Rendered:
        """Return the question whether commands were theirs; `page` is where that is said."""
        return self._three("confirm", confirm_page(lines, page, installation_title, links))

    def web(self, name: str, **values: object) -> str:
        """Return a page of `web/`, everything in it escaped."""
        return self._templates.get_template(f"web/{name}").render(values)

    def report(self, found: FollowUps, form: str) -> str:
        """Return follow-ups on one page: `md` or `html`."""
        return self._templates.get_template(f"report/page.{form}").render(
            page=followup_page(found)
        )

    def document(self, kind: Kind, known: Known) -> str:
        """Return a document of the guide, ready to be filled in."""
        template = self._templates.get_template(f"documents/{kind.value}.md")
        return template.render(known.words()).rstrip("\n") + "\n"

    def _fitting(self, message: str, page: Callable[[Limits], object]) -> Rendered:
        rendered = self._three(message, page(_LEVELS[0]))
        for limits in _LEVELS[1:]:
            if len(rendered.html.encode()) <= HTML_SIZE:
                break
            rendered = self._three(message, page(limits))
        return rendered

    def _three(self, message: str, page: object) -> Rendered:
        subject, text, html = (
            self._templates.get_template(f"email/{message}/{file}").render(page=page)
            for file in ("subject.txt", "body.txt", "body.html")
        )
        return Rendered(literal.line(subject, 200), wrap.tidy(text), html)


def _timeless(person: Person, limits: Limits) -> Reader:
    """A reader of words that hold no day."""
    return reader_of(person, date.min, None, limits)
