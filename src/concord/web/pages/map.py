"""Map and timeline, brushed together: days chosen on one narrow the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from concord.record.choosing import check_unmixed, choose, counted_by
from concord.record.scoping import parse_scope, ready
from concord.record.sums import sum_toll
from concord.report import words
from concord.web.asked import choose_rows
from concord.web.facets import chips
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
BY = ("place", "district")
LISTED = 12
Day = Annotated[str | None, Query(max_length=10)]


@router.get("/map", response_class=HTMLResponse)
def show_map(  # the brush and the unit of the map stand beside the scope
    request: Request,
    asked: Address,
    by: Annotated[str, Query(max_length=20)] = "place",
    begin: Annotated[str | None, Query(alias="from", max_length=10)] = None,
    end: Annotated[str | None, Query(alias="to", max_length=10)] = None,
    *,
    part: bool = False,
) -> HTMLResponse:
    """Return the map of a scope, of the brushed days alone if there are any.

    ``part`` leaves the frame away: what the script puts in the place of the map.
    """
    if by not in BY:
        raise HTTPException(400, f"The map cannot be by {by!r}: use one of {', '.join(BY)}.")
    shelf = shelf_of(request)
    seen = shelf.keep(
        ("map", by, begin, end, tuple(asked.given.items())),
        lambda: _look(shelf, asked, by, (begin, end)),
    )
    return render(
        request,
        "map_part.html" if part else "map.html",
        asked=asked,
        chips=chips(shelf, asked, "/map"),
        by=by,
        brush=(begin or "", end or ""),
        **seen,
    )


def _look(
    shelf: Shelf, asked: Asked, by: str, brush: tuple[str | None, str | None]
) -> dict[str, Any]:
    chosen = choose_rows(shelf, asked)
    listing = chosen.listing
    counting = counted_by(listing, asked.scope.inclusion)
    check_unmixed(listing, chosen.rows)
    whole = chosen.rows & counting
    inside = whole
    narrowed = asked
    if any(brush):
        days = parse_scope(
            since=brush[0] or None, until=brush[1] or None, datasets=asked.scope.datasets
        )
        inside = whole & choose(listing, ready(days)).rows
        since, until = (day for day in brush)
        narrowed = replace(asked, given={**asked.given, **_days(since, until)})
    brushed = replace(chosen, rows=inside, conditions={})
    line = time_line(asked, listing, whole, path="/map")
    return {
        "timeline": line,
        "mapped": map_places(shelf, narrowed, listing, inside, by=by),
        "counted": int(inside.sum()),
        "killed": say_killed(sum_toll(listing, inside)),
        "listed": write_lines(shelf, brushed.page("deadliest", 0, LISTED), asked.edition),
        "all_link": narrowed.link("/incidents", counted="true"),
        "scope": words.say_scope(asked.scope),
    }


def _days(since: str | None, until: str | None) -> dict[str, tuple[str, ...]]:
    found = {"since": since, "until": until}
    return {name: (day,) for name, day in found.items() if day}
