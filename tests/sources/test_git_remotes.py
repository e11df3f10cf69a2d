"""Real remotes: http with a login, and ssh as git speaks it."""

import os
import stat
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from digest.errors import Permanent
from digest.model.directory import Person
from digest.model.place import GitPlace
from digest.ports import Note, Rewritten
from digest.sources.git import GitSource
from tests.sources.conftest import BOT
from tests.sources.upstream import AT, SEALED, Upstream

LOGIN = "Basic " + b64encode(b"bot:hush").decode()


def backend(root: Path, *, refused: int = 401) -> type[BaseHTTPRequestHandler]:
    """Return a server of the repositories below a folder, for whoever has the login."""

    class Backend(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            if self.headers["Authorization"] != LOGIN:
                self.send_response(refused)
                self.send_header("WWW-Authenticate", "Basic realm=git")
                self.end_headers()
                return
            path, _, query = self.path.partition("?")
            told = subprocess.run(
                ["git", "-c", "http.receivepack=true", "http-backend"],  # noqa: S607
                input=self.rfile.read(int(self.headers["Content-Length"] or 0)),
                capture_output=True,
                check=True,
                env={
                    **SEALED,
                    "GIT_PROJECT_ROOT": str(root),
                    "GIT_HTTP_EXPORT_ALL": "1",
                    "PATH_INFO": path,
                    "QUERY_STRING": query,
                    "REQUEST_METHOD": self.command,
                    "CONTENT_TYPE": self.headers["Content-Type"] or "",
                    "HTTP_CONTENT_ENCODING": self.headers["Content-Encoding"] or "",
                    "REMOTE_USER": "bot",
                },
            ).stdout
            head, _, body = told.partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
            self.send_response(int(fields.pop("Status", "200")[:3]))
            for name, value in fields.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer  # noqa: N815 - as the library calls them

        def log_message(self, *_: object) -> None: ...

    return Backend


@pytest.fixture
def refused() -> int:
    return 401


@pytest.fixture
def address(upstream: Upstream, refused: int) -> Iterator[str]:
    upstream.commit({"a.md": b"a"})
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), backend(upstream.path.parent, refused=refused)
    )
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/upstream.git"
    server.shutdown()
    server.server_close()


def source(url: str, work: Path, password: str = "hush", **environ: str) -> GitSource:  # noqa: S107 - pretend
    place = GitPlace("docs", url, user="bot", password=password)
    return GitSource(place, work, BOT, environ={"PATH": SEALED["PATH"], **environ})


def test_a_login_is_used(address: str, tmp_path: Path):
    found = source(address, tmp_path / "one")

    assert list(found.snapshot().versions) == ["a.md"]


def test_the_login_stands_in_no_file_of_the_clone(address: str, tmp_path: Path):
    source(address, tmp_path / "one").snapshot()

    written = [path.read_bytes() for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert not any(b"hush" in raw for raw in written)


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_refused_login_is_never_emptiness(address: str, tmp_path: Path, password: str):
    with pytest.raises(Permanent, match=r"^sources\.docs\.url: the remote refused") as caught:
        source(address, tmp_path / "one", password).snapshot()
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize("refused", [403, 404])
def test_a_remote_that_is_forbidden_or_moved_is_never_emptiness(address: str, tmp_path: Path):
    with pytest.raises(Permanent, match=r"^sources\.docs\.url: the remote refused"):
        source(address, tmp_path / "one", "").snapshot()


def test_a_repository_that_is_not_there_is_never_emptiness(address: str, tmp_path: Path):
    with pytest.raises(Permanent, match=r"^sources\.docs\.url: the remote refused"):
        source(address.replace("upstream", "gone"), tmp_path / "one").snapshot()


@pytest.fixture
def ssh(tmp_path: Path) -> Path:
    """A program that is called as ssh is, and runs what it is asked for on this machine."""
    program = tmp_path / "ssh"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n'
        'for last; do :; done\n[ "$1" = -G ] && exit 0\nexec sh -c "$last"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_ssh_fetches_and_never_asks(upstream: Upstream, ssh: Path, tmp_path: Path):
    upstream.commit({"a.md": b"a"})
    url = f"ssh://git@git.northbeam.example{upstream.path}"

    found = source(url, tmp_path / "one", GIT_SSH_COMMAND=str(ssh)).snapshot()

    assert list(found.versions) == ["a.md"]
    asked = (tmp_path / "asked").read_text().split(os.linesep)
    assert all("-oBatchMode=yes" in line for line in asked if "git-upload-pack" in line)


def test_a_remote_that_is_shallow_itself_is_read_and_written(tmp_path: Path):
    full = Upstream.create(tmp_path / "full.git")
    for number in range(3):
        full.commit({"a.md": b"%d\n" % number})
    shallow = Upstream(tmp_path / "shallow.git")
    origin = f"file://{full.path}"
    shallow.git("clone", "-q", "--bare", "--depth", "2", origin, str(shallow.path))
    place = GitPlace("docs", str(shallow.path))
    source = GitSource(place, tmp_path / "clone", BOT, environ=dict(SEALED))

    assert len(list(source.history("", source.snapshot()))) == 2
    note = Note("x", Person("priya", "Priya Nair", ""), datetime.fromtimestamp(AT, UTC))
    source.draft("r1").land([Rewritten("a.md", b"2\n", b"3\n")], note)
    assert shallow.read("a.md") == b"3\n"
