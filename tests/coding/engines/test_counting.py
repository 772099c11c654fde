"""The dead and hurt that the model reads beside the toll reader. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.engines.says import Says
from tests.coding.reports import BOOK, events, report

from concord.coding import prepare
from concord.coding.engines import counting


class Sure:
    """Stands for what a model says: how likely any span counts militants; it marks no span."""

    def __init__(self, militant: float) -> None:
        self.militant = militant

    def spans(self, _head: str) -> tuple[object, ...]:
        """Return no span."""
        return ()

    def likelihoods(self, _head: str, _start: int, _end: int) -> dict[str, float]:
        """Return the same likelihoods of any span."""
        return {"civilian": 1 - self.militant, "militant": self.militant}


@pytest.mark.parametrize(
    ("text", "militant", "expected"),
    [
        ("Three men of the front were killed.", 0.8, "militant"),
        ("Three men of the front were killed.", 0.5, "civilian"),
        # What a word says stands.
        ("Three constables were killed.", 0.9, "security"),
    ],
)
def test_the_model_knows_fighters_where_no_word_does(
    text: str, militant: float, expected: str
) -> None:
    prepared = prepare(report(text), BOOK)
    read = counting.count_more(prepared, Sure(militant))  # type: ignore[arg-type] # a stand-in
    assert [figure.figure.victim_class for figure in read] == [expected]


def test_those_whom_police_arrest_after_an_attack_are_no_part_of_it() -> None:
    text = (
        "Gunmen fired at two traders in Hangu on Monday, killing both, and police arrested ten "
        "suspects. Shops stayed shut."
    )
    arrested = {e.type: [t.low for t in e.tolls if t.effect == "arrested"] for e in events(text)}
    assert arrested["arrest"] == [10]
    assert all(not listed for type_, listed in arrested.items() if type_ != "arrest")


def test_a_rank_says_more_than_the_model() -> None:
    text = "Two men called Head Constable Amjad Soomro to his door and fired six shots at him."
    reader = Says(
        text,
        tagged={"count": [("Head Constable Amjad Soomro", "killed", 0.9)]},
        likely={("count_class", "Head Constable Amjad Soomro"): {"militant": 0.9}},
    )
    read = counting.count_more(prepare(report(text), BOOK), reader)  # type: ignore[arg-type] # a stand-in
    assert [figure.figure.victim_class for figure in read] == ["security"]


def _counted(text: str, **tagged: list[tuple[str, str, float]]) -> list[tuple[str, int, bool]]:
    """Return the effect, number and part of each figure that stands where the model marks so."""
    reader = Says(text, tagged=tagged)
    read = counting.count_more(prepare(report(text), BOOK), reader)  # type: ignore[arg-type] # a stand-in
    return [(f.figure.effect, f.figure.low, f.part) for f in read]


def test_who_is_read_as_a_victim_too_counts_on_less() -> None:
    text = "A man in a cap rose and fired into the back of Omid Karra, who led the claimants."
    count = [("Omid Karra", "killed", 0.55)]
    assert _counted(text, count=count) == []
    both = _counted(text, count=count, victim=[("Omid Karra", "victim", 0.8)])
    assert both == [("killed", 1, False)]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("The charge killed a captain and three orderlings outright.", "three", (3, False)),
        ("The raid killed nine people, among them four weirkeepers.", "four", (4, True)),
    ],
)
def test_the_dead_beside_those_read_are_added_or_parts(
    text: str, marked: str, expected: tuple[int, bool]
) -> None:
    sure = _counted(text, count=[(marked, "killed", 0.8)])
    assert ("killed", *expected) in sure
    assert ("killed", *expected) not in _counted(text, count=[(marked, "killed", 0.72)])
