"""Links that somebody asked for, in words."""

from dataclasses import dataclass, replace
from datetime import datetime

from digest.model.message import Links
from digest.render.frame import Frame, Opening, frame
from digest.render.language import Language
from digest.render.view import Reader


@dataclass(frozen=True)
class LinkPage:
    """Everything the templates of a mailed link show."""

    frame: Frame
    page: str


def link_page(page: str, installation_title: str, links: Links, language: Language) -> LinkPage:
    """Return the mail that brings a link."""
    _ = language.gettext
    opening = Opening(
        kicker=(_("Link"),),
        preheader=_("It shows a mail you got before, for 14 days."),
        headline=_("The link you asked for"),
        intro=_("It shows a mail you got before, for 14 days."),
        why=_("You get this because a new link was asked for on the page of that mail."),
        kind=_("mailed links"),
    )
    return LinkPage(frame(installation_title, replace(links, feed=None), opening), page)


def sign_in_page(
    page: str, until: datetime, installation_title: str, links: Links, reader: Reader
) -> LinkPage:
    """Return the mail that brings a link to sign in, good until a moment."""
    _, end = reader.language.gettext, until.astimezone(reader.zone)
    told = _("The link works once, until {time}.", time=reader.language.clock(end))
    opening = Opening(
        kicker=(_("Sign in"),),
        preheader=_("{told} Your calendars can be changed then.", told=told),
        headline=_("Sign in to your calendars"),
        intro=told,
        why=_(
            "You get this because somebody asked on a page of this service to sign in as you."
        ),
        kind=_("links to sign in"),
    )
    return LinkPage(frame(installation_title, replace(links, feed=None), opening), page)
