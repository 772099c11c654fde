"""`import acled`: a file exported from ACLED, with inter codes as numbers or as words.

How a row is read (docs/howto/import-data-sets.md):

- types by the crosswalk; the order of the two actors says nothing of who began, except that
  civilians and protesters are targets and the other party then acted. Two armed parties are both
  perpetrators with attribution ``side``;
- ``fatalities`` are all dead, attackers included, the lowest figure that sources give: one figure
  of no told class or side;
- a day known to the week or month (``time_precision`` 2 and 3) is read as that week or month.

ACLED's terms forbid passing its rows on: they never leave the record in what is published.
Source: ACLED Codebook (7 October 2024).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
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
from concord.model import Event, Participant, TollFigure, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import ExternalEvent, PlacePrecision, Precision, Problem

DATASET = "acled"
NEEDED = (
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "inter1",
    "inter2", "country", "fatalities",
)  # fmt: skip
# One day in a file's name is that of the download; two are the span that was asked for.
EDITIONS = (r"^(?!.*\d{4}-\d\d-\d\d.*\d{4}-\d\d-\d\d).*?(\d{4}-\d\d-\d\d)",)
DAY_FORMS = ("%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y")
# "Military Forces of Pakistan (2022-) Counter Terrorism Department": years are no part of a name.
YEARS = re.compile(r"\s*\((?:\d{4}\s*-\s*(?:\d{4})?|-\s*\d{4})\)")
COUNTRY = re.compile(r"\s*\([^()]*\)\s*$")
ACRONYM = re.compile(r"^([A-Z][\w-]{1,15}):\s+(.+)$")
FORCES = re.compile(r"^(Military|Police) Forces of (?:the )?([^()]+)$")
UNIDENTIFIED = re.compile(r"^Unidentified\b")
UNARMED = frozenset({"civilian", "political"})
WEEK_DAYS_AROUND = 3

WEEKS = "dates known to the week: read as three days before and after the day given"
MONTHS = "dates known to the month: read as the whole month"
NO_INTER = "an inter code that is not known: the party's side is left open"


def import_acled(
    file: Path, book: Codebook, *, version: str | None = None, readings: Readings | None = None
) -> Iterator[ExternalEvent | Problem]:
    """Yield one ExternalEvent per good row and a Problem per row that cannot be read, lazily.

    ACLED has no editions; ``version`` is best the day of access, which a citation needs. Without
    it, a day in the file's name is taken, else the start of the file's SHA-256. The header is
    checked before the first row: raises ForeignFileError.
    """
    table = open_table(file, needed=NEEDED, renamed=lambda name: name.strip().lower())
    reader = AcledReader(resolver=Resolver(book), readings=readings or Readings())
    version = version or edition_of(file, EDITIONS) or fingerprint(file)
    edition = Edition(dataset=DATASET, version=version, id_column="event_id_cnty")
    return read_events(table.rows(), edition, reader.event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of the two actors of a row, with the side and class that its inter code tells."""

    name: str
    side: str | None
    victim_class: str


class AcledReader:
    """Reads rows of an ACLED file into events."""

    def __init__(self, *, resolver: Resolver, readings: Readings) -> None:
        self.resolver = resolver
        self.readings = readings
        self.walk = load_crosswalk(DATASET)
        codes = self.walk.codes
        self.countries = {number: iso2 for iso2, number in codes["iso"].items()}
        self.words = {word.casefold(): word for word in codes["side_of_inter"]}

    def event(self, cells: Mapping[str, str]) -> Event:
        """Return what one row says; raises BadCellError."""
        parties = [p for n in ("1", "2") if (p := self._party(cells, n)) is not None]
        sides = {"actor1_side": parties[0].side or "" if parties else ""}
        rule = self.walk.read({**cells, **sides})
        if rule is None:
            raise BadCellError("event_type", f"{cells['event_type']!r} is no event type of ACLED")
        when = self._when(cells)
        country = self._country(cells)
        place = self.resolver.location(
            (cells.get("location", ""), cells.get("admin2", ""), cells.get("admin1", "")),
            country,
            point_of(cells),
            self._place_precision(cells),
        )
        actors, targets = _roles(parties, rule.type)
        name = f"{DATASET}:{cells['event_id_cnty']}"
        attribution = "stated" if targets or len(actors) == 1 else "side"
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
            perpetrators=tuple(
                self._participant(p, when.first, country, attribution) for p in actors
            ),
            targets=tuple(self._target(p, when.first, country) for p in targets),
            target_class=targets[0].victim_class if targets else None,
            tactic=rule.tactic,
            tolls=_tolls(cells),
            summary=_summary(cells),
        )
        return replace(event, category=category(event, self.resolver.book))

    def _party(self, cells: Mapping[str, str], number: str) -> Party | None:
        name = cells.get(f"actor{number}", "")
        if not name:
            return None
        code = cells.get(f"inter{number}", "")
        word = self.walk.codes["inter"].get(code) or self.words.get(code.casefold())
        if word is None and code not in ("", "0"):
            self.readings.note(NO_INTER)
        return Party(
            name=name,
            side=self.walk.codes["side_of_inter"].get(word or ""),
            victim_class=self.walk.codes["class_of_inter"].get(word or "", "unknown"),
        )

    def _country(self, cells: Mapping[str, str]) -> str | None:
        number = cells.get("iso", "").lstrip("0")
        return self.countries.get(number) or self.resolver.country(cells["country"])

    def _place_precision(self, cells: Mapping[str, str]) -> PlacePrecision:
        codes = self.walk.codes["geo_precision"]
        return cast("PlacePrecision", codes.get(cells.get("geo_precision", ""), "unknown"))

    def _participant(
        self, party: Party, on: date | None, country: str | None, attribution: str
    ) -> Participant:
        if UNIDENTIFIED.match(party.name):
            # "Unidentified Armed Group (Pakistan)" is nobody's name, and no group in any share.
            text = COUNTRY.sub("", party.name)
            return Participant(text=text, attribution=attribution)  # type: ignore[arg-type]  # one of two words
        found = self.resolver.participant(
            party.name,
            on,
            country,
            attribution=attribution,  # type: ignore[arg-type]  # one of two words
            forms=forms_of(party.name),
        )
        return replace(found, victim_class=None)

    def _target(self, party: Party, on: date | None, country: str | None) -> Participant:
        if party.side in UNARMED:
            text = COUNTRY.sub("", party.name)
            return Participant(text=text, victim_class=party.victim_class)
        return self.resolver.participant(
            party.name, on, country, victim_class=party.victim_class, forms=forms_of(party.name)
        )

    def _when(self, cells: Mapping[str, str]) -> When:
        day = _day(cells)
        code = cells.get("time_precision", "1")
        precision = cast("Precision", self.walk.codes["time_precision"].get(code, "day"))
        if precision == "week":
            self.readings.note(WEEKS)
            around = timedelta(days=WEEK_DAYS_AROUND)
            return When(
                first=day - around, last=day + around, precision=precision, basis="explicit"
            )
        if precision == "month":
            self.readings.note(MONTHS)
            last = day.replace(day=monthrange(day.year, day.month)[1])
            return When(first=day.replace(day=1), last=last, precision=precision, basis="explicit")
        return When(first=day, last=day, precision="day", basis="explicit")


def forms_of(name: str) -> tuple[str, ...]:
    """Return the spellings under which the codebook may know an actor of ACLED, the surest first.

    "TTP: Tehreek-i-Taliban Pakistan" gives the name and the acronym, "Military Forces of Pakistan
    (2022-)" the military of Pakistan.
    """
    bare = YEARS.sub("", name).strip()
    plain = COUNTRY.sub("", bare).strip()
    forms = [bare, plain]
    for form in (bare, plain):
        if match := ACRONYM.match(form):
            forms += [match[2], match[1]]
        if match := FORCES.match(form):
            forms.append(f"{match[2].strip()} {match[1].lower()}")
    return tuple(dict.fromkeys(form for form in forms if form))


def _roles(parties: list[Party], type_: str) -> tuple[list[Party], list[Party]]:
    """Return who acted and who was acted upon; two armed parties both acted."""
    targets = [party for party in parties if party.side in UNARMED]
    actors = [party for party in parties if party.side not in UNARMED]
    if not actors or type_ == "protest":
        return parties, []
    if type_ == "suicide_bombing" and len({party.side == "state" for party in actors}) > 1:
        # No state sends suicide bombers: here the type itself says who began.
        targets += [party for party in actors if party.side == "state"]
        actors = [party for party in actors if party.side != "state"]
    return actors, targets


def _day(cells: Mapping[str, str]) -> date:
    text = cells["event_date"]
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    for form in DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    raise BadCellError("event_date", f"{text!r} is no date as 2024-01-31 or 31 January 2024")


def _tolls(cells: Mapping[str, str]) -> tuple[TollFigure, ...]:
    number = whole_number(cells, "fatalities")
    if number is None:
        return ()
    if number < 0:
        raise BadCellError("fatalities", f"{number} is no number of persons")
    return (
        TollFigure(
            effect="killed",
            victim_class="unknown",
            side="unknown",
            low=number,
            best=number,
            high=number,
        ),
    )


def _summary(cells: Mapping[str, str]) -> str:
    who = " and ".join(filter(None, (cells["actor1"], cells["actor2"])))
    parts = (cells["sub_event_type"] or cells["event_type"], who, cells.get("location", ""))
    return ", ".join(part for part in parts if part)
