"""Text in, coding out: one idea each, in the order of the codebook. All texts are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.coding.reports import BOOK, report

from concord.codebook.tolls import summarise
from concord.coding import code

if TYPE_CHECKING:
    from concord.model import Coding, Event


VIOLENT = {"bomb", "gun", "fight", "air", "shell", "kidnap", "arson", "mob", "body"}


def coding(text: str, published: str | None = "2024-03-06") -> Coding:
    return next(iter(code([report(text, published=published)], BOOK, engine="rules")))


def events(text: str, published: str | None = "2024-03-06") -> list[Event]:
    """Return the violent events, without those that only sum others."""
    found = coding(text, published).events
    return [e for e in found if e.family in VIOLENT and e.part_of != "summary"]


def the_event(text: str, published: str | None = "2024-03-06") -> Event:
    found = events(text, published)
    assert len(found) == 1, [e.summary for e in found]
    return found[0]


def killed(event: Event) -> tuple[int | None, int | None]:
    toll = summarise(event.type, event.tolls)
    return toll.killed.low, toll.killed_attackers.low


@dataclass(frozen=True)
class Typed:
    text: str
    type: str


@pytest.mark.parametrize(
    "case",
    [
        Typed(
            "A man blew himself up at a police post in Bannu on Monday, killing four.",
            "suicide_bombing",
        ),
        Typed("A roadside bomb killed two soldiers near Turbat on Monday.", "bombing"),
        Typed(
            "Gunmen opened fire on a bus in Mastung on Monday, killing six people.", "armed_attack"
        ),
        Typed("A former mayor was shot dead by gunmen in Quetta on Monday.", "assassination"),
        Typed("Two rebels died in an exchange of fire with police in Panjgur on Monday.", "clash"),
        Typed(
            "Troops killed five militants during an operation in Tank on Monday.",
            "military_operation",
        ),
        Typed(
            "A US drone strike killed three militants in Miranshah on Monday.", "air_drone_strike"
        ),
        Typed("Mortar shells hit a house in Chaman on Monday, killing a woman.", "shelling"),
        Typed("Gunmen kidnapped three engineers near Kohlu on Monday.", "kidnapping"),
        Typed("Militants set fire to four trucks near Harnai on Monday.", "arson_sabotage"),
        Typed("A mob lynched two men in Sialkot on Monday.", "mob_violence"),
    ],
    ids=lambda case: case.type,
)
def test_types(case: Typed) -> None:
    assert the_event(case.text).type == case.type


def test_day_is_the_day_of_the_event_not_of_the_report() -> None:
    event = the_event("A bomb killed two people in Quetta on Monday, police said on Tuesday.")
    assert str(event.happened[0].first) == "2024-03-04"


def test_news_without_a_time_takes_the_day_of_publication() -> None:
    event = the_event("A bomb killed two people in Quetta.")
    assert (str(event.happened[0].first), event.happened[0].basis) == ("2024-03-06", "published")


def test_news_that_somebody_told_on_a_day_is_no_younger() -> None:
    event = the_event("A bomb killed two people in Quetta, a minister said on Monday.")
    assert str(event.happened[0].first) == "2024-03-04"


def test_an_anniversary_remembers_an_older_day() -> None:
    event = the_event(
        "Families marked the second anniversary of the attack on a school in Swat that killed nine."
    )
    assert (str(event.happened[0].first), event.background) == ("2022-03-06", True)


def test_undated_text_stays_relative() -> None:
    event = the_event("A bomb killed two people in Quetta on Monday.", None)
    assert event.happened[0].first is None


def test_a_partial_date_of_publication_fails_nothing() -> None:
    assert coding("A bomb killed two people in Quetta on Monday.", "2024-03").outcome == "coded"


def test_place_is_small_to_large_with_its_province() -> None:
    event = the_event("A bomb killed two people in Turbat, Kech district, on Monday.")
    place = event.places[0]
    assert (place.name, place.admin1, place.country) == ("Turbat", "Balochistan", "PK")


def test_the_dateline_is_not_the_place() -> None:
    event = the_event("ISLAMABAD: A bomb killed two people in Turbat on Monday, officials said.")
    assert event.places[0].name == "Turbat"


def test_an_unknown_village_takes_the_coordinates_of_its_container() -> None:
    place = the_event(
        "A bomb killed two men in Qilla Nowhereabad village in Bannu on Monday."
    ).places[0]
    assert (place.name, place.admin1) == ("Qilla Nowhereabad", "Khyber Pakhtunkhwa")


def test_headline_lead_and_detail_are_one_incident() -> None:
    text = (
        "Blast kills seven at Quetta market\n\n"
        "QUETTA: A bomb went off in a market in Quetta on Monday, killing seven people,"
        " police said.\n\n"
        "The explosion damaged four shops. The dead included two policemen."
    )
    assert killed(the_event(text)) == (7, None)


def test_items_of_a_digest_are_incidents_of_their_own() -> None:
    text = (
        "WEEKLY DIGEST\n\n1. Gunmen killed two men in Turbat on 1 March.\n"
        "2. Gunmen killed a guard in Turbat on 1 March.\n"
        "3. A bomb wounded a boy in Turbat on 2 March."
    )
    assert len(events(text)) == 3


def test_two_places_are_two_incidents() -> None:
    text = (
        "Gunmen killed two policemen in Quetta on Monday. "
        "In a separate attack, a bomb killed four soldiers in Bannu on the same day."
    )
    assert sorted(killed(e)[0] or 0 for e in events(text)) == [2, 4]


def test_older_violence_is_background() -> None:
    text = (
        "A bomb killed three people in Quetta on Monday. "
        "In October 2022, gunmen shot dead nine miners near Harnai."
    )
    main, old = sorted(events(text), key=lambda e: e.background)
    assert (main.type, main.background, old.type, old.background) == (
        "bombing",
        False,
        "armed_attack",
        True,
    )


def test_the_bomber_counts_on_his_own_side() -> None:
    event = the_event("A suicide bomber killed eight people at a mosque in Peshawar on Monday.")
    assert killed(event) == (8, 1)


def test_in_an_operation_soldiers_lost_are_the_initiators() -> None:
    event = the_event(
        "Security forces killed six militants during an operation in Tank on Monday;"
        " two soldiers were also killed."
    )
    assert killed(event) == (6, 2)


def test_an_operation_that_names_no_force_is_the_security_forces() -> None:
    event = the_event("Five militants died in an operation in Tank on Monday, the army said.")
    assert [p.name for p in event.perpetrators] == ["Pakistan security forces"]


def test_a_total_is_not_added_to_its_parts() -> None:
    event = the_event("A bomb killed 12 people, including three policemen, in Quetta on Monday.")
    assert killed(event)[0] == 12


def test_rival_figures_give_the_lower_bound() -> None:
    event = the_event(
        "A bomb exploded in Quetta on Monday, killing 14 people, the army said. "
        "A hospital doctor said that nine people had been killed."
    )
    assert killed(event)[0] == 9


def test_figures_of_a_period_belong_to_no_event() -> None:
    event = the_event(
        "A bomb killed three people in Quetta on Monday. "
        "The violence has claimed more than 4,000 lives since 2010."
    )
    assert killed(event)[0] == 3


def test_a_claim_makes_the_perpetrator() -> None:
    event = the_event(
        "A bomb killed three people in Quetta on Monday. "
        "The Balochistan Liberation Army claimed responsibility in a statement."
    )
    assert [(p.name, p.attribution) for p in event.perpetrators] == [
        ("Balochistan Liberation Army", "claimed")
    ]
    assert event.claimed_by[0].channel == "statement"


def test_no_claim_is_no_claim() -> None:
    event = the_event("A bomb killed three people in Quetta on Monday. No group has claimed it.")
    assert event.claimed_by == ()
    assert [p for p in event.perpetrators if p.name] == []


def test_rival_claims_leave_the_perpetrator_open() -> None:
    event = the_event(
        "A bomb killed three people in Quetta on Monday. The Islamic State and the Balochistan"
        " Liberation Army both claimed responsibility for the attack."
    )
    assert len(event.claimed_by) == 2
    assert [p for p in event.perpetrators if p.attribution == "claimed"] == []


def test_a_group_that_no_codebook_knows_keeps_its_name() -> None:
    event = the_event(
        "A bomb killed three people in Quetta on Monday. "
        "The banned Sons of Zarghoon claimed responsibility for the blast."
    )
    assert [(p.name, p.actor_id) for p in event.perpetrators] == [("Sons of Zarghoon", None)]


def test_suspicion_is_kept_apart() -> None:
    event = the_event("Suspected Boko Haram fighters killed five farmers near Maiduguri on Monday.")
    assert [p.attribution for p in event.perpetrators] == ["suspected"]


def test_in_a_clash_both_are_sides() -> None:
    event = the_event(
        "Two militants and a soldier died in a gun battle between troops and militants"
        " in Kech on Monday."
    )
    assert {p.attribution for p in event.perpetrators} == {"side"}
    assert killed(event)[0] == 3


def test_a_defused_bomb_is_no_attack_that_happened() -> None:
    found = events("Police defused a roadside bomb near a school in Bannu on Monday.")
    assert [e for e in found if e.status == "actual"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The senator killed the bill on Monday after a heated battle over the budget.",
        "A gas cylinder explosion killed three people at a restaurant in Lahore on Monday.",
        "The striker fired two goals as the team destroyed its rivals in the final on Monday.",
        "Eleven people were killed when a bus plunged into a ravine near Chilas on Monday.",
        "A man shot dead his brother over a land dispute in Gujrat on Monday, police said.",
        "The army began a joint exercise on Monday in which commandos stormed a mock village.",
        "The institute counted 84 militant attacks in June, 12 per cent more than in May.",
    ],
)
def test_what_is_no_incident(text: str) -> None:
    assert [e for e in events(text) if not e.background] == []


def test_the_summary_is_in_our_own_neutral_words() -> None:
    event = the_event("Forces sent five terrorists to hell in an operation in Tank on Monday.")
    assert "hell" not in event.summary
    assert "terrorist" not in event.summary


def test_evidence_is_verbatim() -> None:
    text = "A bomb killed three people in Quetta on Monday. The Taliban claimed responsibility."
    for event in events(text):
        assert event.evidence
        for item in event.evidence:
            assert text[item.start : item.end] == item.quote
        assert {"type", "killed", "place", "happened"} <= {item.field for item in event.evidence}


def test_confidence_grows_with_what_is_told() -> None:
    full = the_event("A suicide bomber killed eight people at a mosque in Peshawar on Monday.")
    bare = the_event("There was an explosion.")
    assert 0 < bare.confidence < full.confidence < 1
