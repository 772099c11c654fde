"""Audit in the browser: draw, answer item by item, and read precision and recall of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.filling import post

from concord import pipeline

if TYPE_CHECKING:
    from concord.record import Record


def draw(client: Any, size: int = 12) -> str:
    answer = post(client, "/review/audit", "/review/audit/draw", size=str(size), seed="3")
    assert answer.status_code == 303
    return str(answer.headers["location"])


def answer_all(client: Any, record: Record, path: str) -> None:
    for number, item in enumerate(record.samples()[-1].items, start=1):
        verdict = "right" if item.subject else "read"
        page = f"{path}/{number}"
        assert post(client, page, page, verdict=verdict).status_code == 303


def test_a_sample_is_drawn_answered_and_stands_on_the_methods_page(
    client: Any, linked: Record
) -> None:
    assert "is not known" in client.get("/method").text
    path = draw(client)
    assert path == "/review/audit/audit-1"
    answer_all(client, linked, path)
    assert all(each.who for each in linked.answers())
    for page in ("/method", "/review/audit", path):
        assert "precision" in client.get(page).text, page
    assert "incidents that people confirm" in client.get("/method").text
    # The same seed draws the same, and what was answered once is answered.
    again = draw(client)
    assert again == "/review/audit/audit-2"
    assert linked.samples()[0].items == linked.samples()[1].items
    count = len(linked.samples()[0].items)
    assert f"{count} of {count} answered" in client.get(again).text


def test_an_answer_leads_to_the_next_item_and_a_later_one_takes_its_place(
    client: Any, linked: Record
) -> None:
    path = draw(client)
    number = next(n for n, i in enumerate(linked.samples()[0].items, 1) if i.subject)
    page = f"{path}/{number}"
    sent = post(client, page, page, verdict="wrong", wrong=["where", "killed"], note="the river")
    assert re.fullmatch(rf"{path}/\d+", sent.headers["location"])
    assert post(client, page, page, verdict="none").status_code == 303
    first, second = linked.answers()
    assert (first.wrong, first.note, second.verdict) == (("where", "killed"), "the river", "none")
    assert "no incident" in client.get(path).text


def test_missed_incidents_are_counted_where_they_stand(client: Any, linked: Record) -> None:
    path = draw(client)
    number = next(n for n, i in enumerate(linked.samples()[0].items, 1) if not i.subject)
    page = f"{path}/{number}"
    sent = post(client, page, page, verdict="read", missed="2", held="1", spans=["0-9", "x-1"])
    assert sent.status_code == 303
    (held,) = linked.answers()
    assert (held.missed, held.held, [(s.start, s.end) for s in held.spans]) == (2, 1, [(0, 9)])


@pytest.mark.parametrize(
    "data",
    [{"verdict": "fine"}, {"verdict": "wrong"}, {"verdict": "read"}],
)
def test_an_answer_that_does_not_fit_is_said(
    client: Any, linked: Record, data: dict[str, str]
) -> None:
    path = draw(client)
    number = next(n for n, i in enumerate(linked.samples()[0].items, 1) if i.subject)
    sent = post(client, f"{path}/{number}", f"{path}/{number}", **data)
    assert sent.status_code == 400
    assert 'role="alert"' in sent.text
    assert linked.answers() == ()


def test_an_incident_that_changed_since_is_not_answered_for(
    client: Any, linked: Record, book: Any
) -> None:
    from concord.model import Decision

    path = draw(client)
    number, item = next((n, i) for n, i in enumerate(linked.samples()[0].items, 1) if i.subject)
    ruling = Decision(sequence=0, kind="correct", subjects=(item.subject or "",), who="Asma",
                      recorded=linked.clock(), field="killed_best", value=99)  # fmt: skip
    pipeline.rule(linked, book, ruling)
    page = client.get(f"{path}/{number}").text
    assert "changed since it was drawn" in page
    assert "Record the answer" not in page


def test_a_reader_answers_nothing_and_a_coder_draws_nothing(
    app: Any, client: Any, linked: Record
) -> None:
    path = draw(client)
    app.state.allows = lambda _request, right: right in ("read", "code")
    assert "Draw a sample" not in client.get("/review/audit").text
    assert client.post("/review/audit/draw", data={"size": "5"}).status_code == 403
    app.state.allows = lambda _request, right: right == "read"
    assert "Record the answer" not in client.get(f"{path}/1").text
    assert client.post(f"{path}/1", data={"verdict": "right"}).status_code == 403
    assert linked.answers() == ()


@pytest.mark.usefixtures("linked")
def test_what_is_not_there_is_not_found(client: Any) -> None:
    path = draw(client)
    for gone in ("/review/audit/audit-9", f"{path}/0", f"{path}/99"):
        assert client.get(gone).status_code == 404, gone


def test_nothing_is_drawn_from_a_record_without_codings(tmp_path: Any, book: Any) -> None:
    from concord import auditing
    from concord.record import open_record

    with (
        open_record(tmp_path / "empty.db") as record,
        pytest.raises(auditing.NothingToDrawError, match="concord build"),
    ):
        auditing.draw_audit(record, book, size=3, seed=1, who="Asma")


def test_completeness_is_declared_and_withdrawn_by_an_editor(
    app: Any, client: Any, linked: Record
) -> None:
    page = "/review/coverage"
    sent = post(client, page, f"{page}/declare", places="Pakistan", since="2024", until="2024-06",
                note="two dailies read")  # fmt: skip
    assert sent.status_code == 303
    (held,) = linked.declarations()
    assert (str(held.since), str(held.until)) == ("2024-01-01", "2024-06-30")
    assert "two dailies read" in client.get(page).text
    wrong = post(client, page, f"{page}/declare", places="Xyzzy", note="kept")
    assert wrong.status_code == 400
    assert "knows no place" in wrong.text
    assert 'value="kept"' in wrong.text
    for bad in ({"since": "someday", "until": "2024"}, {"inclusion": "/etc/passwd"}):
        assert post(client, page, f"{page}/declare", **bad).status_code == 400
    app.state.allows = lambda _request, right: right in ("read", "code")
    assert client.post(f"{page}/declare", data={"places": "PK"}).status_code == 403
    assert "Withdraw" not in client.get(page).text
    app.state.allows = lambda _request, _right: True
    assert post(client, page, f"{page}/withdraw", number="1").status_code == 303
    assert linked.declarations() == ()
    assert post(client, page, f"{page}/withdraw", number="1").status_code == 400
