from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

if TYPE_CHECKING:
    from cli.conftest import Desk

EVENT_FIELDS = """
event_id document_id document_external_id document_url document_published incident_id type
category status background part_of happened_from happened_to happened_precision place place_id
latitude longitude place_precision admin2 admin1 country perpetrators targets target_class tactic
weapon toll killed_low killed_best killed_high killed_attackers_low killed_attackers_best
killed_attackers_high injured_low injured_best injured_high claimed_by denied_by summary
confidence evidence
"""
INCIDENT_FIELDS = """
incident_id aliases event_ids dataset document_urls outlets origins disputed assertions toll_rule
review release
"""
STATEMENT_FIELDS = """
statement_id document_id document_external_id document_url speaker speaker_id speaker_name person
office speaker_side voice cue stance option target target_id hedged forecast condition reported_by
utterance_id said_from said_to quote start end confidence
"""
KINDS = ("documents", "events", "incidents", "statements", "positions", "relations", "statistics")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("events", EVENT_FIELDS), ("incidents", INCIDENT_FIELDS), ("statements", STATEMENT_FIELDS)],
)
def test_every_field_of_the_contract_is_there(built: Desk, kind: str, fields: str) -> None:
    row = built.rows(kind)[0]

    assert [f for f in fields.split() if f not in row] == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_written_as_csv_and_parquet(built: Desk, kind: str) -> None:
    table, frame = built.folder / f"{kind}.csv", built.folder / f"{kind}.parquet"

    built.run("export", kind, "-o", str(table))
    built.run("export", kind, "-o", str(frame))

    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == pl.read_parquet(frame).height


def test_geojson_holds_the_places(built: Desk) -> None:
    out = built.folder / "incidents.geojson"

    built.run("export", "incidents", "-o", str(out))

    (feature,) = json.loads(out.read_text("utf-8"))["features"]
    longitude, latitude = feature["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (67, 30)


def test_a_scope_narrows_the_rows(built: Desk) -> None:
    assert built.rows("incidents", "--since", "2024") == []
    assert len(built.rows("incidents", "--until", "2023", "--countries", "PK")) == 1


def test_a_month_that_is_none_is_misuse(built: Desk) -> None:
    assert "is no date" in built.run("export", "events", "--since", "2023-13", status=2)


@pytest.mark.parametrize("shape", ["ged", "acled", "gtd", "polecat"])
def test_incidents_are_written_in_the_columns_of_other_data_sets(built: Desk, shape: str) -> None:
    out = built.folder / "shaped.csv"

    said = built.run("export", "incidents", "--as", shape, "-o", str(out))

    assert "1 row for 1 incident" in said
    losses = built.folder / "shaped.losses.csv"
    assert losses.read_text("utf-8").startswith("incident_id,field,lost,why")
    assert "lost: injured" in said or shape == "gtd"


def test_a_shape_is_for_incidents_and_csv(built: Desk) -> None:
    assert "--as writes incidents" in built.run("export", "events", "--as", "ged", status=2)
    assert "--as writes csv" in built.run(
        "export", "incidents", "--as", "ged", "--format", "jsonl", status=2
    )
