"""Places, actors and speakers that the model adds to what the normalisers found."""

from __future__ import annotations

import pytest
from tests.coding.engines.says import Says
from tests.coding.reports import BOOK, report

from concord.coding import Prepared, prepare
from concord.coding.engines.enriching import enrich


def read(text: str) -> Prepared:
    return prepare(report(text), BOOK)


def added_actors(says: Says) -> list[tuple[str, str, str | None]]:
    plain = read(says.text)
    known = {a.start for a in plain.actors}
    found = enrich(plain, says, BOOK).actors
    return [(a.text, a.nature, a.name) for a in found if a.start not in known]


CLAIM = "A bomb went off in Tolun on Monday. Zor Karwan claimed the deed, and Zor Karwan alone."


def test_a_claimant_that_no_codebook_knows_is_an_armed_group_wherever_it_is_named() -> None:
    says = Says(CLAIM, {"claimant": [("Zor Karwan", "claimant", 0.9)]})
    assert added_actors(says) in (
        [("Zor Karwan", "armed", "Zor Karwan")] * 2,
        [("Zor Karwan", "armed", "Zor Karwan")],  # the rules know the one that claims
    )


def test_a_doer_of_what_harms_nobody_is_no_armed_group() -> None:
    text = "The Weavers Union closed the shops in Tolun."
    tagged = {
        "perpetrator": [("Weavers Union", "perpetrator", 0.9)],
        "trigger": [("closed", "protest", 0.9)],
    }
    ties = {("closed", "Weavers Union", "perpetrator"): 0.9}
    assert added_actors(Says(text, tagged, ties)) == []
    tagged["trigger"] = [("closed", "armed_attack", 0.9)]
    assert added_actors(Says(text, tagged, ties)) == [("Weavers Union", "armed", "Weavers Union")]


def test_a_word_that_only_opens_a_sentence_is_no_name() -> None:
    text = "Two stormed the gate in Tolun."
    tagged = {
        "perpetrator": [("Two", "perpetrator", 0.9)],
        "trigger": [("stormed", "armed_attack", 0.9)],
    }
    assert added_actors(Says(text, tagged, {("stormed", "Two", "perpetrator"): 0.9})) == []


def test_a_name_that_the_gazetteer_lacks_is_a_place_without_entry() -> None:
    text = "Villagers of Zarkhel Bala were fired upon."
    says = Says(text, {"place": [("Zarkhel Bala", "place", 0.9)]})
    found = {p.text: p for p in enrich(read(text), says, BOOK).places}
    assert found["Zarkhel Bala"].where
    assert found["Zarkhel Bala"].candidates == ()


def test_a_village_that_the_model_adds_is_chained_to_what_the_text_names() -> None:
    text = "Villagers of Zarkhel Bala, in Khuzdar district, were fired upon."
    says = Says(text, {"place": [("Zarkhel Bala", "place", 0.9)]})
    found = {p.text: p for p in enrich(read(text), says, BOOK).places}
    assert found["Zarkhel Bala"].chain == found["Khuzdar"].chain


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Militants halted the Jaffar Express in Bolan.", "Jaffar Express"),
        ("A bomber struck the shrine of Gul Baba Tarin in Bolan.", "Gul Baba Tarin"),
        ("A bomber struck at Civil Hospital in Bolan.", "Civil Hospital"),
        ("The operation Rah-e-Amn began in Bolan after the attack.", "Rah-e-Amn"),
    ],
)
def test_a_train_a_saint_an_operation_and_any_hospital_are_no_places(text: str, name: str) -> None:
    says = Says(text, {"place": [(name, "place", 0.9)]})
    assert name not in {p.text for p in enrich(read(text), says, BOOK).places}


def test_what_is_no_name_is_no_place() -> None:
    text = "Villagers at the bus stop were fired upon."
    says = Says(text, {"place": [("the bus stop", "place", 0.9)]})
    assert enrich(read(text), says, BOOK).places == read(text).places


SAID = "The ordeal was over, whispered Gul Tarin in Tolun on Monday."


def heard(says: Says) -> list[tuple[str, str | None]]:
    return [(a.written, a.cue) for a in enrich(read(says.text), says, BOOK).heard.said]


def test_a_speaker_with_a_verb_that_no_lexicon_has_is_heard() -> None:
    tagged = {
        "source": [("Gul Tarin", "source", 0.9)],
        "cue": [("whispered", "cue", 0.9)],
        "content": [("The ordeal was over", "content", 0.9)],
    }
    ties = {
        ("Gul Tarin", "whispered", "cue"): 0.9,
        ("Gul Tarin", "The ordeal was over", "content"): 0.9,
    }
    assert heard(Says(SAID)) == []
    assert heard(Says(SAID, tagged, ties)) == [("Gul Tarin", "whispered")]


def test_a_speaker_without_a_verb_of_its_own_is_not_heard() -> None:
    tagged = {
        "source": [("Gul Tarin", "source", 0.9)],
        "cue": [("whispered", "cue", 0.9)],
    }
    assert heard(Says(SAID, tagged)) == []


def test_what_the_rules_hear_stands() -> None:
    text = "The minister said that the ordeal was over."
    says = Says(text, {"source": [("The minister", "source", 0.99)]})
    assert enrich(read(text), says, BOOK).heard == read(text).heard


def test_a_doer_that_the_model_ties_to_no_act_of_its_own_did_what_the_lexicon_tells() -> None:
    text = "The Tolun Weavers shot at the shops. The police seized a van."
    tagged = {"perpetrator": [("Tolun Weavers", "perpetrator", 0.9)]}
    assert ("Tolun Weavers", "armed", "Tolun Weavers") in added_actors(Says(text, tagged))
    tagged["trigger"] = [("seized", "seizure", 0.9)]
    ties = {("seized", "Tolun Weavers", "perpetrator"): 0.05}
    assert ("Tolun Weavers", "armed", "Tolun Weavers") in added_actors(Says(text, tagged, ties))
