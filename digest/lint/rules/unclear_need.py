"""DG302: blockers that ask nothing of nobody."""

from collections.abc import Iterator

from digest.lint import scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.document import Kind
from digest.model.item import ActionItem, Role, Status


@rule("DG302", "unclear-need", Severity.WARNING)
def unclear_need(reading: Reading, options: Options) -> Iterator[Remark]:
    """A blocker does not say what is needed from whom.

    "Need X from Y" is an ask that reaches Y; anything else only tells that something is stuck.

    Bad:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation (PR #12)

        ### Blockers
        - The staging cluster is slow

    Good:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation (PR #12)

        ### Blockers
        - The staging cluster is slow: Need two more nodes from @sre-team
    """
    hint = "nobody else knows that it waits for them: write: Need … from …"
    asked = {need.line for u in reading.document.updates for need in u.needs if need.who}
    for item in scope.open_items(reading):
        if _is_ask(item) and not item.owners and item.line not in asked:
            needs = wording.holds(item.text, options.vocabulary.waiting)
            lacks = "from whom it is needed" if needs else "what is needed from whom"
            told = f"{wording.quoted(item.text)} does not say {lacks}"
            yield Remark(reading.text(item), told, hint)
    for update in reading.document.updates:
        asks = update.fields.get("need") or update.needs or update.options
        if update.kind == Kind.BLOCKER and not asks:
            yield Remark(reading.line(update.line), "the blocker asks for nothing", hint)


def _is_ask(item: ActionItem) -> bool:
    return item.role is Role.ASK and item.status.value is Status.BLOCKED and item.parent is None
