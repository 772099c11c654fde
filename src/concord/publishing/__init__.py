"""What institutes print and send: tables, the chronology, the digest, a read-only site."""

from __future__ import annotations

from concord.publishing.edition import Edition, make_edition

__all__ = ["Edition", "make_edition"]
