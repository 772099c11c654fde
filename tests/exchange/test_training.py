"""Rulings as lines of training data: places in texts, the machine's value beside the person's."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.record.making import at, code_plainly, document, link_plainly, ruling, start

from concord.codebook.book import load
from concord.exchange.training import corrections, write_corrections
from concord.model import Span
from concord.record import Record, open_record
from concord.record.audits import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = document("A bomb went off in Bannu. Police in Kolmar counted 14 dead.", "a")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db") as opened:
        opened.add([TEXT])
        run = start(opened)
        opened.write_codings(run, code_plainly([TEXT]))
        link_plainly(opened, run)
        yield opened


def lines(record: Record) -> list[dict[str, Any]]:
    return list(corrections(record, load()))


def test_a_correction_carries_both_values_and_where_the_words_stand(record: Record) -> None:
    event = record.view().events()[0]
    assert event.places == at("Bannu")
    record.decide(ruling("correct", event.id, field="place", value="Kolmar", note="see below"))
    (line,) = lines(record)
    assert (line["kind"], line["field"], line["machine"]) == ("correct", "place", "Bannu")
    assert (line["value"], line["note"], line["who"]) == ("Kolmar", "see below", "Asma")
    assert line["anchor"]["text"] == "bomb"
    assert line["sentence"]["text"] == "A bomb went off in Bannu. "
    (span,) = line["spans"]
    assert TEXT.text[span["start"] : span["end"]] == "Kolmar"
    assert line["text_hash"] == TEXT.text_hash


def test_rulings_that_were_undone_are_left_out(record: Record) -> None:
    event = record.view().events()[0]
    record.decide(ruling("reject", event.id))
    assert [line["kind"] for line in lines(record)] == ["reject"]
    record.decide(replace(ruling("undo", undoes=1), subjects=()))
    assert lines(record) == []


def test_a_sentence_that_an_audit_found_missed_is_a_line(record: Record, tmp_path: Path) -> None:
    second = Span(start=26, end=len(TEXT.text))
    record.answer(
        Answer(item="skipped:a", kind="audit", document_id=TEXT.id, who="Asma", verdict="read",
               missed=1, spans=(second,))
    )  # fmt: skip
    out = tmp_path / "c.jsonl"
    assert write_corrections(record, load(), out) == 1
    (line,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert line["kind"] == "missed"
    assert line["sentence"]["text"] == "Police in Kolmar counted 14 dead."
