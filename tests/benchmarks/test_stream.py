from __future__ import annotations

from itertools import islice

import pytest
from benchmarks.stream import accuracy
from benchmarks.stream_truth import World, identity, number_of, stream
from hypothesis import given
from hypothesis import strategies as st
from numpy import array

from concord.codebook.book import load


@pytest.fixture(scope="module")
def world() -> World:
    return World(load())


def test_the_stream_is_the_same_each_time_and_goes_on_where_it_was(world: World) -> None:
    whole = list(stream(world, 60))
    again = list(stream(World(load()), 60))
    assert whole == again
    head = list(stream(world, 25))
    rest = list(stream(world, 60, after=[truth for truth, _, _ in head]))
    assert head + rest == whole


def test_the_name_of_a_report_says_its_number_and_nothing_of_its_incident(world: World) -> None:
    made = list(islice(stream(world, 200), 200))
    assert [number_of(event.id) for _, event, _ in made] == list(range(200))
    assert len({document.id for _, _, document in made}) == 200
    assert {event.document_id for _, event, _ in made} == {d.id for _, _, d in made}


@given(st.integers(0, 2**32 - 1))
def test_numbers_and_names_are_one_to_one(number: int) -> None:
    assert number_of(f"{identity(number)}-e0-bomb-1") == number


def test_one_incident_in_sixteen_has_a_neighbour_of_its_day(world: World) -> None:
    pairs = [(world.truth(n), world.truth(n + 1)) for n in range(0, 2000, 2)]
    twins = [(a, b) for a, b in pairs if a.day == b.day and a.group == b.group]
    assert 0.09 < len(twins) / len(pairs) < 0.17
    assert all(a.town.district == b.town.district for a, b in twins)


def test_two_partitions_that_are_one_are_all_right() -> None:
    keys = array([0, 0, 1, 2])
    assert accuracy(keys, keys + 5)["b3_f1"] == 1.0
    merged = accuracy(keys, array([0, 0, 0, 0]))
    assert (merged["pair_precision"], merged["pair_recall"]) == (
        pytest.approx(1 / 6, abs=1e-4),
        1.0,
    )
