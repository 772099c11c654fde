from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.making import at, document, event, on

from concord.codebook.tolls import summarise
from concord.model import Claim, Event, Location, Participant, TollFigure, Value
from concord.record.corrections import corrected

TEXT = document("A bomb went off in Bannu on Monday and killed four policemen.")
READ = event(TEXT, "bomb", happened=on("2023-01-30"), places=at("Bannu", latitude=32.98))


def figure(best: int, side: str = "target", **more: Any) -> TollFigure:
    plain = TollFigure(
        effect="killed", victim_class="security", side="target", low=best, best=best, high=best
    )
    return replace(plain, side=side, **more)


def toll_of(item: Event, measure: str = "killed") -> tuple[int | None, int | None, int | None]:
    found = getattr(summarise(item.type, item.tolls), measure)
    return found.low, found.best, found.high


def test_without_corrections_the_event_is_the_same() -> None:
    assert corrected(READ, {}) is READ


def test_plain_fields_are_replaced() -> None:
    now = corrected(READ, {"status": "foiled", "background": True, "weapon": None})
    assert (now.status, now.background, now.weapon, now.id) == ("foiled", True, None, READ.id)


def test_a_corrected_type_brings_its_family_and_keeps_the_id() -> None:
    now = corrected(READ, {"type": "armed_attack"})
    assert (now.type, now.family, now.id) == ("armed_attack", "gun", READ.id)


def test_a_corrected_first_day_moves_an_event_of_one_day() -> None:
    now = corrected(READ, {"happened_from": "2023-01-29"})
    assert now.happened[0].first == now.happened[0].last == on("2023-01-29")[0].first
    assert now.happened[1:] == READ.happened


def test_a_corrected_last_day_makes_a_stretch() -> None:
    when = corrected(READ, {"happened_to": "2023-02-02"}).happened[0]
    assert (str(when.first), str(when.last), when.precision) == ("2023-01-30", "2023-02-02", "week")


def test_an_emptied_day_leaves_the_event_undated() -> None:
    when = corrected(READ, {"happened_from": None, "happened_to": None}).happened[0]
    assert (when.first, when.last, when.precision) == (None, None, "unknown")


def test_a_corrected_place_loses_the_wrong_coordinates() -> None:
    place = corrected(READ, {"place": "Tank", "admin2": "Tank"}).places[0]
    assert place == Location(text="Tank", name="Tank", admin2="Tank")


def test_a_corrected_place_that_another_reading_knows_keeps_its_coordinates() -> None:
    tank = Location(text="Tank", place_id="p9", name="Tank", latitude=32.2, longitude=70.4)
    both = replace(READ, places=(*READ.places, tank))
    assert corrected(both, {"place_id": "p9"}).places[0].latitude == 32.2


def test_a_corrected_district_leaves_the_place_where_it_is() -> None:
    place = corrected(READ, {"admin2": "Bannu"}).places[0]
    assert (place.name, place.latitude, place.admin2) == ("Bannu", 32.98, "Bannu")


def test_an_event_without_a_place_can_be_given_one() -> None:
    place = corrected(replace(READ, places=()), {"country": "PK"}).places[0]
    assert place.country == "PK"


def test_lists_of_people_and_claims_are_replaced() -> None:
    values: dict[str, Value] = {
        "perpetrators": [{"text": "gunmen", "attribution": "stated"}],
        "targets": [{"text": "policemen", "class": "security"}],
        "claimed_by": [{"name": "TTP", "channel": "spokesman"}],
        "denied_by": [],
    }
    now = corrected(READ, values)
    assert now.perpetrators == (Participant(text="gunmen", attribution="stated"),)
    assert now.targets == (Participant(text="policemen", victim_class="security"),)
    assert now.claimed_by == (Claim(name="TTP", channel="spokesman"),)


def test_a_corrected_toll_supersedes_the_figures_and_loses_none() -> None:
    read = replace(READ, tolls=(figure(4), figure(2, side="initiator")))
    now = corrected(read, {"killed_best": 6, "killed_high": 7})
    assert toll_of(now) == (4, 6, 7)
    assert toll_of(now, "killed_attackers") == (2, 2, 2)
    assert [(f.best, f.superseded) for f in now.tolls] == [(4, True), (2, False), (6, False)]
    assert now.tolls[-1].victim_class == "security"


def test_an_emptied_high_is_open_ended() -> None:
    now = corrected(replace(READ, tolls=(figure(4),)), {"killed_high": None})
    assert toll_of(now) == (4, 4, None)


def test_a_toll_where_none_was_read() -> None:
    assert toll_of(corrected(READ, {"injured_best": 9}), "injured") == (9, 9, 9)


def test_in_a_clash_the_attackers_dead_stay_a_part_of_all_dead() -> None:
    fight = replace(READ, type="clash", family="fight", tolls=(figure(3), figure(2, "initiator")))
    now = corrected(fight, {"killed_best": 8, "killed_low": 8, "killed_high": 8})
    assert (toll_of(now), toll_of(now, "killed_attackers")) == ((8, 8, 8), (2, 2, 2))


FIGURES = st.builds(
    lambda best, extra, side, total, who: figure(
        best, side, high=None if extra is None else best + extra, total=total, said_by=who
    ),
    st.integers(0, 20),
    st.none() | st.integers(0, 5),
    st.sampled_from(["target", "initiator", "bystander", "unknown"]),
    st.booleans(),
    st.sampled_from([None, "police", "TTP"]),
)


@given(
    figures=st.lists(FIGURES, max_size=5),
    type_=st.sampled_from(["bombing", "clash"]),
    measure=st.sampled_from(["killed", "killed_attackers"]),
    bounds=st.lists(st.integers(0, 40), min_size=3, max_size=3).map(sorted),
)
def test_a_toll_corrected_whole_is_the_toll_that_is_summarised(
    figures: list[TollFigure], type_: str, measure: str, bounds: list[int]
) -> None:
    read = replace(READ, type=type_, tolls=tuple(figures))
    values: dict[str, Value] = {
        f"{measure}_{name}": number
        for name, number in zip(("low", "best", "high"), bounds, strict=True)
    }
    now = corrected(read, values)
    assert toll_of(now, measure) == tuple(bounds)
    assert toll_of(corrected(now, values), measure) == tuple(bounds)


@pytest.mark.parametrize("bound", ["low", "best", "high"])
@given(figures=st.lists(FIGURES, max_size=4), number=st.integers(0, 40))
def test_one_corrected_bound_holds_and_the_range_stays_in_order(
    bound: str, figures: list[TollFigure], number: int
) -> None:
    now = corrected(replace(READ, tolls=tuple(figures)), {f"killed_{bound}": number})
    low, best, high = toll_of(now)
    assert low is not None
    assert best is not None
    assert {"low": low, "best": best, "high": high}[bound] == number
    assert low <= best
    assert high is None or best <= high
