"""The tables of an edition, one function for each kind of section of a template."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from concord import analysis
from concord.analysis.measures import plural, records
from concord.publishing.cells import Cell, Column, Figure, Row, Table
from concord.publishing.series import window_of
from concord.publishing.tallies import (
    CLASSES,
    TOLL_COLUMNS,
    change,
    count,
    grouped,
    row_of,
    sum_of,
    sum_of_class,
)
from concord.report import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from concord.analysis.measures import Counted
    from concord.codebook.book import Codebook
    from concord.codebook.templates import Region, Section, Selection
    from concord.model import Location, Value
    from concord.publishing.series import Comparison

UNPLACED = "Place not known"
ELSEWHERE = "Elsewhere"
# A change of fewer than this many incidents says more about chance than about violence.
SMALL = 20


def headline(section: Section, now: Comparison) -> Table:
    """Return attacks, killed and injured by class, against the periods compared with."""
    columns = [Column(name="Measure"), Column(name=now.period.words, kind="figure")]
    for other in now.others:
        columns += [
            Column(name=other.period.words, kind="figure"),
            Column(name=f"Change on {other.period.words}", kind="change"),
        ]
    rows = [
        _headline_row(label, measure, now)
        for label, measure in (("Attacks", _attacks), *_measures("killed"), *_measures("injured"))
    ]
    attacks = len(now.items)
    bases = [len(other.items) for other in now.others]
    notes = [
        now.documents_note(),
        now.coverage_note(),
        now.unstated_note() if attacks else "",
        *now.possible_notes(),
    ]
    if min([attacks, *bases]) < SMALL:
        notes.append("Small numbers: read the counts, not the percents.")
    return Table(
        name=section.kind,
        title=section.title,
        finding=_headline_finding(now),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(note for note in notes if note),
    )


def _headline_row(
    label: str, measure: Callable[[Sequence[Counted]], Figure], now: Comparison
) -> Row:
    value = measure(now.items)
    cells: list[Cell] = [label, value]
    for other in now.others:
        base = measure(other.items)
        known = value.known and base.known
        cells += [base, change(value.best, base.best) if known else None]
    return Row(cells=tuple(cells), incident_ids=now.ids, sum=not label.startswith(" "))


def _attacks(items: Sequence[Counted]) -> Figure:
    return Figure(low=len(items), best=len(items), high=len(items))


def _measures(effect: str) -> list[tuple[str, Callable[[Sequence[Counted]], Figure]]]:
    total = "killed_total" if effect == "killed" else effect
    classes = [(f"  {name}", name) for name in CLASSES]
    return [
        (f"{effect.title()}, all sides", partial(sum_of, measure=total)),
        *(
            (text, partial(sum_of_class, effect=effect, name=name))
            for text, name in (*classes, ("  other or not stated", None))
        ),
    ]


def _headline_finding(now: Comparison) -> str:
    total = sum_of(now.items, "killed_total")
    killed = f"{total.words()} killed" if total.known else "no figure of the killed"
    said = f"{plural(len(now.items), 'attack')} in {now.period.words}, {killed}"
    if not now.others:
        return said
    base = now.others[0]
    return f"{said}; {plural(len(base.items), 'attack')} in {base.period.words}"


def regions(section: Section, now: Comparison, known: Sequence[Region]) -> Table:
    """Return attacks by reporting region; without any in the packs, by province."""
    if not known:
        return breakdown(section, now, by="province")
    by_name = {each.name: each for each in known}
    homes = {c.incident.id: _region_of(c, known, by_name) for c in now.items}
    rows = []
    for region in known:
        members = region.parts or (region.name,)
        items = [each for each in now.items if homes[each.incident.id] in members]
        rows.append(row_of((region.name,), items, total=bool(region.parts)))
    for label in (ELSEWHERE, UNPLACED):
        rest = [each for each in now.items if homes[each.incident.id] == label]
        if rest:
            rows.append(row_of((label,), rest))
    return Table(
        name="regions",
        title=section.title,
        finding=_largest([r for r in rows if not r.sum], now.items),
        columns=(Column(name="Region"), *TOLL_COLUMNS),
        rows=(*rows, row_of(("All",), now.items, total=True)),
        notes=("A row in bold sums rows above it; “All” counts every attack once.",),
    )


def _region_of(item: Counted, known: Sequence[Region], by_name: dict[str, Region]) -> str:
    places = item.incident.facts.places
    if not places or not (places[0].admin1 or places[0].country):
        return UNPLACED
    place = places[0]
    for region in known:
        if region.holds(place) and not any(by_name[w].holds(place) for w in region.without):
            return region.name
    country = {each.country for each in known}
    return UNPLACED if place.country in country and not place.admin1 else ELSEWHERE


def breakdown(
    section: Section, now: Comparison, *, by: str = "", book: Codebook | None = None
) -> Table:
    """Return attacks by type, tactic, class of target, category, district, province or country."""
    key = _key(by or section.by, book)
    groups = grouped(now.items, key)
    rows = [row_of((name,), items) for name, items in groups]
    shown = rows[: section.most] if section.most else rows
    notes = []
    if len(shown) < len(rows):
        notes.append(f"The {len(shown)} with most attacks of {len(rows)}.")
    return Table(
        name=f"by-{(by or section.by).replace('_', '-')}",
        title=section.title,
        finding=_largest(rows, now.items),
        columns=(Column(name=words.label(by or section.by).capitalize()), *TOLL_COLUMNS),
        rows=(*shown, row_of(("All",), now.items, total=True)),
        notes=tuple(notes),
    )


def _key(by: str, book: Codebook | None) -> Callable[[Counted], str]:
    def of_place(item: Counted) -> Location | None:
        places = item.incident.facts.places
        return places[0] if places else None

    def district(item: Counted) -> str:
        place = of_place(item)
        if place is None or not place.admin2:
            return "District not known"
        return f"{place.admin2}, {place.admin1 or place.country or UNPLACED}"

    def province(item: Counted) -> str:
        place = of_place(item)
        return (place.admin1 or UNPLACED) if place else UNPLACED

    def country(item: Counted) -> str:
        place = of_place(item)
        code = place.country if place else None
        return book.gazetteer.country_name(code) if book and code else code or UNPLACED

    def type_label(item: Counted) -> str:
        code = item.incident.facts.type
        found = book.types.get(code) if book else None
        return found.label if found else words.label(code).capitalize()

    def field(item: Counted) -> str:
        value = getattr(item.incident.facts, by)
        return words.label(value).capitalize() if value else "Not stated"

    special = {"district": district, "province": province, "country": country, "type": type_label}
    return special.get(by, field)


def _largest(rows: Sequence[Row], items: Sequence[Counted]) -> str:
    if not items:
        return "No attack in this period"
    first = max(rows, key=lambda row: len(row.incident_ids))
    return f"{first.cells[0]}: {len(first.incident_ids):,} of {plural(len(items), 'attack')}"


def groups(section: Section, now: Comparison) -> Table:
    """Return attacks by group, over all and over attributed ones, as ``analyse shares`` does."""
    found = analysis.shares(now.view)
    columns = (
        Column(name="Group"),
        Column(name="Attacks", kind="count"),
        Column(name="Share of attributed", kind="share"),
        Column(name="Share of all, none of the rest", kind="share"),
        Column(name="Share of all, all of the rest", kind="share"),
        Column(name="Only blamed or suspected", kind="count"),
        Column(name="Killed", kind="figure"),
        Column(name="Share of the killed", kind="share"),
    )
    shares = ("share_attributed", "share_all_low", "share_all_high")
    names = ("actor", "incidents", *shares, "blamed_or_suspected")
    rows = tuple(
        Row(
            cells=(
                *(_cell(row[name]) for name in names),
                _killed(row),
                _cell(row["share_killed"]),
            )
        )
        for row in records(found)
    )
    return Table(
        name="groups",
        title=section.title,
        finding=found.title,
        columns=columns,
        rows=rows,
        notes=(found.words, *found.checks),
    )


def _killed(row: Mapping[str, Value]) -> Figure:
    low, best, high = (int(str(row[f"killed_{bound}"] or 0)) for bound in ("low", "best", "high"))
    open_ended, parts = int(str(row["open_ended"])), int(str(row["incidents"]))
    return Figure(
        low=low,
        best=best,
        high=high,
        open_ended=bool(open_ended),
        known=not parts or int(str(row["unstated"])) < parts,
    )


def _cell(value: object) -> Cell:
    return value if isinstance(value, (str, int, float)) else None


def selections(section: Section, now: Comparison) -> Table:
    """Return a row for each selection of types or categories, with the periods compared with."""
    others = tuple(
        Column(name=f"Incidents in {other.period.words}", kind="count") for other in now.others
    )
    rows = []
    for each in section.rows:
        row = row_of((each.label,), _chosen(now.items, each))
        bases = tuple(len(_chosen(other.items, each)) for other in now.others)
        rows.append(Row(cells=(*row.cells, *bases), incident_ids=row.incident_ids))
    return Table(
        name="selections",
        title=section.title,
        finding=", ".join(f"{row.cells[0]}: {row.cells[1]}" for row in rows),
        columns=(Column(name="Attacks"), *TOLL_COLUMNS, *others),
        rows=tuple(rows),
        notes=("An attack may stand in several of these rows.",),
    )


def _chosen(items: Sequence[Counted], asked: Selection) -> list[Counted]:
    return [
        each
        for each in items
        if (not asked.types or each.incident.facts.type in asked.types)
        and (not asked.categories or each.incident.facts.category in asked.categories)
    ]


def apart(section: Section, now: Comparison, book: Codebook) -> Table:
    """Return incidents of some categories that the rule does not count, by type."""
    counted = {each.id for each in now.view.counted()}
    others = count(
        each
        for each in now.view.incidents()
        if each.id not in counted
        and each.facts.status == "actual"
        and each.facts.part_of != "summary"
        and (not section.categories or each.facts.category in section.categories)
    )
    rows = [row_of((name,), items) for name, items in grouped(others, _key("type", book))]
    return Table(
        name="apart",
        title=section.title,
        finding=f"{plural(len(others), 'incident')} outside the count of attacks",
        columns=(Column(name="Type"), *TOLL_COLUMNS),
        rows=(*rows, row_of(("All",), others, total=True)),
        notes=("“Killed” are the dead on the side of the targets: here, mostly militants.",),
    )


def series(section: Section, now: Comparison) -> Table:
    """Return attacks and tolls by month or year up to the period, as ``analyse trends`` does."""
    periods = now.back(window_of(section.by), section.periods)
    rows = tuple(_series_row(each) for each in periods)
    top = max(rows, key=lambda row: len(row.incident_ids))
    return Table(
        name=f"by-{section.by}",
        title=section.title,
        finding=f"Most attacks in {top.cells[0]}: {len(top.incident_ids):,}",
        columns=(
            Column(name=section.by.capitalize()),
            *TOLL_COLUMNS,
            Column(name="Documents published", kind="count"),
        ),
        rows=rows,
        notes=(
            (
                "Compare periods only where as much was read for each: a period without documents"
                " has no attacks here because nothing of it was read."
            ),
        ),
    )


def _series_row(each: Comparison) -> Row:
    row = row_of((each.period.words,), each.items)
    return replace(row, cells=(*row.cells, each.documents()))
