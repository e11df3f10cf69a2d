"""Hashes of the addresses that were given out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, func, select

from digest.model.ledger import Purpose, TokenRecord
from digest.store.database import insert
from digest.store.rows import Room, add_all, among, build, values
from digest.store.schema import generations, tokens

_BRIEF = (Purpose.SIGN_IN, Purpose.SESSION)
_LATEST = func.coalesce(generations.c.generation, 0)
# Built once: it is asked for every request, and building costs more than the database does.
_FOUND = (
    select(tokens, (tokens.c.generation < _LATEST).label("revoked"))
    .join(
        generations,
        and_(
            generations.c.purpose == tokens.c.purpose,
            generations.c.subject == tokens.c.subject,
        ),
        isouter=True,
    )
    .where(tokens.c.hash == bindparam("wanted"))
)


class SqlTokens(Room):
    """`digest.ports.Tokens` over SQL: a token of an older generation is revoked."""

    def remember(self, records: Sequence[TokenRecord]) -> None:
        """Record tokens; those known stay as they are."""
        with self.database.writing() as connection:
            record_tokens(connection, records)

    def find(self, hash_: str) -> TokenRecord | None:
        """Return what a token stands for."""
        with self.database.reading() as connection:
            row = connection.execute(_FOUND, {"wanted": hash_}).mappings().first()
        return build(TokenRecord, row) if row else None

    def generation(self, purpose: str, subject: str) -> int:
        """Return the current generation of a subject, 0 at first."""
        with self.database.reading() as connection:
            return _generation(connection, purpose, subject)

    def generations(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the current generations of purposes and subjects, 0 at first."""
        subjects = [subject for _, subject in wanted]
        with self.database.reading() as connection:
            rows = among(connection, select(generations), generations.c.subject, subjects)
        known = {(row["purpose"], row["subject"]): row["generation"] for row in rows}
        return {one: known.get(one, 0) for one in wanted}

    def rotate(self, purpose: str, subject: str) -> int:
        """Revoke all tokens of a subject and return the next generation."""
        with self.database.writing() as connection:
            first = insert(connection.dialect, generations).values(
                purpose=purpose, subject=subject, generation=1
            )
            connection.execute(
                first.on_conflict_do_update(
                    index_elements=list(generations.primary_key),
                    set_={"generation": generations.c.generation + 1},
                )
            )
            return _generation(connection, purpose, subject)

    def erase_tokens(self, before: datetime) -> int:
        """Forget links to sign in and sessions that ended before; return how many.

        That one was used, or signed out of, is forgotten after it: never while it may count.
        """
        ended = tokens.c.purpose.in_(_BRIEF), tokens.c.expires_at < before
        subjects = select(tokens.c.subject).where(tokens.c.purpose.in_(_BRIEF))
        used = generations.c.purpose.in_(_BRIEF), generations.c.subject.not_in(subjects)
        with self.database.writing() as connection:
            erased = connection.execute(delete(tokens).where(*ended)).rowcount
            connection.execute(delete(generations).where(*used))
        return erased


def record_tokens(connection: Connection, records: Sequence[TokenRecord]) -> None:
    """Write tokens; those known stay as they are."""
    add_all(connection, tokens, [values(record, tokens) for record in records])


def _generation(connection: Connection, purpose: str, subject: str) -> int:
    query = select(generations.c.generation).where(
        generations.c.purpose == purpose, generations.c.subject == subject
    )
    return connection.execute(query).scalar() or 0
