"""The interface for programs: the same scopes and rows as the pages, as JSON and as files."""

from __future__ import annotations

from concord.web.api import exports, questions, tables

ROUTERS = (tables.router, questions.router, exports.router)
