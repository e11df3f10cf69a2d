"""A forge as its public API is documented, over real HTTP: requests are kept in memory."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "t0ken"  # noqa: S105 - of a forge that is gone with its test


@dataclass
class Hosted:
    """What the forge holds, and what it was asked."""

    kind: str
    url: str = ""
    public: bool = False
    requests: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refuses: dict[str, int] = field(default_factory=dict)  # method -> status

    def opened(self, said: dict[str, Any], project: str) -> tuple[int, Any]:
        gitlab = self.kind == "gitlab"
        ends = ("source_branch", "target_branch") if gitlab else ("head", "base")
        head, base = (said[end] for end in ends)
        if any(one["ends"] == (head, base) and one["open"] for one in self.requests):
            told = ["Another open merge request already exists"] if gitlab else "exists"
            return 422 if self.kind == "github" else 409, {"message": told}
        number = len(self.requests) + 1
        one = {"ends": (head, base), "open": True, "number": number, "project": project}
        self.requests.append(one | {"said": said})
        return 201, self.shown(self.requests[-1])

    def shown(self, one: dict[str, Any]) -> dict[str, Any]:
        head, base = one["ends"]
        said, number = one["said"], one["number"]
        if self.kind == "gitlab":
            ends = {"source_branch": head, "target_branch": base}
            ids = {"source_project_id": 1, "target_project_id": 1, "iid": number}
            return {**said, **ends, **ids, "web_url": f"{self.url}/-/merge_requests/{number}"}
        repo = {"full_name": one["project"]}
        ends = {"head": {"ref": head, "repo": repo}, "base": {"ref": base, "repo": repo}}
        return {**said, **ends, "number": number, "html_url": f"{self.url}/pulls/{number}"}

    def listed(self, query: dict[str, str]) -> list[Any]:
        found = [one for one in self.requests if one["open"]]
        if "page" in query and query["page"] != "1":
            return []
        if self.kind == "github" and "head" in query:
            owner, _, branch = query["head"].partition(":")
            found = [one for one in found if one["ends"][0] == branch and owner]
        if self.kind == "gitlab" and "source_branch" in query:
            found = [one for one in found if one["ends"][0] == query["source_branch"]]
        return [self.shown(one) for one in found]

    def project(self) -> dict[str, Any]:
        word = "public" if self.public else "private"
        return {"private": not self.public} if self.kind == "gitea" else {"visibility": word}

    def changed(self, number: int, said: dict[str, Any]) -> tuple[int, Any]:
        one = self.requests[number - 1]
        one["said"] = {**one["said"], **said}
        return 200, self.shown(one)


_ROOTS = {
    "github": ("/repos/docs/book/pulls", "PATCH", f"Bearer {TOKEN}"),
    "gitlab": ("/projects/docs/book/merge_requests", "PUT", f"Bearer {TOKEN}"),
    "gitea": ("/repos/docs/book/pulls", "PATCH", f"token {TOKEN}"),
}


@contextmanager
def forge(kind: str) -> Iterator[Hosted]:  # noqa: C901 - the paths of an API
    """Serve a forge of a kind for the project docs/book."""
    hosted = Hosted(kind)
    root, change, header = _ROOTS[kind]

    class Answer(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            said = json.loads(self.rfile.read(size) or b"{}")
            parts = urlsplit(self.path)
            path = unquote(parts.path)
            hosted.asked.append(f"{self.command} {parts.path}")
            query = {key: value[0] for key, value in parse_qs(parts.query).items()}
            status, told = 404, {"message": "Not Found"}
            if self.headers["Authorization"] != header:
                status, told = 401, {"message": "Bad credentials"}
            elif self.command in hosted.refuses:
                status, told = hosted.refuses[self.command], {"message": "not now"}
            elif path == root.rpartition("/")[0]:
                status, told = 200, hosted.project()
            elif path == root and self.command == "GET":
                status, told = 200, hosted.listed(query)  # type: ignore[assignment]
            elif path == root and self.command == "POST":
                status, told = hosted.opened(said, "docs/book")
            elif path.startswith(f"{root}/") and self.command == change:
                status, told = hosted.changed(int(path.rpartition("/")[2]), said)
            body = json.dumps(told).encode()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "http://localhost:1/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815 - as the library calls them

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    hosted.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hosted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
