"""What waits to be coded, found without looking at what is done."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.making import coding, document, start

from concord.record import open_record
from concord.record.runs import HAND

if TYPE_CHECKING:
    from concord.record import Record

TEXTS = tuple(document(f"A bomb went off, number {n}.", source=f"{n}.txt") for n in range(8))


def expected(record: Record, done: set[str], aside: set[str]) -> list[str]:
    return [
        each.id
        for each in TEXTS
        if each.id not in done | aside and record.find_document(each.id) is not None
    ]


@settings(max_examples=40, deadline=None)
@given(
    first=st.lists(st.sampled_from(range(8)), max_size=8),
    removed=st.sets(st.sampled_from(range(8)), max_size=3),
    by_hand=st.sets(st.sampled_from(range(8)), max_size=2),
)
def test_what_waits_is_found_whichever_was_coded_before(
    first: list[int], removed: set[int], by_hand: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_record(f"{folder}/a.db") as record:
        record.add(
            replace(each, media="citation") if n in by_hand else each
            for n, each in enumerate(TEXTS)
        )
        run, hand = start(record), start(record, engine=HAND)
        record.write_codings(run, [coding(TEXTS[n]) for n in dict.fromkeys(first)])
        record.write_codings(hand, [coding(TEXTS[n]) for n in sorted(by_hand)][:1])
        for n in sorted(removed):
            record.remove(TEXTS[n].id)
        cited = {TEXTS[n].id for n in by_hand}
        gone = {TEXTS[n].id for n in removed}
        waiting = expected(record, {TEXTS[n].id for n in first}, gone | cited)
        assert [each.id for each in record.uncoded(run)] == waiting
        ledger = record.ledger(run)
        assert (ledger.pending, ledger.documents) == (len(waiting), 8 - len(gone | cited))
        coded = {TEXTS[n].id for n in sorted(by_hand)[:1]}
        left = [each.id for each in record.uncoded(hand)]
        assert left == [each.id for each in TEXTS if each.id in cited - gone - coded]
        assert record.ledger(hand).pending == len(left)


def test_an_old_document_that_is_taken_back_in_waits_again(record: Record) -> None:
    record.add(TEXTS)
    run = start(record)
    record.remove(TEXTS[0].id)
    record.write_codings(run, [coding(each) for each in TEXTS[1:7]])
    assert [each.id for each in record.uncoded(run)] == [TEXTS[7].id]
    record.reinstate(TEXTS[0].id)
    assert [each.id for each in record.uncoded(run)] == [TEXTS[0].id, TEXTS[7].id]
