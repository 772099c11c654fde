"""Saved scopes: addresses that are come back to, each under a name; they stay in the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import QueryParams

from concord.record import keepsakes
from concord.report import words
from concord.web.accounts_tokens import check_token, render_form
from concord.web.asked import UnreadableAddressError, read_address
from concord.web.navigation import SAVABLE
from concord.web.pages.asking import shelf_of
from concord.web.rendering import signature_of
from concord.web.rights import CODE, READ, needs

if TYPE_CHECKING:
    from concord.model import Scope

router = APIRouter(include_in_schema=False)


@router.get("/saved", response_class=HTMLResponse, dependencies=[needs(READ)])
def list_saved(
    request: Request,
    path: Annotated[str | None, Query(max_length=40)] = None,
    query: Annotated[str, Query(max_length=4000)] = "",
) -> HTMLResponse:
    """Return the saved scopes, each with a link to its page; with a path, one is offered to save.

    The form that saves stands here alone, so that no other page needs a token of its visitor.
    """
    shelf = shelf_of(request)
    offered = _offer(request, path, query) if path is not None else None
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
    return render_form(request, "saved.html", saved=found, offered=offered)


def _offer(request: Request, path: str, query: str) -> dict[str, str]:
    """Return the scope that an address would save, and its words; raises as reading it does."""
    path, query, scope = _checked(request, path, query)
    return {"path": path, "query": query, "words": words.say_scope(scope)}


def _checked(request: Request, path: str, query: str) -> tuple[str, str, Scope]:
    if path not in SAVABLE:
        raise UnreadableAddressError("path", path, "a page that has a scope")
    asked = read_address(QueryParams(query), shelf_of(request))
    return path, asked.link("").removeprefix("?"), asked.scope


@router.post("/saved", dependencies=[needs(CODE), Depends(check_token)])
def save_scope(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    path: Annotated[str, Form(max_length=40)],
    query: Annotated[str, Form(max_length=4000)] = "",
) -> RedirectResponse:
    """Keep a scope under a name, and go back to it."""
    path, query, _ = _checked(request, path, query)
    payload = json.dumps({"path": path, "query": query}, sort_keys=True)
    keepsakes.keep(shelf_of(request).record, "scope", name, payload, who=signature_of(request))
    return RedirectResponse(f"{path}?{query}" if query else path, status_code=303)


@router.post("/saved/drop", dependencies=[needs(CODE), Depends(check_token)])
def drop_scope(request: Request, name: Annotated[str, Form(max_length=200)]) -> RedirectResponse:
    """Take a saved scope away."""
    keepsakes.drop(shelf_of(request).record, "scope", name, who=signature_of(request))
    return RedirectResponse("/saved", status_code=303)
