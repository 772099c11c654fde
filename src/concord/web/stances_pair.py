"""Which two actors a page compares before anybody has chosen."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from concord.report.positions import is_named
from concord.web.stances import held, key_of

if TYPE_CHECKING:
    from concord.model import Position
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf
    from concord.web.stances import Matrix


def choose_pair(
    shelf: Shelf, asked: Asked, given: tuple[str | None, str | None, str | None], matrix: Matrix
) -> tuple[str, str, str]:
    """Return two actors and an option to compare: what is asked for, else where most can be seen.

    That is where both spoke plainly, of one country before of two, on opposite sides before on one.
    """
    one, other, option = given
    order = {row.key: n for n, row in enumerate(matrix.rows)}
    stood: dict[str, list[Position]] = {}
    for each in held(shelf, asked):
        if is_named(each) and key_of(each) in order and each.stance is not None:
            stood.setdefault(each.option, []).append(each)
    pairs = [
        (a, b)
        for name, spoke in stood.items()
        if option in (None, name)
        for a, b in itertools.permutations(spoke, 2)
        if one in (None, key_of(a)) and other in (None, key_of(b))
    ]
    if not pairs:
        first = one or next(key for key in order if key != other)
        second = other or next(key for key in order if key != first)
        return first, second, option or matrix.options[0][0]

    def worth(pair: tuple[Position, Position]) -> tuple[bool, bool, int, int, int]:
        a, b = pair
        lands = {_country(shelf, each) for each in pair}
        apart = (a.stance or 0.0) * (b.stance or 0.0) < 0
        least = min(a.n_plain + a.n_acts, b.n_plain + b.n_acts)
        home = len(lands) == 1 and None not in lands
        return home, apart, least, -order[key_of(a)], -order[key_of(b)]

    a, b = max(pairs, key=worth)
    return key_of(a), key_of(b), a.option


def _country(shelf: Shelf, position: Position) -> str | None:
    known = shelf.book.actors.get(position.actor_id or "")
    return known.country if known else None
