"""What sentences that tell of nothing lend to the attack told before them. Invented texts."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.codebook.tolls import summarise
from concord.coding import DEFAULT_ENGINE


def told(text: str) -> list[tuple[str | None, int | None, int | None]]:
    """Return (place, killed, injured) of each violent event."""
    found = []
    for event in events(text, engine=DEFAULT_ENGINE):
        toll = summarise(event.type, event.tolls)
        place = event.places[0].name if event.places else None
        if event.family not in {"arrest", "protest", "seizure", "other"}:
            found.append((place, toll.killed.low, toll.injured.low))
    return found


@pytest.mark.parametrize(
    "after",
    [
        "They are being cared for at the Peshawar Combined Military Hospital.",
        "A relief convoy reached Chitral on Wednesday after a week on the road.",
        "An army spokesman in Lahore was quoted as saying that an inquiry was under way.",
    ],
)
def test_a_place_told_after_the_hurt_is_not_where_they_were_hurt(after: str) -> None:
    text = (
        "Gunmen opened fire on a van in Tank district on Monday, killing a driver. "
        f"Three passengers were hurt. {after}"
    )
    assert [(killed, injured) for _, killed, injured in told(text)] == [(1, 3)]


def test_the_hurt_flown_elsewhere() -> None:
    text = (
        "Five rebels were killed in a gun battle in Tank district on Monday. "
        "Four soldiers were wounded and flown to Camp Azad in Karachi."
    )
    assert [(killed, injured) for _, killed, injured in told(text)] == [(5, 4)]


def test_a_claim_of_that_attack_and_the_hour_of_something_else() -> None:
    text = (
        "Two militants died in a raid in Bannu on Monday. One of them had been wanted for the "
        "attack on a police post in Mardan in March 2021, in which four constables were shot dead. "
        "The Taliban claimed that attack. The cordon was lifted at 07:10 on Tuesday."
    )
    assert len(told(text)) == 2


def test_attacks_in_two_districts_told_in_one_sentence() -> None:
    text = (
        "Three miners were shot dead in Kalat district on Tuesday night, while a roadside bomb "
        "exploded at a police post in Mastung, officials said."
    )
    assert [place for place, _, _ in told(text)] == ["Kalat", "Mastung"]


def test_where_a_truce_was_signed_is_no_scene() -> None:
    text = (
        "Soldiers and rebels exchanged fire near Goma on Monday, in the first clash since the "
        "ceasefire signed in Luanda."
    )
    assert [place for place, _, _ in told(text)] == ["Goma"]


@pytest.mark.parametrize(
    "words", ["Not one constable was hurt.", "No loss of life or injury was reported."]
)
def test_nobody_was_hurt(words: str) -> None:
    text = f"Armed men fired rockets at a police post in Lakki Marwat on Tuesday. {words}"
    assert [(killed, injured) for _, killed, injured in told(text)] == [(0, 0)]


def test_the_day_in_the_sentence_comes_before_that_of_the_heading() -> None:
    text = (
        "Situation note, as of 5 March 2024\n\n"
        "Shelling by the rebels of a camp near Goma killed nine people on 3 March, the camp's "
        "committee said."
    )
    event = events(text, engine=DEFAULT_ENGINE)[0]
    assert str(event.happened[0].first) == "2024-03-03"


def test_the_day_before_something_is_not_the_day_before_publication() -> None:
    text = (
        "A court sentenced two men to death. They had driven the bomber to a market in "
        "Bajaur in May 2015. Twelve traders were killed when he blew himself up on the day before "
        "the fair closed."
    )
    event = next(e for e in events(text, engine=DEFAULT_ENGINE) if e.family == "bomb")
    assert str(event.happened[0].first) == "2015-05-01"


@pytest.mark.parametrize("verb", ["climbed", "risen"])
def test_the_number_of_those_known_to_have_died(verb: str) -> None:
    text = (
        f"The number of people known to have died in a car bombing in Baidoa on Monday has {verb} "
        "to fourteen. Earlier the administration had spoken of nine dead."
    )
    assert [(place, killed) for place, killed, _ in told(text)] == [("Baidoa", 14)]


def test_the_day_of_a_memorial_is_not_that_of_the_bombing() -> None:
    text = (
        "The families of those who died in the Zincirli bombing will have a monument. The council "
        "showed the design on Monday. In August 2016 a van loaded with explosives was set off "
        "beside a police bus there. Three policemen and five passers-by were killed."
    )
    coded = [e for e in events(text, engine=DEFAULT_ENGINE) if e.family == "bomb"]
    assert [e.background for e in coded] == [True]


def test_the_body_of_an_attacker_is_part_of_the_attack() -> None:
    text = (
        "Gunmen ambushed a police van in Tank district on Monday, killing a constable. Three men "
        "were hurt. The body of one assailant was found in a gully afterwards. The rest got away "
        "towards the Sulaiman hills."
    )
    event = next(e for e in events(text, engine=DEFAULT_ENGINE) if e.family == "gun")
    toll = summarise(event.type, event.tolls)
    assert (toll.killed.low, toll.injured.low, toll.killed_attackers.low) == (1, 3, 1)


def test_since_when_people_live_somewhere_is_no_day_of_an_attack() -> None:
    text = (
        "Gunmen shot dead nine people at a camp in Djugu territory on Monday night. About 900 "
        "families have been living there since last year. Huts were set alight."
    )
    found = events(text, engine=DEFAULT_ENGINE)
    assert not any(e.background for e in found)


def test_an_attack_of_years_ago_is_none_of_the_news_that_names_no_day() -> None:
    text = (
        "Two militants were killed in an operation on the outskirts of Bannu, police said. One of "
        "the dead had been wanted for the attack on a checkpost at Mardan in May 2021, in which "
        "three constables were shot dead."
    )
    found = [(e.background, e.places[0].name) for e in events(text, engine=DEFAULT_ENGINE)]
    assert found == [(False, "Bannu"), (True, "Mardan")]


def test_gunfire_beside_a_landslide_is_no_accident() -> None:
    text = (
        "A coach came under fire on the highway near Chilas on Monday night. The driver had slowed "
        "for a landslide. Five passengers were killed and nine wounded."
    )
    assert told(text) == [("Chilas", 5, 9)]
