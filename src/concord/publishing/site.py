"""A read-only site of a view: pages of plain HTML that any web server can host."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from concord import analysis
from concord.analysis.measures import plural, records
from concord.codebook.disputed import NEUTRAL
from concord.model import Position, Verdict
from concord.publishing.cells import Column, Row, Table
from concord.publishing.digest import VERDICTS
from concord.publishing.pages import render
from concord.publishing.site_incident import Page, describe
from concord.publishing.site_map import map_site
from concord.publishing.site_search import index_row, search_script, write_index
from concord.publishing.statement import state_basis
from concord.publishing.tallies import TOLL_COLUMNS, count, row_of
from concord.report import words
from concord.report.citations import cite
from concord.report.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from concord.codebook.book import Codebook
    from concord.model import Incident
    from concord.record.view import View

UNDATED = "undated"
_SAFE = re.compile(r"[^a-z0-9-]+")
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a site is made of beside its view: computed elsewhere, and given.

    ``viewpoint`` says whose borders the map draws, ``boundaries`` are further GeoJSON Features.
    """

    title: str
    positions: Sequence[Position] = ()
    verdicts: Sequence[Verdict] = ()
    downloads: Sequence[tuple[str, str]] = ()
    viewpoint: str = NEUTRAL
    boundaries: Sequence[dict[str, Any]] = ()


def pages(view: View, book: Codebook, contents: Contents) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page; paths are relative, of small letters, digits and ``-``.

    Victims' and private persons' names are masked; decisions, their notes and full texts are left
    out. The same view gives the same bytes.
    """
    desk = Desk(view, book)
    site = _Site(desk, contents)
    yield "index.html", site.index()
    for year in site.years:
        yield f"incidents/{slug(year)}.html", site.year(year)
    rows = []
    for incident in site.incidents:
        page, path = describe(incident, desk), f"incidents/{slug(incident.id)}.html"
        rows.append(index_row(page, path))
        yield path, site.incident(page)
    yield "map.html", site.map()
    yield "search.html", site.search()
    yield "search-index.js", write_index(rows)
    yield "search.js", search_script()
    yield "positions.html", site.positions()
    yield "statistics.html", site.statistics()
    yield "codebook.html", site.codebook()
    yield "downloads.html", site.downloads()


def slug(identity: str) -> str:
    """Return a file name for an identity: never a path, never two names that differ in case only.

    What is no small letter, digit or hyphen is replaced, and then a hash keeps names apart.
    """
    plain = _SAFE.sub("-", identity.lower()).strip("-")[:_LONGEST]
    if plain and plain == identity:
        return plain
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{plain}-{digest}" if plain else digest


class _Site:
    """The pages of one site, each a function of the same desk."""

    def __init__(self, desk: Desk, contents: Contents) -> None:
        self.desk = desk
        self.contents = contents
        self.incidents: Sequence[Incident] = desk.view.incidents()
        self.by_year: Mapping[str, list[Incident]] = _by_year(self.incidents)
        dated = sorted((each for each in self.by_year if each != UNDATED), reverse=True)
        self.years = [*dated, *([UNDATED] if UNDATED in self.by_year else [])]
        self.basis = state_basis(desk.view, desk.view.counted(), regions=False)

    def _render(self, template: str, here: str, root: str = "", **values: object) -> str:
        return render(
            template, site=self.contents.title, here=here, root=root, basis=self.basis, **values
        )

    def index(self) -> str:
        """Return the first page: totals, the years, what the site rests on."""
        totals = {row["measure"]: row for row in records(analysis.totals(self.desk.view))}
        killed = totals["killed"]
        tiles = (
            (f"{totals['incidents']['best']:,}", "attacks counted"),
            (_say(killed), "killed, targets and bystanders"),
            (f"{len(self.incidents):,}", "incidents in all"),
            (f"{len(self.desk.view.headings):,}", "documents read"),
        )
        rows = tuple(self._year_row(year) for year in self.years)
        table = Table(
            name="years",
            title="By year",
            finding="",
            columns=(Column(name="Year"), Column(name="All incidents", kind="count"),
                     *_attack_columns()),
            rows=rows,
        )  # fmt: skip
        checks = analysis.totals(self.desk.view).checks
        links = [f"incidents/{slug(year)}.html" for year in self.years]
        return self._render(
            "site_index.html", "index", tiles=tiles, table=table, links=links, checks=checks
        )

    def _year_row(self, year: str) -> Row:
        found = self.by_year[year]
        items = count(each for each in found if each.id in self.desk.counted)
        row = row_of((year, len(found)), items)
        return Row(cells=row.cells)

    def year(self, year: str) -> str:
        """Return the list of the incidents of one year."""
        listed = [self._listed(each) for each in self.by_year[year]]
        title = f"Incidents of {year}" if year != UNDATED else "Incidents without a date"
        return self._render(
            "site_year.html", "incidents", "../", title=title, listed=listed, years=self.years,
            year=year, slug=slug,
        )  # fmt: skip

    def _listed(self, incident: Incident) -> tuple[str, str, str, str, str, bool]:
        facts = incident.facts
        toll = count([incident])[0].toll
        return (
            f"{slug(incident.id)}.html",
            words.say_when(facts.happened[0] if facts.happened else None, short=True),
            f"{self.desk.type_label(facts.type)}, {self._where(incident)}",
            words.say_toll(toll.killed),
            words.say_toll(toll.injured),
            incident.id in self.desk.counted,
        )

    def _where(self, incident: Incident) -> str:
        places = incident.facts.places
        return self.desk.place(places[0]) if places else "place not known"

    def incident(self, page: Page) -> str:
        """Return the page of one incident: facts, who says what, sources."""
        return self._render("site_incident.html", "incidents", "../", item=page)

    def map(self) -> str:
        """Return the map with the incidents of each district."""
        made = map_site(
            self.desk,
            lambda incident: f"incidents/{slug(incident.id)}.html",
            viewpoint=self.contents.viewpoint,
            boundaries=self.contents.boundaries,
        )
        return self._render("site_map.html", "map", map=made, borders=self._say_borders())

    def _say_borders(self) -> str:
        if self.contents.viewpoint == NEUTRAL:
            return "Borders follow who holds an area; those in dispute are drawn as such."
        country = self.desk.book.gazetteer.country_name(self.contents.viewpoint)
        return f"Borders of {country} are drawn as {country} has them; others in dispute as such."

    def search(self) -> str:
        """Return the page of the search: the only one that runs a script, its own."""
        return self._render("site_search.html", "search", years=self.years, slug=slug)

    def positions(self) -> str:
        """Return who stands where, by option."""
        grouped: dict[str, list[Position]] = defaultdict(list)
        for each in self.contents.positions:
            if each.stance is not None and each.actor_id:
                grouped[each.option].append(each)
        options = [
            (
                self.desk.option_label(option),
                sorted(held, key=lambda p: (-(p.stance or 0), p.actor_name)),
            )
            for option, held in sorted(grouped.items())
        ]
        return self._render("site_positions.html", "positions", options=options, verb=_stands)

    def statistics(self) -> str:
        """Return the statistics that documents publish, with their verdicts."""
        answers = {each.statistic_id: each for each in self.contents.verdicts}
        rows = []
        for each in self.desk.view.statistics():
            hide = self.desk.hide((each.document_id,))
            verdict = answers.get(each.id)
            said = VERDICTS.get(verdict.verdict, verdict.verdict) if verdict else "not checked"
            source = cite(self.desk.view.headings.get(each.document_id), hide)
            rows.append((hide(each.quote), said, verdict.reason if verdict else "", source))
        return self._render("site_statistics.html", "statistics", rows=rows)

    def codebook(self) -> str:
        """Return the terms of the codebook with their definitions."""
        book = self.desk.book
        kinds = (
            ("Types of events", book.types),
            ("Categories", book.categories),
            ("Classes of people", book.classes),
            ("Policy options", book.options),
            ("Levels of attribution", book.attributions),
            ("Status", book.statuses),
        )
        terms = [(title, list(found.values())) for title, found in kinds]
        return self._render("site_codebook.html", "codebook", terms=terms, version=book.version)

    def downloads(self) -> str:
        """Return the list of the files of data."""
        return self._render("site_downloads.html", "downloads", files=self.contents.downloads)


def _by_year(incidents: Sequence[Incident]) -> Mapping[str, list[Incident]]:
    found: dict[str, list[Incident]] = defaultdict(list)
    for each in incidents:
        when = each.facts.happened[0] if each.facts.happened else None
        found[str(when.first.year) if when and when.first else UNDATED].append(each)
    return found


def _attack_columns() -> tuple[Column, ...]:
    first, *rest = TOLL_COLUMNS
    return (Column(name="Attacks counted", kind=first.kind), *rest)


def _say(row: Mapping[str, object]) -> str:
    low, best, high = (int(str(row[name])) for name in ("low", "best", "high"))
    return words.say_sum(low, best, high, open_ended=int(str(row["open_ended"])))


def _stands(position: Position) -> str:
    """Return a stance in words; its size is the mean sign of plain statements and acts."""
    stance = position.stance or 0.0
    side = "mixed" if stance == 0 else "for" if stance > 0 else "against"
    return f"{side} ({stance:+.2f}; {plural(position.utterances, 'utterance')})"
