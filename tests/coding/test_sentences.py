from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.coding import sentences

CASES = {
    "Gen. Tariq spoke at 5 p.m. in D.I. Khan. He left.": [
        "Gen. Tariq spoke at 5 p.m. in D.I. Khan.",
        "He left.",
    ],
    "The clinic closed at 5 p.m. The doctor left.": [
        "The clinic closed at 5 p.m.",
        "The doctor left.",
    ],
    "MARZABAD: Lt. Col. A. B. Shinwar paid Rs. 500. No. 5 burned.": [
        "MARZABAD: Lt. Col. A. B. Shinwar paid Rs. 500.",
        "No. 5 burned.",
    ],
    "“We will stay.” The mayor agreed.": ["“We will stay.”", "The mayor agreed."],
    "He cried: “Stop!” and ran.": ["He cried: “Stop!” and ran."],
    "The U.S. Army left on Jan. 5 after 3.5 hours. Was it late? Yes.": [
        "The U.S. Army left on Jan. 5 after 3.5 hours.",
        "Was it late?",
        "Yes.",
    ],
    "Bridge blown up\n\nThe bridge was old and\nfell at once.": [
        "Bridge blown up",
        "The bridge was old and\nfell at once.",
    ],
    "Losses:\n- two cars\n- one truck": ["Losses:", "- two cars", "- one truck"],
    "The post fell.The men ran off.": ["The post fell.", "The men ran off."],
    "See www.example.org for more.": ["See www.example.org for more."],
    "": [],
    " \n\t ": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_text_is_split_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences.split(text)] == expected


@given(
    st.text(alphabet=st.sampled_from("aB1 .!?\n\"'”()-,:D.Gen. "), max_size=300)
    | st.text(max_size=200)
)
@settings(deadline=None)
def test_spans_are_ordered_disjoint_and_cover_all_but_white_space(text: str) -> None:
    spans = sentences.split(text)
    covered = [False] * len(text)
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        last = span.end
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(seen or char.isspace() for seen, char in zip(covered, text, strict=True))


@pytest.mark.parametrize("unit", ["and five more ", "a  \n b ", "x"])
def test_a_sentence_without_an_end_is_cut_at_a_blank(unit: str) -> None:
    text = unit * 3_000
    spans = sentences.split(text)
    pieces = [text[span.start : span.end] for span in spans]
    assert all(len(piece) <= sentences.LONGEST and piece == piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert " ".join(" ".join(pieces).split()) == " ".join(text.split()) or " " not in text


def test_time_grows_no_faster_than_the_text() -> None:
    def seconds(text: str) -> float:
        """The processor time of the best of three runs, so that a busy machine does not count."""
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            sentences.split(text)
            best = min(best, time.process_time() - started)
        return best

    for unit in ("word. ", "A. ", "line\n", '"x." ', "....", "a" * 50):
        short, long = seconds(unit * 2_000), seconds(unit * 16_000)
        # Eight times the text: far below the 64 times of a quadratic scan.
        assert long < 30 * max(short, 0.001)


def test_a_heading_between_paragraphs_is_a_sentence() -> None:
    text = "The council met, he said.\nWhat Comes Next for the Border Province\nThe governor left."
    found = [text[s.start : s.end] for s in sentences.split(text)]
    assert found[1:] == ["What Comes Next for the Border Province", "The governor left."]


def test_wrapped_text_with_names_is_no_heading() -> None:
    text = "It was over.\nPolice said that Colonel Ahmed\nKhan had been shot."
    assert len(sentences.split(text)) == 2


def test_a_headline_ends_before_an_indented_line() -> None:
    text = "Bomb kills four in Wana\n   A bomb killed four people in Wana."
    assert [text[s.start : s.end] for s in sentences.split(text)] == [
        "Bomb kills four in Wana",
        "A bomb killed four people in Wana.",
    ]
