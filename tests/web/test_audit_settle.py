"""An editor settles in the browser what two people coded differently; the record is put right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.web.filling import post
from tests.web.test_audit_double import code, draw, with_event

from concord import adjudicating
from concord.record.assignments import present_assignments

if TYPE_CHECKING:
    from concord.record import Record


def test_agreement_shows_when_both_have_coded_and_settling_puts_the_record_right(
    client: Any, linked: Record, book: Any
) -> None:
    path = draw(client)
    number, event = with_event(linked)
    day = event.happened[0].first.isoformat()
    same = {
        "type": event.type,
        "happened_from": day,
        "words": linked.view().document(event.document_id).text[event.start : event.end],
    }
    assert "no text yet that both" in client.get(path).text
    assert client.get(f"{path}/{number}/settle").status_code == 400
    code(client, path, number, "asma", killed="71", **same)
    code(client, path, number, "bilal", killed="72", **same)
    assert "100 percent are coded by both" in client.get(path).text

    settle = f"{path}/{number}/settle"
    page = client.get(settle).text
    assert "71" in page
    assert "72" in page
    units = adjudicating.units_of(
        linked, book, linked.samples()[0], linked.samples()[0].items[number - 1]
    )
    (at,) = [
        n
        for n, u in enumerate(units)
        if u.first and u.machine and u.machine["event_id"] == event.id
    ]
    data = {f"u{n}-happened": "yes" if u.first else "no" for n, u in enumerate(units)}
    data |= {f"u{n}-type": "machine" if u.machine else "first" for n, u in enumerate(units)}
    data[f"u{at}-killed"] = "second"
    sent = post(client, settle, settle, note="counted by name", **data)
    assert sent.status_code == 303

    made = [d for d in linked.decisions() if d.field == "killed_best"]
    assert [(d.subjects, d.value) for d in made] == [((event.id,), 72)]
    assert made[0].note == "adjudicated in double-1: counted by name"
    incident = linked.find_incident(linked.chosen_run(), event.id)
    state = present_assignments(linked, linked.chosen_run())[incident.id]
    assert state.state == "adjudicated"
    assert "adjudicated by" in client.get(path).text
    # The history of the incident shows who, when and why, with the machine's value beside.
    case = client.get(f"/review/{incident.id}").text
    assert "counted by name" in case
    assert linked.answers()[-1].kind == "adjudication"


def test_what_the_machine_missed_is_entered_and_what_nobody_coded_is_rejected(
    client: Any, linked: Record
) -> None:
    path = draw(client)
    number, event = with_event(linked)
    before = {i.id for i in linked.view().incidents()}
    missed = {
        "type": "armed_attack",
        "happened_from": "2001-02-03",
        "place": "Zhob",
        "country": "PK",
    }
    code(client, path, number, "asma", **missed)
    code(client, path, number, "bilal", **missed)
    settle = f"{path}/{number}/settle"
    form = client.get(settle).text
    count = len(re.findall(r'name="u\d+-happened" value="yes"', form))
    data = {f"u{n}-happened": "no" for n in range(count)}
    data |= {"u0-happened": "yes", "u0-summary": "Two men were shot in Zhob."}
    data |= {f"u0-{field}": "first" for field in missed}
    assert post(client, settle, settle, **data).status_code == 303
    assert "reject" in {d.kind for d in linked.decisions() if event.id in d.subjects}
    new = [i for i in linked.view().incidents() if i.id not in before]
    assert [i.facts.summary for i in new] == ["Two men were shot in Zhob."]
