"""Lines under photographs are known by their credit, and are no part of the report."""

from __future__ import annotations

import pytest

from concord.coding.captions import blank_captions

NEWS = (
    "MERKA: Gunmen ambushed a lorry near Bulo on Sunday and killed four soldiers, officials said."
)


@pytest.mark.parametrize(
    "caption",
    [
        "Guards carry a hurt man away from a blast in the capital on Friday. (REUTERS/A. Person)",
        "Mourners at a burial in the port on May 14. \u00a9 AFP",
        "A lorry that ran over a mine last year. PHOTO/FILE",
        "People wait outside the office. (file photo)",
        "The president votes in the capital on Saturday. (AP Photo/A. Person, File)",
        "Soldiers on patrol last month / Photo: AA",
        "Men look at the crater on Monday. \u2014 AFP/File",
        "Men look at the crater on Monday. (AFP)",
    ],
)
def test_a_caption_with_a_credit_is_left_blank(caption: str) -> None:
    text = f"Four killed in ambush\n\n{caption}\n\n{NEWS}"
    left = blank_captions(text)
    assert len(left) == len(text)
    assert left.split() == f"Four killed in ambush {NEWS}".split()


@pytest.mark.parametrize(
    "text",
    [
        # An agency signs its report in its last line.
        f"{NEWS}\n\nNobody claimed the attack. (AFP)",
        # And a report of several agencies its parts.
        f"{NEWS}\n\nNobody claimed the attack. (AFP)\n\nThe road was closed.",
        f"{NEWS} The file photo on the wall showed a burnt lorry.\n\nThe road was closed.",
        "Photographers of AFP saw four bodies.\n\nThe road was closed.",
    ],
)
def test_what_is_no_caption_stays(text: str) -> None:
    assert blank_captions(text) == text
