from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from concord.reading.pdf_layout import lay_out

FULL = "This line runs to the full width of the column"


def test_a_word_split_at_the_end_of_a_line_is_made_whole() -> None:
    assert lay_out(["The police\ufffemen died."]) == "The policemen died."
    assert lay_out(["The police\xad\nmen died."]) == "The policemen died."


def test_lines_are_joined_to_paragraphs_and_short_lines_stay() -> None:
    page = f"A HEADLINE\n{FULL}\nand ends.\n{FULL}\n{FULL}\nand ends."
    assert lay_out([page]).split("\n") == [
        "A HEADLINE",
        f"{FULL} and ends.",
        f"{FULL} {FULL} and ends.",
    ]


def test_the_items_of_a_list_stay_apart() -> None:
    page = f"{FULL}\n• {FULL}\nand ends.\n1. {FULL}\n2. {FULL}"
    assert lay_out([page]).split("\n") == [FULL, f"• {FULL} and ends.", f"1. {FULL}", f"2. {FULL}"]


def test_a_sentence_goes_on_over_the_page_past_its_number_and_running_head() -> None:
    starts = ["Two men died", "and a third was hurt", "Elsewhere a", "Later one"]
    pages = [
        f"Example Report 2021\n{start} on the road to the river, the police said\n{number}"
        for number, start in enumerate(starts, start=1)
    ]
    said = " on the road to the river, the police said"
    assert lay_out(pages) == (
        f"Two men died{said} and a third was hurt{said}\n\nElsewhere a{said}\n\nLater one{said}"
    )


def test_figures_within_a_page_are_no_page_numbers() -> None:
    page = "Killed\nYear by year\n12\n14\nInjured\nIn all"
    assert lay_out([page]) == page


def test_words_and_leaders_without_end_take_no_time() -> None:
    pages = ["x" * 100_000, "." * 100_000 + "\n" + " ." * 50_000]
    started = time.monotonic()
    assert lay_out(pages)
    assert time.monotonic() - started < 10


@given(st.lists(st.text(max_size=200), max_size=5))
def test_no_word_is_lost_but_at_the_edges(pages: list[str]) -> None:
    framed = [
        f"HEAD {n}x\nSUBHEAD {n}y\n{page}\nFOOT {n}x\nSUBFOOT {n}y" for n, page in enumerate(pages)
    ]
    kept = "".join(lay_out(framed[:2]).split())
    for page in pages[:2]:
        for letter in page:
            if letter.isalnum():
                assert letter in kept
