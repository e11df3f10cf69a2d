"""DG202: post-mortems nothing follows from."""

from collections.abc import Iterator

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.item import Role


@rule("DG202", "no-action-items", Severity.WARNING)
def no_action_items(reading: Reading, options: Options) -> Iterator[Remark]:
    """A post-mortem has no action items.

    What was learned is lost when nobody does anything about it, and the incident comes again.
    Prose under the heading is no item: it has no owner, no date, and cannot be done.

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

        ## Root Cause
        The key had been made for one year, and nothing watched its end.

        ## What Could Have Gone Better
        Nobody was told before customers called.

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

        ## Root Cause
        The key had been made for one year, and nothing watched its end.

        ## What Could Have Gone Better
        Nobody was told before customers called.

        ## Action Items
        - [ ] @mei: Alert a week before a key expires (due 2026-12-04)
    """
    del options
    if not scope.is_post_mortem(reading):
        return
    if any(item.role is Role.ACTION for item in reading.document.items):
        return
    place = scope.action_heading(reading)
    if place is None:
        told = "this post-mortem has no action items"
        yield Remark(
            scope.title_place(reading),
            told,
            "else it comes again: add what you will do, by whom and when",
        )
    else:
        told = "nothing under this heading can be read as an action item"
        yield Remark(
            place, told, "an item is a line of its own: - [ ] @name: What (due YYYY-MM-DD)"
        )
