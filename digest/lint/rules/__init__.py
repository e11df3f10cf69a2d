"""The rules in the order of their codes: the one list there is.

DG0 is about reading, DG1 about action items, DG2 about post-mortems, DG3 about updates, DG4
about what documents say together.  A code is never given to another rule.
"""

from digest.lint.rule import Rule
from digest.lint.rules.no_owner import no_owner
from digest.lint.rules.unreadable import unreadable
from digest.lint.rules.vague_action import vague_action

RULES: tuple[Rule, ...] = (
    unreadable,
    vague_action,
    no_owner,
)

CODES = tuple(rule.code for rule in RULES)
