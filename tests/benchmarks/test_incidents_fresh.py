"""The invented reports that score the coder, fresh and sealed: gold follows from their words."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import Any

import pytest

from benchmarks import faults_incidents, incidents
from benchmarks import scoring_incidents as scoring

TEXTS, GOLD = (
    [
        row
        for name in ("fresh", "sealed")
        for row in incidents.read_lines(incidents.SETS[name][which])
    ]
    for which in (0, 1)
)
BY_ID = {entry["id"]: entry["text"] for entry in TEXTS}


@pytest.mark.parametrize("article", GOLD, ids=lambda article: str(article["id"]))
def test_each_incident_stands_in_the_words_of_its_text(article: dict[str, Any]) -> None:
    text = BY_ID[article["id"]]
    assert sha256(text.encode()).hexdigest() == article["sha256_of_text"]
    assert article["text_kind"] == "invented"
    for one in article["incidents"]:
        assert one["evidence"] in text
        assert one["type"] in scoring.FAMILY
        assert (one["date"] is None) == (one["date_precision"] is None)
        for effect in ("killed", "injured"):
            low, high = one[f"{effect}_min"], one[f"{effect}_max"]
            assert high is None or (low is not None and low <= high)


def test_the_set_holds_each_text_once_and_a_negative_has_no_incident() -> None:
    assert [entry["id"] for entry in TEXTS] == [article["id"] for article in GOLD]
    assert max(Counter(BY_ID.values()).values()) == 1
    for article in GOLD:
        assert (article["focus"] == "negative") == (not article["incidents"])


ARTICLE = {
    "id": "x1-01",
    "focus": "incident",
    "incidents": [
        {"type": "bombing", "date": "2025-06-04", "date_precision": "day", "place": "Tarkhel",
         "admin1": "Ossa", "perpetrator": "unknown", "killed_min": 3, "injured_min": None,
         "background": False},
        {"type": "kidnapping", "date": "2025-06-03", "date_precision": "day", "place": "Mirkot",
         "admin1": "Ossa", "perpetrator": "unknown", "killed_min": None, "injured_min": None,
         "background": False},
    ],
}  # fmt: skip


def row(**changes: object) -> dict[str, Any]:
    return {
        "document_external_id": "x1-01",
        "type": "bombing",
        "status": "actual",
        "happened_from": "2025-06-04",
        "place": "Tarkhel",
        "admin1": "Ossa",
        "killed_low": 3,
        "perpetrators": [],
        "background": False,
    } | changes


def causes(*rows: dict[str, Any]) -> list[str]:
    return [fault.cause for fault in faults_incidents.find_faults([ARTICLE], rows)]


def test_an_event_not_found_is_missed_and_one_not_told_is_invented() -> None:
    assert causes(row()) == ["missed event"]
    other = row(type="shelling", happened_from="2025-05-01", place="Elsewhere", admin1="Far")
    assert causes(row(), other) == ["missed event", "invented event"]


def test_a_wrong_field_is_named_by_its_cause() -> None:
    police = [{"name": "Ossa Police", "attribution": "stated"}]
    wrong = row(happened_from="2025-06-05", killed_low=4, perpetrators=police)
    assert causes(wrong) == ["missed event", "day", "killed", "perpetrator"]
    listed = faults_incidents.listed([ARTICLE], [wrong])
    assert listed.startswith("4 errors: ")
    assert "x1-01 perpetrator: wanted unknown" in listed
    assert "coded Ossa Police (stated)" in listed


def test_a_blamed_party_is_no_perpetrator_so_no_error() -> None:
    assert causes(row(perpetrators=[{"name": "The Front", "attribution": "blamed"}])) == [
        "missed event"
    ]


def test_a_summary_row_is_not_scored() -> None:
    assert causes(row(), row(part_of="summary")) == ["missed event"]


def test_batches_are_scored_apart_by_the_head_of_the_id() -> None:
    second = {**ARTICLE, "id": "x2-01"}
    tallies = incidents.score_batches([ARTICLE, second], [row()])
    assert tallies["x1"].main == [1, 0, 1]
    assert tallies["x2"].main == [0, 0, 2]
