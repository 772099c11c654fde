"""The regression texts: short reports of our own, marked, that every model must still read.

``regression.txt`` holds one text a paragraph. ``[head:label words]`` marks a span; marks nest. A
trigger may say ``/planned``, ``/foiled``, ``/alleged`` or ``/past`` behind its label.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from concord.coding.engines.decoding import Reader, likeliest
from concord.coding.fitting.lessons import Mark
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.coding.engines.network import Logits, Network

FILE = Path(__file__).with_name("regression.txt")
_MARK = lazy_regex(r"\[(?P<head>[a-z]+)(?::(?P<label>[a-z_]+)(?:/(?P<state>[a-z]+))?)? |\]")
_PAST = "past"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with what a model should read in it."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Spans and classes found, found wrongly, and missed."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """Return the F1 measure, 1.0 where there was nothing to find and nothing found."""
        whole = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / whole if whole else 1.0


@lru_cache(maxsize=1)
def marked_texts() -> tuple[MarkedText, ...]:
    """Return the regression texts."""
    paragraphs = FILE.read_text(encoding="utf-8").split("\n\n")
    return tuple(parse(" ".join(p.split())) for p in paragraphs if p.strip())


def parse(marked: str) -> MarkedText:
    """Return a marked paragraph as its text and marks. Raises ValueError for brackets unpaired."""
    parts: list[str] = []
    open_: list[tuple[str, str, str | None, int]] = []
    marks: list[Mark] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        parts.append(marked[at : match.start()])
        length += len(parts[-1])
        at = match.end()
        if match["head"]:
            open_.append((match["head"], match["label"] or match["head"], match["state"], length))
            continue
        if not open_:
            parts.append("]")
            break
        head, label, state, start = open_.pop()
        marks.append(Mark(head, label, start, length))
        if head == "trigger":
            past = "background" if state == _PAST else None
            marks.append(Mark("background", past, start, length))
            told = "actual" if state in (None, _PAST) else state
            marks.append(Mark("status", told, start, length))
    text = "".join([*parts, marked[at:]])
    if open_ or "[" in text or "]" in text:
        message = f"brackets do not pair in {marked[:60]!r}"
        raise ValueError(message)
    return MarkedText(text, tuple(marks))


def score(
    texts: Sequence[MarkedText], network: Network, read: Iterable[Logits], heads: Iterable[str]
) -> Mapping[str, Tally]:
    """Return the tally of those of the heads that the texts mark; ``read`` are their logits."""
    marked = {mark.head for text in texts for mark in text.marks}
    found = {head: Tally() for head in heads if head in marked and head in network.model.heads}
    for each, logits in zip(texts, read, strict=True):
        reader = Reader(each.text, logits, network)
        for head in found:
            told = network.model.heads[head]
            marks = [mark for mark in each.marks if mark.head == head]
            found[head] += (
                _spans(reader, marks, head)
                if told.kind == "bio"
                else _classes(reader, marks, told.thresholds)
            )
    return found


def _spans(reader: Reader, marks: Sequence[Mark], head: str) -> Tally:
    """Return the tally of spans: one is found if a span of its label overlaps it."""
    said = list(reader.spans(head))
    hits = 0
    for mark in marks:
        for span in said:
            if span.label == mark.label and span.start < mark.end and mark.start < span.end:
                said.remove(span)
                hits += 1
                break
    return Tally(hits, len(said), len(marks) - hits)


def _classes(reader: Reader, marks: Sequence[Mark], least: Mapping[str, float]) -> Tally:
    """Return the tally of classes: of one label, of the triggers that have it or are said to."""
    found = Tally()
    for mark in marks:
        label, score = likeliest(reader.likelihoods(mark.head, mark.start, mark.end))
        said = label if mark.head == "status" or score >= least.get(label, 0.5) else None
        if said == mark.label:
            found += Tally(found=int(said is not None))
        else:
            found += Tally(wrong=int(said is not None), missed=int(mark.label is not None))
    return found
