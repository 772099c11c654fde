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
