"""Words of a request are words: no SQL and no pattern in a search or a scope does anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from concord.web.asked import KNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from concord.record import Record

SQL = (
    "'; DROP TABLE incidents; --",
    '" OR 1=1 --',
    "%' OR '1'='1",
    "attock') UNION SELECT 1 --",
    "*",
    "%",
    "_",
    "attock NEAR(",
    'attock" OR "',
    "-attock",
    "a\x00b",
)
PAGES = ("/incidents", "/documents", "/map", "/statements", "/api/incidents", "/positions")


def held(record: Record) -> tuple[int, ...]:
    run = record.chosen_run()
    assert run is not None
    return len(list(record.incidents(run))), len(list(record.documents()))


@pytest.mark.parametrize("words", SQL)
def test_sql_in_a_search_is_only_words(client: Any, record: Record, words: str) -> None:
    before = held(record)
    for page in PAGES:
        answer = client.get(page, params={"q": words})
        assert answer.status_code in {200, 400, 404, 422}, (page, answer.text[:300])
    assert "No incident fits" in client.get("/incidents", params={"q": '" OR 1=1 --'}).text
    assert held(record) == before


@pytest.mark.parametrize("field", KNOWN)
def test_sql_in_a_scope_is_only_words(client: Any, record: Record, field: str) -> None:
    before = held(record)
    for words in SQL:
        answer = client.get("/incidents", params={field: words})
        assert answer.status_code in {200, 400, 404}, (words, answer.text[:300])
        assert "OperationalError" not in answer.text
    assert held(record) == before


@pytest.mark.parametrize("page", PAGES)
def test_no_scope_reads_a_file_of_this_machine(client: Any, tmp_path: Path, page: str) -> None:
    rule = tmp_path / "rule.yaml"
    rule.write_text("name: read-from-disk\nwords: All that there is.\n", "utf-8")
    for name in (str(rule), f"../../../../../../..{rule.with_suffix('')}", "../inclusion/attacks"):
        answer = client.get(page, params={"inclusion": name})
        assert answer.status_code == 400, (name, answer.text[:300])
        assert "read-from-disk" not in answer.text
