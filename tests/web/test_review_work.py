"""Whose work an incident is: taken, assigned, done, and the queue narrowed by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.filling import post

from concord import pipeline
from concord.record.assignments import present_assignments, read_assignments

if TYPE_CHECKING:
    from concord.record import Record


@pytest.fixture
def linked(record: Record, book: Any, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setenv("CONCORD_USER", "asma")
    pipeline.link(record, book, record.chosen_run())
    return record


def send(client: Any, ident: str, state: str, **more: str) -> Any:
    work = "/review/work?work=mine"
    return post(client, f"/review/{ident}", work, subject=ident, state=state, **more)


def state_of(record: Record, ident: str) -> tuple[str, str | None]:
    held = present_assignments(record, record.chosen_run())[ident]
    return held.state, held.assignee


def test_an_incident_is_taken_finished_and_let_go(client: Any, linked: Record) -> None:
    one, other = (each.id for each in list(linked.view().incidents())[:2])
    assert "not assigned to anybody" in client.get(f"/review/{one}").text
    assert send(client, one, "in_work").headers["location"] == f"/review/{one}?work=mine"
    assert state_of(linked, one) == ("in_work", "asma")
    mine = client.get("/review?work=mine").text
    assert f"/review/{one}" in mine
    assert f'href="/review/{other}' not in mine
    assert f'href="/review/{other}' in client.get("/review?work=unassigned").text
    send(client, one, "done")
    assert state_of(linked, one) == ("done", "asma")
    assert f'href="/review/{one}' not in client.get("/review?work=mine").text
    assert f'href="/review/{one}' in client.get("/review?work=done").text
    send(client, one, "unassigned")
    assert state_of(linked, one) == ("unassigned", None)
    assert len(read_assignments(linked)) == 3


def test_an_editor_assigns_to_others_and_a_coder_does_not(
    app: Any, client: Any, linked: Record
) -> None:
    one = linked.view().incidents()[0].id
    send(client, one, "assigned", assignee="bilal")
    assert state_of(linked, one) == ("assigned", "bilal")
    assert "bilal" in client.get("/review").text
    app.state.allows = lambda _request, right: right in ("read", "code")
    assert send(client, one, "unassigned").status_code == 403
    assert send(client, one, "assigned", assignee="carla").status_code == 403
    assert send(client, one, "in_work").status_code == 303
    app.state.allows = lambda _request, right: right == "read"
    assert client.post("/review/work", data={"subject": one, "state": "done"}).status_code == 403
    assert "Take it" not in client.get(f"/review/{one}").text


def test_a_ruling_finishes_what_was_assigned(client: Any, linked: Record) -> None:
    one = linked.view().incidents()[0].id
    send(client, one, "assigned", assignee="bilal")
    page = client.get(f"/review/{one}").text
    form = dict(re.findall(r'name="(token|last|seen)" value="([^"]*)"', page))
    client.post("/review/rule", data={"kind": "accept", "subject": one, **form})
    assert [d.kind for d in linked.decisions()] == ["accept"]
    assert state_of(linked, one) == ("done", "bilal")


@pytest.mark.parametrize("state", ["adjudicated", "lazy"])
def test_a_state_that_cannot_be_set_is_refused(client: Any, linked: Record, state: str) -> None:
    one = linked.view().incidents()[0].id
    assert send(client, one, state).status_code == 400
    assert read_assignments(linked) == ()
