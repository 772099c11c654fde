"""The map of a site: a circle a district, a square a province, and beneath it what each stands for.

Nothing runs and nothing is loaded: each mark leads to its part of the list.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from concord.analysis.measures import plural, toll_of
from concord.codebook.disputed import NEUTRAL
from concord.report import words
from concord.report.charts import TOLL_LABELS, toll_step
from concord.report.maps.atlas import draw_map, draw_outline, frame_of
from concord.report.maps.borders import draw_borders
from concord.report.maps.marks import Symbol, draw_symbols

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from concord.model import Incident, Location
    from concord.report.desk import Desk

SIZE = (960.0, 620.0)
# Precisions that lie within one district.
WITHIN = ("exact", "vicinity", "town", "tehsil", "district")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A district, a province, or what is known less well, with its incidents as (link, words)."""

    name: str
    anchor: str
    known: str
    killed: str
    incidents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """The drawing, None where nothing has a point, with its parts, most incidents first."""

    picture: Markup | None
    parts: tuple[Part, ...]
    legend: tuple[tuple[str, str], ...]


def map_site(
    desk: Desk,
    link: Callable[[Incident], str],
    *,
    viewpoint: str = NEUTRAL,
    boundaries: Sequence[dict[str, Any]] = (),
) -> SiteMap:
    """Return the map of the counted incidents of a desk's view, borders as a viewpoint has them."""
    groups: dict[tuple[str, str, str], list[Incident]] = defaultdict(list)
    for incident in desk.view.counted():
        groups[_key(incident)].append(incident)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    parts = tuple(
        _part(desk, number, key, found, link) for number, (key, found) in enumerate(ordered)
    )
    symbols = [
        symbol
        for (key, found), part in zip(ordered, parts, strict=True)
        if (symbol := _symbol(key[0], found, part)) is not None
    ]
    drawn = _draw(desk, symbols, viewpoint, boundaries) if symbols else None
    legend = [(f"toll-{step}", label) for step, label in enumerate(TOLL_LABELS)]
    return SiteMap(picture=drawn, parts=parts, legend=tuple(legend))


def _key(incident: Incident) -> tuple[str, str, str]:
    place = _place(incident)
    if place is None:
        return ("unknown", "", "")
    if place.precision in WITHIN:
        return ("district", place.admin2 or place.name or place.text, place.admin1 or "")
    if place.precision == "province":
        return ("province", place.admin1 or place.name or place.text, "")
    return (place.precision, place.country or "", "")


def _place(incident: Incident) -> Location | None:
    return incident.facts.places[0] if incident.facts.places else None


def _part(
    desk: Desk,
    number: int,
    key: tuple[str, str, str],
    found: Sequence[Incident],
    link: Callable[[Incident], str],
) -> Part:
    kind, name, province = key
    known = {"district": province, "province": words.PLACE_PRECISIONS["province"]}
    hide = desk.hide(())
    title = name or words.PLACE_PRECISIONS["unknown"].capitalize()
    killed = [toll_of(each).killed.best or 0 for each in found]
    return Part(
        name=hide(desk.view.book.gazetteer.country_name(name) if kind == "country" and
                  desk.view.book else title),
        anchor=f"part-{number + 1}",
        known=known.get(kind, words.PLACE_PRECISIONS.get(kind, "")),
        killed=f"{sum(killed):,}",
        incidents=tuple((link(each), _say(desk, each)) for each in found),
    )  # fmt: skip


def _say(desk: Desk, incident: Incident) -> str:
    facts = incident.facts
    day = words.say_when(facts.happened[0] if facts.happened else None, short=True)
    killed = words.say_killed(toll_of(incident).killed)
    return f"{day}: {desk.type_label(facts.type)}, {killed}"


def _symbol(kind: str, found: Sequence[Incident], part: Part) -> Symbol | None:
    if kind not in ("district", "province"):
        return None
    points = [
        (place.latitude, place.longitude)
        for each in found
        if (place := _place(each)) and place.latitude is not None and place.longitude is not None
    ]
    if not points:
        return None
    killed = sum(toll_of(each).killed.best or 0 for each in found)
    return Symbol(
        latitude=sum(latitude for latitude, _ in points) / len(points),
        longitude=sum(longitude for _, longitude in points) / len(points),
        incidents=len(found),
        killed=killed,
        step=toll_step(killed),
        words=f"{part.name}: {plural(len(found), 'incident')}; killed {killed:,}",
        link=f"#{part.anchor}",
        kind="province" if kind == "province" else "point",
    )


def _draw(
    desk: Desk, symbols: Sequence[Symbol], viewpoint: str, boundaries: Iterable[dict[str, Any]]
) -> Markup:
    frame = frame_of([(each.latitude, each.longitude) for each in symbols], *SIZE)
    countries = tuple((each.iso2, each.name) for each in desk.book.countries.values())
    own = [
        draw_outline(each, frame, each["properties"]["name"], class_=_look(each))
        for each in boundaries
    ]
    layers = [*draw_borders(frame, viewpoint), *own]
    return draw_map(draw_symbols(symbols, frame), countries, frame, layers)


def _look(feature: dict[str, Any]) -> str:
    return "own-line disputed" if feature["properties"].get("disputed") else "own-line"
