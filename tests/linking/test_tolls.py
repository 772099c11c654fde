"""The toll of an incident by the rule latest_independent: reports in, range out."""

from __future__ import annotations

import pytest
from tests.linking.telling import linked

from concord.codebook.tolls import summarise

WHERE = "bombing; on 2023-01-30; at Peshawar"


def killed(*reports: str, rule: str | None = None) -> tuple[int | None, int | None, int | None]:
    told = "\n".join(
        f"{name} {published}: {WHERE}; {toll}"
        for name, (published, toll) in zip(
            "abcdef", (report.split(" ", 1) for report in reports), strict=False
        )
    )
    (found,) = linked(told)
    toll = summarise(found.facts.type, found.facts.tolls, rule or found.toll_rule).killed
    return (toll.low, toll.best, toll.high)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        # One report: its own range.
        (["2023-01-30 killed 28+"], (28, 28, None)),
        # Tolls rise: the later figure stands, the early one was merely early.
        (["2023-01-30 killed 28", "2023-01-31 killed 59"], (59, 59, 59)),
        # Two of one day: the higher stands, the lower is the low.
        (["2023-01-31 killed 57 say police", "2023-01-31 killed 59 say hospital"], (57, 59, 59)),
        # A correction downwards stands, and the earlier higher figure stays in the range.
        (["2023-01-31 killed 101 say police", "2023-02-02 killed 84 say hospital"], (84, 84, 101)),
        # "More than 80", years later, does not replace the exact figure that it allows.
        (["2023-02-02 killed 84", "2024-01-30 killed 80+"], (84, 84, 84)),
        # A party to the fight is never alone the unmarked best where another speaks.
        (["2023-01-30 killed 20 say police", "2023-01-31 killed 60 say group (party)"], (20,) * 3),
        # Where nobody else speaks, it stands.
        (["2023-01-31 killed 60 say group (party)"], (60, 60, 60)),
        # "One of the wounded died" is a part, and no correction from 59 to 1.
        (["2023-01-31 killed 59", "2023-02-03 killed 1 say hospital"], (59, 59, 59)),
        # One speaker whose figure rises in two outlets is one account.
        (["2023-01-31 killed 57 say police", "2023-01-31 killed 59 say police"], (59, 59, 59)),
    ],
)
def test_which_figures_stand(reports: list[str], expected: tuple[int | None, ...]) -> None:
    assert killed(*reports) == expected


def test_each_side_has_its_own_account() -> None:
    (found,) = linked(f"""
        a 2023-01-30: {WHERE}; killed 28; attackers 1
        b 2023-01-31: {WHERE}; killed 59
    """)
    toll = summarise(found.facts.type, found.facts.tolls)
    assert (toll.killed.best, toll.killed_attackers.best) == (59, 1)


def test_in_a_clash_the_dead_of_both_sides_are_of_one_report() -> None:
    (found,) = linked("""
        a 2023-01-30: clash; on 2023-01-30; at Bannu; killed 2; attackers 6
        b 2023-01-31: clash; on 2023-01-30; at Bannu; killed 9
    """)
    assert summarise("clash", found.facts.tolls).killed.best == 9


def test_spans_of_other_documents_are_dropped() -> None:
    (found,) = linked(f"""
        a 2023-01-30: {WHERE}; killed 28
        b 2023-01-31: {WHERE}; killed 59
    """)
    assert {figure.start for figure in found.facts.tolls} == {None}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("latest_independent", (57, 59, 59)),
        ("ucdp", (57, 59, 120)),
        ("acled_lowest", (57, 57, 57)),
        ("gtd_latest_independent", (59, 59, 59)),
    ],
)
def test_the_rules_of_other_data_sets_make_other_figures_of_the_same_reports(
    rule: str, expected: tuple[int | None, ...]
) -> None:
    reports = (
        "2023-01-31 killed 57 say police",
        "2023-01-31 killed 59 say hospital",
        "2023-01-31 killed 120 say group (party)",
    )
    assert killed(*reports, rule=rule) == expected
