"""The mailboxes of the settings become fetchers."""

from collections.abc import Mapping

from digest.model.box import Box, ImapPlace
from digest.ports import Wake
from digest.settings.schema import Settings
from digest.transport.imap import ImapFetcher
from digest.transport.intake import Intake
from digest.transport.maildir import MaildirFetcher
from digest.workflow.world import World

Fetcher = ImapFetcher | MaildirFetcher


def fetchers(settings: Settings, world: World, wake: Wake) -> Mapping[str, Fetcher]:
    """Return what fetches from each mailbox, by its name; none where no mail is taken."""
    forms = world.installation.forms
    if forms is None:
        return {}
    intake = Intake(
        world.store.accept,
        world.clock.now,
        wake,
        forms,
        world.installation.mailboxes,
        settings.inbound.max_bytes,
    )
    return {name: _fetcher(box, intake) for name, box in settings.boxes.items()}


def _fetcher(box: Box, intake: Intake) -> Fetcher:
    if isinstance(box.place, ImapPlace):
        return ImapFetcher(box, box.place, intake)
    return MaildirFetcher(box, box.place, intake)
