from __future__ import annotations

from typing import Any

from benchmarks.ged import mismatches
from benchmarks.ged_links import Report, events_of_headlines, reports_of, score


def row(*headlines: str, office: str = "Invented Wire") -> dict[str, Any]:
    return {
        "id": 7,
        "sources": [
            {"office": office, "date": "2015-01-02", "headline": headline} for headline in headlines
        ],
    }


def report(name: str, event: str, headline: str) -> Report:
    return Report(id=name, event=event, office="", published="", headline=headline)


def test_a_report_is_one_headline_of_news_and_a_compilation_is_none() -> None:
    found = reports_of(
        row(
            "Blast kills two in the market town",
            "BLAST KILLS TWO IN THE MARKET TOWN.",
            "Timeline of attacks in the year 2015",
            "Kashmir",
        )
    )
    assert [(each.id, each.headline) for each in found] == [
        ("7-1", "Blast kills two in the market town")
    ]
    assert list(reports_of(row("Blast kills two in the market town", office="SATP"))) == []
    assert list(reports_of({"id": 7, "sources": [{"raw": "R 4/10 1990"}]})) == []


def test_pairs_of_one_event_are_to_be_joined_and_others_kept_apart() -> None:
    reports = [
        report("a1", "a", "one two three four"),
        report("a2", "a", "five six seven eight"),
        report("b1", "b", "nine ten eleven twelve"),
        report("c1", "c", "one two three four"),
    ]
    shared = events_of_headlines(reports)
    tally = score(reports, {"a1": 0, "a2": 0, "b1": 0, "c1": 0}, shared)
    assert (tally.pairs, tally.joined) == (1, 1)
    # The headline that GED names for both a and c counts against neither.
    assert tally.wrong == (("a1", "b1"), ("a2", "b1"), ("b1", "c1"))
    unread = score(reports, {"a1": 0}, shared)
    assert (unread.pairs, unread.read, unread.recall) == (1, 0, 0.0)


def test_a_cell_that_differs_or_that_one_side_lacks_is_a_mismatch() -> None:
    one = {("2014",): (2, 3, 3, 3), ("2015",): (1, 1, 1, 1)}
    other = {("2014",): (2, 3, 3, 4), ("2016",): (1, 1, 1, 1)}
    assert mismatches(one, one) == (2, 0)
    assert mismatches(one, other) == (3, 3)
