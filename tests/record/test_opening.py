from __future__ import annotations

import builtins
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.making import document

from concord.errors import ConcordError
from concord.record import database as database_module
from concord.record import open_record
from concord.record.database import (
    BusyRecordError,
    DamagedRecordError,
    MissingDriverError,
    UnreachableRecordError,
    UnwritableRecordError,
    postgresql_database,
)
from concord.record.migrations import NewerRecordError, NotARecordError
from concord.record.opening import MissingRecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.record import Record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "concord.db"


def make(path: Path, count: int = 1) -> None:
    with open_record(path) as record:
        record.add(document(f"Report {n}. {'Words. ' * 40}", f"{n}.txt") for n in range(count))


def test_a_path_that_does_not_exist_becomes_a_record(path: Path) -> None:
    make(path)
    assert path.exists()


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    path.touch()
    make(path)


def test_a_reader_does_not_make_a_record(path: Path) -> None:
    with pytest.raises(MissingRecordError, match="concord build"):
        open_record(path, create=False)
    assert not path.exists()


@pytest.mark.parametrize(
    "content", [b"Title,Date\n", b"SQLite", b"\x00" * 5000, b"SQLite format 4\x00" + b"\x00" * 99]
)
def test_another_kind_of_file_is_not_touched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ConcordError, match=str(path)):
        open_record(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_not_touched(path: Path) -> None:
    stranger = sqlite3.connect(path)
    stranger.execute("CREATE TABLE bookmarks (url)")
    stranger.close()
    with pytest.raises(NotARecordError, match="another program"):
        open_record(path)


def test_a_folder_and_a_strange_url_are_no_records(tmp_path: Path) -> None:
    for target in (tmp_path, "mysql://host/name", ":memory:"):
        with pytest.raises(NotARecordError):
            open_record(target)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnwritableRecordError, match="folder does not exist"):
        open_record(tmp_path / "none" / "concord.db")


def test_a_file_that_was_cut_off_is_damaged(path: Path) -> None:
    make(path, 300)
    for size in (path.stat().st_size // 2, 50):
        os.truncate(path, size)
        with pytest.raises(DamagedRecordError, match="latest copy"):
            open_record(path)


def test_a_broken_page_is_damage_whenever_it_is_met(path: Path) -> None:
    make(path, 300)
    content = bytearray(path.read_bytes())
    for start in range(8192, len(content), 4096):
        content[start : start + 100] = b"\xff" * 100
    path.write_bytes(content)
    with pytest.raises(DamagedRecordError, match="damaged"), open_record(path) as record:
        list(record.documents())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_damage_escapes_as_an_error_of_the_database(path: Path, data: st.DataObject) -> None:
    if not path.exists():
        make(path, 30)
    whole = path.read_bytes()
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=30)):
        broken[place] = data.draw(st.integers(0, 255))
    other = path.with_name("broken.db")
    other.write_bytes(broken)
    try:
        with open_record(other) as record:
            list(record.documents())
            record.search("report")
            record.add([document("New")])
    except ConcordError:
        pass
    finally:
        for file in path.parent.glob("broken.db*"):
            file.unlink()


def test_a_record_of_a_newer_version_is_left_alone(target: str) -> None:
    with open_record(target) as record, record.database.write() as connection:
        connection.execute(sa.text("INSERT INTO migrations VALUES (99, 'later')"))
    with pytest.raises(NewerRecordError, match="pip install --upgrade"):
        open_record(target)


def test_a_file_without_rights_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(path)

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnwritableRecordError, match="Permission denied"):
        open_record(path)


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path)
    pragmas = tuple(
        "PRAGMA busy_timeout = 50" if "busy_timeout" in each else each
        for each in database_module._PRAGMAS  # noqa: SLF001 - thirty seconds are too long for a test
    )
    monkeypatch.setattr(database_module, "_PRAGMAS", pragmas)
    with (
        open_record(path) as first,
        open_record(path) as second,
        first.database.write(),
        pytest.raises(BusyRecordError, match="nothing was lost"),
    ):
        second.add([document("Waits")])


def test_readers_go_on_while_a_writer_writes(path: Path) -> None:
    make(path)
    with open_record(path) as first, open_record(path) as second, first.database.write():
        assert len(list(second.documents())) == 1


def test_without_a_driver_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        # SQLAlchemy's own dialect bears the same name, imported from beside it (level 1).
        if name.split(".", maxsplit=1)[0] == "psycopg" and not any(rest[3:]):
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingDriverError, match=r"concord-record\[postgresql\]"):
        postgresql_database("postgresql://localhost/concord")


@pytest.mark.postgresql
def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with pytest.raises(UnreachableRecordError) as caught:
        open_record("postgresql://anna:hidden@/concord?host=/nonexistent")
    assert "hidden" not in str(caught.value)


@pytest.mark.postgresql
def test_a_database_with_tables_of_the_same_names_is_not_touched(postgresql_url: str) -> None:
    database = postgresql_database(postgresql_url)
    with database.write() as connection:
        connection.execute(sa.text("CREATE TABLE documents (id int)"))
    database.engine.dispose()
    with pytest.raises(NotARecordError, match="same names"):
        open_record(postgresql_url)


def test_a_record_is_let_go_at_the_end(file_record: Record) -> None:
    file_record.add([document("One")])
    file_record.close()
    file_record.close()


def test_a_pipe_or_a_device_is_no_record(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/null")
    for name in ("pipe", "device"):
        with pytest.raises(NotARecordError, match="pipe or a device"):
            open_record(tmp_path / name)
