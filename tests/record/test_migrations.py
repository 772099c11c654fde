from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from concord.record import open_record
from concord.record.migrations import MIGRATIONS, Migration, add_run_packs, migrate
from concord.record.run_packs import packs_of

if TYPE_CHECKING:
    from concord.record import Record


def add_column(connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE runs ADD COLUMN note TEXT"))


def break_off(connection: sa.Connection) -> None:
    add_column(connection)
    connection.execute(sa.text("CREATE TABLE half (id INTEGER)"))
    message = "the power went"
    raise RuntimeError(message)


def tables_of(record: Record) -> set[str]:
    with record.database.read() as connection:
        return set(sa.inspect(connection).get_table_names())


def columns_of(record: Record, table: str) -> set[str]:
    with record.database.read() as connection:
        return {each["name"] for each in sa.inspect(connection).get_columns(table)}


def test_a_record_takes_each_step_once(record: Record) -> None:
    assert migrate(record.database) == ()
    more = (*MIGRATIONS, Migration("note", add_column))
    assert migrate(record.database, more) == ("note",)
    assert "note" in columns_of(record, "runs")
    assert migrate(record.database, more) == ()


def test_a_step_that_breaks_off_leaves_no_trace(record: Record) -> None:
    before = tables_of(record)
    with pytest.raises(RuntimeError, match="power"):
        migrate(record.database, (*MIGRATIONS, Migration("broken", break_off)))
    assert tables_of(record) == before
    assert "note" not in columns_of(record, "runs")
    assert migrate(record.database, (*MIGRATIONS, Migration("note", add_column))) == ("note",)


def test_a_record_that_broke_off_at_its_first_step_can_be_opened(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "concord.record.opening.migrate",
        lambda database: migrate(database, (Migration("tables", break_off),)),
    )
    with pytest.raises(Exception, match=r"runs|power"):
        open_record(target)
    monkeypatch.undo()
    with open_record(target) as record:
        assert list(record.documents()) == []


def test_a_record_whose_runs_did_not_tell_their_packs_tells_them_from_now_on(
    record: Record,
) -> None:
    key = {"engine": "rules", "coder_version": "1", "model_version": "none"}
    run = record.start_run(**key, codebook_version="v1")
    with record.database.write() as connection:
        connection.execute(sa.text("ALTER TABLE run_starts DROP COLUMN packs"))
        add_run_packs(connection)
        add_run_packs(connection)
    assert packs_of(record.database, run) == ()
    record.start_run(**key, codebook_version="v1", packs=["world", "/data/own"])
    record.start_run(**key, codebook_version="v1")
    assert packs_of(record.database, run) == ("world", "/data/own")


def test_steps_have_names_of_their_own() -> None:
    names = [step.name for step in MIGRATIONS]
    assert len(set(names)) == len(names)
