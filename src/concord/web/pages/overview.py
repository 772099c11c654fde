"""The overview: counts with their ranges, the trend, the map, what is latest, what was read."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from concord.web import overview
from concord.web.facets import chips
from concord.web.pages.asking import Address, shelf_of
from concord.web.rendering import render
from concord.web.rights import READ, needs

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def show_overview(request: Request, asked: Address) -> HTMLResponse:
    """Return the overview of a scope."""
    shelf = shelf_of(request)
    seen = overview.look_over(shelf, asked)
    return render(request, "overview.html", asked=asked, chips=chips(shelf, asked, "/"), seen=seen)
