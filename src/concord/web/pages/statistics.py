"""Published statistics, and what the record says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from concord.web import published
from concord.web.facets import chips
from concord.web.pages.asking import Address, shelf_of
from concord.web.pages.incidents import paging
from concord.web.rendering import render
from concord.web.rights import READ, needs

if TYPE_CHECKING:
    from concord.web.asked import Asked
    from concord.web.pages.incidents import Paging
    from concord.web.shelf import Shelf

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)
PER_PAGE = 15


@router.get("/statistics", response_class=HTMLResponse)
def list_statistics(
    request: Request,
    asked: Address,
    measure: Annotated[str | None, Query(max_length=80)] = None,
) -> HTMLResponse:
    """Return a page of published statistics, each with its verdict."""
    shelf = shelf_of(request)
    key = ("statistics page", asked.scope, measure, asked.page)
    at, lines, measures = shelf.soon(key, lambda: _page(shelf, asked, measure))
    return render(
        request,
        "statistics.html",
        asked=asked,
        chips=chips(shelf, asked, "/statistics"),
        lines=lines,
        measures=measures,
        measure=measure,
        at=at,
    )


def _page(
    shelf: Shelf, asked: Asked, measure: str | None
) -> tuple[Paging, list[published.Published], tuple[tuple[str, int], ...]]:
    found = published.find_statistics(shelf, asked, measure)
    at = paging(len(found), asked.page, PER_PAGE)
    start = max(0, at.first - 1)
    lines = published.write_statistics(shelf, asked, found[start : start + PER_PAGE])
    return at, lines, published.measures_of(shelf, asked)
