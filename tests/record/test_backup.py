from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.making import NOON, coding, document, event, incident, on, ruling, start

from concord.record import open_record, tables
from concord.record.backup import (
    BackupExistsError,
    DamagedBackupError,
    RecordInTheWayError,
    check_backup,
    restore_backup,
    write_backup,
)
from concord.record.doctor import diagnose

if TYPE_CHECKING:
    from pathlib import Path

    from concord.record import Record

TEXT = document(
    "A bomb went off in Bannu; it killed two. \u0628\u0646\u0648\u06ba", "a", title="Blast"
)
BOMB = event(TEXT, "bomb", happened=on("2023-01-30"))


@pytest.fixture
def coded(record: Record) -> Record:
    record.add([TEXT])
    run = start(record)
    record.write_codings(run, [coding(TEXT, BOMB)])
    record.decide(ruling("accept", BOMB.id))
    record.write_incidents(run, [incident(BOMB)])
    return record


def rows(record: Record) -> dict[str, list[tuple[object, ...]]]:
    with record.database.read() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in tables.METADATA.sorted_tables
        }


def back_up(record: Record, file: Path) -> Path:
    write_backup(record.database, file, recorded=NOON.isoformat())
    return file


@pytest.mark.parametrize("to", ["sqlite", pytest.param("other", marks=pytest.mark.postgresql)])
def test_what_is_restored_is_what_was_there(
    coded: Record, tmp_path: Path, to: str, request: pytest.FixtureRequest
) -> None:
    file = back_up(coded, tmp_path / "b.gz")
    if to == "other" and not coded.database.is_sqlite:
        pytest.skip("one server is enough")
    target = (
        str(tmp_path / "new.db") if to == "sqlite" else request.getfixturevalue("postgresql_url")
    )
    restored = restore_backup(file, target)
    assert restored.rows["documents"] == 1
    with open_record(target) as again:
        assert rows(again) == rows(coded)
        assert diagnose(again) == diagnose(coded)
        assert [hit.document_id for hit in again.search("bannu")] == [TEXT.id]
        # New rows are numbered after the old ones.
        assert again.add([document("Another bomb.", "b")]).added == 1
        assert again.remove(TEXT.id)
        run = start(again, coder="2")
        assert [each.id for each in again.runs()][-1] == run.id


def test_the_same_record_gives_the_same_bytes(coded: Record, tmp_path: Path) -> None:
    first, second = (back_up(coded, tmp_path / name) for name in ("1.gz", "2.gz"))
    assert first.read_bytes() == second.read_bytes()


def test_a_backup_is_made_while_another_program_writes(file_record: Record, tmp_path: Path) -> None:
    file_record.add([TEXT])
    with file_record.database.write() as connection:
        connection.execute(sa.delete(tables.lifecycle))
        file = back_up(file_record, tmp_path / "b.gz")
    assert check_backup(file).rows["documents"] == 1


def test_nothing_is_overwritten(file_record: Record, tmp_path: Path) -> None:
    file = back_up(file_record, tmp_path / "b.gz")
    # An empty record, as a restoration that was killed leaves it, is no obstacle.
    restore_backup(file, str(tmp_path / "concord.db"))
    file_record.add([TEXT])
    with pytest.raises(BackupExistsError, match="not overwritten"):
        back_up(file_record, file)
    with pytest.raises(RecordInTheWayError, match="not overwritten"):
        restore_backup(file, str(tmp_path / "concord.db"))
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.postgresql
def test_a_database_with_a_record_is_not_restored_over(postgresql_url: str, tmp_path: Path) -> None:
    with open_record(postgresql_url) as record:
        record.add([TEXT])
        file = back_up(record, tmp_path / "b.gz")
        with pytest.raises(RecordInTheWayError):
            restore_backup(file, postgresql_url)
        assert len(list(record.documents())) == 1


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("backup")
    with open_record(folder / "r.db") as record:
        record.add([TEXT])
        return back_up(record, folder / "b.gz").read_bytes()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_backup_is_refused_before_anything_is_written(
    whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    """One byte of the packed lines is another, or the file is cut off."""
    at = data.draw(st.integers(10, len(whole) - 9))
    cut = data.draw(st.booleans())
    bad = whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
    file, target = tmp_path / "bad.gz", tmp_path / "restored.db"
    file.write_bytes(bad)
    with pytest.raises(DamagedBackupError, match="Nothing was changed"):
        restore_backup(file, str(target))
    assert not target.exists()


def repack(whole: bytes, file: Path, change: dict[int, object]) -> Path:
    lines = gzip.decompress(whole).splitlines(keepends=True)
    for at, value in change.items():
        lines[at] = json.dumps(value).encode() + b"\n"
    file.write_bytes(gzip.compress(b"".join(lines)))
    return file


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({0: {"format": "other"}}, "no backup of a record"),
        ({0: {"format": "concord-backup-1", "recorded": "", "steps": ["x"]}}, "newer version"),
        ({1: {"table": "sqlite_master", "columns": []}}, "does not know"),
        ({1: {"table": "documents", "columns": ["no such"]}}, "does not know"),
        ({2: []}, "checksum"),
        ({-1: {"sha256": "0"}}, "checksum"),
    ],
)
def test_a_backup_that_was_changed_is_refused(
    whole: bytes, tmp_path: Path, change: dict[int, object], message: str
) -> None:
    file = repack(whole, tmp_path / "b.gz", change)
    with pytest.raises(DamagedBackupError, match=message):
        restore_backup(file, str(tmp_path / "new.db"))


# A fixed time in the header: otherwise the tests' names differ from one collection to the next.
@pytest.mark.parametrize(
    "content", [b"", b"no gzip", gzip.compress(b"", mtime=0), gzip.compress(b"x\n", mtime=0)]
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "b.gz"
    file.write_bytes(content)
    with pytest.raises(DamagedBackupError):
        check_backup(file)
