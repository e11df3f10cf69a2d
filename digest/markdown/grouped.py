"""What a bullet says that only names the group of those below it: "By Friday:", "Kim:"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from digest.markdown import belonging, called, headed, lists, titles
from digest.markdown.blocks import Block, ListItem
from digest.markdown.called import Names
from digest.markdown.inline import Inline
from digest.markdown.made import Reader
from digest.model.vocabulary import Vocabulary

_LONGEST = 60  # bytes of a bullet that is the heading of those below it


@dataclass(eq=False)
class Groups:
    """The groups of a section met so far, by `id`."""

    blocks: Sequence[Block] = ()  # of the section
    until: dict[int, str] = field(default_factory=dict)  # the words for its day
    whose: dict[int, tuple[str, ...]] = field(default_factory=dict)  # its people, as written
    found: dict[tuple[int, bool], bool] = field(default_factory=dict)  # is it one?
    alike: dict[int, frozenset[str]] = field(default_factory=dict)  # names beside it, by parent

    def is_one(self, block: ListItem, inline: Inline, reader: Reader) -> bool:
        """Say whether a bullet only names the group of those below it."""
        if not block.children:
            return False
        asked = id(block), reader.ground.named
        if asked not in self.found:
            self.found[asked] = lists.groups(block, inline, reader)
        return self.found[asked]

    def within(self, block: ListItem, reader: Reader) -> Reader:
        """Return how a bullet is read that may stand in a group; keep what it says as one."""
        ground, words = reader.ground, reader.vocabulary
        until = self.until.get(id(block.parent), "") if block.parent else ""
        whose = self.whose.get(id(block.parent), ()) if block.parent else ()
        if block.inline and self.is_one(block, block.inline, reader):
            plain = block.inline.plain
            self.until[id(block)] = headed.until(plain, words) or until
            names = called.names(reader.known, words)
            # Elsewhere than under an action heading, the bullet of a speaker may hold anything.
            above = whose if ground.bullets else ()
            others = self._others(block, names, words) if ground.bullets else frozenset()
            self.whose[id(block)] = belonging.of_label(plain, names, words, others) or above
        if not (until or whose):
            return reader
        own = replace(ground, until=until or ground.until, owners=whose or ground.owners)
        return replace(reader, ground=own)

    def _others(self, block: ListItem, names: Names, words: Vocabulary) -> frozenset[str]:
        """Return which labels of the groups beside a bullet are names too."""
        key = id(block.parent)
        if key not in self.alike:
            self.alike[key] = belonging.alike(
                [belonging.bare(said, words) for said in self._beside(block.parent)], names
            )
        return self.alike[key]

    def _beside(self, parent: ListItem | None) -> Iterator[str]:
        """Yield what bullets say that stand beside each other and have others below them."""
        for each in parent.children if parent else self.blocks:
            if isinstance(each, ListItem) and each.parent is parent and each.children:
                yield each.inline.plain if each.inline else ""


def listed(block: ListItem, reader: Reader) -> bool:
    """Say whether a bullet stands below one that is a heading for things to do: "Actions"."""
    parent = block.parent
    above = parent.inline if parent and parent.parent is None else None
    if above is None or len(above.bytes) > _LONGEST:
        return False
    key, vocabulary = titles.key(above.plain), reader.vocabulary
    return key in vocabulary.headings and not titles.repeats(key, vocabulary)
