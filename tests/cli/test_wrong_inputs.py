"""Whatever is wrong with a path: one clear line that names it, nothing half written."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.powerless import powerless
from tests.cli.wrong_inputs import CALLED, RIGHT, USES, Case, Use, cases, commands, places


def test_every_command_has_wrong_inputs():
    assert {name for name, _ in commands()} == set(CALLED)


def test_every_path_has_wrong_inputs():
    assert {place for _, command in commands() for place in places(command)} <= set(USES)


def found(place: Path) -> set[str]:
    """Return what is in a folder, without what a store keeps beside it."""
    with powerless():
        seen = [path for path in place.rglob("*") if place / "state" not in path.parents]
    return {str(path) for path in seen if path.suffix != ".lock"}


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_what_is_wrong_is_told_in_a_line(run, place: Path, case: Case):
    if RIGHT["ARCHIVE"] in case.words:
        run("backup", RIGHT["ARCHIVE"])
        shutil.rmtree(place / "state")
    case.wrong.make(place / case.wrong.name)
    (place / "state").mkdir()
    before = found(place)

    with powerless():
        told = run(*case.words)

    assert told.code in allowed(case), told
    assert case.wrong.name in told.err + told.out, told
    assert "Traceback" not in told.err
    assert told.err.count("\n") <= 2, told.err
    assert found(place) <= before


def allowed(case: Case) -> tuple[int, ...]:
    """Return the exit codes; a document that cannot be read hides no other one."""
    if case.words[0] == "receive":
        return (2, os.EX_TEMPFAIL)  # what a pipe must not lose
    return (0, 1, 2) if case.use is Use.READS else (1, 2)
