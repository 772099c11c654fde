from __future__ import annotations

import pytest
from training.fillers import Candidate, choose, measure, normalise
from training.heads import MUC_ROLES


def test_articles_case_and_marks_do_not_count() -> None:
    assert normalise('The "Northern" Front') == "northern front"


def test_an_entity_is_right_if_it_is_a_mention_of_a_gold_one() -> None:
    gold = {"d": {"PerpOrg": [["Northern Front", "NF"]], "Weapon": [["rifle"]]}}
    figures = measure({"d": {"PerpOrg": [["the NF"]], "Weapon": [["knife"]]}}, gold)
    assert figures["PerpOrg_f1"] == 1.0
    assert figures["Weapon_f1"] == 0.0
    assert figures["micro_f1"] == pytest.approx(0.5)


def test_two_guesses_at_one_entity_count_once() -> None:
    gold = {"d": {"PerpOrg": [["Northern Front", "NF"]]}}
    figures = measure({"d": {"PerpOrg": [["NF"], ["Northern Front"]]}}, gold)
    assert (figures["micro_p"], figures["micro_r"]) == (0.5, 1.0)


def test_the_matching_is_the_largest_not_the_first() -> None:
    gold = {"d": {"Target": [["bridge", "mill"], ["bridge"]]}}
    figures = measure({"d": {"Target": [["bridge"], ["mill"]]}}, gold)
    assert figures["micro_f1"] == 1.0


def test_what_the_document_says_of_a_role_lifts_or_sinks_its_candidates() -> None:
    candidates = {role: [] for role in MUC_ROLES}
    candidates["Weapon"] = [Candidate(0.4, {"rifle": (0.4, "rifle")})]
    floors, weights = dict.fromkeys(MUC_ROLES, 0.5), dict.fromkeys(MUC_ROLES, 0.5)
    chosen = choose(candidates, dict.fromkeys(MUC_ROLES, 0.9), floors, weights)
    assert chosen["Weapon"] == [["rifle"]]
    assert choose(candidates, dict.fromkeys(MUC_ROLES, 0.1), floors, weights)["Weapon"] == []
