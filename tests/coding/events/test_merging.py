"""Clauses that only count harm, and what the model thinks of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from concord.codebook.entries import Place
from concord.coding.events.candidates import Belief, Candidate, Tie
from concord.coding.events.merging import merge
from concord.coding.places import PlaceMention
from concord.model import Mention, Span, When


def trigger(start: int, label: str) -> Mention:
    return Mention(
        document_id="d", start=start, end=start + 5, kind="trigger", text="died", label=label
    )


def candidate(at: int, label: str, told: float, tied: float = 0.5) -> Candidate:
    """Return a clause of a day and a sentence of its own, tied to one that begins at 0."""
    first = trigger(at, label)
    other = Tie(trigger(0, "bombing"), tied)
    on = date(2024, 3, 1 + at // 10)
    day = When(first=on, last=on, precision="day", basis="relative", text="then", start=at)
    return Candidate(
        clause=Span(start=at, end=at + 20),
        sentence=9 * at,
        triggers=(first,),
        whens=(day,),
        cues=(trigger(at, "separate"),),
        beliefs=(Belief(first, told, 0.0),),
        ties=(other,) if at else (),
    )


@pytest.mark.parametrize(
    ("label", "told", "tied", "happenings"),
    [
        ("harm", 0.02, 0.5, 1),
        ("harm", 0.60, 0.5, 2),
        ("harm", 0.02, 0.01, 2),
        ("bombing", 0.02, 0.5, 2),
    ],
)
def test_harm_that_is_surely_no_attack_is_of_the_one_before(
    label: str, told: float, tied: float, happenings: int
) -> None:
    found, steps = merge([candidate(0, "bombing", 0.9), candidate(40, label, told, tied)])
    assert len(found) == happenings
    assert len(steps) == 2


@pytest.mark.parametrize(
    ("at", "happenings"), [(43, 2), (55, 1)], ids=["in Kalat eleven died", "a fourth died in Kalat"]
)
def test_harm_that_a_sentence_opens_with_another_district_for_is_of_its_own(
    at: int, happenings: int
) -> None:
    first, second = candidate(0, "bombing", 0.9), candidate(40, "harm", 0.02)
    bolan = replace(first, places=(mention(12, "Bolan", 29.5, 67.6),))
    kalat = replace(second, places=(mention(at, "Kalat", 29.0, 66.6),))
    found, _ = merge([bolan, kalat])
    assert len(found) == happenings


def mention(at: int, name: str, latitude: float, longitude: float) -> PlaceMention:
    place = Place(
        id=name,
        name=name,
        kind="admin2",
        latitude=latitude,
        longitude=longitude,
        country="PK",
        admin1="Balochistan",
        admin2=name,
    )
    return PlaceMention(
        start=at, end=at + len(name), text=name, candidates=(place,), cue="in", where=True
    )
