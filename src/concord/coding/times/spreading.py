"""One time expression read against two days of publication, where only a month or year is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.model import When

_MONTH_DAYS = 62  # a day or week of a text whose month is known lies within two months


def spread(early: When | None, late: When) -> When:
    """Return what two readings of an expression have in common: the range of their days."""
    if early is None or early.first is None or late.first is None:
        return replace(late, first=None, last=None, precision="unknown", basis="unresolved")
    if (early.first, early.last) == (late.first, late.last):
        return late
    first = min(early.first, late.first)
    last = max(early.last or early.first, late.last or late.first)
    return replace(
        late,
        first=first,
        last=last,
        precision="month" if (last - first).days <= _MONTH_DAYS else "year",
        basis="relative",
    )
