"""The pages, one module for each table or question; each has a router with its routes."""

from __future__ import annotations

from concord.web.pages import documents, incident, incidents, overview

ROUTERS = (overview.router, incidents.router, incident.router, documents.router)
