"""What stops the reading of a file whose markdown is beyond all measure."""


class Overflow(Exception):
    """A limit was met; what was read before it stands."""

    def __init__(self, offset: int, message: str) -> None:
        self.offset = offset
        super().__init__(message)
