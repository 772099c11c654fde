from __future__ import annotations

import pytest

from concord.codebook import Codebook, load


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load(("world", "pakistan"))
