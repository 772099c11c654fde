from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from concord.identity import text_hash
from concord.linking.copies import group_copies, resemblance, sketch
from concord.model import Document

WIRE = (
    "Three border guards were killed when a roadside bomb hit their patrol near the crossing on "
    "Monday morning, the interior ministry said in a statement. Two others were taken to the "
    "hospital in the provincial capital, where doctors described their condition as stable. No "
    "group had claimed the attack by the evening, and a search of the hills was under way."
)
OTHER = (
    "Shopkeepers in the old town closed their stalls in protest after the third robbery within a "
    "fortnight. The district council promised street lamps and a police post before the winter, "
    "while traders asked for a share of the market fees to pay for watchmen of their own."
)


def document(name: str, text: str) -> Document:
    return Document(id=name, text=text, source=name, text_hash=text_hash(text))


def test_reprints_and_light_rewrites_are_one_group_and_other_news_is_not() -> None:
    rewritten = "QUETTA: " + WIRE.replace("on Monday morning", "early on Monday") + " - Agencies"
    texts = {"d1": WIRE, "d2": WIRE, "d3": rewritten, "d4": OTHER}
    assert group_copies(document(*each) for each in texts.items()) == {
        "d1": "d1",
        "d2": "d1",
        "d3": "d1",
        "d4": "d4",
    }


def test_a_text_without_words_copies_only_its_like() -> None:
    assert group_copies([document("d1", ""), document("d2", "..."), document("d3", "")]) == {
        "d1": "d1",
        "d2": "d2",
        "d3": "d1",
    }


def test_the_order_of_documents_does_not_matter() -> None:
    documents = [document("d3", WIRE), document("d1", OTHER), document("d2", WIRE + " More.")]
    assert group_copies(documents) == group_copies(reversed(documents))


@given(st.text(max_size=200), st.text(max_size=200))
def test_resemblance_is_symmetric_between_nought_and_one(a: str, b: str) -> None:
    there, back = resemblance(sketch(a), sketch(b)), resemblance(sketch(b), sketch(a))
    assert there == back
    assert 0 <= there <= 1
    assert resemblance(sketch(a), sketch(a)) == (1 if sketch(a) else 0)
