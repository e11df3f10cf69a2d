"""Questions to a DNS server, each with a time limit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import Transient

if TYPE_CHECKING:  # slow to load, and few processes ask
    from dns.rdata import Rdata
    from dns.resolver import Resolver

_SECONDS = 2.0  # for one question, all tries together


@dataclass(frozen=True)
class DnsResolver:
    """Asks one server, or those that the machine is told of."""

    server: tuple[str, int] | None = None  # address and port

    def __call__(self, name: str, kind: str) -> tuple[str, ...]:
        """Return the answers to a question, none where there are none.

        Raises:
            Transient: nobody answers, or only that something is wrong.
        """
        import dns.exception  # noqa: PLC0415
        import dns.resolver  # noqa: PLC0415

        try:
            answer = self._resolver().resolve(name, kind, lifetime=_SECONDS, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.resolver.YXDOMAIN):
            return ()
        except (dns.exception.Timeout, dns.resolver.NoNameservers, OSError) as error:
            raise Transient(f"DNS does not answer ({kind})") from error
        except (dns.exception.DNSException, UnicodeError, ValueError):
            return ()  # no name that could be asked for
        return tuple(_told(record, kind) for record in answer)

    def _resolver(self) -> "Resolver":
        from dns.resolver import Resolver  # noqa: PLC0415

        resolver = Resolver(configure=self.server is None)
        if self.server:
            resolver.nameservers = [self.server[0]]
            resolver.port = self.server[1]
        return resolver


def _told(record: "Rdata", kind: str) -> str:
    if kind == "TXT":
        strings: tuple[bytes, ...] = getattr(record, "strings", ())
        return b"".join(strings).decode("latin-1")
    return record.to_text().rstrip(".")
