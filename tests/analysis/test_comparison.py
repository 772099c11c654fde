"""Two periods like for like, and what the record itself distorts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.invented import FakeView, document, event, incident

from concord.analysis import bias, compare, maps, records, shares, totals, trends
from concord.analysis.groups import UnknownGroupingError
from concord.analysis.maps import UnknownLevelError
from concord.model import Document, ExternalEvent, Incident, Participant, When

EARLIER, LATER = (date(2022, 1, 1), date(2022, 6, 30)), (date(2023, 1, 1), date(2023, 12, 31))


def made(number: int, day: str, publisher: str, **fields: Any) -> tuple[Document, Incident]:
    doc = document(1, "Two died here.", publisher=publisher, published=f"{day[:8]}20")
    doc = replace(doc, id=f"d{number}")
    on = date.fromisoformat(day)
    when = When(first=on, last=on, precision="day", basis="explicit")
    given: dict[str, Any] = {"happened": (when,)}
    return doc, incident(event(doc, words="Two died", killed=(2, 3), **given | fields))


def view_of(*pairs: tuple[Document, Incident]) -> FakeView:
    documents, incidents = zip(*pairs, strict=True)
    return FakeView(held={"documents": documents, "incidents": incidents})


def measured(view: FakeView) -> dict[tuple[str, str], tuple[Any, Any]]:
    finding = compare(view, EARLIER, LATER)  # type: ignore[arg-type] # reads like a view
    return {
        (row["measure"], row["basis"]): (row["earlier"], row["later"]) for row in records(finding)
    }


def test_only_shared_months_and_publishers_are_like_for_like() -> None:
    view = view_of(
        made(1, "2022-02-01", "Gazette"),
        made(2, "2023-02-01", "Gazette"),
        made(3, "2023-03-01", "Herald"),
        made(4, "2023-09-01", "Gazette"),
    )
    found = measured(view)
    assert found["incidents", "as recorded"] == (1, 3)
    assert found["incidents", "same months"] == (1, 2)
    assert found["incidents", "same publishers"] == (1, 2)
    assert found["killed", "as recorded"] == (2, 6)
    finding = compare(view, EARLIER, LATER)  # type: ignore[arg-type] # reads like a view
    assert "from 1 to 3; those of publishers heard in both, from 1 to 2 (" in finding.title
    assert records(finding)[0]["range_from"] is None


def test_a_change_of_coverage_and_a_small_base_are_warned_of() -> None:
    view = view_of(made(1, "2022-02-01", "Gazette"), made(2, "2023-02-01", "Herald"))
    finding = compare(view, EARLIER, LATER)  # type: ignore[arg-type] # reads like a view
    told = " ".join(finding.checks)
    assert "Small base (1)" in told
    assert "Coverage changed: 1 publisher only in the later period, 1 only in the earlier" in told
    assert "not a sample" in finding.words


def test_ranges_are_named_by_their_cause() -> None:
    day, incident_ = made(1, "2022-02-01", "Gazette")
    coarse = When(first=date(2022, 1, 1), last=date(2022, 12, 31), precision="year",
                  basis="explicit")  # fmt: skip
    vague = made(2, "2022-02-01", "Gazette", happened=(coarse,))
    finding = compare(view_of((day, incident_), vague), EARLIER, LATER)  # type: ignore[arg-type] # reads like a view
    row = records(finding)[0]
    assert (row["earlier"], row["earlier_low"], row["earlier_high"]) == (1, 1, 2)
    assert row["range_from"] == "dates known too coarsely"
    assert row["change_share"] == -1


def test_nothing_to_compare_with_is_no_percentage() -> None:
    finding = compare(view_of(made(1, "2023-02-01", "Gazette")), EARLIER, LATER)  # type: ignore[arg-type] # reads like a view
    assert records(finding)[0]["change_share"] is None
    assert finding.title.startswith("No incident in the earlier period")


# Bias


def test_each_period_says_how_its_incidents_are_known() -> None:
    view = view_of(
        made(1, "2022-02-01", "Gazette"),
        made(2, "2022-03-01", "Gazette", places=()),
        made(3, "2023-02-01", "Herald"),
        made(4, "2023-02-02", "Times"),
        made(5, "2023-02-03", "Globe"),
    )
    finding = bias(view, window="year")  # type: ignore[arg-type] # reads like a view
    first, second = records(finding)
    assert (first["documents"], first["publishers"], second["publishers"]) == (2, 1, 3)
    assert (first["to_a_town_share"], first["coarser_share"]) == (0.5, 0.5)
    assert first["delay_days"] == 19
    assert first["one_source_share"] == 1
    assert first["report_characters"] == len("Two died here.")
    assert "From 1 to 3 publishers by period" in finding.checks[0]


def test_an_empty_record_has_no_bias_to_tell() -> None:
    assert bias(FakeView()).title == "No dated incident is counted"  # type: ignore[arg-type] # reads like a view


# Groups


def test_trends_by_group_and_their_rates() -> None:
    view = view_of(made(1, "2022-02-01", "Gazette"), made(2, "2022-03-01", "Gazette", places=()))
    found = records(trends(view, window="month", by="province"))  # type: ignore[arg-type] # reads like a view
    assert [(row["group"], row["period"], row["incidents"]) for row in found] == [
        ("Balochistan", "2022-02", 1),
        ("Balochistan", "2022-03", 0),
        ("unknown", "2022-02", 0),
        ("unknown", "2022-03", 1),
    ]
    assert found[0]["per_30_days"] == pytest.approx(30 / 28, abs=0.01)
    assert [row["cumulative"] for row in found] == [1, 1, 0, 1]
    assert found[0]["rolling"] is None
    with pytest.raises(UnknownGroupingError, match="target_class"):
        trends(view, by="weather")  # type: ignore[arg-type] # reads like a view


def test_rolling_means_join_a_year_of_months() -> None:
    view = view_of(*(made(n, f"2022-{n:02}-05", "Gazette") for n in range(1, 13)))
    found = records(trends(view, window="month"))  # type: ignore[arg-type] # reads like a view
    assert [row["rolling"] for row in found][-2:] == [None, 1]


@pytest.mark.parametrize(("window", "name"), [("week", "2022-W05"), ("quarter", "2022-Q1")])
def test_weeks_and_quarters(window: Any, name: str) -> None:
    found = records(trends(view_of(made(1, "2022-02-01", "Gazette")), window=window))  # type: ignore[arg-type] # reads like a view
    assert [(row["period"], row["incidents"]) for row in found] == [(name, 1)]
    assert trends(view_of(made(1, "2022-02-01", "Gazette")), window=window).title.endswith("2022")  # type: ignore[arg-type] # the same


def test_shares_by_type_and_of_the_dead() -> None:
    view = view_of(made(1, "2022-02-01", "Gazette"), made(2, "2022-03-01", "G", type="armed_attack",
                   family="gun"), made(3, "2022-04-01", "G"))  # fmt: skip
    found = records(shares(view, by="type"))  # type: ignore[arg-type] # reads like a view
    assert [(row["actor"], row["incidents"], row["share_killed"]) for row in found] == [
        ("bombing", 2, pytest.approx(2 / 3, abs=1e-4)),
        ("armed_attack", 1, pytest.approx(1 / 3, abs=1e-4)),
    ]


def test_what_the_largest_groups_hold_has_bounds() -> None:
    groups = ["A", "A", "B", "C", "D", None]
    pairs = [
        made(n, "2022-02-01", "Gazette", perpetrators=(Participant(text="x", name=name,
             attribution="claimed"),) if name else ())
        for n, name in enumerate(groups)
    ]  # fmt: skip
    checks = shares(view_of(*pairs)).checks  # type: ignore[arg-type] # reads like a view
    (told,) = [check for check in checks if "largest groups" in check]
    assert "80% of attributed incidents and 67% to 83% of all" in told
    assert "3.6 groups of equal size" in told


def test_an_event_known_to_a_province_is_no_dot_of_a_district() -> None:
    town = made(1, "2022-02-01", "Gazette")
    place = town[1].facts.places[0]
    wide = replace(place, precision="province", admin2=None)
    view = view_of(town, made(2, "2022-03-01", "Gazette", places=(wide,)))
    found = records(maps(view, level="district"))  # type: ignore[arg-type] # reads like a view
    assert [(row["place"], row["drawn"]) for row in found] == [
        ("Balochistan, district not known", False),
        ("Quetta", True),
    ]
    assert not any(row["drawn"] for row in records(maps(view, level="province")))  # type: ignore[arg-type] # the same
    with pytest.raises(UnknownLevelError, match="place, district, province"):
        maps(view, level="village")  # type: ignore[arg-type] # what is tested


def test_sources_that_a_data_set_does_not_count_are_not_taken_for_one() -> None:
    """Two rows of GED: one says 3 sources, one says -1 for unknown."""
    (doc, own), facts = made(1, "2022-02-01", "Gazette"), made(1, "2022-02-01", "Gazette")[1].facts
    rows = tuple(
        ExternalEvent(
            dataset="ged", version="19.1", external_id=name, facts=facts,
            row={"number_of_sources": number},
        )
        for name, number in (("1", "3"), ("2", "-1"))
    )  # fmt: skip
    imported = tuple(
        Incident(id=f"ged:{row.external_id}", facts=facts, event_ids=(), dataset="ged")
        for row in rows
    )
    view = FakeView(held={"incidents": imported, "externals": rows})
    finding = bias(view, window="year")  # type: ignore[arg-type] # reads like a view
    assert finding.title == (
        "0% of 1 incident whose sources are recorded rest on one independent source"
    )
    assert records(finding)[0]["sources_per_incident"] == 3
    assert records(finding)[0]["documents"] is None
    assert totals(view).words.endswith(
        "0 incidents with one independent source; sources not recorded for 1."
    )  # type: ignore[arg-type] # reads like a view
    mine = bias(view_of((doc, own)), window="year")  # type: ignore[arg-type] # reads like a view
    assert mine.title == "100% of 1 incident rest on one independent source"
