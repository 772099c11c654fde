from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.making import document, event, ruling

from concord import identity
from concord.codebook.counting import compatible
from concord.record.attachment import Attached, anchor_of, attach, find_subject, sentence_around

if TYPE_CHECKING:
    from concord.model import Document, Event

TEXT = document(
    "A suicide bomber struck a mosque in Kohat. Police said 4 died.\n"
    "In Tank, gunmen fired at a van and threw a grenade! It was the third attack this week."
)
BLAST = event(TEXT, "struck")
SHOTS = event(TEXT, "fired", "armed_attack")
GRENADE = event(TEXT, "grenade")


def moved(of: Event, start: int, family: str | None = None) -> Event:
    """Return the event as a better engine would read it: another anchor, another id."""
    kind = family or of.family
    ident = identity.event_id(of.document_id, start, kind)
    return replace(of, id=ident, start=start, end=start + 4, family=kind)


def attached(subject: Event, *now: Event, text: Document = TEXT) -> Attached:
    decision = ruling("accept", subject.id, anchors=(anchor_of(subject, text.text),))
    return attach(decision, {text.id: now}, compatible)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("struck", "A suicide bomber struck a mosque in Kohat. "),
        ("Police", "Police said 4 died.\n"),
        ("grenade", "In Tank, gunmen fired at a van and threw a grenade! "),
        ("week", "It was the third attack this week."),
    ],
)
def test_the_sentence_around_a_word(word: str, sentence: str) -> None:
    start = TEXT.text.index(word)
    first, last = sentence_around(TEXT.text, start, start + len(word))
    assert TEXT.text[first:last] == sentence


def test_a_rank_or_an_initial_ends_no_sentence() -> None:
    text = "He left. The convoy of Lt. Gen. A. Khan was hit. No one died."
    first, last = sentence_around(text, text.index("hit"), text.index("hit") + 3)
    assert text[first:last] == "The convoy of Lt. Gen. A. Khan was hit. "


def test_a_subject_that_stands_is_the_subject() -> None:
    found = attached(SHOTS, BLAST, GRENADE, SHOTS)
    assert (found.events, found.lost) == ((SHOTS.id,), ())
    assert found.decision.subjects == (SHOTS.id,)


def test_a_shifted_anchor_in_the_same_sentence_is_found() -> None:
    now = moved(BLAST, TEXT.text.index("bomber"))
    assert attached(BLAST, now, SHOTS).decision.subjects == (now.id,)


def test_a_compatible_family_is_found_and_another_one_is_not() -> None:
    place = TEXT.text.index("suicide")
    assert attached(BLAST, moved(BLAST, place, "gun")).lost == ()
    assert attached(BLAST, moved(BLAST, place, "kidnap")).lost == (BLAST.id,)


def test_the_next_sentence_is_too_far() -> None:
    assert attached(BLAST, moved(BLAST, TEXT.text.index("Police"))).lost == (BLAST.id,)


def test_another_document_is_never_searched() -> None:
    other = document("A bomber struck a mosque in Kohat.", "b.txt")
    assert attached(BLAST, event(other, "bomber")).lost == (BLAST.id,)


def test_of_two_in_the_sentence_the_same_family_is_meant() -> None:
    guns, bomb = moved(SHOTS, SHOTS.start - 3), moved(GRENADE, GRENADE.start - 2)
    assert attached(SHOTS, guns, bomb).events == (guns.id,)
    assert attached(GRENADE, guns, bomb).events == (bomb.id,)


def test_where_two_fit_as_well_nobody_can_tell() -> None:
    one, other = moved(SHOTS, SHOTS.start - 3), moved(SHOTS, SHOTS.start + 8)
    found = attached(SHOTS, one, other)
    assert (found.events, found.lost) == ((), (SHOTS.id,))
    assert found.decision.subjects == (SHOTS.id,)


def test_a_ruling_on_an_incident_follows_its_first_event_and_takes_the_others_along() -> None:
    anchors = tuple(anchor_of(each, TEXT.text) for each in (BLAST, SHOTS))
    subject = identity.incident_id(BLAST.id)
    decision = ruling("reject", subject, anchors=anchors)
    now = moved(BLAST, 2), SHOTS, GRENADE
    found = attach(decision, {TEXT.id: now}, compatible)
    assert found.decision.subjects == (identity.incident_id(now[0].id),)
    assert found.events == (now[0].id, SHOTS.id)


def test_a_ruling_on_two_needs_both() -> None:
    anchors = tuple(anchor_of(each, TEXT.text) for each in (BLAST, SHOTS))
    decision = ruling("same", BLAST.id, SHOTS.id, anchors=anchors)
    assert attach(decision, {TEXT.id: [BLAST]}, compatible).lost == (SHOTS.id,)


WORDS = ["bomb", "fired", "it", "Mr.", "said", "4.5", "gunmen.", "Stop!", "\n", "“No.”", "a"]


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=40),
    at=st.integers(0, 400),
    length=st.integers(0, 9),
)
def test_a_sentence_holds_its_span_and_ends_where_the_next_begins(
    words: list[str], at: int, length: int
) -> None:
    text = " ".join(words)
    start = at % len(text)
    end = min(start + length, len(text))
    first, last = sentence_around(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    if end > start and last < len(text) and sentence_around(text, last, last + 1)[0] >= last:
        assert sentence_around(text, last, last + 1)[0] == last


@given(
    shift=st.integers(0, len(TEXT.text) - 1),
    length=st.integers(0, 12),
    family=st.sampled_from(["bomb", "gun", "fight", "kidnap", "arrest", "air"]),
    subject=st.sampled_from([BLAST, SHOTS, GRENADE]),
)
def test_one_event_is_found_exactly_if_it_overlaps_the_sentence_with_a_compatible_family(
    shift: int, length: int, family: str, subject: Event
) -> None:
    anchor = anchor_of(subject, TEXT.text)
    now = replace(moved(subject, shift, family), end=shift + length)
    overlaps = shift < anchor.sentence_end and anchor.sentence_start < max(
        shift + length, shift + 1
    )
    expected = now if overlaps and compatible(family, subject.family) else None
    assert find_subject(anchor, [now], compatible) == expected


@given(
    starts=st.lists(st.integers(0, len(TEXT.text) - 5), max_size=6, unique=True),
    families=st.lists(st.sampled_from(["bomb", "gun", "fight", "kidnap"]), min_size=6, max_size=6),
    data=st.data(),
)
def test_the_order_of_the_events_does_not_matter_and_no_decision_is_lost(
    starts: list[int], families: list[str], data: st.DataObject
) -> None:
    now = [moved(BLAST, s, f) for s, f in zip(starts, families, strict=False)]
    shuffled = data.draw(st.permutations(now))
    found = attached(BLAST, *now)
    assert found == attached(BLAST, *shuffled)
    assert len(found.events) + len(found.lost) == 1
    assert found.decision.sequence == 0
