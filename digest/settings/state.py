"""The folder in which a service keeps what it makes."""

from digest.errors import UsageError, reason
from digest.settings.schema import Settings


def make_state(settings: Settings) -> None:
    """Make the folder that holds the secret, so that nobody else can look into it.

    Raises:
        UsageError: it cannot be made.
    """
    try:
        new = not settings.state.exists()
        settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        if new:  # inside a repository it must not be committed by accident
            (settings.state / ".gitignore").write_text("*\n")
    except OSError as error:
        raise UsageError(
            f"{settings.path}: state: {settings.state} cannot be made: {reason(error)}"
        ) from error
