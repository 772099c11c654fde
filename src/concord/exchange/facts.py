"""One event from named text fields: what a table's row or a person's form has in common.

Every fault is named by its field, so that the caller can say which cell or option is wrong.
"""

from __future__ import annotations

import difflib
import math
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from concord.codebook.counting import category, family
from concord.model import (
    Attribution,
    Claim,
    Event,
    Location,
    Participant,
    PlacePrecision,
    Precision,
    Side,
    Status,
    TollFigure,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from concord.codebook.book import Codebook
    from concord.codebook.entries import Place

TOLLS = ("killed", "killed_attackers", "injured", "abducted", "arrested")
FIELDS = (
    "type",
    "status",
    "background",
    "happened_from",
    "happened_to",
    "place",
    "admin2",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "perpetrators",
    "attribution",
    "targets",
    "target_class",
    "tactic",
    "weapon",
    *TOLLS,
    *(f"{toll}_{bound}" for toll in TOLLS for bound in ("low", "high")),
    "claimed_by",
    "denied_by",
    "summary",
)
ATTRIBUTIONS = ("claimed", "stated", "blamed", "suspected", "inferred", "side")
PLACE_PRECISIONS = (
    "exact",
    "vicinity",
    "town",
    "tehsil",
    "district",
    "province",
    "country",
    "unknown",
)
PRECISION_OF_KIND: Mapping[str, PlacePrecision] = {
    "site": "exact",
    "town": "town",
    "tehsil": "tehsil",
    "admin2": "district",
    "admin1": "province",
    "country": "country",
}
STATUSES = ("actual", "foiled", "planned", "alleged")
UNKNOWN_NAMES = frozenset({"unknown", "unidentified", "none", "n/a"})
TRUE, FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", ""})
NAME_SEPARATOR = re.compile(r"\s*[;|]\s*")
ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
# Nine digits: no toll is larger, and no table format holds a number without end.
EXACT = re.compile(r"(\d{1,9})(\+)?$")
BETWEEN = re.compile(r"(\d{1,9})\s*(?:-|\u2013|to)\s*(\d{1,9})$")
AT_LEAST = re.compile(r"(?:at least|more than|over)\s+(\d{1,9})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one field, and what to write instead."""

    field: str
    message: str


class FieldReader:
    """Reads typed values out of text fields and collects the faults instead of stopping."""

    def __init__(self, fields: Mapping[str, str], book: Codebook) -> None:
        self.given = {name: value.strip() for name, value in fields.items() if value.strip()}
        self.book = book
        self.faults: list[Fault] = []

    def fault(self, field: str, message: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append(Fault(field=field, message=message))

    def word(self, field: str, allowed: Iterable[str], default: str | None = None) -> str | None:
        """Return a value of a closed list, spaces and case forgiven; ``default`` if not given."""
        text = self.given.get(field)
        if text is None:
            return default
        known = tuple(allowed)
        code = re.sub(r"[\s-]+", "_", text.casefold())
        if code in known:
            return code
        close = difflib.get_close_matches(code, known, n=3) or known
        self.fault(field, f"{text!r} is no {field}; write one of: {', '.join(close)}")
        return default

    def truth(self, field: str) -> bool:
        """Return yes or no; no if not given."""
        text = self.given.get(field, "").casefold()
        if text not in TRUE | FALSE:
            self.fault(field, f"{text!r} is neither yes nor no")
        return text in TRUE

    def degrees(self, field: str, limit: float) -> float | None:
        """Return a coordinate in degrees within +-``limit``."""
        text = self.given.get(field)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not -limit <= value <= limit:
            self.fault(field, f"{text!r} is no number of degrees from -{limit:g} to {limit:g}")
            return None
        return value

    def day(self, field: str) -> tuple[date, date, Precision] | None:
        """Return the first and last day and the precision of YYYY, YYYY-MM or YYYY-MM-DD."""
        text = self.given.get(field)
        if text is None:
            return None
        try:
            return days_of(text)
        except ValueError:
            self.fault(field, f"{text!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
            return None

    def number(self, field: str) -> tuple[int, int, int | None] | None:
        """Return low, best, high persons of "12", "12+", "at least 12" or "10-15"."""
        text = self.given.get(field)
        if text is None:
            return None
        try:
            return persons_of(text)
        except ValueError:
            self.fault(field, f"{text!r} is no number of persons; write 12, 12+ or 10-15")
            return None

    def names(self, field: str) -> list[str]:
        """Return the names in a field, separated by semicolons or bars."""
        return [name for name in NAME_SEPARATOR.split(self.given.get(field, "")) if name]


def build_event(
    fields: Mapping[str, str], book: Codebook, *, event_id: str, document_id: str
) -> Event | tuple[Fault, ...]:
    """Return the event that the fields describe, or every fault found in them.

    ``fields`` maps names of FIELDS to text; empty text is unknown. Only ``type`` is required.
    """
    reader = FieldReader(fields, book)
    type_ = _read_type(reader)
    when = _read_when(reader)
    place = _read_place(reader)
    target_class = reader.word("target_class", book.classes)
    on = when.first if when else None
    event = Event(
        id=event_id,
        document_id=document_id,
        start=0,
        end=0,
        type=type_,
        family=family(type_),
        category="unclear",
        status=cast("Status", reader.word("status", STATUSES, "actual")),
        background=reader.truth("background"),
        happened=(when,) if when else (),
        places=(place,) if place else (),
        perpetrators=_read_perpetrators(reader, on, place),
        targets=tuple(
            _participant(reader, name, on, place, victim_class=target_class)
            for name in reader.names("targets")
        ),
        target_class=target_class,
        tactic=reader.given.get("tactic"),
        weapon=reader.given.get("weapon"),
        tolls=tuple(_read_tolls(reader, type_, target_class or "unknown")),
        claimed_by=_read_claims(reader, "claimed_by", on),
        denied_by=_read_claims(reader, "denied_by", on),
        summary=reader.given.get("summary", ""),
    )
    return tuple(reader.faults) or replace(event, category=category(event, book))


def _read_type(reader: FieldReader) -> str:
    for name in sorted(set(reader.given) - set(FIELDS)):
        close = difflib.get_close_matches(name, FIELDS, n=3) or FIELDS
        reader.fault(name, f"there is no field {name!r}; fields are: {', '.join(close)}")
    types = reader.book.types
    if "type" not in reader.given:
        reader.fault("type", f"the type is missing; write one of: {', '.join(types)}")
    return reader.word("type", types) or "other"


def days_of(text: str) -> tuple[date, date, Precision]:
    """Return first day, last day and precision of an ISO date, month or year; else ValueError."""
    match = ISO_DATE.match(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or month is None:
        whole = year or 0
        return date(whole, 1, 1), date(whole, 12, 31), "year"
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    return date(year, month, day), date(year, month, day), "day"


def persons_of(text: str) -> tuple[int, int, int | None]:
    """Return low, best and high of a count of persons as people write it; else ValueError.

    Of a range the low end is the best: the smaller figure is the one that both ends support.
    """
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    plain = re.sub(r"^(\d+)\.0+$", r"\1", plain)
    if match := EXACT.match(plain):
        low = int(match[1])
        return low, low, None if match[2] else low
    if match := BETWEEN.match(plain):
        low, high = sorted((int(match[1]), int(match[2])))
        return low, low, high
    if match := AT_LEAST.match(plain):
        return int(match[1]), int(match[1]), None
    raise ValueError(text)


def _read_when(reader: FieldReader) -> When | None:
    since, until = reader.day("happened_from"), reader.day("happened_to")
    if since is None:
        if until is not None:
            reader.fault("happened_from", "happened_to is given without happened_from")
        return None
    first, last, precision = since
    if until is not None:
        last = until[1]
        precision = max(precision, until[2], key=("day", "week", "month", "year").index)
    if last < first:
        reader.fault("happened_to", f"{last} is before {first}")
    text = reader.given["happened_from"]
    return When(first=first, last=last, precision=precision, basis="explicit", text=text)


def _read_place(reader: FieldReader) -> Location | None:
    latitude, longitude = reader.degrees("latitude", 90.0), reader.degrees("longitude", 180.0)
    if (latitude is None) != (longitude is None):
        reader.fault("latitude", "latitude and longitude must be given together")
    country = _read_country(reader)
    names = [reader.given.get(name) for name in ("place", "admin2", "admin1")]
    text = next((name for name in names if name), None)
    if text is None and latitude is None and country is None:
        return None
    known = _known_place(reader, text, country) if text else None
    precision = reader.word("place_precision", PLACE_PRECISIONS)
    if precision is None:
        precision = PRECISION_OF_KIND.get(known.kind, "vicinity") if known else None
    own = latitude is not None
    return Location(
        text=text or country or "",
        place_id=known.id if known else None,
        name=known.name if known else None,
        latitude=latitude if own or not known else known.latitude,
        longitude=longitude if own or not known else known.longitude,
        precision=cast("PlacePrecision", precision or ("exact" if own else "unknown")),
        admin2=reader.given.get("admin2") or (known.admin2 if known else None),
        admin1=reader.given.get("admin1") or (known.admin1 if known else None),
        country=country or (known.country if known else None),
    )


def _read_country(reader: FieldReader) -> str | None:
    text = reader.given.get("country")
    if text is None:
        return None
    for country in reader.book.countries.values():
        named = (country.iso2, country.iso3, country.name)
        if text.casefold() in {name.casefold() for name in named}:
            return country.iso2
    reader.fault("country", f"{text!r} is no country; write its two letters (ISO 3166-1), say PK")
    return None


def _known_place(reader: FieldReader, text: str, country: str | None) -> Place | None:
    """Return the gazetteer's first place of the name that agrees with the units given."""
    units = {
        level: reader.given[level].casefold()
        for level in ("admin2", "admin1")
        if level in reader.given and reader.given[level] != text
    }
    for place in reader.book.gazetteer.find(text, country=country):
        held = {level: (getattr(place, level) or "").casefold() for level in units}
        if held == units and country in (None, place.country):
            return place
    return None


def _read_perpetrators(
    reader: FieldReader, on: date | None, place: Location | None
) -> tuple[Participant, ...]:
    level = cast("Attribution", reader.word("attribution", ATTRIBUTIONS, "stated"))
    return tuple(
        _participant(reader, name, on, place, attribution=level)
        for name in reader.names("perpetrators")
        if name.casefold() not in UNKNOWN_NAMES
    )


def _participant(
    reader: FieldReader,
    name: str,
    on: date | None,
    place: Location | None,
    *,
    attribution: Attribution | None = None,
    victim_class: str | None = None,
) -> Participant:
    actor = reader.book.resolve_actor(name, on=on, country=place.country if place else None)
    return Participant(
        text=name,
        actor_id=actor.id if actor else None,
        name=actor.name if actor else name if attribution else None,
        attribution=attribution,
        victim_class=victim_class,
    )


def _read_tolls(reader: FieldReader, type_: str, target_class: str) -> Iterator[TollFigure]:
    for measure in TOLLS:
        value = reader.number(measure)
        low, high = reader.number(f"{measure}_low"), reader.number(f"{measure}_high")
        if value is None and low is None:
            if high is not None:
                reader.fault(f"{measure}_high", f"{measure}_high is given without {measure}")
            continue
        best = value or low or (0, 0, 0)
        bounds = (low or best)[0], best[1], high[0] if high else best[2]
        if bounds[2] is not None and not bounds[0] <= bounds[1] <= bounds[2]:
            reader.fault(measure, f"low, best and high are out of order: {bounds}")
            continue
        attackers = measure == "killed_attackers"
        side: Side = "initiator" if attackers else "unknown" if type_ == "clash" else "target"
        yield TollFigure(
            effect="killed" if attackers else measure,
            victim_class="militant" if attackers else target_class,
            side=side,
            low=bounds[0],
            best=bounds[1],
            high=bounds[2],
            text=reader.given.get(measure, reader.given.get(f"{measure}_low", "")),
        )


def _read_claims(reader: FieldReader, field: str, on: date | None) -> tuple[Claim, ...]:
    found = []
    for name in reader.names(field):
        actor = reader.book.resolve_actor(name, on=on)
        found.append(
            Claim(name=actor.name if actor else name, actor_id=actor.id if actor else None)
        )
    return tuple(found)
