"""The timeline of the pages: where it begins, and where what lies before it is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.invented import in_years, make_view
from tests.web.filling import fill
from tests.web.test_pages import say

from concord.record import open_record
from concord.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEARS = (1951, 2019, 2020, 2021, 2023, 2025)


@pytest.fixture
def spread(tmp_path: Path, book: Any) -> Iterator[Any]:
    """A client of a record with the invented view's first incident in each of YEARS."""
    from starlette.testclient import TestClient

    with open_record(tmp_path / "spread.db") as record:
        fill(record, in_years(make_view(), *YEARS))
        yield TestClient(create_app(record, book, hosts=("testserver",)))


@pytest.mark.parametrize("page", ["/", "/map"])
def test_a_timeline_begins_where_the_bulk_lies(spread: Any, page: str) -> None:
    answer = spread.get(page)
    assert "The timeline begins where most incidents lie. 1 incident before 2019" in say(answer)
    assert 'href="/incidents?until=2018-12-31&amp;counted=true"' in answer.text
    assert ">1960<" not in answer.text
    assert "1 incident " in say(spread.get("/incidents?until=2018-12-31&counted=true"))


def test_the_years_beside_the_list_have_the_old_ones_in_one_step(spread: Any) -> None:
    answer = spread.get("/incidents")
    assert 'href="/incidents?until=2018"' in answer.text
    assert "before 2019 : 1 incidents" in say(answer)
    assert ">1960<" not in answer.text


def test_a_stated_bound_shows_all(spread: Any) -> None:
    assert "before" not in say(spread.get("/?since=1950")).split("Khyber")[0]


def test_programs_are_given_every_period(spread: Any) -> None:
    assert spread.get("/api/trend").json()["periods"][0]["label"] == "1951"
