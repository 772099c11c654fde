"""The documents: a list with full-text search, and each one with what was read in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from concord.record.papers import OUTCOMES
from concord.record.sources import sources
from concord.web.facets import chips
from concord.web.listed import list_documents
from concord.web.overview import coverage
from concord.web.pages.asking import Address, shelf_of
from concord.web.pages.incidents import paging
from concord.web.reading import read_document
from concord.web.rendering import render
from concord.web.rights import READ, needs

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)
PER_PAGE = 40
# The conditions of an address that narrow this list.
NARROWING = ("q", "sources", "run")


@router.get("/documents", response_class=HTMLResponse)
def list_all(
    request: Request,
    asked: Address,
    outcome: Annotated[str | None, Query(max_length=20)] = None,
) -> HTMLResponse:
    """Return a page of the documents, or of those that a search finds."""
    if outcome is not None and outcome not in OUTCOMES:
        raise HTTPException(400, f"There is no outcome {outcome!r}: use {', '.join(OUTCOMES)}.")
    if outcome is not None and asked.scope.sources:
        raise HTTPException(400, "Ask for the documents of an outcome or of a source, not of both.")
    shelf = shelf_of(request)
    start = (asked.page - 1) * PER_PAGE
    items, total = list_documents(shelf, asked, outcome, (start, PER_PAGE))
    ledger = coverage(shelf, asked).ledger
    return render(
        request,
        "documents.html",
        asked=asked,
        chips=[each for each in chips(shelf, asked, "/documents") if each.key in NARROWING],
        items=items,
        at=paging(total, asked.page, PER_PAGE),
        outcome=outcome,
        ledger=ledger,
        sources=()
        if asked.q or asked.scope.sources or start
        else shelf.keep(("sources",), lambda: sources(shelf.record)),
    )


@router.get("/documents/{name:path}", response_class=HTMLResponse)
def show_document(request: Request, name: str, asked: Address) -> HTMLResponse:
    """Return the page of a document, found by its id, the user's number, its URL or path."""
    shelf = shelf_of(request)
    page = shelf.keep(
        ("document", asked.edition, name), lambda: read_document(shelf, name, asked.edition)
    )
    if page is None:
        raise HTTPException(404, "The record holds no document of this name.")
    return render(request, "document.html", asked=asked, d=page)
