"""The words that reading understands: header names, headings, status words, phrases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from digest.model.ids import checksum
from digest.model.item import Status


@dataclass(frozen=True)
class Sprints:
    """When a sprint began and how long sprints last; resolves "Next sprint"."""

    start: date
    days: int = 14


@dataclass(frozen=True, eq=False)  # by identity: what reading works out for one is kept
class Vocabulary:
    """All words are compared folded: lower case, no markup, single spaces."""

    columns: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # field -> header names
    statuses: Mapping[str, Status] = field(default_factory=dict)
    wordings: tuple[Mapping[Status, str], ...] = ()  # the words written, one set a language
    headings: tuple[str, ...] = ()  # headings that hold action items
    coming: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict
    )  # language -> what the words of headings of coming work mean -> the words
    lone: tuple[str, ...] = ()  # headings that hold action items in minutes alone
    files: tuple[str, ...] = ()  # words of names of files that are lists of tasks
    plans: tuple[str, ...] = ()  # whole names of such files
    boards: Mapping[str, Status] = field(default_factory=dict)  # headings that are columns
    priorities: Mapping[str, str] = field(default_factory=dict)  # word -> P0..P4
    ranks: tuple[Mapping[str, tuple[str, ...]], ...] = ()  # P0..P4 -> words, one set a language
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)  # of dates -> the English ones
    replies: Mapping[str, str] = field(default_factory=dict)  # in answers -> the English
    until: tuple[str, ...] = ()  # what stands before a date that is due
    placeholders: tuple[str, ...] = ()
    sprints: Sprints | None = None
    nouns: tuple[str, ...] = ()  # of such headings, as "tasks"
    qualifiers: tuple[str, ...] = ()  # words such a noun may stand with, as "remaining"
    tails: tuple[str, ...] = ()  # words that begin what such a heading says further, as "for"
    stems: tuple[str, ...] = ()  # heads of such headings, with other words around them
    openers: tuple[str, ...] = ()  # what may begin such a heading, as "review of"
    finished: tuple[str, ...] = ()  # what says at its end that all below it is done
    unlike: tuple[str, ...] = ()  # words beside which a stem is another heading
    outcomes: tuple[str, ...] = ()  # headings whose bullets are items if they say who or when
    announcements: tuple[
        str, ...
    ] = ()  # in a sentence before a list, they make it one of items
    remarks: tuple[str, ...] = ()  # what begins a bullet that explains the others
    absences: tuple[str, ...] = ()  # what begins a bullet that says that somebody is away
    explaining: tuple[str, ...] = ()  # labels of what explains an item
    attendance: tuple[str, ...] = ()  # headings and labels beside which people are named
    names: tuple[str, ...] = ()  # people and teams the directory knows
    teams: tuple[str, ...] = ()  # of these, the teams
    periods: tuple[str, ...] = ()  # what follows the name of a board's column, as "this week"
    previous: tuple[str, ...] = ()  # words that make such a heading repeat older items
    fresh: tuple[str, ...] = ()  # words with which it does not after all
    strangers: tuple[str, ...] = ()  # headings whose lists are no action items
    agendas: tuple[str, ...] = ()  # of these, the ones below which minutes may stand
    lessons: tuple[str, ...] = ()  # headings that hold what was learned
    not_lessons: tuple[str, ...] = ()  # headings below them that do not
    lesson_labels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # of what was learned
    markers: tuple[str, ...] = ()  # what begins an item in running text
    tasks: tuple[str, ...] = ()  # what the type of a row says that is a task
    urging: tuple[str, ...] = ()  # what a line ends with that says what to do
    verbs: tuple[str, ...] = ()  # what begins a heading that is an item
    from_words: tuple[str, ...] = ()  # need X *from* Y
    waiting: tuple[str, ...] = ()  # what begins an ask
    not_names: tuple[str, ...] = ()  # words that stand where a name might
    doubtful: tuple[str, ...] = ()  # names that as often begin a sentence as other words
    connecting: tuple[str, ...] = ()  # words after a name that is the subject of no sentence
    assigning: tuple[str, ...] = ()  # labels beside which a name, and only a name, owns
    checklists: tuple[str, ...] = ()  # of the strangers, those that count when they are in use
    meetings: tuple[str, ...] = ()  # words of titles of minutes
    everybody: tuple[str, ...] = ()  # words for all who are there
    given: tuple[str, ...] = ()  # first names people bear
    future: tuple[str, ...] = ()  # after a name: the rest is what that person will do
    pledging: tuple[str, ...] = ()  # the same, only where the name begins a sentence
    topical: tuple[str, ...] = ()  # verbs that as often begin a topic as a task
    doing: tuple[str, ...] = ()  # the same in the present, where the person is known
    tenses: tuple[str, ...] = ()  # the same, ends of verbs
    subordinate: tuple[str, ...] = ()  # before a name: the rest is only thought of
    idle: tuple[str, ...] = ()  # after such a word: what follows is no task
    passive: tuple[str, ...] = ()  # what stands before "done by Kim"
    agents: tuple[str, ...] = ()  # done *by* Kim
    honorifics: tuple[str, ...] = ()  # what follows a name, as "\u3055\u3093"
    updates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # kind -> headings
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # part -> labels
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # fact -> labels
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of tests -> words
    units: Mapping[str, int] = field(default_factory=dict)  # of time -> seconds
    about: tuple[str, ...] = ()  # words of titles about documents of a form
    saving: tuple[str, ...] = ()  # what stands before a time that is won, not spent

    lint: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what rules look for

    @cached_property
    def mark(self) -> str:
        """A short text that changes with any of the words."""
        return checksum(repr(self).encode())

    @cached_property
    def column_of(self) -> Mapping[str, tuple[str, int]]:
        """Header name to its field, and how plainly it says so (0 is plainest)."""
        found: dict[str, tuple[str, int]] = {}
        for name, spellings in self.columns.items():
            for rank, spelling in enumerate(spellings):
                found.setdefault(spelling, (name, rank))
        return found

    @cached_property
    def fact_of(self) -> Mapping[str, str]:
        """Label to the fact it names."""
        return {label: fact for fact, labels in self.facts.items() for label in labels}

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[str, ...]]:
        """Label to the parts of updates it may name."""
        found: dict[str, tuple[str, ...]] = {}
        for part, labels in self.parts.items():
            for label in labels:
                found[label] = (*found.get(label, ()), part)
        return found
