from __future__ import annotations

from datetime import date

import pytest

from concord.coding.furniture import blank

DAY = date(2015, 6, 17)
NEWS = "A bomb killed two traders in Wana on Tuesday, police said."


@pytest.mark.parametrize(
    "text",
    [
        f"(LEAD) {NEWS}",
        f"UPDATE 2-{NEWS}",
        f"10:42pm\n{NEWS}",
        f"18:42 PKT - {NEWS}",
        f"File photo: guards outside a court. AFP\n\n{NEWS}",
        f"No PR-187/2015-ISPR\n\nRawalpindi - June 17, 2015\n\n{NEWS}",
        f"June 17, 2015\n\n{NEWS}",
        f"{NEWS}\n\nPublished in The Daily Sheet, June 17th, 2015.",
        f"{NEWS}\n\nAdditional reporting by A Writer in Lahore; Editing by B Writer",
        f"{NEWS}\n\nRelated stories\n\nEight killed in Multan blast\n\nGunmen kill lawyer",
    ],
)
def test_what_stands_around_a_report_is_left_blank(text: str) -> None:
    left = blank(text, published=DAY)
    assert len(left) == len(text)
    assert left.split() == NEWS.split()


@pytest.mark.parametrize(
    "text",
    [
        # Days that head the parts of a chronology.
        f"June 17, 2015\n{NEWS}\nJune 16, 2015\n{NEWS}",
        # A day that is not that of publication.
        f"June 14, 2015\n\n{NEWS}",
        # A day and an hour within a sentence.
        "The blast came at 10:42pm on June 17, 2015, and killed two on Tuesday.",
        # Prose goes on below the heading.
        f"{NEWS}\n\nOther news\n\nA mine killed a shepherd near Tank on Monday.",
        # The stamps of a live blog give the day of which it tells.
        "07:35 - Shots were heard at the camp.\n\n08:10 - Five died this Wednesday.",
    ],
)
def test_what_tells_of_the_news_stays(text: str) -> None:
    assert blank(text, published=DAY) == text


def test_the_day_of_publication_stays_while_no_other_is_known() -> None:
    text = f"June 17, 2015\n\n{NEWS}"
    assert blank(text, published=None) == text


@pytest.mark.parametrize(
    "line", ["a" * 5000, "aA." * 2000, " " * 5000 + "x", "Photo: " + "a" * 5000]
)
def test_a_hostile_line_is_read_in_one_way_only(line: str) -> None:
    # An expression that could be read in many ways would not come back from these.
    assert blank(f"{NEWS}\n{line}\n", published=DAY).startswith(NEWS)
