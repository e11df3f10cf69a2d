"""What the markup of mail programs tells of a text: quoted, the rest quoted, a signature.

Adding a program means adding its class, id or name here and a case in tests/cases/replies.
"""

import re

from digest.mail.lines import LineKind

_ATTRIBUTE = re.compile(
    r"(class|id|style|name|data-marker|data-smartmail)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
# By class, id or name, where the element holds the quoted message; some are found with
# something before or after them: x_ of Outlook, ydp… of Yahoo.
_QUOTES = (
    *("yahoo_quoted", "protonmail_quote", "tutanota_quote", "zmail_extra", "zmail_quote"),
    *("moz-cite-prefix", "moz-forward-container", "moz-email-headers-table", "hmmessage_quote"),
    *("gmail_attr", "missive_quote", "front-blockquote", "nylas-quote", "mail-app-auto-quote"),
    *("isreplycontent", "isforwardcontent", "qmbox", "ntes_quote", "__quoted_text__"),
    *("messagereplysection", "edo-original", "quoted_header", "bluemail_quote", "hs_reply"),
)
# The same where the name is so short that it must be the whole.
_WHOLE_QUOTES = ("quote", "zimbra_quote", "replied-message")
# By id or class, where everything from the element on is the quoted message.
_REST = (
    *("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"),
    *("ms-outlook-mobile-reference-message", "olk_src_body_section", "reply-intro"),
    *("stopspelling", "__divider__", "__headers__", "original-content", "includetail"),
    "outlookmessageheader",
)
_SIGNATURES = (
    *("gmail_signature", "moz-signature", "protonmail_signature", "applemailsignature"),
    *("ms-outlook-mobile-signature", "signature", "messagesignaturesection", "sh-signature"),
    *("front-signature", "tutanota_signature", "missive_signature", "composer_signature"),
)


def meaning(tag: str, attributes: str) -> tuple[LineKind | None, bool]:
    """Return what an element's text is, and whether all that follows is quoted."""
    if tag == "blockquote":
        return LineKind.QUOTED, False
    if "=" not in attributes:
        return None, False
    values = {
        found.group(1).lower(): (
            found.group(2) or found.group(3) or found.group(4) or ""
        ).lower()
        for found in _ATTRIBUTE.finditer(attributes)
    }
    style = "".join(values.get("style", "").split())
    if "display:none" in style or "mso-hide:all" in style:
        return LineKind.QUOTED, False  # nobody typed what nobody sees
    if tag == "div" and _line_above(style):
        return None, True
    if tag == "div" and _line_beside(style):
        return LineKind.QUOTED, False
    return _named(tag, values)


def _line_above(style: str) -> bool:
    """Return whether an element is what Word writes its printed header into."""
    only = "border:none" in style and "border-top:solid" in style
    return only or "border-style:solidnonenone" in style


def _line_beside(style: str) -> bool:
    """Return whether an element has the line that stands beside quoted text."""
    line = style.partition("border-left:")[2].partition(";")[0]
    return "solid" in line and not line.startswith("0") and "solid0" not in line


def _named(tag: str, values: dict[str, str]) -> tuple[LineKind | None, bool]:
    marks = [*values.get("class", "").split(), values.get("id", ""), values.get("name", "")]
    marks += [values.get("data-marker", ""), values.get("data-smartmail", "")]
    names = [mark.removeprefix("x_") for mark in marks]
    if any(name.startswith(_REST) for name in names):
        return None, True
    quoting = tag not in ("a", "input") and any(name in _WHOLE_QUOTES for name in names)
    if quoting or any(quote in name for name in names for quote in _QUOTES):
        return LineKind.QUOTED, False
    # Inside Gmail's container the quoted text is in a blockquote; beside it may be answers.
    if any(name.startswith(("gmail_quote", "gmail_extra")) for name in names):
        return LineKind.UNSURE, False
    if any(name.startswith(_SIGNATURES) for name in names):
        return LineKind.SIGNATURE, False
    return None, False
