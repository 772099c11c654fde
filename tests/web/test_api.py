"""The interface for programs: rows of the exports, pages by cursor, tags, and streams."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.record.making import NOON

from concord.model import Decision
from concord.record.rows import rows
from concord.web.api import exports

if TYPE_CHECKING:
    from concord.record import Record


def test_incidents_are_the_rows_of_the_export(client: Any, record: Record, book: Any) -> None:
    answer = client.get("/api/incidents?sort=oldest").json()
    exported = list(rows(record.view(book=book), "incidents", book))
    assert answer["total"] == 4
    assert answer["next"] is None
    assert answer["items"] == json.loads(json.dumps(exported))


def test_pages_follow_each_other_by_cursor(client: Any) -> None:
    seen, cursor = [], None
    for _ in range(10):
        more = f"&cursor={cursor}" if cursor else ""
        page = client.get(f"/api/incidents?limit=1{more}").json()
        seen += [item["incident_id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 4


@pytest.mark.parametrize("kind", ["events", "statements", "relations", "statistics", "documents",
                                  "positions", "decisions"])  # fmt: skip
def test_every_table_comes_in_pages(client: Any, kind: str) -> None:
    whole = client.get(f"/api/{kind}?limit=500").json()
    assert whole["total"] == len(whole["items"])
    if whole["total"] > 1:
        first = client.get(f"/api/{kind}?limit=1").json()
        second = client.get(f"/api/{kind}?limit=1&cursor={first['next']}").json()
        assert [*first["items"], *second["items"]] == whole["items"][:2]


def test_a_lost_cursor_says_so(client: Any) -> None:
    answer = client.get("/api/incidents?cursor=gone")
    assert answer.status_code == 400
    assert "first page" in answer.json()["error"]
    assert client.get("/api/events?cursor=x").status_code == 400


def test_the_same_scopes_narrow(client: Any) -> None:
    assert client.get("/api/incidents?places=Quetta").json()["total"] == 2
    assert client.get("/api/totals?places=Quetta").json()["tolls"]["killed"]["best"] == 7
    facets = client.get("/api/facets?since=2024").json()
    assert {"value": "bombing", "incidents": 1} in facets["facets"]["types"]
    trend = client.get("/api/trend?since=2024&until=2024").json()
    assert sum(period["incidents"] for period in trend["periods"]) == 2
    places = client.get("/api/places").json()["places"]
    assert [p["drawn"] for p in places] == [True, True, False]
    finding = client.get("/api/findings/totals").json()
    assert finding["rows"][0][0] == "incidents"


def test_an_answer_is_not_sent_twice(client: Any, record: Record, ids: tuple[str, ...]) -> None:
    first = client.get("/api/incidents")
    tag = first.headers["etag"]
    again = client.get("/api/incidents", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/api/incidents?limit=2").headers["etag"] != tag
    record.decide(Decision(sequence=0, kind="accept", subjects=(ids[0],), who="me", recorded=NOON))
    changed = client.get("/api/incidents", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_one_incident_and_one_document(client: Any, ids: tuple[str, ...]) -> None:
    assert client.get(f"/api/incidents/{ids[0]}").json()["incident_id"] == ids[0]
    assert client.get("/api/incidents/nothing").status_code == 404
    document = client.get("/api/documents/d4").json()
    assert document["title"] == "Report 4"
    assert document["text"] is None, "texts hold names"
    assert client.get("/api/documents/nothing").json() == {
        "error": "The record holds no document of this name."
    }


def test_downloads_hold_what_the_list_shows(client: Any) -> None:
    answer = client.get("/api/export/incidents.csv?types=bombing&disputed=true")
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents.csv"'
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["type"] for row in table] == ["bombing"]
    lines = client.get("/api/export/incidents.jsonl").text.splitlines()
    assert len(lines) == 4
    drawn = client.get("/api/export/incidents.geojson").json()
    assert drawn["type"] == "FeatureCollection"
    frame = pl.read_parquet(io.BytesIO(client.get("/api/export/incidents.parquet").content))
    assert frame.height == 4


@pytest.mark.parametrize("fmt", ["csv", "jsonl", "geojson"])
def test_a_download_is_sent_while_it_is_read(
    client: Any, monkeypatch: pytest.MonkeyPatch, fmt: str
) -> None:
    whole = client.get(f"/api/export/incidents.{fmt}")
    assert "content-length" not in whole.headers
    monkeypatch.setattr(exports, "BATCH", 1)
    assert client.get(f"/api/export/incidents.{fmt}").text == whole.text
    items = client.get("/api/incidents").json()["items"]
    read: list[str] = []

    def one_by_one() -> Any:
        for item in items:
            read.append(item["incident_id"])
            yield item

    sent = exports.stream_text(one_by_one(), "incidents", fmt)
    next(sent)
    assert len(read) == 1
    next(sent)
    assert len(read) == 2


def test_a_table_in_columns_is_the_same_in_any_batches(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> pl.DataFrame:
        return pl.read_parquet(io.BytesIO(client.get("/api/export/incidents.parquet").content))

    whole = read()
    monkeypatch.setattr(exports, "BATCH", 1)
    assert read().equals(whole)
    assert client.get("/api/export/incidents.parquet?countries=FR").status_code == 200


def test_a_header_comes_alone_where_there_is_nothing(client: Any) -> None:
    lines = client.get("/api/export/incidents.csv?countries=FR").text.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("incident_id,")


@pytest.mark.parametrize(
    "kind",
    ["documents", "events", "statements", "relations", "statistics", "positions", "agreement",
     "acts", "decisions", "problems"],
)  # fmt: skip
def test_every_kind_downloads(client: Any, kind: str) -> None:
    assert client.get(f"/api/export/{kind}.csv").status_code == 200


def test_what_cannot_be_downloaded_says_what_can(client: Any) -> None:
    answer = client.get("/api/export/secrets.csv")
    assert answer.status_code == 404
    assert "incidents" in answer.json()["error"]
    assert client.get("/api/export/incidents.exe").status_code == 404
    assert client.get("/api/export/statements.geojson").status_code == 400


def test_the_interface_describes_itself(client: Any) -> None:
    described = client.get("/api/openapi.json").json()
    names = [p["name"] for p in described["paths"]["/api/incidents"]["get"]["parameters"]]
    assert {"since", "places", "killed", "cursor", "limit"} <= set(names)
    assert all(path.startswith("/api") for path in described["paths"])
    page = client.get("/api").text
    assert "GET /api/incidents" in page


def test_the_interface_writes_nothing(client: Any) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.request(method, "/api/incidents").status_code == 405


@pytest.mark.slow
def test_whatever_is_asked_is_answered_as_described(app: Any) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis
        from hypothesis import HealthCheck, Phase, given, settings

        schema = schemathesis.openapi.from_dict(app.openapi())
        schema.app = app
        found = [
            operation.ok()
            for operation in schema.get_all_operations()
            if operation.ok().path.startswith("/api") and operation.ok().method == "get"
        ]
        assert len(found) > 12
        for operation in found:

            @given(case=operation.as_strategy())
            @settings(
                max_examples=12, deadline=None, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck), derandomize=True, database=None,
            )  # fmt: skip
            def ask(case: Any) -> None:
                answer = case.call(headers={"host": "testserver"})
                assert answer.status_code < 500, (case.path, case.query)
                assert answer.status_code in (200, 304, 400, 404, 422), answer.status_code

            ask()
