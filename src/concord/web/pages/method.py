"""The method: coverage, run, inclusion, tolls, limits, and how to cite."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from concord.codebook.counting import load_inclusion, shipped_inclusions
from concord.web.audit import describe_audit
from concord.web.facets import chips
from concord.web.method import describe
from concord.web.pages.asking import Address, shelf_of
from concord.web.rendering import render
from concord.web.rights import READ, needs

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)


@router.get("/method", response_class=HTMLResponse)
def show_method(request: Request, asked: Address) -> HTMLResponse:
    """Return the methods page of a scope."""
    shelf = shelf_of(request)
    found = shelf.keep(("method", asked.scope), lambda: describe(shelf, asked))
    rules = [(name, load_inclusion(name)) for name in shipped_inclusions()]
    return render(
        request,
        "method.html",
        asked=asked,
        chips=chips(shelf, asked, "/method"),
        m=found,
        rules=rules,
        # Answers of an audit are no part of the state that pages are kept under.
        audited=describe_audit(shelf),
    )
