"""Wording: one neutral sentence on an event or incident, made of its facts and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.codebook.tolls import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.codebook.book import Codebook
    from concord.codebook.tolls import Range
    from concord.model import Event, Location, When


def sentence(facts: Event, book: Codebook) -> str:
    """Return "Suicide bombing in Quetta, Balochistan, 2024-01-05: at least 12 killed."."""
    type_ = book.types.get(facts.type)
    label = type_.label if type_ else facts.type.replace("_", " ")
    where = _where(facts.places[0]) if facts.places else ""
    when = _when(facts.happened[0]) if facts.happened else ""
    toll = ", ".join(_tolls(facts))
    return f"{label[:1].upper()}{label[1:]}{where}{when}{': ' + toll if toll else ''}."


def _where(place: Location) -> str:
    name = place.name or place.text
    unit = place.admin1 if place.admin1 and place.admin1.casefold() not in name.casefold() else ""
    return " in " + ", ".join(part for part in (name, unit) if part) if name else ""


def _when(when: When) -> str:
    if when.first is None:
        return ""
    exact = {
        "day": when.first.isoformat(),
        "month": f"{when.first:%Y-%m}",
        "year": str(when.first.year),
    }
    return f", {exact.get(when.precision, f'about {when.first.isoformat()}')}"


def _tolls(facts: Event) -> Iterator[str]:
    toll = summarise(facts.type, facts.tolls)
    if toll.killed.best:
        yield f"{_persons(toll.killed)} killed"
    if toll.killed_attackers.best and facts.type != "clash":
        yield f"{_persons(toll.killed_attackers)} dead on the side that began it"
    for effect in ("injured", "abducted", "arrested"):
        value: Range = getattr(toll, effect)
        if value.best:
            yield f"{_persons(value)} {effect}"


def _persons(value: Range) -> str:
    if value.high is None:
        return f"at least {value.low or value.best}"
    return str(value.best) if value.low == value.high else f"{value.low} to {value.high}"
