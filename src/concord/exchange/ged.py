"""`import ged`: rows of the UCDP Georeferenced Event Dataset, editions 19.1 to 26.1.

How a row is read (docs/howto/import-data-sets.md):

- state-based and non-state events are clashes with both sides as perpetrators of attribution
  ``side``, since GED does not say who began; one-sided violence is an attack on civilians;
- ``best`` is kept; the smallest and largest of low, best and high are the bounds, because the
  published files hold thousands of rows where the three stand out of order;
- a row that sums several happenings (``event_clarity`` 2) is dated to its whole span, never to its
  first day.

Sources: UCDP GED Codebook (Sundberg and Melander 2013; Davies, Pettersson and Oberg 2022).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from concord.codebook.counting import category, family
from concord.codebook.crosswalks import load_crosswalk
from concord.exchange.foreign import (
    BadCellError,
    Edition,
    Readings,
    edition_of,
    fingerprint,
    open_table,
    point_of,
    read_events,
    whole_number,
)
from concord.exchange.resolving import Resolver
from concord.model import Event, ExternalEvent, Participant, Problem, TollFigure, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import PlacePrecision, Precision, Side

DATASET = "ged"
CANDIDATE = "ged-candidate"
NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best")
# Editions up to 18.1 wrote the estimates so.
FORMER = {"best_est": "best", "low_est": "low", "high_est": "high"}
EDITIONS = (
    r"v(\d\d)[_.](\d{1,2})[_.](\d{1,2})\D",
    r"v?(\d\d)[_.](\d{1,2})\D",
    r"ged(\d\d)(\d)\D",
)
ONE_SIDED = "3"
STATES = re.compile(r",\s*(?=Government of )")
VICINITY_KM = 25.0
WEEK_DAYS, MONTH_DAYS = 7, 31

OUT_OF_ORDER = "low, best and high out of order: best kept, smallest and largest are the bounds"
SUMMED = "events that sum several happenings (event_clarity 2): dated to their whole span"
UNEQUAL_PARTS = "deaths by side that do not add up to best: best kept, sides left out"
UNKNOWN_SOURCES = "number_of_sources -1: not recorded, read as unknown"
SEVERAL_STATES = "several governments on one side: each is a participant"
CHECKED_LATER = "code_status other than Clear: still to be checked by UCDP"
NO_HEADER = "a file without a header: the columns of 26.1 assumed"


def import_ged(
    file: Path,
    book: Codebook,
    *,
    version: str | None = None,
    country: str | None = None,
    readings: Readings | None = None,
) -> Iterator[ExternalEvent | Problem]:
    """Yield one ExternalEvent per good row and a Problem per row that cannot be read, lazily.

    ``version`` is the edition (26.1); by default what the file's name tells, else the start of its
    SHA-256. Candidate files (26.0.3) are a data set of their own, ``ged-candidate``. ``country``
    (a name or ISO code) is that of a file which has no such column. ``readings`` counts the rows
    that were read in a way that a user should know of. The header is checked before the first row:
    raises ForeignFileError, and UnknownCountryError.
    """
    walk = load_crosswalk(DATASET)
    table = open_table(
        file, needed=NEEDED, renamed=lambda name: FORMER.get(name, name), headless=walk.columns
    )
    noted = readings if readings is not None else Readings()
    if not table.headed:
        noted.note(NO_HEADER)
    version = version or edition_of(file, EDITIONS) or fingerprint(file)
    resolver = Resolver(book)
    reader = GedReader(
        dataset=dataset_of(version),
        resolver=resolver,
        readings=noted,
        country=resolver.known_country(country) if country else None,
    )
    edition = Edition(dataset=reader.dataset, version=version, id_column="id")
    return read_events(table.rows(), edition, reader.event)


def dataset_of(edition: str) -> str:
    """Return the data set of an edition: candidate files have a 0 in its middle (26.0.3)."""
    return CANDIDATE if re.fullmatch(r"\d+\.0\.\d+", edition) else DATASET


class GedReader:
    """Reads rows of one edition into events."""

    def __init__(
        self,
        *,
        dataset: str,
        resolver: Resolver,
        readings: Readings,
        country: str | None = None,
    ) -> None:
        self.walk = load_crosswalk(DATASET)
        self.states = {
            **{number: iso2 for iso2, number in self.walk.codes["states"].items()},
            **self.walk.codes["former_states"],
        }
        self.dataset = dataset
        self.readings = readings
        self.resolver = resolver
        self.default_country = country

    def event(self, cells: Mapping[str, str]) -> Event:
        """Return what one row says; raises BadCellError."""
        violence = cells["type_of_violence"]
        rule = self.walk.read(cells)
        if rule is None:
            raise BadCellError("type_of_violence", f"{violence!r} is not 1, 2 or 3")
        self._note(cells)
        when = _when(cells, self.walk.codes["date_prec"])
        country = self._country(cells)
        place = self.resolver.location(
            (cells.get("where_coordinates", ""), cells.get("adm_2", ""), cells.get("adm_1", "")),
            country,
            point_of(cells),
            cast("PlacePrecision", self._place_precision(cells)),
            radius_km=VICINITY_KM if cells.get("where_prec") == "2" else None,
        )
        name = f"{self.dataset}:{cells['id']}"
        event = Event(
            id=name,
            document_id=name,
            start=0,
            end=0,
            type=rule.type,
            family=family(rule.type),
            category="unclear",
            happened=(when,),
            places=(place,),
            perpetrators=tuple(self._perpetrators(cells, when.first, place.country)),
            targets=_CIVILIANS if violence == ONE_SIDED else (),
            target_class="civilian" if violence == ONE_SIDED else None,
            tolls=_tolls(_deaths(cells, self.readings), cells),
            summary=_summary(cells),
        )
        return replace(event, category=category(event, self.resolver.book))

    def _note(self, cells: Mapping[str, str]) -> None:
        if cells.get("event_clarity") == "2":
            self.readings.note(SUMMED)
        if cells.get("number_of_sources") == "-1":
            self.readings.note(UNKNOWN_SOURCES)
        if cells.get("code_status", "Clear") not in ("Clear", ""):
            self.readings.note(CHECKED_LATER)

    def _country(self, cells: Mapping[str, str]) -> str | None:
        if iso2 := self.states.get(cells.get("country_id", "")):
            return iso2
        name = cells.get("country", "")
        return self.resolver.country(name) if name else self.default_country

    def _place_precision(self, cells: Mapping[str, str]) -> str:
        return self.walk.codes["where_prec"].get(cells.get("where_prec", ""), "unknown")

    def _perpetrators(
        self, cells: Mapping[str, str], on: date | None, country: str | None
    ) -> Iterator[Participant]:
        one_sided = cells["type_of_violence"] == ONE_SIDED
        for column in ("side_a",) if one_sided else ("side_a", "side_b"):
            names = STATES.split(cells[column])
            if len(names) > 1:
                self.readings.note(SEVERAL_STATES)
            for name in filter(None, names):
                yield self.resolver.participant(
                    name, on, country, attribution="stated" if one_sided else "side"
                )


_CIVILIANS = (Participant(text="civilians", victim_class="civilian"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """The deaths of a row: three estimates in order, and the best estimate by group."""

    low: int
    best: int
    high: int
    side_a: int
    side_b: int
    civilians: int
    unknown: int


def _deaths(cells: Mapping[str, str], readings: Readings) -> Deaths:
    best = _persons(cells, "best")
    low, high = _persons(cells, "low", best), _persons(cells, "high", best)
    if not low <= best <= high:
        readings.note(OUT_OF_ORDER)
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    a, b, civilians, unknown = (_persons(cells, name, 0) for name in names)
    if a + b + civilians + unknown != best:
        if any(cells.get(name) for name in names):
            readings.note(UNEQUAL_PARTS)
        a, b, civilians, unknown = 0, 0, 0, best
    bounds = (low, best, high)
    return Deaths(
        low=min(bounds),
        best=best,
        high=max(bounds),
        side_a=a,
        side_b=b,
        civilians=civilians,
        unknown=unknown,
    )


def _persons(cells: Mapping[str, str], column: str, default: int | None = None) -> int:
    value = whole_number(cells, column)
    if value is None and default is not None:
        return default
    if value is None or value < 0:
        raise BadCellError(column, f"{cells.get(column, '')!r} is no number of persons")
    return value


def _tolls(deaths: Deaths, cells: Mapping[str, str]) -> tuple[TollFigure, ...]:
    """Return the deaths by class and side, whose sums are exactly low, best and high.

    GED gives bounds for the whole only. A part may be lower by as much as the whole may be, and
    what the whole may have on top belongs to no class that is told.
    """
    violence = cells["type_of_violence"]
    one_sided = violence == ONE_SIDED
    groups: list[tuple[int, str, Side]] = [
        (deaths.civilians, "civilian", "target" if one_sided else "bystander"),
        (deaths.side_a, _class_of(cells["side_a"]), "initiator" if one_sided else "unknown"),
        (deaths.side_b, _class_of(cells["side_b"]), "target" if one_sided else "unknown"),
        (deaths.unknown, "unknown", "target" if one_sided else "unknown"),
    ]
    told = [group for group in groups if group[0]]
    if len(told) <= 1:
        _, victims, side = told[0] if told else (0, "unknown", groups[3][2])
        return (_figure(victims, side, (deaths.low, deaths.best, deaths.high)),)
    return tuple(_parts(told, deaths))


def _parts(told: list[tuple[int, str, Side]], deaths: Deaths) -> Iterator[TollFigure]:
    short, more = deaths.best - deaths.low, deaths.high - deaths.best
    for number, victims, side in told:
        cut = min(number, short)
        # Taken from the first groups until nothing is short: the sum of lows is the row's low.
        short -= cut
        yield _figure(victims, side, (number - cut, number, number))
    if more:
        side = next((side for _, _, side in told if side != "initiator"), "unknown")
        yield _figure("unknown", side, (0, 0, more))


def _figure(victims: str, side: Side, bounds: tuple[int, int, int]) -> TollFigure:
    low, best, high = bounds
    return TollFigure(
        effect="killed", victim_class=victims, side=side, low=low, best=best, high=high
    )


def _class_of(side: str) -> str:
    if side.startswith("Government of"):
        return "security"
    return "civilian" if side == "Civilians" else "militant"


def _when(cells: Mapping[str, str], precisions: Mapping[str, str]) -> When:
    first, last = _day(cells, "date_start"), _day(cells, "date_end")
    if last < first:
        raise BadCellError("date_end", f"{last} lies before date_start, {first}")
    precision = cast("Precision", precisions.get(cells.get("date_prec", "1"), "day"))
    days = (last - first).days
    if cells.get("event_clarity") == "2" and precision == "day" and days:
        precision = "week" if days < WEEK_DAYS else "month" if days < MONTH_DAYS else "year"
    return When(first=first, last=last, precision=precision, basis="explicit")


def _day(cells: Mapping[str, str], column: str) -> date:
    text = cells[column]
    try:
        # Some editions write a time of midnight after the day.
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise BadCellError(column, f"{text!r} is no date as YYYY-MM-DD") from error


def _summary(cells: Mapping[str, str]) -> str:
    where = cells.get("where_coordinates") or cells.get("adm_1") or cells.get("country") or ""
    place = f", {where}" if where else ""
    between = "against" if cells["type_of_violence"] == ONE_SIDED else "and"
    return f"{cells['side_a']} {between} {cells['side_b']}{place}"
