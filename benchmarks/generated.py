"""Articles that nobody wrote: ordinary ones and reports of violence, made again from a number.

Every article has a seed of its own, so that the millionth can be made without the others. Subjects,
people and sums are invented and the sentences are ours; only names of towns are real. Ordinary
articles are of eight subjects; some of them name a ministry or a province, as papers do, so that
the gate has something to decide. A report of violence is told in its first paragraphs, and goes on
with what a paper adds: statements, and matter that has nothing to do with it.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.stream_truth import name
from concord.identity import document_id, text_hash
from concord.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20260101
FIRST, DAYS = date(2012, 1, 1), 12 * 365
TOWNS = (
    "Peshawar", "Quetta", "Bannu", "Khuzdar", "Turbat", "Swat", "Karachi", "Lahore", "Multan",
    "Sukkur", "Gwadar", "Mardan", "Kohat", "Hangu", "Zhob", "Sibi", "Kalat", "Hyderabad",
    "Faisalabad", "Rawalpindi", "Gujrat", "Sialkot", "Larkana", "Nowshera",
)  # fmt: skip
ORDINARY = {
    "cricket": (
        "{person} made {n} runs from {m} balls before he was caught at long on.",
        "The side from {town} were {m} for four when rain stopped play after tea.",
        "Spin from {person} turned the match, and the last five wickets fell for {m} runs.",
        "The captain said that his bowlers had kept their length on a slow pitch.",
        "Some {n} spectators stayed to the end under the new lights of the ground in {town}.",
    ),
    "markets": (
        "Cotton closed {m} rupees dearer at the exchange in {town}, dealers said.",
        "{person}, who follows textiles for a brokerage, expects prices to settle by the autumn.",
        "The rupee gained {m} paisa against the dollar in quiet trading.",
        "Exports of rice rose by {m} percent on the year, the chamber of commerce reported.",
        "The ministry of finance promised to pay refunds of sales tax worth {n} million rupees.",
    ),
    "weather": (
        "Rain is expected in {town} and the valleys above it until the end of the week.",
        "The office in {town} measured {m} millimetres between dawn and noon.",
        "Forecaster {person} said that the wind would turn to the west on the following day.",
        "Farmers were told to cut what is ripe before the hail that is likely in the hills.",
        "The river stood {m} centimetres below its mark at the old bridge.",
    ),
    "schools": (
        "The college in {town} admitted {n} students this year, {m} more than last year.",
        "{person}, who teaches chemistry, has asked for a new laboratory since the flood.",
        "Results for the ninth class will be sent by post within {m} days.",
        "A donor paid for {m} computers and a library of {n} books.",
        "Parents in {town} complained that buses come late when the road is wet.",
    ),
    "health": (
        "Doctors in {town} treated {m} patients for dengue in a month, the hospital said.",
        "{person}, a nurse of long standing, showed mothers how to keep water clean.",
        "The clinic needs {m} beds and a generator, its director told visitors.",
        "Vaccines for {n} children arrived by train and were stored on ice.",
        "The department of health of the province will send {m} more midwives to the district.",
    ),
    "films": (
        "The film, shot in {town} in {m} days, opens on Friday in {m} halls.",
        "{person} plays a tailor who inherits a house with a locked room.",
        "Its songs were written by {person}, whose first record sold {n} copies.",
        "The audience laughed where the director had hoped that it would weep.",
        "Tickets cost {m} rupees, and half that for students.",
    ),
    "farming": (
        "Growers around {town} brought in {n} tonnes of mangoes, the best harvest in years.",
        "{person} waters his trees by night, since the canal is low.",
        "A new press makes oil from {m} kilos of seed in an hour.",
        "Traders paid {m} rupees a kilo, less than a pot of tea costs in the city.",
        "The cooperative will plant {n} saplings along the road to {town}.",
    ),
    "council": (
        "The council of {town} voted {m} to {m} for wider pavements on the station road.",
        "Mayor {person} said that the work would take {m} weeks and cost {n} thousand rupees.",
        "Shopkeepers fear for their trade while the street is dug up.",
        "A lawyer of the residents, {person}, asked for trees in place of railings.",
        "The drains behind the vegetable market will be cleaned before the monsoon.",
    ),
}  # fmt: skip
TOLD = (
    "Gunmen killed {k} policemen at a checkpoint near {town} on {day}, officials said.",
    "A roadside bomb killed {k} soldiers and wounded {m} others in {town} on {day}.",
    "A suicide bomber blew himself up outside an office in {town} on {day}, killing {k} people.",
    "Security forces killed {k} militants in an operation near {town} on {day}.",
    "Armed men kidnapped {k} labourers from a camp near {town} on {day}, police said.",
)
CLAIMED = (
    "The Tehreek-e-Taliban Pakistan claimed responsibility for the attack in a message.",
    "The Balochistan Liberation Army said that its fighters had carried out the attack.",
    "No group claimed responsibility for the attack.",
)
SAID = (
    "The government of the province opposes talks with the group, its spokesman {person} said.",
    "Opposition leader {person} called for a ceasefire and for talks with the tribes.",
    "Police officer {person} said that {m} of the wounded were in a critical condition.",
    "The army will continue the operation until the area is cleared, an official said.",
    "The prime minister condemned the attack and ordered an inquiry.",
)
SUBJECTS = tuple(ORDINARY)
RANGES = {"n": (200, 90_000), "m": (2, 99), "k": (2, 20)}
# Each sentence cut at its gaps: words at even places, names of gaps at odd ones.
SLOTS = {
    line: tuple(enumerate(re.split(r"\{(\w+)\}", line)))
    for line in (*TOLD, *CLAIMED, *SAID, *(each for lines in ORDINARY.values() for each in lines))
}
NAMES = tuple(name(random.Random(n)) for n in range(4000))  # noqa: S311 - no secret


def make_article(number: int, *, words: int = 500, relevant: bool = False) -> tuple[str, str, date]:
    """Return title, text of about so many words, and day of publication of an article."""
    draw = random.Random(f"{SEED}:{number}")  # noqa: S311 - no secret
    published = FIRST + timedelta(days=draw.randrange(DAYS))
    subject = draw.choice(SUBJECTS)
    told = [f"{draw.choice(TOWNS).upper()}:"]
    if relevant:
        told += [_filled(draw.choice(lines), draw, published) for lines in (TOLD, CLAIMED)]
        told += [_filled(line, draw, published) for line in draw.sample(SAID, 2)]
    paragraphs = [" ".join(told)]
    count = paragraphs[0].count(" ") + 1
    while count < words:
        lines = draw.sample(ORDINARY[subject], 3)
        paragraphs.append(" ".join([_filled(line, draw, published) for line in lines]))
        count += paragraphs[-1].count(" ") + 1
    title = f"{'Violence' if relevant else subject.capitalize()} report {number}"
    return title, "\n\n".join(paragraphs), published


def _filled(line: str, draw: random.Random, published: date) -> str:
    """Return a sentence with its gaps filled; only what it has gaps for is drawn."""
    parts = SLOTS[line]
    return "".join([part if at % 2 == 0 else _drawn(part, draw, published) for at, part in parts])


def _drawn(slot: str, draw: random.Random, published: date) -> str:
    if slot == "person":
        return f"{_one(NAMES, draw)} {_one(NAMES, draw)}"
    if slot == "town":
        return _one(TOWNS, draw)
    if slot == "day":
        return (published - timedelta(days=1)).strftime("%A")
    low, high = RANGES[slot]
    return str(low + int(draw.random() * (high - low)))


def _one(words: tuple[str, ...], draw: random.Random) -> str:
    return words[int(draw.random() * len(words))]


def make_text(number: int, *, words: int = 500, relevant: bool = False) -> Document:
    """Return the article of a number as a document of an invented outlet."""
    title, text, published = make_article(number, words=words, relevant=relevant)
    source = f"generated/{number}.txt"
    return Document(
        id=document_id(text, source),
        text=text,
        source=source,
        text_hash=text_hash(text),
        external_id=str(number),
        title=title,
        publisher=f"Outlet {number % 60}",
        published=published.isoformat(),
        language="en",
    )


def feed(count: int, *, words: int = 500, every: int = 10, first: int = 0) -> Iterator[Document]:
    """Yield articles, one in ``every`` a report of violence; with 0 none is."""
    for number in range(first, first + count):
        yield make_text(number, words=words, relevant=bool(every) and number % every == 0)
