"""What is watched: the state of each feed and folder."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from concord.web.pages.asking import shelf_of
from concord.web.rendering import render
from concord.web.rights import READ, needs
from concord.web.watched import list_watched

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)


@router.get("/watching", response_class=HTMLResponse)
def show_watched(request: Request) -> HTMLResponse:
    """Return the state of every feed and folder that is watched."""
    return render(request, "watching.html", watched=list_watched(shelf_of(request)))
