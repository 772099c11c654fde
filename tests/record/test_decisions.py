from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.making import coding, document, event, incident, ruling, start

from concord.record.decisions import (
    InvalidDecisionError,
    OvertakenError,
    Seen,
    UnknownSubjectError,
    active_decisions,
    check_current,
    check_decision,
    decisions_about,
)
from concord.record.fields import InvalidValueError, UnknownFieldError

if TYPE_CHECKING:
    from concord.model import Decision
    from concord.record import Record

TEXT = document("Police said a bomb went off. Later, gunmen fired at a van in Tank. It rained.")
BOMB, GUNS = event(TEXT, "bomb"), event(TEXT, "fired", "armed_attack")


def numbered(*rulings: Decision) -> list[Decision]:
    return [replace(each, sequence=number) for number, each in enumerate(rulings, start=1)]


def standing(*rulings: Decision) -> list[int]:
    return [each.sequence for each in active_decisions(numbered(*rulings))]


def test_a_later_correction_of_the_same_field_supersedes() -> None:
    assert standing(
        ruling("correct", "e1", field="type", value="bombing"),
        ruling("correct", "e1", field="weapon", value="ied"),
        ruling("correct", "e2", field="type", value="clash"),
        ruling("correct", "e1", field="type", value="shelling"),
    ) == [2, 3, 4]


def test_a_later_accept_or_reject_supersedes() -> None:
    assert standing(ruling("accept", "e1"), ruling("reject", "e1"), ruling("accept", "e2")) == [
        2,
        3,
    ]


def test_a_later_ruling_on_the_same_pair_supersedes_in_any_order() -> None:
    assert standing(
        ruling("same", "e1", "e2"), ruling("same", "e1", "e3"), ruling("different", "e2", "e1")
    ) == [2, 3]


def test_an_undo_takes_back_and_the_earlier_ruling_holds_again() -> None:
    first, second = ruling("accept", "e1"), ruling("reject", "e1")
    assert standing(first, second, ruling("undo", undoes=2)) == [1]


def test_an_undone_undo_is_no_undo() -> None:
    log = [ruling("reject", "e1"), ruling("undo", undoes=1)]
    assert standing(*log) == []
    log.append(ruling("undo", undoes=2))
    assert standing(*log) == [1]
    log.append(ruling("undo", undoes=3))
    assert standing(*log) == []


@given(depth=st.integers(0, 12))
def test_undos_of_undos_alternate(depth: int) -> None:
    undos = [ruling("undo", undoes=number) for number in range(1, depth + 1)]
    assert standing(ruling("reject", "e1"), *undos) == ([1] if depth % 2 == 0 else [])


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (ruling("agree", "e1"), "Choose one of: accept, reject"),
        (ruling("accept"), "exactly one"),
        (ruling("accept", "e1", "e2"), "exactly one"),
        (ruling("same", "e1", "e1"), "two or more different"),
        (ruling("accept", "e1", field="type"), "Only a correction"),
        (ruling("correct", "e1"), "needs the field"),
        (ruling("accept", "e1", undoes=1), "Only an undo"),
        (ruling("undo", undoes=7), "no decision 7"),
        (ruling("undo"), "no decision None"),
        (ruling("undo", undoes=1), "undone already"),
        (ruling("accept", "e1", who=" "), "name of who"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(
    decision: Decision, message: str
) -> None:
    earlier = numbered(ruling("accept", "e1"), ruling("undo", undoes=1))
    with pytest.raises(InvalidDecisionError, match=message):
        check_decision(decision, earlier)


def test_a_correction_is_read_and_checked_when_it_is_ruled() -> None:
    read = check_decision(ruling("correct", "e1", field="killed_low", value="3"), [])
    assert read.value == 3
    with pytest.raises(UnknownFieldError):
        check_decision(ruling("correct", "e1", field="deaths", value=3), [])
    with pytest.raises(InvalidValueError):
        check_decision(ruling("correct", "e1", field="killed_low", value="three"), [])


@pytest.fixture
def coded(file_record: Record) -> Record:
    file_record.add([TEXT])
    run = start(file_record)
    file_record.write_codings(run, [coding(TEXT, BOMB, GUNS)])
    file_record.write_incidents(run, [incident(BOMB, GUNS)])
    return file_record


def anchored(decision: Decision) -> list[tuple[str, str]]:
    return [
        (TEXT.text[each.start : each.end], TEXT.text[each.sentence_start : each.sentence_end])
        for each in decision.anchors
    ]


def test_a_decision_keeps_the_place_and_the_sentence_of_its_subject(coded: Record) -> None:
    made = coded.decide(ruling("accept", GUNS.id))
    assert anchored(made) == [("fired", "Later, gunmen fired at a van in Tank. ")]
    assert made.anchors[0].family == "gun"


def test_a_ruling_on_an_incident_takes_its_other_events_along(coded: Record) -> None:
    made = coded.decide(ruling("reject", incident(BOMB, GUNS).id))
    assert [words for words, _ in anchored(made)] == ["bomb", "fired"]


def test_a_ruling_on_two_keeps_one_place_each(coded: Record) -> None:
    made = coded.decide(ruling("different", BOMB.id, GUNS.id))
    assert [words for words, _ in anchored(made)] == ["bomb", "fired"]


def test_a_subject_that_nobody_knows_is_refused(coded: Record) -> None:
    for subject in ("d0-e1-bomb-1", "i0-e1-bomb-1", ""):
        with pytest.raises(UnknownSubjectError, match="concord export"):
            coded.decide(ruling("accept", subject))
    assert coded.decisions() == ()


@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(["accept", "reject"]), st.sampled_from(["e1", "e2"])),
            st.tuples(st.just("undo"), st.integers(1, 8)),
        ),
        max_size=10,
    )
)
def test_whatever_is_undone_one_ruling_at_most_holds_for_each_subject(log: list[Any]) -> None:
    made = [
        ruling("undo", undoes=what) if kind == "undo" else ruling(kind, what) for kind, what in log
    ]
    subjects = [each.subjects[0] for each in active_decisions(numbered(*made))]
    assert len(set(subjects)) == len(subjects)


def test_about_something_are_its_rulings_and_all_undos_of_them() -> None:
    found = decisions_about(
        numbered(
            ruling("accept", "i1"),
            ruling("accept", "i2"),
            ruling("undo", undoes=1),
            ruling("undo", undoes=2),
            ruling("undo", undoes=3),
            ruling("same", "i3", "e1"),
        ),
        {"i1", "e1"},
    )
    assert [each.sequence for each in found] == [1, 3, 5, 6]


def test_who_saw_less_than_stands_now_is_told_by_whom_she_was_overtaken() -> None:
    earlier = numbered(ruling("accept", "i1"), ruling("reject", "i2"), ruling("undo", undoes=1))
    with pytest.raises(OvertakenError, match="undo, number 3"):
        check_current(Seen(names=frozenset({"i1"}), last=1), earlier)
    check_current(Seen(names=frozenset({"i1"}), last=3), earlier)
    check_current(Seen(names=frozenset({"i3"})), earlier)


def test_an_overtaken_decision_is_not_written(record: Record) -> None:
    record.add([TEXT])
    run = start(record)
    record.write_codings(run, [coding(TEXT, BOMB)])
    record.decide(ruling("accept", BOMB.id))
    with pytest.raises(OvertakenError):
        record.decide(ruling("reject", BOMB.id), seen=Seen(names=frozenset({BOMB.id})))
    assert [each.kind for each in record.decisions()] == ["accept"]
