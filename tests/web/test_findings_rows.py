from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from concord.model import Finding, Scope
from concord.web.findings_rows import write_rows

SHELF: Any = SimpleNamespace(
    book=SimpleNamespace(option_label={"negotiation": "Talks with armed groups"}.__getitem__)
)


def table(columns: tuple[str, ...], *rows: tuple[Any, ...]) -> tuple[list[str], list[list[str]]]:
    """Return the words of the columns and cells; a cell with statements as their addresses."""
    finding = Finding(title="t", words="w", definition="d", columns=columns, rows=rows,
                      checks=(), run=None, scope=Scope())  # fmt: skip
    made = write_rows(finding, SHELF, 100)
    return [name for name, _ in made.columns], [
        [cell.text or " ".join(cell.links) for cell in row] for row in made.rows
    ]


def test_options_and_shares_are_said_in_words_and_percents() -> None:
    assert table(("name", "option", "share_known"), ("Red River Front", "negotiation", 0.3333)) == (
        ["Actor", "Option", "Share of known"],
        [["Red River Front", "Talks with armed groups", "33.3%"]],
    )


def test_a_column_is_headed_and_a_code_said_in_words() -> None:
    assert table(("measure", "open_ended", "interval_low"), ("killed_attackers", 3, 0.5)) == (
        ["Measure", "Open-ended", "Interval low"],
        [["Killed (attackers' side)", "3", "0.5"]],
    )
    assert table(("outcome", "specification"), ("party", "no trend"))[1] == [
        ["its party's", "no trend"]
    ]


def test_ids_and_what_another_column_says_are_left_to_the_download() -> None:
    columns = ("period", "label", "from", "to", "place_id", "incidents")
    assert table(columns, ("2024-05", "May 2024", "2024-05-01", "2024-05-31", "g1", 3)) == (
        ["Period", "Incidents"],
        [["May 2024", "3"]],
    )


def test_a_period_without_a_name_keeps_its_days() -> None:
    assert table(("from", "to"), ("2024-05-01", "2024-05-31"))[1] == [["1 May 2024", "31 May 2024"]]


def test_statements_are_led_to_and_empty_columns_left_out() -> None:
    assert table(("act", "places", "statements"), ("a truce", None, ["d1-s1", "d1-s2"])) == (
        ["Act", "Statements"],
        [["a truce", "/statements/d1-s1 /statements/d1-s2"]],
    )
