"""The state of watching: what is due, what fails and is left alone, what nobody looks at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.record.making import NOON

from concord.record.feeds import FeedState, settle
from concord.web.watched import list_watched

FEED = FeedState(address="https://news.example/feed", due=NOON + timedelta(minutes=10),
                 checked=NOON, documents=7)  # fmt: skip


@pytest.fixture
def watching(app: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    record = app.state.shelf.record
    monkeypatch.setattr(record, "clock", lambda: NOON)
    return app.state.shelf


def put(shelf: Any, **changes: Any) -> None:
    settle(shelf.record.database, replace(FEED, **changes), NOON)


def test_without_sources_it_says_how_to_begin(client: Any) -> None:
    assert "concord watch feeds.yaml" in client.get("/watching").text


@pytest.mark.parametrize(
    ("changes", "words", "is_wrong"),
    [
        ({}, "due again in 10 minutes", False),
        ({"due": None, "checked": None}, "not looked at yet", False),
        ({"due": NOON - timedelta(minutes=5)}, "due now", False),
        ({"due": NOON - timedelta(hours=5)}, "due for 5 hours: no watcher runs", True),
        ({"failures": 3, "fault": "It answered 503.", "due": NOON + timedelta(hours=4)},
         "failed 3 times in a row; due again in 4 hours", True),
        ({"due": NOON + timedelta(days=3), "failures": 1}, "due again in 3 days", True),
    ],
)  # fmt: skip
def test_each_state_in_words(
    watching: Any, changes: dict[str, Any], words: str, *, is_wrong: bool
) -> None:
    put(watching, **changes)
    (found,) = list_watched(watching)
    assert words in found.state
    assert found.is_wrong is is_wrong


def test_what_is_in_trouble_comes_first_with_its_fault(watching: Any, client: Any) -> None:
    put(watching)
    put(watching, address="/data/inbox", failures=2, fault="<b>There is no folder</b>")
    page = client.get("/watching").text
    assert "2 sources watched, 1 in trouble" in page
    assert page.index("/data/inbox") < page.index("news.example")
    assert "&lt;b&gt;There is no folder" in page
    assert 'href="/data/inbox"' not in page
    assert 'rel="noopener noreferrer nofollow"' in page
