"""Descriptions are tried only where one may begin, and none is lost by that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from concord.coding.speakers.descriptions import Heads, read_heads

if TYPE_CHECKING:
    from collections.abc import Mapping

LEXICON: Mapping[str, object] = {
    "heads": {"national": ["government", "prime minister"], "spokesperson": ["spokesman"]},
    "modifiers": ["interim", "provincial", "deputy"],
}
HEADS = read_heads(LEXICON)
WORDS = (
    "the The a its government minister prime spokesman spokesman's interim provincial deputy mill "
    "in of Kolmar Osk\u00e9 d\u00e9j\u00e0 al-Rim 12 , . - & \u2019s \u201c"
)


def begun(heads: Heads, text: str) -> list[int]:
    """Return where a description may begin, word by word from the end of the text."""
    starts, led = [], False
    for word in reversed(list(re.finditer(r"(?<!\w)\w+", text))):
        written = word.group()
        named, lower = not written[0].islower(), written.lower()
        goes_on = named or lower in heads.inner or text[word.start() - 1] in "'\u2019&-"
        led = lower in heads.opens or (led and goes_on) or not written.isascii()
        if led and (named or lower in heads.firsts):
            starts.append(word.start())
    return starts[::-1]


@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS.split(" ")), st.sampled_from([" ", " ", " ", "-", ""])),
        max_size=14,
    ).map(lambda words: "".join(f"{word}{gap}" for word, gap in words))
)
def test_a_description_may_begin_where_it_is_led_to_a_head(text: str) -> None:
    assert HEADS.starts(text) == begun(HEADS, text)


def test_a_description_is_found_with_what_stands_before_its_head() -> None:
    text = "Millers told the deputy prime minister, and Kolmar's interim government, of the fire."
    assert [match.group() for match in HEADS.find(text)] == [
        "the deputy prime minister",
        "Kolmar's interim government",
    ]
