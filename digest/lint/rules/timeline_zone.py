"""DG203: times that are another hour for somebody else."""

import re
from collections.abc import Iterator, Sequence

from digest.lint import days, scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown.outline import Section, prose

_UTC = re.compile(r"\b(?:UTC|GMT)\b|\d(?:\.\d+)?Z\b|[+-]00:?00\b")
_OTHER = re.compile(
    r"\b(?:CES?T|CEST|EE[SD]?T|WES?T|BST|IST|MSK|[ECMP][SD]T|[ECMP]T|AK[SD]T|HST|A?E[SD]T|AWST"
    r"|NZ[SD]T|JST|KST|SGT|HKT|BRT|WIB|WITA|ICT|PKT|SAST|EAT|WAT|TRT)\b"
    r"|\b(?:UTC|GMT)\s?[+-]\s?\d|\d[+-](?!00)\d\d:?\d\d\b"
    r"|\b(?:US|Europe|America|Asia|Africa|Australia|Pacific|Atlantic)/[A-Z]\w+"
    r"|\b(?:[Pp]acific|[Ee]astern|[Cc]entral|[Mm]ountain|[Ll]ocal) [Tt]ime\b"
)
_UNSAID = "the timeline does not say that its times are in UTC"
_FEWEST = 2  # times that make a timeline


@rule("DG203", "timeline-zone", Severity.WARNING)
def timeline_zone(reading: Reading, options: Options) -> Iterator[Remark]:
    """The timeline of a post-mortem does not say that its times are in UTC.

    Logs are in UTC, and the people who read it live in several zones; without a zone 09:00 is
    an hour nobody can look up. Say so once: in the heading, above the list, or in the header.

    Bad:

        # Post-Mortem: Sign-in outage, 2026-11-18

        ## Summary
        Sign-in failed for two hours because a signing key had expired.

        ## Timeline
        - 09:00 sign-in begins to fail
        - 11:00 a new key is in place

    Good:

        # Sign-in outage, 2026-11-18

        ## Timeline (UTC)
        - 09:00 sign-in begins to fail
        - 11:00 a new key is in place
    """
    if not scope.is_post_mortem(reading):
        return
    everywhere = "\n".join(inline.plain for inline in reading.inlines)
    if _says_utc(everywhere):
        return
    for section in reading.sections:
        said = _said(reading.sections, section)
        timeline = wording.begins(section.key, options.words("timeline"))
        if timeline and section.heading and sum(1 for _ in days.clocks(said)) >= _FEWEST:
            other = _OTHER.search(said) or _OTHER.search(everywhere)
            told = f"the timeline is in {other[0]}, not in UTC" if other else _UNSAID
            hint = "the logs are: give the times in UTC, and say so in the heading"
            yield Remark(reading.at(section.heading.whole), told, hint)


def _says_utc(text: str) -> bool:
    return any(not _OTHER.match(text, match.start()) for match in _UTC.finditer(text))


def _said(sections: Sequence[Section], first: Section) -> str:
    """Return a section's heading and text, with those below it."""
    below = (s for s in sections if first in s.above())
    return "\n".join(text for s in below for text in (s.title, prose(s)))
