"""The pages, one module for each table or question; each has a router with its routes."""

from __future__ import annotations

from concord.web.pages import (
    check,
    documents,
    findings,
    incident,
    incidents,
    map,  # noqa: A004 - the page's own name
    method,
    overview,
    positions,
    saved,
    statistics,
    watching,
)

ROUTERS = (
    overview.router,
    incidents.router,
    incident.router,
    documents.router,
    map.router,
    positions.router,
    statistics.router,
    check.router,
    findings.router,
    method.router,
    saved.router,
    watching.router,
)
