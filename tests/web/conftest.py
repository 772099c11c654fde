"""The application over an invented record, asked without a network."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest
from tests.invented import make_view
from tests.web.filling import fill

from concord import pipeline
from concord.codebook.book import load
from concord.record import open_record
from concord.web import create_app

with warnings.catch_warnings():
    # Starlette asks for another client library, which it does not need.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.record import Record


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "web.db") as opened:
        fill(opened, make_view())
        yield opened


@pytest.fixture
def linked(record: Record, book: Codebook) -> Record:
    """The record as linking makes it, so that a ruling that links anew changes no more."""
    pipeline.link(record, book, record.chosen_run())
    return record


@pytest.fixture
def app(record: Record, book: Codebook) -> Any:
    return create_app(record, book, title="An invented spring", hosts=("testserver",))


@pytest.fixture
def client(app: Any) -> TestClient:
    return TestClient(app, raise_server_exceptions=True)


@pytest.fixture
def ids(record: Record) -> tuple[str, ...]:
    run = record.chosen_run()
    assert run is not None
    return tuple(each.id for each in record.incidents(run))
