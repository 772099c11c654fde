"""The reports of seven desks: what an annotation says is what the coder is scored by."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.incidents import read_lines

from benchmarks import desks
from benchmarks import scoring_incidents as scoring

ANNOTATIONS = read_lines(desks.FOLDER / "desks_annotations.jsonl")
ARTICLES = [desks.article_of(annotation) for annotation in ANNOTATIONS]
EVENT: dict[str, Any] = {
    "type": "bombing",
    "status": "actual",
    "background": False,
    "trigger": {"text": "blast", "nth": 2},
    "group": 1,
    "place": ["Tarkhel", "Swabi"],
    "target": ["a police post"],
    "date_iso": "2025-06-04",
    "date_precision": "day",
    "killed_low": 2,
    "killed_high": 3,
    "injured_low": None,
    "injured_high": None,
    "killed_attackers": None,
    "doer": "unknown",
    "suspected": ["the Red Column"],
    "claimant": None,
    "denied_by": [],
    "admin1": "Khyber Pakhtunkhwa",
    "country": "Pakistan",
}


def annotation(*events: dict[str, Any], focus: str = "incident") -> dict[str, Any]:
    return {"id": "x-001", "focus": focus, "events": [EVENT | event for event in events]}


def test_an_event_becomes_an_incident_with_its_toll_as_a_range() -> None:
    (incident,) = desks.incidents_of(annotation({}))
    assert (incident["killed_min"], incident["killed_max"]) == (2, 3)
    assert incident["injured_min"] is None
    assert (incident["place"], incident["date"]) == ("Tarkhel, Swabi", "2025-06-04")
    assert (incident["perpetrator"], incident["suspected"]) == ("unknown", "the Red Column")
    assert incident["evidence"] == "blast"


@pytest.mark.parametrize(
    "event", [{"type": "arrest"}, {"status": "planned"}, {"status": "alleged"}], ids=str
)
def test_what_is_no_violence_or_did_not_take_place_is_no_incident(event: dict[str, Any]) -> None:
    assert desks.incidents_of(annotation(event)) == []


def test_a_foiled_attack_may_be_read_as_the_attack_that_it_was_to_be() -> None:
    (incident,) = desks.incidents_of(annotation({"status": "foiled"}))
    assert (incident["type"], incident["type_alt"]) == ("attack_foiled", ["bombing"])


def test_two_events_of_one_group_are_one_incident_with_both_tolls() -> None:
    later = {"type": "armed_attack", "killed_low": 9, "injured_low": 4}
    (incident,) = desks.incidents_of(annotation({}, later))
    assert (incident["killed_min"], incident["injured_min"]) == (2, 4)
    assert incident["type_alt"] == ["armed_attack"]


def test_a_report_of_older_violence_alone_is_one_of_background() -> None:
    old, new = {"background": True}, {"group": 2}
    assert desks.article_of(annotation(old))["focus"] == "background"
    assert desks.article_of(annotation(old, new))["focus"] == "incident"
    assert desks.article_of(annotation(old, focus="negative"))["focus"] == "negative"


def test_the_halves_hold_every_report_once() -> None:
    halves = [desks.of_half(ANNOTATIONS, half) for half in ("odd", "even")]
    assert [len(half) for half in halves] == [210, 210]
    assert {a["id"] for half in halves for a in half} == {a["id"] for a in ANNOTATIONS}


def test_gold_can_be_scored() -> None:
    tally = scoring.Tally()
    for article in ARTICLES:
        assert all(one["type"] in scoring.FAMILY for one in article["incidents"])
        scoring.add_article(tally, article, [])
    assert tally.main[2] == sum(
        not one["background"]
        for article in ARTICLES
        if article["focus"] != "negative"
        for one in article["incidents"]
    )
    assert tally.negatives == sum(article["focus"] == "negative" for article in ARTICLES)
