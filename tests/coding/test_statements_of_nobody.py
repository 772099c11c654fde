"""What is no statement, what is no speaker, and what binds a stance: seen on real prose."""

from __future__ import annotations

import pytest
from tests.coding.speech import statements, told

PTI, TTP = "Pakistan Tehreek-e-Insaf", "Tehrik-i-Taliban Pakistan"
PK, KP = "Government of Pakistan", "Government of Khyber Pakhtunkhwa"
KABUL = "Afghan Taliban (de facto government)"


@pytest.mark.parametrize(
    "text",
    [
        # what is offered, awarded, won or recalled is no saying
        "The minister offered his condolences.",
        "The PTI claimed victory in Lahore.",
        "Pakistan recalled its ambassador from Tehran.",
        # words that only open a sentence, and a dateline
        "Undoubtedly, all this is easier said than done for Islamabad.",
        "PESHAWAR: Addressing the crowd with flags, nobody said where the road would lead.",
    ],
)
def test_what_is_no_saying_is_no_statement(text: str) -> None:
    assert statements(text) == ()


def test_the_agency_of_a_dateline_is_no_party() -> None:
    text = "Peshawar, Jan 5 (PTI) The chief minister of Khyber Pakhtunkhwa called for talks "
    found = statements(f"{text}with the Taliban.")
    assert {s.speaker_name for s in found} == {KP}


@pytest.mark.parametrize(
    "text",
    [
        "Police said 20 people were killed in a suicide bombing in Quetta.",
        "The hospital said ten wounded were in its emergency ward.",
        "The Baghdad Operations Command said three officers had died.",
    ],
)
def test_an_attack_or_a_name_is_no_policy(text: str) -> None:
    assert {s.option for s in statements(text)} <= {None}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Some government officials think that elections in Punjab should not be a priority now.",
         {("unnamed officials", "calls_for", "election_emergency_measures")}),
        ("Pakistan and Afghanistan have agreed on an intelligence sharing mechanism.",
         {(PK, "supports", "host_state_dialogue"), (KABUL, "supports", "host_state_dialogue")}),
        (("Pakistan's civil-military leadership agree that talking to the TTP was "
         "part of the problem."), {(PK, "opposes", "negotiation")}),
        ("Under Imran Khan the PTI pursued a policy of negotiations with the TTP.",
         {(PTI, "supports", "negotiation")}),
        (("Khawaja Asif told the National Assembly that no province may negotiate with another "
         "country."), {(PK, "opposes", "host_state_dialogue")}),
        (("Ali Amin Gandapur said that his government would send a delegation to Kabul without "
         "waiting for the federal government's approval."),
         {(KP, "supports", "host_state_dialogue")}),
        ("The TTP called the ceasefire off.",
         {(TTP, "opposes", "ceasefire_peace_deal")}),
    ],
)  # fmt: skip
def test_who_stands_where_on_real_prose(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


def test_talks_only_with_those_who_disarm_are_conditional() -> None:
    text = "The PTI favoured peace talks only with factions willing to lay down arms."
    talks = next(s for s in statements(text) if s.option == "negotiation")
    assert talks.condition == "only with factions willing to lay down arms"


def test_a_refusal_until_parliament_agrees_asks_for_its_consent_once() -> None:
    text = (
        "The government of Khyber Pakhtunkhwa will not support any military operation until "
        "parliament is taken into confidence, Barrister Saif said."
    )
    found = {s.option: s for s in statements(text)}
    assert found["kinetic_operations"].stance == "rejects"
    assert found["kinetic_operations"].condition
    assert found["intergovernmental_coordination"].stance == "calls_for"
    assert len(statements(text)) == 2


def test_what_somebody_will_likely_resist_is_a_forecast() -> None:
    text = "The KP government will likely resist a federal plan for a kinetic strategy."
    assert [(s.stance, s.forecast) for s in statements(text)] == [("opposes", True)]


@pytest.mark.parametrize("published", ["2020-03-01", None])
@pytest.mark.parametrize(
    "name", ["The Taliban regime", "The Taliban authorities", "Kabul's Taliban rulers"]
)
def test_the_taliban_regime_is_that_regime_whatever_the_day(
    name: str, published: str | None
) -> None:
    text = f"{name} condemned the attack in Peshawar."
    assert {s.speaker_name for s in statements(text, published)} == {KABUL}


def test_a_group_claims_a_bombing_in_short() -> None:
    text = "The Islamic State claimed the bombing of the church in Quetta."
    assert [(s.speaker_id, s.stance) for s in statements(text)] == [
        ("islamic-state", "claims_responsibility")
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (("The TTP denied it. Its splinter group Jamaat-ul-Ahrar claimed responsibility for the "
         "attack."), "Jamaat-ul-Ahrar"),
        ("A faction of the TTP claimed responsibility for the attack.", "faction of the TTP"),
        ("The TTP central command claimed responsibility for the attack.", TTP),
    ],
)  # fmt: skip
def test_a_faction_is_not_the_movement(text: str, speaker: str) -> None:
    claims = [s for s in statements(text) if s.stance == "claims_responsibility"]
    assert [s.speaker_name for s in claims] == [speaker]


def test_a_ceasefire_declared_is_told_once_and_binds_nobody_else() -> None:
    text = "The Swat Taliban on Tuesday declared a ceasefire in the valley."
    assert [(s.speaker_name, s.option) for s in statements(text)] == [
        ("Swat Taliban", "ceasefire_peace_deal")
    ]


def test_the_two_are_both_bodies_named_before() -> None:
    text = (
        "Pakistan could train guards for the Taliban regime, since the two agreed on a joint "
        "mechanism for intelligence sharing."
    )
    sharing = {s.speaker_name for s in statements(text) if s.option == "host_state_dialogue"}
    assert sharing == {PK, KABUL}


def test_a_newspaper_is_no_diplomat() -> None:
    text = "The plan is too slow, according to The Diplomat. Parties must meet, it argued."
    assert {(s.speaker_name, s.voice) for s in statements(text)} <= {("The Diplomat", "analyst")}


def test_what_an_opinion_opens_with_is_no_advice() -> None:
    text = (
        "Opinion. Despite a successful military operation in Swat, the province must reform its "
        "police."
    )
    assert {s.option for s in statements(text)} == {"governance_police_capacity"}


def test_the_government_of_a_coalition_is_the_federal_one() -> None:
    text = "The PDM government in Islamabad rejected talks with the TTP."
    assert told(text) == {(PK, "rejects", "negotiation")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The ANP declared its refusal to support any military operation.",
            ("opposes", "kinetic_operations"),
        ),
        (
            "The ANP said that without broad consensus, the operation will not succeed.",
            ("opposes", "kinetic_operations"),
        ),
        (
            "The ANP said that without broad consensus, the operation will not succeed.",
            ("calls_for", "intergovernmental_coordination"),
        ),
    ],
)
def test_refusals_and_what_is_missed(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in {(stance, option) for _, stance, option in told(text)}


def test_a_dateline_takes_no_part_in_talks() -> None:
    text = (
        "ISLAMABAD: The minister condemned the announcement to hold direct talks with the TTP, "
        "which opened a debate."
    )
    assert "act" not in {s.voice for s in statements(text)}


def test_the_roof_of_a_battalion_is_no_policy() -> None:
    assert told("The army said the roof of the battalion had collapsed.") == set()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Additional Chief Secretary Nadir Baig said that four men were killed.", "Nadir Baig"),
        ("Kohlu Deputy Commissioner Nadir Baig said that four men were killed.", "Nadir Baig"),
        ("Deputy Director Nadir Baig said that four men were killed.", "Nadir Baig"),
        ("The Additional Deputy Commissioner said that four men were killed.",
         "The Additional Deputy Commissioner"),
        ("Additional Chief Secretary (Home) Nadir Baig said that four men were killed.",
         "Additional Chief Secretary"),
    ],
)  # fmt: skip
def test_a_title_is_read_to_its_end(text: str, speaker: str) -> None:
    assert {s.speaker for s in statements(text)} == {speaker}
