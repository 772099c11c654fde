from __future__ import annotations

from typing import Any

from benchmarks.scoring_positions import Tally, aliases_of, same_actor, score_document

GOLD: dict[str, Any] = {
    "id": "t1",
    "statements": [
        {"source": "he", "source_resolved": "Government of X (federal)", "option": "negotiation",
         "stance": "rejects", "speaker_names": ["Government of X", "X"]},
        {"source": "critics", "source_resolved": "critics", "option": "negotiation",
         "stance": "supports", "ambiguous": True},
    ],
    "positions_from_acts": [
        {"actor": "The Front", "option": "ceasefire_peace_deal", "stance": "supports"}
    ],
    "quantitative_claims": [{"measure": "killed", "value": 12}, {"measure": "share",
     "value": None}],
    "relations": [
        {"subject": "The Front", "relation": "ceasefire_with",
         "object": "Government of X (federal)"},
        {"subject": "The Front", "relation": "claims_responsibility",
         "object": "Bannu bus bombing"},
    ],
}  # fmt: skip


def row(speaker: str, option: str, stance: str) -> dict[str, Any]:
    return {"speaker_name": speaker, "speaker": speaker, "option": option, "stance": stance}


def tally(statements: list[dict[str, Any]], relations: list[dict[str, Any]]) -> dict[str, float]:
    made = Tally()
    numbers = [{"measure": "killed", "value": 12.0}, {"measure": "killed", "value": 3.0}]
    score_document(made, GOLD, statements, numbers, relations, aliases_of([GOLD]))
    return made.figures()


def test_an_actor_is_found_by_any_of_its_names_and_the_sign_is_counted_apart() -> None:
    figures = tally(
        [row("X", "negotiation", "supports"), row("The Front", "ceasefire_peace_deal", "supports")],
        [],
    )
    assert (figures["actor_option_precision"], figures["actor_option_recall"]) == (1.0, 1.0)
    assert figures["signed_recall"] == 0.5
    assert (figures["statistics_precision"], figures["statistics_recall"]) == (0.5, 1.0)


def test_ambiguous_rows_count_neither_way() -> None:
    figures = tally([row("critics", "negotiation", "opposes")], [])
    assert figures["actor_option_recall"] == 0.0
    assert figures["actor_option_precision"] == 0.0


def test_truces_hold_both_ways_and_acts_of_violence_by_their_words() -> None:
    figures = tally(
        [],
        [
            {"subject": "Government of X", "relation": "ceasefire_with", "object": "The Front"},
            {
                "subject": "The Front",
                "relation": "claims_responsibility",
                "object": "blast on a bus",
            },
        ],
    )
    assert (figures["relations_precision"], figures["relations_recall"]) == (1.0, 1.0)


def test_close_spellings_are_one_actor() -> None:
    assert same_actor(["Tehreek-e-Taliban Pakistan"], "Tehrik-i-Taliban Pakistan")
    assert not same_actor(["PTI"], "PTM")
