"""Heads of the tiny model taught by lessons: it reads "razed" and "torched" as arson."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from concord.coding.engines.decoding import Reader, likeliest
from concord.coding.engines.model_file import DamagedModelError, open_model
from concord.coding.engines.network import Network
from concord.coding.fitting import (
    Fitting,
    Lesson,
    Mark,
    Pair,
    RefusedModelError,
    fit,
    say,
    write_model,
)
from concord.coding.fitting.folder import TakenFolderError
from concord.coding.fitting.trial import Exam

if TYPE_CHECKING:
    from collections.abc import Callable

TINY = Path(__file__).parents[1] / "engines" / "tiny"
TEXT = "On Monday vandals razed the market in Kolmar. They torched a mill."


def network(folder: Path = TINY) -> Network:
    return Network(open_model(folder), threads=1)


def lessons(label: Callable[[int], str | None], count: int = 12) -> list[Lesson]:
    at = TEXT.index("razed")
    return [Lesson(f"d{n}", TEXT, (Mark("trigger", label(n), at, at + 5),)) for n in range(count)]


def reads(folder: Path, word: str) -> str:
    net = network(folder)
    at = TEXT.index(word)
    reader = Reader(TEXT, net.read(TEXT), net)
    return likeliest(reader.likelihoods("trigger", at, at + len(word)))[0]


def written(fitting: Fitting, folder: Path) -> Path:
    return write_model(fitting, lambda _: folder).folder


def test_what_was_ruled_is_read_and_what_was_not_stays(tmp_path: Path) -> None:
    fitting = fit(lessons(lambda _: "bombing"), network())
    exam = fitting.verdicts[0].exam
    assert (exam.head, exam.rulings, exam.right_before, exam.right_after) == ("trigger", 12, 0, 12)
    assert exam.loss_after < exam.loss_before
    folder = written(fitting, tmp_path / "own")
    assert reads(TINY, "razed") == "arson_sabotage"
    assert reads(folder, "razed") == "bombing"
    assert reads(folder, "torched") == "arson_sabotage"


def test_rejected_words_tell_nothing_any_more(tmp_path: Path) -> None:
    folder = written(fit(lessons(lambda _: None), network()), tmp_path / "own")
    net = network(folder)
    spans = Reader(TEXT, net.read(TEXT), net).spans("trigger")
    assert [TEXT[s.start : s.end] for s in spans] == ["torched"]


def test_what_is_read_rightly_already_is_refused_with_figures(tmp_path: Path) -> None:
    fitting = fit(lessons(lambda _: "arson_sabotage"), network())
    assert fitting.refused
    with pytest.raises(RefusedModelError, match=r"trigger: 12 -> 12 of 12 rulings read rightly"):
        written(fitting, tmp_path / "own")
    assert not list(tmp_path.iterdir())


def test_a_few_rulings_are_too_few() -> None:
    fitting = fit(lessons(lambda _: "bombing", count=3), network())
    assert fitting.refused
    assert "too few rulings" in say(fitting.verdicts[0])


def test_the_same_lessons_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    told = lessons(lambda _: "bombing")
    one = written(fit(told, network()), tmp_path / "one")
    other = written(fit(told[::-1], network()), tmp_path / "other")
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {
        p.name: p.read_bytes() for p in other.iterdir()
    }


def test_a_model_names_what_it_was_made_of(tmp_path: Path) -> None:
    folder = written(fit(lessons(lambda _: "bombing"), network()), tmp_path / "own")
    model = open_model(folder)
    assert model.is_fitted
    assert model.version.startswith("tiny-fitted-")
    card = (folder / "CARD.md").read_text("utf-8")
    assert "tiny+" in card
    assert "12 documents" in card
    assert "razed" not in card


def test_a_run_that_was_ended_leaves_no_model_and_its_rest_is_cleared(tmp_path: Path) -> None:
    rest = tmp_path / ".own.part"
    rest.mkdir()
    (rest / "model.onnx").write_bytes(b"half")
    fitting = fit(lessons(lambda _: "bombing"), network())
    assert write_model(fitting, lambda _: tmp_path / "own").is_new
    assert not write_model(fitting, lambda _: tmp_path / "own").is_new
    assert [p.name for p in tmp_path.iterdir()] == ["own"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(TakenFolderError, match="holds something else"):
        written(fit(lessons(lambda _: "bombing"), network()), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_fitted_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    folder = written(fit(lessons(lambda _: "bombing"), network()), tmp_path / "own")
    (folder / "fitted.npz").write_bytes(b"x")
    with pytest.raises(DamagedModelError, match=r"fitted\.npz"):
        open_model(folder)


def test_pairs_that_were_ruled_one_happening_are_read_so(tmp_path: Path) -> None:
    one, other = ((TEXT.index(w), TEXT.index(w) + len(w)) for w in ("razed", "torched"))
    told = [Lesson(f"d{n}", TEXT, (), (Pair(one, other, same=True),)) for n in range(8)]
    folder = written(fit(told, network()), tmp_path / "own")
    before, after = (
        Reader(TEXT, net.read(TEXT), net).pairs("same", [one], [other])[0, 0, 0]
        for net in (network(), network(folder))
    )
    assert before < 0.5 < after


def test_a_head_that_reads_other_documents_worse_is_left_as_shipped() -> None:
    exam = Exam("trigger", 20, 15, 14, 0.9, 0.7, 0.0)
    assert not exam.passed
    assert Exam("trigger", 20, 15, 15, 0.9, 0.7, 0.0).passed
    assert not Exam("trigger", 20, 15, 15, 0.9, 0.85, 0.0).passed
    assert Exam("trigger", 20, 15, 16, 0.9, 0.91, 0.0).passed
