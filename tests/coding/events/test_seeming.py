"""A text about a game or a show tells of no attack, whatever words of war it borrows."""

from __future__ import annotations

import pytest
from tests.coding.reports import BOOK, events, report

from concord.coding import prepare
from concord.coding.events.seeming import is_staged

CRICKET = """The pace attack bombarded the tail in Galle on Sunday. Three wickets fell at once.
The bowlers killed off the second Test, and the visiting batsmen were ambushed by spinners."""
FILM = """The film wants to be a thriller about an attack on Karachi. Its director lets the hero
shoot six gunmen before the interval, and the audience is held hostage to the end in Lahore."""
MATCH = """Gunmen opened fire at a football match in Zabul on Sunday and killed five players. The
coach of the team said that the attackers came on motorcycles. Police in Qalat look for them."""


@pytest.mark.parametrize("text", [CRICKET, FILM])
def test_a_game_or_a_show_has_no_events(text: str) -> None:
    assert is_staged(prepare(report(text), BOOK), BOOK)
    assert events(text) == ()


def test_an_attack_on_a_game_is_an_attack() -> None:
    assert not is_staged(prepare(report(MATCH), BOOK), BOOK)
    assert [event.type for event in events(MATCH)] == ["armed_attack"]


def test_a_few_words_of_a_subject_in_a_long_report_decide_nothing() -> None:
    text = MATCH + " Police said that more men were sought. " * 40
    text += "A goalkeeper, a midfielder and a referee were among the wounded."
    assert not is_staged(prepare(report(text), BOOK), BOOK)
