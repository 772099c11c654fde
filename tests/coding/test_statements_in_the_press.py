"""Who stands where in the wording of ordinary reports: forms that once were misread."""

from __future__ import annotations

import pytest
from tests.coding.speech import statements, told

PK, KP = "Government of Pakistan", "Government of Khyber Pakhtunkhwa"
CO, PH = "Government of Colombia", "Government of the Philippines"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a title and a surname are whoever held the office on the day
        ("CM Gandapur rejected any military operation in the valley.",
         {(KP, "rejects", "kinetic_operations")}),
        ('"We shall not allow any operation here," CM Gandapur said.',
         {(KP, "opposes", "kinetic_operations")}),
        ("CM Bugti ruled out talks with the BLA.",
         {("Government of Balochistan", "rejects", "negotiation")}),
        # a second verb has the first one's subject, whoever is named in between
        (("KP Chief Minister Ali Amin Gandapur rejected any army operation and instead called for"
         " dialogue with Kabul."),
         {(KP, "rejects", "kinetic_operations"), (KP, "calls_for", "host_state_dialogue")}),
        # warned against, asked to desist from: the means is opposed
        ("Colombia's defence minister warned mayors against holding talks with the rebels.",
         {(CO, "opposes", "negotiation")}),
        ("Colombia's defence minister asked the mayors to desist from negotiating with rebels.",
         {(CO, "opposes", "negotiation")}),
        ("The Colombian government said it would no longer grant an amnesty to the fighters.",
         {(CO, "opposes", "amnesty_reintegration_resettlement")}),
        # what is said to be spoilt is wanted
        ("Colombia's president said that such raids undermine the peace talks with the rebels.",
         {(CO, "supports", "negotiation")}),
        # what is said not to go on is denied, and neither wanted nor opposed
        (("There is no military operation under way in the valley, Pakistan's interior minister"
         " said."), {(PK, "denies", "kinetic_operations")}),
        # an offer that was refused
        (('"They sent elders and asked for a ceasefire, but I refused," said Philippine President'
         " Rodrigo Duterte."), {(PH, "rejects", "ceasefire_peace_deal")}),
        # words in quotation marks judge like any others
        ('Colombia\'s interior minister called the ceasefire a "grave mistake".',
         {(CO, "opposes", "ceasefire_peace_deal")}),
        # talks with parties are none with an armed group
        ("We will talk to the opposition parties, Colombia's interior minister said.", set()),
        # a demand that others should act is no act
        ("Colombia's government called on the ELN to declare a ceasefire.",
         {(CO, "calls_for", "ceasefire_peace_deal")}),
    ],
)  # fmt: skip
def test_the_stance_is_the_speakers(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert told(text, "2024-05-10" if "Duterte" not in text else "2017-05-10") == wanted


def test_a_question_takes_no_side() -> None:
    (asked,) = (
        s for s in statements('"How many peace talks have we held?" the Colombian senator asked.')
        if s.option
    )  # fmt: skip
    assert asked.stance == "neutral_report"


def test_a_force_that_is_backed_by_jets_backs_nothing() -> None:
    found = statements("Security forces, backed by helicopters, launched an operation in Khyber.")
    assert {s.voice for s in found if s.option} <= {"act"}


def test_a_surname_alone_joins_no_two_people() -> None:
    text = (
        "PTI leader Imran Khan called for talks with the TTP. The adviser Ikram Wali Khan"
        " rejected the talks."
    )
    said = {(s.speaker_name, s.stance) for s in statements(text) if s.option == "negotiation"}
    assert said == {("Pakistan Tehreek-e-Insaf", "calls_for"), ("Ikram Wali Khan", "rejects")}


def test_the_aide_speaks_and_not_the_possessor() -> None:
    text = "Prime Minister Shehbaz Sharif's aide on trade, Ikram Gul, dismissed the ceasefire."
    assert {s.person for s in statements(text, "2025-05-10") if s.option} != {"Shehbaz Sharif"}


def test_the_president_of_a_party_speaks_for_the_party() -> None:
    text = "President Awami National Party (ANP) Gul Khan Marwat opposed the military operation."
    assert ("Awami National Party", "opposes", "kinetic_operations") in told(text)


def test_the_minister_is_the_one_named_before() -> None:
    text = (
        "Balochistan's home minister visited the valley. The minister said the military operation"
        " would go on."
    )
    (found,) = (s for s in statements(text) if s.option == "kinetic_operations")
    assert found.speaker_name == "Government of Balochistan"


def test_he_is_the_person_whom_the_sentence_before_was_about() -> None:
    text = (
        "The army spoke of progress. KP Chief Minister Ali Amin Gandapur travelled to Swat. He"
        " said talks with the TTP were the only way."
    )
    (found,) = (s for s in statements(text) if s.option == "negotiation")
    assert found.speaker_name == KP


def test_a_colon_introduces_what_its_subject_says() -> None:
    text = 'The Awami National Party is blunt: "There must be talks with the TTP before winter."'
    assert ("Awami National Party", "calls_for", "negotiation") in told(text)


def test_quoted_words_without_a_speaker_are_of_who_spoke_last() -> None:
    text = (
        "Defence Minister Khawaja Asif spoke in parliament and said the year was hard."
        ' Consequently, Kabul\'s rulers "are turning a blind eye to the camps" over there.'
    )
    last = [s for s in statements(text) if "blind eye" in s.quote]
    assert [s.speaker_name for s in last] == ["Government of Pakistan"]


def test_what_a_course_of_action_involved_was_done() -> None:
    text = (
        "From 2018 to 2022 the PTI pursued a policy of talks with the TTP. The PTI's approach"
        " involved resettling hundreds of militants in their villages."
    )
    (act,) = (s for s in statements(text) if s.option == "amnesty_reintegration_resettlement")
    assert (act.voice, act.stance, act.reported_by) == ("act", "supports", None)
    assert act.said is not None
    assert (str(act.said.first), str(act.said.last)) == ("2018-01-01", "2022-12-31")


def test_a_deed_with_its_doer_as_possessor_is_an_act() -> None:
    text = "Pakistan's recent air strikes in Khost angered Kabul."
    assert ("Government of Pakistan", "supports", "cross_border_strikes") in told(text)


def test_the_year_of_a_manifesto_dates_no_act() -> None:
    text = "As its 2024 manifesto says little, the PTI opened talks with the TTP."
    (act,) = (s for s in statements(text) if s.voice == "act" and s.speaker_id == "pti")
    assert str(act.said.first if act.said else None) == "2024-05-10"
