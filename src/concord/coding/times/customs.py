"""What a country's press takes for granted in dates: their order in figures, its fiscal year.

``lexicon/times.yaml`` of the packs holds both by country; the homes of the packs loaded choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from concord.coding.times.meaning import Order

if TYPE_CHECKING:
    from concord.codebook.book import Codebook

_ORDERS = frozenset({"dmy", "mdy"})
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """How numeric dates are written ("dmy", "mdy", None if either), and the fiscal year's month.

    ``fiscal`` is the month (1 to 12) in which a fiscal year begins; 0 if it is not known.
    """

    order: Order | None = None
    fiscal: int = 0


UNKNOWN: Final = Customs()


def customs_of(book: Codebook) -> Customs:
    """Return the customs of the countries that a codebook's packs are of, as far as they agree."""
    listed = book.lexicon("times")
    orders = {_order(listed.get("order", {}).get(home)) for home in book.homes}
    months = {_month(listed.get("fiscal_year", {}).get(home)) for home in book.homes}
    return Customs(
        order=orders.pop() if len(orders) == 1 else None,
        fiscal=months.pop() if len(months) == 1 else 0,
    )


def _order(value: object) -> Order | None:
    return cast("Order", value) if value in _ORDERS else None


def _month(value: object) -> int:
    return value if isinstance(value, int) and value in _MONTHS else 0
