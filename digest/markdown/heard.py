"""What is known of a document before its sentences are read, and what was met of it."""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from digest.markdown import cues
from digest.markdown.called import Names
from digest.markdown.inline import Inline
from digest.model.vocabulary import Vocabulary

_LONGEST = 1_500  # bytes: beyond it, a speech
_BEFORE = 2  # bytes before a text that tell of its beginning


@dataclass(eq=False)
class Heard:
    """The names, the bytes that may promise something, and the list items met so far."""

    raw: bytes
    names: Names
    vocabulary: Vocabulary
    minutes: bool  # it says who was there
    taken: set[int]  # lines that are read elsewhere
    met: bool = False  # so does what stands above the section that is read, or the title
    urged: set[int] = field(default_factory=set)  # list items (by `id`) that say what to do
    planned: dict[int, int] = field(default_factory=dict)  # blocks with a plan behind a label
    items: set[int] = field(default_factory=set)  # list items (by `id`), and all below them
    # Those below which every bullet is an item, and whose.
    lists: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def hits(self) -> list[int]:
        """The bytes at which something may be promised."""
        return cues.places(self.raw, self.vocabulary)

    def possible(self, inline: Inline) -> bool:
        """Say whether a text may promise something: to be asked before it is taken apart."""
        if inline.end - inline.start > _LONGEST:
            return False
        at = bisect_left(self.hits, inline.start - _BEFORE)
        return at < len(self.hits) and self.hits[at] < inline.end
