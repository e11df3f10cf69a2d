"""What can be written in an answer, in words: one line of each kind."""

from digest.model.message import Links
from digest.render.frame import Frame, Opening, frame
from digest.render.language import Language, msg
from digest.render.view import Block, Row

_FORMS = (  # as typed, and what it does
    (msg("#3 done"), msg("it is done; also 1-3 done, or in progress, cancelled, reopen")),
    (msg("#3 due 4 Dec because the vendor is late"), msg("another date, and why")),
    (msg("#3 blocked: why"), msg("it stands still; also need X from Y")),
    (msg("#3 assign @jonas"), msg("somebody else has it")),
    (msg("#3 not mine"), msg("it needs another owner")),
    (msg("#3 priority P1"), msg("how urgent it is")),
    (msg("#3 note: what you know"), msg("kept beside it")),
    (msg("#3 later 2 weeks"), msg("no reminder before then; the date stays")),
    (msg("#3 option 2"), msg("your choice, where options are given")),
    (msg("undo"), msg("take back what your last reply changed; also #3 undo")),
    (msg("pause until 14 Dec, resume, stop"), msg("about these mails themselves")),
)


def forms(language: Language) -> Block:
    """Return every form of a line that is understood."""
    _ = language.gettext
    rows = tuple(Row(title=_(typed), after=_(does)) for typed, does in _FORMS)
    hint = _("One line for each item, above the quoted mail. #3 is the item's number there.")
    return Block(_("What you can write"), "ink", rows, hint=hint)


def help_frame(title: str, links: Links, language: Language) -> Frame:
    """Return what stands around the forms, where somebody asked for them."""
    _ = language.gettext
    told = _("These lines are understood in an answer to a message from here.")
    opening = Opening(
        kicker=(_("Help"),),
        preheader=told,
        headline=_("How to answer"),
        intro=told,
        why=_(
            "You get this because you asked for help by mail, or wrote to us without a number."
        ),
        kind=_("help"),
    )
    return frame(title, links, opening)
