"""Scripts that make what the repository ships: generated docs and pack data."""

from __future__ import annotations
