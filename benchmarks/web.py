"""How fast the pages answer: `python -m benchmarks.web [--incidents N] [--json]`.

A generator fills a record with N invented incidents (default 3,000; the figure of the docs is for
100,000) in as many documents and more, at places of the gazetteer, over twelve years. Pages are
then asked for over HTTP, as a browser does, each address once and in a mixed order; what is printed
is milliseconds from asking to the last byte. The first request after a change of the record also
reads the incidents into columns: that is given apart. ``cpu_ms`` is the median of the processor's
time, server and client together: the figure that other programs on the machine do not move.

Some answers (findings of every incident, say) take longer than a page waits: it then says so and
the browser asks again. ``X_ms`` is what the first answer takes, whatever it says; ``X_ready_ms``
how long it takes until the answer itself is there, median and longest, and ``X_again_ms`` the same
address asked for once more after a wait. ``waited`` is the share of addresses that had to be asked
for again. ``--output FILE`` keeps the figures with date, machine and command.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import os
import platform
import random
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from concord.codebook.book import Codebook, load
from concord.codebook.counting import category, family
from concord.identity import document_id, event_id, incident_id, statement_id, text_hash
from concord.model import (
    Assertion,
    Coding,
    Document,
    Event,
    Evidence,
    Incident,
    Location,
    Participant,
    Statement,
    Statistic,
    TollFigure,
    When,
)
from concord.record import Record, open_record
from concord.web.analyses import ANALYSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import uvicorn

    from concord.codebook.entries import Place

SEED = 20_240_101
# A page that says that its answer is being made.
ACCEPTED = 202
FIRST, DAYS = date(2012, 1, 1), 12 * 365
TYPES = ("bombing", "suicide_bombing", "armed_attack", "assassination", "clash",
         "military_operation", "kidnapping", "shelling", "arson_sabotage")  # fmt: skip
GROUPS = ("ttp", "bla", "jua", "isk", "islamic-state", "blf", None, None, None)
OUTLETS = tuple(f"Outlet {number}" for number in range(60))
CLASSES = ("civilian", "security", "official", "militant")
SAYINGS = (("supports", "talks"), ("opposes", "talks"), ("supports", "force_home"))
WORDS = ("market", "checkpoint", "convoy", "bazaar", "highway", "school", "mosque", "river",
         "bridge", "station", "patrol", "village", "camp", "office", "procession")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One invented incident with the documents that tell it."""

    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    incident: Incident


def fill(record: Record, book: Codebook, number: int) -> None:
    """Fill an empty record with invented documents, codings and incidents."""
    chance = random.Random(SEED)  # noqa: S311 - a seed makes the record repeatable
    places = [p for kind in ("admin2", "town") for p in book.gazetteer.within("PK", kind)]
    places = [p for p in places if p.latitude is not None][:1500]
    provinces = list(book.gazetteer.within("PK", "admin1"))
    run = record.start_run(
        engine="rules", coder_version="1", model_version="none", codebook_version=book.version
    )
    incidents: list[Incident] = []
    for start in range(0, number, 2000):
        stories = [
            tell(chance, book, at, chance.choice(provinces if chance.random() < 0.05 else places))
            for at in range(start, min(start + 2000, number))
        ]
        record.add(document for story in stories for document in story.documents)
        record.write_codings(run, (coding for story in stories for coding in story.codings))
        incidents += [story.incident for story in stories]
    record.write_incidents(run, incidents)


def tell(chance: random.Random, book: Codebook, number: int, place: Place) -> Story:
    """Return one incident, told in one document or in several."""
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    kind, group = chance.choice(TYPES), chance.choice(GROUPS)
    killed = int(chance.paretovariate(0.9)) - 1
    times = 1 + (chance.random() < 0.2) + (chance.random() < 0.05)
    told = [_report(chance, (number, at, day), (kind, place)) for at in range(times)]
    events = [
        _event(book, document, (kind, group, day, place), killed + chance.randrange(at * 2 + 1))
        for at, document in enumerate(told)
    ]
    codings = tuple(
        Coding(
            document_id=d.id,
            run_id="",
            events=(e,),
            statements=tuple(_said(chance, d, group)),
            statistics=tuple(_published(d, day, number)),
        )
        for d, e in zip(told, events, strict=True)
    )
    first = min(events, key=lambda event: event.id)
    tolls = {event.tolls[0].best for event in events}
    incident = Incident(
        id=incident_id(first.id),
        facts=first,
        event_ids=tuple(sorted(event.id for event in events)),
        document_ids=tuple(sorted(document.id for document in told)),
        outlets=len({document.publisher for document in told}),
        origins=times,
        disputed=("killed",) if len(tolls) > 1 else (),
        assertions=tuple(
            Assertion(
                field="killed",
                value=event.tolls[0].best,
                low=event.tolls[0].best,
                high=event.tolls[0].high,
                document_id=event.document_id,
                event_id=event.id,
                said_by="police",
                reported=day.isoformat(),
                quote=event.tolls[0].text,
            )
            for event in events
        ),
    )
    return Story(tuple(told), codings, incident)


def _report(chance: random.Random, at: tuple[int, int, date], of: tuple[str, Place]) -> Document:
    number, copy, day = at
    kind, place = of
    scene = " ".join(chance.sample(WORDS, 4))
    text = (
        f"Case {number}. A {kind.replace('_', ' ')} near the {scene} in {place.name} on "
        f"{day.isoformat()}, police said. Account {copy} of what was reported that day, with "
        f"{chance.randrange(10_000)} words of detail left out here."
    )
    source = f"made/{number}-{copy}.txt"
    return Document(
        id=document_id(text, source),
        text=text,
        source=source,
        text_hash=text_hash(text),
        publisher=chance.choice(OUTLETS),
        title=f"{kind.replace('_', ' ').capitalize()} in {place.name}",
        published=(day + timedelta(days=1)).isoformat(),
        language="en",
    )


def _event(
    book: Codebook, document: Document, of: tuple[str, str | None, date, Place], killed: int
) -> Event:
    kind, group, day, place = of
    actor = book.actors.get(group) if group else None
    at = document.text.index("near")
    event = Event(
        id=event_id(document.id, at, family(kind)),
        document_id=document.id,
        start=at,
        end=at + 4,
        type=kind,
        family=family(kind),
        category="unclear",
        happened=(When(first=day, last=day, precision="day", basis="explicit"),),
        places=(
            Location(
                text=place.name,
                place_id=place.id,
                name=place.name,
                latitude=place.latitude,
                longitude=place.longitude,
                precision={"admin1": "province", "admin2": "district"}.get(place.kind, "town"),  # type: ignore[arg-type] # the three are precisions
                admin2=place.admin2,
                admin1=place.admin1,
                country=place.country,
            ),
        ),
        perpetrators=(
            Participant(text=actor.name, actor_id=actor.id, name=actor.name, attribution="claimed"),
        )
        if actor
        else (Participant(text="gunmen", attribution="stated"),),
        targets=(Participant(text="villagers", victim_class=CLASSES[killed % 4]),),
        target_class=CLASSES[killed % 4],
        tolls=(
            TollFigure(
                effect="killed",
                victim_class=CLASSES[killed % 4],
                side="target",
                low=killed,
                best=killed,
                high=None if killed % 7 == 3 else killed,
                said_by="police",
                text=f"{killed} people",
            ),
        ),
        summary=f"{kind} in {place.name}: {killed} killed.",
        confidence=0.8,
        evidence=(Evidence(field="type", start=at, end=at + 4, quote="near"),),
    )
    return replace(event, category=category(event, book))


def _said(chance: random.Random, document: Document, group: str | None) -> Iterator[Statement]:
    if chance.random() < 0.2:
        stance, option = chance.choice(SAYINGS)
        yield Statement(
            id=statement_id(document.id, 0, 5, option),
            document_id=document.id,
            speaker="officials",
            speaker_id=group or "gov-pk",
            speaker_name=group or "Government of Pakistan",
            stance=stance,  # type: ignore[arg-type] # the three are stances
            voice="own",
            start=0,
            end=4,
            quote=document.text[:4],
            option=option,
        )


def _published(document: Document, day: date, number: int) -> Iterator[Statistic]:
    """Yield a number that one document in a hundred publishes."""
    if number % 100 == 0:
        year = day.year - 1
        yield Statistic(
            id=f"{document.id}-s0",
            document_id=document.id,
            start=0,
            end=4,
            quote=document.text[:4],
            measure="attacks",
            value=float(number % 700),
            unit="attacks",
            period=When(
                first=date(year, 1, 1), last=date(year, 12, 31), precision="year", basis="explicit"
            ),
        )


def addresses(incidents: list[Incident], book: Codebook) -> dict[str, list[str]]:
    """Return the addresses that are asked for, by kind of page; no two are alike."""
    chance = random.Random(SEED)  # noqa: S311 - the same addresses each time
    spans = [f"since={FIRST.year + n}&until={FIRST.year + n + n % 3}" for n in range(12)]
    provinces = [p.name.replace(" ", "%20") for p in book.gazetteer.within("PK", "admin1")]
    years = [FIRST.year + n for n in range(12)]
    picked = chance.sample(incidents, min(20, len(incidents)))
    scopes = [
        *(f"since={year}&until={year}" for year in years),
        *(f"places={name}" for name in provinces),
        *(f"types={kind}&since={chance.choice(years)}" for kind in TYPES),
        *(f"actors={group}" for group in dict.fromkeys(GROUPS) if group),
        *(f"killed={least}&disputed=true" for least in (1, 3, 9)),
        *(f"sources=Outlet%20{number}" for number in range(8)),
    ]
    return {
        "overview": ["/", *(f"/?{scope}" for scope in scopes)],
        "list": ["/incidents", *(f"/incidents?{scope}&sort=deadliest" for scope in scopes)],
        "pages": [f"/incidents?page={number}" for number in range(2, 30)],
        "search": [f"/incidents?q={word}" for word in WORDS],
        "map": ["/map", *(f"/map?{scope}" for scope in scopes)],
        "moved": [f"/map?by={by}&at={lon},31,{12 - lon % 5}" for lon in range(66, 74)
                  for by in ("place", "hexagon", "district")],
        "positions": ["/positions", *(f"/positions?{span}" for span in spans)],
        "compare": ["/positions/compare", *(f"/positions/compare?{span}" for span in spans)],
        "network": [f"/positions/network?{span}" for span in spans],
        "statements": ["/statements", *(f"/statements?{span}" for span in spans)],
        "statistics": ["/statistics", *(f"/statistics?{span}" for span in spans)],
        "findings": [f"/findings/{name}?{scope}" for scope in (spans[0], scopes[14])
                     for name in ANALYSES],
        "method": ["/method", *(f"/method?{span}" for span in spans)],
        "incident": [f"/incidents/{each.id}" for each in picked],
        "document": [f"/documents/{each.document_ids[0]}" for each in picked],
        "api": [f"/api/incidents?{scope}" for scope in scopes],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds of one address: first answer, of the processor, until ready, and once more."""

    first: float
    cpu: float
    ready: float
    again: float
    waited: bool


def measure(record: Record, book: Codebook, minutes: float = math.inf) -> dict[str, float]:
    """Return milliseconds: the median and 95th percentile by kind of page, and the first answer.

    After so many ``minutes`` no further address is asked for; ``addresses`` says how many were.
    """
    end = time.monotonic() + minutes * 60
    server, thread = _serve(record, book)
    port = server.servers[0].sockets[0].getsockname()[1]
    run = record.chosen_run()
    kinds = addresses(list(record.incidents(run)) if run else [], book)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    opened, _, _ = _ask(connection, "/")
    asked = [(kind, path) for kind, paths in kinds.items() for path in paths]
    random.Random(SEED).shuffle(asked)  # noqa: S311 - the same order each time
    found: dict[str, list[Answered]] = {kind: [] for kind in kinds}
    for kind, path in asked:
        if time.monotonic() < end:
            found[kind].append(_answered(connection, path))
    server.should_exit = True
    thread.join()
    figures = _figures({kind: each for kind, each in found.items() if each})
    return {**figures, "first_ms": opened, "addresses": sum(map(len, found.values()))}


def _serve(record: Record, book: Codebook) -> tuple[uvicorn.Server, threading.Thread]:
    import uvicorn

    from concord.web import create_app
    from concord.web.aside import PATIENCE

    app = create_app(record, book, patience=PATIENCE)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    return server, thread


def _figures(found: dict[str, list[Answered]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for kind, each in found.items():
        figures[f"{kind}_ms"] = statistics.median(one.first for one in each)
        figures[f"{kind}_cpu_ms"] = statistics.median(one.cpu for one in each)
        if any(one.waited for one in each):
            figures[f"{kind}_ready_ms"] = statistics.median(one.ready for one in each)
            figures[f"{kind}_ready_most_ms"] = max(one.ready for one in each)
            figures[f"{kind}_again_ms"] = statistics.median(one.again for one in each)
            figures[f"{kind}_waited"] = statistics.mean(one.waited for one in each)
    every = [one for some in found.values() for one in some]
    times = sorted(one.first for one in every)
    figures |= {"median_ms": statistics.median(times), "p95_ms": times[int(len(times) * 0.95)]}
    figures["cpu_ms"] = statistics.median(one.cpu for one in every)
    return figures | {"waited": statistics.mean(one.waited for one in every)}


def _answered(connection: http.client.HTTPConnection, path: str) -> Answered:
    started = time.perf_counter()
    first, cpu, status = _ask(connection, path)
    waited = status == ACCEPTED
    while status == ACCEPTED:
        time.sleep(0.2)
        _, _, status = _ask(connection, path)
    ready = (time.perf_counter() - started) * 1000
    again = _ask(connection, path)[0] if waited else first
    return Answered(first, cpu, ready, again, waited)


def _ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, float, int]:
    """Return milliseconds to the last byte, and of the processor, for one answer; its status."""
    started, busy = time.perf_counter(), time.process_time()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status not in (200, ACCEPTED):
        raise SystemExit(f"{path}: {answer.status}")
    spent = (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000
    return (*spent, answer.status)


def keep(path: Path, figures: dict[str, float], incidents: int) -> None:
    """Write the figures with when, on what and by which command they were measured."""
    record = {
        "command": f"python -m benchmarks.web --incidents {incidents} --output {path.name}",
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day of the machine
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}; load at the end {os.getloadavg()[0]:.1f}",
        "incidents": incidents,
        **{name: round(value, 2) for name, value in figures.items()},
    }
    path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def main() -> None:
    """Print the figures; with --json as one object in the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=3000)
    parser.add_argument("--record", type=Path, help="keep the record here, or use the one there")
    parser.add_argument("--minutes", type=float, default=math.inf, help="ask for so long at most")
    parser.add_argument("--output", type=Path, help="keep the figures in this file")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    book = load()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "web.db"
        fresh = not path.exists()
        with open_record(path) as record:
            started = time.perf_counter()
            if fresh:
                fill(record, book, options.incidents)
                print(
                    f"{options.incidents} incidents made in {time.perf_counter() - started:.0f} s"
                )
            found = measure(record, book, options.minutes)
    for name, value in found.items():
        print(f"{name:<24}{value:10.1f}")
    if options.output:
        keep(options.output, found, options.incidents)
    if options.json:
        print(json.dumps({"incidents": options.incidents, **found}))


if __name__ == "__main__":
    main()
