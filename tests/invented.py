"""A view made of nouns: invented groups and incidents at real coordinates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from concord.codebook.counting import Inclusion, load_inclusion
from concord.codebook.entries import Actor, EventType, Term
from concord.model import (
    Assertion,
    Claim,
    Decision,
    Document,
    Event,
    Evidence,
    ExternalEvent,
    Incident,
    Ledger,
    Location,
    Participant,
    Position,
    Problem,
    Relation,
    Run,
    Scope,
    Statement,
    Statistic,
    TollFigure,
    When,
)
from concord.record.ledger import Coverage

RUN = Run(
    id="r0123456789ab",
    engine="rules",
    coder_version="1",
    model_version="none",
    codebook_version="world-1",
    started=datetime(2025, 1, 5, 12, tzinfo=UTC),
)
SCOPE = Scope()
LEDGER = Ledger(
    run_id=RUN.id, documents=6, coded=4, rejected=1, failed=1, pending=0,
    reasons={"not_in_english": 1},
)  # fmt: skip
QUETTA = Location(
    text="Quetta", name="Quetta", latitude=30.19, longitude=67.01, precision="town",
    admin2="Quetta", admin1="Balochistan", country="PK", place_id="q",
)  # fmt: skip
BRIDGE = Location(
    text="the Attock bridge", name="Attock bridge", latitude=33.88, longitude=72.24,
    precision="exact", admin2="Attock", admin1="Punjab", country="PK", place_id="a",
)  # fmt: skip
PROVINCE = Location(
    text="Sindh", name="Sindh", latitude=26.0, longitude=68.5, precision="province",
    admin1="Sindh", country="PK", place_id="s",
)  # fmt: skip


class FakeRecord:
    """A record of which nothing was drawn to audit."""

    def samples(self) -> tuple[Any, ...]:
        return ()


@dataclass(frozen=True)
class FakeView:
    """What a view answers, as given."""

    scope: Scope = SCOPE
    run: Run | None = RUN
    held: dict[str, tuple[Any, ...]] | None = None
    ledger: Ledger | None = None
    book: Any = None
    record: Any = field(default_factory=FakeRecord)

    @property
    def inclusion(self) -> Inclusion:
        return load_inclusion(self.scope.inclusion)

    def _get(self, kind: str) -> tuple[Any, ...]:
        return (self.held or {}).get(kind, ())

    def documents(self) -> tuple[Document, ...]:
        return self._get("documents")

    def events(self) -> tuple[Event, ...]:
        return self._get("events")

    def incidents(self) -> tuple[Incident, ...]:
        return self._get("incidents")

    def counted(self) -> tuple[Incident, ...]:
        rule = load_inclusion(self.scope.inclusion)
        return tuple(each for each in self.incidents() if rule.admits(each.facts))

    @property
    def headings(self) -> dict[str, Document]:
        return {each.id: each for each in self.documents()}

    def externals(self) -> tuple[ExternalEvent, ...]:
        return self._get("externals")

    def document(self, document_id: str) -> Document | None:
        return next((each for each in self.documents() if each.id == document_id), None)

    def coverage(self) -> Coverage:
        return Coverage(run=self.run, ledger=self.ledger)

    def statements(self) -> tuple[Statement, ...]:
        return self._get("statements")

    def relations(self) -> tuple[Relation, ...]:
        return self._get("relations")

    def statistics(self) -> tuple[Statistic, ...]:
        return self._get("statistics")

    def decisions(self) -> tuple[Decision, ...]:
        return ()

    def problems(self) -> tuple[Problem, ...]:
        return self._get("problems")


class FakeGazetteer:
    """A gazetteer that knows one country and no place."""

    def find(self, _name: str) -> tuple[Any, ...]:
        return ()

    def country_name(self, code: str) -> str:
        return {"PK": "Pakistan"}.get(code, code)


class FakeBook:
    """The few entries of a codebook that the report reads."""

    def __init__(self) -> None:
        self.version = "world-1"
        self.packs = ("world",)
        self.types = {
            "bombing": event_type("bombing", "Bombing", "bomb"),
            "armed_attack": event_type("armed_attack", "Armed attack", "gun"),
            "military_operation": event_type("military_operation", "Military operation", "fight"),
        }
        self.categories = {
            "militant_attack": Term(
                code="militant_attack", label="Militant attack", definition="By an armed group."
            )
        }
        self.attributions: dict[str, Term] = {}
        self.relations: dict[str, Term] = {}
        self.options = {
            "talks": Term(code="talks", label="Talks with armed groups", definition="Talks."),
            "operation": Term(code="operation", label="Military operation", definition="Force."),
        }
        self.actors = {"rrf": Actor(id="rrf", name="Red River Front", kind="armed_group")}
        self.countries: dict[str, Any] = {}
        self.gazetteer = FakeGazetteer()

    def option_label(self, code: str) -> str:
        found = self.options.get(code)
        return found.label if found else code.replace("_", " ")

    def lexicon(self, _name: str) -> dict[str, Any]:
        return {}

    def find_actors(self, _text: str) -> tuple[Any, ...]:
        return ()

    def find_offices(self, _text: str) -> tuple[Any, ...]:
        return ()


def event_type(code: str, label: str, family: str) -> EventType:
    """Return a violent event type."""
    return EventType(
        code=code, label=label, definition=f"{label}, as defined.", family=family, violent=True
    )


def document(number: int, text: str, **fields: Any) -> Document:
    """Return a dated document of a test."""
    given: dict[str, Any] = {
        "title": f"Report {number}",
        "publisher": "The Daily Test",
        "published": f"2024-0{number}-02",
        "url": f"https://example.org/{number}",
    }
    return Document(
        id=f"d{number}", text=text, source=f"{number}.txt", text_hash=f"h{number}", **given | fields
    )


def event(
    doc: Document,
    *,
    words: str,
    killed: tuple[int, int | None] | None,
    said_by: str = "police",
    **fields: Any,
) -> Event:
    """Return an event whose toll was read in ``words``, which stand in the document."""
    start = doc.text.index(words)
    end = start + len(words)
    tolls = ()
    if killed is not None:
        low, high = killed
        tolls = (
            TollFigure(
                effect="killed", victim_class="civilian", side="target", low=low, best=low,
                high=high, said_by=said_by, text=words, start=start, end=end,
            ),
        )  # fmt: skip
    given: dict[str, Any] = {
        "type": "bombing",
        "family": "bomb",
        "category": "militant_attack",
        "happened": (when(2024, 3, 1),),
        "places": (QUETTA,),
        "tolls": tolls,
        "evidence": (Evidence(field="killed", start=start, end=end, quote=words, said_by=said_by),),
    }
    return Event(
        id=f"{doc.id}-e{start}", document_id=doc.id, start=start, end=end, **given | fields
    )


def when(year: int, month: int, day: int) -> When:
    """Return a reading to the day."""
    found = date(year, month, day)
    return When(first=found, last=found, precision="day", basis="explicit")


def incident(*events: Event, **fields: Any) -> Incident:
    """Return the incident of these events; its facts are the first one's with all tolls."""
    first = events[0]
    tolls = tuple(toll for each in events for toll in each.tolls)
    return Incident(
        id="i" + first.id[1:],
        facts=replace(first, tolls=tolls),
        event_ids=tuple(each.id for each in events),
        document_ids=tuple(each.document_id for each in events),
        outlets=len(events),
        origins=len(events),
        **fields,
    )


def make_view() -> FakeView:
    """Four documents: one incident with two figures, one claimed, one to a province, one apart."""
    first = document(
        1, "A bomb went off in Quetta on Friday. Police said five people died. More soon."
    )
    later = document(
        3, "In the Quetta blast at least seven people died, a hospital said. It was Friday."
    )
    bridge = document(
        4, "Gunmen shot two guards at the Attock bridge. The Red River Front said it did it."
    )
    sindh = document(
        5, "Three died in Sindh last year. In the hills the army killed nine fighters."
    )
    events = (
        event(first, words="five people died", killed=(5, 5)),
        event(later, words="at least seven people died", killed=(7, None),
              said_by="a hospital"),
        event(
            bridge, words="shot two guards", killed=(2, 2), type="armed_attack", family="gun",
            happened=(when(2024, 4, 9),), places=(BRIDGE,),
            perpetrators=(
                Participant(text="Red River Front", actor_id="rrf", name="Red River Front",
                            attribution="claimed"),
            ),
            claimed_by=(Claim(name="Red River Front", actor_id="rrf", channel="a message"),),
            denied_by=(Claim(name="Hill Brigade", channel="its spokesman"),),
        ),
        event(
            sindh, words="Three died", killed=(3, 3), places=(PROVINCE,),
            happened=(When(first=date(2023, 1, 1), last=date(2023, 12, 31), precision="year",
                           basis="relative"),),
            perpetrators=(Participant(text="Hill Brigade", name="Hill Brigade",
                                      attribution="suspected"),),
        ),
        event(sindh, words="killed nine fighters", killed=(9, 9), type="military_operation",
              family="fight", category="state_action", happened=(when(2024, 5, 1),)),
    )  # fmt: skip
    quetta = incident(
        events[0], events[1],
        disputed=("killed",),
        assertions=(
            Assertion(field="killed", value=5, low=5, high=5, document_id="d1",
                      event_id=events[0].id, said_by="police"),
            Assertion(field="killed", value=7, low=7, high=None, document_id="d3",
                      event_id=events[1].id, said_by="a hospital"),
        ),
    )  # fmt: skip
    statements = (
        statement(1, bridge, "The Red River Front said it did it.", stance="supports"),
        statement(2, sindh, "In the hills the army killed nine fighters.", stance="opposes"),
    )
    return FakeView(
        ledger=LEDGER,
        held={
            "documents": (first, later, bridge, sindh),
            "events": events,
            "incidents": (quetta, *(incident(each) for each in events[2:])),
            "statements": statements,
            "relations": (
                Relation(id="x1", document_id="d4", subject="Red River Front", subject_id="rrf",
                         relation="claims", object="the shooting", start=45, end=80,
                         quote="The Red River Front said it did it.", when=when(2024, 4, 9)),
            ),
            "statistics": (
                Statistic(id="t1", document_id="d5", start=0, end=10, quote="Three died in Sindh",
                          measure="killed", value=3, unit="persons", places=("Sindh",),
                          source="a think tank"),
            ),
            "problems": (Problem(where="x.pdf", code="encrypted", message="Save it unlocked."),),
        }
    )  # fmt: skip


def statement(number: int, doc: Document, quote: str, **fields: Any) -> Statement:
    """Return a plain own statement on talks."""
    start = doc.text.index(quote)
    given: dict[str, Any] = {"speaker": f"Speaker {number}", "speaker_name": "Red River Front",
                             "voice": "own", "option": "talks"}  # fmt: skip
    return Statement(
        id=f"s{number}", document_id=doc.id, start=start, end=start + len(quote), quote=quote,
        **given | fields,
    )  # fmt: skip


def make_positions() -> tuple[Position, ...]:
    """Return one mixed position, one for, one against, one without plain evidence."""
    return (
        position("Red River Front", "talks", 0.0, ("s1", "s2")),
        position("Provincial government", "talks", 1.0, ("s1",)),
        position("Federal government", "talks", -1.0, ("s2",)),
        position("Federal government", "operation", None, ()),
    )


def position(actor: str, option: str, stance: float | None, ids: tuple[str, ...]) -> Position:
    """Return a position with its statements, all plain."""
    plain = len(ids) if stance is not None else 0
    return Position(
        actor_id=None, actor_name=actor, option=option, first=None, last=None, stance=stance,
        n_plain=plain, n_acts=0, n_conditional=0, n_hedged=0, n_attributed=1 - bool(plain),
        utterances=max(1, len(ids)), statement_ids=ids, certainty="low", words="",
    )  # fmt: skip


def in_years(view: FakeView, *years: int) -> FakeView:
    """Return the view with its first incident once in each of some years, and with no other."""
    first = view.incidents()[0]
    made = tuple(
        replace(
            first,
            id=f"i{year}",
            event_ids=(),
            facts=replace(first.facts, happened=(when(year, 6, 1),)),
        )
        for year in years
    )
    return replace(view, held={**(view.held or {}), "incidents": made})
