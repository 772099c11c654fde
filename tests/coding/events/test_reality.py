"""What is debated, intended, feared or only a manner of speaking did not happen."""

from __future__ import annotations

import pytest
from tests.coding.reports import events


@pytest.mark.parametrize(
    "text",
    [
        "The chief minister said in Peshawar on Tuesday that he opposed a new military operation.",
        "The party rejected any army offensive in Tirah on Monday, a spokesman said.",
        "The jirga in Bannu on Monday decided that no military operation would be accepted.",
        "The two parties met in Quetta on Monday to discuss a possible military operation.",
        "The minister called the letter an attack on the constitution in Islamabad on Monday.",
        "The commander told his men in Swat on Tuesday to end attacks on army vehicles.",
        "The group ordered its fighters on Monday to carry out attacks in Lower Dir.",
        "The governor said in Kaduna on Monday that any bandit arrested will be shot.",
        "Herders in Katsina were accused on Monday of being engaged in kidnapping.",
        "The meetings in Quetta on Monday only aim at a surrender of the rebels, he said.",
        "Had it gone off in Quetta on Monday, the losses would have been huge, police said.",
        "Every week a village is raided and a governor comes to see it, she wrote in Kano.",
        "Bandits still abduct farmers in Borno, a resident said.",
        "The group would never surrender to the army, its spokesman in Mogadishu said on Monday.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert [event.summary for event in events(text)] == []


def test_an_announced_operation_is_planned() -> None:
    (event,) = events("The cabinet approved a military operation in Bannu on Tuesday.")
    assert (event.type, event.status) == ("military_operation", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "The army launched a military operation in Tirah on Monday and killed five militants.",
        "The opposition condemned Monday's drone strike near Mir Ali.",
        "The senator opposed Monday's air strike in Kunar, in which four women were killed.",
        "Militants managed to attack a police post in Bannu on Monday.",
        "Bandits carried out attacks in three villages of Zamfara on Monday, residents said.",
    ],
)
def test_what_happened_stays_whatever_is_said_of_it(text: str) -> None:
    assert [event.status for event in events(text)] == ["actual"]


def test_a_bomber_whom_nobody_saw_makes_no_suicide_bombing() -> None:
    (event,) = events(
        "A blast killed four people in Quetta on Monday. An officer said that it was too early to "
        "say whether it was carried out by a suicide bomber or by a planted device."
    )
    assert event.type == "bombing"


def test_an_operation_that_goes_after_the_attackers_is_none_of_its_own() -> None:
    found = events(
        "Gunmen ambushed an army convoy in Bannu on Monday and killed four soldiers. A search "
        "operation has been launched to hunt down the attackers, the army said."
    )
    assert [event.type for event in found] == ["armed_attack"]


def test_who_is_sentenced_to_death_has_not_been_killed() -> None:
    assert events("A court in Lahore on Monday sentenced two members of the group to death.") == ()
