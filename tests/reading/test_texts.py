from __future__ import annotations

import pytest

from concord.reading.texts import normalise_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Balochistan\u200b Liberation\u200b Army", "Balochistan Liberation Army"),
        ("kil\u00adled", "killed"),
        ("Dera\u2009Bugti", "Dera Bugti"),
        ("12\u202f000 people", "12\u202f000 people"),
        ("o\ufb03cers \ufb01red", "officers fired"),
        ("\u201cWe did it,\u201d he said", "\u201cWe did it,\u201d he said"),
    ],
)
def test_what_nobody_sees_is_left_out_and_blanks_and_ligatures_are_plain(
    text: str, kept: str
) -> None:
    assert normalise_text(text) == kept
