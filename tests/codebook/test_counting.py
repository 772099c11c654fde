# ruff: noqa: E501 - a table keeps one case a line
"""What is counted: categories from type and actors, and the rule `attacks`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from concord.codebook.counting import (
    InclusionFormatError,
    InclusionNotFoundError,
    category,
    compatible,
    family,
    load_inclusion,
    shipped_inclusions,
    side_of,
)
from concord.model import Event, Location, Participant, TollFigure

if TYPE_CHECKING:
    from pathlib import Path

    from concord.codebook import Codebook


def event(type_: str, *actors: Participant, country: str = "PK", **fields: object) -> Event:
    blank = Event(
        id="d-e0-x-1",
        document_id="d",
        start=0,
        end=1,
        type=type_,
        family=family(type_),
        category="unclear",
        perpetrators=actors,
        places=(Location(text="there", country=country),),
    )
    return replace(blank, **fields)


def by(actor_id: str | None = None, text: str = "they", attribution: str = "stated") -> Participant:
    return Participant(text=text, actor_id=actor_id, attribution=attribution)  # type: ignore[arg-type]  # a level


@pytest.mark.parametrize(
    ("type_", "its_family"),
    [
        ("suicide_bombing", "bomb"), ("bombing", "bomb"), ("armed_attack", "gun"),
        ("assassination", "gun"), ("extrajudicial_killing", "gun"), ("clash", "fight"),
        ("military_operation", "fight"), ("air_drone_strike", "air"), ("shelling", "shell"),
        ("kidnapping", "kidnap"), ("enforced_disappearance", "kidnap"),
        ("arson_sabotage", "arson"), ("mob_violence", "mob"), ("body_found", "body"),
        ("arrest", "arrest"), ("of_a_pack", "of_a_pack"),
    ],
)  # fmt: skip
def test_families(type_: str, its_family: str) -> None:
    assert family(type_) == its_family


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [("bomb", "bomb", True), ("bomb", "gun", True), ("fight", "bomb", True), ("air", "bomb", False),
     ("arrest", "arrest", True), ("arrest", "gun", False)],
)  # fmt: skip
def test_compatible_families(first: str, second: str, *, may: bool) -> None:
    assert compatible(first, second) is compatible(second, first) is may


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        (event("bombing"), "militant_attack"),
        (event("armed_attack", by(text="unidentified gunmen")), "militant_attack"),
        (event("bombing", by("ttp")), "militant_attack"),
        (event("kidnapping", by(text="bandits")), "criminal"),
        (event("military_operation"), "state_action"),
        (event("military_operation", by("mil-pk")), "state_action"),
        (event("arrest", by("ctd-pk")), "state_action"),
        (event("extrajudicial_killing"), "state_action"),
        (event("air_drone_strike", by("mil-pk")), "state_action"),
        (event("air_drone_strike", by("mil-pk"), country="AF"), "cross_border"),
        (event("air_drone_strike", by("gov-us")), "cross_border"),
        (event("shelling", by("mil-in")), "cross_border"),
        (event("mob_violence"), "communal"),
        (event("mob_violence", by("tlp")), "political"),
        (event("protest"), "political"),
        (event("armed_attack", by("turi")), "tribal"),
        (event("body_found"), "unclear"),
        (event("other"), "unclear"),
        (event("bombing", by("iskp"), target_class="militant"), "inter_militant"),
        (event("armed_attack", by("lei"), targets=(by("ansar-ul-islam-khyber"),)), "inter_militant"),
        (event("armed_attack", by("herdsmen-ng"), country="NG"), "communal"),
    ],
)  # fmt: skip
def test_the_category_follows_from_type_and_actors(
    book: Codebook, coded: Event, expected: str
) -> None:
    assert category(coded, book) == expected


ARMY, GROUP = by("mil-pk", "troops", "side"), by("ttp", "fighters", "side")


def lost(victim_class: str) -> TollFigure:
    return TollFigure(
        effect="killed", victim_class=victim_class, side="initiator", low=1, best=1, high=1
    )


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        (event("clash", ARMY, GROUP), "state_action"),
        (event("clash", ARMY, by("ttp")), "militant_attack"),
        (event("clash", ARMY, GROUP, tolls=(lost("militant"),)), "militant_attack"),
        (event("clash", ARMY, GROUP, tolls=(lost("security"),)), "state_action"),
        (event("clash", GROUP, by("lei", attribution="side")), "inter_militant"),
        (event("clash", by("turi", attribution="side"), by("mangal-tribe", attribution="side")), "tribal"),
        (event("clash", ARMY, by("gov-af", attribution="side")), "cross_border"),
        (event("clash"), "unclear"),
    ],
)  # fmt: skip
def test_a_clash_belongs_to_whoever_began_it(book: Codebook, coded: Event, expected: str) -> None:
    assert category(coded, book) == expected


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        (by("ttp"), "militant"),
        (by("mil-pk"), "state"),
        (by("minusma"), "mission"),
        (by(text="suspected militants"), "militant"),
        (by(text="the border police"), "state"),
        (by(text="somebody"), None),
        (Participant(text="he", victim_class="security"), "state"),
    ],
)
def test_sides(book: Codebook, actor: Participant, side: str | None) -> None:
    assert side_of(actor, book) == side


ATTACKS = [
    ("bombing", "militant_attack", "actual", True),
    ("shelling", "cross_border", "actual", True),
    ("armed_attack", "inter_militant", "actual", True),
    ("mob_violence", "communal", "actual", True),
    ("kidnapping", "militant_attack", "actual", True),
    ("clash", "militant_attack", "actual", True),
    ("clash", "state_action", "actual", False),
    ("clash", "cross_border", "actual", False),
    ("military_operation", "state_action", "actual", False),
    ("military_operation", "militant_attack", "actual", False),
    ("bombing", "militant_attack", "foiled", False),
    ("bombing", "militant_attack", "planned", False),
    ("bombing", "militant_attack", "alleged", False),
    ("body_found", "unclear", "actual", False),
    ("armed_attack", "criminal", "actual", False),
    ("armed_attack", "tribal", "actual", False),
    ("protest", "political", "actual", False),
]


@pytest.mark.parametrize(("type_", "its_category", "status", "counts"), ATTACKS)
def test_what_an_attack_is(type_: str, its_category: str, status: str, *, counts: bool) -> None:
    coded = event(type_, category=its_category, status=status)
    assert load_inclusion().admits(coded) is counts


def test_rows_that_only_sum_up_are_never_counted() -> None:
    coded = event("bombing", category="militant_attack", part_of="summary")
    assert not load_inclusion("attacks").admits(coded)
    assert not load_inclusion("all_violence").admits(coded)


def test_every_rule_prints_its_words() -> None:
    for name in shipped_inclusions():
        assert load_inclusion(name).words().endswith(".")
        assert "\n" not in load_inclusion(name).words()


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "deadly.yaml"
    file.write_text("name: deadly\nwords: Deadly bombings.\nfamilies: [bomb]\nlethal: true\n")
    rule = load_inclusion(str(file))
    coded = event("bombing")
    assert not rule.admits(coded)
    assert rule.admits(replace(coded, tolls=(lost("militant"),)))


def test_a_rule_may_choose_how_tolls_are_made_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "low.yaml"
    file.write_text("name: low\nwords: Bombings.\nfamilies: [bomb]\ntoll_rule: acled_lowest\n")
    rule = load_inclusion(str(file))
    assert rule.toll_rule == "acled_lowest"
    assert "after ACLED" in rule.words()
    file = tmp_path / "odd.yaml"
    file.write_text("name: odd\nwords: W.\ntoll_rule: highest\n")
    with pytest.raises(InclusionFormatError, match="acled_lowest"):
        load_inclusion(str(file))


def test_rules_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InclusionNotFoundError, match="attacks"):
        load_inclusion("nothing")
    file = tmp_path / "bad.yaml"
    file.write_text("name: bad\nwords: W\ncolour: red\n")
    with pytest.raises(InclusionFormatError, match="colour"):
        load_inclusion(str(file))
    other = tmp_path / "worse.yaml"
    other.write_text("- a\n")
    with pytest.raises(InclusionFormatError, match="name and words"):
        load_inclusion(str(other))
