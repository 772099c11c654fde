from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from benchmarks import times, tolls, tolls_train

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, float]:
    figures: dict[str, float] = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    return figures


def test_times_scores_a_file_in_the_format_of_the_data_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The mill burned on Tuesday. It had opened in 1998."
    timexes = [
        {"start": 19, "end": 26, "text": "Tuesday", "type": "DATE", "value": "2018-02-20"},
        {"start": 45, "end": 49, "text": "1998", "type": "DATE", "value": "1999"},
    ]
    file = write(
        tmp_path / "own.jsonl",
        {"doc_id": "a", "dct": "2018-02-22", "text": text, "timexes": timexes},
    )
    assert times.main(["--file", str(file), "--no-compare", "--json"]) == 0
    figures = last_line(capsys)
    assert (figures["relaxed_f1"], figures["strict_f1"], figures["value_f1"]) == (1.0, 1.0, 0.5)


def test_tolls_scores_a_file_in_the_format_of_the_data_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = write(tmp_path / "t.jsonl", {"id": "a", "text": "Two guards died and 30 were hurt."})
    count = {"text": "Two", "who": "Two guards", "effect": "killed", "class": "security"}
    wrong = {"text": "30", "who": "30", "effect": "injured", "class": "civilian"}
    counts = [count | {"min": 2, "max": 2}, wrong | {"min": 31, "max": 31}]
    annotations = write(tmp_path / "a.jsonl", {"id": "a", "events": [{"counts": counts}]})
    assert tolls.main(["--file", str(texts), str(annotations), "--json"]) == 0
    assert last_line(capsys)["counts_f1"] == 0.5


@pytest.mark.parametrize("benchmark", [times, tolls])
def test_without_data_a_benchmark_is_skipped(
    benchmark: object,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(benchmark, "DATA", tmp_path)
    assert benchmark.main([]) == 0  # type: ignore[attr-defined] # a module
    assert "skipped" in capsys.readouterr().out


def test_halves_of_the_training_texts_are_told_apart_by_their_ids() -> None:
    halves = [tolls_train.half_of(f"text-{number}") for number in range(200)]
    assert halves == [tolls_train.half_of(f"text-{number}") for number in range(200)]
    assert 60 < halves.count("read") < 140


def test_what_is_wrong_with_figures_is_told_by_cause() -> None:
    wanted = Counter([("killed", "civilian", 2, 2), ("killed", "security", 3, 3)])
    have = Counter([("killed", "unknown", 2, 2), ("injured", "civilian", 9, 9)])
    read = Counter([("killed", "security", 3, 3)])
    assert list(tolls_train.compare(wanted, have, read)) == [
        ("killed", "class: civilian as unknown"),
        ("killed", "read, not with an event"),
        ("injured", "none of the text's"),
    ]


def test_training_halves_are_skipped_without_their_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tolls, "DATA", tmp_path)
    assert tolls.main(["--train-half", "unread"]) == 0
    assert "skipped" in capsys.readouterr().out
