"""A record that grows: only the neighbourhood of new documents is linked, to the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from concord import linking, pipeline
from concord.codebook.book import load
from concord.identity import document_id, text_hash
from concord.model import Decision, Document
from concord.record import open_record

if TYPE_CHECKING:
    from pathlib import Path

    from concord.model import Incident
    from concord.record import Record

BOOK = load()
TEXTS = (
    ("2023-05-13", "A bomb killed six policemen in Quetta on Friday, officials said."),
    ("2023-06-02", "Gunmen shot dead three traders in Turbat on Thursday, police said."),
    ("2023-05-14", "Six policemen died in the bombing in Quetta on Friday, a doctor said."),
    ("2023-06-03", "Three traders were shot dead by gunmen in Turbat on Thursday."),
)


def document(number: int) -> Document:
    published, text = TEXTS[number]
    return Document(
        id=document_id(text, str(number)),
        text=text,
        source=str(number),
        text_hash=text_hash(text),
        published=published,
        publisher=f"Paper {number}",
    )


def coded(record: Record, *numbers: int) -> tuple[Incident, ...]:
    record.add([document(number) for number in numbers])
    run = pipeline.code(record, BOOK, engine="rules")
    pipeline.link(record, BOOK, run)
    return tuple(record.incidents(run))


def test_documents_that_come_later_give_the_bytes_of_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(str(tmp_path / "a.db")) as record:
        at_once = coded(record, 0, 1, 2, 3)
    assert [len(each.event_ids) for each in at_once] == [2, 2]
    anew = []
    relink = linking.relink_archive
    monkeypatch.setattr(
        linking, "relink_archive", lambda *a, **k: anew.append(relink(*a, **k)) or anew[-1]
    )
    with open_record(str(tmp_path / "b.db")) as record:
        for number in (3, 2, 0):
            coded(record, number)
        assert msgspec.json.encode(coded(record, 1)) == msgspec.json.encode(at_once)
        assert record.find_incident(record.chosen_run(), at_once[0].aliases[0]) == at_once[0]  # type: ignore[arg-type]  # a run was coded
    assert len(anew) == 3
    # The last one, on Turbat, left what was told of Quetta alone.
    assert len(anew[-1].neighbourhood.events) == 2


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 3, 0, 2), (2, 3, 1, 0)])
def test_in_any_order_of_arrival_the_record_holds_the_same(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    with open_record(str(tmp_path / "a.db")) as record:
        at_once = coded(record, 0, 1, 2, 3)
        names = [record.find_incident(record.chosen_run(), name) for name in at_once[0].aliases]  # type: ignore[arg-type]  # a run was coded
    with open_record(str(tmp_path / "b.db")) as record:
        for number in order:
            grown = coded(record, number)
        run = record.chosen_run()
        assert run is not None
        assert msgspec.json.encode(grown) == msgspec.json.encode(at_once)
        assert [record.find_incident(run, name) for name in at_once[0].aliases] == names
        assert not record.is_stale(run)
        # What was left to find neighbours by is that of linking from scratch, too.
        again = list(record.incidents(run))
        record.drop_incidents()
        assert pipeline.link(record, BOOK, run) == len(again)
        assert list(record.incidents(run)) == again


def test_after_a_ruling_or_an_upgrade_everything_is_linked_from_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        pytest.fail("linked in the neighbourhood alone")

    with open_record(str(tmp_path / "a.db")) as record:
        before = coded(record, 0, 2)
        monkeypatch.setattr(linking, "relink_archive", fail)
        pair = tuple(before[0].event_ids)
        pipeline.rule(
            record,
            BOOK,
            Decision(
                sequence=0,
                kind="different",
                subjects=pair,
                who="me",
                recorded=datetime(2024, 1, 1, tzinfo=UTC),
            ),
        )
        run = record.chosen_run()
        assert run is not None
        assert [each.event_ids for each in record.incidents(run)] == [(pair[0],), (pair[1],)]
    with open_record(str(tmp_path / "b.db")) as record:
        coded(record, 0)
        monkeypatch.setattr(linking, "VERSION", "newer")
        coded(record, 1)


def test_rulings_survive_a_run_of_another_model_and_ids_stay_names(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "a.db")) as record:
        (bomb, shots) = coded(record, 0, 1)
        same = Decision(
            sequence=0,
            kind="same",
            subjects=(bomb.id, shots.id),
            who="me",
            recorded=datetime(2024, 1, 1, tzinfo=UTC),
        )
        pipeline.rule(record, BOOK, same)
        old = record.chosen_run()
        assert old is not None
        newer = record.start_run(
            engine="rules", coder_version="9", model_version="9", codebook_version=BOOK.version
        )
        again = [replace(each, run_id=newer.id) for each in record.codings(old)]
        record.write_codings(newer, again)
        pipeline.link(record, BOOK, newer)
        (joined,) = record.incidents(newer)
        assert set(joined.event_ids) == {*bomb.event_ids, *shots.event_ids}
        for name in (bomb.id, shots.id, *joined.event_ids):
            assert record.find_incident(newer, name) == joined
        pipeline.rule(record, BOOK, replace(same, kind="split", subjects=(joined.id,)))
        assert len(list(record.incidents(newer))) == 2
        for name in (bomb.id, shots.id):
            found = record.find_incident(newer, name)
            assert found is not None
            assert found.id == name


def test_an_operation_is_shown_by_explain_and_exported(tmp_path: Path) -> None:
    text = (
        "In simultaneous attacks on Wednesday night, two guards were shot dead in Panjgur and a "
        "roadside bomb killed three soldiers in Mastung. The Baloch Liberation Army said it "
        "carried out both."
    )
    told = replace(
        document(0), id="d1", text=text, text_hash=text_hash(text), published="2023-05-11"
    )
    with open_record(str(tmp_path / "a.db")) as record:
        record.add([told])
        run = pipeline.code(record, BOOK, engine="rules")
        pipeline.link(record, BOOK, run)
        first, second = record.incidents(run)
        assert first.facts.part_of == second.facts.part_of in {first.id, second.id}
        shown = list(pipeline.explain(record, BOOK, second.id))
        assert any(str(first.facts.part_of) in line for line in shown if "operation" in line)
        assert "1 outlets, 1 origins" in shown[1]
        out = tmp_path / "incidents.jsonl"
        pipeline.export(record.view(book=BOOK), "incidents", book=BOOK, fmt="jsonl", out=out)
        assert out.read_text(encoding="utf-8").count(f'"part_of": "{first.facts.part_of}"') == 2
