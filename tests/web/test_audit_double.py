"""Two people code the same texts in the browser, blindly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.web.filling import post

if TYPE_CHECKING:
    from concord.record import Record

HOME = "/review/double"


def draw(client: Any, size: int = 40) -> str:
    sent = post(client, HOME, f"{HOME}/draw", size=str(size), coders="asma, bilal", seed="3")
    assert sent.headers["location"] == f"{HOME}/double-1"
    return f"{HOME}/double-1"


def with_event(record: Record) -> tuple[int, Any]:
    """Return the number of a drawn text with one event, and the event."""
    events = {e.document_id: e for e in record.view().events() if e.type != "other"}
    items = enumerate(record.samples()[0].items, start=1)
    return next((n, events[i.document_id]) for n, i in items if i.document_id in events)


def code(client: Any, path: str, number: int, who: str, **cells: str) -> Any:
    page = f"{path}/{number}?as={who}"
    return post(client, page, page, go="next", **{f"e0-{k}": v for k, v in cells.items()})


def test_a_coder_sees_the_text_and_neither_the_machine_nor_the_other(
    client: Any, linked: Record
) -> None:
    path = draw(client)
    number, event = with_event(linked)
    sent = code(client, path, number, "asma", type=event.type, place="Zhob", killed="7")
    assert sent.status_code == 303
    own = client.get(f"{path}/{number}?as=asma").text
    assert 'value="Zhob"' in own
    other = client.get(f"{path}/{number}?as=bilal").text
    assert "Zhob" not in other.replace(linked.view().document(event.document_id).text, "")
    for page in (own, other):
        assert f"/documents/{event.document_id}" not in page
        assert "<mark" not in page
    assert client.get(f"{path}/{number}?as=carl").status_code == 403


def test_cells_that_cannot_be_are_said_and_kept(client: Any, linked: Record) -> None:
    path = draw(client)
    number, event = with_event(linked)
    for wrong, words in (
        ({"type": "picnic"}, "picnic"),
        ({"type": event.type, "killed": "many"}, "killed"),
        ({"type": event.type, "words": "these words stand nowhere"}, "do not stand in the text"),
    ):
        sent = code(client, path, number, "asma", place="Zhob", **wrong)
        assert sent.status_code == 400
        assert words in sent.text
        assert 'value="Zhob"' in sent.text
    page = f"{path}/{number}?as=asma"
    sent = post(client, page, page, go="none", **{"e0-type": event.type})
    assert sent.status_code == 400
    assert linked.answers() == ()


@pytest.mark.usefixtures("linked")
def test_who_may_what(app: Any, client: Any) -> None:
    path = draw(client)
    app.state.allows = lambda _request, right: right in ("read", "code")
    assert client.get(f"{path}/1/settle").status_code == 403
    assert client.post(f"{HOME}/draw", data={"size": "2", "coders": "a,b"}).status_code == 403
    app.state.allows = lambda _request, right: right == "read"
    assert client.get(path).status_code == 200
    assert client.get(f"{path}/1?as=asma").status_code == 403
    app.state.allows = lambda _request, _right: True
    assert client.get(f"{HOME}/double-9").status_code == 404
    assert client.get(f"{path}/99?as=asma").status_code == 404
    sent = post(client, HOME, f"{HOME}/draw", size="2", coders="asma")
    assert sent.status_code == 400
    assert "two people" in sent.text
