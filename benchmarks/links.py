"""Links of gold incidents: `python -m benchmarks.links [--file TEXTS GOLD] [--json] [--show]`.

The gold incidents of a set become Events as a perfect coder would give them, and are linked. What
is measured is the linking alone: B-cubed over `incident_key` (Bagga and Baldwin 1998), as in
`score_incidents.py`, and the pairs that were joined or parted wrongly.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concord.codebook.book import Codebook, load
from concord.codebook.counting import family
from concord.identity import event_id, text_hash
from concord.linking import link
from concord.model import Document, Event, Location, Participant, Precision, TollFigure, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
TYPES = {
    "ambush": "armed_attack",
    "attack_foiled": "armed_attack",
    "air_or_drone_strike": "air_drone_strike",
    "arson_or_sabotage": "arson_sabotage",
}
PRECISION_OF_KIND = {
    "site": "exact",
    "town": "town",
    "tehsil": "tehsil",
    "admin2": "district",
    "admin1": "province",
    "country": "country",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print B-cubed of the links, and with --json the figures as one object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.links", description=__doc__)
    folder = DATA / "incidents_dev"
    default = [folder / "texts.jsonl", folder / "gold.jsonl"]
    parser.add_argument("--file", type=Path, nargs=2, default=default)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print every wrong pair")
    options = parser.parse_args(arguments)
    if not all(file.exists() for file in options.file):
        print(f"skipped: {options.file[0]} is not there (set CONCORD_DATA)")
        return
    texts, gold = (
        [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for file in options.file
    )
    book = load()
    events, documents, keys = gold_events(texts, gold, book)
    found = link(list(events.values()), documents, (), book)
    homes = {event: incident.id for incident in found for event in incident.event_ids}
    precision, recall, f1 = b_cubed(keys, homes)
    print(f"links B-cubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  ({len(keys)} events)")
    wrong = wrong_pairs(keys, homes)
    false_same_day = [
        (one, other)
        for one, other in wrong
        if homes[one] == homes[other] and neighbours(events[one], events[other])
    ]
    print(f"pairs joined wrongly {len([p for p in wrong if homes[p[0]] == homes[p[1]]])}, ", end="")
    print(f"of which same day and district {len(false_same_day)}; ", end="")
    print(f"parted wrongly {len([p for p in wrong if keys[p[0]] == keys[p[1]]])}")
    if options.show:
        show_pairs(wrong, events, keys)
    if options.json:
        print(
            json.dumps(
                {
                    "precision": precision,
                    "recall": recall,
                    "links_b3_f1": f1,
                    "false_same_day_district": len(false_same_day),
                }
            )
        )


def gold_events(
    texts: Iterable[dict[str, Any]], gold: Iterable[dict[str, Any]], book: Codebook
) -> tuple[dict[str, Event], dict[str, Document], dict[str, str]]:
    """Return the gold events by id, the documents by id, and each event's incident key."""
    documents = {d["id"]: make_document(d) for d in texts}
    events, keys = {}, {}
    for row in gold:
        for number, incident in enumerate(row["incidents"]):
            if incident.get("incident_key"):
                event = make_event(incident, documents[row["id"]], number, book)
                events[event.id], keys[event.id] = event, incident["incident_key"]
    return events, {d.id: d for d in documents.values()}, keys


def b_cubed(keys: dict[str, str], homes: dict[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of two partitions of the same events."""
    both = Counter((keys[event], homes[event]) for event in keys)
    by_key, by_home = Counter(keys.values()), Counter(homes[event] for event in keys)
    precision = sum(n * n / by_home[home] for (_, home), n in both.items()) / len(keys)
    recall = sum(n * n / by_key[key] for (key, _), n in both.items()) / len(keys)
    return precision, recall, 2 * precision * recall / (precision + recall)


def wrong_pairs(keys: dict[str, str], homes: dict[str, str]) -> list[tuple[str, str]]:
    """Return the pairs of events that were wrongly joined or wrongly kept apart."""
    return [
        (one, other)
        for one, other in combinations(sorted(keys), 2)
        if (keys[one] == keys[other]) != (homes[one] == homes[other])
    ]


def neighbours(one: Event, other: Event) -> bool:
    """Return whether two events are of one day and district: those that must not be merged."""
    days = [event.happened[0].first if event.happened else None for event in (one, other)]
    districts = [event.places[0].admin2 if event.places else None for event in (one, other)]
    return None not in (*days, *districts) and len({*days}) == 1 and len({*districts}) == 1


def show_pairs(
    pairs: list[tuple[str, str]], events: dict[str, Event], keys: dict[str, str]
) -> None:
    """Print each pair with what was compared."""
    for pair in pairs:
        print("MISSED" if keys[pair[0]] == keys[pair[1]] else "FALSE ", *(keys[e] for e in pair))
        for event in (events[each] for each in pair):
            when = event.happened[0].first if event.happened else None
            place = event.places[0].text if event.places else None
            killed = [(figure.side, figure.low, figure.high) for figure in event.tolls]
            print("      ", event.document_id, event.type, when, place, killed)


def make_document(row: dict[str, Any]) -> Document:
    """Return the document of one text of the set."""
    return Document(
        id=f"d{row['id']}",
        text=row["text"],
        source=row.get("url") or row["id"],
        text_hash=text_hash(row["text"]),
        published=complete(row.get("published")),
    )


def complete(published: str | None) -> str | None:
    """Return a whole ISO date; a month or year stands for its last day."""
    return days_of(published[:10])[1].isoformat() if published else None


def days_of(text: str) -> tuple[date, date, Precision]:
    """Return first day, last day and precision of a date written to the day, month or year."""
    year, month, day = (*(int(part) for part in text.split("-")), None, None)[:3]
    if year is None or month is None:
        return date(year or 1, 1, 1), date(year or 1, 12, 31), "year"
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    return date(year, month, day), date(year, month, day), "day"


def make_event(gold: dict[str, Any], document: Document, number: int, book: Codebook) -> Event:
    """Return the event that a perfect coder would give for one gold incident."""
    type_ = TYPES.get(gold["type"], gold["type"])
    start = max(document.text.find(gold.get("evidence") or "\0"), 0)
    group = gold.get("perpetrator") or "unknown"
    actor = book.resolve_actor(re.sub(r"\s*\(.*?\)", "", group))
    known = actor is not None or group[:1].isupper()
    return Event(
        id=event_id(document.id, start, family(type_), number + 1),
        document_id=document.id,
        start=start,
        end=start + 1,
        type=type_,
        family=family(type_),
        category="unclear",
        status="foiled" if gold["type"] == "attack_foiled" else "actual",
        background=gold["background"],
        happened=make_when(gold),
        places=make_places(gold, book),
        perpetrators=(
            Participant(
                text=group,
                actor_id=actor.id if actor else None,
                name=actor.name if actor else group,
                attribution="stated",
            ),
        )
        if known
        else (),
        targets=(Participant(text=gold["target"]),) if gold.get("target") else (),
        tolls=tuple(make_tolls(gold)),
        summary=gold.get("evidence") or "",
    )


def make_when(gold: dict[str, Any]) -> tuple[When, ...]:
    """Return the gold date with its precision; none where the text gives none."""
    if not gold.get("date"):
        return ()
    first, last, precision = days_of(gold["date"])
    if gold.get("date_precision") == "week":
        first, last, precision = first - timedelta(days=3), last + timedelta(days=3), "week"
    return (When(first=first, last=last, precision=precision, basis="explicit"),)


def make_places(gold: dict[str, Any], book: Codebook) -> tuple[Location, ...]:
    """Return the gold place, found in the gazetteer from its finest part outwards."""
    text = gold.get("place") or gold.get("admin1") or gold.get("country")
    if not text:
        return ()
    country = next((c.iso2 for c in book.countries.values() if c.name == gold["country"]), None)
    bare = Location(text=text, admin1=gold.get("admin1"), country=country, precision="unknown")
    for part in [p for p in re.split(r",|\bnear\b|\band\b", text) if p.strip()]:
        found = book.gazetteer.find(part.strip(), country=country)
        if found:
            place = found[0]
            return (
                Location(
                    text=text,
                    place_id=place.id,
                    name=place.name,
                    latitude=place.latitude,
                    longitude=place.longitude,
                    precision=PRECISION_OF_KIND.get(place.kind, "vicinity"),  # type: ignore[arg-type]  # the table holds precisions only
                    admin2=place.admin2,
                    admin1=gold.get("admin1") or place.admin1,
                    country=country or place.country,
                ),
            )
    return (bare,)


def make_tolls(gold: dict[str, Any]) -> list[TollFigure]:
    """Return the gold tolls as figures of the two sides."""
    figures = []
    for effect, side, low, high in (
        ("killed", "target", gold.get("killed_min"), gold.get("killed_max")),
        (
            "killed",
            "initiator",
            gold.get("killed_attackers"),
            gold.get("killed_attackers_max", gold.get("killed_attackers")),
        ),
        ("injured", "unknown", gold.get("injured_min"), gold.get("injured_max")),
    ):
        if low is not None:
            figures.append(
                TollFigure(
                    effect=effect,
                    victim_class="militant" if side == "initiator" else "unknown",
                    side=side,  # type: ignore[arg-type]  # the three literals above
                    low=low,
                    best=low,
                    high=high,
                    total=True,
                )
            )
    return figures


if __name__ == "__main__":
    main()
