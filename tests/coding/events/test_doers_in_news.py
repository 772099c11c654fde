"""Who did it, by words that point back, by what forces say of themselves, and who did not.

All texts are invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.coding import reports
from tests.coding.violence import events

from concord.codebook import load
from concord.coding import DEFAULT_ENGINE, actors

BOOK = load()


def doers(text: str) -> list[list[tuple[str | None, str | None]]]:
    return [[(p.actor_id, p.attribution) for p in e.perpetrators] for e in events(text)]


def test_it_is_the_group_told_of_before() -> None:
    text = (
        "A bomb killed six traders in Gao, Mali, on Monday. JNIM claimed the bombing. It has also "
        "carried out other raids, including an attack on a fuel convoy in January."
    )
    assert doers(text)[-1] == [("jnim", "stated")]


@pytest.mark.parametrize(
    "said",
    [
        # "It" is empty, or a force's.
        "It was the second attack on a fuel convoy since January.",
        "The army said more. It fired at a fuel convoy of smugglers on Sunday.",
    ],
)
def test_it_is_not_the_group(said: str) -> None:
    text = f"A bomb killed six traders in Gao, Mali, on Monday. JNIM claimed the bombing. {said}"
    later = [p for one in doers(text)[1:] for p in one]
    assert ("jnim", "stated") not in later


@pytest.mark.parametrize(
    "text",
    [
        "A missile strike from Iran killed two children in Panjgur on Tuesday, villagers said.",
        "Two children died in Panjgur on Tuesday. Iran said that its missiles hit the village.",
    ],
)
def test_a_country_strikes(text: str) -> None:
    assert [p for one in doers(text) for p in one] == [("mil-ir", "stated")]


def test_a_suspected_drone_of_a_country_is_that_country_s() -> None:
    text = (
        "A suspected US drone fired two missiles at a house near Miranshah on Monday, killing six."
    )
    assert doers(text) == [[("mil-us", "stated")]]


def test_suspicion_of_a_group_stays() -> None:
    text = "Suspected JNIM fighters killed six traders in Gao, Mali, on Monday."
    assert doers(text) == [[("jnim", "suspected")]]


@pytest.mark.parametrize(
    "text",
    [
        # Whoever beats it back, catches them, frees the captives, or owned what was hit.
        "Police beat back an assault on a check post in Taunsa on Monday.",
        "A cashier was stabbed to death in Quetta on Monday by a clerk, who was caught by police.",
        "Two drivers kidnapped near Kandhkot on Monday came home after police held an operation.",
        "A police helicopter was shot down near Kandhkot on Monday and four officers died.",
    ],
)
def test_police_did_not_do_it(text: str) -> None:
    assert not any(str(who).startswith(("pol-", "sec-")) for one in doers(text) for who, _ in one)


def test_a_country_in_an_address_strikes_nobody() -> None:
    text = "ERBIL, Iraq, March 4 - A drone crashed into a fuel tank on Monday. Nobody was hurt."
    assert not any(doers(text))


def test_the_guilty_did_it() -> None:
    text = (
        "A court in Lahore on Monday sentenced three Lashkar-e-Jhangvi men to death for an attack "
        "on a mosque in Multan in which 15 worshippers died in 2019."
    )
    assert [p for one in doers(text) for p in one] == [("lej", "stated")]


def test_the_taliban_beside_an_afghan_side_are_those_of_kabul() -> None:
    text = (
        "A clash on the border in Kurram left six Taliban dead. The Afghan side had fired at posts "
        "first. Pakistan says that the TTP trains over there."
    )
    found = actors.find(text, BOOK, on=date(2024, 3, 6), country="PK")
    taliban = next(a for a in found if a.text == "Taliban")
    assert BOOK.actors[taliban.actor_id or ""].country == "AF"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # Forces that say what a strike hit made it.
        (
            "An air strike killed 12 in Gaza on Monday. The Israeli army said it had hit a camp.",
            "mil-il",
        ),
        ("Indian shelling killed three villagers in Nakyal on Monday.", "mil-in"),
        ("Taliban fighters opened fire at a crowd in Kabul on Monday and killed two.", "gov-af"),
    ],
)
def test_whose_forces_did_it(text: str, who: str) -> None:
    assert [p[0] for p in doers(text)[0]] == [who]


def test_what_people_suffered_they_did_not_do() -> None:
    text = (
        "Gunmen fired at a post in Quetta on Monday. An officer said that three soldiers had "
        "received minor wounds."
    )
    assert not any(str(who).startswith("sec-") for one in doers(text) for who, _ in one)


def test_joint_claimants_did_it_together() -> None:
    text = "The BLA and the BLF jointly claimed the bombing of a bus that killed four in Turbat."
    assert [sorted(str(who) for who, _ in one) for one in doers(text)] == [["bla", "blf"]]


def test_rival_claimants_leave_it_open() -> None:
    text = (
        "A bomb on a bus killed four in Turbat on Monday. The BLA and the TTP each said that they "
        "had done it."
    )
    assert not any(doers(text))


def test_a_claim_beside_words_of_no_event_is_of_the_attack_before() -> None:
    text = (
        "Thirteen bus passengers were shot dead near Zhob on Tuesday night, officials said.\n\n"
        "The gunmen checked the papers of all on board and led some away, a driver said.\n\n"
        "The Balochistan Liberation Front took responsibility in an e-mail."
    )
    assert doers(text)[0] == [("blf", "claimed")]


def test_police_that_a_text_begins_with_shot_people() -> None:
    text = (
        "Police shot dead five people in Namialo, Mozambique, on Monday. A spokeswoman said that "
        "officers had fired after demonstrators overran a post."
    )
    assert [str(who) for who, _ in doers(text)[0]] == ["pol-mz"]


def test_armed_groups_claim_no_operation_of_the_forces() -> None:
    text = (
        "Troops killed two oil thieves in an operation near Yenagoa, Nigeria, on Monday. A group "
        "called the New Creek Avengers took credit for a blast on a pipeline last week."
    )
    assert all(level != "claimed" for who, level in doers(text)[0])


def test_the_other_side_of_a_fight_stands_beside_it() -> None:
    text = (
        "Militants and villagers exchanged fire in Tank on Monday. Nobody was hurt. The place is "
        "quiet now, elders said. A court sits on Friday. Six policemen died there in 2019."
    )
    assert not any(str(who).startswith("sec-") for who, _ in doers(text)[0])


def test_people_of_a_nation_are_not_its_army() -> None:
    text = "Masked Israeli settlers torched two barns near Nablus on Monday, a farmer said."
    event = next(e for e in reports.events(text, engine=DEFAULT_ENGINE) if e.family == "arson")
    assert [one.actor_id for one in event.perpetrators] == [None]


def test_whose_the_drone_was() -> None:
    text = (
        "On Monday a drone struck a fuel depot in El Obeid. Six workers were killed. Local "
        "authorities said the drone belonged to the Rapid Support Forces."
    )
    event = next(e for e in reports.events(text, engine=DEFAULT_ENGINE) if e.family == "air")
    assert [one.name for one in event.perpetrators] == ["Rapid Support Forces"]


@pytest.mark.parametrize(
    "text",
    [
        "A policeman invited five Danish soldiers to supper in Gereshk and shot two on Monday.",
        "Two girls died in Dangam on Friday when, by the count of the police, rockets hit.",
        "A trader was kidnapped in Karachi and came home when, by police reckoning, he had paid.",
        "Troops were buried on Sunday, a teacher said, and the mine near Koraput killed seven.",
        "Troops put down their bags in Kotli, and a bomb in the bazaar wounded four on Monday.",
    ],
)
def test_forces_beside_it_did_nothing(text: str) -> None:
    assert not any(doers(text))


def test_the_same_movement_is_the_one_told_of_before() -> None:
    text = (
        "The Green Valley Front burned a store in Zamla, Mali, on Monday. In 2019 this same "
        "movement attacked a post at Kafi, where four soldiers died."
    )
    assert [p.name for p in events(text)[-1].perpetrators] == ["Green Valley Front"]


def test_what_is_done_with_a_weapon_has_a_doer() -> None:
    text = "Militants raked a post near Kotli with grenades on Sunday and killed two soldiers."
    assert [p.text for e in events(text) for p in e.perpetrators] == ["Militants"]


@pytest.mark.parametrize(
    "words",
    [
        "On the following morning the group attacked a post at Kafi and killed two guards.",
        "The march was called off; the group, which calls itself holy, attacked a post at Kafi.",
    ],
)
def test_the_group_is_no_force_that_was_told_of_with_it(words: str) -> None:
    text = (
        "The army shelled a marsh at Zamla, Mali, on Monday to drive out the Green Valley Front. "
        f"{words}"
    )
    assert [p.name for p in events(text)[-1].perpetrators] == ["Green Valley Front"]


def test_whom_troops_attacked_did_not_do_what_they_did() -> None:
    text = (
        "The Green Valley Front burned a store in Zamla, Mali, on Monday. On Tuesday troops "
        "surrounded the group and killed ten men."
    )
    assert "Green Valley Front" not in {p.name for p in events(text)[-1].perpetrators}


@pytest.mark.parametrize(
    "text",
    [
        "Police commander Omar Karra said they ordered all out of a bus in Garsen and shot six.",
        "A trader was kidnapped by four men in police camouflage in Sibuco on Monday.",
        "Men in army shirts shot dead a teacher in Bannu on Monday.",
    ],
)
def test_whom_a_chief_tells_of_and_what_is_worn_are_no_force(text: str) -> None:
    assert not any(
        p.text in {"Police", "police", "army"} for e in events(text) for p in e.perpetrators
    )


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("The attack was the work of the Haqqani network.", "stated"),
        ("The attack was the work of the Haqqani network, three officials say.", "blamed"),
        ("Police say that the attack was the handiwork of the Haqqani network.", "blamed"),
        ("The attack may have been the work of the Haqqani network.", "suspected"),
    ],
)
def test_whose_work_it_was(said: str, level: str | None) -> None:
    text = f"A car bomb killed four people in Khost, Afghanistan, on Monday. {said}"
    found = {p.name: p.attribution for p in events(text)[0].perpetrators}
    assert found.get("Haqqani network") == level


def test_who_is_looked_at_or_assessed_is_suspected() -> None:
    shot = "Unknown men shot dead a teacher in Bannu on Monday."
    for said in (
        "An outfit calling itself the Green Valley Front is being looked at.",
        "We assess that fighters of the Green Valley Front are responsible.",
    ):
        levels = {p.attribution for p in events(f"{shot} {said}")[0].perpetrators if p.name}
        assert levels <= {"suspected"}
