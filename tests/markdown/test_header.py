from datetime import date, timedelta

import pytest

from digest.markdown.document import read
from digest.model.document import Document, Kind
from digest.settings.vocabulary import load

VOCABULARY = load()


def of(text: str, path: str = "a.md", day: date | None = None) -> Document:
    return read(text.encode(), path=path, vocabulary=VOCABULARY, date=day)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("---\ndate: 2026-03-09\n---\n# 1 May 2026\n", "2026-01-01.md"),
        ("# Review\n**Date:** March 9, 2026\n", "2026-01-01.md"),
        ("# Review\n- Date: 2026-03-09 10:00 UTC\n", "2026-01-01.md"),
        ("# Review\n\n| Field | Value |\n|---|---|\n| Date | 9 March 2026 |\n", "a.md"),
        ("# 2026-03-09: pool full\n", "2026-01-01.md"),
        ("# Minutes of 9 March 2026\n", "a.md"),
        ("# Notes\n## Progress Update - 2026-03-09\n", "a.md"),
        ("# Notes\n", "minutes/2026-03-09-sync.md"),
        ("# Notes\n", "minutes/20260309.md"),
        ("# Weekly update\n## 2026-03-02\n## 2026-03-09\n", "2026-01-01.md"),
        ("# Notes\n", "updates/2026-W11.md"),
        ("+++\ndate = 2026-03-09T10:00:00Z\n+++\n# 1 May 2026\n", "a.md"),
        ("# Review\n\n| Date | Authors |\n|---|---|\n| 9 March 2026 | Bo |\n", "a.md"),
    ],
)
def test_the_date_comes_from_the_nearest_place_that_has_one(text: str, path: str):
    assert of(text, path, date(2020, 1, 1)).date == date(2026, 3, 9)


def test_without_any_date_the_given_one_counts():
    assert of("# 2026 Q4 plans\n", day=date(2026, 3, 9)).date == date(2026, 3, 9)


def test_authors_and_audience_are_lists_however_they_are_written():
    document = of("---\nauthors:\n  - Ana Ruiz\n  - '@bo'\naudience: [ops, \"sre\"]\n---\n")

    assert document.authors == ("Ana Ruiz", "@bo")
    assert document.audience == ("ops", "sre")


def test_a_header_field_may_go_on_over_lines():
    document = of("# Post-Mortem: x\n**Impact**: one in five\nfailed\n**Duration**: 5 min\n")

    assert document.header == {"impact": "one in five failed", "duration": "5 min"}


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("about 2 hours", 120),
        ("14:02 \u2013 14:47 UTC", 45),
        ("1h 30m", 90),
        ("2 Stunden", 120),
    ],
)
def test_a_duration_is_words_and_a_time(written: str, minutes: int):
    document = of(f"# Post-Mortem: x\n**Duration**: {written}\n")

    assert document.header["duration"] == written
    assert document.duration is not None
    assert document.duration.most == timedelta(minutes=minutes)


def test_a_date_above_a_document_that_is_none_is_a_problem():
    (problem,) = of("# Review\n\n**Date**: 2026-02-30\n").problems

    assert (problem.line, problem.rule) == (3, "date")


@pytest.mark.parametrize(
    ("text", "path", "kind"),
    [
        ("# Postmortem · pool full\n", "a.md", Kind.POST_MORTEM),
        ("# Pool full\n## Root cause\n## Timeline\n", "a.md", Kind.POST_MORTEM),
        ("# Pool full\n", "post-mortems/a.md", Kind.POST_MORTEM),
        ("# Lessons learned in May\n", "a.md", Kind.LEARNINGS),
        ("# Delay: export\n**New ETA**: 2026-05-01\n", "a.md", Kind.TIMELINE),
        ("# Status\n## Done\n- a\n## Blockers\n- b\n", "a.md", Kind.PROGRESS),
        ("---\nkind: post-mortem\n---\n# x\n", "a.md", Kind.POST_MORTEM),
        ("# Delay in the bus stop project\n", "a.md", Kind.NOTES),
        ("# Our incidents\n- one\n", "postmortems/README.md", Kind.NOTES),
        ("# Incidents of 2026\n", "postmortems/index.md", Kind.NOTES),
        ("# Post-Mortem: [Incident Title]\n## Root cause\n## Timeline\n", "a.md", Kind.NOTES),
        ("# Post-mortem template\n## Action items\n", "a.md", Kind.NOTES),
        ("# Post-Mortem: A template broke\n", "a.md", Kind.POST_MORTEM),
        ("# Pool full\n## Root cause\n## Timeline\n", "pm/2026/README.md", Kind.POST_MORTEM),
        ("# Progress Update\n## Completed\n- a\n", "postmortems/week.md", Kind.PROGRESS),
    ],
)
def test_the_kind_is_what_the_document_follows(text: str, path: str, kind: Kind):
    assert of(text, path).kind is kind


@pytest.mark.parametrize(
    ("heading", "path", "series"),
    [
        ("Progress Update - 2026-03-09", "updates/platform/2026-03-09.md", "platform"),
        ("Progress Update - 2026-03-09", "updates/platform-2026-03-09.md", "platform"),
        ("Progress Update - Data Science - 2026-03-09", "a.md", "data science"),
        ("Platform: Weekly Update 2026-03-09", "a.md", "platform"),
        ("Progress Update - 2026-03-09\n**Team**: Payments", "a.md", "payments"),
        ("Progress Update - 2026-03-09\n**Author**: Kim Park", "2026-03-09.md", "kim park"),
    ],
)
def test_the_series_is_the_team_or_author(heading: str, path: str, series: str):
    assert of(f"## {heading}\n\n### Completed\n- a\n", path).series == series


@pytest.mark.parametrize(
    ("path", "series"),
    [
        ("updates/platform/2026-W07.md", "platform"),
        ("updates/platform/2026-02-11.md", "platform"),
        ("updates/platform/update-2026-02-11.md", "platform"),
        ("updates/platform/2026/feb/wochenbericht-11.md", "platform"),
        ("platform/updates/week_07.md", "platform"),
        ("updates/platform-2026-W07.md", "platform"),
        ("updates/identity_2026-02-11.md", "identity"),
        ("updates/2026-02-11-identity.md", "identity"),
        ("updates/identity.md", "identity"),
        ("platform/b.md", "platform"),
        ("updates/b.md", None),
        ("updates/2026-02-11.md", None),
    ],
)
def test_the_path_names_the_series_where_nothing_else_does(path: str, series: str | None):
    assert of("## Progress Update - 2026-02-11\n\n### Completed\n- a\n", path).series == series


def test_other_documents_have_no_series():
    assert of("# Notes\n- [ ] x\n", "teams/platform/notes.md").series is None
