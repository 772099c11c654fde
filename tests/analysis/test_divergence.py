"""Who stood where in a window, who changed sides, and who drew apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from tests.analysis.speeches import heard, said
from tests.invented import FakeView

from concord.analysis import Rules, agreement_change, divergence, records, reversals
from concord.codebook import load
from concord.codebook.entries import Actor, Office, Tenure
from concord.codebook.offices import tenure_on

TALKS = """
2020-01-05 centre + talks
2020-02-05 centre + talks
2020-01-09 army - talks
2020-02-09 army - talks
2021-01-05 centre - talks
2021-02-05 centre - talks
2021-01-09 army - talks
2021-03-09 army - talks
2021-03-09 army + border
"""


def states(text: str, **rules: Any) -> list[tuple[Any, ...]]:
    finding = divergence(heard(text), (), Rules(**rules))  # type: ignore[arg-type] # reads like a view
    return [(r["from"], r["option"], r["state"]) for r in records(finding)]


def test_each_window_says_who_diverged_and_silence_comes_last() -> None:
    assert states(TALKS) == [
        ("2020-01-01", "talks", "diverge"),
        ("2021-01-01", "talks", "agree"),
        ("2021-01-01", "border", "no evidence"),
    ]


def test_what_can_be_compared_comes_before_what_needs_more_statements() -> None:
    few = "2019-01-05 centre + talks\n2019-01-09 army - talks"
    assert [state for _, _, state in states(TALKS + few)] == [
        "diverge", "agree", "too few", "no evidence",
    ]  # fmt: skip


def test_the_title_names_the_option_as_the_codebook_does_and_the_days_in_words() -> None:
    view = heard(TALKS)
    assert divergence(view).title.endswith(  # type: ignore[arg-type] # reads like a view
        "diverge on talks (1 January 2020 to 31 December 2020)"
    )
    book = SimpleNamespace(actors={}, option_label=lambda _code: "Talks with an armed group")
    title = divergence(replace(view, book=book)).title  # type: ignore[arg-type] # reads like a view
    assert "diverge on talks with an armed group (1 January" in title


def test_one_statement_of_each_is_too_few_and_two_signs_are_mixed() -> None:
    assert states("2020-01-05 centre + talks\n2020-01-09 army - talks")[0][2] == "too few"
    mixed = "2020-01-05 centre + talks\n2020-02-05 centre - talks\n2020-01-09 army - talks"
    assert states(mixed, minimum=1)[0][2] == "mixed"


def test_both_sides_keep_their_sentences() -> None:
    row = records(divergence(heard(TALKS)))[0]  # type: ignore[arg-type] # reads like a view
    assert (row["statements_a"], row["statements_b"]) == (["s2", "s3"], ["s0", "s1"])


def test_only_the_chosen_actors_are_compared() -> None:
    view = heard(TALKS + "2020-01-09 party - talks\n2020-02-09 party - talks")
    finding = divergence(view, ("army", "party"))  # type: ignore[arg-type] # reads like a view
    assert {(r["actor_a"], r["actor_b"]) for r in records(finding)} == {("army", "party")}


# Reversals


PREMIER = Office(
    id="premier",
    title="Premier",
    actor="gov",
    holders=(
        Tenure(person="Ann", since=date(2018, 1, 1), until=date(2020, 6, 30)),
        Tenure(person="Ben", since=date(2020, 7, 1), until=None),
    ),
)


class Book:
    """A codebook with one government and its offices."""

    def __init__(self) -> None:
        self.actors = {"gov": Actor(id="gov", name="Government", kind="government")}
        self.offices = {"premier": PREMIER}

    def holder(self, office: str, on: date) -> Tenure | None:
        return tenure_on(self.offices[office], on)


def verdicts(*lines: str, book: Any = None, **fields: Any) -> list[tuple[Any, Any]]:
    statements = tuple(said(line, n, **fields) for n, line in enumerate(lines))
    finding = reversals(FakeView(held={"statements": statements}, book=book))  # type: ignore[arg-type] # reads like a view
    return [(r["verdict"], r["holder"]) for r in records(finding)]


def test_a_group_that_changes_sides_reversed() -> None:
    assert verdicts("2019-01-01 groupone + talks", "2020-01-01 groupone - talks") == [
        ("reversed", "Groupone")
    ]


def test_both_statements_are_named() -> None:
    view = heard("2019-01-01 groupone + talks\n2020-01-01 groupone - talks")
    (row,) = records(reversals(view))  # type: ignore[arg-type] # reads like a view
    assert (row["statement_before"], row["statement_after"]) == ("s0", "s1")
    assert (row["stance_before"], row["stance_after"]) == (1, -1)


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (("2019-01-01", "2020-01-01"), ("reversed", "Ann")),
        (("2019-01-01", "2021-01-01"), ("holder changed", None)),
        (("2016-01-01", "2021-01-01"), ("holder unknown", None)),
    ],
)
def test_a_change_of_government_is_no_reversal(days: tuple[str, str], verdict: Any) -> None:
    lines = (f"{days[0]} gov + talks", f"{days[1]} gov - talks")
    assert verdicts(*lines, book=Book()) == [verdict]


def test_the_same_person_reversed_whoever_governs() -> None:
    lines = ("2019-01-01 gov + talks", "2021-01-01 gov - talks")
    assert verdicts(*lines, book=Book(), person="Cy") == [("reversed", "Cy")]


def test_a_government_without_known_holders_is_left_open() -> None:
    lines = ("2019-01-01 centre + talks", "2021-01-01 centre - talks")
    assert verdicts(*lines) == [("holder unknown", None)]
    assert verdicts(*lines, book=SimpleNamespace(actors={}, offices={})) == [
        ("holder unknown", None)
    ]


def test_back_and_forth_is_no_reversal_and_one_day_no_change() -> None:
    lines = [f"20{n}-01-01 groupone {'+-'[n % 2]} talks" for n in range(10, 15)]
    assert verdicts(*lines) == [("back and forth", "Groupone")]
    assert verdicts("2019-01-01 groupone + talks", "2019-01-01 groupone - talks") == []


def test_condemning_what_others_did_is_no_course_to_reverse() -> None:
    view = heard("2024-01-17 groupone - strikes\n2024-01-18 groupone + strikes")
    first, second = view.held["statements"]
    view.held["statements"] = (replace(first, stance="condemns"), second)
    assert records(reversals(view)) == []  # type: ignore[arg-type] # reads like a view


# Change of a pair

PERIODS = ((date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 12, 31)))


def speeches(year: int, actor: str, mark: str, number: int) -> str:
    return "".join(f"{year}-{n:02}-01 {actor} {mark} talks\n" for n in range(1, number + 1))


def test_a_pair_that_drew_apart_is_told_from_chance() -> None:
    text = speeches(2020, "army", "+", 8) + speeches(2021, "army", "-", 8)
    text += speeches(2020, "centre", "+", 8) + speeches(2021, "centre", "+", 8)
    (row,) = records(agreement_change(heard(text), *PERIODS))  # type: ignore[arg-type] # reads like a view
    assert (row["agreeing_before"], row["agreeing_after"], row["change"]) == (1, 0, -1)
    assert row["p"] < 0.01
    assert row["p_adjusted"] == row["p"]
    assert (row["n_before"], row["n_after"]) == (16, 16)


def test_two_statements_each_prove_nothing() -> None:
    text = speeches(2020, "army", "+", 2) + speeches(2021, "army", "-", 2)
    text += speeches(2020, "centre", "+", 2) + speeches(2021, "centre", "+", 2)
    finding = agreement_change(heard(text), *PERIODS)  # type: ignore[arg-type] # reads like a view
    assert records(finding)[0]["p"] > 0.2
    assert finding.title.startswith("0 pairs of 1")


def test_too_little_said_in_a_period_is_no_row() -> None:
    text = speeches(2020, "army", "+", 8) + speeches(2020, "centre", "+", 8)
    assert agreement_change(heard(text), *PERIODS).rows == ()  # type: ignore[arg-type] # reads like a view


def test_a_government_is_set_beside_another_only_where_it_is_asked_for() -> None:
    text = "2020-01-05 gov-pk + talks\n2020-01-06 gov-in - talks"
    view = replace(heard(text), book=load())
    rules = Rules(minimum=1)
    assert records(divergence(view, (), rules)) == []  # type: ignore[arg-type] # reads like a view
    (row,) = records(divergence(view, ("gov-pk", "gov-in"), rules))  # type: ignore[arg-type] # reads like a view
    assert row["state"] == "diverge"
