"""May this host send for that domain?  SPF, RFC 7208; the rules are pyspf's."""

from ipaddress import ip_address, ip_network
from typing import Any

import spf  # type: ignore[import-untyped]

from digest.mail.questions import Ask

_LONGEST = 63  # octets of a label, RFC 1035 §2.3.4
# Hosts of our own network are no strangers: who they are says nothing.
_OURS = tuple(
    ip_network(net)
    for net in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        *("169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"),
    )
)


def stranger(client: str) -> bool:
    """Return whether an address is that of a host outside, so that SPF says something."""
    try:
        address = ip_address(client)
    except ValueError:
        return False
    return not any(address.version == net.version and address in net for net in _OURS)


def result(client: str, helo: str, sender: str, ask: Ask) -> str:
    """Return what SPF says of the domain of an envelope sender: pass, fail, softfail, …"""
    query = _Query(ask, i=client, s=sender, h=helo)
    return str(query.check()[0]).lower()


class _Query(spf.query):  # type: ignore[misc]
    """A check whose questions go to `ask` in place of the library's own resolver."""

    def __init__(self, ask: Ask, **told: str) -> None:
        super().__init__(**told)
        self._ask = ask

    def dns(
        self,
        name: Any,
        qtype: str,
        cnames: Any = None,  # noqa: ARG002 - the library's shape
        ignore_void: bool = False,  # noqa: FBT001, FBT002
    ) -> list[Any]:
        wanted = str(name).rstrip(".")
        if not all(0 < len(label) <= _LONGEST for label in wanted.split(".")):
            return []
        found = self._ask(wanted, "TXT" if qtype == "SPF" else qtype)
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("too many questions without an answer")
        return [_value(answer, qtype) for answer in found]


def _value(answer: str, qtype: str) -> Any:
    if qtype in ("TXT", "SPF"):
        return (answer.encode("latin-1", "replace"),)
    if qtype == "MX":
        preference, _, host = answer.partition(" ")
        return int(preference), host
    return answer
