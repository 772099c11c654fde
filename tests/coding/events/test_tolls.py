"""The toll of a happening, from all that its sentences say. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.codebook.tolls import summarise


def toll(text: str) -> tuple[int | None, int | None, int | None]:
    """Return the dead, the injured and the dead attackers of the first event of a text."""
    event = events(text)[0]
    found = summarise(event.type, event.tolls)
    return found.killed.low, found.injured.low, found.killed_attackers.low


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a toll has risen to leaves the numbers before it behind.
        (
            (
                "A bomb in a market in Quetta on Monday killed 19 people, police said. The death "
                "toll rose to 21 after two of the hurt succumbed, a hospital said."
            ),
            (21, None, None),
        ),
        # Also where the headline gives it already.
        (
            (
                "Bomb in Quetta market; 21 dead\n\nA bomb in a market in Quetta on Monday killed "
                "at least 19 people, police said. Two more of the hurt died, bringing the toll to "
                "21, a hospital said."
            ),
            (21, None, None),
        ),
        # So does one of a later day.
        (
            (
                "A bomb in a market in Quetta on March 4 killed nine people. The bomber had come "
                "on foot. The death toll rose to 11 after two of the injured succumbed on March 5."
            ),
            (11, None, None),
        ),
        # "Four dead" before a suicide bomber numbers no bombers.
        (
            (
                "Suicide attacker targets a police truck in Quetta; four dead\n\nA suicide bomber "
                "hit a police truck in Quetta on Monday, killing four people."
            ),
            (4, None, 1),
        ),
        # Who was among the dead is no rival number of them.
        (
            (
                "At least six people were killed in a bombing in Quetta on Monday. An official "
                "said that two foreigners were among the dead."
            ),
            (6, None, None),
        ),
        # By number and by name, they died once.
        (
            (
                "Two soldiers were killed in a clash with militants in Bajaur on Monday. Three "
                "militants died, the army said. Lance Naik Omid Karra and Sepoy Taj Wali, having "
                "fought gallantly, embraced martyrdom."
            ),
            (5, None, None),
        ),
        # Nine assailants and a soldier are the nine militiamen and the soldier of before.
        (
            (
                "A soldier and nine militiamen were killed in a clash near Bunia on Monday. "
                '"Nine assailants and one soldier died," the army said.'
            ),
            (10, None, None),
        ),
        # The militants among the dead of an attack are its attackers, whatever they are called.
        (
            (
                "At least five persons, including two policemen and three militants, were killed "
                "in a militant attack on a house in Quetta on Monday."
            ),
            (2, None, 3),
        ),
        # Those who died of it are dead and no longer injured.
        (
            (
                "A bomb in a market in Quetta on Monday killed five people and wounded four; two "
                "of them died in the night."
            ),
            (7, 2, None),
        ),
        # What the dead were is part of the toll, whoever says so.
        (
            (
                "A bomb in a market in Quetta on Monday killed 20 people. Among the dead were six "
                "lawyers and three policemen, the police chief said."
            ),
            (20, None, None),
        ),
        # Names by another verb that add up to the number before them.
        (
            (
                "Three cousins were shot dead in Quetta on Monday when gunmen opened fire and "
                "killed Omid Karra, his wife and daughter."
            ),
            (3, None, None),
        ),
        # "Another 11" people is no other bomb.
        (
            (
                "Four traders died and another 13 were injured when a bomb went off in a bus "
                "in Quetta on Monday."
            ),
            (4, 13, None),
        ),
        (
            (
                "A bomb hit the car of the police chief in Quetta on Monday, killing him and six "
                "of his guards."
            ),
            (7, None, None),
        ),
        (
            "Eleven people, including the bomber, died when he blew himself up in Quetta.",
            (10, None, 1),
        ),
    ],
)
def test_everybody_is_counted_once(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert toll(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # People told of on top of those before.
        (
            (
                "Gunmen killed three policemen in Quetta on Monday. A passer-by was also killed in "
                "the shooting."
            ),
            (4, None, None),
        ),
        # How a number came about is no further number.
        (
            (
                "Twenty-seven were dead by Tuesday after four more died of their wounds from the "
                "bombing in Quetta on Monday."
            ),
            (27, None, None),
        ),
        # A month is no modal verb.
        ("A bomb in a market in Quetta on May 2 killed 13 people.", (13, None, None)),
        # Attackers are on their own side in whatever they wear.
        (
            (
                "Gunmen in police uniforms stormed a hospital in Quetta on Monday, killing 18 "
                "people. All three attackers were shot dead."
            ),
            (18, None, 3),
        ),
    ],
)
def test_each_attack_has_its_own_toll(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert toll(text) == expected


def test_two_speakers_in_one_sentence_give_a_range() -> None:
    text = (
        "Rebels ambushed a convoy near Quetta on Monday. The rebels said they had killed 30 "
        "soldiers; the army said that 12 soldiers had died."
    )
    assert toll(text)[0] == 12


def test_a_sum_over_two_attacks_is_the_toll_of_neither() -> None:
    text = (
        "Bombs kill 21 in Balochistan\n\nA bomb went off in a market in Quetta on Monday, killing "
        "nine people. Separately, gunmen ambushed a convoy near Zhob on Monday and shot dead 12 "
        "soldiers."
    )
    tolls = [summarise(e.type, e.tolls).killed.low for e in events(text) if e.part_of != "summary"]
    assert tolls == [9, 12]


def tolls_of(text: str) -> list[tuple[str, int | None, int | None]]:
    """Return type, least and greatest number of dead of each event of a text that is no sum."""
    coded = events(text)
    return [
        (e.type, (dead := summarise(e.type, e.tolls).killed).low, dead.high)
        for e in coded
        if e.part_of != "summary"
    ]


def test_who_was_hit_from_the_air_is_what_two_speakers_quarrel_about() -> None:
    text = (
        "Jets bombed a compound near Zhob on Monday. The army said that 31 militants were killed. "
        "Villagers said 44 civilians had died."
    )
    assert tolls_of(text) == [("air_drone_strike", 31, 44)]


def test_a_second_number_in_the_same_sentence_is_a_rival_and_not_a_sum() -> None:
    text = (
        "A bomb went off at a church near Quetta on Sunday. It killed 23 people, police said, "
        "while a hospital put the number of dead at 20."
    )
    assert tolls_of(text) == [("bombing", 20, 23)]


def test_one_who_also_died_is_among_many_and_on_top_of_few() -> None:
    few = (
        "Gunmen shot dead three policemen near Quetta on Monday. A passer-by was also killed, "
        "officials said."
    )
    many = (
        "Gunmen shot dead 59 villagers near Quetta on Monday. A teacher was also killed, "
        "officials said."
    )
    assert [low for _, low, _ in tolls_of(few)] == [4]
    assert [low for _, low, _ in tolls_of(many)] == [59]


def test_others_in_the_next_sentence_are_counted_with_those_before() -> None:
    text = (
        "Shells hit a street in Quetta on Monday. Three children were hurt. Seven others were "
        "injured by splinters."
    )
    (event,) = events(text)
    assert summarise(event.type, event.tolls).injured.low == 10


def test_two_bombers_are_counted_where_their_number_stands_beside_the_attack() -> None:
    text = (
        "Two young bombers struck a mosque in Quetta on Friday. The suicide bombing killed nine "
        "worshippers."
    )
    (event,) = events(text)
    assert summarise(event.type, event.tolls).killed_attackers.low == 2


def test_whom_a_raid_takes_is_part_of_the_raid() -> None:
    text = "Troops raided a hideout near Zhob on Monday, killing three militants and arresting two."
    assert sum(summarise(e.type, e.tolls).arrested.low or 0 for e in events(text)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # How many of a mixed whole were of one class is no rival of the whole.
        (
            (
                "Ten people, including five policemen, were hurt when a bomb went off in Quetta on "
                "Monday, the mayor said. Five civilians were treated for burns, said Dr Ali Gul."
            ),
            (None, 10, None),
        ),
        # What somebody was wanted for is no toll of the raid in which he died.
        (
            (
                "Four bandits were killed in a clash with police in Quetta on Monday. One of them "
                "was wanted in 34 cases, including the murder of nine policemen."
            ),
            (4, None, None),
        ),
    ],
)
def test_shares_and_deeds_of_old(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert toll(text) == expected


def test_a_bomber_told_by_himself_is_one_of_those_counted() -> None:
    text = (
        "Three suicide bombers attacked a base in Quetta on Monday, killing 14 soldiers. A bomber "
        "died at the gate, the army said."
    )
    assert toll(text) == (14, None, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A list goes on after the parts of its first item.
        (
            (
                "Four rebels, including a woman of the district committee, and a head constable "
                "were killed in a clash near Bijapur on Monday."
            ),
            (5, None, None),
        ),
        # A vague number is no rival of one that it does not contradict.
        (
            (
                "Jets struck a village near Barmal on Monday and killed at least 20 people, elders "
                "said. Security sources said dozens of insurgents were killed."
            ),
            (20, None, None),
        ),
        # Nobody came to harm, told in a sentence of its own.
        (
            (
                "Gunmen attacked a police post near Zhob on Monday with rockets. There was no loss "
                "of life and no injury."
            ),
            (0, 0, None),
        ),
    ],
)
def test_what_stands_beside_a_number(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert toll(text) == expected


def test_the_dead_are_counted_after_they_died() -> None:
    text = (
        "A bomb went off at a market in Chaman on Tuesday. The square was empty for days. The "
        "hospital had 57 dead and 132 wounded on Thursday."
    )
    assert toll(text) == (57, 132, None)


def test_the_dead_told_beside_arms_that_were_found_fell_in_the_fight() -> None:
    text = (
        "Troops killed 27 militants in a clash near Bajaur on Monday, the army said. They seized "
        "14 rifles. One soldier was killed and two were wounded."
    )
    clash = next(e for e in events(text) if e.type == "clash")
    found = summarise(clash.type, clash.tolls)
    assert (found.killed.low, found.injured.low) == (28, 2)
    others = [e for e in events(text) if e is not clash and e.type != "clash"]
    assert not any(t.effect in {"killed", "injured"} for e in others for t in e.tolls)


def test_a_sum_of_several_attacks_is_none_of_theirs() -> None:
    text = (
        "Four persons were killed in separate attacks in Balochistan on Monday. In Khuzdar, gunmen "
        "opened fire on a barber's shop, killing two barbers. In Mastung, a bomb went off in a "
        "house and killed a tribesman. In Turbat, gunmen shot dead a teacher."
    )
    low = [summarise(e.type, e.tolls).killed.low for e in events(text)]
    assert sum(n or 0 for n in low) == 4


def test_who_died_of_wounds_is_no_longer_hurt() -> None:
    text = (
        "A teacher was stabbed by gunmen near Zhob on Monday, police said. The injured teacher "
        "succumbed in hospital."
    )
    assert toll(text) == (1, None, None)


def test_every_part_told_with_a_total_stands_beside_it() -> None:
    text = (
        "At least ten people, including a constable, a teacher and two cooks, were hurt when a "
        "bomb went off in Quetta on Monday."
    )
    (event,) = events(text)
    found = [(t.victim_class, t.low) for t in event.tolls if t.effect == "injured"]
    assert sorted(found) == [
        ("civilian", 1), ("civilian", 2), ("security", 1), ("unknown", 10)
    ]  # fmt: skip
    assert summarise(event.type, event.tolls).injured.low == 10
