from __future__ import annotations

from dataclasses import replace
from datetime import date

from concord.linking.acts import policy_acts
from concord.model import Relation, Statement, When


def day(number: int) -> When:
    when = date(2024, 5, number)
    return When(first=when, last=when, precision="day", basis="explicit")


def act(document: str, when: When | None) -> Statement:
    return Statement(
        id=f"{document}-s1", document_id=document, speaker="the army", stance="supports",
         voice="act",
        start=0, end=1, quote="x", speaker_id="mil-xx", speaker_name="X military", said=when,
        option="kinetic_operations", cue="launched  an operation",
    )  # fmt: skip


def truce(relation: str) -> Relation:
    return Relation(
        id="d1-r1", document_id="d1", subject="Government of X", relation=relation,
         object="The Front",
        start=0, end=1, quote="x", subject_id="gov-xx", when=day(3),
    )  # fmt: skip


def test_one_act_in_two_texts_is_one_and_keeps_both_statements() -> None:
    (made,) = policy_acts([act("d1", day(1)), act("d2", day(1))], [])
    assert (made.date, made.act, made.actor) == (
        "2024-05-01",
        "launched an operation",
        "X military",
    )
    assert made.statement_ids == ("d1-s1", "d2-s1")


def test_a_number_of_people_is_no_actor_of_policy() -> None:
    one = replace(act("d1", day(2)), speaker="19 fighters", speaker_id=None, speaker_name=None)
    assert policy_acts([one], []) == ()
    named = replace(one, speaker="The 3rd Brigade", speaker_id="brigade-3")
    assert len(policy_acts([named], [])) == 1


def test_acts_without_a_day_stay_apart_by_document() -> None:
    assert len(policy_acts([act("d1", None), act("d2", None)], [])) == 2


def test_a_truce_is_an_act_of_both_parties_and_its_end_another() -> None:
    made = policy_acts(
        [], [truce("ceasefire_with"), truce("ends_ceasefire_with"), truce("talks_with")]
    )
    assert {(a.actor, a.act) for a in made} == {
        ("Government of X", "truce begun"), ("The Front", "truce begun"),
        ("Government of X", "truce ended"), ("The Front", "truce ended"),
    }  # fmt: skip
