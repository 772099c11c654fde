from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.codebook.counting import category, family
from concord.codebook.crosswalks import load_crosswalk
from concord.codebook.tolls import summarise
from concord.exchange.acled import AcledReader
from concord.exchange.foreign import Readings
from concord.exchange.ged import GedReader
from concord.exchange.gtd import GtdReader
from concord.exchange.resolving import Resolver
from concord.exchange.shapes import write_shape
from concord.exchange.shaping import SHAPES, UnknownShapeError, export_as, losses_beside
from concord.model import (
    Claim,
    Document,
    Event,
    Incident,
    Location,
    Participant,
    TollFigure,
    When,
)

if TYPE_CHECKING:
    from pathlib import Path

    from concord.exchange.shapes import Shaping

BOOK = load()
RESOLVER = Resolver(BOOK)
READERS = {
    "ged": GedReader(dataset="ged", resolver=RESOLVER, readings=Readings()),
    "acled": AcledReader(resolver=RESOLVER, readings=Readings()),
    "gtd": GtdReader(resolver=RESOLVER, readings=Readings()),
}
QUETTA = Location(
    text="Quetta", place_id="g1167528", name="Quetta", latitude=30.18, longitude=67.0,
    precision="town", admin2="Quetta", admin1="Balochistan", country="PK",
)  # fmt: skip
DOCUMENT = Document(
    id="d1", text="An invented report.", text_hash="h", source="a.txt",
    publisher="Invented Gazette", url="https://example.org/a",
)  # fmt: skip


@dataclass
class Shown:
    """A view as the shapes read it."""

    found: Sequence[Incident]
    headings: Mapping[str, Document] = field(default_factory=lambda: {DOCUMENT.id: DOCUMENT})

    def incidents(self) -> Sequence[Incident]:
        return self.found

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


def figure(number: int, victims: str = "security", side: str = "target", **more: Any) -> TollFigure:
    bounds = {"low": number, "best": number, "high": number, **more}
    effect = bounds.pop("effect", "killed")
    return TollFigure(effect=effect, victim_class=victims, side=side, **bounds)  # type: ignore[arg-type]


def group(name: str = "ttp", attribution: str = "claimed") -> Participant:
    known = BOOK.actors[name]
    return Participant(
        text=known.name,
        actor_id=known.id,
        name=known.name,
        attribution=attribution,  # type: ignore[arg-type]
    )


def incident(type_: str = "bombing", /, **facts: Any) -> Incident:
    values: dict[str, Any] = {
        "happened": (
            When(
                first=date(2023, 1, 30), last=date(2023, 1, 30), precision="day", basis="explicit"
            ),
        ),
        "places": (QUETTA,),
        "perpetrators": (group(),),
        "target_class": "security",
        "targets": (Participant(text="policemen", victim_class="security"),),
        "tolls": (figure(3),),
        **facts,
    }
    event = Event(
        id="e1", document_id="d1", start=0, end=1, type=type_, family=family(type_),
        category="unclear", **values,
    )  # fmt: skip
    from dataclasses import replace

    event = replace(event, category=category(event, BOOK))
    return Incident(id="i1", facts=event, event_ids=("e1",), document_ids=("d1",))


def shaped(
    name: str, *found: Incident
) -> tuple[list[dict[str, str]], list[dict[str, str]], Shaping]:
    out, losses = io.StringIO(), io.StringIO()
    shape = SHAPES[name]
    result = write_shape(Shown(found), shape, BOOK, out=out, losses=losses)  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(out.getvalue()), delimiter=shape.delimiter))
    return rows, list(csv.DictReader(io.StringIO(losses.getvalue()))), result


def row(name: str, found: Incident) -> dict[str, str]:
    rows, losses, _ = shaped(name, found)
    assert len(rows) == 1, losses
    return rows[0]


def why_not(name: str, found: Incident) -> str:
    rows, losses, result = shaped(name, found)
    assert rows == []
    assert sum(result.left_out.values()) == 1
    return next(loss["why"] for loss in losses if loss["field"] == "left_out")


@pytest.mark.parametrize(
    ("name", "number"), [("ged", 49), ("acled", 31), ("gtd", 135), ("polecat", 40)]
)
def test_the_columns_are_those_of_the_data_set_in_its_order(name: str, number: int) -> None:
    columns = list(row(name, incident()))
    assert columns == list(load_crosswalk(name).columns)
    assert len(columns) == number


def test_an_attack_on_soldiers_is_state_based_and_one_on_civilians_one_sided() -> None:
    fight = row("ged", incident())
    assert (fight["type_of_violence"], fight["side_a"], fight["side_b"]) == (
        "1",
        "Government of Pakistan",
        "Tehrik-i-Taliban Pakistan",
    )
    assert (fight["deaths_a"], fight["deaths_b"], fight["gwnoa"]) == ("3", "0", "770")
    killing = row("ged", incident(target_class="civilian", tolls=(figure(3, "civilian"),)))
    assert (killing["type_of_violence"], killing["side_a"], killing["side_b"]) == (
        "3",
        "Tehrik-i-Taliban Pakistan",
        "Civilians",
    )
    assert killing["deaths_civilians"] == killing["best"] == "3"


def test_an_attack_on_soldiers_is_a_battle_and_one_on_civilians_violence_against_them() -> None:
    assert row("acled", incident("armed_attack"))["event_type"] == "Battles"
    found = row("acled", incident("armed_attack", target_class="civilian"))
    assert (found["event_type"], found["actor2"], found["civilian_targeting"]) == (
        "Violence against civilians",
        "Civilians (Pakistan)",
        "Civilian targeting",
    )
    assert row("acled", incident("suicide_bombing"))["sub_event_type"] == "Suicide bomb"


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (incident(tolls=()), "needs a death"),
        (incident(tolls=(figure(0),)), "needs a death"),
        (incident(perpetrators=()), "no identified organised actors"),
        (incident(perpetrators=(group(attribution="blamed"),)), "no identified organised actors"),
        (
            incident(perpetrators=(Participant(text="gunmen", attribution="stated"),)),
            "no identified",
        ),
        (incident(status="foiled"), "foiled"),
        (incident(happened=()), "no day"),
    ],
)
def test_ged_takes_only_deaths_by_identified_organised_actors(found: Incident, reason: str) -> None:
    assert reason in why_not("ged", found)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (
            incident("military_operation", perpetrators=(group("mil-pk", "stated"),)),
            "acts of states",
        ),
        (incident("air_drone_strike", perpetrators=(group("mil-pk", "stated"),)), "acts of states"),
        (
            incident("clash", perpetrators=(group("ttp", "side"), group("mil-pk", "side"))),
            "nobody is known to have begun",
        ),
        (incident("body_found", perpetrators=()), "no attack type"),
        (incident("mob_violence", perpetrators=()), "no attack type"),
        (incident(status="planned"), "planned"),
    ],
)
def test_gtd_takes_no_acts_of_states_and_no_fights(found: Incident, reason: str) -> None:
    assert reason in why_not("gtd", found)


def test_gtd_counts_attackers_among_the_dead_and_tells_them_apart() -> None:
    found = row("gtd", incident(tolls=(figure(3), figure(2, "militant", "initiator"))))
    assert (found["nkill"], found["nkillter"]) == ("5", "2")


def test_acled_shares_the_dead_of_several_days_out_and_takes_the_lowest_figure() -> None:
    days = When(first=date(2023, 1, 30), last=date(2023, 2, 1), precision="day", basis="explicit")
    low = figure(7, said_by="the police")
    rival = figure(11, said_by="a hospital")
    rows, losses, _ = shaped("acled", incident(happened=(days,), tolls=(rival, low)))
    assert [(r["event_date"], r["fatalities"]) for r in rows] == [
        ("2023-01-30", "3"),
        ("2023-01-31", "2"),
        ("2023-02-01", "2"),
    ]
    assert len({r["event_id_cnty"] for r in rows}) == 3
    assert any(loss["field"] == "days" for loss in losses)


def test_what_a_shape_has_no_column_for_is_logged_with_its_value() -> None:
    rich = incident(
        tolls=(figure(3, high=None), figure(9, effect="injured")),
        claimed_by=(Claim(name="Tehrik-i-Taliban Pakistan", actor_id="ttp"),),
        weapon="car bomb",
    )
    lost = {loss["field"]: loss["lost"] for loss in shaped("ged", rich)[1]}
    assert lost["injured"] == "9"
    assert lost["weapon"] == "car bomb"
    assert lost["claimed_by"] == "Tehrik-i-Taliban Pakistan"
    assert lost["killed_high"] == "open-ended"
    assert "killed" in {loss["field"] for loss in shaped("polecat", rich)[1]}


def test_polecat_says_who_did_what_to_whom_in_plover() -> None:
    found = row("polecat", incident("suicide_bombing"))
    assert (found["Event Type"], found["Event Mode"], found["Intensity"]) == (
        "ASSAULT",
        "suicide-attack",
        "-9.0",
    )
    assert (found["Primary Actor Sector"], found["Primary Recipient Sector"]) == ("REB", "MIL")
    assert found["Country"] == "PAK"


def test_rows_of_imported_data_sets_are_not_ours_to_give() -> None:
    from dataclasses import replace

    rows, losses, result = shaped("ged", replace(incident(), dataset="acled"))
    assert (rows, losses, result.incidents) == ([], [], 0)


def test_the_losses_stand_beside_the_file(tmp_path: Path) -> None:
    out = tmp_path / "incidents.csv"
    result = export_as(Shown([incident()]), "ged", book=BOOK, out=out)  # type: ignore[arg-type]
    assert (result.rows, result.incidents) == (1, 1)
    assert losses_beside(out).name == "incidents.losses.csv"
    assert losses_beside(out).read_text("utf-8").startswith("incident_id,field,lost,why")
    with pytest.raises(UnknownShapeError, match="ged, acled, gtd, polecat"):
        export_as(Shown([]), "cameo", book=BOOK, out=None)  # type: ignore[arg-type]


GROUPS = ("ttp", "bla", "iskp", "lej")
PLACES = ("Quetta", "Peshawar", "Karachi")
TOLLS = st.tuples(st.integers(1, 40), st.integers(0, 9), st.integers(0, 5))
DAYS = st.dates(date(2010, 1, 1), date(2024, 12, 31))


@st.composite
def attacks(draw: st.DrawFn) -> Incident:
    """An attack by a named group, of any kind, with a toll by side and a range."""
    first, span = draw(DAYS), draw(st.integers(0, 3))
    dead, more, attackers = draw(TOLLS)
    victims = draw(st.sampled_from(["security", "civilian"]))
    name = draw(st.sampled_from(PLACES))
    place = BOOK.gazetteer.find(name, country="PK")[0]
    return incident(
        draw(
            st.sampled_from(
                ["suicide_bombing", "bombing", "armed_attack", "assassination", "shelling",
                 "arson_sabotage"]
            )
        ),
        happened=(
            When(first=first, last=first + timedelta(days=span), precision="day", basis="explicit"),
        ),
        places=(
            Location(
                text=name, place_id=place.id, name=place.name, latitude=place.latitude,
                longitude=place.longitude, precision="town", admin2=place.admin2,
                admin1=place.admin1, country="PK",
            ),
        ),
        perpetrators=(group(draw(st.sampled_from(GROUPS)), "stated"),),
        target_class=victims,
        tolls=(
            figure(dead, victims, high=dead + more),
            *([figure(attackers, "militant", "initiator")] if attackers else []),
        ),
    )  # fmt: skip


def read_back(name: str, found: Incident) -> list[Event]:
    return [READERS[name].event(cells) for cells in shaped(name, found)[0]]


def killed(event: Event) -> Any:
    return summarise(event.type, event.tolls).killed_total


@given(attacks())
def test_what_ged_keeps_is_read_back_as_it_was(found: Incident) -> None:
    (read,) = read_back("ged", found)
    old, new = found.facts, read
    assert killed(new) == killed(old)
    assert (new.happened[0].first, new.happened[0].last) == (
        old.happened[0].first,
        old.happened[0].last,
    )
    kept = ("latitude", "longitude", "admin1", "country", "precision")
    assert [getattr(new.places[0], k) for k in kept] == [getattr(old.places[0], k) for k in kept]
    assert old.perpetrators[0].actor_id in {p.actor_id for p in new.perpetrators}
    by_class = summarise(new.type, new.tolls).by["killed"]
    assert by_class[old.target_class or ""].best == summarise(
        old.type, old.tolls
    ).by["killed"][old.target_class or ""].best  # fmt: skip


@given(attacks())
def test_what_acled_keeps_is_read_back_as_it_was(found: Incident) -> None:
    read, old = read_back("acled", found), found.facts
    assert sum(killed(each).best for each in read) == killed(old).best
    assert (read[0].happened[0].first, read[-1].happened[0].last) == (
        old.happened[0].first,
        old.happened[0].last,
    )
    for each in read:
        place = each.places[0]
        assert (place.admin1, place.country) == (old.places[0].admin1, "PK")
        assert old.perpetrators[0].actor_id in {p.actor_id for p in each.perpetrators}


@given(attacks())
def test_what_gtd_keeps_is_read_back_as_it_was(found: Incident) -> None:
    (read,) = read_back("gtd", found)
    old = found.facts
    assert (read.type, read.status, read.target_class) == (old.type, old.status, old.target_class)
    assert killed(read).best == killed(old).best
    attackers = summarise(old.type, old.tolls).killed_attackers.best
    if attackers is not None:
        assert summarise(read.type, read.tolls).killed_attackers.best == attackers
    assert [p.actor_id for p in read.perpetrators] == [p.actor_id for p in old.perpetrators]
    assert (read.happened[0].first, read.happened[0].last) == (
        old.happened[0].first,
        old.happened[0].last,
    )
