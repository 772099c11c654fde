"""Two codings in, agreement out: which events are one unit, and how far the fields agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.analysis import coder_agreement
from concord.analysis.coded import (
    UNNAMED,
    NoSharedKeyError,
    UnreadableRowError,
    read_events,
)
from concord.analysis.reliability import NothingToCompareError
from concord.codebook.book import Codebook, load
from concord.errors import ConcordError


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def row(document: str = "d1", type_: str = "bombing", **fields: Any) -> dict[str, Any]:
    return {"document_id": document, "type": type_, **fields}


def figures(book: Codebook, a: list[dict[str, Any]], b: list[dict[str, Any]], **given: Any) -> Any:
    found = coder_agreement(a, b, book, resamples=20, **given)
    return {f"{r[0]} {r[1]}": dict(zip(found.columns, r, strict=True)) for r in found.rows}


QUETTA = {
    "place": "Quetta",
    "admin1": "Balochistan",
    "country": "PK",
    "happened_from": "2024-11-09",
}
KHAR = {"place": "Khar", "country": "PK", "happened_from": "2023-07-30"}


def test_the_same_coding_agrees_with_itself(book: Codebook) -> None:
    rows = [row(**QUETTA, killed_best=32), row("d2", "clash", **KHAR, killed_best=4)]

    found = figures(book, rows, rows)

    assert found["event matched"]["value"] == 1
    assert found["type alpha nominal"]["value"] == 1
    assert found["killed alpha ratio"]["value"] == 1


@pytest.mark.parametrize(
    ("one", "other", "matched"),
    [
        # types of compatible families at one place on one day
        (row(**QUETTA), row("d1", "armed_attack", **QUETTA), True),
        # a kidnapping is no bombing
        (row(**QUETTA), row("d1", "kidnapping", **QUETTA), False),
        # other provinces
        (row(**QUETTA), row(**QUETTA | {"place": "Khar", "admin1": "Khyber Pakhtunkhwa"}), False),
        # one says the province only
        (row(**QUETTA), row(**QUETTA | {"place": "Balochistan"}), True),
        # another week
        (row(**QUETTA), row(**QUETTA | {"happened_from": "2024-11-02"}), False),
        # the night between two days
        (row(**QUETTA), row(**QUETTA | {"happened_from": "2024-11-10"}), True),
        # one says neither where nor when
        (row(**QUETTA), row(), True),
        # another spelling of the place
        (row(**QUETTA | {"place": "Quetta City"}), row(**QUETTA | {"admin1": None}), True),
    ],
)
def test_which_events_are_one_unit(
    book: Codebook, one: dict[str, Any], other: dict[str, Any], *, matched: bool
) -> None:
    assert figures(book, [one], [other])["event matched"]["value"] == (1 if matched else 0)


def test_overlapping_words_are_one_unit_whatever_the_codings_make_of_them(book: Codebook) -> None:
    evidence = [{"field": "type", "start": 10, "end": 20, "quote": "was bombed"}]
    other = [{"field": "type", "start": 15, "end": 30, "quote": "bombed again"}]
    one = row(**QUETTA, evidence=evidence)

    found = figures(book, [one], [row(**KHAR, evidence=other)])

    assert found["event matched"]["value"] == 1


def test_an_event_is_matched_once_and_to_the_best(book: Codebook) -> None:
    a = [row(**QUETTA), row(**QUETTA | {"place": "Mastung"})]
    b = [row(**QUETTA | {"place": "Mastung"}), row(**QUETTA), row(type_="other")]

    found = figures(book, a, b)["event matched"]

    assert (found["value"], found["units"], found["one_sided"]) == (0.8, 3, 1)


def test_aliases_and_spellings_are_the_same_value(book: Codebook) -> None:
    a = [row(**KHAR, admin1="KP", perpetrators="TTP; gunmen"), row("d2", **QUETTA, perpetrators="")]
    b = [
        row(**KHAR, admin1="Khyber Pakhtunkhwa", perpetrators=[{"actor_id": "ttp", "text": "x"}]),
        row("d2", **QUETTA, perpetrators=[]),
    ]

    found = figures(book, a, b)

    assert found["perpetrator alpha nominal"]["value"] == 1
    assert found["admin1 alpha nominal"]["value"] == 1


def test_names_that_no_codebook_knows_stay_names(book: Codebook) -> None:
    cells = ["Front of Invented Hills", "armed men", ""]
    events = read_events([row(perpetrators=cell) for cell in cells], "document_id", book)

    assert [e.values["perpetrator"] for e in events] == [
        "front of invented hills",
        UNNAMED,
        UNNAMED,
    ]


def test_a_document_without_an_event_counts_as_read(book: Codebook) -> None:
    a = [row(**QUETTA), row("d2", "")]
    b = [row(**QUETTA), row("d2", None)]

    found = figures(book, a, b)

    assert found["document with an event alpha nominal"]["units"] == 2
    assert found["document with an event alpha nominal"]["value"] == 1


def test_named_documents_turn_a_missing_row_into_a_missed_event(book: Codebook) -> None:
    a, b = [row(**QUETTA), row("d2", **KHAR)], [row(**QUETTA)]

    left_out = coder_agreement(a, b, book, resamples=20)
    told = figures(book, a, b, documents=["d1", "d2"])

    assert "1 document of the first coding left out" in " ".join(left_out.checks)
    assert told["event matched"]["value"] == pytest.approx(0.667)


def test_days_are_counted_from_publication(book: Codebook) -> None:
    """A date off by a day is much in a week, and nothing in ten years."""
    days = [("2014-01-03", "2014-01-02"), ("2024-01-03", "2024-01-03")]
    published = ["2014-01-04", "2024-01-05"]
    plain = [
        [row(f"d{i}", happened_from=pair[side]) for i, pair in enumerate(days)] for side in (0, 1)
    ]
    dated = [
        [r | {"document_published": p} for r, p in zip(rows, published, strict=True)]
        for rows in plain
    ]

    far = figures(book, *plain)["happened alpha interval"]["value"]
    near = figures(book, *dated)["happened alpha interval"]["value"]

    assert far > 0.99
    assert near < 0.5


def test_fields_of_one_coding_only_are_said_and_not_compared(book: Codebook) -> None:
    found = coder_agreement([row(**QUETTA, injured=3)], [row(**QUETTA)], book, resamples=20)

    assert "injured" not in [r[0] for r in found.rows]
    assert any("injured" in check for check in found.checks)


def test_types_outside_the_codebook_are_named(book: Codebook) -> None:
    found = coder_agreement([row(type_="IED")], [row()], book, resamples=20)

    assert "IED" in found.checks[0]


def test_documents_go_by_what_both_codings_have(book: Codebook) -> None:
    a = [{"document_url": "https://press.example/1", "type": "bombing"}]
    b = [{"document_url": "https://press.example/1", "type": "bombing", "document_id": "d9"}]

    assert figures(book, a, b)["event matched"]["value"] == 1
    with pytest.raises(NoSharedKeyError, match="document_external_id"):
        coder_agreement([{"type": "bombing"}], b, book)


def test_nothing_in_common_says_what_to_do(book: Codebook) -> None:
    with pytest.raises(NothingToCompareError, match="--documents"):
        coder_agreement([row("d1")], [row("d2")], book)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"killed": "a dozen"}, "whole number"),
        ({"happened_from": "3 May"}, "YYYY-MM-DD"),
        ({"background": "perhaps"}, "true or false"),
        ({"perpetrators_json": "[{", "perpetrators": "x"}, "separated by"),
        ({"perpetrators": {"name": "TTP"}}, "separated by"),
        ({"perpetrators": [3]}, "separated by"),
        ({"perpetrators_json": "[" * 20_000}, "separated by"),
        ({"evidence": '[{"field": "type", "start": 1e999, "end": 2}]'}, "leave it empty"),
        ({"evidence": "page 3"}, "leave it empty"),
        ({"evidence": '{"start": 1}'}, "leave it empty"),
    ],
)
def test_an_unreadable_value_names_its_field_and_remedy(
    book: Codebook, fields: dict[str, str], said: str
) -> None:
    with pytest.raises(UnreadableRowError, match=said):
        read_events([row(**fields)], "document_id", book)


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", "bombing", "clash", "2024-05-01", "Quetta", "KP", "12", "true", "TTP; x"]),
    st.text(max_size=12),
    st.integers(),
    st.lists(st.one_of(st.text(max_size=5), st.integers()), max_size=2),
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "document_id": st.sampled_from(["d1", "d2"]),
            "type": st.sampled_from(["bombing", "clash", ""]),
        },
        optional=dict.fromkeys(
            (
                "happened_from",
                "place",
                "admin1",
                "perpetrators",
                "killed",
                "background",
                "evidence",
            ),
            CELLS,
        ),
    ),
    min_size=1,
    max_size=4,
)


@given(a=ROWS, b=ROWS)
@settings(max_examples=25)
def test_any_rows_are_compared_or_refused_and_order_does_not_matter(
    book: Codebook, a: list[dict[str, Any]], b: list[dict[str, Any]]
) -> None:
    try:
        one, other = (coder_agreement(*pair, book, resamples=2) for pair in ((a, b), (b, a)))
    except ConcordError:
        return
    assert one.rows[0][2] == other.rows[0][2]
    assert all(r[2] is None or (isinstance(r[2], float) and r[2] <= 1) for r in one.rows)


def test_the_same_seed_gives_the_same_finding(book: Codebook) -> None:
    a = [row(f"d{i}", ["bombing", "armed_attack"][i % 2]) for i in range(8)]
    b = [row(f"d{i}", ["bombing", "armed_attack"][i % 3 > 0]) for i in range(8)]

    assert coder_agreement(a, b, book, resamples=50) == coder_agreement(a, b, book, resamples=50)
    assert -1 < figures(book, a, b)["type alpha nominal"]["value"] < 1
