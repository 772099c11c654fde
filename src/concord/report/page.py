"""The page: everything that the template shows, gathered from the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from concord import analysis
from concord.analysis.maps import group_by_place
from concord.analysis.measures import records
from concord.model import Finding, Position, Verdict
from concord.report import (
    aftermath,
    figures,
    found,
    incidents,
    method,
    positions,
    sources,
    stances,
    verdicts,
    words,
)
from concord.report.desk import Desk
from concord.report.downloads import data_uri
from concord.report.figures import Figure
from concord.report.positions import MOST_STATEMENTS

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.model import Incident, Value
    from concord.record.view import View

MOST_INCIDENTS = 500
MOST_LINES = 300
# Statistics and relations that stand open; the rest is folded.
SHOWN_OPEN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One headline figure: what it measures, the number with its range, and its reservations."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the template shows; every number in it comes from a Finding or a count of rows."""

    title: str
    scope: str
    lead: str
    account: sources.Account
    headlines: tuple[Headline, ...]
    definition: str
    reservations: tuple[str, ...]
    timeline: Figure
    places: Figure
    shares: Figure
    apart: Finding
    apart_rows: tuple[tuple[str, ...], ...]
    incidents: tuple[incidents.Entry, ...]
    incidents_total: int
    incidents_csv: str | None
    matrix: positions.Matrix | None
    positions_csv: str | None
    stances: stances.Stances
    aftermath: aftermath.Aftermath
    statistics: tuple[found.StatisticLine, ...]
    statistics_total: int
    statistics_of_events: int
    relations: tuple[found.RelationLine, ...]
    relations_total: int
    relations_words: str
    method: method.Method
    caption: str
    positions_caption: str
    verdicts: verdicts.Verdicts
    shown_open: int = SHOWN_OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a view does not carry: positions, verdicts, and how much fits the page."""

    positions: Sequence[Position]
    verdicts: Sequence[Verdict] = ()
    most_incidents: int = MOST_INCIDENTS
    most_lines: int = MOST_LINES
    most_statements: int = MOST_STATEMENTS


def gather(view: View, book: Codebook, title: str, extras: Extras) -> Page:
    """Return the page of a view."""
    desk = Desk(view, book)
    all_incidents = view.incidents()
    kept = incidents.choose(all_incidents, desk, extras.most_incidents)
    entries = tuple(incidents.write_entry(incident, desk) for incident in kept)
    totals, apart = analysis.totals(view), analysis.apart(view)
    statistics = found.statistic_lines(desk, extras.most_lines)
    relations = found.relation_lines(desk, extras.most_lines)
    held = positions.hide_private(extras.positions, desk)
    return Page(
        title=title,
        scope=words.say_scope(view.scope),
        lead=totals.words,
        account=sources.account(desk, view.coverage().ledger),
        headlines=_headlines(totals),
        definition=totals.definition,
        reservations=totals.checks,
        timeline=figures.timeline(analysis.trends(view)),
        places=_map(kept, desk),
        shares=figures.shares(analysis.shares(view)),
        apart=apart,
        apart_rows=tuple(_apart(row) for row in apart.rows),
        incidents=entries,
        incidents_total=len(all_incidents),
        incidents_csv=_incidents_csv(entries),
        matrix=positions.build_matrix(held, desk, extras.most_statements) if held else None,
        positions_csv=_positions_csv(held),
        stances=stances.gather_stances(desk),
        aftermath=aftermath.gather_aftermath(desk),
        statistics=statistics,
        statistics_total=len(found.published(desk)),
        statistics_of_events=len(view.statistics()) - len(found.published(desk)),
        relations=relations,
        relations_total=len(view.relations()),
        relations_words=found.count_relations(desk),
        method=method.describe(view, book, title),
        caption=figures.caption(totals),
        positions_caption=figures.positions_caption(totals),
        verdicts=verdicts.describe_verdicts(extras.verdicts, desk, extras.most_lines),
    )


def _headlines(totals: Finding) -> tuple[Headline, ...]:
    rows = records(totals)
    said = {str(row["measure"]) for row in rows if row["high"]} | {"incidents"}
    if "killed_attackers" not in said:
        said -= {"killed_total"}
    return tuple(_headline(row) for row in rows if row["measure"] in said)


def _headline(row: dict[str, Any]) -> Headline:
    open_ended = row["open_ended"]
    value = words.say_sum(row["low"], row["best"], row["high"], open_ended=open_ended)
    notes = []
    if open_ended:
        notes.append(f"{open_ended} open-ended")
    if row["unstated"]:
        notes.append(f"{row['unstated']} of {row['incidents']} give no figure")
    if row["party"]:
        notes.append(f"{row['party']} by a party to the fight alone")
    return Headline(
        name=words.MEASURES.get(row["measure"], words.label(row["measure"])),
        value=value,
        note="; ".join(notes),
    )


def _map(kept: Sequence[Incident], desk: Desk) -> Figure:
    finding, groups = analysis.maps(desk.view), group_by_place(desk.view)
    listed = {incident.id for incident in kept}
    links = [
        tuple(
            incidents.link_words(each.incident, desk)
            for each in group
            if each.incident.id in listed
        )
        for group in groups
    ]
    return figures.places(finding, desk.book, links)


def _apart(row: Sequence[Value]) -> tuple[str, ...]:
    category, status, number = row
    return words.label(str(category)), words.STATUSES.get(str(status), str(status)), f"{number:,}"


def _incidents_csv(entries: Sequence[incidents.Entry]) -> str | None:
    columns = ("incident_id", "day", "type", "place", "who", "killed", "injured", "sources", "tags")
    rows = (
        (
            e.incident_id,
            e.sort_day,
            e.what,
            e.place,
            "; ".join(e.who),
            e.killed,
            e.injured,
            e.sources_words,
            "; ".join(e.tags),
        )
        for e in entries
    )
    return data_uri(columns, rows) if entries else None


def _positions_csv(held: Sequence[Position]) -> str | None:
    columns = (
        "actor_id",
        "actor_name",
        "option",
        "from",
        "to",
        "stance",
        "utterances",
        "certainty",
    )
    rows = (
        (p.actor_id, p.actor_name, p.option, p.first, p.last, p.stance, p.utterances, p.certainty)
        for p in held
    )
    return data_uri(columns, rows) if held else None
