"""Run the children that a JSON file describes, as a program of its own."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from digest.errors import UsageError
from digest.supervise.broker import embedded, server
from digest.supervise.child import Child, Patience
from digest.supervise.lock import locked
from digest.supervise.screen import Screen
from digest.supervise.supervisor import Supervisor


def children(plan: dict[str, dict[str, Any]], state: Path):
    for name, told in plan.items():
        if name == "broker":
            broker = embedded(server(), state / "broker").child
            assert broker
            yield broker
        else:
            code = (sys.executable, "-u", "-S", "-c", told.pop("code", ""))
            argv, after = told.pop("argv", code), told.pop("after", ())
            yield Child(name, tuple(argv), re.compile("ready"), after=tuple(after), **told)


def main() -> int:
    plan = json.loads(sys.argv[1])
    state = Path(sys.argv[2])
    patience = Patience(**json.loads(sys.argv[3]))
    try:
        with locked(state) as lock:
            screen = Screen(sys.stdout, list(plan))
            kept = list(children(plan, state))
            return Supervisor(
                kept, screen=screen, state=state, patience=patience, held=(lock,)
            ).run()
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
