from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from tests.record.making import (
    code_plainly,
    coding,
    document,
    event,
    link_plainly,
    ruling,
    start,
)

from concord.record import Record, open_record
from concord.record.doctor import diagnose

if TYPE_CHECKING:
    from pathlib import Path

TEXT = document("A bomb went off in Bannu. Gunmen fired at a van.", "a.txt")
CALM = document("Rain fell on Quetta.", "b.txt")
BOMB, SHOTS = event(TEXT, "bomb"), event(TEXT, "fired", "armed_attack")


def codes(record: Record) -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in diagnose(record)]


@pytest.fixture
def healthy(record: Record) -> Record:
    record.add([TEXT, CALM])
    run = start(record)
    record.write_codings(run, [coding(TEXT, BOMB, SHOTS), *code_plainly([CALM])])
    link_plainly(record, run)
    return record


def test_a_healthy_record_has_no_findings(healthy: Record) -> None:
    assert diagnose(healthy) == ()


def test_an_empty_record_has_no_findings(record: Record) -> None:
    assert diagnose(record) == ()


def test_documents_that_wait_are_counted(record: Record) -> None:
    record.add([TEXT, CALM])
    assert codes(record) == [("uncoded", "runs")]
    run = start(record)
    record.write_codings(run, [coding(TEXT)])
    link_plainly(record, run)
    (finding,) = diagnose(record)
    assert (finding.code, finding.where) == ("uncoded", run.id)
    assert "1 of 2 documents" in finding.message


def test_an_orphan_is_listed_and_never_dropped(healthy: Record) -> None:
    healthy.decide(ruling("reject", SHOTS.id))
    better = start(healthy, coder="2")
    link_plainly(healthy, better)
    assert ("orphan", SHOTS.id) not in codes(healthy), "its document waits to be coded"
    healthy.write_codings(better, [coding(TEXT, BOMB), *code_plainly([CALM])])
    link_plainly(healthy, better)
    (finding,) = diagnose(healthy)
    assert (finding.code, finding.where) == ("orphan", SHOTS.id)
    assert "Decision 1 (reject)" in finding.message
    assert len(healthy.decisions()) == 1
    healthy.decide(ruling("undo", undoes=1))
    link_plainly(healthy, better)
    assert diagnose(healthy) == ()


def test_a_decision_about_a_superseded_document_is_an_orphan(healthy: Record) -> None:
    healthy.decide(ruling("accept", BOMB.id))
    newer = document("A bomb went off in Bannu, killing two.", "a2.txt", supersedes=TEXT.id)
    healthy.add([newer])
    run = healthy.chosen_run()
    assert run is not None
    healthy.write_codings(run, [coding(newer)])
    link_plainly(healthy, run)
    (finding,) = diagnose(healthy)
    assert finding.code == "orphan"
    assert "superseded" in finding.message


def test_what_is_said_of_an_incident_makes_nothing_stale(healthy: Record) -> None:
    ident = healthy.view().incidents()[0].id
    healthy.decide(ruling("accept", ident))
    healthy.decide(ruling("correct", ident, field="status", value="foiled"))
    assert diagnose(healthy) == ()


def test_incidents_older_than_a_decision_are_stale(healthy: Record) -> None:
    healthy.decide(ruling("reject", BOMB.id))
    assert [code for code, _ in codes(healthy)] == ["stale"]
    run = healthy.chosen_run()
    assert run is not None
    link_plainly(healthy, run)
    assert diagnose(healthy) == ()
    healthy.remove(CALM.id)
    assert [code for code, _ in codes(healthy)] == ["stale"]


def test_two_events_of_one_id_are_a_fault_of_the_coder(record: Record) -> None:
    record.add([TEXT])
    run = start(record)
    record.write_codings(run, [coding(TEXT, BOMB, BOMB)])
    link_plainly(record, run, [BOMB])
    assert codes(record) == [("same_id", BOMB.id)]
    assert len(record.view().events()) == 1


def test_two_texts_at_one_address_are_pointed_out(record: Record) -> None:
    url = "https://news.example/1"
    old, new = document("A bomb.", "1", url=url), document("A bomb, later.", "2", url=url)
    record.add([old, new, document("Other", "3", url=f"{url}2")])
    run = start(record)
    record.write_codings(run, code_plainly(record.uncoded(run)))
    link_plainly(record, run)
    assert codes(record) == [("same_url", url)]
    record.remove(old.id)
    link_plainly(record, run)
    assert diagnose(record) == ()


def test_a_lost_table_or_index_is_named(healthy: Record) -> None:
    with healthy.database.write() as connection:
        connection.execute(sa.text("DROP INDEX events_by_id"))
        connection.execute(sa.text("DROP TABLE declarations"))
    assert codes(healthy) == [("schema", "declarations"), ("schema", "events_by_id")]


def test_a_coding_of_an_unknown_document_is_found(file_record: Record) -> None:
    file_record.add([TEXT])
    run = start(file_record)
    file_record.write_codings(run, [coding(TEXT)])
    link_plainly(file_record, run)
    # SQLite itself minds no foreign keys unless it is told to.
    stranger = sqlite3.connect(file_record.database.target)
    stranger.execute("DELETE FROM documents")
    stranger.commit()
    stranger.close()
    assert ("unknown_document", TEXT.id) in codes(file_record)
    assert "dangling" in {code for code, _ in codes(file_record)}


def test_a_search_that_misses_documents_is_found(file_record: Record) -> None:
    file_record.add([TEXT])
    run = start(file_record)
    file_record.write_codings(run, [coding(TEXT)])
    link_plainly(file_record, run)
    with file_record.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO documents_index (documents_index) VALUES ('delete-all')"
        )
    assert codes(file_record) == [("search", "documents_index")]


def test_damage_is_a_finding_and_the_examination_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "concord.db"
    with open_record(path) as record:
        record.add(document(f"A bomb. {'Words. ' * 300}", f"{n}.txt") for n in range(100))
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 8192 * 4096, len(content), 4096):
        content[page : page + 8] = b"\xff" * 8
    path.write_bytes(content)
    with open_record(path) as record:
        found = diagnose(record)
    assert "damaged" in {each.code for each in found}
    assert all("latest copy" in each.message for each in found if each.code == "damaged")
