"""The training corpus: every data set's texts as windows, the reported ones kept out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.examples import Example, make_examples
from training.files import hash_file
from training.leaks import Reported
from training.sources import SOURCES, read, read_kept_out
from training.sources.lines import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

_OURS = Path(__file__).parents[1] / "benchmarks" / "data"
# Reported on, without annotations of a kind that a reader here knows; the second are in this
# repository.
_ALSO_REPORTED = ("incidents_dev/texts.jsonl",)
_ALSO_OURS = (
    "incidents_fresh_texts.jsonl",
    "incidents_sealed_texts.jsonl",
    "incidents_second_texts.jsonl",
    "incidents_third_texts.jsonl",
    "positions_written_texts.jsonl",
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Windows to train on, the texts dropped because a reported split has them, file hashes."""

    examples: tuple[Example, ...]
    texts: dict[str, int]
    dropped: dict[str, int]
    hashes: dict[str, str]

    def only(self, names: Iterable[str]) -> Corpus:
        """Return the part of the corpus that the data sets named make."""
        kept = set(names)
        return Corpus(
            tuple(example for example in self.examples if example.source in kept),
            {name: count for name, count in self.texts.items() if name in kept},
            {name: count for name, count in self.dropped.items() if name in kept},
            self.hashes,
        )


def read_corpus(data: Path, names: Iterable[str]) -> Corpus:
    """Return the training windows of the data sets named."""
    reported = Reported(_reported_texts(data))
    examples: list[Example] = []
    texts: dict[str, int] = {}
    dropped: dict[str, int] = {}
    for source in SOURCES:
        if source.name not in names:
            continue
        kept = list(read(data, source, "train"))
        clean = [text for text in kept if not reported.offends(text.text)]
        texts[source.name], dropped[source.name] = len(clean), len(kept) - len(clean)
        for text in clean:
            examples += make_examples(text)
    return Corpus(tuple(examples), texts, dropped, hash_files(data))


def _reported_texts(data: Path) -> Iterable[str]:
    for source in SOURCES:
        for text in (*read(data, source, "report"), *read_kept_out(data, source)):
            yield text.text
    for file in (*(data / name for name in _ALSO_REPORTED), *(_OURS / name for name in _ALSO_OURS)):
        for row in read_lines(file):
            yield row["text"]


def hash_files(data: Path) -> dict[str, str]:
    """Return the SHA-256 of every data file that a source names, by the name it gives."""
    places = {
        name: source.folder or data
        for source in SOURCES
        for files in source.files.values()
        for pair in files
        for name in pair
    }
    places |= dict.fromkeys(_ALSO_REPORTED, data) | dict.fromkeys(_ALSO_OURS, _OURS)
    return {name: hash_file(folder / name) for name, folder in sorted(places.items())}
