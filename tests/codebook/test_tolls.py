"""From figures to tolls; the tables read as text does: who, how many, who says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.tolls import EFFECTS, RULES, Range, UnknownRuleError, add, summarise
from concord.model import Side, TollFigure

CLASSES = ("civilian", "security", "pro_government", "militant", "official", "unknown")


def dead(
    best: int, victim_class: str = "civilian", side: Side = "target", **marks: Any
) -> TollFigure:
    figure = TollFigure(
        effect="killed", victim_class=victim_class, side=side, low=best, best=best, high=best
    )
    return replace(figure, **marks)


def exactly(number: int) -> Range:
    return Range(number, number, number)


def test_parts_are_added() -> None:
    toll = summarise("bombing", [dead(2, "security"), dead(3, "civilian")])
    assert toll.killed == toll.killed_total == exactly(5)
    assert toll.by == {"killed": {"security": exactly(2), "civilian": exactly(3)}}
    assert not toll.injured.known


def test_a_total_is_not_added_to_its_parts_and_the_rest_is_unknown() -> None:
    toll = summarise("bombing", [dead(9, "unknown", total=True), dead(2, "security")])
    assert toll.killed == exactly(9)
    assert toll.by["killed"] == {"security": exactly(2), "unknown": exactly(7)}


def test_a_total_smaller_than_its_parts_gives_way() -> None:
    toll = summarise("bombing", [dead(4, "unknown", total=True), dead(3), dead(2, "security")])
    assert toll.killed == exactly(5)


def test_a_total_of_one_class_keeps_its_class() -> None:
    toll = summarise("bombing", [dead(4, "civilian", total=True)])
    assert toll.by["killed"] == {"civilian": exactly(4)}


def test_the_attackers_dead_are_counted_apart() -> None:
    toll = summarise("suicide_bombing", [dead(6), dead(1, "militant", "initiator")])
    assert (toll.killed, toll.killed_attackers, toll.killed_total) == (
        exactly(6),
        exactly(1),
        exactly(7),
    )


def test_bystanders_are_counted_with_the_target() -> None:
    toll = summarise("bombing", [dead(1, "official"), dead(2, "civilian", "bystander")])
    assert toll.killed == exactly(3)


def test_in_an_operation_the_militants_are_the_targets() -> None:
    figures = [dead(5, "militant", "target"), dead(2, "security", "initiator")]
    toll = summarise("military_operation", figures)
    assert (toll.killed, toll.killed_attackers) == (exactly(5), exactly(2))


def test_in_a_clash_all_dead_are_one_toll() -> None:
    figures = [dead(5, "militant", "initiator"), dead(2, "security")]
    assert summarise("clash", figures).killed == exactly(7)
    assert summarise("clash", figures).killed_total == exactly(7)


def test_at_least_is_open_ended_and_opens_the_sum() -> None:
    toll = summarise("bombing", [dead(5, high=None), dead(2, "security")])
    assert toll.killed == Range(7, 7, None)


def test_the_injured_of_all_sides_are_counted_together() -> None:
    figures = [dead(3, effect="injured"), dead(1, "militant", "initiator", effect="injured")]
    assert summarise("armed_attack", figures).injured == exactly(4)


def test_superseded_figures_are_dropped() -> None:
    assert summarise("bombing", [dead(3, superseded=True), dead(7)]).killed == exactly(7)


def test_nobody_hurt_is_a_figure_and_silence_is_none() -> None:
    assert summarise("bombing", [dead(0)]).killed == exactly(0)
    assert not summarise("bombing", []).killed.known
    assert summarise("bombing", []).by == {}


RIVALS = [
    dead(5, said_by="police"),
    dead(9, said_by="a doctor"),
    dead(7, said_by="a minister"),
]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("latest_independent", Range(5, 7, 9)),
        ("ucdp", Range(5, 7, 9)),
        ("acled_lowest", exactly(5)),
        ("gtd_latest_independent", exactly(7)),
    ],
)
def test_rival_accounts_by_each_rule(rule: str, expected: Range) -> None:
    assert summarise("bombing", RIVALS, rule).killed == expected


def test_a_later_exact_figure_closes_an_open_one() -> None:
    figures = [dead(5, high=None, said_by="police"), dead(8, said_by="a doctor")]
    assert summarise("bombing", figures).killed == Range(5, 8, 8)


def test_a_party_never_stands_against_others_and_is_marked_alone() -> None:
    army, group = dead(12, said_by="army", party=True), dead(40, said_by="group", party=True)
    doctor = dead(15, said_by="a doctor")
    assert summarise("bombing", [doctor, army, group]).killed == exactly(15)
    assert summarise("bombing", [army]).killed == Range(12, 12, 12, party=True)
    both = summarise("bombing", [army, group]).killed
    assert (both.low, both.high, both.party) == (12, 40, True)


def test_the_rule_after_ucdp_takes_low_and_high_from_everybody() -> None:
    figures = [dead(15, said_by="a doctor"), dead(40, said_by="group", party=True)]
    assert summarise("bombing", figures, "ucdp").killed == Range(15, 15, 40)


def test_the_last_total_of_one_speaker_stands() -> None:
    figures = [dead(4, "unknown", total=True), dead(6, "unknown", total=True)]
    assert summarise("bombing", figures).killed == exactly(6)


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(UnknownRuleError, match="latest_independent"):
        summarise("bombing", [], "guess")


@st.composite
def toll_figures(draw: st.DrawFn) -> TollFigure:
    low = draw(st.integers(0, 50))
    best = low + draw(st.integers(0, 20))
    high = draw(st.one_of(st.none(), st.integers(0, 20)))
    return TollFigure(
        effect=draw(st.sampled_from(EFFECTS)),
        victim_class=draw(st.sampled_from(CLASSES)),
        side=draw(st.sampled_from(["target", "initiator", "bystander", "unknown"])),
        low=low,
        best=best,
        high=None if high is None else best + high,
        total=draw(st.booleans()),
        superseded=draw(st.booleans()),
        said_by=draw(st.sampled_from([None, "police", "army"])),
        party=draw(st.booleans()),
    )


FIGURES = st.lists(toll_figures(), max_size=8)
TYPES = st.sampled_from(["bombing", "clash", "military_operation", "kidnapping"])
NAMES = st.sampled_from(sorted(RULES))


def ordered(value: Range) -> bool:
    if not value.known:
        return value.low is None and value.high is None
    assert value.low is not None
    assert value.best is not None
    return 0 <= value.low <= value.best <= (value.best if value.high is None else value.high)


@given(TYPES, FIGURES, NAMES)
def test_ranges_are_always_in_order(event_type: str, figures: list[TollFigure], rule: str) -> None:
    toll = summarise(event_type, figures, rule)
    measures = (toll.killed, toll.killed_attackers, toll.killed_total, toll.injured)
    assert all(map(ordered, measures))
    assert all(ordered(each) for classes in toll.by.values() for each in classes.values())


@given(TYPES, FIGURES, NAMES)
def test_all_dead_are_the_two_sides_together(
    event_type: str, figures: list[TollFigure], rule: str
) -> None:
    toll = summarise(event_type, figures, rule)
    if event_type == "clash":
        assert toll.killed == toll.killed_total
    else:
        assert toll.killed_total == add(toll.killed, toll.killed_attackers)


@given(TYPES, FIGURES, NAMES)
def test_the_classes_add_up_to_all_dead(
    event_type: str, figures: list[TollFigure], rule: str
) -> None:
    toll = summarise(event_type, figures, rule)
    by_class = sum(each.best or 0 for each in toll.by.get("killed", {}).values())
    assert by_class == (toll.killed_total.best or 0)


@given(TYPES, FIGURES, NAMES)
def test_superseded_figures_never_matter(
    event_type: str, figures: list[TollFigure], rule: str
) -> None:
    live = [figure for figure in figures if not figure.superseded]
    assert summarise(event_type, figures, rule) == summarise(event_type, live, rule)


@given(TYPES, FIGURES)
def test_a_party_never_moves_what_others_say(event_type: str, figures: list[TollFigure]) -> None:
    said = [replace(figure, party=False, said_by="a doctor") for figure in figures]
    claims = [replace(figure, best=figure.best + 900, high=None, party=True) for figure in said]
    assert summarise(event_type, [*said, *claims]) == summarise(event_type, said)


@given(TYPES, FIGURES)
def test_party_marks_what_rests_on_parties_alone(
    event_type: str, figures: list[TollFigure]
) -> None:
    nobody = [replace(figure, party=False) for figure in figures]
    assert not summarise(event_type, nobody).killed_total.party
    only = [replace(figure, party=True) for figure in figures]
    total = summarise(event_type, only).killed_total
    assert total.party == total.known
