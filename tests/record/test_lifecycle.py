from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.record.making import (
    coding,
    document,
    event,
    link_plainly,
    ruling,
    start,
    statement,
)

from concord.model import Mention
from concord.record import database, open_record
from concord.record.lifecycle import LingeringTextError

if TYPE_CHECKING:
    from pathlib import Path

    from concord.record import Record

SECRET = "Zarghuna"  # a name that stands nowhere else


def test_nothing_of_a_forgotten_text_is_left_in_the_files(tmp_path: Path) -> None:
    text = document(
        f"A bomb injured {SECRET}. Officials said {SECRET} supports talks.",
        f"https://news.example/{SECRET}",
        url=f"https://news.example/{SECRET}",
        title=f"{SECRET} injured",
    )
    start_ = text.text.index(SECRET)
    mention = Mention(document_id=text.id, start=start_, end=start_ + 8, kind="actor", text=SECRET)
    injured = event(text, "bomb", summary=f"{SECRET} was injured")
    said = statement(text, "Officials", f"{SECRET} supports talks")
    with open_record(tmp_path / "concord.db") as record:
        record.add(document(f"A bomb, report {n}", str(n)) for n in range(300))
        record.add([text])
        for coder in "12":
            run = start(record, coder=coder)
            record.write_codings(
                run, [coding(text, injured, mentions=(mention,), statements=(said,))]
            )
            link_plainly(record, run)
        record.decide(ruling("accept", injured.id))
        assert record.search(SECRET)
        record.forget(text.id)
        assert record.search(SECRET) == ()
        held = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        assert SECRET.encode() not in held
        assert SECRET.lower().encode() not in held
        assert [each.kind for each in record.decisions()] == ["accept"]
    held = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert SECRET.encode() not in held


def test_a_reader_in_the_way_of_forgetting_is_named(
    file_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = document("A bomb.")
    file_record.add([text])
    pragmas = [each for each in database._PRAGMAS if "busy_timeout" not in each]  # noqa: SLF001 - no wait in a test
    monkeypatch.setattr(database, "_PRAGMAS", ["PRAGMA busy_timeout = 20", *pragmas])
    with (
        open_record(file_record.database.target) as impatient,
        file_record.database.read() as reader,
    ):
        assert reader.exec_driver_sql("SELECT count(*) FROM documents").scalar() == 1
        with pytest.raises(LingeringTextError, match="forget the document again"):
            impatient.forget(text.id)
    assert file_record.forget(text.id) == 0
