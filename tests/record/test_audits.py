"""Samples, answers and assignments in the record, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.record.making import coding, document, event, incident, start

from concord.model import Span
from concord.record.assignments import (
    Assignment,
    InvalidAssignmentError,
    assign,
    present_assignments,
    read_assignments,
)
from concord.record.audits import (
    Answer,
    InvalidAnswerError,
    InvalidSampleError,
    Item,
    Sample,
    Stratum,
    UnknownSampleError,
    coding_heads,
    codings_of,
    latest,
)

if TYPE_CHECKING:
    from concord.record import Record

TEXT = document("A bomb went off in Bannu. Shots were fired.", "a")
SAMPLE = Sample(
    name="audit-1",
    kind="audit",
    seed=7,
    run_id="r",
    who="Asma",
    recorded="2024-05-01",
    strata=(Stratum(name="rejected", population=9, drawn=1),),
    items=(Item(key="rejected:a", stratum="rejected", document_id=TEXT.id),),
)


def answer(**more: Any) -> Answer:
    plain = Answer(item="rejected:a", kind="audit", document_id=TEXT.id, who="Asma", verdict="read")
    return replace(plain, **more)


def test_a_sample_stays_as_it_was_drawn(record: Record) -> None:
    record.add_sample(SAMPLE)
    record.add_sample(replace(SAMPLE, name="audit-2"))
    assert record.find_sample("audit-1") == SAMPLE
    assert [each.name for each in record.samples()] == ["audit-1", "audit-2"]
    with pytest.raises(InvalidSampleError, match="already"):
        record.add_sample(SAMPLE)
    with pytest.raises(InvalidSampleError, match="letters"):
        record.add_sample(replace(SAMPLE, name="a b"))
    with pytest.raises(UnknownSampleError, match="audit-1, audit-2"):
        record.find_sample("audit-3")


def test_answers_are_numbered_and_the_last_one_holds(record: Record) -> None:
    first = record.answer(answer(missed=2, held=1, spans=(Span(start=0, end=5),)))
    second = record.answer(answer(who="Bilal", missed=1))
    assert (first.sequence, second.sequence) == (1, 2)
    assert record.answers() == (first, second)
    assert latest(record.answers(), "audit") == {"rejected:a": second}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"verdict": "fine"}, "no answer"), ({"verdict": "wrong"}, "which fields"),
     ({"wrong": ("where",)}, "which fields"), ({"missed": 1, "held": 2}, "how many"),
     ({"missed": -1}, "how many"), ({"who": " "}, "name")],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_refused(
    file_record: Record, wrong: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidAnswerError, match=words):
        file_record.answer(answer(**wrong))
    assert file_record.answers() == ()


def test_codings_are_by_coder_and_text(record: Record) -> None:
    for who, rows in (("A", ()), ("B", ({"type": "bombing"},)), ("A", ({"type": "clash"},))):
        record.answer(answer(kind="coding", verdict="", item="text:a", who=who, rows=rows))
    found = codings_of(record.answers(), frozenset({"text:a"}))
    assert found["A"]["text:a"].rows == ({"type": "clash"},)
    assert found["B"]["text:a"].rows == ({"type": "bombing"},)
    assert codings_of(record.answers(), frozenset()) == {}


def test_a_forgotten_document_leaves_no_words_in_answers(record: Record) -> None:
    record.add([TEXT])
    record.answer(answer(missed=1, note="it tells of a bomb"))
    record.answer(answer(kind="coding", verdict="", rows=({"summary": "a bomb in Bannu"},)))
    record.forget(TEXT.id)
    counted, coded = record.answers()
    assert (counted.missed, counted.note) == (1, None)
    assert coded.rows == ()


def test_what_became_of_each_document_is_read_without_its_words(record: Record) -> None:
    others = [document(f"Text {n}.", f"{n}") for n in range(3)]
    record.add([TEXT, *others])
    run = start(record)
    record.write_codings(run, [coding(TEXT, event(TEXT, "bomb"), event(TEXT, "Shots", "clash")),
                               coding(others[0], outcome="rejected", reason="language: ur"),
                               coding(others[1], relevant=False)])  # fmt: skip
    record.remove(others[1].id)
    heads = {h.document_id: h for h in coding_heads(record.database, run)}
    assert heads.keys() == {TEXT.id, others[0].id}
    assert (heads[TEXT.id].events, heads[TEXT.id].relevant) == (2, True)
    assert heads[others[0].id].reason == "language: ur"


def test_work_is_assigned_and_follows_the_incident(record: Record) -> None:
    record.add([TEXT])
    run = start(record)
    bomb, shots = event(TEXT, "bomb"), event(TEXT, "Shots", "clash")
    record.write_codings(run, [coding(TEXT, bomb, shots)])
    record.write_incidents(run, [incident(bomb), incident(shots)])
    one, other = incident(bomb).id, incident(shots).id
    assign(record, Assignment(subject=one, state="assigned", assignee=" Bilal ", who="Asma"))
    assign(record, Assignment(subject=other, state="assigned", assignee="Asma", who="Asma"))
    assign(record, Assignment(subject=other, state="done", assignee="Asma", who="Asma"))
    held = present_assignments(record, run)
    assert {k: (v.state, v.assignee) for k, v in held.items()} == {
        one: ("assigned", "Bilal"), other: ("done", "Asma")
    }  # fmt: skip
    # Joined to one incident, the later word on any of its names holds.
    record.write_incidents(run, [replace(incident(bomb, shots), aliases=(other,))])
    assert present_assignments(record, run)[one].state == "done"
    # Gone with its incident.
    record.write_incidents(run, [])
    assert present_assignments(record, run) == {}
    assert len(read_assignments(record)) == 3


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"state": "lazy"}, "no state"), ({"assignee": None}, "to whom"), ({"who": ""}, "who"),
     ({"assignee": "x" * 61}, "60"), ({"assignee": "a\x00b"}, "printable")],
)  # fmt: skip
def test_work_that_cannot_be_is_refused(
    file_record: Record, wrong: dict[str, Any], words: str
) -> None:
    plain = Assignment(subject="i1", state="assigned", assignee="Asma", who="Asma")
    with pytest.raises(InvalidAssignmentError, match=words):
        assign(file_record, replace(plain, **wrong))
