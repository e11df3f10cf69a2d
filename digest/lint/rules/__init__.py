"""The rules in the order of their codes: the one list there is.

DG0 is about reading, DG1 about action items, DG2 about post-mortems, DG3 about updates, DG4
about what documents say together.  A code is never given to another rule.
"""

from digest.lint.rule import Rule
from digest.lint.rules.activity import activity
from digest.lint.rules.bare_delay import bare_delay
from digest.lint.rules.bare_lesson import bare_lesson
from digest.lint.rules.blame import blame
from digest.lint.rules.clock_eta import clock_eta
from digest.lint.rules.contradictory_status import contradictory_status
from digest.lint.rules.done_elsewhere import done_elsewhere
from digest.lint.rules.duplicate import duplicate
from digest.lint.rules.eta_after_due import eta_after_due
from digest.lint.rules.impossible_date import impossible_date
from digest.lint.rules.missing_header import missing_header
from digest.lint.rules.missing_section import missing_section
from digest.lint.rules.no_action_items import no_action_items
from digest.lint.rules.no_due import no_due
from digest.lint.rules.no_eta import no_eta
from digest.lint.rules.no_owner import no_owner
from digest.lint.rules.no_recommendation import no_recommendation
from digest.lint.rules.overdue import overdue
from digest.lint.rules.resolved_blocker import resolved_blocker
from digest.lint.rules.several_owners import several_owners
from digest.lint.rules.single_day_eta import single_day_eta
from digest.lint.rules.stale import stale
from digest.lint.rules.timeline_zone import timeline_zone
from digest.lint.rules.unclear_need import unclear_need
from digest.lint.rules.unknown_owner import unknown_owner
from digest.lint.rules.unknown_silence import unknown_silence
from digest.lint.rules.unknown_status import unknown_status
from digest.lint.rules.unreadable import unreadable
from digest.lint.rules.unresolved_due import unresolved_due
from digest.lint.rules.vague_action import vague_action
from digest.lint.rules.vague_due import vague_due
from digest.lint.rules.vague_next import vague_next

RULES: tuple[Rule, ...] = (
    unreadable,
    unknown_silence,
    vague_action,
    no_owner,
    several_owners,
    unknown_owner,
    no_due,
    vague_due,
    unresolved_due,
    impossible_date,
    unknown_status,
    overdue,
    stale,
    duplicate,
    contradictory_status,
    missing_section,
    no_action_items,
    timeline_zone,
    blame,
    missing_header,
    bare_lesson,
    no_eta,
    unclear_need,
    bare_delay,
    activity,
    vague_next,
    clock_eta,
    single_day_eta,
    no_recommendation,
    done_elsewhere,
    eta_after_due,
    resolved_blocker,
)

CODES = tuple(rule.code for rule in RULES)
