"""A record that grows: only the neighbourhood of new documents is linked, to the same bytes."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from concord import linking, pipeline
from concord.codebook.book import load
from concord.errors import ConcordError
from concord.identity import document_id, text_hash
from concord.model import Coding, Decision, Document
from concord.record import open_record, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from concord.model import Incident, Run
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


def ruling(kind: Any, *subjects: str, **more: Any) -> Decision:
    when = datetime(2024, 1, 1, tzinfo=UTC)
    return Decision(sequence=0, kind=kind, subjects=subjects, who="me", recorded=when, **more)


def fail(*_: object, **__: object) -> None:
    pytest.fail("linked by the other way")


def test_after_a_ruling_only_what_it_can_reach_is_linked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(str(tmp_path / "a.db")) as record:
        before = coded(record, 0, 1, 2, 3)
        monkeypatch.setattr(linking, "link_archive", fail)
        pair = before[0].event_ids
        pipeline.rule(record, BOOK, ruling("different", *pair))
        run = record.chosen_run()
        assert run is not None
        kept = before[1]
        assert {each.event_ids for each in record.incidents(run)} == {
            (pair[0],), (pair[1],), kept.event_ids,
        }  # fmt: skip
        pipeline.rule(record, BOOK, ruling("undo", undoes=1))
        assert tuple(record.incidents(run)) == before


def test_a_newer_version_and_a_text_set_aside_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(str(tmp_path / "a.db")) as record:
        before = coded(record, 0, 1, 2, 3)
        monkeypatch.setattr(linking, "link_archive", fail)
        text = "A bomb killed nine policemen in Quetta on Friday, officials said."
        newer = replace(
            document(0), id="dnewer", text=text, text_hash=text_hash(text),
            supersedes=document(0).id,
        )  # fmt: skip
        record.add([newer])
        after = coded(record)
        assert {d for each in after for d in each.document_ids} == {
            "dnewer", document(1).id, document(2).id, document(3).id,
        }  # fmt: skip
        record.remove("dnewer")
        assert coded(record) == before


def test_after_an_upgrade_or_where_much_has_come_everything_is_linked_from_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "relink_archive", fail)
    with open_record(str(tmp_path / "b.db")) as record:
        coded(record, 0)
        monkeypatch.setattr(linking, "VERSION", "newer")
        coded(record, 1)
        monkeypatch.setattr("concord.relinking.FEW", 0)
        coded(record, 2)


class Desk:
    """A record at which things happen, and the codings of what may come."""

    def __init__(self, record: Record, codings: Mapping[str, Coding]) -> None:
        self.record = record
        self.codings = codings
        key = {"engine": "rules", "coder_version": "1", "model_version": "1"}
        self.run = record.start_run(**key, codebook_version=BOOK.version)
        self.versions = 0

    def come(self, number: int, newer: bool) -> None:  # noqa: FBT001 - drawn
        """Add a text and its coding, or a newer version of one that is there."""
        told = document(number)
        if newer and self.record.find_document(told.id):
            self.versions += 1
            name = f"dv{self.versions}"
            told = replace(told, id=name, source=name, supersedes=told.id)
        self.record.add([told])
        coding = self.codings[document(number).id]
        events = tuple(
            replace(each, id=each.id.replace(each.document_id, told.id), document_id=told.id)
            for each in coding.events
        )
        coding = Coding(
            document_id=told.id, run_id=self.run.id, outcome=coding.outcome, events=events
        )
        self.record.write_codings(self.run, [coding])

    def step(self, draw: Callable[..., Any]) -> None:
        """Let one thing happen and link."""
        kind = draw(st.sampled_from(["come", "come", "aside", "back", "undo", *RULINGS]))
        held = [each.id for each in self.record.documents()]
        names = [each.id for each in self.record.view(book=BOOK).events()]
        if kind == "come":
            self.come(draw(st.integers(0, len(TEXTS) - 1)), draw(st.booleans()))
        elif kind == "aside" and held:
            self.record.remove(draw(st.sampled_from(held)))
        elif kind == "back":
            with contextlib.suppress(ConcordError):
                self.record.reinstate(document(0).id)
        elif kind == "undo" and self.record.decisions():
            known = [each.sequence for each in self.record.decisions()]
            with contextlib.suppress(ConcordError):
                self.record.decide(ruling("undo", undoes=draw(st.sampled_from(known))), book=BOOK)
        elif kind in RULINGS and len(names) > 1:
            self._rule(kind, draw(st.permutations(names)), draw)
        pipeline.link(self.record, BOOK, self.run)

    def _rule(self, kind: str, names: Sequence[str], draw: Callable[..., Any]) -> None:
        size = 2 if kind in ("same", "different") else 1
        whole = kind in ("same", "split", "reject") and draw(st.booleans())
        subjects = [f"i{name[1:]}" if whole else name for name in names[:size]]
        more = {"field": "killed_best", "value": 40} if kind == "correct" else {}
        self.record.decide(ruling(kind, *subjects, **more), book=BOOK)


RULINGS = ("same", "different", "split", "reject", "accept", "correct")


@pytest.fixture(scope="module")
def codings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Coding]:
    with open_record(str(tmp_path_factory.mktemp("coded") / "a.db")) as record:
        coded(record, 0, 1, 2, 3)
        run = record.chosen_run()
        assert run is not None
        return {each.document_id: each for each in record.codings(run)}


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_happens_to_a_record_it_holds_what_linking_from_scratch_gives(
    codings: Mapping[str, Coding], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_record(f"{folder}/a.db") as record:
        desk = Desk(record, codings)
        desk.come(0, newer=False)
        desk.come(2, newer=False)
        pipeline.link(record, BOOK, desk.run)
        for _ in range(data.draw(st.integers(2, 10))):
            desk.step(data.draw)
        found, names = list(record.incidents(desk.run)), all_names(record, desk.run)
        record.drop_incidents()
        pipeline.link(record, BOOK, desk.run)
        assert msgspec.json.encode(found) == msgspec.json.encode(list(record.incidents(desk.run)))
        assert names == all_names(record, desk.run)


def all_names(record: Record, run: Run) -> list[tuple[str, str]]:
    """Return what leads to which incident, and where events may have happened."""
    found: list[tuple[str, str]] = []
    with record.database.read() as connection:
        names, reaches = tables.incident_names.c, tables.reaches.c
        for columns in ((names.name, names.incident_id), (reaches.event_id, reaches.payload)):
            query = select(*columns).where(columns[0].table.c.run_id == run.id).order_by(*columns)
            found += [(row[0], row[1]) for row in connection.execute(query)]
    return found


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
