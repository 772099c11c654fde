"""A document's text with what was read in it, by layer; private names masked where they stand."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.report.texts import inline, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


LAYERS = ("events", "actors", "places", "times", "tolls", "statements", "statistics")
LONGEST = 200_000
LONGEST_PARAGRAPH = 6_000
_PARAGRAPH = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of the text that was read as something; ``link`` leads to what it is part of."""

    start: int
    end: int
    layer: str
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text under the same spans, ready to show."""

    text: Markup
    layers: str
    words: str
    link: str
    start: int


def mark_text(
    text: str, spans: Iterable[Span], hide: Callable[[str], str]
) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of a text, each as pieces; spans outside of it are left out."""
    shown = text[:LONGEST]
    valid = sorted({s for s in spans if 0 <= s.start < s.end <= len(shown)})
    return tuple(
        tuple(_pieces(shown, found.start(), found.end(), valid, hide))
        for found in _PARAGRAPH.finditer(shown)
        if found.group().strip()
    )


def _pieces(
    text: str, first: int, last: int, spans: Sequence[Span], hide: Callable[[str], str]
) -> Iterator[Piece]:
    inside = [span for span in spans if span.start < last and span.end > first]
    masked = _masked(text, first, last, hide)
    edges = {edge for span in inside for edge in (span.start, span.end)}
    edges |= {edge for start, end, _ in masked for edge in (start, end)}
    cuts = sorted({first, last, *(edge for edge in edges if first < edge < last)})
    covers = {start: (end, words) for start, end, words in masked}
    hidden_to = first
    for start, end in itertools.pairwise(cuts):
        if start < hidden_to:
            continue
        words = text[start:end]
        until = end
        if start in covers:
            until, words = covers[start]
            hidden_to = until
        yield _piece(words, [s for s in inside if s.start < until and s.end > start], start)


def _piece(words: str, over: Sequence[Span], start: int) -> Piece:
    layers = dict.fromkeys(span.layer for span in over)
    told = dict.fromkeys(f"{span.layer}: {span.words}" for span in over)
    links = [span.link for span in over if span.link]
    return Piece(
        text=inline(words),
        layers=" ".join(name for name in LAYERS if name in layers),
        words="; ".join(plain(each, 200) for each in told),
        link=links[0] if links else "",
        start=start,
    )


def _masked(
    text: str, first: int, last: int, hide: Callable[[str], str]
) -> list[tuple[int, int, str]]:
    """Return the stretches of a paragraph that are masked, with what stands in their place."""
    paragraph = text[first:last]
    hidden = hide(paragraph)
    if hidden == paragraph:
        return []
    if len(paragraph) > LONGEST_PARAGRAPH:
        return [(first, last, hidden)]
    old, new = _TOKEN.findall(paragraph), _TOKEN.findall(hidden)
    at = list(itertools.accumulate((len(token) for token in old), initial=first))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (at[a], at[b], "".join(new[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
