"""A resolver against a tiny server of the test's own."""

import socketserver
import threading
from collections.abc import Iterator

import dns.message
import dns.rcode
import dns.rrset
import pytest

from digest.errors import Transient
from digest.transport.dns import DnsResolver

ZONE = {
    ("corp.example.", "TXT"): ['"v=spf1 ip4:192.0.2.0/28 " "-all"'],
    ("corp.example.", "MX"): ["10 mail.corp.example."],
    ("mail.corp.example.", "A"): ["192.0.2.1"],
}


class Answers(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        query = dns.message.from_wire(self.request[0])
        (asked,) = query.question
        name, kind = asked.name.to_text(), dns.rdatatype.to_text(asked.rdtype)
        reply = dns.message.make_response(query)
        if name == "broken.example.":
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif found := ZONE.get((name, kind)):
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *found))
        elif name != "corp.example.":
            reply.set_rcode(dns.rcode.NXDOMAIN)
        self.request[1].sendto(reply.to_wire(), self.client_address)


@pytest.fixture(scope="module")
def resolver() -> Iterator[DnsResolver]:
    with socketserver.UDPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield DnsResolver(("127.0.0.1", server.server_address[1]))
        server.shutdown()


@pytest.mark.parametrize(
    ("name", "kind", "answers"),
    [
        ("corp.example", "TXT", ("v=spf1 ip4:192.0.2.0/28 -all",)),
        ("corp.example", "MX", ("10 mail.corp.example",)),
        ("mail.corp.example", "A", ("192.0.2.1",)),
        ("corp.example", "AAAA", ()),
        ("nobody.example", "TXT", ()),
        ("x" * 64 + ".example", "TXT", ()),
        ("..", "TXT", ()),
    ],
)
def test_a_question_is_answered(resolver: DnsResolver, name: str, kind: str, answers):
    assert resolver(name, kind) == answers


def test_a_server_in_trouble_is_asked_again_later(resolver: DnsResolver):
    with pytest.raises(Transient, match="DNS does not answer"):
        resolver("broken.example", "TXT")
