"""The findings: every analysis with its controls, its definition and its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from concord.report.downloads import csv_text
from concord.report.figures import caption, scope_caption
from concord.web.analyses import ANALYSES, ask
from concord.web.facets import chips
from concord.web.findings import Shown, show
from concord.web.pages.asking import Address, shelf_of
from concord.web.rendering import render
from concord.web.rights import READ, needs

if TYPE_CHECKING:
    from concord.model import Finding
    from concord.web.asked import Asked

# They compare statements, acts or answers: no rule of what is counted enters them.
UNCOUNTED = frozenset({"acts", "agreement", "audit", "divergence", "reversals"})
router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)


@router.get("/findings", response_class=HTMLResponse)
def list_findings(request: Request, asked: Address) -> HTMLResponse:
    """Return the list of analyses, each with its question."""
    shelf = shelf_of(request)
    return render(
        request,
        "findings.html",
        asked=asked,
        chips=chips(shelf, asked, "/findings"),
        analyses=ANALYSES.values(),
    )


@router.get("/findings/{name}.csv")
def download_finding(request: Request, name: str, asked: Address) -> Response:
    """Return the rows of a finding as CSV."""
    found = _find(request, name, asked)
    named = {"content-disposition": f'attachment; filename="{name}.csv"'}
    text = csv_text(found.columns, found.rows)
    return Response(text, media_type="text/csv; charset=utf-8", headers=named)


@router.get("/findings/{name}", response_class=HTMLResponse)
def show_finding(request: Request, name: str, asked: Address) -> HTMLResponse:
    """Return the page of a finding."""
    shelf = shelf_of(request)
    if name not in ANALYSES:
        raise HTTPException(404, f"There is no analysis {name!r}. Use: {', '.join(ANALYSES)}.")
    analysis = ANALYSES[name]
    chosen = {
        control.name: request.query_params.get(control.name) or control.default
        for control in analysis.controls
    }
    key = ("shown", name, tuple(asked.given.items()), tuple(chosen.items()))

    def find() -> tuple[Finding, Shown]:
        finding = ask(shelf, asked, name, chosen)
        return finding, show(name, finding, shelf, asked, chosen)

    finding, shown = shelf.soon(key, find)
    return render(
        request,
        "finding.html",
        asked=asked,
        chips=chips(shelf, asked, f"/findings/{name}"),
        analysis=analysis,
        chosen=chosen,
        finding=finding,
        shown=shown,
        caption=scope_caption(finding) if name in UNCOUNTED else caption(finding),
        here=f"/findings/{name}",
    )


def _find(request: Request, name: str, asked: Asked) -> Finding:
    if name not in ANALYSES:
        raise HTTPException(404, f"There is no analysis {name!r}. Use: {', '.join(ANALYSES)}.")
    return ask(shelf_of(request), asked, name, dict(request.query_params))
