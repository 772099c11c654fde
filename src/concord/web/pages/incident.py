"""The page of one incident."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from concord.web.dossier import open_dossier
from concord.web.pages.asking import Address, shelf_of
from concord.web.rendering import render
from concord.web.rights import READ, needs

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)
GONE = (
    "The record holds no incident of this id: it may have been rejected, or joined to another one"
    " in a later linking."
)


@router.get("/incidents/{name:path}", response_class=HTMLResponse)
def show_incident(request: Request, name: str, asked: Address) -> HTMLResponse:
    """Return the page of an incident, found by its id, an alias or a member event."""
    shelf = shelf_of(request)
    dossier = shelf.keep(
        ("dossier", asked.edition, name), lambda: open_dossier(shelf, name, asked.edition)
    )
    if dossier is None:
        raise HTTPException(404, GONE)
    return render(request, "incident.html", asked=asked, d=dossier)
