"""Who plays which part in a demo, and with what: the sample's people, or those of a path."""

from dataclasses import dataclass

DOMAIN = "northbeam.example"  # everybody's addresses are there, and so nobody's real ones


@dataclass(frozen=True)
class Cast:
    """The parts; people by their keys.  It is kept as JSON."""

    player: str = "priya"  # whose part the visitor plays
    colleague: str = "mei"  # who moves a date
    moved: str = "mei"  # whose date that is
    repository: str = "postmortems"  # a source; its folder is that name with .git
    folder: str = "updates"  # another source, a folder; empty where there is none
    of: str = ""  # the path that was copied; empty: the sample
