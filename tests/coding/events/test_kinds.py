"""Types: blows between crowds and forces, and fire beside a killing."""

from __future__ import annotations

from tests.coding import reports
from tests.coding.reports import events


def test_protesters_who_clash_with_police_riot() -> None:
    found = events("Two people died when demonstrators clashed with police in Quetta on Monday.")
    assert [event.type for event in found if event.type != "protest"] == ["mob_violence"]


def test_militants_who_clash_with_police_fight() -> None:
    (clash,) = events("Two people died when militants clashed with police in Quetta on Monday.")
    assert clash.type == "clash"


def test_fire_beside_a_killing_is_part_of_it() -> None:
    (shot,) = events(
        "Gunmen shot dead a village chairman and set fire to his car in Bannu on Monday."
    )
    assert shot.type == "assassination"


def test_who_is_led_off_and_shot_at_once_was_not_kidnapped() -> None:
    (shot,) = events(
        "At least nine passengers were taken off a bus and shot dead by gunmen in Mach on Monday."
    )
    assert shot.type in {"armed_attack", "assassination"}


def test_bombers_counted_among_the_dead_of_an_operation_bombed_nobody() -> None:
    (raid,) = events(
        "Troops killed nine militants, including two suicide bombers, in an operation in Tank on "
        "Monday."
    )
    assert raid.type == "military_operation"


def test_who_is_killed_in_an_encounter_fell_in_a_clash_whoever_fired_first() -> None:
    text = (
        "A rebel was killed in an encounter with police in Turbat on Monday. Officers said that "
        "the rebels had opened fire on a patrol."
    )
    assert [event.type for event in events(text)] == ["clash"]


def test_a_call_for_a_strike_is_a_threat_and_the_strike_a_protest() -> None:
    assert [e.type for e in events("The rebels called a two day hartal in Turbat on Monday.")] == [
        "threat"
    ]
    assert "threat" not in {e.type for e in events("Shops shut in Turbat during a bandh.")}


def test_people_taken_into_custody_are_arrested() -> None:
    text = "Police took 17 persons into custody in Turbat on Monday."
    assert [event.type for event in events(text)] == ["arrest"]


def test_attackers_who_wear_explosives_are_suicide_bombers() -> None:
    (event,) = events(
        "Gunmen with suicide vests, grenades and rockets stormed the port of Gwadar on Monday and "
        "killed six guards."
    )
    assert event.type == "suicide_bombing"


def test_grenades_that_gunmen_carry_or_throw_besides_make_no_bombing() -> None:
    (carried,) = events(
        "Gunmen armed with rifles and hand grenades stormed a guest house in Kabul on Monday, "
        "killing five people."
    )
    assert carried.type == "armed_attack"
    (thrown,) = events("A man threw a hand grenade into a shop in Kabul on Monday, killing two.")
    assert thrown.type == "bombing"


def test_what_a_crowd_burns_it_burns_as_a_mob() -> None:
    (riot,) = events("Thirty houses were torched by crowds in Kolpur on Monday.")
    assert riot.type == "mob_violence"


def test_those_who_shoot_at_each_other_fight() -> None:
    (fight,) = events("Two bands of raiders shot at each other in Kolpur on Monday; four died.")
    assert fight.type == "clash"


def test_a_grenade_that_is_thrown_is_worn_by_nobody() -> None:
    text = "Two hooded men flung a grenade into a congregation in Kolpur on Monday; two died."
    assert [event.type for event in reports.events(text, engine="encoder")] == ["bombing"]
