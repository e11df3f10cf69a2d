"""The languages that mail can be written in."""

from digest.render.catalogue import known, languages
from digest.render.templates import LOCALE
from digest.settings.resources import resource
from digest.settings.values import text


def spoken(found: object) -> str:
    """Return a BCP 47 tag of a language that mail can be written in: `de`, or `de-AT`."""
    tag, folder = text(found), resource("templates") / LOCALE
    if known(tag, folder):
        return tag
    there = ", ".join(languages(folder))
    raise ValueError(f"{tag!r} is not a language that mail is written in (there are: {there})")
