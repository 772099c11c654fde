"""The web application: explore and read the record in a browser."""

from __future__ import annotations

from concord.web.app import create_app

__all__ = ["create_app"]
