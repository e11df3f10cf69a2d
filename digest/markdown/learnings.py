"""What was learned, by category."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from digest.markdown import labels, titles
from digest.markdown.blocks import Block, ListItem, Paragraph
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.markdown.outline import Section
from digest.markdown.placeholders import placeholder
from digest.model.update import Learning
from digest.model.vocabulary import Vocabulary


def read(
    sections: Sequence[Section], *, lines: Lines, vocabulary: Vocabulary
) -> tuple[Learning, ...]:
    """Return the lessons under headings such as "What We Learned", in order."""
    roots: dict[int, Section | None] = {}
    for section in sections:
        roots[id(section)] = _root(section, roots, vocabulary)
    parted = {id(root) for s in sections if (root := roots[id(s)]) and root is not s}
    found: list[Learning] = []
    for section in sections:
        root = roots[id(section)]
        if root is not None:
            category = "" if section is root else section.title.rstrip(":")
            # Where categories follow, prose before them only leads to them.
            prose = section is not root or id(root) not in parted
            found += _of(section.blocks, category, lines, vocabulary, prose=prose)
    return tuple(found)


@lru_cache(maxsize=titles.REMEMBERED)
def _announces(key: str, vocabulary: Vocabulary) -> bool:
    return titles.announces(key, vocabulary.lessons)


def _root(
    section: Section, roots: dict[int, Section | None], vocabulary: Vocabulary
) -> Section | None:
    """Return the lessons heading a section stands under."""
    if section.key in vocabulary.not_lessons:
        return None
    if section.heading is not None and _announces(section.key, vocabulary):
        return section
    return roots[id(section.parent)] if section.parent else None


def _of(
    blocks: Sequence[Block],
    category: str,
    lines: Lines,
    vocabulary: Vocabulary,
    *,
    prose: bool,
) -> Iterator[Learning]:
    """Yield what follows each **Learning** label; without one, each passage is a lesson."""
    context: list[str] = []
    plain: list[Learning] = []
    labelled = False
    for inline in _inlines(blocks):
        for line in labels.lines(inline):
            at = lines.at(line.whole.start)
            if line.label in vocabulary.lesson_labels and line.text:
                labelled = True
                if not placeholder(line.text, vocabulary):
                    text = _to_the_end(inline, line)
                    yield Learning(at, category, text, " ".join(context))
                context = []
                break
            context.append(inline.words(line.whole))
        else:
            plain += _passage(inline, category, lines, vocabulary)
    if prose and not labelled:
        yield from plain


def _to_the_end(inline: Inline, line: labels.Line) -> str:
    """Return a labelled lesson with the lines it is wrapped onto."""
    return inline.words(type(line.value)(line.value.start, inline.end))


def _passage(
    inline: Inline, category: str, lines: Lines, vocabulary: Vocabulary
) -> Iterator[Learning]:
    if placeholder(inline.plain, vocabulary):
        return
    if all(line.label in vocabulary.fact_of for line in labels.lines(inline)):
        return  # the document's own date and authors
    first = next(labels.lines(inline))
    at = lines.at(inline.start)
    if first.label in vocabulary.categories and first.text:
        yield Learning(at, first.written.strip(), _to_the_end(inline, first))
    else:
        yield Learning(at, category, inline.plain)


def _inlines(blocks: Sequence[Block]) -> Iterator[Inline]:
    for block in blocks:
        inline = block.inline if isinstance(block, Paragraph | ListItem) else None
        if inline is not None:
            yield inline
