"""A reply: CPU through the whole path on a folder, and time from end of DATA to pushed commit.

The path is all that happens to a message after it was taken: stored, proven, understood, the
source gathered, the cell rewritten and read again, the file replaced, gathered, the receipt
rendered and queued, and sent.  Bare is what nobody could do without: git's own commit and push
of the same change, with a work tree that is there already.
"""

import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from digest.clock import SystemClock
from digest.demo import seen, walk
from digest.demo.history import BRANCH
from digest.demo.letter import Letter
from digest.demo.running import Running
from digest.sources.folder import FolderSource
from digest.sources.memo import Memo
from digest.store import migrate, open_store
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.benchmarks.frame import Rival, report
from tests.sources.conftest import sealed
from tests.sources.upstream import SEALED, Upstream
from tests.workflow.company import Company, company

DOCUMENTS, REPLIES, ROUNDS = 200, 20, 5
MILLI = 1000
CPU, SECONDS = 40.0, 1.0  # ms and s, the aims
_HEAD = "# Weekly meeting {n}, 20 November 2026\n\n## Action Items\n\n"
_HEAD += "| Action | Owner | Due | Status |\n|---|---|---|---|\n"
_ROW = "| Renew the certificate of gate {n} | {who} | 2026-11-{day:02} | Not started |\n"
_IDENTITY = ("-c", "user.name=Mei", "-c", "user.email=mei@northbeam.example")


def run() -> bool:
    """Measure replies on a folder and on a repository, and one through the whole product."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        bare, bare_cpu = _bare(root)
        folder = _folder(root)
        repository = _repository(root)
        met = report(
            "a reply, whole path, folder",
            folder * MILLI,
            "ms CPU",
            Rival("the aim", CPU, 1),
            Rival("git commit and push", bare_cpu * MILLI),
        )
        report(
            "a reply, whole path, git",
            repository * MILLI,
            "ms CPU",
            Rival("git commit and push", bare_cpu * MILLI),
        )
        told = _whole(root / "demo")
        aim = Rival("the aim", SECONDS, 1)
        return (
            report("end of DATA to pushed commit", told, "s", aim, Rival("git alone", bare))
            and met
        )


def _text(number: int) -> str:
    rows = (_ROW.format(n=number * 10 + n, who="@jonas", day=n + 20) for n in range(9))
    mine = _ROW.format(n=number, who="@priya" if number < REPLIES else "@mei", day=26)
    return _HEAD.format(n=number) + mine + "".join(rows)


def _folder(root: Path) -> float:
    docs = root / "docs"
    docs.mkdir()
    for number in range(DOCUMENTS):
        (docs / f"{number:03}.md").write_text(_text(number))
    source = FolderSource("docs", docs, clock=SystemClock(), memo=Memo(root / "memo.json"))
    work = _at_work(root / "folder", source)
    return _replies(work)


def _repository(root: Path) -> float:
    upstream = Upstream.create(root / "upstream.git")
    upstream.commit({f"{n:03}.md": _text(n).encode() for n in range(DOCUMENTS)})
    return _replies(_at_work(root / "git", sealed(upstream, root / "clones")))


def _at_work(place: Path, source: object) -> Company:
    place.mkdir()
    url = f"sqlite:///{place / 'digest.db'}"
    migrate(url)
    work = company(open_store(url), place / "unused", source, cap=100)  # type: ignore[arg-type]
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)
    return work


def _replies(work: Company) -> float:
    """Return the CPU seconds of a reply, those of git included; the median of some."""
    digest = work.post.to("priya")[0]
    handles = sorted(digest.handles)[:REPLIES]
    spent = []
    for handle in handles:
        entry = work.written(digest, f"#{handle} done")
        start = _cpu()
        work.world.store.accept(entry)
        receive(work.world)
        deliver(work.world)
        spent.append(_cpu() - start)
    receipts = [d for d in work.post.offered if d.kind == "receipt"]
    assert len(handles) == len(receipts) == REPLIES
    return median(spent[1:])


def _cpu() -> float:
    used = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _bare(root: Path) -> tuple[float, float]:
    """Return seconds and CPU seconds of a commit and a push by git itself."""
    upstream = Upstream.create(root / "bare.git")
    upstream.commit({f"{n:03}.md": _text(n).encode() for n in range(DOCUMENTS)})
    tree = root / "tree"
    _git(root, "clone", "-q", str(upstream.path), str(tree))
    took, spent = [], []
    for number in range(ROUNDS):
        file = tree / f"{number:03}.md"
        file.write_text(file.read_text().replace("Not started", "Done", 1))
        start, used = time.perf_counter(), _cpu()
        _git(tree, *_IDENTITY, "commit", "-q", "-a", "-m", "Close one")
        _git(tree, "push", "-q")
        took.append(time.perf_counter() - start)
        spent.append(_cpu() - used)
    return median(took), median(spent)


def _git(place: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=place, env=SEALED, check=True)  # noqa: S603, S607 - our own


def _whole(root: Path) -> float:
    """Return seconds from a reply being taken by the mail host to its commit in the remote."""
    demo = Running(root, None)
    try:
        for step in (walk.start, walk.gathered, walk.digest_delivered):
            step(demo)
        letter = seen.digest(demo)
        handles = seen.in_git(demo, letter)[:ROUNDS]
        time.sleep(3)  # until nothing else is going on
        return median(_taken(demo, letter, f"#{handle} done") for handle in handles)
    finally:
        demo.kill()
        shutil.rmtree(root, ignore_errors=True)


def _taken(demo: Running, letter: Letter, typed: str) -> float:
    head = demo.stage.repository / "refs" / "heads" / BRANCH
    before = head.read_bytes() if head.exists() else b""
    seen.answer(demo, letter, typed)
    start = time.perf_counter()
    while (head.read_bytes() if head.exists() else b"") == before:
        if time.perf_counter() - start > 60:
            raise TimeoutError("no commit in a minute")
        time.sleep(0.002)
    took = time.perf_counter() - start
    time.sleep(1.5)  # the receipt is on its way
    return took
