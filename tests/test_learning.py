"""A record of invented reports, ruled on, and the model that learns from it.

The tiny model reads "razed" as arson; the analyst of this record rules that it is bombing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from concord import learning, pipeline
from concord.codebook import load
from concord.coding.engines.model_file import find_folder, models
from concord.coding.engines.network import load_network
from concord.identity import document_id, text_hash
from concord.model import Decision, Document, Event
from concord.record import Record, open_record

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOK = load()
TINY = Path(__file__).parent / "coding" / "engines" / "tiny"
ENGINE = f"encoder:{TINY}"
TOWNS = [
    *["Arden", "Belmar", "Corvo", "Delmont", "Estra", "Farrow", "Galt", "Harrow", "Isby", "Joram"]
]
RULED_AT = datetime(2024, 5, 1, tzinfo=UTC)


def report(number: int) -> Document:
    text = f"On Monday vandals razed the market in Kolmar. {TOWNS[number]} was quiet, police said."
    return Document(
        id=document_id(text, str(number)),
        text=text,
        source=str(number),
        text_hash=text_hash(text),
        published="2024-03-06",
        language="en",
    )


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    load_network.cache_clear()
    with open_record(tmp_path / "record.db") as opened:
        opened.add([report(n) for n in range(len(TOWNS))])
        pipeline.code(opened, BOOK, engine=ENGINE)
        yield opened


def events(record: Record) -> list[Event]:
    return list(record.view(book=BOOK).events())


def rule(record: Record, kind: Any, subject: str, **what: Any) -> None:
    decision = Decision(
        sequence=0, kind=kind, subjects=(subject,), who="ana", recorded=RULED_AT, **what
    )
    record.decide(decision, book=BOOK)


def test_a_record_without_rulings_teaches_nothing(record: Record) -> None:
    with pytest.raises(learning.NoRulingsError, match="no ruling"):
        learning.train(record, BOOK, model=str(TINY))


def test_corrections_become_a_model_that_codes_new_reports_so(record: Record) -> None:
    for event in events(record)[:8]:
        assert event.type == "arson_sabotage"
        rule(record, "correct", event.id, field="type", value="bombing")
    fitting = learning.train(record, BOOK, model=str(TINY))
    written = learning.write(fitting, name="kolmar")
    assert written.folder == find_folder({}, name="kolmar")
    assert dict(models())["kolmar"] == written.folder
    before = record.chosen_run()
    run = pipeline.code(record, BOOK, engine="encoder:kolmar")
    assert before is not None
    assert written.version in run.model_version
    assert run.model_version != before.model_version
    read = {e.document_id: e.type for c in record.codings(run) for e in c.events}
    assert set(read.values()) == {"bombing"}
    assert len(read) == len(TOWNS)
    shipped = {e.type for c in record.codings(before) for e in c.events}
    assert shipped == {"arson_sabotage"}


def test_a_rejection_still_teaches_when_the_event_is_read_no_more(record: Record) -> None:
    for event in events(record)[:8]:
        rule(record, "reject", event.id)
    first = learning.write(learning.train(record, BOOK, model=str(TINY)), name="one")
    run = pipeline.code(record, BOOK, engine="encoder:one")
    assert [e for c in record.codings(run) for e in c.events] == []
    again = learning.train(record, BOOK, model=str(TINY))
    assert learning.write(again, name="one").version == first.version


def test_a_ruling_on_an_incident_teaches_of_its_events(record: Record) -> None:
    run = record.chosen_run()
    pipeline.link(record, BOOK, run)
    incident = next(iter(record.view(book=BOOK).incidents()))
    assert len(incident.event_ids) > 1
    rule(record, "correct", incident.id, field="type", value="bombing")
    marks = [m for lesson in learning.gather(record, BOOK) for m in lesson.marks]
    assert [m.label for m in marks if m.head == "trigger"] == ["bombing"] * len(incident.event_ids)


def test_an_undone_ruling_teaches_nothing(record: Record) -> None:
    rule(record, "reject", events(record)[0].id)
    undo = Decision(sequence=0, kind="undo", subjects=(), who="ana", recorded=RULED_AT, undoes=1)
    record.decide(undo, book=BOOK)
    assert learning.gather(record, BOOK) == ()


@pytest.mark.parametrize("name", ["base", "a/b", "..", ""])
def test_names_that_are_none(record: Record, name: str, tmp_path: Path) -> None:
    for event in events(record):
        rule(record, "reject", event.id)
    fitting = learning.train(record, BOOK, model=str(TINY))
    if not name:
        assert learning.write(fitting).folder.name.startswith("fitted-")
        return
    with pytest.raises(learning.ModelNameError, match="cannot be named"):
        learning.write(fitting, name=name)
    with pytest.raises(learning.FittedBaseError, match="start from the model"):
        learning.train(
            record, BOOK, model=str(learning.write(fitting, out=tmp_path / "out").folder)
        )
