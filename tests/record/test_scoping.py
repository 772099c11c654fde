from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.making import document, event, on, statement

from concord.codebook.entries import Actor, Place
from concord.errors import ConcordError
from concord.model import Claim, Location, Participant, Relation, Scope, When
from concord.record.scoping import InvalidScopeError, check_known, parse_scope, ready

TEXT = document(
    "A bomb went off in Mir Ali. The minister said: talks are over.",
    "https://www.news.example/a",
    url="https://www.news.example/a",
    publisher="Example Daily",
    published="2023-02-01",
)
MIR_ALI = Location(
    text="Mirali",
    name="Mir Ali",
    place_id="g1",
    admin2="North Waziristan",
    admin1="Khyber Pakhtunkhwa",
    country="PK",
)
READ = event(
    TEXT,
    "bomb",
    happened=on("2023-01-30"),
    places=(MIR_ALI,),
    perpetrators=(Participant(text="fighters", actor_id="jua", name="Jamaat-ul-Ahrar"),),
    targets=(Participant(text="troops", actor_id="army", name="Pakistan Army"),),
    claimed_by=(Claim(name="Ghazi Group"),),
)
TTP = Actor(id="ttp", name="Tehrik-i-Taliban Pakistan", kind="armed_group", aliases=("TTP",))
ACTORS = (
    TTP,
    Actor(id="jua", name="Jamaat-ul-Ahrar", kind="armed_group", parent="ttp"),
    Actor(id="cell", name="A cell", kind="armed_group", parent="jua"),
    Actor(id="loop", name="A loop", kind="armed_group", parent="loop"),
)
TOWN = Place(id="g1", name="Mir Ali", kind="town", latitude=1, longitude=1, country="PK")
COUNTRY = Place(id="pk", name="Pakistan", kind="country", latitude=1, longitude=1, country="PK")
PLACES = {"Mirali": (TOWN,), "Pakistan": (COUNTRY,)}
# As much of a codebook as a scope asks.
BOOK = cast(
    "Any",
    SimpleNamespace(
        actors={each.id: each for each in ACTORS},
        gazetteer=SimpleNamespace(find=lambda name: PLACES.get(name, ())),
        types={"bombing": None},
        categories={"militant_attack": None},
    ),
)


def admits(scope: dict[str, Any], happened: tuple[When, ...] | None = None) -> bool:
    read = READ if happened is None else replace(READ, happened=happened)
    return ready(parse_scope(**scope)).admits_event(read)


def test_a_scope_is_written_as_people_write_it() -> None:
    scope = parse_scope(since="2023-05", until="2023", countries="PK", types=["bombing"], run=None)
    assert scope == Scope(
        since=date(2023, 5, 1), until=date(2023, 12, 31), countries=("PK",), types=("bombing",)
    )
    assert parse_scope(since=datetime(2023, 5, 2, 9)).since == date(2023, 5, 2)  # noqa: DTZ001 - a day is meant
    assert parse_scope(until="2024-02").until == date(2024, 2, 29)
    assert parse_scope() == Scope()


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ({"place": "Bannu"}, "places"),
        ({"since": "spring"}, "2023-01-30"),
        ({"since": "2023-13"}, "2023-01-30"),
        ({"since": "2023-02-30"}, "2023-01-30"),
        ({"since": "2024", "until": "2023"}, "exchange the two"),
        ({"statuses": "real"}, "actual, foiled"),
    ],
)
def test_a_scope_that_cannot_be_is_refused_with_what_can(
    scope: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidScopeError, match=message):
        parse_scope(**scope)


@given(st.sampled_from(["since", "until"]), st.text(max_size=12))
def test_no_bound_escapes_as_another_error(name: str, words: str) -> None:
    with suppress(ConcordError):
        parse_scope(**{name: words})


@pytest.mark.parametrize(
    ("since", "until", "inside"),
    [
        ("2023-01-30", "2023-01-30", True),
        ("2023-01-31", None, False),
        (None, "2023-01-29", False),
        ("2023-01", "2023-01", True),
        (None, None, True),
    ],
)
def test_a_day_lies_in_the_window(since: str | None, until: str | None, inside: bool) -> None:  # noqa: FBT001 - an expected value
    assert admits({"since": since, "until": until}) is inside


def test_a_month_is_in_every_window_that_it_may_have_happened_in() -> None:
    january = on("2023-01-01", "2023-01-31", "month")
    assert admits({"since": "2023-01-20", "until": "2023-06"}, january)
    assert admits({"until": "2023-01-05"}, january)
    assert not admits({"since": "2023-02"}, january)


def test_what_is_undated_is_admitted_only_without_a_window() -> None:
    relative = (When(first=None, last=None, precision="unknown", basis="unresolved"),)
    for undated in ((), relative):
        assert admits({}, undated)
        assert not admits({"since": "2023"}, undated)


@pytest.mark.parametrize(
    "name", ["g1", "mir ali", "Mirali", "North Waziristan", "khyber pakhtunkhwa", "PK"]
)
def test_a_place_is_named_at_any_level(name: str) -> None:
    assert admits({"places": ["Bannu", name]})
    assert not ready(parse_scope(places=name)).admits_event(replace(READ, places=()))


def test_a_place_and_a_country_are_resolved_by_the_codebook() -> None:
    nowhere = replace(READ, places=(replace(MIR_ALI, text="there"),))
    assert not ready(parse_scope(places="Mirali")).admits_event(nowhere)
    assert ready(parse_scope(places="Mirali"), BOOK).admits_event(nowhere)
    assert ready(parse_scope(countries="Pakistan"), BOOK).admits_event(READ)


def test_countries_types_categories_and_statuses() -> None:
    assert admits({"countries": "pk", "types": "bombing", "categories": "militant_attack"})
    assert not admits({"countries": "AF"})
    assert not admits({"types": "clash"})
    assert not admits({"categories": "tribal"})
    assert not admits({"statuses": ["foiled", "planned"]})


@pytest.mark.parametrize("name", ["jua", "JAMAAT-UL-AHRAR", "army", "ghazi group"])
def test_an_actor_is_anyone_who_takes_part(name: str) -> None:
    assert admits({"actors": name})
    assert not admits({"actors": "nobody"})


@pytest.mark.parametrize("name", ["ttp", "TTP", "Tehrik-i-Taliban Pakistan"])
def test_a_group_takes_its_factions_along_where_the_codebook_is_known(name: str) -> None:
    assert not admits({"actors": name})
    assert ready(parse_scope(actors=name), BOOK).admits_event(READ)
    far = replace(READ, perpetrators=(Participant(text="x", actor_id="cell"),))
    assert ready(parse_scope(actors=name), BOOK).admits_event(far)


@pytest.mark.parametrize(
    "name", ["example daily", "news.example", "https://www.news.example/a", TEXT.id]
)
def test_a_source_is_a_publisher_a_host_an_address_or_an_id(name: str) -> None:
    assert ready(parse_scope(sources=name)).admits_source(TEXT)
    assert not ready(parse_scope(sources=name)).admits_source(document("Other", "b.txt"))
    assert not ready(parse_scope(sources=name)).admits_source(None)


def test_a_statement_goes_by_its_own_day_or_by_that_of_its_document() -> None:
    window = ready(parse_scope(since="2023-02", until="2023-02"))
    said = statement(TEXT, "minister", "talks are over", speaker_id="gov")
    assert window.admits_statement(said, TEXT)
    assert not window.admits_statement(said, None)
    earlier = replace(said, said=on("2022-12-01")[0])
    assert not window.admits_statement(earlier, TEXT)
    assert ready(parse_scope(actors="GOV")).admits_statement(said, None)
    assert not ready(parse_scope(actors="army")).admits_statement(said, None)


def test_a_relation_goes_by_either_party() -> None:
    relation = Relation(
        id="r", document_id=TEXT.id, subject="TTP", relation="claims", object="blast", start=0,
        end=1, quote="A", object_id="army",
    )  # fmt: skip
    for name in ("ttp", "ARMY"):
        assert ready(parse_scope(actors=name)).admits_relation(relation, TEXT)
    assert not ready(parse_scope(actors="bla")).admits_relation(relation, TEXT)
    assert not ready(parse_scope(until="2022")).admits_relation(relation, TEXT)


def test_every_field_of_a_scope_can_be_given_by_name() -> None:
    for each in fields(Scope):
        parse_scope(**{each.name: None})


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ({"types": "bomb"}, "event type 'bomb'. Did you mean 'bombing'"),
        ({"categories": "attack"}, "Use: militant_attack"),
        ({"datasets": ["own", "gedd"]}, "Use: own, ged"),
    ],
)
def test_a_name_that_nobody_knows_is_no_empty_answer(scope: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidScopeError, match=message):
        check_known(parse_scope(**scope), ["ged"], BOOK)
    check_known(parse_scope(types="bombing", datasets=["ged"]), ["ged"], BOOK)
