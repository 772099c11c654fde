"""A document's text in pieces: layers where spans lie, names masked where they stand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from concord.web.marked import LAYERS, Span, mark_text

TEXT = "Police said five people died.\n\nAli Raza, a grocer, was among them."


def span(words: str, layer: str, **more: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), layer=layer, words=words, **more)


def text_of(paragraphs: object) -> str:
    return "\n".join("".join(str(piece.text) for piece in each) for each in paragraphs)  # type: ignore[attr-defined]


def test_pieces_carry_every_layer_over_them() -> None:
    spans = [span("five people", "tolls"), span("five people died", "events", link="/incidents/i")]
    (first, _) = mark_text(TEXT, spans, str)
    assert [(str(p.text), p.layers, p.link) for p in first] == [
        ("Police said ", "", ""),
        ("five people", "events tolls", "/incidents/i"),
        (" died", "events", "/incidents/i"),
        (".", "", ""),
    ]


def test_a_name_is_masked_and_the_spans_beside_it_stay() -> None:
    def hide(text: str) -> str:
        return text.replace("Ali Raza", "[civilian]")

    (_, second) = mark_text(TEXT, [span("grocer", "actors"), span("Raza", "actors")], hide)
    assert "Raza" not in text_of([second])
    assert [str(p.text) for p in second if p.layers] == ["[civilian]", "grocer"]


def test_spans_outside_the_text_are_left_out() -> None:
    odd = [Span(start=-1, end=3, layer="events", words="x"),
           Span(start=60, end=9999, layer="events", words="x"),
           Span(start=5, end=5, layer="events", words="x")]  # fmt: skip
    assert all(not piece.layers for each in mark_text(TEXT, odd, str) for piece in each)


def test_markup_in_a_text_is_text() -> None:
    ((piece,),) = mark_text("<script>alert(1)</script>\u202e", [], str)
    assert str(piece.text).startswith("&lt;script&gt;")
    assert "U+202E" in str(piece.text)


@given(
    text=st.text(alphabet="ab \n.", max_size=60),
    spans=st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(LAYERS)), max_size=8
    ),
)
def test_no_character_is_lost_or_doubled(text: str, spans: list[tuple[int, int, str]]) -> None:
    given_spans = [Span(start=a, end=b, layer=layer, words="w") for a, b, layer in spans]
    shown = text_of(mark_text(text, given_spans, str))
    kept = "\n".join(line for line in re.findall(r"[^\n]+", text) if line.strip())
    assert shown == kept
