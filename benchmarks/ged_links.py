"""Links of headlines: ``python -m benchmarks.ged_links [--file EVENTS] [--json] [--show]``.

UCDP GED names, for many events, the headlines of the news that told of them. The protocol:

1. A *report* is one headline of a news outlet. Timelines, digests, programme summaries and
   headlines of three words or fewer are none. Headlines that differ in case or punctuation alone
   are one report.
2. Each headline is coded by the shipped coder, with its day of publication, as a text of its own:
   what happened (type), to whom and with what toll is what the coder reads in it. A headline in
   which the coder reads no act of violence ("Pakistan seeks talks at the UN") is no report; how
   many are left is printed as ``read``.
3. Where, on what day and by whom is taken from the event's row, as the article's body would tell
   it: the data hold no bodies. The body is not there for the linker to compare, either; the day of
   publication is.
4. Scored are the events with two reports or more, and their *neighbours*: events with a side in
   common (the same actor), within 3 days and 50 km. All their reports are linked in one go by the
   judge that links data sets (``concord.linking.across.EXACT``).
5. A pair of reports of one event is to be joined, a pair of two events to be kept apart. A headline
   that GED names for both events is no evidence against either and does not count.

``precision`` = joined pairs that are of one event / joined pairs; ``recall`` = joined pairs of one
event / pairs of one event that the coder read. ``recall_all`` counts the pairs with an unread
headline as missed. ``news_precision`` and ``news_recall`` are those of the judge that links news.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concord.codebook.book import Codebook, load
from concord.coding import code
from concord.exchange.foreign import Readings
from concord.exchange.ged import GedReader
from concord.exchange.resolving import Resolver, kilometres
from concord.identity import text_hash
from concord.linking.across import EXACT
from concord.linking.clusters import cluster
from concord.linking.columns import fill
from concord.linking.profiles import profile
from concord.linking.rulings import read_rulings
from concord.linking.scores import NEWS, Judge
from concord.model import Document, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FILE = (
    Path(os.environ.get("CONCORD_DATA", "../shared/data"))
    / "ucdp_ged_pakistan"
    / "events_1989_2019.jsonl.gz"
)
NEAR_DAYS, NEAR_KM = 3, 50.0
LEAST_WORDS = 4
# Compilations, which tell of no one event.
DIGEST = re.compile(r"timeline|digest|programme summary|crisis ?watch|\(updating", re.IGNORECASE)
COMPILERS = frozenset({"SATP", "South Asia Terrorism Portal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One headline of one event: an id of its own, outlet, day of publication, and the words."""

    id: str
    event: str
    office: str
    published: str
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Pairs: to be joined, to be joined and read, rightly joined, wrongly joined."""

    pairs: int
    read: int
    joined: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """Return the share of joined pairs that are of one event."""
        return self.joined / (self.joined + len(self.wrong) or 1)

    @property
    def recall(self) -> float:
        """Return the share of read pairs of one event that are joined."""
        return self.joined / (self.read or 1)


def main() -> None:
    """Print precision and recall, and with --json the figures as one object."""
    parser = argparse.ArgumentParser(description="Links of GED headlines.")
    parser.add_argument("--file", type=Path, nargs="+", default=[FILE])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print every wrongly joined pair")
    options = parser.parse_args()
    if not all(file.exists() for file in options.file):
        print(f"skipped: {options.file[0]} is not there (set CONCORD_DATA)")
        return
    book = load()
    facts, reports = read_events(options.file, book)
    wanted = scored(facts, reports)
    chosen = [each for each in reports if each.event in wanted]
    events = dict(coded(chosen, facts, book))
    shared = events_of_headlines(reports)
    tallies = {
        name: score(chosen, join(events.values(), chosen, book, judge), shared)
        for name, judge in (("exact", EXACT), ("news", NEWS))
    }
    exact, news = tallies["exact"], tallies["news"]
    print(f"reports {len(chosen):,} of {len({r.event for r in chosen}):,} events, ", end="")
    print(f"{len(events):,} read; pairs {exact.pairs:,}, {exact.read:,} read")
    print(f"exact days: precision {exact.precision:.3f} recall {exact.recall:.3f}")
    print(f"news:       precision {news.precision:.3f} recall {news.recall:.3f}")
    if options.show:
        words = {each.id: f"{each.event} {each.headline}" for each in chosen}
        for one, other in exact.wrong:
            print(f"  joined wrongly: {words[one]} | {words[other]}")
    if options.json:
        print(json.dumps(figures(exact, news, len(events) / (len(chosen) or 1))))


def figures(exact: Tally, news: Tally, share_read: float) -> dict[str, float]:
    """Return the figures by the names of the protocol."""
    return {
        "precision": exact.precision,
        "recall": exact.recall,
        "recall_all": exact.joined / (exact.pairs or 1),
        "read": share_read,
        "pairs": exact.pairs,
        "news_precision": news.precision,
        "news_recall": news.recall,
    }


def read_events(files: Iterable[Path], book: Codebook) -> tuple[dict[str, Event], list[Report]]:
    """Return the facts of the events by id, and the reports of all of them."""
    reader = GedReader(dataset="ged", resolver=Resolver(book), readings=Readings(), country="PK")
    facts, reports = {}, []
    for file in files:
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                found = list(reports_of(row))
                if found:
                    cells = {k: "" if v is None else str(v) for k, v in row.items()}
                    facts[found[0].event] = reader.event(cells)
                    reports += found
    return facts, reports


def reports_of(row: Mapping[str, Any]) -> Iterator[Report]:
    """Yield the reports of one row, each headline once."""
    seen: set[str] = set()
    for source in row.get("sources") or ():
        headline = (source.get("headline") or "").split("\n")[0].strip(" .")
        office = source.get("office") or ""
        key = plain(headline)
        if (
            office in COMPILERS
            or DIGEST.search(headline)
            or len(headline.split()) < LEAST_WORDS
            or key in seen
        ):
            continue
        seen.add(key)
        yield Report(
            id=f"{row['id']}-{len(seen)}",
            event=str(row["id"]),
            office=office,
            published=source.get("date") or "",
            headline=headline,
        )


def plain(headline: str) -> str:
    """Return a headline's letters and digits."""
    return " ".join(re.findall(r"\w+", headline.casefold()))


def events_of_headlines(reports: Iterable[Report]) -> Mapping[str, set[str]]:
    """Return for each report the events for which GED names its headline."""
    by_words: defaultdict[str, set[str]] = defaultdict(set)
    for each in reports:
        by_words[plain(each.headline)].add(each.event)
    return {each.id: by_words[plain(each.headline)] for each in reports}


def scored(facts: Mapping[str, Event], reports: Sequence[Report]) -> set[str]:
    """Return the events with two reports or more, and the neighbours of those."""
    counts: defaultdict[str, int] = defaultdict(int)
    for each in reports:
        counts[each.event] += 1
    several = {event for event, number in counts.items() if number > 1}
    ordered = sorted(facts, key=lambda event: (first_day(facts[event]), event))
    found = set(several)
    longest = max((span(facts[event]) for event in ordered), default=0)
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 :]:
            if (first_day(facts[other]) - first_day(facts[one])).days > longest + NEAR_DAYS:
                break
            if {one, other} & several and neighbours(facts[one], facts[other]):
                found |= {one, other}
    return found


def first_day(event: Event) -> date:
    """Return the first day of an event of GED."""
    return event.happened[0].first or date.min


def span(event: Event) -> int:
    """Return the days from the first to the last of an event."""
    return ((event.happened[0].last or first_day(event)) - first_day(event)).days


def neighbours(one: Event, other: Event) -> bool:
    """Return whether two events have a side in common and lie within 3 days and 50 km."""
    if not {p.text for p in one.perpetrators} & {p.text for p in other.perpetrators}:
        return False
    a, b = one.happened[0], other.happened[0]
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    if max((b.first - a.last).days, (a.first - b.last).days, 0) > NEAR_DAYS:
        return False
    points = [(e.places[0].latitude, e.places[0].longitude) for e in (one, other)]
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    return len(known) == len(points) and kilometres(*known) <= NEAR_KM


def coded(
    reports: Sequence[Report], facts: Mapping[str, Event], book: Codebook
) -> Iterator[tuple[str, Event]]:
    """Yield the event that each report tells of, by the report's id; none if it tells of none."""
    home = {each.id: each for each in reports}
    documents = [
        Document(
            id=each.id,
            text=each.headline + ".",
            text_hash=text_hash(each.headline),
            source=each.id,
            publisher=each.office,
            published=each.published or None,
            language="en",
        )
        for each in reports
    ]
    for coding in code(documents, book, engine="rules"):
        violent = [e for e in coding.events if book.types[e.type].violent and not e.part_of]
        if violent:
            told = min(violent, key=lambda e: (not lethal(e), e.start))
            yield coding.document_id, placed(told, facts[home[coding.document_id].event])


def lethal(event: Event) -> bool:
    """Return whether a headline's event has a toll of dead."""
    return any(figure.effect == "killed" for figure in event.tolls)


def placed(told: Event, row: Event) -> Event:
    """Return what a headline tells, with the day, place and actors of the event's row.

    In a clash both sides are actors; else it was done by those of the row who are no government of
    the country, where there are any.
    """
    actors = row.perpetrators
    if told.type != "clash":
        groups = [p for p in actors if p.text != "Government of Pakistan"]
        actors = tuple(replace(p, attribution="stated") for p in groups)
    return replace(
        told, happened=row.happened, places=row.places, perpetrators=actors, background=False
    )


def join(
    events: Iterable[Event], reports: Iterable[Report], book: Codebook, judge: Judge
) -> Mapping[str, int]:
    """Return the number of the cluster that each report is in, by the report's id.

    Of the reports only the day of publication is used.
    """
    given = list(events)
    printed = {each.id: bare_document(each) for each in reports}
    rulings = read_rulings((), {event.id for event in given})
    documents = {event.id: event.document_id for event in given}
    columns = fill(profile(event, printed, book) for event in given)
    return {
        documents[columns.ids[row]]: number
        for number, members in enumerate(cluster(columns, rulings, judge))
        for row in members
    }


def bare_document(report: Report) -> Document:
    """Return a report without its words: what the linker may know of it."""
    return Document(
        id=report.id,
        text="",
        text_hash=text_hash(""),
        source=report.id,
        publisher=report.office,
        published=report.published or None,
        language="en",
    )


def score(
    reports: Sequence[Report], homes: Mapping[str, int], shared: Mapping[str, set[str]]
) -> Tally:
    """Return the pairs joined rightly and wrongly."""
    by_event: defaultdict[str, list[str]] = defaultdict(list)
    by_cluster: defaultdict[int, list[Report]] = defaultdict(list)
    for each in reports:
        by_event[each.event].append(each.id)
        if each.id in homes:
            by_cluster[homes[each.id]].append(each)
    pairs = [pair for ids in by_event.values() for pair in combinations(ids, 2)]
    read = [pair for pair in pairs if pair[0] in homes and pair[1] in homes]
    wrong = [
        (one.id, other.id)
        for members in by_cluster.values()
        for one, other in combinations(members, 2)
        if one.event != other.event
        and other.event not in shared[one.id]
        and one.event not in shared[other.id]
    ]
    return Tally(
        pairs=len(pairs),
        read=len(read),
        joined=sum(homes[one] == homes[other] for one, other in read),
        wrong=tuple(wrong),
    )


if __name__ == "__main__":
    main()
