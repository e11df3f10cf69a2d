"""A real Postfix and a real Dovecot on free ports, set up as docs/inbound.md says."""

import os
import shutil
import socket
import socketserver
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from digest.supervise import ports
from tests.docs.pages import page

PAGE = page("inbound.md")
TRUSTED = "mail.northbeam.example"


def shown(after: str, begins: str) -> str:
    """Return the piece of the page below a heading that begins so."""
    below = PAGE[PAGE.index(f"# {after}\n") :]
    start = below.index(f"```text\n{begins}") + len("```text\n")
    return below[start : below.index("```", start)]


def free_port() -> int:
    return ports.free_port("127.0.0.1", 0)[0]


def needed(*programs: str) -> None:
    path = f"{os.environ['PATH']}:/usr/sbin"
    missing = [program for program in programs if not shutil.which(program, path=path)]
    if not missing and os.geteuid() == 0:
        return
    why = f"{', '.join(missing)}: not installed" if missing else "mail servers start as root"
    if os.environ.get("DIGEST_TESTS_MUST_NOT_SKIP"):
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def folder(owner: str) -> Iterator[Path]:
    """A folder that a server may enter, as it may not those of pytest."""
    place = Path(tempfile.mkdtemp(prefix="digest-mail-"))
    place.chmod(0o755)
    shutil.chown(place, owner)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def ran(*words: str) -> None:
    told = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    assert told.returncode == 0, told.stderr


def reachable(port: int, log: Path) -> None:
    """Wait until somebody listens."""
    until = monotonic() + 20
    while monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.02)
    raise AssertionError(log.read_text() if log.exists() else "it did not start")


DOVECOT = """\
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = {tls}
ssl_cert = <{place}/cert.pem
ssl_key = <{place}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{place}/mail/%n
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {place}/users
}}
userdb {{
  driver = static
  args = uid=dovecot gid=dovecot home={place}/mail/%n
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
"""


@contextmanager
def dovecot(*, imaps: int = 0) -> Iterator[tuple[int, int, Path]]:
    """Give the ports of IMAP and LMTP, and the folder: its cert.pem is trusted by nobody."""
    needed("dovecot")
    imap, lmtp = free_port(), free_port()
    with folder("dovecot") as place:
        made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
        made += f" -addext subjectAltName=DNS:localhost -keyout {place}/key.pem"
        ran(*made.split(), "-out", str(place / "cert.pem"))
        (place / "users").write_text("digest:{PLAIN}secret\n")
        written = DOVECOT.format(place=place, imap=imap, imaps=imaps, tls="yes")
        (place / "dovecot.conf").write_text(
            written + shown("Dovecot", "protocols").replace("port = 24", f"port = {lmtp}")
        )
        words = ["dovecot", "-F", "-c", str(place / "dovecot.conf")]
        running = subprocess.Popen(words)  # noqa: S603 - our own words
        try:
            reachable(imap, place / "log")
            reachable(lmtp, place / "log")
            yield imap, lmtp, place
        finally:
            running.terminate()
            running.wait(10)


class Milter(socketserver.BaseRequestHandler):
    """Writes Authentication-Results into every message, as a filter of a mail host does."""

    def handle(self) -> None:
        while head := self._read(4):
            packet = self._read(struct.unpack("!I", head)[0])
            match packet[:1]:
                case b"O":  # version 6, headers are added, only the end of a message matters
                    self._tell(b"O" + struct.pack("!III", 6, 1, 0x7F))
                case b"E":
                    told = f"{TRUSTED}; dmarc=pass header.from=northbeam.example"
                    field = f"Authentication-Results\0{told}\0".encode()
                    self._tell(b"i" + struct.pack("!I", 1) + field)
                    self._tell(b"a")
                case b"D" | b"A" | b"Q":
                    pass
                case _:
                    self._tell(b"c")

    def _read(self, size: int) -> bytes:
        read = b""
        while len(read) < size and (more := self.request.recv(size - len(read))):
            read += more
        return read

    def _tell(self, packet: bytes) -> None:
        self.request.sendall(struct.pack("!I", len(packet)) + packet)


POSTFIX = """\
compatibility_level = 3.6
queue_directory = {place}/queue
data_directory = {place}/data
maillog_file = {place}/log
maillog_file_prefixes = {place}
myhostname = mail.northbeam.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
smtpd_milters = inet:127.0.0.1:{milter}
milter_default_action = tempfail
smtpd_relay_restrictions = reject_unauth_destination
minimal_backoff_time = 1s
queue_run_delay = 1s
default_transport = error:nobody sends from here
"""
MASTER = """\
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
showq unix n - n - - showq
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def postfix(*, digest: int, dovecot: int) -> Iterator[int]:
    """Give the port of a Postfix that hands replies to our port, and the rest to Dovecot."""
    ours = shown("Postfix", "relay_domains") + shown("Dovecot", "recipient_delimiter")
    ours = ours.replace("127.0.0.1:2524", f"127.0.0.1:{digest}")
    with _postfix(ours.replace("127.0.0.1:24\n", f"127.0.0.1:{dovecot}\n")) as (smtp, _):
        yield smtp


@contextmanager
def piping(program: Path, settings: Path, user: str) -> Iterator[tuple[int, Path]]:
    """Give the port of a Postfix that runs a program for each reply, and where it logs."""
    ours = shown("Postfix", "relay_domains").partition("transport_maps")[0]
    service = shown("A pipe", "digest  unix").replace("user=digest", f"user={user}")
    service = service.replace("/opt/digest/bin/digest", str(program))
    service = service.replace("/etc/digest/digest.toml", str(settings))
    with _postfix(ours + shown("A pipe", "transport_maps"), service) as found:
        yield found


@contextmanager
def _postfix(ours: str, service: str = "") -> Iterator[tuple[int, Path]]:
    needed("postfix")
    milter = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Milter)
    milter.daemon_threads = True
    threading.Thread(target=milter.serve_forever, daemon=True).start()
    smtp = free_port()
    with folder("root") as place:
        for name in ("queue", "data"):
            (place / name).mkdir()
        shutil.chown(place / "data", "postfix")
        (place / "digest-recipients").write_text(shown("Postfix", "/^"))
        port = milter.server_address[1]
        main = POSTFIX.format(place=place, milter=port)
        (place / "main.cf").write_text(main + ours.replace("/etc/postfix", str(place)))
        (place / "master.cf").write_text(MASTER.format(smtp=smtp) + service)
        control = ("/usr/sbin/postfix", "-c", str(place))
        try:
            ran(*control, "start")
            reachable(smtp, place / "log")
            yield smtp, place / "log"
        finally:
            ran(*control, "abort")
            milter.shutdown()
            milter.server_close()
