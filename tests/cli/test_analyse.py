"""`concord analyse`: each analysis as table, JSON, CSV and picture, its numbers those of Python."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from concord import analysis
from concord.analysis.measures import records
from concord.codebook.book import load
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Desk
    from concord.model import Finding
    from concord.record import View

# The command and the function of the library that it is a face of.
ASKED: dict[str, Callable[[View], Finding]] = {
    "totals": analysis.totals,
    "apart": analysis.apart,
    "trends": analysis.trends,
    "trends --window year --by province": lambda v: analysis.trends(
        v, window="year", by="province"
    ),
    "shares": analysis.shares,
    "shares --window year": analysis.shares_by_period,
    "shares --by type": lambda v: analysis.shares(v, by="type"),
    "maps": analysis.maps,
    "maps --level district": lambda v: analysis.maps(v, level="district"),
    "maps --level district --districts 2008": lambda v: analysis.maps(
        v.in_districts_of(2008), level="district"
    ),
    "maps --level hexagon": analysis.density,
    "changes": analysis.changes,
    "bias": analysis.bias,
    "acts": analysis.acts,
    "effects": analysis.effects,
    "agreement": analysis.agreement,
    "agreement --show divergence": lambda v: analysis.divergence(v, window="all"),
    "agreement --show reversals": analysis.reversals,
    "agreement --show matrix": lambda v: analysis.agreement_matrix(analysis.agreement(v)),
}
PERIODS = ("--earlier", "2023-03", "--later", "2024-03")


def found(desk: Desk, ask: Callable[[View], Finding]) -> Finding:
    with open_record(str(desk.record), create=False) as record:
        return ask(record.view(book=load()))


def as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON has it: tuples are lists."""
    kept: dict[str, Any] = json.loads(
        json.dumps({"title": finding.title, "columns": finding.columns, "rows": finding.rows})
    )
    return kept


@pytest.mark.parametrize("line", sorted(ASKED))
def test_the_command_line_says_what_python_says(built: Desk, line: str) -> None:
    told = json.loads(built.run("analyse", *line.split(), "--json"))
    wanted = as_json(found(built, ASKED[line]))
    assert {name: told[name] for name in wanted} == wanted


@pytest.mark.parametrize("line", ["totals", "maps --level hexagon", "shares --window year", "bias"])
def test_rows_are_written_as_csv(built: Desk, tmp_path: Path, line: str) -> None:
    out = tmp_path / "rows.csv"
    built.run("analyse", *line.split(), "-o", str(out))
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    finding = found(built, ASKED[line])
    assert rows[0] == list(finding.columns)
    assert rows[1:] == [["" if value is None else str(value) for value in row]
                        for row in finding.rows]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["totals", "trends", "trends --by type", "shares", "shares --window year", "maps",
             "maps --level hexagon", "maps --level district", "bias"],
)  # fmt: skip
def test_charts_are_written(built: Desk, tmp_path: Path, line: str) -> None:
    out = tmp_path / "chart.svg"
    built.run("analyse", *line.split(), "--chart", str(out))
    assert out.read_text("utf-8").startswith("<svg")


def test_a_table_carries_its_definition(built: Desk) -> None:
    printed = built.run("analyse", "totals")
    assert printed.startswith("1 incident counted")
    assert "Definition: " in printed


def test_a_finding_without_rows_prints_no_empty_table(built: Desk) -> None:
    printed = built.run("analyse", "audit")
    assert printed.startswith("No sample has been audited\n\nHow right")
    assert "----" not in printed


def test_two_periods_like_for_like(built: Desk, tmp_path: Path) -> None:
    told = json.loads(built.run("analyse", "compare", *PERIODS, "--json"))
    first = dict(zip(told["columns"], told["rows"][0], strict=True))
    assert (first["earlier"], first["later"]) == (1, 0)
    built.run("analyse", "compare", *PERIODS, "--chart", str(tmp_path / "c.png"))
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


def test_rates_need_a_table_of_populations(built: Desk, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("place,population\nBalochistan,12000000\n", encoding="utf-8")
    told = json.loads(built.run("analyse", "rates", "--population", str(people), "--json"))
    row = dict(zip(told["columns"], told["rows"][0], strict=True))
    assert row["place"] == "Balochistan"
    assert row["incidents_per_100000_a_year"] == pytest.approx(1 / 120, abs=0.001)
    people.write_text("name,number\n", encoding="utf-8")
    said = built.run("analyse", "rates", "--population", str(people), status=1)
    assert "Write a CSV with the columns place and population" in said


def test_boundaries_that_name_no_place_say_what_to_do(built: Desk, tmp_path: Path) -> None:
    file = tmp_path / "x.geojson"
    ring = [[66.5, 29.8], [67.5, 29.8], [67.5, 30.6], [66.5, 29.8]]
    feature = {"type": "Feature", "properties": {"name": "Atlantis"},
               "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    chart = ("--boundaries", str(file), "--chart", str(tmp_path / "m.svg"))
    said = built.run("analyse", "maps", "--level", "district", *chart, status=1)
    assert "No place of the table has a name of the boundaries" in said


def test_an_act_of_a_calendar_is_shown_month_by_month(built: Desk, tmp_path: Path) -> None:
    calendar = tmp_path / "acts.yaml"
    calendar.write_text("acts:\n- name: Truce\n  date: 2023-03-01\n", encoding="utf-8")
    asked = ("analyse", "effects", "--calendar", str(calendar))
    assert "none can be measured here" in built.run(*asked)
    assert "not enough months on both sides" in built.run(*asked, "--act", "Truce", "--series")
    assert "no date before it" in built.run(*asked, "--act", "Truce", "--placebos")
    for errors in analysis.ERRORS:
        built.run(*asked, "--errors", errors)
    assert "There is no act 'War'" in built.run(*asked, "--act", "War", status=1)


def test_the_calendar_of_a_file_can_be_listed(built: Desk, tmp_path: Path) -> None:
    calendar = tmp_path / "acts.yaml"
    calendar.write_text("acts:\n- name: Truce\n  date: 2023-03-01\n", encoding="utf-8")
    printed = built.run("analyse", "acts", "--calendar", str(calendar))
    assert printed.startswith("1 dated act of policy, on 1 March 2023")


def test_movements_are_rolled_up_for_the_whole_scope_only(built: Desk) -> None:
    said = built.run("analyse", "shares", "--roll-up", "--window", "year", status=2)
    assert "--roll-up is for shares of the whole scope" in said


class Headlines(HTMLParser):
    """Collects the titles of the report's figures and its headline numbers, whole."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in {"h3", "dd"}:
            self._open = True
            self.told.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"h3", "dd"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.told[-1] += re.sub(r"\s+", " ", data)


def test_the_report_says_what_the_command_line_and_python_say(built: Desk) -> None:
    """The same record, three faces: the titles of the figures and the totals are the same."""
    out = built.folder / "same.html"
    built.run("report", "-o", str(out))
    page = Headlines()
    page.feed(out.read_text("utf-8"))
    for line in ("trends", "maps", "shares", "agreement", "acts", "effects"):
        title = json.loads(built.run("analyse", line, "--json"))["title"]
        assert title == found(built, ASKED[line]).title
        assert title in page.told, line
    for row in records(found(built, analysis.totals)):
        if row["measure"] in {"incidents", "killed"}:
            assert any(told.startswith(f"{row['best']}") for told in page.told), row["measure"]
