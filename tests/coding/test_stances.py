"""Signs: what a sentence says for or against an option, read like a codebook."""

# ruff: noqa: E501 - a sentence a line reads like a codebook
from __future__ import annotations

import pytest
from tests.coding.speech import statements

from concord.linking.positions import SIGNS

# The sentence, the option in it, and +1 for, -1 against, 0 a topic only.
CASES = [
    (
        "The interior minister of Pakistan said the government would not talk to the TTP.",
        "negotiation",
        -1,
    ),
    (
        "Pakistan's interior minister said there would be no talks with the TTP until it laid down its arms.",
        "negotiation",
        1,
    ),
    ("Pakistan's prime minister refused to talk to the TTP.", "negotiation", -1),
    ("Pakistan's prime minister said he was not opposed to talks with the TTP.", "negotiation", 1),
    ("Pakistan's prime minister said he had never ruled out talks with the TTP.", "negotiation", 1),
    (
        "Pakistan's information minister denied that any talks with the TTP were being held.",
        "negotiation",
        0,
    ),
    ("The PTI demanded an end to the military operation in Tirah.", "kinetic_operations", -1),
    ("The PTI said that military operations had never brought peace.", "kinetic_operations", -1),
    ("The PPP said there was no alternative to a military operation.", "kinetic_operations", 1),
    ("The PPP said it did not oppose a military operation.", "kinetic_operations", 1),
    (
        "The JUI-F warned against another military operation in Waziristan.",
        "kinetic_operations",
        -1,
    ),
    ("The JUI-F called for the fencing of the border to be stopped.", "border_management", -1),
    (
        "Afghanistan's Taliban government urged Pakistan to stop deporting Afghan refugees.",
        "refugee_deportation",
        -1,
    ),
    (
        "Afghanistan's Taliban government condemned the Pakistani air strikes on Khost.",
        "cross_border_strikes",
        -1,
    ),
    (
        "The Human Rights Commission of Pakistan opposed military courts for civilians.",
        "legal_proscription_courts",
        -1,
    ),
    (
        "The Human Rights Commission of Pakistan welcomed the lifting of the ban on the PTM.",
        "legal_proscription_courts",
        -1,
    ),
    (
        "The army chief said that terrorists would be hunted down and no one would be spared.",
        "kinetic_operations",
        1,
    ),
    (
        "The army chief said the operation in Tirah would go on until the last terrorist was eliminated.",
        "kinetic_operations",
        1,
    ),
    (
        "Imran Khan said he had always believed that talks, not bombs, would solve the problem.",
        "negotiation",
        1,
    ),
    (
        "Imran Khan said he had always believed that talks, not bombs, would solve the problem.",
        "kinetic_operations",
        -1,
    ),
    (
        "The chief minister of Khyber Pakhtunkhwa vowed to block any military operation in the province.",
        "kinetic_operations",
        -1,
    ),
    (
        "The chief minister of Khyber Pakhtunkhwa said his government would not allow a military operation without the consent of the assembly.",
        "intergovernmental_coordination",
        1,
    ),
    (
        "Pakistan's foreign ministry said that Kabul must stop sheltering the TTP and hand over its leaders.",
        "diplomatic_pressure_host_state",
        1,
    ),
    (
        "Kabul said that the TTP was Pakistan's internal problem.",
        "diplomatic_pressure_host_state",
        -1,
    ),
    ("The TTP said it would not extend the ceasefire.", "ceasefire_peace_deal", -1),
    (
        "The TTP said it would extend the ceasefire if prisoners were freed.",
        "ceasefire_peace_deal",
        1,
    ),
    ("The TTP accused the government of violating the ceasefire.", "ceasefire_peace_deal", 0),
    (
        "Pakistan's defence minister said the ceasefire with the TTP had been a mistake.",
        "ceasefire_peace_deal",
        -1,
    ),
    (
        "Pakistan's defence minister said resettling the militants had been a grave error.",
        "amnesty_reintegration_resettlement",
        -1,
    ),
    (
        "The ANP said the return of the militants must be reversed.",
        "amnesty_reintegration_resettlement",
        -1,
    ),
    ("The ANP rejected any amnesty for killers.", "amnesty_reintegration_resettlement", -1),
    (
        "The ANP criticised the postponement of elections in Punjab.",
        "election_emergency_measures",
        -1,
    ),
    (
        "The PML-N said elections could not be held in such a security situation.",
        "election_emergency_measures",
        1,
    ),
    ("The PTI said elections must be held within 90 days.", "election_emergency_measures", -1),
    (
        "The PTI boycotted the all parties conference on security.",
        "intergovernmental_coordination",
        -1,
    ),
    (
        "The opposition PPP complained that parliament had not been taken into confidence over the talks with the TTP.",
        "intergovernmental_coordination",
        1,
    ),
    ("Nigeria's defence minister ruled out negotiations with bandits.", "negotiation", -1),
    (
        "Zamfara's governor insisted that dialogue with bandits was the only way out.",
        "negotiation",
        1,
    ),
    (
        "Colombia's president suspended the arrest warrants against ELN commanders.",
        "legal_proscription_courts",
        -1,
    ),
    ("Colombia's president lifted the ceasefire with the ELN.", "ceasefire_peace_deal", -1),
    ("Colombia's government resumed military operations against the ELN.", "kinetic_operations", 1),
    (
        "The Philippine president halted the offensive against the communist rebels.",
        "kinetic_operations",
        -1,
    ),
    (
        "The Philippine president said he would not halt the offensive against the communist rebels.",
        "kinetic_operations",
        1,
    ),
    (
        "Somalia's president said he would defeat al-Shabaab and cut off its money.",
        "kinetic_operations",
        1,
    ),
    (
        "France's foreign minister said that no dialogue with the jihadists was possible.",
        "negotiation",
        -1,
    ),
    (
        "France's foreign minister said that one could not rule out dialogue with the jihadists.",
        "negotiation",
        1,
    ),
    (
        "Mali's prime minister said that without dialogue there would be no way out of the crisis.",
        "negotiation",
        1,
    ),
    (
        "India's home minister said there was no question of talks with Pakistan until it ended terrorism.",
        "host_state_dialogue",
        1,
    ),
    (
        "Iran's foreign minister called on Pakistan to close the border to militants.",
        "border_management",
        1,
    ),
    (
        "Kenya's president said the refugee camps at Dadaab would not be closed.",
        "refugee_deportation",
        -1,
    ),
    ("Kenya's president said the border with Somalia would be reopened.", "border_management", -1),
    (
        "The Pakistan Army denied that it was planning a new operation in Bajaur.",
        "kinetic_operations",
        0,
    ),
    (
        "The chief minister of Khyber Pakhtunkhwa said that operations alone would not bring peace.",
        "kinetic_operations",
        -1,
    ),
    (
        "Pakistan's interior minister said that the time for talks with the TTP was over.",
        "negotiation",
        -1,
    ),
    (
        "The chief minister of Balochistan offered to talk to anyone who accepts the constitution.",
        "negotiation",
        1,
    ),
    (
        "The chief minister of Balochistan scoffed at the idea of talking to the BLA.",
        "negotiation",
        -1,
    ),
    (
        "The National Party said the missing persons must be brought before the courts.",
        "political_inclusion_reform",
        1,
    ),
    (
        "The National Party said that force had failed and that politics had to be given a chance.",
        "kinetic_operations",
        -1,
    ),
]


@pytest.mark.parametrize(("text", "option", "sign"), CASES)
def test_the_sign_of_a_stance(text: str, option: str, sign: int) -> None:
    found = {SIGNS.get(s.stance, 0) for s in statements(text, "2024-03-10") if s.option == option}
    assert found == {sign}


@pytest.mark.parametrize(
    "text",
    [
        "The ELN ended its offensive.",
        "The ELN said it had ended its offensive.",
        "The TTP announced it was halting its operations until Eid.",
        "The FARC announced a halt to its offensive operations.",
        "The TTP said it would stop all offensive operations if the army withdrew.",
        "The BLA called off its offensive.",
    ],
)
def test_an_armed_group_that_ends_its_own_attacks_takes_no_side_on_operations(text: str) -> None:
    assert [s for s in statements(text) if s.option] == []


@pytest.mark.parametrize(
    "text",
    [
        "The TTP demanded an end to the military operation in Tirah.",
        "The TTP said the army must end its operation in Tirah.",
        "The TTP called on the army to end its offensive.",
        "The army ended its offensive in Tirah.",
        "Pakistan's government said it had suspended its military operations.",
    ],
)
def test_who_wants_or_makes_an_end_of_the_operations_of_a_state_opposes_them(text: str) -> None:
    assert [(s.stance, s.option) for s in statements(text) if s.option] == [
        ("opposes", "kinetic_operations")
    ]
