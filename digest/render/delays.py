"""One delay in words: its dates, why, what can be chosen, what waits for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.model.notice import Announcement, Delay, News, Waiting
from digest.model.update import Option
from digest.render import literal, words
from digest.render.choices import choice, option_line
from digest.render.language import Language, msg
from digest.render.phrases import NAME, Phrases, commas, dotted
from digest.render.telling import moved_by
from digest.render.view import Button, Reader, Row

_BUTTONS = 3  # of one delay: more are cut on a phone


@dataclass(frozen=True)
class Said:
    """A delay as one reader is told of it."""

    delay: Delay
    reader: Reader

    @property
    def language(self) -> Language:
        """In whose words it is told."""
        return self.reader.language

    @property
    def phrases(self) -> Phrases:
        """What every entry says."""
        return Phrases(self.delay.entry, self.reader)

    @property
    def answers(self) -> bool:
        """Whether a reply of this reader changes it."""
        return self.delay.entry.handle is not None and bool(self.reader.reply_to)

    @property
    def options(self) -> tuple[Option, ...]:
        """What is still to be chosen from."""
        told = self.delay.announcement or self.delay.entry
        return () if told.decision else told.options

    @property
    def chooses(self) -> bool:
        """Whether this reader chooses: of what is announced who decides, else who answers."""
        may = self.delay.decides if self.delay.announcement else self.delay.item
        return bool(self.options) and may and self.answers

    @property
    def title(self) -> str:
        """What it is about."""
        told = literal.line(self.delay.entry.title, self.reader.limits.title)
        return told or self.language.gettext("Untitled")

    def row(self) -> Row:
        """Return it as an entry of a message."""
        entry, limits = self.delay.entry, self.reader.limits
        return Row(
            title=self.title,
            url=literal.web_address(entry.url, limits.url),
            handle=entry.handle,
            strong=self._strong(),
            after=self._dates(),
            lines=tuple(filter(None, self._lines())),
            buttons=self._buttons() if limits.buttons and self.answers else (),
        )

    def _strong(self) -> str:
        _, told = self.language.gettext, self.delay.announcement
        if self.delay.news is News.EXPLAINED:
            return _("Now with its reason")
        if self.delay.news is News.DECIDED:
            by = self.reader.by(told.decided_by) if told else ""
            return _("Decided {by}", by=by) if by else _("Decided")
        new, old = self.delay.entry.due, self.delay.entry.before
        shift = (new.day - old).days if new and new.day and old else 0
        return _("New timeline") if told and not shift else moved_by(shift, self.language)

    def _dates(self) -> str:
        """`was Mon 23 Nov, now Mon 7 Dec · third move, first due Fri 30 Oct`."""
        entry, _ = self.delay.entry, self.language.gettext
        moving = self.delay.news in (News.MOVED, News.CORRECTED)
        old, promise = entry.before if moving else None, self.phrases.promise
        was = _("was {day}", day=self.reader.day(old)) if old else ""
        now = _("now {day}", day=promise) if promise else _("now without a date")
        first = entry.first_due if entry.first_due != entry.before else None
        first_due = _("first due {day}", day=self.reader.day(first)) if first else ""
        return dotted(
            commas(was, now if promise or was else ""), commas(self._move(), first_due)
        )

    def _move(self) -> str:
        if self.delay.entry.moves <= 1:
            return ""
        number = words.ordinal(self.delay.entry.moves, self.language)
        return self.language.gettext("{ordinal} move", ordinal=number)

    def _lines(self) -> Iterator[str]:
        yield " ".join(filter(None, (self._by(), self._reason())))
        if self.delay.announcement:
            yield from self._announced(self.delay.announcement)
        else:
            yield from choice(self.delay.entry, self.reader)
        yield from self._waiting()
        yield self.phrases.about

    def _by(self) -> str:
        entry, _ = self.delay.entry, self.language.gettext
        if not entry.by or self.delay.news in (News.EXPLAINED, News.DECIDED):
            return ""
        by = self.reader.by(entry.by)
        return (
            _("Announced {by}.", by=by) if self.delay.announcement else _("Moved {by}.", by=by)
        )

    def _reason(self) -> str:
        _ = self.language.gettext
        if self.phrases.detail:
            return _("Reason: {text}", text=words.sentence(self.phrases.detail))
        if self.delay.news is not News.MOVED or self.delay.announcement:
            return ""
        if self.delay.asked:
            return _("No reason is written yet: you are asked.")
        return _("No reason is written yet: its owner is asked.")

    def _announced(self, told: Announcement) -> Iterator[str]:
        limits = self.reader.limits
        yield self._said(msg("Asked for: {text}"), told.scope)
        yield self._said(msg("Impact: {text}"), told.delay)
        for option in self.options[: limits.lines]:
            yield option_line(option, self.reader)
        if more := len(self.options[limits.lines :]):
            yield self.language.ngettext("and {n} more option", "and {n} more options", more)
        if told.decision:
            yield self._said(msg("Decision: {text}"), told.decision)
            return
        yield self._said(msg("Recommendation: {text}"), told.recommendation)
        day = literal.line(self.reader.due(told.decide_by), NAME)
        yield self.language.gettext("Decision needed by {day}", day=day) if day else ""

    def _said(self, sentence: str, text: str) -> str:
        said = literal.line(text, self.reader.limits.detail)
        return self.language.gettext(sentence, text=said) if said else ""

    def _waiting(self) -> Iterator[str]:
        shown = self.delay.waiting[: self.reader.limits.lines]
        for one in shown:
            told = self._one(one)
            yield self.language.gettext("Waits for it: {what}", what=told) if told else ""
        if more := len(self.delay.waiting) - len(shown):
            yield self.language.ngettext("and {n} more waits", "and {n} more wait", more)

    def _one(self, waiting: Waiting) -> str:
        _, title = self.language.gettext, literal.line(waiting.title, self.reader.limits.title)
        who = words.names([self.reader.who(name) for name in waiting.owners], self.language)
        quoted = _("“{phrase}”", phrase=title) if title else ""
        return _("{what} ({who})", what=quoted, who=who) if quoted and who else quoted or who

    def _buttons(self) -> tuple[Button, ...]:
        _ = self.language.gettext
        why = [self._button(_("Say why"), "because ")] if self.delay.asked else []
        options = self.options[:_BUTTONS] if self.chooses else ()
        some = [self._option(option) for option in options]
        return tuple([*why, *some][:_BUTTONS])

    def _option(self, option: Option) -> Button:
        name = literal.line(option.name, 20)
        said = self._button(self.language.gettext("Option {name}", name=name), f"option {name}")
        return replace(said, urged=option.chosen)

    def _button(self, label: str, said: str) -> Button:
        number, to = self.delay.entry.handle, self.reader.reply_to or ""
        spoken = self.language.gettext("{label}, item {number}", label=label, number=number)
        command = f"#{number} {said}"
        return Button(label, spoken, literal.mailto(to, subject=command.strip(), body=command))
