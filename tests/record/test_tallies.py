"""Counts that writers keep: those of the rows, after whatever happens to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from tests.invented import make_view
from tests.record.making import code_plainly, coding, document, event, start
from tests.web.filling import fill

from concord.model import ExternalEvent, Problem
from concord.record import open_record, tables
from concord.record.backup import restore_backup, write_backup
from concord.record.doctor import diagnose
from concord.record.externals import dataset_names, edition_names
from concord.record.freshness import state_of
from concord.record.migrations import MIGRATIONS, migrations
from concord.record.papers import count_papers
from concord.record.tallies import CODINGS, DOCUMENTS, Key, counted, miscounted, total

if TYPE_CHECKING:
    from pathlib import Path

    from concord.record import Record

TEXTS = [document(f"A bomb in Bannu {n}.", f"{n}.txt") for n in range(3)]
CALM = document("Rain fell on Quetta.", "calm.txt")


@pytest.fixture
def counted_record(record: Record) -> Record:
    record.add([*TEXTS, CALM, TEXTS[0]])
    run = start(record)
    record.write_codings(run, code_plainly(TEXTS[:2]))
    record.write_codings(run, code_plainly([*TEXTS, CALM]))
    facts = event(TEXTS[0], "bomb")
    for version in ("1", "1", "2"):
        record.add_external(
            [ExternalEvent(dataset="ged", version=version, external_id="7", facts=facts)]
        )
    problem = Problem(where=TEXTS[1].id, code="odd", message="odd", stage="reading")
    record.write_problems([problem, problem])
    return record


def check(record: Record) -> None:
    with record.database.read() as connection:
        assert miscounted(connection) == []


def test_rows_are_counted_once(counted_record: Record) -> None:
    check(counted_record)
    with counted_record.database.read() as connection:
        run = counted_record.chosen_run()
        assert run is not None
        assert counted(connection, CODINGS, run.id) == {
            Key(run.id, "coded"): 3, Key(run.id, "rejected", "no violence"): 1,
        }  # fmt: skip
        assert total(connection, CODINGS) == total(connection, DOCUMENTS) == 4
        assert total(connection, CODINGS, "no run") == 0
    assert edition_names(counted_record.database) == ("ged", "ged@1", "ged@2")
    assert dataset_names(counted_record.database) == ("ged",)


def test_papers_are_counted_without_those_set_aside(counted_record: Record) -> None:
    run = counted_record.chosen_run()
    assert run is not None
    counted_record.add([late := document("A late bomb.", "late.txt")])
    counted_record.remove(TEXTS[0].id)
    count = {o: count_papers(counted_record.database, run.id, o)
             for o in ("coded", "rejected", "failed", "pending", None)}  # fmt: skip
    assert count == {"coded": 2, "rejected": 1, "failed": 0, "pending": 1, None: 4}
    counted_record.remove(late.id)
    assert count_papers(counted_record.database, run.id, "pending") == 0


def test_what_is_forgotten_is_counted_no_more(counted_record: Record) -> None:
    before = state_of(counted_record.database)
    counted_record.forget(CALM.id)
    counted_record.forget(TEXTS[1].id)
    check(counted_record)
    assert state_of(counted_record.database) != before


def test_a_killed_transaction_counts_nothing(counted_record: Record) -> None:
    run = start(counted_record, engine="other")

    def write() -> None:
        counted_record.write_codings(run, [coding(CALM), coding(document("unknown"))])

    with pytest.raises(Exception, match="holds no document"):
        write()
    check(counted_record)


def test_an_older_record_is_counted_when_it_is_opened(target: str) -> None:
    with open_record(target) as record:
        fill(record, make_view())
        with record.database.write() as connection:
            tables.tallies.drop(connection)
            connection.execute(sa.text("DROP INDEX documents_newest"))
            connection.execute(sa.text("DROP INDEX codings_with_problems"))
            steps = [step.name for step in MIGRATIONS]
            since = migrations.c.number > steps.index("tallies")
            connection.execute(sa.delete(migrations).where(since))
    with open_record(target) as record:
        check(record)
        assert [each for each in diagnose(record) if each.code in ("schema", "count")] == []


def test_a_restored_record_is_counted(counted_record: Record, tmp_path: Path) -> None:
    write_backup(counted_record.database, tmp_path / "one.gz", recorded="2024-01-01")
    restore_backup(tmp_path / "one.gz", str(tmp_path / "restored.db"))
    with open_record(tmp_path / "restored.db") as restored:
        check(restored)
        assert edition_names(restored.database) == ("ged", "ged@1", "ged@2")


def test_the_doctor_finds_a_wrong_count(counted_record: Record) -> None:
    with counted_record.database.write() as connection:
        connection.execute(sa.update(tables.tallies).values(number=9))
        connection.execute(sa.delete(tables.tallies).where(tables.tallies.c.what == "problems"))
    found = [each.message for each in diagnose(counted_record) if each.code == "count"]
    assert any("documents : 9 are counted, 4 are there" in each for each in found)
    assert any(each.startswith("problems : 0 are counted, 1 are there") for each in found)
