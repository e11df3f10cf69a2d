from pathlib import Path

from digest.clock import SystemClock
from digest.model.place import FolderPlace, GitPlace
from digest.ports import Source
from digest.sources import open_source
from tests.sources.conftest import BOT
from tests.sources.upstream import Upstream


def opened(place: FolderPlace | GitPlace, state: Path) -> Source:
    return open_source(place, state=state, committer=BOT, clock=SystemClock())


def test_a_folder_place_opens_a_folder(tmp_path: Path):
    (tmp_path / "a.md").write_text("a")
    source = opened(FolderPlace("docs", tmp_path), tmp_path / "var")

    assert source.name == "docs"
    assert list(source.snapshot().versions) == ["a.md"]
    assert not list(source.history("", source.snapshot()))


def test_a_git_place_opens_a_repository_cloned_below_the_state(
    tmp_path: Path, upstream: Upstream
):
    upstream.commit({"a.md": b"a"})
    source = opened(GitPlace("docs", str(upstream.path)), tmp_path / "var")

    assert list(source.snapshot().versions) == ["a.md"]
    assert (tmp_path / "var" / "git" / "docs.git").is_dir()
