"""Acts and incidents in, what followed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.analysis.speeches import said
from tests.invented import PROVINCE, QUETTA, FakeView, document, event, incident

from concord.analysis import (
    Act,
    EffectWindow,
    effect_placebos,
    effect_series,
    effects,
    find_act,
    read_calendar,
    records,
)
from concord.analysis.act_calendar import CalendarError, acts_of
from concord.analysis.effects import UnknownActError
from concord.model import Incident, Participant, When

if TYPE_CHECKING:
    from pathlib import Path

DOC = document(1, "Two died.")
BASE = event(DOC, words="Two died", killed=(2, 2))
GROUP = Participant(text="RRF", actor_id="rrf", name="Red River Front", attribution="claimed")
TRUCE = Act(id="a1", name="Truce", day=date(2016, 1, 1), parties=("rrf",), places=("Balochistan",))


def happened(day: date, number: int, **fields: Any) -> Incident:
    when = When(first=day, last=day, precision="day", basis="explicit")
    given: dict[str, Any] = {"happened": (when,), "perpetrators": (GROUP,), "places": (QUETTA,)}
    return incident(replace(BASE, id=f"e{number}", **given | fields))


def months(first: int, count: int) -> list[date]:
    return [date(first + n // 12, n % 12 + 1, 3) for n in range(count)]


def series(*, before: float, after: float, **fields: Any) -> list[Incident]:
    """Return incidents of 60 months before 2016 and 24 after, so many a month by chance."""
    generator = np.random.default_rng(7)
    made: list[Incident] = []
    for month in months(2011, 84):
        size = generator.poisson(before if month.year < 2016 else after)
        made += [happened(month, len(made) + n, **fields) for n in range(size)]
    return made


def view_of(*incidents: Incident) -> FakeView:
    return FakeView(held={"incidents": incidents})


def main_rows(view: FakeView, *acts: Act, **options: Any) -> list[dict[str, Any]]:
    finding = effects(view, acts, sensitivity=False, **options)  # type: ignore[arg-type] # reads like a view
    return records(finding)


def test_a_fall_after_a_truce_is_measured_against_trend_and_season() -> None:
    party, everyone = main_rows(view_of(*series(before=12, after=4)), TRUCE)
    assert (party["outcome"], everyone["outcome"]) == ("party", "all")
    assert party["low"] < party["ratio"] < party["high"] < 0.8
    assert (party["months_before"], party["months_after"]) == (60, 24)
    assert party["after_per_month"] < party["expected_per_month"]


def test_all_attacks_stand_beside_those_of_the_party() -> None:
    """The group falls silent and others do its attacks: of all attacks none is missing."""
    own, others = series(before=12, after=0.5), series(before=0.2, after=12, perpetrators=())
    party, everyone = main_rows(view_of(*own, *others), TRUCE)
    assert party["ratio"] < 0.2
    assert everyone["ratio"] > 0.5


def test_only_the_partys_attacks_in_its_places_count() -> None:
    far = series(before=5, after=5, places=(PROVINCE,))
    blamed = series(before=5, after=5, perpetrators=(replace(GROUP, attribution="blamed"),))
    party = main_rows(view_of(*series(before=9, after=9), *far, *blamed), TRUCE)[0]
    assert party["before_per_month"] == pytest.approx(9, abs=1)


def test_every_result_says_what_it_does_not_show() -> None:
    view = view_of(*series(before=12, after=4))
    finding = effects(view, [TRUCE], sensitivity=False)  # type: ignore[arg-type] # reads like a view
    told = " ".join(finding.checks)
    for words in ("no experiment", "regression to the mean", "stops claiming"):
        assert words in told
    assert "not what was caused" in finding.words


def test_a_spike_before_the_act_and_acts_nearby_are_named() -> None:
    spike = [happened(date(2015, 10 + n % 3, 5), 9000 + n) for n in range(60)]
    view = view_of(*series(before=5, after=5), *spike)
    other = Act(id="a2", name="Talks", day=date(2015, 11, 3))
    checks = effects(view, [TRUCE, other], sensitivity=False).checks  # type: ignore[arg-type] # reads like a view
    assert any("Truce followed a spike" in check for check in checks)
    assert any("Talks (3 November 2015). Their traces overlap" in check for check in checks)


def test_a_month_that_the_act_divides_is_left_out() -> None:
    midway = replace(TRUCE, day=date(2016, 1, 15))
    view = view_of(*series(before=12, after=4))
    rows = records(effect_series(view, midway))  # type: ignore[arg-type] # reads like a view
    assert [row["phase"] for row in rows[59:62]] == ["before", "act", "after"]
    assert [row["month"] for row in rows[59:62]] == ["2015-12", "2016-01", "2016-02"]
    assert main_rows(view, midway)[0]["months_after"] == 23


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (date(2012, 2, 1), "too short: 13 months before"),
        (date(2017, 11, 1), "2 after"),
        (date(1999, 1, 1), "outside the months of the record"),
    ],
)
def test_an_act_without_months_on_both_sides_has_no_ratio(day: date, note: str) -> None:
    view = view_of(*series(before=12, after=4))
    row = main_rows(view, replace(TRUCE, day=day))[0]
    assert row["ratio"] is None
    assert note in row["note"]


def test_nothing_after_an_act_is_said_and_not_fitted() -> None:
    party = main_rows(view_of(*series(before=12, after=0), happened(date(2017, 12, 1), 99999,
                      perpetrators=())), TRUCE)[0]  # fmt: skip
    assert party["ratio"] is None
    assert "no incident at all after" in party["note"]


def test_placebo_dates_lie_before_the_act() -> None:
    view = view_of(*series(before=12, after=4))
    span = EffectWindow(before=24, after=6)
    rows = records(effect_placebos(view, TRUCE, window=span))  # type: ignore[arg-type] # reads like a view
    assert rows[-1]["act"] is True
    assert all(str(row["month"]) <= "2015-07" for row in rows[:-1])
    row = main_rows(view, TRUCE, window=span)[0]
    assert row["placebos"] == len(rows) - 1
    assert 0 < row["placebo_p"] < 0.2


def test_sensitivity_names_each_other_choice() -> None:
    view = view_of(*series(before=12, after=4))
    found = records(effects(view, [TRUCE]))  # type: ignore[arg-type] # reads like a view
    names = [row["specification"] for row in found if row["outcome"] == "party"]
    assert names[0] == "main"
    assert {"36 months before", "no trend", "Newey-West intervals", "deaths, all sides"} < {*names}


def test_an_act_that_cannot_be_measured_has_one_row_for_each_outcome() -> None:
    found = records(effects(view_of(), [TRUCE]))  # type: ignore[arg-type] # reads like a view
    assert [row["specification"] for row in found] == ["main"] * len({r["outcome"] for r in found})
    assert all(row["note"] for row in found)


def test_what_only_a_longer_window_measures_is_not_said_to_be_measured() -> None:
    early = [happened(day, n) for n, day in enumerate(months(2006, 60)[::10])]
    late = [happened(day, 500 + n) for n, day in enumerate(months(2016, 30))]
    found = effects(view_of(*early, *late), [TRUCE])  # type: ignore[arg-type] # reads like a view
    main = [r for r in records(found) if r["specification"] == "main"]
    assert {r["ratio"] for r in main} == {None}
    assert any(r["ratio"] is not None for r in records(found))
    assert "over the usual window; 1 has over another" in found.title
    assert found.words.startswith("0 of 1 act in the calendar measured, 1 more only over another")
    assert not any("none can be measured" in check for check in found.checks)


def test_acts_come_from_texts_with_their_parties() -> None:
    truce = said("2016-01-01 centre + ceasefire_peace_deal", 1, voice="act", cue="signed")
    theirs = said("2016-01-01 groupone + ceasefire_peace_deal", 2, voice="act", cue="signed")
    undated = said("- centre + negotiation", 3, voice="act")
    view = FakeView(held={"statements": (truce, theirs, undated)})
    (act,) = acts_of(view)  # type: ignore[arg-type] # reads like a view
    assert act.day == date(2016, 1, 1)
    assert act.parties == ("groupone",)
    assert act.statement_ids == ("s1", "s2")
    assert "Centre and Groupone" in act.name


CALENDAR = """
acts:
- name: Truce of the river
  date: 2016-03-01
  parties: [rrf]
  places: Quetta
- name: Offensive
  date: 2015-06-15
"""


def test_a_calendar_is_read_in_order_of_date(tmp_path: Path) -> None:
    file = tmp_path / "acts.yaml"
    file.write_text(CALENDAR, encoding="utf-8")
    acts = read_calendar(file)
    assert [act.name for act in acts] == ["Offensive", "Truce of the river"]
    assert acts[1].places == ("Quetta",)
    assert find_act(acts, "river") == find_act(acts, "2016-03-01") == acts[1]
    with pytest.raises(UnknownActError, match="Offensive"):
        find_act(acts, "armistice")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("acts: [", "no YAML"),
        ("acts: []", "no list of acts"),
        ("- a", "no list of acts"),
        ("acts: [talks]", "act 1 is no mapping"),
        ("acts: [{name: Talks}]", "act 1 needs a name and a date"),
        ("acts: [{name: Talks, date: soon}]", "a date such as 2014-06-15"),
        ("acts: [{name: Talks, date: 2016-01-01, region: X}]", "unknown fields: region"),
    ],
)
def test_a_calendar_that_cannot_be_read_says_why(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "acts.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarError, match=words):
        read_calendar(file)
