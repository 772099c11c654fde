"""`import gtd`: rows of the Global Terrorism Database (135 columns, xlsx or csv).

How a row is read (docs/howto/import-data-sets.md):

- ``nkill`` are all dead, attackers included; where ``nkillter`` is known the two are told apart;
- -9, -99 and empty cells are unknown, month and day 0 too; figures shared out over linked incidents
  (0.5) become a range of whole persons;
- ``success`` 0 without any victim is a foiled attack; ``doubtterr`` 1 halves the confidence;
- a kidnapping that goes on (``extended`` without ``resolution``) is dated to the day it began.

GTD's terms forbid passing its rows on: they never leave the record in what is published.
Source: GTD Codebook (START, August 2021).
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime
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
)
from concord.exchange.resolving import Resolver
from concord.model import Claim, Event, Participant, TollFigure, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import (
        ExternalEvent,
        Location,
        PlacePrecision,
        Precision,
        Problem,
        Side,
        Status,
    )

DATASET = "gtd"
NEEDED = (
    "eventid", "iyear", "imonth", "iday", "country_txt", "attacktype1", "targtype1", "gname",
    "nkill",
)  # fmt: skip
EDITIONS = (r"_(\d{4})dist", r"gtd[_-]?(\d{4})(?!\d)")
CODED = ("attacktype1", "weaptype1", "suicide")
UNKNOWN_CODES = frozenset({"", "-9", "-99", "-9.0", "-99.0"})
NOBODY = frozenset({"", "unknown"})
DAY_FORMS = ("%m/%d/%Y", "%Y/%m/%d", "%d-%b-%y", "%m/%d/%y")
DOUBTFUL = 0.5
# Two digits of a year are read as 1950 to 2049.
LATEST_YEAR = 2049
SHARED = "figures shared out over linked incidents (a fraction): read as a range of whole persons"
DOUBT = "doubtterr 1: in doubt whether it belongs in GTD; confidence 0.5"
ONGOING = "extended incidents without a day of resolution: dated to the day they began"
NO_ATTACKERS = "attackers' deaths not told apart (nkillter unknown): one figure for all dead"
MORE_ATTACKERS = "more attackers than dead (nkillter above nkill): one figure for all dead"
NO_DAY = "month or day 0: read as the whole month or year"


def import_gtd(
    file: Path, book: Codebook, *, version: str | None = None, readings: Readings | None = None
) -> Iterator[ExternalEvent | Problem]:
    """Yield one ExternalEvent per good row and a Problem per row that cannot be read, lazily.

    ``version`` is the edition as the file's name has it (0522 of globalterrorismdb_0522dist), else
    the start of its SHA-256. The header is checked before the first row: raises ForeignFileError.
    """
    table = open_table(file, needed=NEEDED)
    reader = GtdReader(resolver=Resolver(book), readings=readings or Readings())
    version = version or edition_of(file, EDITIONS) or fingerprint(file)
    edition = Edition(dataset=DATASET, version=version, id_column="eventid")
    return read_events(table.rows(), edition, reader.event)


class GtdReader:
    """Reads rows of GTD into events."""

    def __init__(self, *, resolver: Resolver, readings: Readings) -> None:
        self.resolver = resolver
        self.readings = readings
        self.walk = load_crosswalk(DATASET)

    def event(self, cells: Mapping[str, str]) -> Event:
        """Return what one row says; raises BadCellError."""
        rule = self.walk.read({**cells, **{name: _code(cells, name) for name in CODED}})
        if rule is None:
            raise BadCellError("attacktype1", f"{cells['attacktype1']!r} is no attack type of GTD")
        when = self._when(cells)
        country = self.resolver.country(cells["country_txt"])
        place = self._place(cells, country)
        codes = self.walk.codes
        target_class = codes["class_of_target"].get(_code(cells, "targtype1"), "unknown")
        if cells.get("doubtterr") == "1":
            self.readings.note(DOUBT)
        tolls = tuple(self._tolls(cells, target_class))
        name = f"{DATASET}:{cells['eventid']}"
        event = Event(
            id=name,
            document_id=name,
            start=0,
            end=0,
            type=rule.type,
            family=family(rule.type),
            category="unclear",
            status=_status(cells, tolls),
            happened=(when,),
            places=(place,),
            perpetrators=tuple(self._perpetrators(cells, when.first, country)),
            targets=_targets(cells, target_class),
            target_class=target_class,
            tactic=rule.tactic,
            weapon=_named(cells, "weaptype1_txt") or None,
            tolls=tolls,
            claimed_by=tuple(self._claims(cells, when.first, country)),
            summary=_summary(cells),
            confidence=DOUBTFUL if cells.get("doubtterr") == "1" else 1.0,
        )
        return replace(event, category=category(event, self.resolver.book))

    def _place(self, cells: Mapping[str, str], country: str | None) -> Location:
        specificity = cells.get("specificity", "")
        precision = self.walk.codes["specificity"].get(specificity, "unknown")
        if cells.get("vicinity") == "1" and precision == "town":
            precision = "vicinity"
        return self.resolver.location(
            (_named(cells, "city"), "", _named(cells, "provstate")),
            country,
            point_of(cells),
            cast("PlacePrecision", precision),
        )

    def _when(self, cells: Mapping[str, str]) -> When:
        year = _number(cells, "iyear")
        if year is None or not year:
            raise BadCellError("iyear", f"{cells['iyear']!r} is no year")
        month, day = int(_number(cells, "imonth") or 0), int(_number(cells, "iday") or 0)
        try:
            first, last, precision = _days(int(year), month, day)
        except ValueError as error:
            raise BadCellError("iday", f"{int(year)}-{month}-{day} is no day ({error})") from error
        if precision != "day":
            self.readings.note(NO_DAY)
        elif cells.get("extended") == "1":
            resolved = _resolution(cells)
            if resolved is None:
                self.readings.note(ONGOING)
            elif resolved >= first:
                last = resolved
        return When(first=first, last=last, precision=precision, basis="explicit")

    def _perpetrators(
        self, cells: Mapping[str, str], on: date | None, country: str | None
    ) -> Iterator[Participant]:
        for number in ("", "2", "3"):
            name = _named(cells, f"gname{number}")
            if not name:
                continue
            uncertain = cells.get(f"guncertain{number or '1'}") == "1"
            claimed = cells.get("claimed" if not number else f"claim{number}") == "1"
            yield self.resolver.participant(
                name,
                on,
                country,
                attribution="claimed" if claimed else "suspected" if uncertain else "stated",
            )

    def _claims(
        self, cells: Mapping[str, str], on: date | None, country: str | None
    ) -> Iterator[Claim]:
        for number in ("", "2", "3"):
            name = _named(cells, f"gname{number}")
            if name and cells.get("claimed" if not number else f"claim{number}") == "1":
                known = self.resolver.actor(name, on, country)
                yield Claim(
                    name=known[1] if known else name,
                    actor_id=known[0] if known else None,
                    channel=_named(cells, f"claimmode{number}_txt") or None,
                )

    def _tolls(self, cells: Mapping[str, str], target_class: str) -> Iterator[TollFigure]:
        killed, attackers = self._persons(cells, "nkill"), self._persons(cells, "nkillter")
        yield from self._apart("killed", (killed, attackers), target_class)
        hurt, hurt_attackers = self._persons(cells, "nwound"), self._persons(cells, "nwoundte")
        yield from self._apart("injured", (hurt, hurt_attackers), target_class)
        taken = self._persons(cells, "nhostkid")
        if cells.get("ishostkid") == "1" and taken:
            yield _figure("abducted", target_class, "target", taken)

    def _apart(
        self,
        effect: str,
        figures: tuple[tuple[int, int] | None, tuple[int, int] | None],
        target_class: str,
    ) -> Iterator[TollFigure]:
        """Yield the figures of victims and attackers, one for all where they are not told apart."""
        whole, attackers = figures
        if whole is None:
            return
        if attackers is None or attackers[1] > whole[0]:
            if whole[1]:
                self.readings.note(NO_ATTACKERS if attackers is None else MORE_ATTACKERS)
            yield _figure(effect, "unknown", "unknown", whole)
            return
        victims = (whole[0] - attackers[1], whole[1] - attackers[0])
        yield _figure(effect, target_class, "target", victims)
        if attackers[1]:
            yield _figure(effect, "militant", "initiator", attackers)

    def _persons(self, cells: Mapping[str, str], column: str) -> tuple[int, int] | None:
        number = _number(cells, column)
        if number is None:
            return None
        if number < 0:
            raise BadCellError(column, f"{cells[column]!r} is no number of persons")
        if number != int(number):
            self.readings.note(SHARED)
        return math.floor(number), math.ceil(number)


def _number(cells: Mapping[str, str], column: str) -> float | None:
    text = cells.get(column, "")
    if text in UNKNOWN_CODES:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise BadCellError(column, f"{text!r} is no number") from error
    if not math.isfinite(value) or abs(value) > 10**7:
        raise BadCellError(column, f"{text!r} is beyond any figure of GTD")
    return value


def _code(cells: Mapping[str, str], column: str) -> str:
    return re.sub(r"\.0$", "", cells.get(column, ""))


def _named(cells: Mapping[str, str], column: str) -> str:
    text = cells.get(column, "")
    return "" if text.casefold() in NOBODY or text in UNKNOWN_CODES else text


def _figure(effect: str, victims: str, side: Side, bounds: tuple[int, int]) -> TollFigure:
    low, high = bounds
    return TollFigure(effect=effect, victim_class=victims, side=side, low=low, best=low, high=high)


def _targets(cells: Mapping[str, str], target_class: str) -> tuple[Participant, ...]:
    """Return the target by its kind: ``target1`` may be a private person's name and is left out."""
    text = _named(cells, "targsubtype1_txt") or _named(cells, "targtype1_txt")
    return (Participant(text=text, victim_class=target_class),) if text else ()


def _status(cells: Mapping[str, str], tolls: tuple[TollFigure, ...]) -> Status:
    harmed = any(figure.best for figure in tolls)
    return "foiled" if cells.get("success") == "0" and not harmed else "actual"


def _days(year: int, month: int, day: int) -> tuple[date, date, Precision]:
    if not month:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if not day:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    return date(year, month, day), date(year, month, day), "day"


def _resolution(cells: Mapping[str, str]) -> date | None:
    text = cells.get("resolution", "")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    for form in DAY_FORMS:
        try:
            found = datetime.strptime(text.split(" ")[0], form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
        return found.replace(year=found.year - 100) if found.year >= LATEST_YEAR + 1 else found
    return None


def _summary(cells: Mapping[str, str]) -> str:
    what = _named(cells, "attacktype1_txt") or "Attack"
    target = _named(cells, "targtype1_txt")
    group = _named(cells, "gname")
    where = _named(cells, "city") or _named(cells, "provstate") or cells["country_txt"]
    return ", ".join(filter(None, (what, target, group, where)))
