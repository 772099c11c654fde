"""What a record names and the packs do not know, as suggestions to a pack's author."""

from __future__ import annotations

from dataclasses import replace

import yaml

from concord.codebook import load
from concord.codebook.suggest import Suggestion, suggest
from concord.model import Claim, Document, Event, Location, Participant, Relation, Statement

BOOK = load()
TEXT = "The Hill Front shot a guard in Blunderpur. Mayor Rudolf Rassendyll of Zenda condemned it."


def document(ident: str) -> Document:
    return Document(id=ident, text=TEXT, source=ident, text_hash="0" * 64)


def event(ident: str, *names: str, place: Location | None = None, **more: object) -> Event:
    people = tuple(Participant(text=n, name=n, start=4, end=14) for n in names)
    return Event(
        id=f"{ident}-e", document_id=ident, start=0, end=20, type="armed_attack", family="gun",
        category="militant_attack", perpetrators=people, places=(place,) if place else (), **more,
    )  # fmt: skip


def said(speaker: str, **more: str) -> Statement:
    return Statement(
        id="s", document_id="d1", speaker=speaker, stance="condemns", voice="own", start=43, end=88,
        quote="condemned it", **more,
    )  # fmt: skip


def found(
    *events: Event, statements: tuple[Statement, ...] = (), relations: tuple[Relation, ...] = ()
) -> tuple[Suggestion, ...]:
    return suggest(events, statements, relations, BOOK, document)


def test_spellings_of_one_name_are_one_suggestion_with_its_documents() -> None:
    one, *others = found(
        event("d1", "Hill Front"), event("d2", "Hill Front"), event("d3", "Hil Front militants")
    )
    assert (one.kind, one.name, one.variants) == ("actor", "Hill Front", ("Hil Front militants",))
    assert (one.documents, one.sightings, one.worth, others) == (3, 3, 9.0, [])


def test_a_stub_can_be_pasted_into_a_pack() -> None:
    entry = yaml.safe_load(found(event("d1", "Hill Front"))[0].stub)[0]
    assert entry["id"] == "hill-front"
    assert (entry["kind"], entry["source"]) == ("armed_group", "unconfirmed")


def test_the_sentence_around_the_name_is_shown() -> None:
    assert found(event("d1", "Hill Front"))[0].sentences == (
        ("d1", "The Hill Front shot a guard in Blunderpur."),
    )


def test_what_the_packs_know_by_now_is_not_suggested() -> None:
    assert found(event("d1", "Balochistan Liberation Army")) == ()
    known = Location(text="Quetta", name="Quetta", place_id="x", precision="town", country="PK")
    assert found(event("d1", place=known)) == ()


def test_an_unknown_place_comes_with_the_units_around_it() -> None:
    place = Location(
        text="Blunderpur", name="Blunderpur", place_id="pk:quetta", precision="district",
        admin1="Balochistan", admin2="Quetta", country="PK", start=31, end=41,
    )  # fmt: skip
    one = found(event("d1", place=place))[0]
    assert (one.kind, one.file) == ("place", "places/*.tsv")
    cells = one.stub.split("\t")
    assert cells[:3] == ["pk-blunderpur", "Blunderpur", "town"]
    assert cells[5:8] == ["PK", "Balochistan", "Quetta"]


def test_who_claims_is_worth_more_than_who_is_aimed_at() -> None:
    target = Participant(text="Guild of Millers", name="Guild of Millers")
    names = [
        s.name
        for s in found(
            event("d1", targets=(target,)), event("d2", claimed_by=(Claim(name="Front of Zenda"),))
        )
    ]
    assert names == ["Front of Zenda", "Guild of Millers"]


def test_who_claims_an_attack_is_an_armed_group_whatever_its_name() -> None:
    (one,) = found(event("d1", claimed_by=(Claim(name="Zenda Dawn Brigade"),)))
    assert "kind: armed_group" in one.stub


def test_a_speaker_with_a_title_is_an_office_without_the_person() -> None:
    one = found(statements=(said("Mayor Rudolf Rassendyll", person="Rudolf Rassendyll"),))[0]
    assert (one.kind, one.name) == ("office", "Mayor")
    assert "Rassendyll" not in one.stub


def test_a_title_beside_the_name_is_the_office() -> None:
    text = "The governor of the Lac region, Rudolf Rassendyll, condemned it."
    statement = replace(said("Rudolf Rassendyll"), start=51, end=63, quote="condemned it")
    one = suggest((), (statement,), (), BOOK, lambda _: replace(document("d1"), text=text))[0]
    assert (one.kind, one.name) == ("office", "governor of the Lac region")


def test_a_longer_name_that_holds_a_known_one_is_another() -> None:
    assert [s.name for s in found(event("d1", "Quetta Front of Boko Haram Deserters"))] != []


def test_a_person_without_a_title_is_not_listed() -> None:
    one = replace(said("Rudolf Rassendyll", person="Rudolf Rassendyll"), quote="he ran")
    assert suggest((), (one,), (), BOOK, lambda _: None) == ()


def test_the_object_of_a_relation_is_a_name_and_no_clause() -> None:
    clause = "Monday's bombing at a mosque inside the police lines"
    relation = Relation(
        id="r", document_id="d1", subject="Front of Zenda", relation="denies", object=clause,
        start=0, end=10, quote=TEXT[:10],
    )  # fmt: skip
    assert [s.name for s in found(relations=(relation,))] == ["Front of Zenda"]


def test_the_country_of_a_stub_is_where_its_documents_tell_that_it_happened() -> None:
    chad = Location(text="Bol", name="Bol", country="TD")
    one = found(event("d1", "Lake Brigade", place=chad))[0]
    assert yaml.safe_load(one.stub)[0]["country"] == "TD"
    assert yaml.safe_load(found(event("d1", "Lake Brigade"))[0].stub)[0]["country"] == "PK"


def test_a_name_broken_by_the_end_of_a_line_stands_in_one() -> None:
    place = Location(text="Zend\nCreek", name="Zend\nCreek", country="TD")
    one = next(each for each in found(event("d1", place=place)) if each.kind == "place")
    assert one.stub.startswith("td-zend-creek\tZend Creek\ttown")
