"""Texts without annotations: which may be heard, and what is kept of the teacher's word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from training.sources.unlabelled import read_unlabelled

if TYPE_CHECKING:
    from pathlib import Path


def _write(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "some_set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_texts_have_no_head_annotated(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        {"doc_id": "one", "text": "  A council met in the hills.  "},
        {"doc_id": "two", "full_text_sentences": ["It rained .", "Nobody came ."]},
        {"text": ""},
        {"text": "A mill burnt down."},
    )
    read = list(read_unlabelled(path, "news"))
    assert [text.text for text in read] == [
        "A council met in the hills.",
        "It rained . Nobody came .",
        "A mill burnt down.",
    ]
    assert [text.name for text in read] == ["some_set-one", "some_set-two", "some_set-3"]
    assert not any(text.spans or text.whole or text.sentences for text in read)


def test_no_text_under_a_non_commercial_licence_is_heard(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        {"doc_id": "a", "text": "Free to use.", "licence": "CC BY-SA 3.0"},
        {"doc_id": "b", "text": "Not to be sold.", "licence": "CC BY-NC 3.0"},
    )
    assert [text.text for text in read_unlabelled(path, "news")] == ["Free to use."]


def test_documents_on_whose_dates_figures_are_reported_are_left_out(tmp_path: Path) -> None:
    rows = [{"doc_id": f"d{n}", "text": f"Text {n}.", "timexes": []} for n in range(40)]
    read = list(read_unlabelled(_write(tmp_path, *rows), "news"))
    assert 20 < len(read) < 40
