"""Which texts train: what a benchmark reports on does not."""

from __future__ import annotations

from pathlib import Path

from training.sources import SOURCES, UNLABELLED, read, read_kept_out

NOWHERE = Path("nowhere")
DESKS = next(source for source in SOURCES if source.name == "desks")


def number(name: str) -> int:
    return int(name.rpartition("-")[2])


def test_of_the_desks_only_odd_reports_train_or_tune() -> None:
    for split in ("train", "tune"):
        numbers = [number(text.name) for text in read(NOWHERE, DESKS, split)]
        assert numbers
        assert all(n % 2 for n in numbers)


def test_even_reports_of_the_desks_are_reported_on() -> None:
    numbers = [number(text.name) for text in read_kept_out(NOWHERE, DESKS)]
    assert len(numbers) == 210
    assert not any(n % 2 for n in numbers)


def test_of_other_sets_no_training_text_is_reported_on() -> None:
    press = next(source for source in SOURCES if source.name == "press")
    assert list(read_kept_out(NOWHERE, press)) == []


def test_sets_without_annotations_are_known_by_their_reader() -> None:
    assert sorted(UNLABELLED) == ["crime_news", "news", "synthetic_news"]
