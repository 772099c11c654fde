"""The sentences behind a coding: windows of a document's text with the coded spans marked."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.report.texts import clip, inline, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Where a sentence may be cut for showing. Coding has its own, better splitter; here a window that
# is a little too wide does no harm.
_CLOSING = "\"')\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_BREAK = re.compile(rf"[.!?\u06d4](?=[\s{_CLOSING}]|$)[{_CLOSING}]*|\n+")
# Code points on each side of a span if no sentence end is near, and windows per document.
REACH = 320
LONGEST_WINDOW = 1500
MOST_WINDOWS = 12


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """A coded span of a text and the field that it supports."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of text under the same marks; ``ending`` are the fields whose mark ends with it."""

    start: int
    end: int
    fields: tuple[str, ...]
    ending: tuple[str, ...]


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the sentence or sentences around the span, at most REACH beyond it."""
    floor = max(0, start - REACH)
    first = floor
    for found in _BREAK.finditer(text, floor, start):
        first = found.end()
    # The span may hold the end of its sentence.
    following = _BREAK.search(text, max(start, end - 1), min(len(text), end + REACH))
    last = following.end() if following else min(len(text), end + REACH)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def windows(text: str, marks: Iterable[Mark]) -> list[tuple[int, int, tuple[Mark, ...]]]:
    """Return the sentences that hold the marks, in order, merged where they touch.

    Marks outside the text (a coding of another version of it) are left out.
    """
    valid = sorted({m for m in marks if 0 <= m.start < m.end <= len(text)})
    merged: list[tuple[int, int, tuple[Mark, ...]]] = []
    for mark in valid:
        start, end = sentence(text, mark.start, mark.end)
        if merged and start <= merged[-1][1]:
            before = merged.pop()
            merged.append((before[0], max(before[1], end), (*before[2], mark)))
        else:
            merged.append((start, end, (mark,)))
    return merged


def excerpts(
    text: str, marks: Iterable[Mark], hide: Callable[[str], str] = str
) -> tuple[Markup, ...]:
    """Return the marked sentences as markup; ``hide`` redacts names before anything is shown."""
    found = windows(text, marks)[:MOST_WINDOWS]
    return tuple(
        _draw(_cut(text[start:end]), _shift(kept, start), hide) for start, end, kept in found
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_WINDOW else f"{text[:LONGEST_WINDOW]} …"


def quote(text: str, hide: Callable[[str], str] = str) -> Markup:
    """Return quoted words as markup, isolated and clipped."""
    return Markup("<bdi>{}</bdi>").format(inline(clip(hide(text))))


def _shift(marks: Sequence[Mark], by: int) -> list[Mark]:
    return [Mark(start=m.start - by, end=m.end - by, field=m.field) for m in marks]


def _draw(text: str, marks: Sequence[Mark], hide: Callable[[str], str]) -> Markup:
    hidden = hide(text)
    if hidden != text:
        marks = _find_again(text, hidden, marks, hide)
    out, at = [Markup("")], 0
    for stretch in _flatten(marks, len(hidden)):
        out.append(inline(hidden[at : stretch.start]))
        out.append(_mark(stretch, hidden[stretch.start : stretch.end]))
        at = stretch.end
    out.append(inline(hidden[at:]))
    return Markup("<bdi>{}</bdi>").format(Markup("").join(out))


def _mark(stretch: Stretch, text: str) -> Markup:
    """Return the marked words; a field is named once, where its mark ends."""
    ending = _names(stretch.ending)
    label = Markup(' data-field="{}"').format(ending) if ending else Markup("")
    return Markup('<mark title="{}"{}>{}</mark>').format(
        _names(stretch.fields), label, inline(text)
    )


def _names(fields: Iterable[str]) -> str:
    return ", ".join(plain(field.replace("_", " ")) for field in fields)


def _flatten(found: Iterable[Mark], length: int) -> list[Stretch]:
    """Return disjoint stretches with the fields that cover them and those that end there."""
    marks = [replace(m, end=min(m.end, length)) for m in found if m.start < length]
    cuts = sorted({cut for mark in marks for cut in (mark.start, mark.end)})
    stretches = []
    for start, end in itertools.pairwise(cuts):
        over = [m for m in marks if m.start <= start and end <= m.end]
        if over:
            fields = tuple(sorted({m.field for m in over}))
            ending = tuple(sorted({m.field for m in over if m.end == end}))
            stretches.append(Stretch(start=start, end=end, fields=fields, ending=ending))
    return stretches


def _find_again(
    text: str, hidden: str, marks: Sequence[Mark], hide: Callable[[str], str]
) -> list[Mark]:
    """Return the marks found again in the redacted text, in order; a lost one is left out."""
    found, at = [], 0
    for mark in marks:
        words = hide(text[mark.start : mark.end])
        start = hidden.find(words, at)
        if start >= 0:
            found.append(Mark(start=start, end=start + len(words), field=mark.field))
            at = start
    return found
