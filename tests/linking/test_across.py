from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

from concord.codebook.book import load
from concord.codebook.counting import family
from concord.linking.across import EXACT, common_days, match
from concord.linking.compared import COLUMNS, compare
from concord.linking.profiles import profile
from concord.linking.scores import score
from concord.model import (
    Event,
    Incident,
    Location,
    Participant,
    Scope,
    TollFigure,
    When,
)

BOOK = load()
QUETTA = Location(
    text="Quetta", place_id="g1167528", name="Quetta", latitude=30.18, longitude=67.0,
    precision="town", admin2="Quetta", admin1="Balochistan", country="PK",
)  # fmt: skip
PESHAWAR = replace(
    QUETTA, text="Peshawar", place_id="g1168197", name="Peshawar", latitude=34.01, longitude=71.58,
    admin2="Peshawar", admin1="Khyber Pakhtunkhwa",
)  # fmt: skip


def incident(
    name: str,
    day: str | None = "2016-08-08",
    killed: int | None = 70,
    /,
    *,
    dataset: str = "own",
    type_: str = "suicide_bombing",
    place: Location = QUETTA,
    actor: str = "ttp",
    **more: Any,
) -> Incident:
    when = date.fromisoformat(day) if day else None
    figures = () if killed is None else (
        TollFigure(
            effect="killed", victim_class="civilian", side="target", low=killed, best=killed,
            high=killed,
        ),
    )  # fmt: skip
    facts = Event(
        id=name, document_id=name, start=0, end=0, type=type_, family=family(type_),
        category="militant_attack",
        happened=(When(first=when, last=when, precision="day", basis="explicit"),),
        places=(place,),
        perpetrators=(
            Participant(text=actor, actor_id=actor, name=actor, attribution="stated"),
        ),
        tolls=figures,
    )  # fmt: skip
    facts = replace(facts, **more)
    return Incident(id=name, facts=facts, event_ids=(), dataset=dataset)


def ged(name: str, day: str = "2016-08-08", killed: int = 75, /, **more: Any) -> Incident:
    return incident(name, day, killed, dataset="ged", type_="armed_attack", **more)


def pairs(one: list[Incident], other: list[Incident]) -> list[tuple[str, str]]:
    return [(m.one.id, m.other.id) for m in match(one, other, BOOK).matched]


def test_one_happening_in_two_data_sets_is_matched_and_the_rest_is_listed() -> None:
    found = match(
        [incident("a"), incident("b", "2016-09-20", 4)],
        [ged("ged:1"), ged("ged:2", "2016-08-08", 3, place=PESHAWAR)],
        BOOK,
    )
    assert [(m.one.id, m.other.id) for m in found.matched] == [("a", "ged:1")]
    assert [i.id for i in found.only_one] == ["b"]
    assert [i.id for i in found.only_other] == ["ged:2"]


def test_a_type_that_ged_does_not_tell_is_no_evidence() -> None:
    found = match([incident("a", type_="air_drone_strike")], [ged("ged:1", "2016-08-08", 70)], BOOK)
    (pair,) = found.matched
    (feature,) = [f for f in pair.score.features if f.name == "type"]
    assert feature.weight == 0.0


def test_days_that_are_exact_and_differ_speak_against_a_match() -> None:
    near = [profile(i.facts, {}, BOOK) for i in (incident("a"), ged("b", "2016-08-09", 70))]
    same = [profile(i.facts, {}, BOOK) for i in (incident("a"), ged("b", "2016-08-08", 70))]
    assert score(near[0], near[1], EXACT).total < score(same[0], same[1], EXACT).total - 3
    assert pairs([incident("a")], [ged("b", "2016-08-09", 12)]) == []


def test_tolls_disagree_where_their_ranges_share_no_figure() -> None:
    (apart,) = match([incident("a")], [ged("b", "2016-08-08", 75)], BOOK).matched
    (alike,) = match([incident("a")], [ged("b", "2016-08-08", 70)], BOOK).matched
    open_ended = incident("a").facts.tolls[0]
    at_least = incident("a", tolls=(replace(open_ended, high=None),))
    (reached,) = match([at_least], [ged("b", "2016-08-08", 75)], BOOK).matched
    assert (apart.disagree, alike.disagree, reached.disagree) == (True, False, False)


def test_the_dead_of_both_sides_are_compared() -> None:
    attackers = TollFigure(
        effect="killed", victim_class="militant", side="initiator", low=5, best=5, high=5
    )
    one = incident("a", tolls=(*incident("a").facts.tolls, attackers))
    (pair,) = match([one], [ged("b", "2016-08-08", 75)], BOOK).matched
    assert (pair.killed[0].best, pair.disagree) == (75, False)


def test_each_is_matched_once_the_best_first_and_what_else_fits_is_named() -> None:
    split = [ged("ged:1", "2016-08-08", 70), ged("ged:2", "2016-08-08", 69)]
    found = match([incident("a")], split, BOOK)
    (pair,) = found.matched
    assert (pair.other.id, pair.also) == ("ged:1", ("ged:2",))
    assert [i.id for i in found.only_other] == ["ged:2"]


def test_the_order_of_arrival_does_not_matter() -> None:
    days = [f"2016-{month:02d}-11" for month in range(1, 13)]
    one = [incident(f"a{n}", day, n + 3) for n, day in enumerate(days)]
    other = [ged(f"ged:{n}", day, n + 3) for n, day in enumerate(days)]
    wanted = sorted(pairs(one, other))
    assert len(wanted) == len(days)
    for seed in range(3):
        shuffled = random.Random(seed)
        shuffled.shuffle(one)
        shuffled.shuffle(other)
        assert sorted(pairs(one, other)) == wanted


def test_two_editions_of_one_data_set_can_be_matched() -> None:
    old, new = ged("ged:1"), replace(ged("ged:1", "2016-08-08", 77), release="26.1")
    assert pairs([old], [new]) == [("ged:1", "ged:1")]


def test_only_days_that_both_cover_are_compared() -> None:
    own = [incident("a"), incident("late", "2024-01-01"), incident("undated", None)]
    theirs = [ged("ged:1"), ged("ged:2", "1999-01-01", 2)]
    assert common_days(own, theirs) == (date(2016, 8, 8), date(2016, 8, 8))
    assert common_days(own, []) is None
    found = compare((own, theirs), ("own", "ged"), BOOK, Scope())
    assert found.columns == COLUMNS
    assert [row[:3] for row in found.rows] == [("both", "a", "ged:1")]
    assert found.rows[0][COLUMNS.index("tolls")] == "disagree"
    assert found.scope.datasets == ("own", "ged")
    assert any("2 incidents of own outside these days or without a date" in c for c in found.checks)


def test_data_sets_without_a_day_in_common_say_so() -> None:
    found = compare(([incident("a")], []), ("own", "ged"), BOOK, Scope())
    assert found.rows == ()
    assert any("no day in common" in check for check in found.checks)


def test_what_ged_cannot_hold_is_said_of_those_that_it_lacks() -> None:
    bloodless = incident("b", "2016-08-09", 0)
    parts = ([incident("a"), bloodless], [ged("ged:1"), ged("ged:9", "2016-08-20", 2)])
    found = compare(parts, ("own", "ged"), BOOK, Scope())
    assert any("no known death" in check for check in found.checks)
