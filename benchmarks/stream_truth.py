"""A synthetic stream of reports with known truth: incidents, and what is printed of them.

Geography, names and tolls are invented; countries carry real codes so that the groups of the
codebook act at home. Every incident has a seed of its own, so that any report can be made again.
What reports get wrong, and how often, is in the tables below: a later day, the district for the
town, a neighbouring town, another spelling, an early toll, a group only blamed, history told years
later by its month. One incident in sixteen has a neighbour of the same day and group, in the same
town or district: those are what must not be merged.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from concord.codebook.counting import family
from concord.identity import event_id, text_hash
from concord.model import Document, Event, Location, Participant, TollFigure, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook

FIRST, DAYS = date(2004, 1, 1), 7305
REPORTS_PER_INCIDENT = 4
MOST_REPORTS = 60
NEIGHBOURS = 1 / 16
PROVINCES, DISTRICTS, TOWNS = 8, 12, 8
# Multiplication by an odd number permutes the 32-bit numbers: ids say nothing of the order.
MIX = 2654435761
TYPES = {
    "armed_attack": 30, "bombing": 22, "clash": 14, "military_operation": 9, "assassination": 7,
    "suicide_bombing": 5, "shelling": 4, "air_drone_strike": 4, "kidnapping": 3, "mob_violence": 2,
}  # fmt: skip
# What one report calls a type that another calls otherwise.
MISNAMED = {
    "suicide_bombing": ("bombing", "bombing", "armed_attack"),
    "bombing": ("suicide_bombing", "armed_attack"),
    "armed_attack": ("assassination", "clash", "bombing"),
    "assassination": ("armed_attack",),
    "clash": ("military_operation", "armed_attack"),
    "military_operation": ("clash", "air_drone_strike"),
    "shelling": ("bombing", "air_drone_strike"),
    "air_drone_strike": ("military_operation", "bombing"),
    "kidnapping": ("armed_attack",),
    "mob_violence": ("armed_attack",),
}
TARGETS = ("civilian", "police", "military", "militant", "official")
# Shares of reports: how the day is told ...
DATINGS = {"right": 84, "next": 4, "before": 3, "assumed": 5, "week": 2, "none": 2}
HISTORY = {"right": 45, "month": 35, "year": 15, "none": 5}
HISTORY_SHARE, COPY_SHARE, ROUND_UP_SHARE = 0.1, 0.25, 0.05
# ... and the place, ...
PLACES = {
    "town": 68, "district": 14, "province": 4, "neighbour": 4, "spelling": 6, "country": 2,
    "none": 2,
}  # fmt: skip
# ... the toll, the type and the group.
NO_TOLL, WRONG_TOLL, WRONG_TYPE = 0.08, 0.05, 0.18
NAMED_GROUP, BLAMED_OTHER, TARGET_TOLD = 0.55, 0.03, 0.7
SYLLABLES = (
    *(consonant + vowel for vowel in "aeiou" for consonant in "bdgklmnrstz"),
    *("sha", "cha", "kha", "zar", "bar", "dar", "gul", "han", "man", "pur", "tal"),
)
VARIANTS = str.maketrans("aeiou", "eaeoo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """An invented town with the units that it lies in."""

    name: str
    district: str
    province: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One incident as it was."""

    number: int
    day: date
    town: Town
    type: str
    group: str
    target: str
    killed: int
    injured: int
    attackers: int
    names: tuple[str, ...]
    reports: int


class World:
    """The invented places, and the groups of the codebook, from which incidents are drawn."""

    def __init__(self, book: Codebook, *, seed: int = 20240101) -> None:
        self.seed = seed
        self.book = book
        groups: dict[str, list[str]] = {}
        for actor in book.actors.values():
            if actor.kind == "armed_group" and actor.country:
                groups.setdefault(actor.country, []).append(actor.id)
        self.groups = groups
        self.countries = sorted(groups, key=lambda country: (-len(groups[country]), country))
        weights = [1 / (rank + 3) for rank in range(len(self.countries))]
        self._weights = list(accumulate(weights))
        self.towns = {country: self._towns(country) for country in self.countries}
        self.people = {country: self._people(country) for country in self.countries}
        # Half of the incidents of a country fall in its first thirtieth of towns.
        size = PROVINCES * DISTRICTS * TOWNS
        self._ranks = list(accumulate(1 / (rank + 20) for rank in range(size)))

    def _random(self, *about: object) -> random.Random:
        return random.Random(":".join(map(str, (self.seed, *about))))  # noqa: S311 - no secret

    def _towns(self, country: str) -> Sequence[Town]:
        draw = self._random("towns", country)
        south, west = draw.uniform(-30, 40), draw.uniform(-100, 110)
        found = []
        for _ in range(PROVINCES):
            province = name(draw)
            corner = south + draw.uniform(0, 8), west + draw.uniform(0, 8)
            for _ in range(DISTRICTS):
                district = name(draw)
                middle = corner[0] + draw.uniform(0, 3), corner[1] + draw.uniform(0, 3)
                found += [
                    Town(
                        name=district if first else name(draw),
                        district=district,
                        province=province,
                        country=country,
                        latitude=round(middle[0] + draw.uniform(-0.3, 0.3), 3),
                        longitude=round(middle[1] + draw.uniform(-0.3, 0.3), 3),
                    )
                    for first in (True, *(False,) * (TOWNS - 1))
                ]
        draw.shuffle(found)
        return found

    def _people(self, country: str) -> Sequence[str]:
        draw = self._random("people", country)
        return [name(draw) for _ in range(60)]

    @lru_cache(maxsize=4)  # noqa: B019 - the world lives as long as the program
    def truth(self, number: int) -> Truth:
        """Return the incident of a number; some are neighbours of the one before them."""
        draw = self._random("incident", number)
        if number % 2 and draw.random() < NEIGHBOURS * 2:
            return self._neighbour(self.truth(number - 1), draw)
        country = draw.choices(self.countries, cum_weights=self._weights)[0]
        town = draw.choices(self.towns[country], cum_weights=self._ranks)[0]
        return self._drawn(
            number, draw, FIRST + timedelta(days=draw.randrange(DAYS)), town,
            draw.choice(self.groups[country]),
        )  # fmt: skip

    def _neighbour(self, one: Truth, draw: random.Random) -> Truth:
        """Return another incident of the day and the group, in the town or elsewhere near."""
        near = [
            town
            for town in self.towns[one.town.country]
            if (town.district, town.province) == (one.town.district, one.town.province)
        ]
        town = one.town if draw.random() < 0.3 else draw.choice(near)
        return self._drawn(one.number + 1, draw, one.day, town, one.group)

    def _drawn(self, number: int, draw: random.Random, day: date, town: Town, group: str) -> Truth:
        type_ = pick(draw, TYPES)
        killed = min(int(draw.paretovariate(1.1)) - 1, 300)
        size = 1 + min(int(math.exp(draw.gauss(0.62, 1.0))), MOST_REPORTS - 1)
        return Truth(
            number=number,
            day=day,
            town=town,
            type=type_,
            group=group,
            target=draw.choice(TARGETS),
            killed=killed,
            injured=int(killed * draw.uniform(0, 3)),
            attackers=draw.choice((0, 0, 0, 1, 2, 3)),
            names=tuple(name(draw) for _ in range(10)),
            reports=size,
        )

    def reports(self, truth: Truth, first: int) -> Iterator[tuple[Event, Document]]:
        """Yield the reports of an incident; the first has this number in the stream."""
        draw = self._random("reports", truth.number)
        kept: tuple[Event, Document] | None = None
        for number in range(first, first + truth.reports):
            if kept is not None and draw.random() < COPY_SHARE:
                yield copied(*kept, number, draw)
                continue
            kept = self._report(truth, number, draw)
            yield kept

    def _report(self, truth: Truth, number: int, draw: random.Random) -> tuple[Event, Document]:
        history = draw.random() < HISTORY_SHARE
        delay = draw.randrange(20, 1500) if history else int(draw.expovariate(1.2))
        published = truth.day + timedelta(days=delay)
        text = " ".join(self._words(truth, draw))
        document = Document(
            id=identity(number),
            text=text,
            source=f"{number}",
            text_hash=text_hash(text),
            published=published.isoformat(),
            publisher=f"paper {draw.randrange(40)}",
        )
        type_ = truth.type
        if draw.random() < WRONG_TYPE:
            type_ = draw.choice(MISNAMED[type_])
        event = Event(
            id=event_id(document.id, 0, family(type_)),
            document_id=document.id,
            start=0,
            end=1,
            type=type_,
            family=family(type_),
            category="unclear",
            background=history,
            happened=dated(truth.day, published, draw, history=history),
            places=self._places(truth.town, draw),
            perpetrators=self._perpetrators(truth, draw),
            targets=targets_of(truth, draw),
            tolls=tuple(tolls_of(truth, draw, delay=delay)),
        )
        return event, document

    def _words(self, truth: Truth, draw: random.Random) -> list[str]:
        """Return what a text names: people of the incident, of the country, and of elsewhere."""
        people = draw.sample(self.people[truth.town.country], 8)
        own = draw.sample(truth.names, 6)
        return [*own, *people, *(name(draw) for _ in range(4)), truth.town.province]

    def _places(self, town: Town, draw: random.Random) -> tuple[Location, ...]:
        told = pick(draw, PLACES)
        if told == "none":
            return ()
        units: Any = {"admin1": town.province, "country": town.country}
        if told in ("province", "country"):
            text = town.province if told == "province" else town.country
            units["precision"] = told
            if told == "country":
                units["admin1"] = None
            return (Location(text=text, name=text, **units),)
        if told == "spelling":
            return (Location(text=town.name.translate(VARIANTS), precision="unknown", **units),)
        if told == "neighbour":
            towns = self.towns[town.country]
            near = [each for each in towns if each.district == town.district]
            town = draw.choice(near)
        point: Any = {"latitude": town.latitude, "longitude": town.longitude}
        place = Location(
            text=town.name, place_id=f"{town.country}-{town.name}-{town.latitude}", name=town.name,
            precision="town", admin2=town.district, **units, **point,
        )  # fmt: skip
        if told == "district":
            district = f"{town.country}-{town.district}"
            place = replace(
                place, text=town.district, name=town.district, place_id=district,
                precision="district", radius_km=20.0,
            )  # fmt: skip
        return (place,)

    def _perpetrators(self, truth: Truth, draw: random.Random) -> tuple[Participant, ...]:
        if draw.random() > NAMED_GROUP:
            return ()
        wrong = draw.random() < BLAMED_OTHER
        actor = self.book.actors[
            draw.choice(self.groups[truth.town.country]) if wrong else truth.group
        ]
        text = draw.choice((actor.name, *actor.aliases[:2]))
        return (Participant(text=text, actor_id=actor.id, name=actor.name, attribution="stated"),)


def stream(
    world: World, reports: int, *, after: Sequence[int] = ()
) -> Iterator[tuple[int, Event, Document]]:
    """Yield the first ``reports`` reports with the number of their incident, incident by incident.

    ``after`` are the incidents of the reports that were yielded before.
    """
    incident = after[-1] if after else 0
    made = len(after)
    # The first report of an incident that was broken off.
    first = made - sum(1 for each in after[-MOST_REPORTS:] if each == incident)
    while first < reports:
        truth = world.truth(incident)
        for number, (event, document) in enumerate(world.reports(truth, first), start=first):
            if made <= number < reports:
                yield incident, event, document
        first += truth.reports
        incident += 1


def identity(number: int) -> str:
    """Return the document id of a report's number."""
    return f"d{(number * MIX) % 2**32:08x}"


def number_of(event: str) -> int:
    """Return the number of the report that an event id names."""
    return int(event[1:9], 16) * pow(MIX, -1, 2**32) % 2**32


def pick(draw: random.Random, shares: Mapping[str, int]) -> str:
    """Return one of the keys, by its share."""
    return draw.choices(list(shares), weights=list(shares.values()))[0]


def name(draw: random.Random) -> str:
    """Return an invented name."""
    return "".join(draw.choices(SYLLABLES, k=draw.choice((2, 3, 3, 4)))).capitalize()


def copied(
    event: Event, document: Document, number: int, draw: random.Random
) -> tuple[Event, Document]:
    """Return a report that another paper printed word for word."""
    document = replace(
        document, id=identity(number), source=f"{number}", publisher=f"paper {draw.randrange(40)}"
    )
    name_ = event_id(document.id, 0, event.family)
    return replace(event, id=name_, document_id=document.id), document


def dated(day: date, published: date, draw: random.Random, *, history: bool) -> tuple[When, ...]:
    """Return how a report dates an incident."""
    shares = HISTORY if history else DATINGS
    told = pick(draw, shares)
    first = last = day + timedelta(days={"next": 1, "before": -1}.get(told, 0))
    precision, basis = "day", "explicit"
    if told == "none":
        return ()
    if told == "assumed":
        first = last = published
        basis = "published"
    elif told == "week":
        first, last, precision = day - timedelta(days=3), day + timedelta(days=3), "week"
    elif told == "month":
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        precision = "month"
    elif told == "year":
        first, last, precision = date(day.year, 1, 1), date(day.year, 12, 31), "year"
    when: Any = {"first": first, "last": last, "precision": precision, "basis": basis}
    return (When(**when),)


def targets_of(truth: Truth, draw: random.Random) -> tuple[Participant, ...]:
    """Return whom a report says was hit, sometimes by a name."""
    if draw.random() > TARGET_TOLD:
        return ()
    named = f" {truth.names[0]}" if draw.random() < 0.2 else ""
    return (Participant(text=f"{truth.target}{named}", victim_class=truth.target),)


def tolls_of(truth: Truth, draw: random.Random, *, delay: int) -> Iterator[TollFigure]:
    """Yield what a report says of the dead and wounded: rising on the first day."""
    if draw.random() < NO_TOLL:
        return
    killed = truth.killed
    early = delay == 0 and killed >= 5 and draw.random() < 0.6
    if early:
        killed = max(1, int(killed * draw.uniform(0.4, 1.0)))
    if draw.random() < WRONG_TOLL:
        killed = max(0, killed + draw.choice((-2, -1, 1, 2)))
    yield toll("killed", "target", killed, open_=early)
    if truth.injured and draw.random() < 0.6:
        yield toll("injured", "target", max(1, int(truth.injured * draw.choice((1, 1, 0.8)))))
    if truth.attackers and draw.random() < 0.5:
        yield toll("killed", "initiator", truth.attackers)


def toll(effect: str, side: Any, persons: int, *, open_: bool = False) -> TollFigure:
    """Return one figure."""
    return TollFigure(
        effect=effect,
        victim_class="militant" if side == "initiator" else "civilian",
        side=side,
        low=persons,
        best=persons,
        high=None if open_ else persons,
    )
