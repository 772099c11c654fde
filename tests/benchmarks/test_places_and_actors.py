from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks import actors, places
from concord.codebook import load

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BOOK = load()


def toponym(text: str, phrase: str, lat: float, lon: float, **extra: str) -> dict[str, object]:
    start = text.index(phrase)
    return {
        "start": start,
        "end": start + len(phrase),
        "phrase": phrase,
        "lat": lat,
        "lon": lon,
        **extra,
    }


def test_places_scores_a_file_in_the_format_of_the_data_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Two men were shot in Quetta. The family lives in Blunderpur, near Karachi."
    document = {
        "doc_id": "a",
        "text": text,
        "toponyms": [
            toponym(text, "Quetta", 30.18, 67.0, country="Pakistan"),
            toponym(text, "Blunderpur", 30.0, 67.0),
            toponym(text, "Karachi", 24.86, 67.01, type="Metonymic"),
        ],
    }
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps(document) + "\n", encoding="utf-8")
    assert places.main(["--file", str(file), "--errors", "5", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert (figures["rows"], figures["coverage"]) == (2, 0.5)
    assert (figures["acc_161"], figures["acc_161_covered"], figures["country"]) == (0.5, 1.0, 1.0)


def test_places_without_data_are_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert places.main(["--file", str(tmp_path / "none.jsonl"), "--json"]) == 0
    assert capsys.readouterr().out.startswith("places: skipped")


def test_the_names_of_the_sides_are_counted_by_their_events() -> None:
    event = {"date_start": "2014-05-01", "side_a": "Government of Pakistan"}
    events = [{**event, "side_b": "TTP"}, {**event, "side_b": "Club of the Blunderers"}]
    counts = actors.resolved_names([*events, {**event, "side_b": "Civilians"}], BOOK)
    assert counts == {
        "Government of Pakistan": [3, 3],
        "TTP": [1, 1],
        "Club of the Blunderers": [0, 1],
    }


def test_a_place_counts_in_its_district_as_it_was_called() -> None:
    row = {
        "place": "Wana town",
        "adm_1": "Federally Administered Tribal Areas",
        "adm_2": "South Waziristan agency",
        "where_prec": "1",
        "n_events": "3",
    }
    assert actors.score_places([row], BOOK)[:2] == (1.0, 1.0)
    plain, _, wrong = actors.score_places([{**row, "adm_2": "Lahore district"}], BOOK)
    assert plain == 0.0
    assert wrong[0].startswith("Wana town (Lahore district, 3)")


def test_names_that_the_codebook_lacks_are_listed() -> None:
    incident = {"perpetrator": "Club of the Blunderers", "place": "Blunderpur, Quetta"}
    missing = actors.missing_names([{"incidents": [incident]}], BOOK)
    assert (list(missing["actors"]), list(missing["places"])) == (
        ["Club of the Blunderers"],
        ["Blunderpur"],
    )
