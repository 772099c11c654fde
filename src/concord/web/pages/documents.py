"""The documents: a list with full-text search, and each one with what was read in it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from concord.web.pages.asking import Address, shelf_of
from concord.web.reading import read_document
from concord.web.rendering import render
from concord.web.rights import READ, needs

router = APIRouter(dependencies=[needs(READ)])


@router.get("/documents/{name:path}", response_class=HTMLResponse)
def show_document(request: Request, name: str, asked: Address) -> HTMLResponse:
    """Return the page of a document, found by its id, the user's number, its URL or path."""
    shelf = shelf_of(request)
    run = asked.scope.run
    page = shelf.keep(("document", run, name), lambda: read_document(shelf, name, run))
    if page is None:
        raise HTTPException(404, "The record holds no document of this name.")
    return render(request, "document.html", asked=asked, d=page)
