from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from concord.codebook.book import load
from concord.model import (
    Assertion,
    Claim,
    Decision,
    Document,
    Event,
    Evidence,
    Incident,
    Location,
    Participant,
    PolicyAct,
    Position,
    Problem,
    Relation,
    Statement,
    Statistic,
    TollFigure,
    Verdict,
    When,
)
from concord.record.rows import KINDS, NotComputedError, UnknownKindError, rows
from concord.record.rows_columns import COLUMNS
from concord.record.rows_frames import frame_of
from concord.record.rows_redaction import Redactor

if TYPE_CHECKING:
    from collections.abc import Sequence

BOOK = load()
RANGES = [
    f"{measure}_{bound}"
    for measure in ("killed", "killed_attackers", "injured", "abducted", "arrested")
    for bound in ("low", "best", "high")
]
# The contract, as it is written there.
WRITTEN = {
    "events": """event_id document_id document_external_id document_url document_published
        incident_id type category status background part_of happened_from happened_to
        happened_precision place place_id latitude longitude place_precision admin2 admin1 country
        perpetrators targets target_class tactic weapon toll claimed_by denied_by summary
        confidence evidence""",
    "incidents": """incident_id aliases event_ids dataset document_urls outlets origins disputed
        assertions toll_rule review release type happened_from place""",
    "statements": """statement_id document_id document_external_id document_url speaker speaker_id
        speaker_name person office speaker_side voice cue stance option target target_id hedged
        forecast condition reported_by utterance_id said_from said_to quote start end
        confidence""",
    "positions": """actor_id actor_name option from to stance n_plain n_acts n_conditional n_hedged
        n_attributed utterances statements certainty words""",
    "agreement": """actor_a actor_b option from to congruence conflict subtract normalisation
        interval_low interval_high n""",
    "statistics": """statistic_id document_id document_external_id document_url measure value low
        high unit actors places period_from period_to comparator_from comparator_to source origin
        quoted_via quote""",
}
CONTRACT = {
    kind: names.split() + (RANGES if kind in ("events", "incidents") else [])
    for kind, names in WRITTEN.items()
}
WORDS = "Constable Zarak Torkhani and a shopkeeper were killed in Bannu; Torkhani was 31."
TEXT = f"{WORDS} Police blamed no group."


def span(text: str) -> tuple[int, int]:
    start = TEXT.index(text)
    return start, start + len(text)


DOCUMENT = Document(
    id="d1",
    text=TEXT,
    source="a.txt",
    text_hash="h",
    external_id="x1",
    url="https://example.org/a",
    title="Zarak Torkhani killed",
    published="2023-05-13",
)
EVENT = Event(
    id="d1-e1-gun-1",
    document_id="d1",
    start=1,
    end=9,
    type="armed_attack",
    family="gun",
    category="militant_attack",
    happened=(
        When(first=date(2023, 5, 12), last=date(2023, 5, 12), precision="day", basis="explicit"),
    ),
    places=(Location(text="Bannu", name="Bannu", latitude=32.985, longitude=70.604),),
    perpetrators=(Participant(text="gunmen", attribution="stated"),),
    targets=(Participant(text="Constable Zarak Torkhani", victim_class="security"),),
    tolls=(
        TollFigure(
            effect="killed",
            victim_class="security",
            side="target",
            low=1,
            best=1,
            high=1,
            text="Constable Zarak Torkhani",
        ),
        TollFigure(
            effect="killed",
            victim_class="civilian",
            side="target",
            low=1,
            best=1,
            high=None,
            text="a shopkeeper",
        ),
    ),
    claimed_by=(Claim(name="Tehreek-e-Taliban Pakistan", actor_id="ttp", channel="Telegram"),),
    summary=WORDS,
    evidence=(Evidence(field="killed", start=0, end=len(WORDS), quote=WORDS, said_by="police"),),
)
INCIDENT = Incident(
    id="i1-e1-gun-1",
    facts=EVENT,
    event_ids=("d1-e1-gun-1",),
    document_ids=("d1",),
    assertions=(
        Assertion(
            field="killed",
            value=2,
            low=2,
            document_id="d1",
            event_id="d1-e1-gun-1",
            said_by="police",
            reported="2023-05-13",
            quote=WORDS,
        ),
    ),
)
STATEMENT = Statement(
    id="s1",
    document_id="d1",
    speaker="Zarak Torkhani",
    stance="opposes",
    voice="own",
    start=0,
    end=9,
    quote="Torkhani said the talks had failed.",
    option="talks",
)


def position(actor: str, option: str, stance: float | None) -> Position:
    return Position(
        actor_id=actor,
        actor_name=actor.upper(),
        option=option,
        first="2023-01-01",
        last="2023-12-31",
        stance=stance,
        n_plain=1,
        n_acts=0,
        n_conditional=0,
        n_hedged=0,
        n_attributed=0,
        utterances=1,
        statement_ids=("s1",),
        certainty="one statement",
        words="opposes talks",
    )


@dataclass
class Shown:
    """A view that holds what it is given."""

    event: Event = EVENT
    statement: Statement = STATEMENT

    @property
    def headings(self) -> dict[str, Document]:
        return {"d1": DOCUMENT}

    def documents(self) -> Sequence[Document]:
        return [DOCUMENT]

    def events(self) -> Sequence[Event]:
        return [self.event]

    def incidents(self) -> Sequence[Incident]:
        return [replace(INCIDENT, facts=self.event)]

    def statements(self) -> Sequence[Statement]:
        return [self.statement]

    def relations(self) -> Sequence[Relation]:
        relation = Relation(
            id="r1",
            document_id="d1",
            subject="ISPR",
            relation="accuses",
            object="Zarak Torkhani",
            start=0,
            end=4,
            quote="",
        )
        return [relation]

    def statistics(self) -> Sequence[Statistic]:
        return [
            Statistic(
                id="n1",
                document_id="d1",
                start=0,
                end=4,
                quote="rose by 69 percent",
                measure="change_pct",
                value=69.0,
                places=("Pakistan",),
            )
        ]

    def decisions(self) -> Sequence[Decision]:
        return [
            Decision(
                sequence=1,
                kind="correct",
                subjects=("d1-e1-gun-1",),
                who="r",
                recorded=datetime(2024, 1, 1, tzinfo=UTC),
                field="targets",
                value=[{"name": "police"}, {"name": "Constable Zarak Torkhani"}],
                note="Named by Zarak Torkhani himself.",
            )
        ]

    def problems(self) -> Sequence[Problem]:
        return [Problem(where="b.txt", code="empty", message="the file is empty")]


ACT = PolicyAct(id="a1", actor="TTP", option="truce", act="ended", date="2022-11-28")
AGREED = dict.fromkeys(COLUMNS["agreement"]) | {"actor_a": "a", "actor_b": "b", "n": 2}
COMPUTED: dict[str, Sequence[Any]] = {
    "positions": [position("ttp", "talks", 1.0)],
    "agreement": [AGREED],
    "acts": [ACT],
}


def first(kind: str, *, with_names: bool = False, view: Shown | None = None) -> dict[str, Any]:
    made = rows(view or Shown(), kind, BOOK, with_names=with_names, computed=COMPUTED.get(kind, ()))
    return next(iter(made))


@pytest.mark.parametrize("kind", sorted(CONTRACT))
def test_every_field_of_the_contract_is_there(kind: str) -> None:
    assert set(CONTRACT[kind]) <= set(first(kind))


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"verdicts"}))
def test_rows_have_the_columns_that_are_documented_in_that_order(kind: str) -> None:
    assert list(first(kind)) == list(COLUMNS[kind])


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"verdicts"}))
def test_a_frame_has_the_same_types_with_rows_and_without(kind: str) -> None:
    full = frame_of([first(kind)], kind)
    assert full.height == 1
    assert full.schema == frame_of([], kind).schema


def test_tolls_are_ranges_by_class_and_open_ends_are_null() -> None:
    row = first("events")
    assert row["toll"] == {
        "killed": {
            "civilian": {"low": 1, "best": 1, "high": None},
            "security": {"low": 1, "best": 1, "high": 1},
        }
    }
    assert [row[f"killed_{bound}"] for bound in ("low", "best", "high")] == [2, 2, None]
    assert row["injured_best"] is None


def test_what_is_not_known_is_null() -> None:
    bare = replace(EVENT, happened=(), places=(), targets=(), tolls=(), summary="", evidence=())
    row = first("events", view=Shown(event=bare))
    assert [row[name] for name in ("happened_from", "place", "latitude", "killed_low")] == [
        None
    ] * 4
    assert row["happened_precision"] == "unknown"


def test_an_event_knows_its_document_and_its_incident() -> None:
    row = first("events")
    assert (row["document_external_id"], row["incident_id"]) == ("x1", "i1-e1-gun-1")


def test_assertions_are_listed_by_field() -> None:
    (said,) = first("incidents")["assertions"]["killed"]
    assert (said["value"], said["said_by"], said["reported"]) == (2, "police", "2023-05-13")


def test_victims_are_masked_by_what_they_were_in_every_string() -> None:
    for kind in ("events", "incidents"):
        row = first(kind)
        assert "Torkhani" not in str(row)
        assert "Zarak" not in str(row)
        assert row["targets"][0]["text"] == "Constable [security]"
        assert row["summary"].startswith(
            "Constable [security] and a shopkeeper were killed in Bannu"
        )


def test_actors_places_and_peoples_are_no_private_persons() -> None:
    shown = (
        Participant(text="Frontier Corps convoy", victim_class="security"),
        Participant(text="Hazara coal miners", victim_class="civilian"),
        Participant(text="Bannu police", victim_class="security"),
        Participant(text="Tehreek-e-Taliban Pakistan", actor_id="ttp"),
    )
    row = first("events", view=Shown(event=replace(EVENT, targets=shown, tolls=(), summary="")))
    assert [target["text"] for target in row["targets"]] == [item.text for item in shown]


def test_an_unknown_group_keeps_its_name_and_a_titled_suspect_does_not() -> None:
    accused = (
        Participant(text="Lashkar-e-Nowhere"),
        Participant(text="Commander Gulmir Zadran"),
        Participant(text="Kenyan gunmen"),
    )
    row = first("events", view=Shown(event=replace(EVENT, perpetrators=accused)))
    shown = [item["text"] for item in row["perpetrators"]]
    assert shown == ["Lashkar-e-Nowhere", "Commander [suspect]", "Kenyan gunmen"]


def test_victims_named_only_in_a_quote_about_them_are_masked_too() -> None:
    quote = "Among the dead was the student Palwasha Torani."
    words = Evidence(field="killed", start=0, end=len(quote), quote=quote)
    row = first("events", view=Shown(event=replace(EVENT, evidence=(words,))))
    assert row["evidence"][0]["quote"] == "Among the dead was the student [person]."


def test_names_are_shown_to_those_who_may_see_them() -> None:
    row = first("events", with_names=True)
    assert row["targets"][0]["text"] == "Constable Zarak Torkhani"
    assert first("documents", with_names=True)["text"] == TEXT
    assert first("documents")["text"] is None


def test_a_speaker_without_office_or_side_is_masked_and_an_official_is_not() -> None:
    assert first("statements")["quote"] == "[person] said the talks had failed."
    official = replace(STATEMENT, office="governor")
    assert first("statements", view=Shown(statement=official))["speaker"] == "Zarak Torkhani"


def test_private_persons_in_relations_and_corrections_are_masked() -> None:
    assert first("relations")["object"] == "[person]"
    assert first("relations")["subject"] == "ISPR"
    decided = first("decisions")
    assert decided["value"] == [{"name": "police"}, {"name": "Constable [person]"}]
    assert decided["note"] == "Named by [person] himself."
    assert "Torkhani" in str(first("decisions", with_names=True))


def test_a_statistic_and_its_verdict_hide_whom_the_document_s_events_hide() -> None:
    quote = "Zarak Torkhani was one of 69 killed this year."
    said = Statistic(id="n1", document_id="d1", start=0, end=4, quote=quote, measure="killed",
                     value=69.0, actors=("Zarak Torkhani", "ttp"))  # fmt: skip

    class Counted(Shown):
        def statistics(self) -> Sequence[Statistic]:
            return [said]

    verdict = Verdict(statistic_id="n1", document_id="d1", quote=quote, verdict="cannot_be_checked",
                      reason="unknown group or place: Zarak Torkhani",
                      understood="killed by Zarak Torkhani", notes=("Torkhani",))  # fmt: skip
    row = first("statistics", view=Counted())
    assert row["quote"] == "[security] was one of 69 killed this year."
    assert row["actors"] == ["[security]", "ttp"]
    (judged,) = rows(Counted(), "verdicts", BOOK, computed=[verdict])
    assert "Torkhani" not in str(judged)
    assert judged["reason"] == "unknown group or place: [security]"
    shown = first("statistics", with_names=True, view=Counted())
    assert shown["quote"] == quote


def test_a_statement_hides_the_dead_that_its_sentence_names() -> None:
    quote = "The governor said that Zarak Torkhani had died for nothing."
    official = replace(STATEMENT, speaker="The governor", office="governor", quote=quote)
    row = first("statements", view=Shown(statement=official))
    assert row["quote"] == "The governor said that [security] had died for nothing."


def test_unknown_kinds_and_uncomputed_analyses_say_what_to_do() -> None:
    with pytest.raises(UnknownKindError, match="Choose one of: documents, events"):
        rows(Shown(), "attacks", BOOK)
    with pytest.raises(NotComputedError, match="have not been checked"):
        rows(Shown(), "verdicts", BOOK)


def test_a_published_headline_is_shown_without_the_names_of_victims() -> None:
    assert first("documents")["title"] == "[security] killed"
    assert first("documents", with_names=True)["title"] == "Zarak Torkhani killed"


def test_months_days_and_bodies_in_an_act_of_violence_are_no_persons() -> None:
    for words in ("rally attack in Bannu in January", "Monday's bombing of a Friends Party rally"):
        assert Redactor(BOOK).private(words, None) == words
    assert Redactor(BOOK).private("attack on Zarak Torkhani", None) == "attack on [person]"
