"""An edition as one HTML page: no script, nothing loaded, printable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.publishing.pages import render

if TYPE_CHECKING:
    from concord.publishing.edition import Edition


def edition_html(edition: Edition) -> str:
    """Return the page; foreign text is escaped and isolated, links are plain web addresses."""
    return render("edition.html", edition=edition)
