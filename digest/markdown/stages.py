"""Words of a heading that say how far what stands below it is: "Tasks in progress"."""

from digest.model.item import Status
from digest.model.vocabulary import Vocabulary


def parted(words: list[str], vocabulary: Vocabulary) -> tuple[list[str], Status | None]:
    """Return the words without those of a board's column, and its status unless it is open.

    "Review" or "ongoing" say too little beside other words.
    """
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            phrase = " ".join(words[start:end])
            if phrase not in vocabulary.statuses or phrase in vocabulary.qualifiers:
                continue
            if (status := vocabulary.boards.get(phrase)) and status is not Status.OPEN:
                return [*words[:start], *words[end:]], status
    return words, None
