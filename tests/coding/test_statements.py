"""Statements as a codebook would show them: a sentence, and what it says of whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coding.speech import statements, told

PK, KP = "Government of Pakistan", "Government of Khyber Pakhtunkhwa"
TTP, CO = "Tehrik-i-Taliban Pakistan", "Government of Colombia"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # indirect and direct quotation, and the verb before its source
        ("Colombia's defence minister said that a new military offensive would start.",
         {(CO, "supports", "kinetic_operations")}),
        ('"We will not negotiate with terrorists," said Kenyan interior minister Amina Wario.',
         {("Government of Kenya", "opposes", "negotiation")}),
        # a joint subject speaks for both
        ("The PTI and the ANP opposed the military operation.",
         {("Pakistan Tehreek-e-Insaf", "opposes", "kinetic_operations"),
          ("Awami National Party", "opposes", "kinetic_operations")}),
        # double negation
        ("The Philippine government rejected calls to halt the military offensive.",
         {("Government of the Philippines", "supports", "kinetic_operations")}),
        ("India's home minister did not rule out talks with the rebels.",
         {("Government of India", "supports", "negotiation")}),
        # what somebody cannot support is turned down
        ("The Colombian government cannot support the offensive, the interior minister said.",
         {(CO, "rejects", "kinetic_operations")}),
        # the attribution stands inside what is said
        ("The army, a cleric said, should stop the operation.",
         {("cleric", "opposes", "kinetic_operations")}),
        # a denial names the topic only
        ("Colombia's president denied that any talks with the ELN were planned.",
         {(CO, "denies", "negotiation")}),
        # talks with a neighbouring state are another option than talks with a group
        ("KP Chief Minister Ali Amin Gandapur said he would send a delegation to Kabul.",
         {(KP, "supports", "host_state_dialogue")}),
        # "your internal problem" turns the demand away
        ("A spokesman for the Afghan Taliban said the group was Pakistan's own internal problem.",
         {("Afghan Taliban (de facto government)", "rejects", "diplomatic_pressure_host_state")}),
        # an institute speaks for itself
        ("The think tank Pak Institute for Peace Studies recommended more money for schools.",
         {("Pak Institute for Peace Studies", "calls_for", "development_services")}),
        ("Analysts said the ceasefire would fail.",
         {("Analysts", "opposes", "ceasefire_peace_deal")}),
    ],
)  # fmt: skip
def test_who_stands_where(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


def test_no_talks_until_surrender_is_conditional_and_calls_for_surrender() -> None:
    text = (
        "Mali's foreign minister said there would be no talks with the jihadists "
        "until they lay down their arms."
    )
    found = {s.option: s for s in statements(text)}
    talks = found["negotiation"]
    assert (talks.stance, talks.condition) == ("supports", "until they lay down their arms")
    assert found["disarmament_surrender"].stance == "calls_for"


def test_a_complaint_about_not_being_consulted_calls_for_coordination() -> None:
    text = "The KP government, its information adviser complained, had never been consulted."
    assert (KP, "calls_for", "intergovernmental_coordination") in told(text)


def test_a_pronoun_and_a_group_are_followed_through_the_text() -> None:
    text = (
        "The TTP said it would observe a ceasefire. The group added that prisoners must be freed."
    )
    assert told(text) == {
        (TTP, "supports", "ceasefire_peace_deal"),
        (TTP, "calls_for", "amnesty_reintegration_resettlement"),
    }


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    text = (
        '"The operation must stop," the Colombian president said. "It brings nothing but graves."'
    )
    found = statements(text)
    assert {s.speaker_name for s in found} == {CO}
    assert found[-1].cue is None


def test_an_act_without_speech_is_a_position_of_both_parties() -> None:
    found = statements("The Colombian government signed a peace deal with the ELN on Tuesday.")
    acts = {(s.speaker_name, s.stance, s.option) for s in found if s.voice == "act"}
    assert (CO, "supports", "ceasefire_peace_deal") in acts
    assert ("National Liberation Army (Colombia)", "supports", "ceasefire_peace_deal") in acts


def test_what_others_say_of_a_position_is_attributed() -> None:
    text = "Opposition lawmakers said the Colombian government rejected talks with the ELN."
    found = next(s for s in statements(text) if s.option == "negotiation")
    assert (found.voice, found.speaker_name, found.reported_by) == (
        "attributed", CO, "Opposition lawmakers",
    )  # fmt: skip


def test_hedged_is_marked() -> None:
    found = next(
        s for s in statements("Niger's junta may reopen the border, an official said.") if s.option
    )
    assert found.hedged


def test_statements_are_dated_by_their_words_and_never_by_invention() -> None:
    text = "Colombia's president said on Monday that talks with the ELN would resume."
    dated = next(s for s in statements(text, "2024-05-10") if s.option)
    assert dated.said is not None
    assert str(dated.said.first) == "2024-05-06"
    undated = next(s for s in statements(text, None) if s.option)
    assert undated.said is None


def test_a_minister_speaks_for_the_government_of_the_day() -> None:
    text = "Afghanistan's foreign minister said the ceasefire would hold."
    before = {name for name, _, _ in told(text, "2019-03-01")}
    after = {name for name, _, _ in told(text, "2023-03-01")}
    assert before == {"Government of Afghanistan (Islamic Republic)"}
    assert after == {"Afghan Taliban (de facto government)"}


def test_one_speech_is_one_utterance_in_every_text_of_the_day() -> None:
    first = statements("The TTP said it would observe a ceasefire.")
    second = statements("In a message the TTP said it would observe a ceasefire from midnight.")
    assert {s.utterance_id for s in first} == {s.utterance_id for s in second}


def test_a_text_without_speech_says_nothing() -> None:
    assert statements("Rain is expected in the north on Friday.") == ()
    assert statements("") == ()


@given(st.text(max_size=200))
def test_any_text_is_read_with_spans_inside_it(text: str) -> None:
    for statement in statements(text, None):
        assert 0 <= statement.start <= statement.end <= len(text)
        assert text[statement.start : statement.end] == statement.quote
