"""Statements in, agreement of pairs out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.analysis.speeches import heard, said
from tests.invented import FakeView

from concord.analysis import Rules, agreement, agreement_matrix, records
from concord.analysis.stretches import MovingWindowError
from concord.analysis.votes import UnknownRuleError
from concord.codebook import load

WORDS = """
2020-01-05 centre + talks
2020-02-05 centre + talks
2020-03-05 centre - operation
2020-01-09 army - talks
2020-02-09 army - talks
2020-03-09 army + operation
2020-04-09 army + operation
2020-01-20 province + talks
2020-02-20 province + talks
2020-03-20 province - border
"""


def rows(view: FakeView, *pair: str, rules: Rules | None = None, **options: Any) -> list[Any]:
    found = records(agreement(view, rules or Rules(normalisations=("none",)), **options))  # type: ignore[arg-type] # reads like one
    return [r for r in found if not pair or (r["actor_a"], r["actor_b"]) == pair]


def test_sums_per_option_and_over_all() -> None:
    found = rows(heard(WORDS), "army", "centre")
    assert [(r["option"], r["congruence"], r["conflict"], r["n"]) for r in found] == [
        ("operation", 0, 2, 3),
        ("talks", 0, 4, 4),
        (None, 0, 6, 7),
    ]


def test_activity_is_over_all_options_as_in_dna() -> None:
    """The province also spoke on the border, which the centre did not."""
    rules = Rules(normalisations=("average_activity",))
    over_all = rows(heard(WORDS), "centre", "province", rules=rules)[-1]
    assert over_all["congruence"] == pytest.approx(4 / ((3 + 3) / 2), abs=1e-4)
    assert (over_all["n_a"], over_all["n_b"]) == (2, 2)


def test_silence_is_no_row_and_no_disagreement() -> None:
    found = heard("2020-01-01 army + talks\n2020-01-01 centre - border")
    finding = agreement(found)  # type: ignore[arg-type] # reads like a view
    assert finding.rows == ()
    assert finding.title == "No two actors took a side on the same option"


def test_below_the_minimum_a_pair_is_counted_and_not_shown() -> None:
    found = heard("2020-01-01 army + talks\n2020-01-01 centre - talks")
    finding = agreement(found)  # type: ignore[arg-type] # reads like a view
    assert not any(r["enough"] for r in records(finding))
    assert "below the minimum" in finding.checks[0]
    assert finding.title.startswith("No two actors said enough")
    assert all(r["enough"] for r in rows(found, rules=Rules(minimum=1)))


def test_one_speech_in_twelve_outlets_is_one() -> None:
    line = "2020-01-01 army + talks"
    speech = tuple(said(line, n, utterance_id="u1") for n in range(12))
    view = FakeView(held={"statements": (*speech, said("2020-01-02 centre + talks", 12))})
    for duplicates in ("include", "document", "across"):
        assert rows(view, rules=Rules(duplicates=duplicates, minimum=1))[0]["n_a"] == 1


DAYS = """
2020-01-06 army + talks
2020-01-07 army + talks
2020-01-20 army + talks
2020-05-20 army + talks
2021-05-20 army + talks
2021-06-01 centre + talks
"""


@pytest.mark.parametrize(
    ("rule", "n"),
    [("include", 5), ("document", 5), ("week", 4), ("month", 3), ("year", 2), ("across", 1)],
)
def test_the_duplicates_rule_decides_what_counts_once(rule: Any, n: int) -> None:
    assert rows(heard(DAYS), rules=Rules(duplicates=rule, minimum=1))[0]["n_a"] == n


def test_one_document_counts_once_on_each_side() -> None:
    both = (said("2020-01-01 army + talks", 1), said("2020-01-01 army - talks", 2))
    twice = (*both, said("2020-01-01 army + talks", 3))
    view = FakeView(
        held={
            "statements": (
                *(replace(each, document_id="d") for each in twice),
                said("2020-01-02 centre + talks", 4),
            )
        }
    )
    row = rows(view, rules=Rules(minimum=1))[0]
    assert (row["congruence"], row["conflict"], row["agreeing"]) == (1, 1, 0.5)


def test_conditional_hedged_and_other_peoples_words_are_left_out() -> None:
    bound = (
        said("2020-01-01 army + talks", 1, condition="if they disarm"),
        said("2020-01-01 army + talks", 2, hedged=True),
        said("2020-01-01 army + talks", 3, forecast=True),
        said("2020-01-01 army + talks", 4, voice="attributed"),
        said("2020-01-02 centre + talks", 5),
    )
    view = FakeView(held={"statements": bound})
    assert rows(view) == []
    assert rows(view, rules=Rules(evidence="own", minimum=1))[0]["n_a"] == 3


def test_windows_hold_dated_votes_only() -> None:
    view = heard(WORDS + "- army + talks")
    found = rows(view, "army", "centre", window="month")
    assert [(r["from"], r["option"]) for r in found if r["option"]] == [
        ("2020-01-01", "talks"),
        ("2020-02-01", "talks"),
        ("2020-03-01", "operation"),
    ]
    assert "1 undated utterance in no window." in agreement(view, window="month").checks  # type: ignore[arg-type] # reads like a view


def test_moving_windows_overlap() -> None:
    found = rows(heard(WORDS), "army", "centre", window="month", moving=2)
    assert [(r["from"], r["to"], r["n"]) for r in found if r["option"] is None] == [
        ("2020-01-01", "2020-02-29", 4),
        ("2020-02-01", "2020-03-31", 4),
        ("2020-03-01", "2020-04-30", 3),
    ]


def test_sides_and_speakers_without_a_name() -> None:
    view = heard("2020-01-01 army + talks\n2020-01-01 groupone - talks")
    found = rows(view, rules=Rules(level="side", minimum=1))
    assert (found[0]["actor_a"], found[0]["actor_b"]) == ("armed_group", "national_government")
    nameless = said("2020-01-03 resident + talks", 9, speaker_id=None)
    held = FakeView(held={"statements": (*view.statements(), nameless)})
    assert "does not name" in agreement(held).checks[1]  # type: ignore[arg-type] # reads like a view


def test_what_nearly_everyone_says_is_flagged() -> None:
    lines = "\n".join(f"2020-01-01 a{n} - attacks" for n in range(4))
    finding = agreement(heard(lines))  # type: ignore[arg-type] # reads like a view
    assert all(r["consensus"] for r in records(finding) if r["option"])
    assert any("Nearly everyone agrees on attacks" in check for check in finding.checks)


def test_an_interval_needs_utterances_that_differ() -> None:
    differ = "\n".join(f"2020-01-{n:02} army {'+-'[n % 3 == 0]} talks" for n in range(1, 10))
    same = "\n".join(f"2020-02-{n:02} centre + talks" for n in range(1, 6))
    row = rows(heard(f"{differ}\n{same}"), rules=Rules(normalisations=("average_activity",)))[0]
    assert row["interval_low"] < row["subtract"] < row["interval_high"]
    alike = rows(heard(same.replace("centre", "army") + "\n" + same))[0]
    assert (alike["interval_low"], alike["interval_high"]) == (None, None)


def test_the_same_seed_draws_the_same_whoever_else_speaks() -> None:
    differ = "\n".join(f"2020-01-{n:02} army {'+-'[n % 3 == 0]} talks" for n in range(1, 10))
    view = f"{differ}\n" + "\n".join(f"2020-01-{n:02} centre - talks" for n in range(1, 5))
    more = view + "\n2020-01-02 other + talks"
    assert rows(heard(view), "army", "centre") == rows(heard(more), "army", "centre")
    few, other = (rows(heard(view), rules=Rules(draws=9, seed=n)) for n in (0, 1))
    assert few != other


@pytest.mark.parametrize("by", ["utterance", "document"])
@pytest.mark.parametrize("rule", ["include", "document", "month", "across"])
def test_intervals_hold_the_value_under_every_rule(by: Any, rule: Any) -> None:
    lines = [f"2020-{n:02}-01 army {'+-'[n % 3 == 0]} talks" for n in range(1, 13)]
    lines += [f"2020-{n:02}-02 centre {'+-'[n % 4 == 0]} talks" for n in range(1, 13)]
    rules = Rules(normalisations=("cosine",), resample=by, duplicates=rule)
    row = rows(heard("\n".join(lines)), rules=rules)[0]
    if row["interval_low"] is not None:
        assert row["interval_low"] <= row["subtract"] <= row["interval_high"]


@pytest.mark.parametrize(
    "wrong",
    [{"level": "clan"}, {"duplicates": "decade"}, {"evidence": "gossip"},
     {"normalisations": ("euclid",)}, {"resample": "page"}],
)  # fmt: skip
def test_an_unknown_rule_is_named_with_those_that_exist(wrong: dict[str, Any]) -> None:
    with pytest.raises(UnknownRuleError, match="Choose one of"):
        rows(heard(WORDS), rules=Rules(**wrong))


@pytest.mark.parametrize("wrong", [{"window": "all", "moving": 3}, {"window": "year", "moving": 1}])
def test_a_moving_window_needs_a_unit(wrong: dict[str, Any]) -> None:
    with pytest.raises(MovingWindowError, match="moved by one month"):
        rows(heard(WORDS), **wrong)


def test_a_matrix_leaves_what_is_no_evidence_empty() -> None:
    finding = agreement(heard(WORDS), Rules(normalisations=("none",)))  # type: ignore[arg-type] # reads like a view
    table = agreement_matrix(finding)
    assert table.columns == ("actor", "Army", "Centre", "Province")
    assert table.rows == (
        ("Army", None, -6.0, -4.0),
        ("Centre", -6.0, None, 4.0),
        ("Province", -4.0, 4.0, None),
    )
    assert agreement_matrix(agreement(heard("2020-01-01 army + talks"))).rows == ()  # type: ignore[arg-type] # reads like a view


def test_only_pairs_of_the_chosen_actors() -> None:
    found = rows(heard(WORDS), actors=("Army", "centre"))
    assert {(r["actor_a"], r["actor_b"]) for r in found} == {("army", "centre")}


def test_the_title_names_the_pair_that_stands_first_in_the_chart() -> None:
    """Two pairs agree on nothing; of these the one that said more is the furthest apart."""
    said = [
        "2020-01-01 army + talks", "2020-02-01 army + talks", "2020-01-01 centre - talks",
        "2020-02-01 centre - talks", "2020-01-03 union + border", "2020-02-03 union + border",
        "2020-03-03 union + border", "2020-01-04 league - border", "2020-02-04 league - border",
        "2020-03-04 league - border",
    ]  # fmt: skip
    finding = agreement(heard("\n".join(said)))  # type: ignore[arg-type] # reads like a view
    assert finding.title == (
        "Furthest apart: League and Union, 0% of their pairs of statements agree (6 utterances)"
    )


ABROAD = """
2020-01-05 gov-pk + talks
2020-01-06 mil-pk - talks
2020-01-07 gov-in - talks
2020-01-08 un + talks
"""


def pairs(view: FakeView, **options: Any) -> set[tuple[str, str]]:
    rules = Rules(minimum=1, draws=0, across_countries=options.pop("across", False))
    return {(r["actor_a"], r["actor_b"]) for r in rows(view, rules=rules, **options)}


def test_pairs_are_of_one_country_unless_asked() -> None:
    view = replace(heard(ABROAD), book=load())
    assert pairs(view) == {("gov-pk", "mil-pk"), ("gov-pk", "un"), ("mil-pk", "un"),
                           ("gov-in", "un")}  # fmt: skip
    assert ("gov-in", "gov-pk") in pairs(view, across=True)
    assert pairs(view, actors=["gov-in", "gov-pk"]) == {("gov-in", "gov-pk")}


def test_that_pairs_are_left_out_is_said() -> None:
    view = replace(heard(ABROAD), book=load())
    said = " ".join(agreement(view).checks)  # type: ignore[arg-type] # reads like a view
    assert "different countries are left out" in said
    assert "countries" not in " ".join(agreement(heard(WORDS)).checks)  # type: ignore[arg-type] # reads like a view
