from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.coding.speech import book, document

from concord.coding.hearing import hear
from concord.coding.sentences import split

if TYPE_CHECKING:
    from concord.coding.attribution import Attribution


def heard(text: str) -> tuple[Attribution, ...]:
    return hear(document(text), split(text), book()).said


def said(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (a.written, a.cue, " ".join(text[s.start : s.end].strip(' ,."') for s in a.content))
        for a in heard(text)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The minister said talks had failed.", [("The minister", "said", "talks had failed")]),
        ("Talks had failed, the minister said.", [("the minister", "said", "Talks had failed")]),
        ('"Talks have failed," said the minister.', [("the minister", "said",
         "Talks have failed")]),
        ("According to the minister, talks had failed.",
         [("the minister", "According to", "talks had failed")]),
        ("The minister, who was tired, said talks had failed and demanded a truce.",
         [("The minister", "said", "talks had failed and"), ("The minister", "demanded",
          "a truce")]),
        ("The offer was rejected by the minister.", [("the minister", "rejected", "")]),
        # a paper that nobody knows behind its verb: no subject before it says that
        ("Policemen were hurt in the town of Ossa, on July 2, reports Dawn.", []),
        ("Two guards, one of them off duty, were hurt in the town, reports Harbour Herald.",
         []),
        ("A guard was hurt by the police in Ossa District, reports The Quay.", []),
        ("The gunmen fled on a motorcycle used by the police, reported The Quay.", []),
        # a noun, a modifier and an infinitive are no verbs of saying
        ("The alleged demands of the minister were known.", []),
        ("The minister left to condemn nobody.", []),
    ],
)  # fmt: skip
def test_source_cue_and_content(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = said(text)
    assert [(w, c) for w, c, _ in found] == [(w, c) for w, c, _ in wanted]
    assert all(want[2] in got[2] for got, want in zip(found, wanted, strict=True))


def test_the_reporter_of_a_report_is_the_outer_speaker() -> None:
    inner = heard("The ministry rejected the truce, Reuters reported.")[0]
    assert inner.written == "The ministry"
    assert inner.reported_by is not None
    assert inner.reported_by.label == "Reuters"


def test_a_denied_verb_turns_its_kind() -> None:
    assert [a.kind for a in heard("The minister did not rule out talks.")] == ["support"]
    assert [a.kind for a in heard("The minister would not support the truce.")] == ["reject"]
    assert heard("The minister did not say why.") == ()


def test_verbs_inside_a_quotation_are_not_the_text_s() -> None:
    found = said('The minister said: "They rejected the truce and demanded money."')
    assert [cue for _, cue, _ in found] == ["said"]


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        # a subject set off by commas keeps its verb, whoever stands behind it
        ("The prime minister, Nadir Kaleri, said he would ask for talks.", "Nadir Kaleri", "said"),
        ("The foreign minister, Amin Rahi, said Pakistan should look within.", "Amin Rahi", "said"),
        # an insert, a past like its base, a paper, a passive
        ("The rebels, for their part, say they will not yield.", "The rebels", "say"),
        ("Iran, which has 600 soldiers there, let it be known that it would not negotiate.", "Iran",
         "let it be known"),
        ("The parliament of Pakistan adopted a resolution demanding that talks begin.",
         "parliament of Pakistan", "demanding"),
        ("The plan was criticised by relief agencies.", "relief agencies", "criticised"),
        # who is told stands before who wants; who interviews does not speak
        ("He told Reuters the group wants its office back.", "the group", "wants"),
        ("Mr Asif in an interview to a foreign news agency said the operation could begin.",
         "Asif", "said"),
        # a clause about the subject
        ("Sheikh Umar, the cleric who goes to see the bandits, called on Abuja to pardon them.",
         "Umar", "called on"),
    ],
)  # fmt: skip
def test_who_speaks_in_ordinary_reports(text: str, speaker: str, cue: str) -> None:
    found = {a.cue: a.written for a in heard(text)}
    assert speaker in found[cue]


def test_what_named_others_say_in_a_quotation_is_reported_by_its_speaker() -> None:
    text = (
        'The report states: "The policy swung for years. The Awami National Party opposed the'
        ' talks. It was overruled."'
    )
    nested = [a for a in heard(text) if a.cue == "opposed"]
    assert [a.reported_by is not None for a in nested] == [True]


def test_anonymity_that_is_asked_for_is_no_demand() -> None:
    assert all(a.cue != "asked" for a in heard("An elder who asked not to be named said no."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Six men were killed on Monday, the army's media wing said.", "army's media wing"),
        ("Talks with the rebels would go on, the interior ministry's spokesman said.", "spokesman"),
        ("Talks with the rebels would go on, the group's spokesman said.", "spokesman"),
    ],
)
def test_article_and_possessor_belong_to_the_source_behind_the_comma(text: str, name: str) -> None:
    (one,) = heard(text)
    (content,) = one.content
    assert name in one.written
    assert content.start == 0
    assert text[: content.end].endswith(",")


@pytest.mark.parametrize(
    ("owner", "side"),
    [
        ("interior ministry", "national_government"),
        ("provincial government", "subnational_government"),
    ],
)
def test_a_spokesman_speaks_for_whom_he_is_said_to_be_of(owner: str, side: str) -> None:
    (one,) = heard(f"Talks with the rebels would go on, the {owner}'s spokesman said.")
    assert (one.source.name, one.source.side) == (owner, side)
