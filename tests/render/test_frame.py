"""What the reply box names is understood when somebody types it."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from html import unescape
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest

from digest.mail import commands
from digest.mail.lines import TypedLine
from digest.markdown.fields import due
from digest.model.command import Parsed, SetDue
from digest.render.forms import forms
from digest.render.frame import reply_help
from digest.render.view import Block, Reader, Row
from digest.settings.vocabulary import load
from tests.render import samples
from tests.render.messages import RENDERER
from tests.render.samples import LINKS, TITLE, TODAY

WORDS = load()
TAGS = ("en", "de")


def typed(line: str, today: date = TODAY) -> Parsed:
    read = partial(due.read, vocabulary=WORDS)
    return commands.parse([TypedLine(line)], base=today, vocabulary=WORDS, read_due=read)


def helped(tag: str, today: date = TODAY) -> list[str]:
    language = RENDERER.language(tag)
    reader = Reader(
        "Priya", ZoneInfo("UTC"), today, "reply@in.northbeam.example", language=language
    )
    return [
        each.command for each in reply_help([Block("", "ink", (Row("x", handle=3),))], reader)
    ]


@pytest.mark.parametrize("tag", TAGS)
def test_every_command_of_the_reply_box_is_understood(tag):
    found = [typed(command) for command in helped(tag)]

    assert all(one.commands or one.wishes for one in found)


@pytest.mark.parametrize("tag", TAGS)
def test_every_form_of_a_line_about_an_item_is_understood(tag):
    about = [row.title for row in forms(RENDERER.language(tag)).rows if "#3" in row.title]

    assert len(about) == 9
    assert all(typed(line).commands and not typed(line).unclear for line in about)


@pytest.mark.parametrize("tag", TAGS)
def test_the_date_that_is_proposed_over_the_new_year_is_the_one_that_is_read(tag):
    due_line = helped(tag, date(2026, 12, 28))[1]

    (command,) = typed(due_line, date(2026, 12, 28)).commands
    assert isinstance(command.action, SetDue)
    assert command.action.due.day == date(2027, 1, 4)


_MAILTO = re.compile(r'mailto:[^"?]*\?([^"]*)')


def written(html: str) -> set[str]:
    """Return what the buttons of a message begin an answer with."""
    asked = [parse_qs(unescape(query)) for query in _MAILTO.findall(html)]
    return {text for each in asked for text in each.get("body", ())}


@pytest.mark.parametrize("tag", TAGS)
def test_what_a_button_writes_is_understood_once_the_reader_has_filled_it_in(tag):
    reader = replace(samples.PRIYA, language=tag)
    digest = RENDERER.digest(replace(samples.TYPICAL, subscriber=reader), TITLE, LINKS)
    notice = replace(samples.NOTICES, recipient=reader)
    delay = RENDERER.delay(notice, TITLE, LINKS, today=TODAY)
    lines = written(digest.html) | written(delay.html)

    read = {line: typed(line + "the vendor" * line.endswith(" ")) for line in lines}
    assert len(lines) > 15
    assert [line for line, one in read.items() if not (one.commands or one.wishes)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_the_pauses_that_a_footer_speaks_of_are_understood(tag):
    reader = replace(samples.PRIYA, language=tag)
    mail = RENDERER.digest(replace(samples.ONE, subscriber=reader), TITLE, LINKS)
    fortnight, until = re.findall(
        "[“„](pause[^”“]*)[”“]", " ".join(mail.text.split()), re.IGNORECASE
    )

    assert typed(fortnight).wishes
    assert typed(f"{until} 2026-12-14").wishes
