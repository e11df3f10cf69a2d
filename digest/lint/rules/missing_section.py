"""DG201: what a post-mortem leaves out."""

from collections.abc import Iterator

from digest.lint import scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule

_PARTS = {
    "a summary": ("section_summary",),
    "a timeline": ("section_timeline",),
    "a root cause": ("section_root_cause",),
    "what went well or could have gone better": ("section_well", "section_better"),
}


@rule("DG201", "missing-section", Severity.WARNING)
def missing_section(reading: Reading, options: Options) -> Iterator[Remark]:
    """A post-mortem lacks a section that readers look for.

    It needs a summary, a timeline, a root cause, and what went well or could have gone better;
    action items have a rule of their own. The sections may be called otherwise, and a header
    field will do. The rule speaks only of documents in which it knows two of these sections, in
    the languages that it knows.

    Bad:

        # Post-Mortem: Sign-in outage
        **Date**: 2026-11-18
        **Duration**: 2 hours
        **Impact**: 1,200 people could not sign in
        **Authors**: Mei Tanaka

        ## Summary
        Sign-in failed for two hours because a signing key had expired.

        ## Timeline (UTC)
        - 09:00 sign-in begins to fail
        - 11:00 a new key is in place

        ## Action Items
        - [ ] @mei: Alert a week before a key expires (due 2026-12-04)

    Good:

        # Post-Mortem: Sign-in outage
        **Date**: 2026-11-18
        **Duration**: 2 hours
        **Impact**: 1,200 people could not sign in
        **Authors**: Mei Tanaka

        ## Summary
        Sign-in failed for two hours because a signing key had expired.

        ## Timeline (UTC)
        - 09:00 sign-in begins to fail
        - 11:00 a new key is in place

        ## Root Cause
        The key had been made for one year, and nothing watched its end.

        ## What Could Have Gone Better
        Nobody was told before customers called.

        ## Action Items
        - [ ] @mei: Alert a week before a key expires (due 2026-12-04)
    """
    if not scope.is_post_mortem(reading):
        return
    titles = scope.section_names(reading)
    missing = [
        part
        for part, lists in _PARTS.items()
        if not any(wording.holds(t, options.words(name)) for t in titles for name in lists)
    ]
    if missing:
        told = f"this post-mortem has no section for {wording.listed(missing, 'or')}"
        hint = "readers look for it: see the template, digest new post-mortem"
        yield Remark(scope.title_place(reading), told, hint)
