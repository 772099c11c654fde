"""Questions to a scope: facets, sums, the trend, places and every analysis, as JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from concord.record.choosing import FACETS, check_unmixed, counted_by
from concord.record.listing import TOLLS
from concord.record.sums import sum_toll
from concord.web.analyses import ANALYSES, ask
from concord.web.api.conditional import Conditional
from concord.web.api.described import ERROR, LIST_PARAMETERS, SCOPE_PARAMETERS
from concord.web.asked import choose_rows
from concord.web.pages.asking import Address, shelf_of
from concord.web.places import map_places
from concord.web.rendering import render
from concord.web.rights import READ, needs
from concord.web.times import time_line

router = APIRouter(
    prefix="/api", dependencies=[needs(READ)], route_class=Conditional, responses=ERROR
)


@router.get("/facets", openapi_extra={"parameters": LIST_PARAMETERS})
def count_facets(request: Request, asked: Address) -> dict[str, Any]:
    """Return how many incidents have each word of each facet, most first."""
    chosen = choose_rows(shelf_of(request), asked)
    return {
        "total": len(chosen),
        "facets": {
            name: [{"value": value, "incidents": count} for value, count in chosen.facet(name)]
            for name in FACETS
        },
    }


@router.get("/totals", openapi_extra={"parameters": LIST_PARAMETERS})
def sum_up(request: Request, asked: Address) -> dict[str, Any]:
    """Return how many incidents are counted, and their tolls with range."""
    chosen = choose_rows(shelf_of(request), asked)
    check_unmixed(chosen.listing, chosen.rows)
    rows = chosen.rows & counted_by(chosen.listing, asked.scope.inclusion)
    return {
        "incidents": int(rows.sum()),
        "inclusion": asked.scope.inclusion,
        "tolls": {name: dataclasses.asdict(sum_toll(chosen.listing, rows, name)) for name in TOLLS},
    }


@router.get("/trend", openapi_extra={"parameters": LIST_PARAMETERS})
def show_trend(request: Request, asked: Address) -> dict[str, Any]:
    """Return incidents and killed per period of the calendar."""
    chosen = choose_rows(shelf_of(request), asked)
    check_unmixed(chosen.listing, chosen.rows)
    rows = chosen.rows & counted_by(chosen.listing, asked.scope.inclusion)
    line = time_line(asked, chosen.listing, rows, path="/incidents", drawn=False)
    return {
        "title": line.title,
        "notes": line.notes,
        "periods": [
            {
                "label": bar.label,
                "from": bar.first,
                "to": bar.last,
                "incidents": bar.incidents,
                "incidents_possible": bar.possible,
                "killed_low": bar.killed[0],
                "killed_best": bar.killed[1],
                "killed_high": bar.killed[2],
                "open_ended": bar.open_ended,
            }
            for bar in line.bars
        ],
    }


@router.get("/places", openapi_extra={"parameters": LIST_PARAMETERS})
def show_places(request: Request, asked: Address) -> dict[str, Any]:
    """Return the places of the counted incidents, most incidents first, at most 400 of each kind.

    `drawn` is false where a place is known only to a province or country.
    """
    shelf = shelf_of(request)
    chosen = choose_rows(shelf, asked)
    check_unmixed(chosen.listing, chosen.rows)
    rows = chosen.rows & counted_by(chosen.listing, asked.scope.inclusion)
    mapped = map_places(shelf, asked, chosen.listing, rows, drawn=False)
    return {
        "title": mapped.title,
        "notes": mapped.notes,
        "places": [dataclasses.asdict(line) for line in (*mapped.lines, *mapped.beside)],
    }


@router.get("/findings/{name}", openapi_extra={"parameters": SCOPE_PARAMETERS})
def show_finding(request: Request, name: str, asked: Address) -> dict[str, Any]:
    """Return an analysis of the scope: its rows, words, checks and definition."""
    if name not in ANALYSES:
        raise HTTPException(404, f"There is no analysis {name!r}. Use: {', '.join(ANALYSES)}.")
    found = ask(shelf_of(request), asked, name, dict(request.query_params))
    return dataclasses.asdict(found)


@router.get("/openapi.json", include_in_schema=False)
def describe(request: Request) -> dict[str, Any]:
    """Return the description of this interface (OpenAPI)."""
    return request.app.openapi()  # type: ignore[no-any-return] # FastAPI's own


@router.get("", include_in_schema=False, response_class=HTMLResponse)
def show_interface(request: Request) -> HTMLResponse:
    """Return the page that describes the interface."""
    return render(request, "api.html", api=request.app.openapi())
