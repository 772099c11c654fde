"""An event as a person corrected it: the corrected reading first, nothing of what was read lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from concord.model import Claim, Event, Location, Participant, TollFigure, When
from concord.record.fields import ATTACKERS, BOUNDS, MEASURES, PLACE_FIELDS, TIME_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from concord.codebook.book import Codebook
    from concord.codebook.tolls import Range
    from concord.model import Value

Corrections: TypeAlias = "Mapping[str, Value]"
# Who says a corrected figure.
REVIEWER = "reviewer"
_PLAIN = (
    "type",
    "category",
    "status",
    "background",
    "part_of",
    "target_class",
    "tactic",
    "weapon",
    "summary",
)


def corrected(event: Event, values: Corrections, book: Codebook | None = None) -> Event:
    """Return the event with the values (by export field) in force.

    A corrected type brings its family, and its category unless that is corrected too (which needs
    the codebook). A corrected place without corrected coordinates loses the wrong ones, unless the
    codebook or another reading of the event knows the place.
    """
    if not values:
        return event
    changes: dict[str, Any] = {name: values[name] for name in _PLAIN if name in values}
    changes |= {"summary": changes["summary"] or ""} if "summary" in changes else {}
    for name in ("perpetrators", "targets"):
        if name in values:
            found = (_participant(each) for each in _list(values[name]))
            changes[name] = tuple(_known(each, name, event, book) for each in found)
    for name in ("claimed_by", "denied_by"):
        if name in values:
            changes[name] = tuple(_claim(each) for each in _list(values[name]))
    changes |= {"happened": _happened(event, values)} if _any(values, TIME_FIELDS) else {}
    changes |= {"places": _places(event, values, book)} if _any(values, PLACE_FIELDS) else {}
    changed = _with_tolls(_with_type(replace(event, **changes), values, book), values)
    return changed if "summary" in values or book is None else _with_summary(changed, book)


def _with_summary(event: Event, book: Codebook) -> Event:
    """Return the event with the sentence that its corrected facts make."""
    from concord.codebook.wording import sentence

    return replace(event, summary=sentence(event, book))


def _any(values: Corrections, names: Iterable[str]) -> bool:
    return any(name in values for name in names)


def _list(value: Value) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []


def _participant(entry: Mapping[str, Any]) -> Participant:
    return Participant(
        text=entry.get("text") or entry.get("name") or "",
        actor_id=entry.get("actor_id"),
        name=entry.get("name"),
        attribution=entry.get("attribution"),
        victim_class=entry.get("class"),
    )


def _known(given: Participant, field: str, event: Event, book: Codebook | None) -> Participant:
    """Return a person's bare name as the actor that it stands for; a doer counts as stated."""
    if field == "perpetrators" and given.attribution is None:
        given = replace(given, attribution="stated")
    if book is None or given.actor_id is not None:
        return given
    on = event.happened[0].first if event.happened else None
    country = event.places[0].country if event.places else None
    actor = book.resolve_actor(given.name or given.text, on=on, country=country)
    return replace(given, actor_id=actor.id, name=actor.name) if actor else given


def _claim(entry: Mapping[str, Any]) -> Claim:
    return Claim(
        name=entry.get("name") or entry.get("text") or "",
        actor_id=entry.get("actor_id"),
        channel=entry.get("channel"),
    )


def _with_type(event: Event, values: Corrections, book: Codebook | None) -> Event:
    from concord.codebook.counting import category, family

    if "type" in values:
        event = replace(event, family=family(event.type))
    decisive = ("type", "perpetrators", "targets", "target_class")
    if book is None or "category" in values or not _any(values, decisive):
        return event
    return replace(event, category=category(event, book))


def _happened(event: Event, values: Corrections) -> tuple[When, ...]:
    read = event.happened[0] if event.happened else None
    first, last = (read.first, read.last) if read else (None, None)
    one_day = first == last
    if "happened_from" in values:
        first = _day(values["happened_from"])
        last = first if one_day or last is None or (first and last < first) else last
    if "happened_to" in values:
        last = _day(values["happened_to"])
        first = last if first is None or (last and first > last) else first
    precision = values.get("happened_precision") or _precision(first, last, read)
    when = When(first=first, last=last, precision=precision, basis="explicit")  # type: ignore[arg-type]  # normal_value checked it
    return (when, *(each for each in event.happened if each != when))


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _precision(first: date | None, last: date | None, read: When | None) -> str:
    if first is None:
        return "unknown"
    if first == last:
        return "day"
    return read.precision if read and read.precision not in ("day", "unknown") else "week"


def _places(event: Event, values: Corrections, book: Codebook | None) -> tuple[Location, ...]:
    given = {PLACE_FIELDS[name]: values[name] for name in PLACE_FIELDS if name in values}
    read = event.places[0] if event.places else Location(text="")
    base = read
    if "place" in values or "place_id" in values:
        base = _known_place(event, given, book) or Location(text="")
    if given.get("name") and not base.text:
        base = replace(base, text=str(given["name"]))
    place = replace(base, **given)  # type: ignore[arg-type]  # normal_value checked each value
    return (place, *(each for each in event.places if each != place))


def _known_place(
    event: Event, given: Mapping[str, Value], book: Codebook | None
) -> Location | None:
    """Return the place that is meant, with its coordinates, from the readings or the gazetteer."""
    ident, name = given.get("place_id"), given.get("name")
    for each in event.places:
        if (ident and each.place_id == ident) or (not ident and name and each.name == name):
            return replace(each, start=None, end=None)
    if book is None:
        return None
    country = given.get("country") or (event.places[0].country if event.places else None)
    place = book.gazetteer.get(str(ident)) if ident else None
    if place is None and name and not ident:
        known = book.gazetteer.find(str(name), country=str(country) if country else None)
        place = known[0] if known else None
    if place is None:
        return None
    kinds = {"country": "country", "admin1": "province", "admin2": "district", "tehsil": "tehsil"}
    return Location(
        text=place.name,
        place_id=place.id,
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=kinds.get(place.kind, "town"),  # type: ignore[arg-type]  # the map's values are
        admin2=place.admin2,
        admin1=place.admin1,
        country=place.country,
    )


def _with_tolls(event: Event, values: Corrections) -> Event:
    for measure in MEASURES:
        if _any(values, [f"{measure}_{bound}" for bound in BOUNDS]):
            event = _with_toll(event, measure, values)
    return event


def _with_toll(event: Event, measure: str, values: Corrections) -> Event:
    """Return the event with one figure that says the corrected toll, its rivals superseded.

    In a clash, figures of the initiator's dead are parts of all dead and stay, if they fit.
    """
    from concord.codebook.tolls import summarise

    low, best, high = _range(getattr(summarise(event.type, event.tolls), measure), measure, values)
    attackers = measure == ATTACKERS
    effect = "killed" if attackers else measure
    for rivals in _rivals(event, effect, attackers=attackers):
        figure = TollFigure(
            effect=effect,
            victim_class=_class_of(rivals),
            side="initiator" if attackers else "unknown",
            low=low,
            best=best,
            high=high,
            # The initiator's dead are a part of all dead where both are counted together.
            total=not (attackers and event.type == "clash"),
            said_by=REVIEWER,
        )
        kept = tuple(replace(f, superseded=True) if f in rivals else f for f in event.tolls)
        changed = replace(event, tolls=(*kept, figure))
        found: Range = getattr(summarise(event.type, changed.tolls), measure)
        if (found.low, found.best, found.high) == (low, best, high):
            break
    return changed


def _rivals(event: Event, effect: str, *, attackers: bool) -> Iterator[list[TollFigure]]:
    """Yield the figures that a corrected one takes the place of: at first few, then all."""
    figures = [figure for figure in event.tolls if figure.effect == effect]
    if effect != "killed":
        yield figures
        return
    yield [figure for figure in figures if (figure.side == "initiator") == attackers]
    if event.type == "clash" and not attackers:
        yield figures


def _class_of(figures: list[TollFigure]) -> str:
    classes = {figure.victim_class for figure in figures if not figure.superseded}
    return classes.pop() if len(classes) == 1 else "unknown"


def _range(read: Range, measure: str, values: Corrections) -> tuple[int, int, int | None]:
    """Return low <= best <= high: what was corrected stands, the rest moves little."""
    given = {b: values[f"{measure}_{b}"] for b in BOUNDS if f"{measure}_{b}" in values}
    low, best, high = (_number(given.get(bound, getattr(read, bound))) for bound in BOUNDS)
    if best is None:
        best = low if low is not None else high or 0
    if "best" not in given:
        best = max(best, _number(given.get("low")) or 0)
        ceiling = _number(given.get("high"))
        best = best if ceiling is None else min(best, ceiling)
    if "low" not in given or low is None:
        low = best if low is None else min(low, best)
    best = max(low, best)
    if "high" not in given and high is None and read.best is None:
        high = best
    return low, best, None if high is None else max(high, best)


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) else None
