"""`make bench`: run every benchmark, or those named."""

import sys

from tests.benchmarks import (
    calendars,
    gathering,
    glancing,
    history,
    hostile,
    letters,
    looking,
    reading,
    reply,
    replying,
    sending,
)

ALL = {
    "calendars": calendars.run,
    "gathering": gathering.run,
    "glancing": glancing.run,
    "history": history.run,
    "hostile": hostile.run,
    "letters": letters.run,
    "looking": looking.run,
    "reading": reading.run,
    "reply": reply.run,
    "replying": replying.run,
    "sending": sending.run,
}


def main(names: list[str]) -> int:
    """Run benchmarks; 1 if an aim was missed, 2 if there is none of that name."""
    if unknown := set(names) - set(ALL):
        print(f"no benchmark {sorted(unknown)}: there are {sorted(ALL)}", file=sys.stderr)  # noqa: T201
        return 2
    met = [ALL[name]() for name in names or ALL]
    return 0 if all(met) else 1


sys.exit(main(sys.argv[1:]))
