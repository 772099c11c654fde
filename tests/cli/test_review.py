from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.conftest import Desk


def test_a_correction_shows_beside_the_machines_value(built: Desk) -> None:
    (incident,) = built.rows("incidents")

    built.run("review", "correct", incident["incident_id"], "killed_low", "11", "--as", "ayesha")

    (after,) = built.rows("incidents")
    assert (after["killed_low"], after["review"]) == (11, "corrected")
    log = json.loads(built.run("review", "log", "--json"))
    assert [(d["who"], d["decision"], d["value"]) for d in log] == [("ayesha", "correct", 11)]


def test_a_rejected_incident_is_counted_nowhere_and_undo_brings_it_back(built: Desk) -> None:
    (incident,) = built.rows("incidents")

    built.run("review", "reject", incident["incident_id"])
    assert built.rows("incidents") == []
    built.run("review", "undo", "1")

    assert [i["incident_id"] for i in built.rows("incidents")] == [incident["incident_id"]]


def test_different_parts_two_events_and_same_joins_them_again(built: Desk) -> None:
    (incident,) = built.rows("incidents")
    one, other = incident["event_ids"]

    built.run("review", "different", one, other)
    assert len(built.rows("incidents")) == 2
    built.run("review", "same", one, other)

    assert [i["event_ids"] for i in built.rows("incidents")] == [[one, other]]


def test_split_takes_an_event_out(built: Desk) -> None:
    (incident,) = built.rows("incidents")

    built.run("review", "split", incident["event_ids"][1])

    assert len(built.rows("incidents")) == 2


def test_a_decision_survives_recoding(built: Desk) -> None:
    (incident,) = built.rows("incidents")
    built.run("review", "correct", incident["incident_id"], "status", "alleged")

    built.run("code", "--pack", "world")
    built.run("link", "--pack", "world")

    assert [i["status"] for i in built.rows("incidents", "--pack", "world")] == ["alleged"]


def test_an_unknown_subject_is_an_error_that_says_where_ids_are(built: Desk) -> None:
    assert "export incidents" in built.run("review", "accept", "i-nothing", status=1)


def test_the_same_seed_draws_the_same_sample(built: Desk) -> None:
    once = built.run("review", "sample", "--size", "1", "--json")

    assert json.loads(once)
    assert built.run("review", "sample", "--size", "1", "--json") == once


def test_a_coders_table_is_compared_with_the_machines_export(built: Desk) -> None:
    machine = built.folder / "machine.csv"
    built.run("export", "events", "-o", str(machine))
    urls = ["https://valleytimes.example/quetta-blast", "https://harbourpost.example/toll"]
    lines = ["document_url,type,place,happened_from,killed"]
    lines += [f"{url},suicide_bombing,Quetta,2023-03-06,6" for url in urls]
    (built.folder / "ayesha.csv").write_text("\n".join(lines), encoding="utf-8")

    shown = built.run("review", "agreement", str(built.folder / "ayesha.csv"), str(machine))
    as_json = built.run(
        "review", "agreement", str(built.folder / "ayesha.csv"), str(machine), "--json"
    )

    assert "alpha nominal" in shown
    found = json.loads(as_json)
    assert found["rows"][0][:3] == ["event", "matched", 1.0]
    assert "Only 2 documents" in " ".join(found["checks"])


def test_a_file_that_is_no_coding_is_refused_in_a_line(built: Desk) -> None:
    (built.folder / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    file = str(built.folder / "x.csv")

    assert "concord export events" in built.run("review", "agreement", file, file, status=1)
