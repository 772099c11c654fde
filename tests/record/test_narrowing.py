from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.making import at, coding, document, event, incident, on, ruling, start

from concord.model import Event, When
from concord.record.corrections import corrected
from concord.record.scoping import parse_scope, ready

if TYPE_CHECKING:
    from concord.record import Record

TEXT = document(" ".join(f"bomb{n}" for n in range(12)))
DAYS = ["2022-12-31", "2023-01-01", "2023-01-15", "2023-01-31", "2023-02-01"]


def happened(number: int) -> tuple[When, ...]:
    if number % 4 == 0:
        return ()
    if number % 4 == 1:
        return (When(first=None, last=date(2023, 1, 15), precision="month", basis="explicit"),)
    first, last = sorted((DAYS[number % 5], DAYS[(number * 3) % 5]))
    return on(first, last)


def read(number: int) -> Event:
    return event(
        TEXT,
        f"bomb{number}",
        "bombing" if number % 2 else "clash",
        happened=happened(number),
        places=at("Bannu", country=("PK", "AF", None)[number % 3]) if number % 5 else (),
        status=("actual", "foiled")[number % 2],
    )


EVENTS = [read(number) for number in range(12)]
CORRECTED = {EVENTS[3].id: {"country": "AF"}, EVENTS[4].id: {"happened_from": "2023-01-31"}}
SCOPES = st.fixed_dictionaries(
    {},
    optional={
        "since": st.sampled_from(DAYS),
        "until": st.sampled_from(DAYS),
        "countries": st.lists(st.sampled_from(["pk", "AF"]), max_size=2),
        "types": st.lists(st.sampled_from(["bombing", "clash"]), max_size=2),
        "statuses": st.lists(st.sampled_from(["actual", "foiled"]), max_size=2),
    },
).filter(lambda scope: scope.get("since", "0") <= scope.get("until", "9"))


@pytest.fixture
def coded(record: Record) -> Record:
    record.add([TEXT])
    run = start(record)
    record.write_codings(run, [coding(TEXT, *EVENTS)])
    record.write_incidents(run, [incident(each) for each in EVENTS])
    for subject, fields in CORRECTED.items():
        for field, value in fields.items():
            record.decide(ruling("correct", subject, field=field, value=value))
    return record


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(scope=SCOPES)
def test_the_database_admits_exactly_what_the_scope_admits(
    coded: Record, scope: dict[str, Any]
) -> None:
    asked = ready(parse_scope(**scope))
    expected = {
        each.id
        for each in EVENTS
        if asked.admits_event(corrected(each, CORRECTED.get(each.id, {})))
    }
    view = coded.view(**scope)
    assert {each.id for each in view.events()} == expected
    assert {each.event_ids[0] for each in view.incidents()} == expected
