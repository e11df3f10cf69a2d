from pathlib import Path

import pytest

from tests.detect.checkout import Checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout.create(tmp_path / "handbook")
