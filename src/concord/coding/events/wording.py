"""Wording: one neutral sentence on an event, in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.model import Location, TollFigure, When

_EFFECTS = ("killed", "injured", "abducted", "arrested")


def sentence(
    label: str,
    book: Codebook,
    places: Sequence[Location],
    whens: Sequence[When],
    figures: Sequence[TollFigure],
) -> str:
    """Return "Suicide bombing in Quetta, Balochistan, on 2024-01-05: at least 12 killed."."""
    type_ = book.types.get(label)
    words = type_.label if type_ else label.replace("_", " ")
    where = _where(places[0]) if places else ""
    when = _when(whens[0]) if whens else ""
    toll = _toll(figures)
    return f"{words[:1].upper()}{words[1:]}{where}{when}{': ' + toll if toll else ''}."


def _where(place: Location) -> str:
    name = place.name or place.text
    named = [name, place.admin1] if place.admin1 and place.admin1 not in name else [name]
    return " in " + ", ".join(part for part in named if part)


def _when(when: When) -> str:
    if when.first is None:
        return ""
    if when.precision == "day":
        return f", {when.first.isoformat()}"
    if when.precision == "month":
        return f", {when.first:%Y-%m}"
    if when.precision == "year":
        return f", {when.first.year}"
    return f", about {when.first.isoformat()}"


def _toll(figures: Sequence[TollFigure]) -> str:
    parts = []
    for effect in _EFFECTS:
        highest = max(
            (f for f in figures if f.effect == effect), key=lambda f: (f.low, f.total), default=None
        )
        if highest is not None and highest.low:
            least = "at least " if highest.high is None else ""
            parts.append(f"{least}{highest.best} {effect}")
    return ", ".join(parts)
