"""Values to words by templates: three files a message."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from jinja2 import Environment

from digest.model.directory import Person
from digest.model.document import Kind
from digest.model.edition import Edition
from digest.model.followups import FollowUps
from digest.model.message import Links, Rendered
from digest.model.notice import Notice
from digest.model.receipt import Receipt
from digest.render import literal, wrap
from digest.render.catalogue import language as language_of
from digest.render.confirmations import confirm_page
from digest.render.documents import Known
from digest.render.editions import edition_page
from digest.render.followups import followup_page
from digest.render.language import ENGLISH, Language
from digest.render.mailed import link_page, sign_in_page
from digest.render.notices import notice_page
from digest.render.receipts import help_page, receipt_page
from digest.render.reminders import reminder_page
from digest.render.templates import LOCALE, environment
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

    def __init__(self, templates: Path, own: Path | None = None) -> None:
        """Read templates below `templates`: `email/`, `web/`, `documents/`, and `locale/`.

        What stands below `own` under the same name is used in its place.
        """
        self._folders = (own, templates) if own else (templates,)
        self._languages: dict[str, Language] = {}  # by tag
        self._spoken: dict[str, Environment] = {}  # by language tag

    def language(self, tag: str) -> Language:
        """Return the language of a tag such as `de-AT`; English where it is not known."""
        if tag not in self._languages:
            self._languages[tag] = language_of(tag, self._folders[-1] / LOCALE)
        return self._languages[tag]

    def _templates(self, language: Language) -> Environment:
        if language.tag not in self._spoken:
            self._spoken[language.tag] = environment(self._folders, language)
        return self._spoken[language.tag]

    def digest(self, edition: Edition, installation_title: str, links: Links) -> Rendered:
        """Return the digest of one person."""

        def page(limits: Limits) -> object:
            reader = reader_of(person, edition.as_of, links.reply_to, limits, language)
            return edition_page(edition, installation_title, links, reader)

        person, language = edition.subscriber, self.language(edition.subscriber.language)
        return self._fitting("digest", page, language)

    def delay(
        self, notice: Notice, installation_title: str, links: Links, *, today: date
    ) -> Rendered:
        """Return a delay notification; `today` is the recipient's."""

        def page(limits: Limits) -> object:
            reader = reader_of(notice.recipient, today, links.reply_to, limits, language)
            form = partial(self.document, Kind.TIMELINE)
            return notice_page(notice, installation_title, links, reader, form)

        language = self.language(notice.recipient.language)
        return self._fitting("delay", page, language)

    def reminder(self, edition: Edition, installation_title: str, links: Links) -> Rendered:
        """Return a reminder of one person: what comes due, and what is late."""

        def page(limits: Limits) -> object:
            reader = reader_of(person, edition.as_of, links.reply_to, limits, language)
            today = replace(reader, today=edition.slot)
            return reminder_page(edition, installation_title, links, today)

        person, language = edition.subscriber, self.language(edition.subscriber.language)
        return self._fitting("reminder", page, language)

    def receipt(self, receipt: Receipt, installation_title: str, links: Links) -> Rendered:
        """Return the answer to a reply; its subject is that of the mail, after `Re: `."""

        def page(limits: Limits) -> object:
            reader = reader_of(receipt.recipient, date.min, None, limits, language)
            return receipt_page(receipt, installation_title, links, reader)

        language = self.language(receipt.recipient.language)
        return self._fitting("receipt", page, language)

    def help(
        self, person: Person, installation_title: str, links: Links, *, subject: str
    ) -> Rendered:
        """Return what can be written in an answer, as an answer to a mail of that subject."""
        language = self.language(person.language)
        return self._three(
            "receipt", help_page(subject, installation_title, links, language), language
        )

    def confirm(
        self,
        lines: Sequence[str],
        installation_title: str,
        links: Links,
        *,
        page: str,
        recipient: Person | None = None,
    ) -> Rendered:
        """Return the question whether commands were theirs; `page` is where that is said."""
        language = self.language(recipient.language) if recipient else ENGLISH
        asked = confirm_page(lines, page, installation_title, links, language=language)
        return self._three("confirm", asked, language)

    def link(
        self, person: Person, installation_title: str, links: Links, *, page: str
    ) -> Rendered:
        """Return the mail that brings a new link to a page."""
        language = self.language(person.language)
        found = link_page(page, installation_title, links, language)
        return self._three("link", found, language)

    def sign_in(
        self,
        reader: Reader,
        installation_title: str,
        links: Links,
        *,
        page: str,
        until: datetime,
    ) -> Rendered:
        """Return the mail that brings a link to sign in, which is good until a moment."""
        found = sign_in_page(page, until, installation_title, links, reader)
        return self._three("sign-in", found, reader.language)

    def web(self, name: str, language: Language = ENGLISH, **values: object) -> str:
        """Return a page of `web/`, everything in it escaped."""
        return self._templates(language).get_template(f"web/{name}").render(values)

    def report(self, found: FollowUps, form: str, language: Language = ENGLISH) -> str:
        """Return follow-ups on one page: `md` or `html`."""
        template = self._templates(language).get_template(f"report/page.{form}")
        return template.render(page=followup_page(found, language))

    def document(self, kind: Kind, known: Known) -> str:
        """Return a document of the guide, ready to be filled in."""
        template = self._templates(ENGLISH).get_template(f"documents/{kind.value}.md")
        return template.render(known.words()).rstrip("\n") + "\n"

    def _fitting(
        self, message: str, page: Callable[[Limits], object], language: Language
    ) -> Rendered:
        rendered = self._three(message, page(_LEVELS[0]), language)
        for limits in _LEVELS[1:]:
            if len(rendered.html.encode()) <= HTML_SIZE:
                break
            rendered = self._three(message, page(limits), language)
        return rendered

    def _three(self, message: str, page: object, language: Language) -> Rendered:
        templates = self._templates(language)
        subject, text, html = (
            templates.get_template(f"email/{message}/{file}").render(page=page)
            for file in ("subject.txt", "body.txt", "body.html")
        )
        return Rendered(literal.line(subject, 200), wrap.tidy(text), html)
