"""The emptiness guard: a lost mount must not close three hundred items."""

from collections.abc import Sequence

from digest.errors import Permanent
from digest.model.change import Change, ChangeKind
from digest.model.ledger import SourceState
from digest.ports import Store

_GUARDED = 10  # below so many items a drop by half is ordinary


class Guard:
    """Compares with what a source had when all of it was last gathered.

    That is noted while a gather records bit by bit: tried again and again, one that is refused
    must not get further by half each time.
    """

    def __init__(
        self, store: Store, name: str, state: SourceState | None, *, accept: bool
    ) -> None:
        self._store, self._name, self._accept = store, name, accept
        self._noted = self._before = 0
        self._baseline = state is None or not state.baselined
        if state and state.baselined:
            self._noted = int(store.note(self._key) or 0)
            self.expect(max(state.items, self._noted))

    @property
    def _key(self) -> str:
        return f"guarded/{self._name}"

    def expect(self, items: int) -> None:
        """Compare with so many items from now on."""
        self._before = 0 if self._accept else items

    def check(self, items: int) -> None:
        """Raise where that is sudden emptiness.

        Raises:
            Permanent: fewer than half of the items are left.
        """
        name, before = self._name, self._before
        if before >= _GUARDED and items < before / 2:
            raise Permanent(
                f"sources.{name}: {items} items where there were {before}; nothing was"
                f" changed (if that is right: digest gather {name} --accept)"
            )

    def note(self, *, ended: bool) -> None:
        """Note what is compared with until a gather has ended; a first one has nothing yet."""
        wanted = 0 if ended or self._baseline else self._before
        if wanted != self._noted:
            self._store.set_note(self._key, str(wanted))
            self._noted = wanted


def gained(changes: Sequence[Change]) -> int:
    """Return how many live items more there are after some changes."""
    worth = {ChangeKind.ADDED: 1, ChangeKind.RETURNED: 1, ChangeKind.WITHDRAWN: -1}
    return sum(worth.get(change.kind, 0) for change in changes)
