"""An edition of the tables that institutes print: one period, from a template of the packs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.templates import load_regions, load_template
from concord.errors import ConcordError
from concord.publishing import sections
from concord.publishing.cells import Table
from concord.publishing.chronology import Item, list_incidents
from concord.publishing.held import latest_day
from concord.publishing.series import compare, window_of
from concord.publishing.statement import state_basis
from concord.report.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from concord.codebook.book import Codebook
    from concord.codebook.templates import Region, Section, Template
    from concord.publishing.series import Comparison
    from concord.record.view import View


class NothingToPrintError(ConcordError):
    """A report without a period, of a record without a dated incident."""

    def __init__(self) -> None:
        super().__init__(
            "No incident in this scope is dated, so that there is no latest period. Name one by "
            "--period 2023-05 or --period 2023."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A report: its tables, the chronology (empty if the template has none), and its basis.

    ``basis`` are the lines that stand under every table: inclusion rule, scope, release, data set
    and review, geography rule, toll rule.
    """

    title: str
    period: str
    name: str
    tables: tuple[Table, ...]
    chronology: tuple[Item, ...]
    basis: tuple[str, ...]
    chronology_title: str = ""


def make_edition(
    view: View, book: Codebook, template: str = "monthly", *, day: date | None = None
) -> Edition:
    """Return the edition of the period that holds ``day``, the latest one without it.

    The view's scope must not have a window of days: the template sets it. Counts are those of
    incidents that surely lie in the period; coarser dates are told in notes. Raises
    TemplateNotFoundError and NothingToPrintError.
    """
    form = load_template(book, template)
    day = day or latest_day(view.counted())
    if day is None:
        raise NothingToPrintError
    now = compare(view, day, window_of(form.window))
    regions = load_regions(book)
    desk = Desk(now.view, book)
    told = [each for each in form.sections if each.kind == "chronology"]
    return Edition(
        title=f"{form.title}, {now.period.words}",
        period=now.period.name,
        name=form.name,
        tables=tuple(_tables(form, now, regions, book)),
        chronology=list_incidents(now.view.counted(), desk) if told else (),
        basis=state_basis(now.view, now.view.counted(), regions=bool(regions)),
        chronology_title=told[0].title if told else "",
    )


def _tables(
    form: Template, now: Comparison, regions: tuple[Region, ...], book: Codebook
) -> Iterator[Table]:
    makers: dict[str, Callable[[Section], Table]] = {
        "headline": lambda section: sections.headline(section, now),
        "regions": lambda section: sections.regions(section, now, regions),
        "breakdown": lambda section: sections.breakdown(section, now, book=book),
        "groups": lambda section: sections.groups(section, now),
        "selections": lambda section: sections.selections(section, now),
        "apart": lambda section: sections.apart(section, now, book),
        "series": lambda section: sections.series(section, now),
    }
    for section in form.sections:
        if section.kind in makers:
            yield makers[section.kind](section)
