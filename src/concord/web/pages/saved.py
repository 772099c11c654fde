"""Saved scopes: addresses that are come back to, each under a name; they stay in the record."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import QueryParams

from concord.record import keepsakes
from concord.report import words
from concord.settings import load_settings
from concord.web.asked import UnreadableAddressError, read_address
from concord.web.navigation import SAVABLE
from concord.web.pages.asking import shelf_of
from concord.web.rendering import render, who_of
from concord.web.rights import CODE, READ, needs

router = APIRouter(include_in_schema=False)


@router.get("/saved", response_class=HTMLResponse, dependencies=[needs(READ)])
def list_saved(request: Request) -> HTMLResponse:
    """Return the saved scopes, each with a link to the page that it was saved on."""
    shelf = shelf_of(request)
    found = []
    for each in keepsakes.kept(shelf.record, "scope"):
        content = json.loads(each.payload)
        found.append(
            {
                "name": each.name,
                "who": each.who,
                "day": words.say_published(each.recorded),
                "link": content["path"] + (f"?{content['query']}" if content["query"] else ""),
            }
        )
    return render(request, "saved.html", saved=found)


@router.post("/saved", dependencies=[needs(CODE)])
def save_scope(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    path: Annotated[str, Form(max_length=40)],
    query: Annotated[str, Form(max_length=4000)] = "",
) -> RedirectResponse:
    """Keep a scope under a name, and go back to it."""
    shelf = shelf_of(request)
    if path not in SAVABLE:
        raise UnreadableAddressError("path", path, "a page that has a scope")
    asked = read_address(QueryParams(query), shelf)
    query = asked.link("").removeprefix("?")
    payload = json.dumps({"path": path, "query": query}, sort_keys=True)
    keepsakes.keep(shelf.record, "scope", name, payload, who=_who(request))
    return RedirectResponse(f"{path}?{query}" if query else path, status_code=303)


@router.post("/saved/drop", dependencies=[needs(CODE)])
def drop_scope(request: Request, name: Annotated[str, Form(max_length=200)]) -> RedirectResponse:
    """Take a saved scope away."""
    keepsakes.drop(shelf_of(request).record, "scope", name, who=_who(request))
    return RedirectResponse("/saved", status_code=303)


def _who(request: Request) -> str:
    return who_of(request) or load_settings().who
