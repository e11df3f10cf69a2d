"""The demo's mail host: it catches what is sent to people, and hands over what they answer.

One SMTP server on loopback.  Mail for the service's inbound domain goes to the inbound
receiver with our word on who wrote it; all other mail is kept as files.  A person proves
themselves with AUTH; whoever does not is the outside world, and may claim what it likes.
"""

import argparse
import asyncio
import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from digest.demo.accounts import Accounts, read_accounts
from digest.demo.caught import keep
from digest.demo.relay import relayed
from digest.demo.vouch import Malformed, vouched
from digest.logs import Log
from digest.logs.clean import fault
from digest.logs.setup import set_up

MESSAGE_BYTES = 10 * 1024 * 1024
log = Log(__name__)


@dataclass(frozen=True)
class MailHost:
    """Whose mail it is and where it goes; addresses are host and port."""

    listen: tuple[str, int]
    inbound: tuple[str, int]
    inbound_domain: str
    store: Path
    accounts: Accounts

    def is_inbound(self, address: str) -> bool:
        """Return whether an address belongs to the service."""
        return address.rpartition("@")[2].lower() == self.inbound_domain.lower()


class Catcher:
    """Answers SMTP commands for a mail host (the hooks of aiosmtpd)."""

    def __init__(self, host: MailHost) -> None:
        self._host = host

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: Any
    ) -> AuthResult:
        """Admit a person with their password; the session then knows their address."""
        if not isinstance(told, LoginPassword):
            return AuthResult(success=False, handled=False)
        address, password = (part.decode("utf-8", "replace") for part in told)
        admitted = self._host.accounts.admits(address, password)
        return AuthResult(success=admitted, handled=False, auth_data=address)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        """Take any recipient, but only one of the service: its answer becomes ours."""
        if self._host.is_inbound(address) and any(
            map(self._host.is_inbound, envelope.rcpt_tos)
        ):
            return "452 4.5.3 one address of the service at a time"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Hand over or keep a message, and answer for it."""
        people = [to for to in envelope.rcpt_tos if not self._host.is_inbound(to)]
        services = [to for to in envelope.rcpt_tos if self._host.is_inbound(to)]
        answer = "250 2.0.0 kept"
        if services:
            answer = await self._hand_over(session, envelope, services[0])
            log.info("handed over", proven=session.authenticated or False, answer=answer[:3])
        if people and answer.startswith("250"):
            mail = keep(
                self._host.store,
                _raw(envelope),
                envelope_sender=str(envelope.mail_from),
                recipients=people,
                at=_now(),
            )
            log.info("kept", mail=mail.id, recipients=len(people))
        return answer

    async def handle_exception(self, error: Exception) -> str:
        """Ask the sender to try again: nothing is lost by a fault of ours."""
        log.error("fault", **fault(error))
        return "451 4.3.0 fault of the mail host, try again"

    async def _hand_over(self, session: Session, envelope: Envelope, recipient: str) -> str:
        try:
            raw = vouched(
                _raw(envelope),
                submitter=_submitter(session),
                authserv_id=self._host.accounts.authserv_id,
                peer=session.peer[0] if session.peer else "unknown",
                at=_now(),
            )
        except Malformed as error:
            return f"550 5.6.0 {error}"
        return await relayed(raw, str(envelope.mail_from), recipient, to=self._host.inbound)


def _submitter(session: Session) -> str | None:
    """Return the address that proved itself in a session."""
    return str(session.auth_data) if session.authenticated else None


def _raw(envelope: Envelope) -> bytes:
    return bytes(envelope.original_content or b"")


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


async def serve(host: MailHost) -> None:
    """Serve until SIGTERM or SIGINT."""
    catcher, loop, stop = Catcher(host), asyncio.get_running_loop(), asyncio.Event()
    host.store.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: SMTP(
            catcher,
            hostname="mailhost.invalid",
            ident="demo",
            data_size_limit=MESSAGE_BYTES,
            enable_SMTPUTF8=True,
            authenticator=catcher.authenticate,
            auth_require_tls=False,
            auth_exclude_mechanism=["LOGIN"],
            loop=loop,
        ),
        *host.listen,
    )
    async with server:
        log.info("listening", port=host.listen[1])
        await stop.wait()


def main(argv: list[str] | None = None) -> None:
    """Run the mail host as a program."""
    parser = argparse.ArgumentParser(prog="digest.demo.catcher", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--inbound-port", type=int, required=True)
    parser.add_argument("--inbound-domain", required=True)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--accounts", type=Path, required=True)
    told = parser.parse_args(argv)
    set_up("mailhost")
    loopback = "127.0.0.1"
    asyncio.run(
        serve(
            MailHost(
                (loopback, told.port),
                (loopback, told.inbound_port),
                told.inbound_domain,
                told.store,
                read_accounts(told.accounts),
            )
        )
    )


if __name__ == "__main__":
    main()
