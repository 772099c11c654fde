from __future__ import annotations

from datetime import UTC, datetime

from tests.linking.telling import id_of, incident_of, linked, shape

from concord.linking.rulings import read_rulings
from concord.model import Decision

TOLD = """
    a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6
    b 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6
    c 2023-05-20: bombing; on 2023-05-20; at Turbat; killed 3
"""
A, B, C = (id_of(name, number, "bombing") for number, name in enumerate("abc", start=1))
IA, IC = incident_of("a", 1, "bombing"), incident_of("c", 3, "bombing")


def ruled(*rulings: tuple[str, tuple[str, ...]], undoes: int | None = None) -> list[Decision]:
    return [
        Decision(
            sequence=number,
            kind=kind,
            subjects=subjects,
            who="r",
            recorded=datetime(2024, 1, 1, tzinfo=UTC),
            undoes=undoes if kind == "undo" else None,
        )
        for number, (kind, subjects) in enumerate(rulings, start=1)
    ]


def test_without_rulings_the_scores_decide() -> None:
    assert shape(linked(TOLD)) == ["a b", "c"]


def test_different_keeps_apart_what_the_scores_would_join() -> None:
    assert shape(linked(TOLD, ruled(("different", (A, B))))) == ["a", "b", "c"]


def test_same_joins_whole_incidents_across_days_and_places() -> None:
    assert shape(linked(TOLD, ruled(("same", (IA, IC))))) == ["a b c"]


def test_different_holds_against_same_of_others() -> None:
    assert shape(linked(TOLD, ruled(("different", (B, C)), ("same", (A, C))))) == ["a b", "c"]


def test_of_two_rulings_on_one_pair_the_later_holds() -> None:
    assert shape(linked(TOLD, ruled(("different", (A, B)), ("same", (A, B))))) == ["a b", "c"]


def test_an_event_split_off_stands_alone() -> None:
    assert shape(linked(TOLD, ruled(("split", (B,))))) == ["a", "b", "c"]


def test_an_incident_that_is_split_falls_into_its_events() -> None:
    assert shape(linked(TOLD, ruled(("split", (IA,))))) == ["a", "b", "c"]


def test_a_rejected_event_is_left_out_and_a_rejected_incident_with_all_its_events() -> None:
    assert shape(linked(TOLD, ruled(("reject", (A,))))) == ["b", "c"]
    assert shape(linked(TOLD, ruled(("reject", (IA,))))) == ["c"]


def test_what_is_accepted_again_is_no_longer_rejected() -> None:
    assert shape(linked(TOLD, ruled(("reject", (A,)), ("accept", (A,))))) == ["a b", "c"]


def test_an_undone_ruling_counts_for_nothing() -> None:
    undone = ruled(("different", (A, B)), ("undo", ()), undoes=1)
    assert shape(linked(TOLD, undone)) == ["a b", "c"]


def test_an_undo_may_be_undone() -> None:
    rulings = read_rulings(
        [
            *ruled(("different", (A, B)), ("undo", ()), undoes=1),
            Decision(
                sequence=3,
                kind="undo",
                subjects=(),
                who="r",
                recorded=datetime(2024, 1, 1, tzinfo=UTC),
                undoes=2,
            ),
        ],
        {A, B},
    )
    assert rulings.separate(B, A)


def test_a_ruling_on_events_that_are_gone_waits() -> None:
    gone = ruled(("same", ("dgone-e1-bomb-1", A)), ("split", ("dgone-e1-bomb-1",)))
    assert shape(linked(TOLD, gone)) == ["a b", "c"]


def test_accepted_and_corrected_incidents_say_so() -> None:
    found = linked(TOLD, ruled(("accept", (IA,)), ("correct", (IC,))))
    assert [incident.review for incident in found] == ["accepted", "corrected"]
