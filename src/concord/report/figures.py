"""Figures: a chart drawn for a wide and a narrow page, with its words, data and alternative."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis.maps import map_countries
from concord.analysis.measures import plural, records
from concord.report import charts, words
from concord.report.downloads import data_uri
from concord.report.drawing import Tip, draw
from concord.report.texts import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from concord.codebook.book import Codebook
    from concord.model import Finding, Value

WIDE, NARROW = 820, 310
# Places listed beside the map; all of them are in its table.
MOST_BESIDE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One entry of a legend: the class of its swatch and its words."""

    swatch: str
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a figure's table; numbers are aligned to the right."""

    name: str
    numeric: bool = field(default=True, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a figure's table: cells as words, and an element id that marks lead to."""

    cells: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawn finding: ``wide`` and ``narrow`` are the same chart for two page widths.

    ``beside`` lists what the chart leaves out: words and the id of the row that says more.
    """

    name: str
    title: str
    words: str
    checks: tuple[str, ...]
    caption: str
    wide: Markup | None
    narrow: Markup | None
    legend: tuple[Key, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    download: str | None
    beside: tuple[tuple[str, str], ...] = ()


COARSE = Key(swatch="bar pale", words="may fall in the period (date too coarse)")
TIMELINE_KEYS = (
    Key(swatch="bar accent", words="incidents"),
    COARSE,
    Key(swatch="bar toll-2", words="killed, best figure"),
    Key(swatch="rule", words="low to high; a triangle where the high is open"),
)
PERIOD_COLUMNS = (
    Column("Period", numeric=False),
    Column("Incidents"),
    Column("Killed"),
    Column("Without a figure"),
)
PLACE_COLUMNS = (
    Column("Place", numeric=False),
    Column("Known to", numeric=False),
    Column("On the map", numeric=False),
    Column("Incidents"),
    Column("Killed"),
)
SHARE_COLUMNS = (
    Column("Group", numeric=False),
    Column("Incidents"),
    Column("Of attributed"),
    Column("Of all"),
    Column("Only blamed or suspected"),
)


def caption(finding: Finding) -> str:
    """Return the scope, the inclusion rule and the run that a finding holds for."""
    run = finding.run or "no run"
    return (
        f"Scope: {words.say_scope(finding.scope)}. Unit: {finding.scope.unit}."
        f" Counted by the rule “{finding.scope.inclusion}”. Run {run}."
    )


def scope_caption(finding: Finding) -> str:
    """Return the scope and the run of a finding that counts no incidents."""
    return f"Scope: {words.say_scope(finding.scope)}. Run {finding.run or 'no run'}."


def positions_caption(finding: Finding) -> str:
    """Return what a stance is, with the scope and run that the positions hold for."""
    return (
        "A stance is the mean sign of plain own statements and acts, one utterance once; hedged,"
        " conditional and attributed ones are counted apart."
        f" {scope_caption(finding)}"
    )


def timeline(finding: Finding) -> Figure:
    """Return incidents and deaths per period."""
    rows = records(finding)
    tips = {
        f"mark-{n}": Tip(text=f"{row['period']}: {_incidents(row)}; killed {_killed(row)}")
        for n, row in enumerate(rows)
    }
    coarse = any(row["incidents"] != row["incidents_possible"] for row in rows)
    table = [
        Row(cells=(str(row["period"]), _incidents(row), _killed(row), str(row["unstated"])))
        for row in rows
    ]
    return draw_figure(
        finding,
        "timeline",
        lambda width: charts.timeline(finding, width=width),
        tips=tips,
        legend=TIMELINE_KEYS if coarse else tuple(k for k in TIMELINE_KEYS if k is not COARSE),
        table=(PERIOD_COLUMNS, table),
    )


def places(
    finding: Finding,
    book: Codebook,
    links: Sequence[tuple[tuple[str, str], ...]],
) -> Figure:
    """Return the map and its table; ``links`` are the incidents of each row: words and id."""
    countries = map_countries(finding)
    rows = records(finding)
    ids = [f"place-{n}" for n in range(len(rows))]
    drawn = [(row, ids[n]) for n, row in enumerate(rows) if row["drawn"]]
    tips = {
        f"mark-{n}": Tip(
            text=f"{plain(row['place'])}: {row['incidents']} incidents; killed {_killed(row)}",
            target=target,
        )
        for n, (row, target) in enumerate(drawn)
    }
    table = [
        Row(cells=_place_cells(row, book, countries), links=found, id=target)
        for row, target, found in zip(rows, ids, links, strict=True)
    ]
    steps = [Key(swatch=f"dot toll-{n}", words=label) for n, label in enumerate(charts.TOLL_LABELS)]
    hollow = Key(swatch="dot hollow", words="hollow: known only to its tehsil or district")
    figure = draw_figure(
        finding,
        "places",
        (lambda width: charts.country_map(finding, countries, width=width)) if drawn else None,
        tips=tips,
        legend=(*steps, hollow, Key(swatch="size", words="larger: more incidents")),
        table=(PLACE_COLUMNS, table),
    )
    note = _elsewhere(finding, countries, book)
    checks = (*figure.checks, note) if note else figure.checks
    return replace(figure, checks=checks, beside=_beside(rows, table))


def shares(finding: Finding) -> Figure:
    """Return the shares of perpetrators with their bounds."""
    rows = records(finding)
    table = [Row(cells=_share_cells(row)) for row in rows]
    tips = {
        f"mark-{n}": Tip(
            text=f"{plain(line.cells[0])}: {line.cells[1]} incidents; {line.cells[2]} of"
            f" attributed, {line.cells[3]} of all"
        )
        for n, line in enumerate(table)
    }
    return draw_figure(
        finding,
        "shares",
        (lambda width: charts.share_ranges(finding, width=width)) if rows else None,
        tips=tips,
        legend=(
            Key(swatch="diamond", words="share of attributed incidents"),
            Key(swatch="bar pale", words="share of all: none to all of the unattributed"),
        ),
        table=(SHARE_COLUMNS, table),
    )


def draw_figure(  # one argument for each part of a figure
    finding: Finding,
    name: str,
    chart: Callable[[int], Any] | None,
    *,
    tips: Mapping[str, Tip],
    legend: tuple[Key, ...],
    table: tuple[tuple[Column, ...], Sequence[Row]],
) -> Figure:
    """Return a finding as a figure, drawn wide and narrow; ``chart`` None draws nothing."""
    drawable = chart if finding.rows else None
    return Figure(
        name=name,
        title=finding.title,
        words=finding.words,
        checks=finding.checks,
        caption=caption(finding),
        wide=draw(drawable(WIDE), f"{name}-wide", tips) if drawable else None,
        narrow=draw(drawable(NARROW), f"{name}-narrow", tips) if drawable else None,
        legend=legend,
        columns=table[0],
        rows=tuple(table[1]),
        download=data_uri(finding.columns, finding.rows) if finding.rows else None,
    )


def _incidents(row: Mapping[str, Value]) -> str:
    certain, possible = row["incidents"], row["incidents_possible"]
    return f"{certain}" if certain == possible else f"{certain} to {possible}"


def _killed(row: Mapping[str, Value]) -> str:
    if row["unstated"] == row["incidents"] and row["incidents"]:
        return words.UNKNOWN
    low, best, high, open_ended = (
        int(str(row[column]))
        for column in ("killed_low", "killed_best", "killed_high", "open_ended")
    )
    return words.say_sum(low, best, high, open_ended=open_ended)


def _beside(
    rows: Sequence[Mapping[str, Value]], table: Sequence[Row]
) -> tuple[tuple[str, str], ...]:
    """Return the places that no point stands for, each with its precision and its incidents."""
    return tuple(
        (f"{line.cells[0]} ({line.cells[1]}): {line.cells[3]}", line.id)
        for row, line in zip(rows, table, strict=True)
        if not row["drawn"]
    )[:MOST_BESIDE]


def _elsewhere(finding: Finding, countries: Sequence[str], book: Codebook) -> str:
    """Return what the map leaves out: drawable places in countries that it does not show."""
    rows = [row for row in records(finding) if row["drawn"]]
    names = {str(row["country"]) for row in rows if row["country"] not in countries}
    if not names:
        return ""
    shown = ", ".join(book.gazetteer.country_name(code) for code in countries)
    return (
        f"The map shows {shown}; places in {plural(len(names), 'other country', 'other countries')}"
        " are only in the table."
    )


def _place_cells(
    row: Mapping[str, Value], book: Codebook, countries: Sequence[str]
) -> tuple[str, ...]:
    country = row["country"]
    name = book.gazetteer.country_name(country) if isinstance(country, str) else None
    parts = dict.fromkeys(str(part) for part in (row["place"], row["admin1"], name) if part)
    return (
        ", ".join(parts),
        words.PLACE_PRECISIONS.get(str(row["precision"]), str(row["precision"])),
        "yes" if row["drawn"] and row["country"] in countries else "no",
        str(row["incidents"]),
        _killed(row),
    )


def _share_cells(row: Mapping[str, Value]) -> tuple[str, ...]:
    def percent(column: str) -> str:
        value = row[column]
        return words.say_percent(value if isinstance(value, float | int) else None)

    low, high = percent("share_all_low"), percent("share_all_high")
    of_all = low if low == high else f"{low} to {high}"
    return (
        str(row["actor"]),
        str(row["incidents"]),
        percent("share_attributed"),
        of_all,
        str(row["blamed_or_suspected"]),
    )
