"""What is drawn to audit a record by: by strata, by a seed, and the same in any process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.making import code_plainly, coding, document, event, link_plainly, ruling, start

from concord import auditing
from concord.auditing import CodersError, draw, rank, share_out, skipped_sentences
from concord.codebook.book import Codebook, load
from concord.record import Record, open_record
from concord.record.audits import InvalidSampleError, Item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOMBS = [document(f"A bomb hit village {n}. People fled.", f"b{n}") for n in range(12)]
QUIET = document("Ministers met. Prices rose.", "quiet")
EMPTY = document("Talks went on. Nobody spoke.", "empty")


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db") as opened:
        opened.add([*BOMBS, QUIET, EMPTY])
        run = start(opened)
        coded = {each.document_id: each for each in code_plainly(BOMBS)}
        coded[QUIET.id] = coding(QUIET, relevant=False)
        coded[EMPTY.id] = coding(EMPTY)
        opened.write_codings(run, coded.values())
        link_plainly(opened, run)
        yield opened


def test_every_stratum_is_drawn_from_and_its_size_is_told(record: Record, book: Codebook) -> None:
    sample = auditing.draw_audit(record, book, size=12, seed=7, who="Asma")
    sizes = {each.name: (each.drawn, each.population) for each in sample.strata}
    assert sizes["rejected"] == (1, 1)
    assert sizes["empty"] == (1, 1)
    assert sizes["unread"] == (0, 0)
    assert sizes["skipped"][1] == len(BOMBS)
    # Twelve bombs of one day and place may be one bomb: the queue shows them all.
    assert sizes["confident"][1] + sizes["doubted"][1] == len(BOMBS)
    assert len(sample.items) == sum(drawn for drawn, _ in sizes.values()) == 12


def test_the_same_seed_draws_the_same_and_more_holds_less(record: Record, book: Codebook) -> None:
    one = auditing.draw_audit(record, book, size=8, seed=7, who="Asma")
    same = auditing.draw_audit(record, book, size=8, seed=7, who="Bilal")
    other = auditing.draw_audit(record, book, size=8, seed=8, who="Asma")
    assert (one.name, same.name, other.name) == ("audit-1", "audit-2", "audit-3")
    assert one.items == same.items
    assert one.items != other.items
    with pytest.raises(InvalidSampleError, match="already"):
        auditing.draw_audit(record, book, size=8, seed=7, who="Asma", name="audit-1")


def test_answers_hold_after_coding_anew_where_nothing_changed(
    record: Record, book: Codebook
) -> None:
    before = auditing.draw_audit(record, book, size=20, seed=7, who="Asma")
    again = start(record, coder="2")
    coded = {each.document_id: each for each in code_plainly(BOMBS)}
    coded[BOMBS[0].id] = coding(BOMBS[0], event(BOMBS[0], "bomb"), event(BOMBS[0], "fled", "clash"))
    coded[QUIET.id] = coding(QUIET, relevant=False)
    coded[EMPTY.id] = coding(EMPTY)
    record.write_codings(again, coded.values())
    link_plainly(record, again)
    after = auditing.draw_audit(record, book, size=20, seed=7, who="Asma")
    assert after.run_id != before.run_id
    kept = {i.key for i in before.items} & {i.key for i in after.items}
    changed = {i.key for i in after.items} - kept
    # Only what another reading of the first text changed is to be looked at again.
    assert len(kept) >= len(before.items) - 3
    assert all(BOMBS[0].id[1:] in key for key in changed)


def test_what_people_ruled_on_is_not_drawn(record: Record, book: Codebook) -> None:
    incident = record.view().incidents()[0]
    record.decide(ruling("accept", incident.id))
    sample = auditing.draw_audit(record, book, size=50, seed=7, who="Asma")
    assert incident.id not in {item.subject for item in sample.items}
    assert {s.name: s.population for s in sample.strata}["ruled"] == 1


def test_a_double_coding_is_drawn_for_two_names(record: Record) -> None:
    sample = auditing.draw_double(record, size=5, seed=7, coders=["Asma", " Bilal"], who="Asma")
    assert sample.coders == ("Asma", "Bilal")
    assert {item.stratum for item in sample.items} == {"skipped", "empty"}
    for wrong in (["Asma"], ["Asma", "Asma"], ["A", "B", "C"]):
        with pytest.raises(CodersError, match="two people"):
            auditing.draw_double(record, size=5, seed=7, coders=wrong, who="Asma")


def test_a_sentence_is_skipped_if_no_event_stands_in_it() -> None:
    text = document("A bomb hit the market. Traders fled. Shots were fired.", "a")
    found = skipped_sentences(text, [event(text, "bomb"), event(text, "Shots", "clash")])
    assert [text.text[s.start : s.end] for s in found] == ["Traders fled."]


def test_the_order_of_a_seed_is_fixed() -> None:
    # Written down once: another process, machine or version draws the same.
    item = Item(key="rejected:d1", stratum="rejected", document_id="d1")
    assert rank(7, item) == "a09bcfaa38d64826"


@given(
    st.dictionaries(st.sampled_from(list(auditing.SHARES)), st.integers(0, 50)), st.integers(0, 120)
)
def test_shares_give_all_that_is_asked_for_and_no_more_than_there_is(
    given_: dict[str, int], size: int
) -> None:
    held = dict.fromkeys(auditing.SHARES, 0) | given_
    taken = share_out(held, auditing.SHARES, size)
    assert sum(taken.values()) == min(size, sum(held.values()))
    assert all(taken[name] <= held[name] for name in held)
    if size >= len(held):
        assert all(taken[name] > 0 for name in held if held[name])


def test_a_larger_sample_holds_the_smaller_one() -> None:
    pool = [Item(key=f"k{n}", stratum="empty", document_id=f"d{n}") for n in range(60)]
    small, large = (draw({"empty": pool}, {"empty": 1.0}, n, 7)["empty"] for n in (10, 30))
    assert large[:10] == small
