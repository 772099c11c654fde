"""A small record of invented attacks over two years, with hostile words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.record.making import coding, document, event, incident, on, start, statement

from concord.codebook.book import load
from concord.model import Claim, Location, Participant, Statistic, TollFigure, When
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import Document, Event
    from concord.record import Record

HOSTILE = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>\u202e'


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load()


def killed(number: int, victim_class: str = "civilian", side: str = "target",
           high: int | None = None) -> TollFigure:  # fmt: skip
    return TollFigure(
        effect="killed", victim_class=victim_class, side=side,  # type: ignore[arg-type] # a Side
        low=number, best=number, high=high or number,
    )  # fmt: skip


def article(number: int, day: str, publisher: str = "Daily") -> Document:
    url = f"https://{publisher.lower()}.example/{number}"
    return document(
        f"A bomb went off, number {number}. The army rejects talks.", url, url=url,
        publisher=publisher, published=day, title=f"Blast {number}",
    )  # fmt: skip


def place(name: str, district: str, province: str) -> tuple[Location, ...]:
    where = Location(
        text=name, name=name, admin2=district, admin1=province, country="PK", precision="town",
        latitude=33.0, longitude=71.0,
    )  # fmt: skip
    return (where,)


def group(name: str, ident: str, attribution: str = "claimed") -> tuple[Participant, ...]:
    return (Participant(text=name, name=name, actor_id=ident, attribution=attribution),)  # type: ignore[arg-type] # a level


ARTICLES = [
    article(1, "2023-01-31"),
    article(2, "2023-12-13", "Post"),
    article(3, "2024-01-06"),
    article(4, "2024-01-20", "Echo"),
    article(5, "2024-01-21"),
    article(6, "2017-05-02"),
    article(7, "2024-02-01"),
]
TTP = group("Tehrik-i-Taliban Pakistan", "ttp")
EVENTS = [
    event(ARTICLES[0], "bomb", happened=on("2023-01-30"),
          places=place("Peshawar", "Peshawar", "Khyber Pakhtunkhwa"), perpetrators=TTP,
          tolls=(killed(5, high=8), killed(2, "security")), target_class="civilian"),
    event(ARTICLES[1], "bomb", happened=on("2023-12-12"),
          places=place("Khar", "Bajaur", "Khyber Pakhtunkhwa"), tolls=(killed(3),)),
    event(ARTICLES[2], "bomb", "bombing", happened=on("2024-01-05"),
          places=place("Khar", "Bajaur", "Khyber Pakhtunkhwa"), perpetrators=TTP,
          claimed_by=(Claim(name="Tehrik-i-Taliban Pakistan", actor_id="ttp"),),
          denied_by=(Claim(name=HOSTILE),),
          tolls=(killed(4, "security"), killed(1, "militant", "initiator")),
          target_class="security", tactic=HOSTILE),
    event(ARTICLES[3], "bomb", happened=on("2024-01-19"),
          places=place(HOSTILE, "Quetta", "Balochistan")),
    event(ARTICLES[4], "bomb", "clash", happened=on("2024-01-20"), category="state_action",
          places=place("Tank", "Tank", "Khyber Pakhtunkhwa"), tolls=(killed(6, "militant"),)),
    event(ARTICLES[5], "bomb", happened=on("2017-05-01"),
          places=place("Miranshah", "North Waziristan Agency", "FATA"), tolls=(killed(9),)),
    event(ARTICLES[6], "bomb", happened=on("2024-01-01", "2024-12-31", "year")),
]  # fmt: skip


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("publishing") / "record.db"
    with open_record(target) as record:
        fill(record)
    return target


def fill(record: Record) -> None:
    record.add(ARTICLES)
    run = start(record)
    record.write_codings(run, [_coded(d, e) for d, e in zip(ARTICLES, EVENTS, strict=True)])
    record.write_incidents(run, [incident(each) for each in EVENTS])


def _coded(of: Document, found: Event) -> object:
    said = statement(
        of, "army", "rejects talks", stance="rejects", option="talks", speaker_id="pakistan-army",
        speaker_name="Pakistan Army",
        said=When(first=of.published_on, last=of.published_on, precision="day", basis="published"),
    )  # fmt: skip
    figure = Statistic(
        id=f"{of.id}-n1", document_id=of.id, start=0, end=6, quote="A bomb", measure="attacks",
        value=1.0, unit="attacks",
    )  # fmt: skip
    return coding(of, found, statements=(said,), statistics=(figure,))


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of the record, so that a test may rule in it."""
    copy = tmp_path / "record.db"
    copy.write_bytes(made.read_bytes())
    with open_record(copy) as opened:
        yield opened
