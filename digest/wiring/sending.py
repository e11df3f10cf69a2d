"""The relay of the settings becomes a transport."""

from collections.abc import Mapping

from digest.settings.schema import Security, Settings
from digest.transport.oauth import TokenCommand
from digest.transport.smtp import Relay, SmtpTransport, Tls

_TLS: Mapping[Security, Tls] = {
    Security.LOOPBACK: "none",
    Security.PLAIN: "none",
    Security.OPPORTUNISTIC: "opportunistic",
    Security.STARTTLS: "starttls",
    Security.TLS: "implicit",
}


def transport_of(settings: Settings) -> SmtpTransport:
    """Return what hands messages over, as it is configured."""
    relay = settings.relay
    seconds = relay.token_timeout.total_seconds()
    spoken = Relay(
        host=relay.host,
        port=relay.port,
        tls=_TLS[relay.security],
        username=relay.user or None,
        password=relay.password or None,
        tokens=TokenCommand(relay.token_command, seconds) if relay.token_command else None,
        helo=relay.helo,
        ca_file=str(relay.ca_file) if relay.ca_file else None,
        verify=relay.verify,
    )
    return SmtpTransport(spoken, relay.connections, settings.signers, relay.per_minute)
