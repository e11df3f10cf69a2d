"""Whose the tasks are that stand below a label which is only a name: `**Kim**`, `### @kim`."""

import re
from collections.abc import Iterable, Iterator, Sequence

from digest.markdown.called import BETWEEN, Names, handles
from digest.markdown.fields import owner
from digest.markdown.outline import Section
from digest.model.vocabulary import Vocabulary

_FEW = 2  # names that are known
_LONGEST = 60  # characters of a label
_WHOSE = re.compile(r"(?P<who>[^\n]{1,50}?)['\u2019]s?\s+(?P<what>[^\W\d_][\w -]{0,40})")
_NAME = re.compile(r"[^\W\d_a-z][\w.'\u2019-]{0,20}(?: [^\W\d_a-z][\w.'\u2019-]{0,20}){0,2}")
_APOSTROPHE = re.compile(r"['\u2019]")
_HANDLE_BESIDE = re.compile(r"\s*[(\[]@[\w.-]+[)\]]$")


def by_section(
    found: Iterable[tuple[Section, Section | None]], names: Names, vocabulary: Vocabulary
) -> dict[int, tuple[str, ...]]:
    """Return whom the labels name that sections (by `id`) stand under.

    `found` has each section with the heading that makes its lines items, if any.
    """
    pairs = list(found)
    beside: dict[int, list[str]] = {}
    for section, root in pairs:
        if root not in (None, section) and not any(map(str.isdigit, section.title)):
            beside.setdefault(id(section.parent), []).append(bare(section.title, vocabulary))
    like = {parent: alike(labels, names) for parent, labels in beside.items()}
    owned = {}
    for section, root in pairs:
        for above in _labels(section, root):
            others = like.get(id(above.parent), frozenset()) if root else frozenset()
            if owners := of_label(above.title, names, vocabulary, others):
                owned[id(section)] = owners
                break
    return owned


def of_label(
    title: str, names: Names, vocabulary: Vocabulary, others: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the people a label names that says nothing else, as written.

    People are those known, and the `others`.
    """
    said = bare(title, vocabulary)
    if not said or len(said) > _LONGEST:
        return ()
    return owner.read(said) if said in others or _known(said, names) else ()


def alike(labels: Sequence[str], names: Names) -> frozenset[str]:
    """Return labels that look like names among some of which most are known."""
    everybody = {label for label in labels if names.all_of_us(label)}
    others = {label for label in labels if label not in everybody and not _known(label, names)}
    known = len(labels) - len(others) - len(everybody)
    most = known > len(others) or known == len(others) >= _FEW
    most = most and all(map(_like_a_name, others))
    return frozenset(others | everybody) if most else frozenset()


def _like_a_name(label: str) -> bool:
    """Say whether a label beside names is one too, or several: "Nastya", "DaveMcK and Yu"."""
    return all(map(_NAME.fullmatch, BETWEEN.split(label)))


def _labels(section: Section, root: Section | None) -> Iterator[Section]:
    """Yield the headings a section stands under, below the one that makes its lines items."""
    for above in section.above():
        if above is root or above.level <= 1:
            return
        yield above


def bare(title: str, vocabulary: Vocabulary) -> str:
    """Return a label without its colon, "Kim" for "Kim's tasks"."""
    said = title.strip().rstrip(":\uff1a").strip()
    whose = _WHOSE.fullmatch(said) if _APOSTROPHE.search(said) else None
    tasks = whose and " ".join(whose["what"].casefold().split()) in vocabulary.headings
    return whose["who"] if whose and tasks else said


def _known(said: str, names: Names) -> bool:
    """Say whether each name is a handle, has one beside it, or is known."""
    if names.all_of_us(said):
        return True
    if "@" not in said and not (names.may_begin(said) or names.people(said)):
        return False
    parts = said.split() if said.startswith("@") else BETWEEN.split(said)
    return all(_one_known(part.rstrip(",&+"), names) for part in parts if part)


def _one_known(part: str, names: Names) -> bool:
    name = _HANDLE_BESIDE.sub("", part)
    known = names.all_known(name) or names.people(name)
    return handles(part) or known or (name != part and names.are(name))
