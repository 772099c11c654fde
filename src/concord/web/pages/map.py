"""Map and timeline, brushed together: days chosen on one narrow the other."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from concord.codebook.disputed import NEUTRAL, check_viewpoint, viewpoints
from concord.record.choosing import check_unmixed, choose, counted_by
from concord.record.scoping import parse_scope, ready
from concord.record.sums import sum_toll
from concord.report import words
from concord.web.areas import shaded_sets
from concord.web.asked import UnreadableAddressError, choose_rows
from concord.web.facets import chips
from concord.web.layers import MEASURES, PLAIN, WAYS, Looking, View, map_link
from concord.web.lines import write_lines
from concord.web.pages.asking import Address, shelf_of
from concord.web.places import map_places
from concord.web.rendering import render
from concord.web.rights import READ, needs
from concord.web.times import say_killed, time_line

if TYPE_CHECKING:
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)
WAY_WORDS = {
    "place": "circles",
    "hexagon": "hexagons",
    "district": "one circle a district",
    "area": "shaded areas",
}
MOVES = (
    ("in", "Nearer", {"zoom": 2.0}),
    ("out", "Farther", {"zoom": 0.5}),
    ("west", "West", {"x": -0.3}),
    ("north", "North", {"y": 0.2}),
    ("south", "South", {"y": -0.2}),
    ("east", "East", {"x": 0.3}),
)
LISTED = 12
# What an address says of the map beside the scope.
GIVEN = ("by", "of", "at", "areas", "borders", "from", "to")
LONGEST = 100


def _looking(request: Request, asked: Address) -> Looking:
    given = {name: request.query_params.get(name, "")[:LONGEST] for name in GIVEN}
    by, of = given["by"] or PLAIN.by, given["of"] or PLAIN.of
    for name, value, known in (("by", by, WAYS), ("of", of, MEASURES)):
        if value not in known:
            raise UnreadableAddressError(name, value, "one of " + ", ".join(known))
    return Looking(
        by=by,
        of=of,
        view=_view(given["at"]) if given["at"] else None,
        areas=given["areas"] or None,
        viewpoint=check_viewpoint(given["borders"] or NEUTRAL),
        days=(given["from"] or None, given["to"] or None),
        asked=asked,
    )


def _view(at: str) -> View:
    """Return where the map looks, as ``at=LONGITUDE,LATITUDE,DEGREES`` says it."""
    try:
        longitude, latitude, degrees = (float(part) for part in at.split(","))
    except ValueError:
        longitude = latitude = degrees = math.nan
    if not math.isfinite(longitude + latitude + degrees) or degrees <= 0:
        raise UnreadableAddressError("at", at, "LONGITUDE,LATITUDE,DEGREES such as 69.3,30.4,12")
    return View(longitude, latitude, degrees).moved()


@router.get("/map", response_class=HTMLResponse)
def show_map(
    request: Request,
    asked: Address,
    looking: Annotated[Looking, Depends(_looking)],
    *,
    part: bool = False,
) -> HTMLResponse:
    """Return the map of a scope, of the brushed days alone if there are any.

    ``part`` leaves the frame away: what the script puts in the place of the map.
    """
    shelf = shelf_of(request)
    seen = shelf.keep(
        ("map", str(looking.view), replace(looking, asked=None), tuple(asked.given.items())),
        lambda: _look(shelf, asked, looking),
    )
    return render(
        request,
        "map_part.html" if part else "map.html",
        asked=asked,
        chips=chips(shelf, asked, "/map"),
        looking=looking,
        brush=tuple(day or "" for day in looking.days),
        **seen,
    )


def _look(shelf: Shelf, asked: Asked, looking: Looking) -> dict[str, Any]:
    chosen = choose_rows(shelf, asked)
    listing = chosen.listing
    check_unmixed(listing, chosen.rows)
    whole = chosen.rows & counted_by(listing, asked.scope.inclusion)
    inside, narrowed = whole, asked
    if any(looking.days):
        since, until = looking.days
        days = parse_scope(since=since, until=until, datasets=asked.scope.datasets)
        inside = whole & choose(listing, ready(days)).rows
        narrowed = replace(asked, given={**asked.given, **_days(since, until)})
    brushed = replace(chosen, rows=inside, conditions={})
    key = ("map line", tuple(asked.given.items()))
    line = shelf.keep(key, lambda: time_line(asked, listing, whole, path="/map"))
    mapped = map_places(shelf, narrowed, listing, inside, looking=looking)
    return {
        "timeline": line,
        "mapped": mapped,
        "moves": _moves(asked, looking, mapped.view),
        "ways": _ways(shelf, asked, looking),
        "whole": map_link(asked, looking, view=None) if looking.view else None,
        "counted": int(inside.sum()),
        "killed": say_killed(sum_toll(listing, inside)),
        "listed": write_lines(
            shelf, brushed.page("deadliest", 0, LISTED), asked.edition, asked.scope.inclusion
        ),
        "all_link": narrowed.link("/incidents", counted="true"),
        "all_days": map_link(asked, replace(looking, days=(None, None))),
        "scope": words.say_scope(asked.scope),
        "choices": {"of": MEASURES, "borders": viewpoints(), "areas": shaded_sets(shelf)},
        "country_name": shelf.book.gazetteer.country_name,
    }


def _moves(asked: Asked, looking: Looking, view: View | None) -> list[tuple[str, str, str]]:
    """Return name, words and address of each way to move the map."""
    if view is None:
        return []
    return [
        (name, said, map_link(asked, looking, view=view.moved(**how))) for name, said, how in MOVES
    ]


def _ways(shelf: Shelf, asked: Asked, looking: Looking) -> list[tuple[str, str, str]]:
    """Return name, words and address of each way to draw; areas where there are any."""
    return [
        (name, said, map_link(asked, looking, by=name))
        for name, said in WAY_WORDS.items()
        if name != "area" or shaded_sets(shelf)
    ]


def _days(since: str | None, until: str | None) -> dict[str, tuple[str, ...]]:
    found = {"since": since, "until": until}
    return {name: (day,) for name, day in found.items() if day}
