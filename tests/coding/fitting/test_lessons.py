"""A text and a ruling in, marks on its words out."""

from __future__ import annotations

from dataclasses import replace

from concord.codebook import load
from concord.coding.fitting import Ruled, make_lesson
from concord.model import Claim, Event, Location, Participant, TollFigure

BOOK = load()
TEXT = (
    "Vandals razed the market of Kolmar on Monday and killed three traders, police said. The Reed"
    " Front denied it. Seven people were hurt."
)


def span(words: str) -> dict[str, int]:
    at = TEXT.index(words)
    return {"start": at, "end": at + len(words)}


READ = Event(
    id="d1-e8-arson-1",
    document_id="d1",
    **span("razed"),
    type="arson_sabotage",
    family="arson",
    category="unclear",
    places=(Location(text="Kolmar", name="Kolmar", **span("Kolmar")),),
    perpetrators=(Participant(text="Vandals", **span("Vandals")),),
    denied_by=(Claim(name="Reed Front", **span("The Reed Front")),),
    tolls=(
        TollFigure(
            effect="killed",
            victim_class="civilian",
            side="target",
            low=3,
            best=3,
            high=3,
            **span("three traders"),
        ),
    ),
)


def taught(*ruled: Ruled) -> set[tuple[str, str | None, str]]:
    lesson = make_lesson("d1", TEXT, ruled, (), BOOK)
    return {(m.head, m.label, TEXT[m.start : m.end]) for m in lesson.marks}


def test_a_rejected_event_says_that_its_words_tell_nothing() -> None:
    assert taught(Ruled(READ, None)) == {("trigger", None, "razed")}


def test_an_accepted_event_says_that_all_that_was_read_is_right() -> None:
    assert taught(Ruled(READ, READ, accepted=True)) == {
        ("trigger", "arson_sabotage", "razed"),
        ("status", "actual", "razed"),
        ("background", None, "razed"),
        ("place", "place", "Kolmar"),
        ("perpetrator", "perpetrator", "Vandals"),
        ("denier", "denier", "The Reed Front"),
        ("count", "killed", "three"),
    }


def test_a_corrected_type_says_nothing_of_the_other_fields() -> None:
    right = replace(READ, type="mob_violence")
    assert taught(Ruled(READ, right, frozenset({"type"}))) == {("trigger", "mob_violence", "razed")}


def test_a_corrected_status_and_history() -> None:
    right = replace(READ, status="alleged", background=True)
    assert taught(Ruled(READ, right, frozenset({"status", "background"}))) == {
        ("trigger", "arson_sabotage", "razed"),
        ("status", "alleged", "razed"),
        ("background", "background", "razed"),
    }


def test_a_corrected_doer_is_found_in_the_text_and_the_wrong_one_is_none() -> None:
    right = replace(READ, perpetrators=(Participant(text="Reed Front"),))
    assert taught(Ruled(READ, right, frozenset({"perpetrators"}))) == {
        ("trigger", "arson_sabotage", "razed"),
        ("perpetrator", "perpetrator", "Reed Front"),
        ("perpetrator", None, "Vandals"),
    }


def test_a_corrected_place_that_the_text_does_not_name_teaches_nothing() -> None:
    right = replace(READ, places=(Location(text="Harrow", name="Harrow"), *READ.places))
    assert taught(Ruled(READ, right, frozenset({"place"}))) == {
        ("trigger", "arson_sabotage", "razed")
    }


def test_a_corrected_toll_is_the_number_of_that_size_nearby() -> None:
    seven = TollFigure(
        effect="killed", victim_class="civilian", side="unknown", low=7, best=7, high=7
    )
    right = replace(READ, tolls=(replace(READ.tolls[0], superseded=True), seven))
    assert taught(Ruled(READ, right, frozenset({"killed_best"}))) == {
        ("trigger", "arson_sabotage", "razed"),
        ("count", "killed", "Seven"),
        ("count", None, "three"),
    }


def test_an_event_entered_by_hand_is_read_by_the_lexicon_and_by_its_names() -> None:
    text = "A bomb exploded in Kolmar and killed three people."
    event = replace(
        READ,
        start=0,
        end=len(text),
        type="bombing",
        family="bomb",
        places=(Location(text="Kolmar", name="Kolmar"),),
        perpetrators=(),
        denied_by=(),
        tolls=(replace(READ.tolls[0], start=None, end=None),),
    )
    lesson = make_lesson("d1", text, [Ruled(event, event, entered=True)], (), BOOK)
    assert {(m.head, m.label, text[m.start : m.end]) for m in lesson.marks} == {
        ("trigger", "bombing", "bomb exploded in Kolmar and killed"),
        ("place", "place", "Kolmar"),
        ("count", "killed", "three"),
    }


def test_words_that_another_event_names_are_not_taught_to_be_nothing() -> None:
    right = replace(READ, perpetrators=())
    other = replace(READ, id="d1-e9-mob-1", start=READ.start + 6, end=READ.end + 6)
    wrong = Ruled(READ, right, frozenset({"perpetrators"}))
    found = taught(wrong, Ruled(other, other, accepted=True))
    assert ("perpetrator", None, "Vandals") not in found
