"""What the overview says: sums by columns, in the words of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.counting import load_inclusion
from concord.record.choosing import check_unmixed, counted_by
from concord.record.ledger import Coverage
from concord.record.listing import TOLLS
from concord.record.sums import sum_toll
from concord.report import words
from concord.web.asked import choose_rows
from concord.web.lines import Line, write_lines
from concord.web.places import Mapped, map_places
from concord.web.times import Timeline, time_line

if TYPE_CHECKING:
    from concord.record.choosing import Chosen
    from concord.record.sums import Total
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One headline figure: what it is, the number with its range, its reservations, its list.

    ``beside`` are words and an address for what the figure leaves out.
    """

    name: str
    value: str
    notes: tuple[str, ...]
    link: str | None = None
    beside: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything on the page."""

    tiles: tuple[Tile, ...]
    chosen: int
    counted: int
    definition: str
    timeline: Timeline
    places: Mapped
    latest: tuple[Line, ...]
    coverage: Coverage
    scope: str


def look_over(shelf: Shelf, asked: Asked) -> Overview:
    """Return the overview of what an address asks for."""
    chosen = choose_rows(shelf, asked)
    rows = chosen.rows & counted_by(chosen.listing, asked.scope.inclusion)
    check_unmixed(chosen.listing, chosen.rows)
    number = int(rows.sum())
    return Overview(
        tiles=_tiles(asked, chosen, number),
        chosen=len(chosen),
        counted=number,
        definition=load_inclusion(asked.scope.inclusion).words(),
        timeline=time_line(asked, chosen.listing, rows, path="/incidents"),
        places=map_places(shelf, asked, chosen.listing, rows),
        latest=tuple(
            write_lines(
                shelf,
                chosen.page("newest", 0, LATEST),
                asked.edition,
                asked.scope.inclusion,
            )
        ),
        coverage=coverage(shelf, asked),
        scope=words.say_scope(asked.scope),
    )


def coverage(shelf: Shelf, asked: Asked) -> Coverage:
    """Return how much has been read, and whether the record is declared complete here."""
    if asked.scope.release is not None:
        return shelf.keep(("coverage", asked.scope), lambda: shelf.view(asked).coverage())
    run = shelf.run(asked.scope.run)
    if run is None:
        return Coverage(run=None, ledger=None)
    ledger = shelf.keep(("ledger", run.id), lambda: shelf.record.ledger(run))
    declared = shelf.keep(("declarations",), shelf.record.declarations)
    covering = tuple(each for each in declared if each.covers(asked.scope))
    return Coverage(run=run, ledger=ledger, declarations=covering)


def _tiles(asked: Asked, chosen: Chosen, number: int) -> tuple[Tile, ...]:
    listing = chosen.listing
    rows = chosen.rows & counted_by(listing, asked.scope.inclusion)
    apart = len(chosen) - number
    first = Tile(
        name=words.MEASURES["incidents"],
        value=f"{number:,}",
        notes=(),
        beside=(f"{apart:,} more counted apart", asked.link("/findings/apart")) if apart else None,
        link=asked.link("/incidents", counted="true"),
    )
    tolls = {name: sum_toll(listing, rows, name) for name in TOLLS}
    shown = [name for name in TOLLS if tolls[name].high]
    if "killed_attackers" not in shown:
        shown = [name for name in shown if name != "killed_total"]
    return (first, *(_tile(name, tolls[name]) for name in shown))


def _tile(name: str, total: Total) -> Tile:
    notes = (
        (total.open_ended, f"{total.open_ended:,} open-ended"),
        (total.unstated, f"{total.unstated:,} of {total.parts:,} give no figure"),
        (total.party, f"{total.party:,} by a party to the fight alone"),
    )
    value = words.say_sum(total.low, total.best, total.high, open_ended=total.open_ended)
    return Tile(
        name=words.MEASURES[name], value=value, notes=tuple(text for given, text in notes if given)
    )
