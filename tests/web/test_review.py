"""Review in the browser: the queue, one incident, and every ruling as a decision of the record."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.filling import token_in

from concord import pipeline
from concord.model import Decision, When

if TYPE_CHECKING:
    from concord.record import Record


@pytest.fixture
def ident(linked: Record) -> str:
    return next(iter(linked.view().incidents())).id


def fields_of(page: str, kind: str = "accept") -> dict[str, str]:
    """Return the hidden fields of the page's form for a kind of ruling."""
    forms = re.findall(r'<form[^>]*action="/review/rule[^>]*>.*?</form>', page, re.DOTALL)
    form = next(f for f in forms if f'value="{kind}"' in f)
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found} | {"kind": kind}


def send(client: Any, page: str, kind: str = "accept", **more: str) -> Any:
    return client.post("/review/rule", data=fields_of(page, kind) | more, follow_redirects=False)


def open_case(client: Any, ident: str) -> str:
    answer = client.get(f"/review/{ident}")
    assert answer.status_code == 200, answer.text[-800:]
    return str(answer.text)


def now_at(record: Record, ident: str) -> Any:
    return next((i for i in record.view().incidents() if ident in (i.id, *i.aliases)), None)


@pytest.mark.usefixtures("linked")
def test_the_queue_leads_to_its_first_incident(client: Any) -> None:
    page = client.get("/review").text
    assert "nobody has ruled on" in page
    first = re.search(r'class="go" data-key="j" href="([^"]+)"', page)
    assert first is not None
    assert client.get(first[1]).status_code == 200


def test_accepting_is_recorded_with_who_and_why_and_leads_on(
    client: Any, linked: Record, ident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORD_USER", "ayesha")
    answer = send(client, open_case(client, ident), note="two outlets agree")
    assert answer.status_code == 303
    (made,) = linked.decisions()
    assert (made.kind, made.subjects, made.who, made.note) == (
        "accept", (ident,), "ayesha", "two outlets agree",
    )  # fmt: skip
    assert now_at(linked, ident).review == "accepted"
    assert answer.headers["location"].startswith("/review")
    assert ident not in answer.headers["location"]


@pytest.mark.usefixtures("linked")
def test_what_is_ruled_on_comes_last(client: Any) -> None:
    before = re.findall(r'class="what" href="/review/([^"?]+)', client.get("/review").text)
    send(client, open_case(client, before[0]))
    after = re.findall(r'class="what" href="/review/([^"?]+)', client.get("/review").text)
    assert after[-1] == before[0]
    assert sorted(after) == sorted(before)


def test_a_correction_stands_beside_the_machines_value(
    client: Any, linked: Record, ident: str
) -> None:
    answer = send(client, open_case(client, ident), "correct", field="killed_best", value="977")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert '<span class="value">977' in page or "977" in page
    assert "the machine read" in page
    assert 'class="human"' in page
    (made,) = linked.decisions()
    assert (made.field, made.value) == ("killed_best", 977)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("killed_best", "many", "a number of persons"), ("type", "picnic", "one of"),
     ("no_field", "x", "There is no field")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_said_and_kept_in_the_form(
    client: Any, linked: Record, ident: str, field: str, value: str, words: str
) -> None:
    answer = send(client, open_case(client, ident), "correct", field=field, value=value)
    assert answer.status_code == 400
    assert words in answer.text
    assert value in answer.text
    assert linked.decisions() == ()


def test_a_rejected_incident_can_be_brought_back(client: Any, linked: Record, ident: str) -> None:
    send(client, open_case(client, ident), "reject")
    assert now_at(linked, ident) is None
    page = client.get(f"/review/{ident}").text
    assert "Counted nowhere" in page
    client.post("/review/undo", data={"token": token_in(page), "number": "1"})
    assert now_at(linked, ident) is not None
    log = client.get("/review/log").text
    assert "undone" in log
    assert "of number 1" in log


def test_of_two_people_the_second_is_told_and_nothing_is_overwritten(
    client: Any, linked: Record, ident: str, book: Any
) -> None:
    mine = open_case(client, ident)
    theirs = Decision(sequence=0, kind="correct", subjects=(ident,), who="bilal",
                      recorded=linked.clock(), field="killed_best", value=5)  # fmt: skip
    pipeline.rule(linked, book, theirs)
    answer = send(client, mine, "correct", field="killed_best", value="6")
    assert answer.status_code == 409
    assert "bilal" in answer.text
    assert "Nothing of yours was recorded" in answer.text
    assert [d.value for d in linked.decisions()] == [5]
    # Having seen it, she may rule again: the page that told her carries the new number.
    assert send(client, answer.text, "correct", field="killed_best", value="6").status_code == 303


def test_a_ruling_on_another_incident_is_in_nobodys_way(
    client: Any, linked: Record, book: Any
) -> None:
    one, other = (i.id for i in list(linked.view().incidents())[:2])
    mine = open_case(client, one)
    made = Decision(sequence=0, kind="accept", subjects=(other,), who="bilal",
                    recorded=linked.clock())  # fmt: skip
    pipeline.rule(linked, book, made)
    assert send(client, mine).status_code == 303


def test_same_joins_two_incidents_and_undo_parts_them(client: Any, linked: Record) -> None:
    one, other = (i.id for i in list(linked.view().incidents())[:2])
    count = len(linked.view().incidents())
    answer = send(client, open_case(client, one), "same", others=other)
    assert answer.status_code == 303
    assert len(linked.view().incidents()) == count - 1
    page = client.get(answer.headers["location"]).text
    client.post("/review/undo", data={"token": token_in(page), "number": "1"})
    assert len(linked.view().incidents()) == count


def test_split_takes_a_report_out(client: Any, linked: Record) -> None:
    incidents = linked.view().incidents()
    joined = next(i for i in incidents if len(i.event_ids) > 1)
    page = open_case(client, joined.id)
    assert "Take it apart" in page
    answer = send(client, page, "split", others=joined.event_ids[-1])
    assert answer.status_code == 303
    assert len(linked.view().incidents()) == len(incidents) + 1
    assert linked.decisions()[-1].subjects == (joined.event_ids[-1],)


@pytest.mark.parametrize("token", ["", "0" * 64, "wröng"])
def test_a_form_without_our_word_writes_nothing(
    client: Any, linked: Record, ident: str, token: str
) -> None:
    page = open_case(client, ident)
    answer = send(client, page, token=token)
    assert answer.status_code == 400
    assert "not from a page that you opened here" in answer.text
    client.cookies.clear()
    assert send(client, page).status_code == 400
    assert linked.decisions() == ()


def test_an_unknown_ruling_or_subject_is_refused(client: Any, linked: Record, ident: str) -> None:
    page = open_case(client, ident)
    assert client.post("/review/rule", data=fields_of(page) | {"kind": "burn"}).status_code == 400
    gone = client.post("/review/rule", data=fields_of(page) | {"subject": "i-nothing"})
    assert gone.status_code == 404
    assert client.get("/review/i-nothing").status_code == 404
    assert linked.decisions() == ()


def test_a_release_is_not_reviewed(client: Any, linked: Record, book: Any) -> None:
    linked.release("spring", book=book, who="ayesha")
    answer = client.get("/review?release=spring")
    assert answer.status_code == 400
    assert "as it stands" in answer.text


def test_who_may_only_read_sees_no_form(app: Any, client: Any, linked: Record, ident: str) -> None:
    page = open_case(client, ident)
    app.state.allows = lambda _request, right: right == "read"
    assert "/review/rule" not in client.get(f"/review/{ident}").text
    assert client.post("/review/rule", data=fields_of(page)).status_code == 403
    assert linked.decisions() == ()


def test_a_decision_that_lost_its_subject_heads_the_queue(
    client: Any, linked: Record, ident: str, book: Any
) -> None:
    incident = now_at(linked, ident)
    made = Decision(sequence=0, kind="accept", subjects=(incident.event_ids[0],), who="bilal",
                    recorded=linked.clock())  # fmt: skip
    made = linked.decide(made, book=book)
    # The same ruling at a place where nothing stands any more.
    anchors = tuple(replace(a, start=0, end=1, sentence_start=0, sentence_end=1, family="none")
                    for a in made.anchors)  # fmt: skip
    linked.decide(replace(made, subjects=("d0-gone",), anchors=anchors))
    page = client.get("/review").text
    assert "Decisions that lost their subject" in page
    assert "a decision lost its subject" in page


def twins_in(linked: Record) -> tuple[str, str]:
    """Put two incidents of one day, district and family into the record; return their ids."""
    run = linked.chosen_run()
    assert run is not None
    one, other = list(linked.view().incidents())[:2]
    place = replace(one.facts.places[0], admin2="Quietland", admin1="Uplands", country="PK")
    when = When(first=date(2023, 5, 2), last=date(2023, 5, 2), precision="day", basis="explicit")
    made = [
        replace(each, facts=replace(each.facts, places=(place,), happened=(when,), family="bomb"))
        for each in (one, other)
    ]
    linked.write_incidents(run, made)
    return one.id, other.id


def test_two_of_one_day_and_district_warn_of_each_other_until_told_apart(
    client: Any, linked: Record
) -> None:
    one, other = twins_in(linked)
    page = open_case(client, one)
    assert "Perhaps told twice" in page
    assert f"/review/{other}" in page
    assert "may be told twice" in client.get("/review?why=twin").text
    answer = send(client, page, "different", others=other)
    assert answer.status_code == 303
    twins_in(linked)
    assert "Perhaps told twice" not in open_case(client, one)


def test_after_a_ruling_the_next_is_the_first_that_waits(client: Any, linked: Record) -> None:
    first = re.search(r'data-key="j" href="/review/([^"?]+)', client.get("/review").text)
    assert first is not None
    answer = send(client, open_case(client, first[1]), "correct", field="killed_best", value="3")
    page = client.get(answer.headers["location"]).text
    following = re.search(r'data-key="j" href="/review/([^"?]+)', page)
    assert following is not None
    assert following[1] != first[1]
    assert now_at(linked, following[1]).review == "machine"
