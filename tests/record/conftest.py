from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.invented import make_view
from tests.web.filling import fill

from concord.codebook.book import load
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.record import Record


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty record may be opened, once in a file and once on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "concord.db")
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def record(target: str) -> Iterator[Record]:
    with open_record(target) as opened:
        yield opened


@pytest.fixture
def file_record(tmp_path: Path) -> Iterator[Record]:
    """An empty record in a file, for what does not depend on the database."""
    with open_record(tmp_path / "concord.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load()


@pytest.fixture
def filled(record: Record) -> Record:
    """A record of the invented documents, events and incidents."""
    fill(record, make_view())
    return record
