"""Coordinated attacks, sieges of days, and the stories that follow: texts of our own, coded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.linking.telling import BOOK

from concord.coding import code
from concord.identity import document_id, text_hash
from concord.linking import link
from concord.linking.windows import windows_of
from concord.model import Document

if TYPE_CHECKING:
    from concord.model import Incident

POSTS = (
    "Five policemen were killed when gunmen stormed a post in Turbat on Wednesday night. In "
    "{how} attack{s}, two guards were shot dead in Panjgur, and a roadside bomb killed three "
    "soldiers in Mastung the same night. The Baloch Liberation Army said it carried out all three."
)


def told(*texts: tuple[str, str, str]) -> tuple[Incident, ...]:
    """Return the incidents of texts, each given as outlet, day of publication and words."""
    documents = [
        Document(
            id=document_id(text, outlet),
            text=text,
            source=outlet,
            text_hash=text_hash(text),
            published=published,
            publisher=outlet,
        )
        for outlet, published, text in texts
    ]
    events = [e for coding in code(documents, BOOK, engine="rules") for e in coding.events]
    return link(events, {each.id: each for each in documents}, (), BOOK)


def test_coordinated_attacks_at_several_places_are_several_with_a_common_part_of() -> None:
    found = told(("Post", "2023-05-11", POSTS.format(how="simultaneous", s="s")))
    assert len(found) == 3
    assert {each.facts.part_of for each in found} == {found[0].id}
    assert {each.facts.places[0].name for each in found} == {"Turbat", "Panjgur", "Mastung"}


def test_separate_attacks_of_one_day_have_none() -> None:
    found = told(("Post", "2023-05-11", POSTS.format(how="separate", s="s")))
    assert len(found) == 3
    assert {each.facts.part_of for each in found} == {None}


def test_a_common_part_of_reaches_the_incident_whoever_reports_it() -> None:
    found = told(
        ("Post", "2023-05-11", POSTS.format(how="simultaneous", s="s")),
        ("Radio", "2023-05-11", "Five policemen were killed in an attack in Turbat on Wednesday."),
    )
    (turbat,) = [each for each in found if len(each.document_ids) == 2]
    assert turbat.facts.part_of == found[0].id


def test_a_siege_of_days_is_one_incident() -> None:
    found = told(
        (
            "Post",
            "2018-12-11",
            (
                "Gunmen stormed a hotel in Quetta on Monday, killing nine guests. Troops "
                "surrounded the building."
            ),
        ),
        (
            "Radio",
            "2018-12-14",
            (
                "Troops killed the last gunman in a hotel in Quetta on Thursday, the fourth day "
                "of the siege. Eleven guests had been killed."
            ),
        ),
    )
    assert [len(each.event_ids) for each in found] == [2]


def test_the_day_of_a_siege_reaches_back_to_its_first() -> None:
    text = "On the third day of the siege of Quetta, troops killed two gunmen on Wednesday."
    (document,) = [Document(id="d1", text=text, source="a", text_hash="h", published="2018-12-13")]
    (coding,) = code([document], BOOK, engine="rules")
    (window, *_) = windows_of(coding.events[0], document, ("siege",))
    assert (window.first.isoformat(), window.last.isoformat()) == ("2018-12-10", "2018-12-12")
    (window, *_) = windows_of(coding.events[0], document, ("blockade",))
    assert window.first == window.last


def test_the_sentence_after_may_say_how_long_a_siege_went_on() -> None:
    text = "The siege of Quetta ended on Wednesday. Five people died in the three-day siege."
    (document,) = [Document(id="d1", text=text, source="a", text_hash="h", published="2018-12-13")]
    event = next(iter(code([document], BOOK, engine="rules"))).events[0]
    told = replace(event, start=4, end=9)
    (window, *_) = windows_of(told, document, ("siege",))
    assert (window.first.isoformat(), window.last.isoformat()) == ("2018-12-10", "2018-12-12")
    other = replace(document, text=text.replace("three-day siege", "attack of day three"))
    (window, *_) = windows_of(told, other, ("siege",))
    assert window.first == window.last


def test_funeral_arrest_and_anniversary_add_no_second_incident() -> None:
    shrine = "a suicide bombing at a shrine in Peshawar"
    (found,) = told(
        (
            "Post",
            "2019-06-08",
            "A suicide bomber killed 14 worshippers at a shrine in Peshawar on Friday.",
        ),
        (
            "Radio",
            "2019-06-10",
            f"Thousands attended the funeral of the 14 worshippers killed on Friday in {shrine}.",
        ),
        (
            "Herald",
            "2019-06-20",
            f"Police on Thursday arrested two men over the June 7 {shrine[2:]} that killed 14.",
        ),
        (
            "Star",
            "2020-06-07",
            (
                "Families met in Peshawar on Sunday to mark the first anniversary of the bombing "
                "of a shrine that killed 14 worshippers on June 7, 2019."
            ),
        ),
    )
    assert found.outlets == 4
    assert found.facts.happened[0].first is not None
    assert found.facts.happened[0].first.isoformat() == "2019-06-07"
    assert not found.facts.background


RELEASE = (
    "{lead}, the army said in a statement on Tuesday. Troops raided a hideout near Bannu on "
    "Tuesday and killed six militants, the army said."
)


def test_twelve_rewrites_of_one_army_release_are_twelve_outlets_and_one_origin() -> None:
    leads = (
        "Six militants were killed in a raid near Bannu", "Troops killed six militants near Bannu",
        "A raid near Bannu left six militants dead", "The military killed six militants in Bannu",
        "Six fighters died in an army raid near Bannu", "Soldiers killed six men near Bannu",
    )  # fmt: skip
    texts = [
        (f"Paper {number}", "2023-05-17", RELEASE.format(lead=leads[number % 6]))
        for number in range(12)
    ]
    (found,) = told(*texts)
    assert (found.outlets, found.origins) == (12, 1)
    doctor = (
        "Hospital officials in Bannu said on Wednesday they had received six bodies after "
        "Tuesday's raid near Bannu, in which six militants were killed."
    )
    (found,) = told(*texts, ("Valley Post", "2023-05-17", doctor))
    assert (found.outlets, found.origins) == (13, 2)
