"""Forms in which news tells who died or was hurt. All texts are invented."""

from __future__ import annotations

import re

import pytest

from concord.coding import tolls

SHARED_OUT = {
    "Twenty-seven militants died, 21 in a raid and six in the attack.": "k27 k21 k6",
    "24 were killed: 19 soldiers and five cooks.": "k24 k19 k5",
    "24 people - 19 soldiers and five cooks - were killed.": "k24 k19 k5",
    "The raiders killed 18 people, 12 of them in one village and six in the other.": "k18 k12 k6",
    "Troops killed 17 militants in Darra, four in Kila and six in Tangi.": "k17 k4 k6",
    "Three people were killed, a minister among them.": "k3 k1",
    "Six policemen, including an inspector, and three militants were killed.": "k6 k1 k3",
}
ECHOES = {
    "Police said 23 people had died; the hospital said 20.": "k23 k20",
    "The army said that 12 rebels were killed, but the rebels said three.": "k12 k3",
}
HARM = {
    "Two passers-by were hit by bullets.": "i2",
    "A guard was hit in the arm.": "i1",
    "A driver was grazed by a bullet.": "i1",
    "A driver was nursing a deep wound.": "i1",
    "Five traders with gunshot wounds were brought in.": "i5",
    "Seven squatters were done to death in the camp.": "k7",
    "Riders cut down a schoolteacher on his doorstep.": "k1",
    "Four smugglers went down in the shootout.": "k4",
    "The hospital treated 30 wounded.": "i30",
    "Doctors received 12 bodies and 30 wounded.": "i30 k12",
    "A bomb killed five people, and another 37 were taken to hospital.": "k5 i37",
    "The wounded include two soldiers.": "i2",
    "Two soldiers were among the wounded.": "i2",
    "The blast tore through a bus, with two soldiers wounded.": "i2",
    "On 6 May six weavers were killed and four hurt.": "k6 i4",
    "Police said that on 12th June 14 soldiers were killed.": "k14",
    "Soldiers were killed on 6 May 2019.": "",
    "Five lives were lost and 37 people hurt.": "k5 i37",
    "The bodies of two drivers were taken to hospital.": "k2",
}
OTHERS = {
    "346 hostages were freed and all 50 attackers were killed.": "k50",
    "The post was stormed by six men, all of whom were killed.": "k6",
    "A cook, her son and a guest were killed.": "k1 k1 k1",
    "The mayor was killed in the blast along with two guards.": "k1 k2",
    "A tribal elder, Malik Omar Khan, and his guard were shot dead.": "k1 k1",
    "A bomb killed the mayor of Darra and two of his bodyguards.": "k1 k2",
    "Brigadier Omar Khan was killed with his driver and two escorts.": "k1 k1 k2",
    "A schoolteacher, 45, was shot dead.": "k1",
    "The toll now stands at 150.": "k150",
    "The dead numbered 14.": "k14",
    "Five people died on the spot and a sixth died in hospital.": "k5 k1",
    "Two guards were killed and a third was wounded.": "k2 i1",
    "A third of the village was burnt. Two died.": "k2",
    "An injured ANP activist succumbed to his wounds.": "k1",
}
NOBODY = {
    "No policeman was injured.": "i0 k0",
    "No soldiers were killed.": "k0",
    "None of the officers was injured.": "i0 k0",
    "Four guards were killed or wounded.": "",
}
PRONOUNS = {
    "They took the teacher away and shot him dead.": "k1",
    "Gunmen abducted three labourers and killed them.": "k3",
    "He was shot dead in his car.": "k1",
    "He was shot dead by police.": "",
    "A man stabbed a guest before he was shot dead by an officer.": "",
}


def read(text: str) -> list[str]:
    """Return the live figures of the dead and hurt of a text as "k5" and "i37"."""
    return sorted(
        f"{f.figure.effect[0]}{f.figure.low}"
        for f in tolls.find(text)
        if not f.negated and f.figure.effect in {"killed", "injured"}
    )


@pytest.mark.parametrize(
    ("text", "figures"), (SHARED_OUT | ECHOES | HARM | OTHERS | NOBODY | PRONOUNS).items()
)
def test_figures_are_read_in_whatever_form_they_are_told(text: str, figures: str) -> None:
    assert [f for f in read(text) if f != "i1" or "i1" in figures] == sorted(
        re.findall(r"\w\d+", figures)
    )


def test_parts_shared_out_stand_where_their_number_is_written() -> None:
    text = "Twenty-seven militants died, 21 in a raid and six in the attack."
    whole, *parts = sorted(tolls.find(text), key=lambda f: f.who.start)
    assert whole.figure.total
    assert [part.governor for part in parts] == [part.who for part in parts]
    assert {part.figure.victim_class for part in parts} == {"militant"}


def test_another_speakers_number_of_the_same_people_is_a_rival() -> None:
    found = tolls.find("Police spoke of 23 dead, while a hospital put the number of dead at 20.")
    assert {f.figure.low: f.rival for f in found} == {23: False, 20: True}


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed 23 people, police said, while another blast killed nine soldiers.",
        "Police said 20 people died in the market and 23 more in the hall.",
        "One man was killed, police said, but two others died in hospital.",
    ],
)
def test_other_people_are_no_rival_figure(text: str) -> None:
    assert not any(f.rival for f in tolls.find(text))


def test_parts_told_place_by_place_are_read_once() -> None:
    text = "Twenty-seven militants were killed near Darra, 21 in a raid and six in the attack."
    assert read(text) == ["k21", "k27", "k6"]
