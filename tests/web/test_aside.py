"""Answers that take long: the page says so, and they are at hand when it is asked for again."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from tests.record.making import NOON

from concord.model import Decision
from concord.web import analyses, create_app
from concord.web.aside import GONE, Aside, NotReadyError


def ask_until_ready(aside: Aside, key: tuple[Any, ...], make: Any) -> Any:
    for _ in range(500):
        try:
            return aside.make(key, make)
        except NotReadyError:
            time.sleep(0.01)
    raise AssertionError


def test_without_patience_an_answer_is_made_by_whoever_asks() -> None:
    assert Aside().make(("a",), threading.get_ident) == threading.get_ident()


def test_a_quick_answer_comes_at_once() -> None:
    assert Aside(patience=30).make(("a",), lambda: 7) == 7


def test_a_slow_answer_is_made_once_however_often_it_is_asked_for() -> None:
    aside, go, made = Aside(patience=0.001), threading.Event(), []

    def make() -> str:
        go.wait(10)
        made.append(1)
        return "ready"

    for _ in range(3):
        with pytest.raises(NotReadyError):
            aside.make(("a",), make)
    go.set()
    assert ask_until_ready(aside, ("a",), make) == "ready"
    assert made == [1]


def test_what_goes_wrong_is_told_to_whoever_asks() -> None:
    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        ask_until_ready(Aside(patience=0.001), ("a",), fail)


def test_what_nobody_waits_for_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    aside, go, made = Aside(patience=0.001), threading.Event(), []
    for name in ("one", "two"):
        with pytest.raises(NotReadyError):
            aside.make((name,), lambda: go.wait(10))
    with pytest.raises(NotReadyError):
        aside.make(("three",), lambda: made.append("three"))
    later = time.monotonic() + GONE + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    job = aside.jobs["three",]
    go.set()
    with pytest.raises(Exception, match=r"^$"):
        job.answer.result(timeout=10)
    assert made == []


def test_a_page_says_that_it_is_being_made_and_comes(
    record: Any, book: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from starlette.testclient import TestClient

    go, ask = threading.Event(), analyses.ask

    def slowly(*given: Any) -> Any:
        go.wait(10)
        return ask(*given)

    monkeypatch.setattr("concord.web.pages.findings.ask", slowly)
    app = create_app(record, book, hosts=("testserver",), patience=0.001)
    client = TestClient(app)
    answer = client.get("/findings/totals")
    assert answer.status_code == 202
    assert answer.headers["refresh"] == "1"
    assert "This is being worked out" in answer.text
    go.set()
    for _ in range(500):
        answer = client.get("/findings/totals")
        if answer.status_code == 200:
            break
        time.sleep(0.01)
    assert "refresh" not in answer.headers
    assert "incidents" in answer.text
    assert client.get("/findings/totals?until=x").status_code == 400


def test_a_ruling_shows_in_what_is_kept(app: Any, client: Any, ids: tuple[str, ...]) -> None:
    shelf = app.state.shelf
    before = {row[0]: row for row in client.get("/api/findings/totals").json()["rows"]}
    held = shelf.whole()
    shelf.record.decide(
        Decision(sequence=0, kind="reject", subjects=(ids[0],), who="me", recorded=NOON)
    )
    after = {row[0]: row for row in client.get("/api/findings/totals").json()["rows"]}
    assert after["incidents"] != before["incidents"]
    assert set(shelf.whole().incidents) == set(held.incidents) - {ids[0]}
    others = [each for each in shelf.whole().incidents if each != ids[0]]
    assert all(shelf.whole().incidents[each] is held.incidents[each] for each in others)
