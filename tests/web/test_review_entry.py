"""An incident entered by hand in the browser: the command line's fields, checks and record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.web.filling import post

if TYPE_CHECKING:
    from concord.record import Record

FIELDS = {
    "type": "armed_attack", "happened_from": "2015-03-02", "place": "Sibi", "killed": "2+",
    "summary": "Two guards were shot dead in Sibi.", "source_title": "Jang, page 3",
    "source_publisher": "Jang", "source_language": "ur",
}  # fmt: skip


def enter(client: Any, **changed: str) -> Any:
    return post(client, "/review/add", "/review/add", **(FIELDS | changed))


def test_an_entered_incident_is_linked_and_comes_up_for_review(
    client: Any, record: Record, book: Any
) -> None:
    answer = enter(client)
    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    assert "Sibi" in page.text
    found = next(
        i for i in record.view(book=book).incidents() if i.facts.summary == FIELDS["summary"]
    )
    (toll,) = found.facts.tolls
    assert (toll.low, toll.high) == (2, None)
    count = len(record.view(book=book).incidents())
    assert enter(client).headers["location"] == answer.headers["location"]
    assert len(record.view(book=book).incidents()) == count


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"type": "picnic"}, "picnic"), ({"happened_from": "someday"}, "someday"),
     ({"source_title": ""}, "title"), ({"killed": "many"}, "many")],
)  # fmt: skip
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    client: Any, record: Record, changed: dict[str, str], words: str
) -> None:
    before = len(record.view().incidents())
    answer = enter(client, **changed)
    assert answer.status_code == 400
    assert words in answer.text
    assert FIELDS["summary"] in answer.text
    assert len(record.view().incidents()) == before


def test_hostile_words_and_forged_forms_are_inert(client: Any) -> None:
    answer = enter(client, type="x", place='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert enter(client, token="0" * 64).status_code == 400


def test_a_reader_enters_nothing(app: Any, client: Any) -> None:
    app.state.allows = lambda _request, right: right == "read"
    assert client.get("/review/add").status_code == 403
    assert client.post("/review/add", data=FIELDS).status_code == 403
    assert "Enter an incident" not in client.get("/review").text


SAID = {
    "speaker": "TTP", "option": "negotiation", "stance": "rejects", "said": "2024-06-21",
    "quote": "There is nothing to talk about.", "source_title": "Evening bulletin",
    "source_publisher": "Example Radio",
}  # fmt: skip


def say(client: Any, **changed: str) -> Any:
    page = "/review/add-statement"
    return post(client, page, page, **(SAID | changed))


def test_an_entered_statement_is_shown_and_counted(client: Any, record: Record) -> None:
    before = len(record.view().statements())
    answer = say(client)
    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    assert SAID["quote"] in page.text
    assert len(record.view().statements()) == before + 1
    assert say(client).headers["location"] == answer.headers["location"]
    assert len(record.view().statements()) == before + 1


def test_a_statement_that_cannot_be_is_said(client: Any, app: Any, record: Record) -> None:
    before = len(record.view().statements())
    answer = say(client, stance="likes")
    assert answer.status_code == 400
    assert "likes" in answer.text
    assert SAID["quote"] in answer.text
    app.state.allows = lambda _request, right: right == "read"
    assert client.get("/review/add-statement").status_code == 403
    assert client.post("/review/add-statement", data=SAID).status_code == 403
    assert len(record.view().statements()) == before
