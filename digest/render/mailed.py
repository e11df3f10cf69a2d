"""A link that somebody asked for, in words."""

from dataclasses import dataclass, replace

from digest.model.message import Links
from digest.render.frame import Frame, Opening, frame
from digest.render.language import Language


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
