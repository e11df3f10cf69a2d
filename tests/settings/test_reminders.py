"""digest.settings.reminders: days before and after, by priority and person."""

from digest.model.reminders import Days
from digest.settings.reminders import read_reminders
from digest.settings.table import Findings, Table


def read(**raw):
    findings = Findings()
    return read_reminders(Table("digest.toml", raw, findings), {"mei": Days()}), findings.lines


def test_nobody_is_reminded_unless_it_is_set():
    assert not read()[0].on


def test_one_day_or_several():
    found, _ = read(before=2, after=[1, 7], priority={"P1": {"before": [5, 1]}})

    assert found.of("priya", "P2") == Days((2,), (1, 7))
    assert found.of("priya", "P1") == Days((5, 1), (1, 7))
    assert found.of("mei", "P1") == Days()


def test_mistakes_are_told():
    _, told = read(before=[-1], after="soon", priority={"high": {}}, escalate_after=1000)

    assert "priority: 'high' is no priority (write P0 to P4)" in "\n".join(told)
    assert len(told) == 4
