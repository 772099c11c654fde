"""What a map shows of its places: circles, hexagons, districts or shaded areas, and from where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis.maps import is_drawn
from concord.analysis.measures import plural
from concord.codebook.disputed import NEUTRAL
from concord.model import Location
from concord.record.sums import Pile
from concord.report.charts import TOLL_LABELS, toll_step
from concord.report.maps.atlas import draw_map, frame_at, frame_of
from concord.report.maps.borders import draw_borders
from concord.report.maps.marks import (
    Symbol,
    draw_cells,
    draw_symbols,
    gather,
    gather_cells,
    inside,
    scale_of,
)
from concord.web.areas import draw_areas, draw_own
from concord.web.asked import Asked
from concord.web.lines import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from concord.report.maps.atlas import Frame
    from concord.web.shelf import Shelf

WIDE, NARROW = (880.0, 560.0), (350.0, 380.0)
WAYS = ("place", "hexagon", "district", "area")
MEASURES = ("incidents", "killed")
# Known better than to a tehsil or district.
FINE = ("exact", "vicinity", "town")
# Of places that are in no hexagon, the largest mark, in pixels.
BLUNT = 8.0
# Names of places in one address, and how far apart they lie if zooming parts them, in degrees.
MOST_NAMED, APART = 40, 0.03
NARROWEST, WIDEST = 0.2, 300.0


@dataclass(frozen=True, slots=True)
class View:
    """Where a map looks: its middle in degrees, and how many degrees of longitude it is wide."""

    longitude: float
    latitude: float
    degrees: float

    def __str__(self) -> str:
        """Return the view as an address has it."""
        return f"{self.longitude:.3f},{self.latitude:.3f},{self.degrees:.3f}"

    def moved(self, x: float = 0.0, y: float = 0.0, zoom: float = 1.0) -> View:
        """Return the view moved by parts of its width and zoomed in; it stays on the earth."""
        degrees = min(WIDEST, max(NARROWEST, self.degrees / zoom))
        longitude = min(180.0, max(-180.0, self.longitude + x * self.degrees))
        latitude = min(80.0, max(-80.0, self.latitude + y * self.degrees))
        return View(longitude, latitude, degrees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How a map is looked at: by WAYS, shaded by MEASURES, from a view (None: all of it).

    ``areas`` names the boundaries that are shaded, ``viewpoint`` whose borders are drawn, ``days``
    the days chosen on the timeline; ``asked`` is the scope of the page, without those days.
    """

    by: str = "place"
    of: str = "incidents"
    view: View | None = None
    areas: str | None = None
    viewpoint: str = NEUTRAL
    days: tuple[str | None, str | None] = (None, None)
    asked: Asked | None = None


PLAIN = Looking()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its incidents, what to say of it, and where it leads."""

    place: Location
    pile: Pile
    words: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """The drawings for a wide and a narrow page, their legend, notes and view."""

    wide: Markup | None
    narrow: Markup | None
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    view: View | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The marks of one drawing, what lies beneath them, and what to say of both."""

    marks: Sequence[Markup]
    beneath: Sequence[Markup] = ()
    legend: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


def draw_layers(shelf: Shelf, asked: Asked, spots: Sequence[Spot], looking: Looking) -> Layers:
    """Return the map of the spots."""
    shown = [each for each in spots if each.place.precision not in ("country", "unknown")]
    countries = _countries(shown)
    near = [each for each in shown if each.place.country in countries]
    points = [_degrees(each) for each in near]
    if not points:
        return Layers(wide=None, narrow=None, legend=(), notes=(), view=None)
    kept = shown if looking.view else near
    frames = [_frame(looking, points, size) for size in (WIDE, NARROW)]
    drawings = [_draw(shelf, asked, kept, frame, looking) for frame in frames]
    names = tuple((each.iso2, each.name) for each in shelf.book.countries.values())
    pictures = [
        draw_map(d.marks, names, frame,
                 [*draw_borders(frame, looking.viewpoint), *d.beneath, *draw_own(shelf, frame)])
        for d, frame in zip(drawings, frames, strict=True)
    ]  # fmt: skip
    away = [] if looking.view else _elsewhere(shelf, shown, countries)
    return Layers(
        wide=pictures[0],
        narrow=pictures[1],
        legend=tuple(drawings[0].legend),
        notes=(*drawings[0].notes, *away),
        view=_view_of(frames[0]),
    )


def _degrees(spot: Spot) -> tuple[float, float]:
    return spot.place.latitude or 0.0, spot.place.longitude or 0.0


def _frame(
    looking: Looking, points: Sequence[tuple[float, float]], size: tuple[float, float]
) -> Frame:
    if looking.view is None:
        return frame_of(points, *size)
    view = looking.view
    return frame_at(view.longitude, view.latitude, view.degrees, size)


def _view_of(frame: Frame) -> View:
    middle = frame.latitude(frame.height / 2)
    return View(frame.west + frame.width / frame.scale / 2, middle, frame.width / frame.scale)


def _countries(spots: Iterable[Spot]) -> set[str | None]:
    """Return the countries that one map can show well: none with less than a fifth of the most.

    One incident far away, or misplaced, does not shrink all others to a dot.
    """
    counts: Counter[str | None] = Counter()
    for spot in spots:
        counts[spot.place.country] += spot.pile.incidents
    most = max(counts.values(), default=0)
    return {code for code, count in counts.items() if count * 5 >= most}


def _elsewhere(shelf: Shelf, spots: Iterable[Spot], countries: set[str | None]) -> list[str]:
    codes = {each.place.country for each in spots} - countries
    names = sorted(shelf.book.gazetteer.country_name(code) for code in codes if code)
    return [f"Outside of this part of the map: {', '.join(names)}."] if names else []


def _draw(
    shelf: Shelf, asked: Asked, spots: Sequence[Spot], frame: Frame, looking: Looking
) -> Drawn:
    if looking.by == "area":
        return _areas(shelf, asked, spots, frame, looking)
    if looking.by == "hexagon":
        return _hexagons(asked, spots, frame, looking)
    if looking.by == "district":
        return _districts(asked, spots, frame)
    leads = _leads(asked, spots, looking)
    symbols = inside((_symbol(each) for each in spots), frame)
    points = [each for each in symbols if each.kind != "province"]
    squares = [each for each in symbols if each.kind == "province"]
    gathered = gather(points, frame, leads)
    return Drawn(
        marks=draw_symbols([*gathered, *squares], frame),
        legend=_circle_legend(gathered, squares),
    )


def _circle_legend(points: Sequence[Symbol], squares: Sequence[Symbol]) -> list[tuple[str, str]]:
    kinds = {each.kind for each in points}
    legend = [(f"dot toll-{n}", words) for n, words in enumerate(TOLL_LABELS)]
    if "area" in kinds:
        legend.append(("dot hollow", "known only to its tehsil or district"))
    if squares:
        legend.append(("square", "known only to its province"))
    if "cluster" in kinds:
        legend.append(("dot gathered", "several places, with their incidents"))
    return [*legend, ("size", "larger: more incidents")]


def _symbol(spot: Spot) -> Symbol:
    known = spot.place.precision
    return Symbol(
        latitude=spot.place.latitude or 0.0,
        longitude=spot.place.longitude or 0.0,
        incidents=spot.pile.incidents,
        killed=spot.pile.killed.best,
        step=toll_step(spot.pile.killed.best),
        words=spot.words,
        link=spot.link,
        kind="province" if known == "province" else "point" if known in FINE else "area",
    )


def _leads(
    asked: Asked, spots: Sequence[Spot], looking: Looking
) -> Callable[[Sequence[Symbol]], str | None]:
    """Return where several places lead: nearer, or to the list where that would part nothing."""
    keys = {each.link: _key(each.place) for each in spots}

    def lead(items: Sequence[Symbol]) -> str | None:
        links = [item.link for item in items if item.link]
        if len(links) == 1:
            return links[0]
        lon = [item.longitude for item in items]
        lat = [item.latitude for item in items]
        span = max(max(lon) - min(lon), max(lat) - min(lat))
        if span < APART and len(links) <= MOST_NAMED:
            return asked.link("/incidents", places=[keys[each] for each in links], counted="true")
        middle = View(
            (max(lon) + min(lon)) / 2, (max(lat) + min(lat)) / 2, max(span * 3, APART * 8)
        )
        return map_link(asked, looking, view=middle)

    return lead


def map_link(asked: Asked, looking: Looking, **changes: object) -> str:
    """Return the address of the map with its way of looking changed."""
    view = changes.get("view", looking.view)
    given = {
        "by": changes.get("by", looking.by),
        "of": changes.get("of", looking.of),
        "areas": changes.get("areas", looking.areas),
        "borders": changes.get("viewpoint", looking.viewpoint),
        "from": looking.days[0],
        "to": looking.days[1],
        "at": str(view) if view else None,
    }
    plain = {"by": PLAIN.by, "of": PLAIN.of, "borders": NEUTRAL}
    kept = {name: str(v) if v and plain.get(name) != v else None for name, v in given.items()}
    return (looking.asked or asked).link("/map", **kept)


def _key(place: Location) -> str:
    return place.place_id or place.name or place.text


def _hexagons(asked: Asked, spots: Sequence[Spot], frame: Frame, looking: Looking) -> Drawn:
    symbols = [_symbol(each) for each in spots]
    cells = gather_cells(
        (each for each in symbols if each.kind == "point"), frame, _leads(asked, spots, looking)
    )
    values = [cell.killed if looking.of == "killed" else cell.incidents for cell in cells.values()]
    scale = scale_of(max(values, default=0))
    blunt = inside((each for each in symbols if each.kind != "point"), frame)
    legend = [(f"hexagon {looking.of} s{n + 1}", words) for n, words in enumerate(scale.labels())]
    legend[:1] = [(legend[0][0], f"{legend[0][1]} {looking.of}")]
    kinds = {each.kind for each in blunt}
    if "area" in kinds:
        legend.append(("dot hollow", "known only to its tehsil or district: in no hexagon"))
    if "province" in kinds:
        legend.append(("square", "known only to its province: in no hexagon"))
    hexagons = draw_cells(cells, scale, looking.of)
    return Drawn(marks=[*hexagons, *draw_symbols(blunt, frame, largest=BLUNT)], legend=legend)


def _districts(asked: Asked, spots: Sequence[Spot], frame: Frame) -> Drawn:
    """Return one circle a district, in the middle of its incidents."""
    groups: dict[tuple[str, str | None], list[Spot]] = {}
    for spot in spots:
        if is_drawn(spot.place):
            name = spot.place.admin2 or name_of(spot.place)
            groups.setdefault((name, spot.place.admin1), []).append(spot)
    symbols = [_district(asked, name, items) for (name, _), items in groups.items()]
    squares = [_symbol(each) for each in spots if each.place.precision == "province"]
    shown = inside([*symbols, *squares], frame)
    return Drawn(marks=draw_symbols(shown, frame), legend=_circle_legend([], squares))


def _district(asked: Asked, name: str, items: Sequence[Spot]) -> Symbol:
    incidents = sum(each.pile.incidents for each in items)
    killed = sum(each.pile.killed.best for each in items)
    weights = [(*_degrees(each), each.pile.incidents) for each in items]
    return Symbol(
        latitude=sum(lat * n for lat, _, n in weights) / incidents,
        longitude=sum(lon * n for _, lon, n in weights) / incidents,
        incidents=incidents,
        killed=killed,
        step=toll_step(killed),
        words=f"{name}: {plural(incidents, 'incident')}; killed {killed:,}",
        link=asked.link("/incidents", places=name, counted="true"),
    )


def _areas(
    shelf: Shelf, asked: Asked, spots: Sequence[Spot], frame: Frame, looking: Looking
) -> Drawn:
    links = {id(each): _key(each.place) for each in spots}

    def lead(items: Sequence[Spot]) -> str | None:
        names = list(dict.fromkeys(links[id(each)] for each in items))
        if not names or len(names) > MOST_NAMED:
            return None
        return asked.link("/incidents", places=names, counted="true")

    found = draw_areas(shelf, looking.areas, looking.of, [(s.place, s.pile, s) for s in spots],
                       frame, lead)  # fmt: skip
    return Drawn(marks=(), beneath=found.drawn, legend=found.legend, notes=found.notes)
