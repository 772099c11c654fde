"""The list of incidents with its facets."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from concord.record.choosing import SORTS, counted_by
from concord.record.sums import sum_toll
from concord.report import words
from concord.web.asked import choose_rows
from concord.web.facets import chips, facets, years
from concord.web.lines import write_lines
from concord.web.pages.asking import Address, shelf_of
from concord.web.rendering import render
from concord.web.rights import READ, needs
from concord.web.times import say_killed

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)

PER_PAGE = 50
SORT_WORDS = {
    "newest": "newest first",
    "oldest": "oldest first",
    "deadliest": "most killed first",
    "sources": "most independent speakers first",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a page of a list stands."""

    first: int
    last: int
    total: int
    page: int
    pages: int


def paging(total: int, page: int, size: int = PER_PAGE) -> Paging:
    """Return where page number ``page`` stands among ``total`` rows; beyond the end is the end."""
    pages = max(1, -(-total // size))
    page = min(page, pages)
    first = (page - 1) * size
    return Paging(
        first=first + 1 if total else 0,
        last=min(total, first + size),
        total=total,
        page=page,
        pages=pages,
    )


@router.get("/incidents", response_class=HTMLResponse)
def list_incidents(request: Request, asked: Address) -> HTMLResponse:
    """Return a page of the incidents of a scope."""
    shelf = shelf_of(request)
    chosen = choose_rows(shelf, asked)
    at = paging(len(chosen), asked.page)
    ids = chosen.page(asked.sort, at.first - 1 if at.first else 0, PER_PAGE)
    editions = chosen.facet_of("edition")
    counted = chosen.rows & counted_by(chosen.listing, asked.scope.inclusion)
    return render(
        request,
        "incidents.html",
        asked=asked,
        chips=chips(shelf, asked, "/incidents"),
        facets=facets(shelf, asked, chosen, "/incidents"),
        years=years(asked, chosen, "/incidents"),
        lines=write_lines(shelf, ids, asked.edition, asked.scope.inclusion),
        at=at,
        mixed=len(editions) > 1,
        counted=int(counted.sum()),
        killed=say_killed(sum_toll(chosen.listing, counted)),
        scope=words.say_scope(asked.scope),
        sorts=[(name, SORT_WORDS[name]) for name in SORTS],
    )
