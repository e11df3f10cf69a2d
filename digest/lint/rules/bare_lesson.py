"""DG206: lessons that nobody finds again."""

import re
from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown import labels, titles
from digest.markdown.inline import Inline
from digest.model.document import Kind
from digest.model.update import Learning

_ITEM = re.compile(rb"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_SENTENCES = re.compile(r"[.!?]\s+\w|[\u3002\uff01\uff1f]\s*\w")  # more than one


@rule("DG206", "bare-lesson", Severity.ADVICE)
def bare_lesson(reading: Reading, options: Options) -> Iterator[Remark]:
    """What was learned has no category, or is not marked as **Learning**.

    Lessons are collected by category: detection, prevention, response, recovery. The line that
    begins with **Learning**: is what others read; what stands before it is how you came to it.

    Bad:

        # What We Learned

        We did not know about this until customers called.

    Good:

        # What We Learned

        ## Detection

        We did not know about this until customers called.
        **Learning**: Alert on failing sign-ins.
    """
    if reading.document.kind not in (Kind.POST_MORTEM, Kind.LEARNINGS):
        return
    lessons = reading.document.learnings
    if lessons and _apart(reading):
        return
    apart = next((lesson for lesson in lessons if not lesson.category), None)
    if apart:
        told = "what was learned has no category"
        hint = "it is found by that: put it under Detection, Prevention, Response or Recovery"
        yield Remark(reading.line(apart.line), told, hint)
        return
    unclear = next((lesson for lesson in lessons if not _short(lesson, reading)), None)
    if unclear and not any(_labels(inline, options) for inline in reading.inlines):
        told = "no line says which sentence is the lesson"
        hint = "it is the one that others read: begin it with **Learning**:"
        yield Remark(reading.line(unclear.line), told, hint)


def _short(lesson: Learning, reading: Reading) -> bool:
    """Say whether a lesson is a list item of one sentence: there is nothing to choose from."""
    begin = reading.lines.starts[lesson.line - 1]
    return bool(_ITEM.match(reading.document.raw, begin)) and not _SENTENCES.search(lesson.text)


def _apart(reading: Reading) -> bool:
    """Say whether there are headings for several kinds of lessons, whatever they are called."""
    known = reading.vocabulary.lessons
    headed = (s for s in reading.sections if s.heading is not None and s.parent)
    return any(
        titles.announces(s.key, known) and s.parent and titles.announces(s.parent.key, known)
        for s in headed
    )


def _labels(inline: Inline, options: Options) -> bool:
    known = options.vocabulary.lesson_labels
    return any(line.label in known for line in labels.lines(inline))
