import json
from pathlib import Path

import pytest

from digest.cli.plain import plain
from digest.markdown.document import read
from digest.settings.vocabulary import load
from tests.conftest import Golden

CASES = Path(__file__).parents[1] / "cases" / "markdown" / "reading"
DOCUMENTS = sorted(CASES.rglob("*.md"))


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_reads_as_the_file_beside_it_says(case: Path, golden: Golden):
    path = case.relative_to(CASES).as_posix()
    document = read(case.read_bytes(), path=path, vocabulary=load())

    told = json.dumps(plain(document), indent=1, ensure_ascii=False) + "\n"
    golden(case.with_suffix(".json"), told.encode())


def test_every_expectation_belongs_to_a_document():
    expected = {path.with_suffix(".md") for path in CASES.rglob("*.json")}

    assert expected == set(DOCUMENTS)
