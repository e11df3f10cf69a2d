"""Edits of tasks: the day on which one was done, where the file keeps it beside them."""

import re

from digest.markdown.edits import place
from digest.markdown.edits.target import Target, encoded
from digest.markdown.splice import Splice
from digest.model.command import SetStatus
from digest.model.item import Form, Span, Status

_FORMS = {
    Status.DONE: ("\u2705 {}", "[completion:: {}]"),
    Status.CANCELLED: ("\u274c {}",),
}
_DAY = r"\d{4}-\d\d-\d\d"
_PICTURED = f"(?:\u2705|\u274c)(?:\ufe0f)?[ \t]*{_DAY}"
_STAMP = re.compile(f"[ \t]*(?:{_PICTURED}|[\\[(]completion:: ?{_DAY}[\\])])".encode())


def stamp(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edits that take an old day away and, where others have one, add today."""
    whole = target.spans.whole
    edits = [
        target.put(Span(*found.span()), "")
        for found in _STAMP.finditer(target.raw, whole.start, whole.end)
    ]
    form = next((f for f in _FORMS.get(asked.status, ()) if _kept(target, f)), None)
    if form and target.today:
        last = place.end(target.raw, target.spans, before_metadata=False)
        edits.append(target.put(Span(last, last), f" {form.format(target.today)}"))
    return edits


def _kept(target: Target, form: str) -> bool:
    """Say whether the file's other tasks have such days."""
    begin = encoded(form.partition("{")[0].strip())
    stamps = (
        _STAMP.search(spans.whole.of(target.raw)) for _, spans in target.others([Form.TASK])
    )
    return any(begin in stamp[0] for stamp in stamps if stamp)
