"""The tables of the record as JSON, in the rows of the exports, a page at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request

from concord.errors import ConcordError
from concord.linking.positions import positions
from concord.record.choosing import sorted_rows
from concord.record.rows import rows
from concord.web.api.conditional import Conditional
from concord.web.api.described import ERROR, LIST_PARAMETERS, SCOPE_PARAMETERS
from concord.web.asked import choose_rows
from concord.web.pages.asking import Address, shelf_of
from concord.web.rights import READ, needs
from concord.web.shelf import Edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

router = APIRouter(
    prefix="/api", dependencies=[needs(READ)], route_class=Conditional, responses=ERROR
)
Limit = Annotated[int, Query(ge=1, le=500, description="Rows in one page.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="The `next` of the page before this one.")
]
Page = dict[str, Any]
Word = Annotated[str | None, Query(max_length=200)]
# Tables that are read whole for a scope and cut into pages.
WHOLE = ("events", "statements", "relations", "statistics", "decisions", "positions", "documents")


class LostCursorError(ConcordError):
    """A cursor whose row is no longer in the list."""

    def __init__(self, cursor: str) -> None:
        super().__init__(
            f"The list has no row {cursor[:80]!r} any more: the record has changed. Ask for the "
            "first page again, without a cursor."
        )


@router.get("/incidents", openapi_extra={"parameters": LIST_PARAMETERS})
def list_incidents(
    request: Request, asked: Address, limit: Limit = 50, cursor: Cursor = None
) -> Page:
    """Return a page of incidents; `total` of them fit, `next` is the cursor of the next page."""
    shelf = shelf_of(request)
    chosen = choose_rows(shelf, asked)
    order = sorted_rows(chosen.listing, asked.sort)
    ids = [chosen.listing.ids[row] for row in order[chosen.rows[order]].tolist()]
    page, following = cut(ids, cursor, limit)
    return {
        "total": len(ids),
        "next": following,
        "items": incident_rows(shelf, page, asked.edition),
    }


@router.get("/incidents/{name:path}")
def get_incident(request: Request, name: str, run: Word = None, release: Word = None) -> Page:
    """Return one incident by its id, an alias or a member event, with all its assertions."""
    shelf = shelf_of(request)
    chosen = shelf.run(run)
    found = shelf.record.find_incident(chosen, name) if chosen else None
    listed = incident_rows(shelf, [found.id if found else name], Edition(run, release))
    if not listed:
        raise HTTPException(404, "The record holds no incident of this id.")
    return listed[0]


@router.get("/documents/{name:path}")
def get_document(request: Request, name: str) -> Page:
    """Return one document by its id, the user's number, its URL or path; text only with names."""
    shelf = shelf_of(request)
    document = shelf.record.find_document(name)
    if document is None:
        raise HTTPException(404, "The record holds no document of this name.")
    close = shelf.close_up(documents=[document.id])
    return next(iter(rows(close, "documents", shelf.book, with_names=shelf.with_names)))


def _add_table(kind: str) -> None:
    def list_rows(
        request: Request, asked: Address, limit: Limit = 50, cursor: Cursor = None
    ) -> Page:
        shelf = shelf_of(request)
        start = _offset(cursor)
        found, total = _slice(shelf, asked, kind, (start, limit))
        following = str(start + limit) if start + limit < total else None
        return {"total": total, "next": following, "items": found}

    list_rows.__doc__ = f"Return a page of {kind}; `next` is the cursor of the next page."
    router.add_api_route(
        f"/{kind}",
        list_rows,
        methods=["GET"],
        name=f"list_{kind}",
        openapi_extra={"parameters": SCOPE_PARAMETERS},
    )


for _kind in WHOLE:
    _add_table(_kind)


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit()):
        raise LostCursorError(cursor)
    return int(cursor[:12])


def _slice(
    shelf: Shelf, asked: Asked, kind: str, at: tuple[int, int]
) -> tuple[list[dict[str, Any]], int]:
    """Return rows from a place on, and how many there are in all."""
    start, limit = at
    view = shelf.view(asked)
    if kind == "positions":
        held = shelf.keep(("positions", asked.scope, "all"), lambda: positions(view.statements()))
        found = rows(view, kind, shelf.book, computed=held)
        return list(islice(found, start, start + limit)), len(held)
    total = len(getattr(view, kind)())
    found = rows(Part(view, kind, at), kind, shelf.book, with_names=shelf.with_names)
    return list(found), total


class Part:
    """A view that shows only some rows of one of its tables."""

    def __init__(self, view: Any, kind: str, at: tuple[int, int]) -> None:
        self._view = view
        self._kind = kind
        self._at = at

    def __getattr__(self, name: str) -> Any:
        """Return what the view has, its one table cut."""
        whole = getattr(self._view, name)
        if name != self._kind:
            return whole
        start, limit = self._at
        return lambda: whole()[start : start + limit]


def cut(ids: Sequence[str], cursor: str | None, limit: int) -> tuple[Sequence[str], str | None]:
    """Return the page of ids after a cursor, and the cursor of the next page if there is one."""
    start = 0
    if cursor is not None:
        if cursor not in ids:
            raise LostCursorError(cursor)
        start = ids.index(cursor) + 1
    page = ids[start : start + limit]
    more = start + limit < len(ids)
    return page, page[-1] if more else None


def incident_rows(shelf: Shelf, ids: Sequence[str], edition: Edition) -> list[dict[str, Any]]:
    """Return the rows of these incidents as the exports have them, in this order."""
    state = shelf.state()
    missing = [each for each in ids if not shelf.holds((state, "row", edition, each))]
    if missing:
        close = shelf.close_up(missing, edition=edition)
        for row in rows(close, "incidents", shelf.book, with_names=shelf.with_names):
            shelf.put((state, "row", edition, row["incident_id"]), row)
    found = (shelf.held((state, "row", edition, each)) for each in ids)
    return [row for row in found if row is not None]
