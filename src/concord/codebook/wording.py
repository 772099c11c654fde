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
        yield f"{say_persons(toll.killed)} killed"
    if toll.killed_attackers.best and facts.type != "clash":
        yield f"{say_persons(toll.killed_attackers)} dead on the side that began it"
    for effect in ("injured", "abducted", "arrested"):
        value: Range = getattr(toll, effect)
        if value.best:
            yield f"{say_persons(value)} {effect}"


def say_persons(value: Range) -> str:
    """Return a known toll as a sentence has it: "5", "at least 7", "13 to 50 or more"."""
    best = value.best or 0
    least = best if value.low is None else value.low
    if value.high is None:
        return f"{least:,} to {best:,} or more" if least < best else f"at least {best:,}"
    return f"{best:,}" if least == value.high else f"{least:,} to {value.high:,}"
