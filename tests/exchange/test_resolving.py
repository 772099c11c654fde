from __future__ import annotations

from datetime import date

import pytest

from concord.codebook.book import load
from concord.exchange.resolving import Resolver, UnknownCountryError, kilometres

RESOLVER = Resolver(load())


def test_a_place_near_the_rows_own_point_is_the_one_that_it_names() -> None:
    found = RESOLVER.location(
        ("Quetta town", "Quetta district", "Balochistan province"), "PK", (30.18, 67.0), "town"
    )
    assert (found.name, found.admin2, found.admin1, found.country) == (
        "Quetta",
        "Quetta",
        "Balochistan",
        "PK",
    )
    assert found.place_id is not None
    assert (found.latitude, found.longitude) == (30.18, 67.0)


def test_a_namesake_far_from_the_point_is_not_taken_for_it() -> None:
    found = RESOLVER.location(("Quetta town", "", ""), "PK", (35.9, 74.3), "town")
    assert (found.place_id, found.name) == (None, "Quetta town")


def test_units_that_nobody_knows_keep_their_names_without_the_word_for_the_unit() -> None:
    found = RESOLVER.location(
        ("Nowhere village", "Unheard-of district", "Unheard-of province"), "PK", None, "town"
    )
    assert (found.admin2, found.admin1, found.place_id) == ("Unheard-of", "Unheard-of", None)


def test_a_row_without_a_point_has_that_of_its_place() -> None:
    found = RESOLVER.location(("", "", "Balochistan"), "PK", None, "province")
    assert found.latitude is not None
    assert found.precision == "province"


def test_countries_are_known_by_name_code_and_former_name_in_brackets() -> None:
    names = ("Pakistan", "pk", "PAK", "Russia (Soviet Union)", "Yemen (North Yemen)")
    assert [RESOLVER.country(name) for name in names] == ["PK", "PK", "PK", "RU", "YE"]
    assert RESOLVER.country("Atlantis") is None
    with pytest.raises(UnknownCountryError, match="write its two letters"):
        RESOLVER.known_country("Atlantis")


def test_spellings_are_tried_in_turn_and_an_unknown_name_stands_as_written() -> None:
    known = RESOLVER.participant("Xyz", date(2015, 1, 1), "PK", forms=("nobody", "TTP"))
    assert (known.actor_id, known.text) == ("ttp", "Xyz")
    unknown = RESOLVER.participant("Xyz", None, None, attribution="stated")
    assert (unknown.actor_id, unknown.name, unknown.attribution) == (None, "Xyz", "stated")


def test_distances_are_great_circles() -> None:
    assert kilometres((30.18, 67.0), (30.18, 67.0)) == 0
    assert kilometres((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.19, abs=0.05)
