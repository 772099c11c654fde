"""The contract of a record: one suite over SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.record.making import (
    at,
    code_plainly,
    coding,
    document,
    event,
    incident,
    link_plainly,
    on,
    ruling,
    start,
    statement,
)

from concord import identity
from concord.model import (
    Claim,
    Coding,
    Evidence,
    ExternalEvent,
    Ledger,
    Mention,
    Participant,
    Problem,
    Relation,
    Statistic,
    TollFigure,
)
from concord.record import Added, Declaration, open_record, tables
from concord.record.codings import ForeignCodingError
from concord.record.documents import UnknownDocumentError
from concord.record.lifecycle import ForgottenDocumentError
from concord.record.runs import UnknownRunError
from concord.record.store import CODINGS

if TYPE_CHECKING:
    from concord.record import Record

BOMB = document(
    "A bomb went off in Bannu. The army supports talks.", "a.txt", published="2023-01-31"
)
CALM = document("Rain fell on Quetta.", "b.txt")
GUNS = document("A bomb killed two in Tank; gunmen fired at a van.", "c.txt")


def fill(record: Record) -> None:
    record.add([BOMB, CALM, GUNS])


def test_a_document_is_added_once_and_comes_back_whole(record: Record) -> None:
    whole = document(
        "Text with a \u2028 and \U0001d518.",
        "https://news.example/1",
        external_id="7",
        url="https://news.example/1",
        publisher="Example Daily",
        title="A title",
        published="2023-01-31T08:00:00+05:00",
        language="en",
        media="html",
        supersedes=None,
    )
    assert record.add([whole, whole]) == Added(added=1, known=1)
    assert record.add([whole]) == Added(added=0, known=1)
    assert list(record.documents()) == [whole]


def test_documents_come_in_order_of_id_whatever_the_order_of_arrival(record: Record) -> None:
    many = [document(f"Report {n}", f"{n}.txt") for n in range(905)]
    record.add(many)
    assert [each.id for each in record.documents()] == sorted(each.id for each in many)
    some = {each.id for each in many[100:700]}
    assert [each.id for each in record.documents(some)] == sorted(some)
    assert list(record.documents(["dnone"])) == []


def test_a_document_is_found_by_the_names_that_people_know(record: Record) -> None:
    url = "https://news.example/1"
    old = document("A bomb.", url, url=url, external_id="7")
    new = document("A bomb, corrected.", url, url=url, supersedes=old.id)
    record.add([old, new, BOMB])
    assert record.find_document(old.id) == record.find_document("7") == old
    assert record.find_document(url) == new
    assert record.find_document("a.txt") == BOMB
    assert record.find_document("b.txt") is None


def test_the_same_text_from_two_sources_is_two_documents(record: Record) -> None:
    record.add([document("Same words.", "a"), document("Same  words.", "b")])
    first, second = record.documents()
    assert first.text_hash == second.text_hash


def test_what_no_database_can_store_is_a_problem_and_the_rest_is_added(record: Record) -> None:
    added = record.add([document("a\x00b", "nul.txt"), document("\ud800", "half.txt"), BOMB])
    assert (added.added, [p.where for p in added.refused]) == (1, ["nul.txt", "half.txt"])
    assert [p.code for p in record.problems()] == ["unstorable", "unstorable"]


def test_starting_a_known_key_resumes_the_run(target: str) -> None:
    days = iter([datetime(2024, 5, day, tzinfo=UTC) for day in range(1, 9)])
    with open_record(target, clock=lambda: next(days)) as record:
        first = start(record)
        assert start(record) == first
        assert first.id == identity.run_id("rules", "1", "0", "1")
        assert first.started == datetime(2024, 5, 1, tzinfo=UTC)


def test_the_current_run_is_the_one_started_last_by_a_machine(record: Record) -> None:
    assert record.chosen_run() is None
    hand = start(record, "hand")
    assert record.chosen_run() == hand
    old, new = start(record), start(record, coder="2")
    start(record, "hand")
    assert record.chosen_run() == new
    start(record)
    assert record.chosen_run() == old
    assert record.chosen_run(new.id) == new
    assert record.runs_with_hand(new) == (hand, new)
    with pytest.raises(UnknownRunError, match=old.id):
        record.chosen_run("r0")


def test_a_coding_comes_back_whole(record: Record) -> None:
    fill(record)
    run = start(record)
    figure = TollFigure(
        effect="killed", victim_class="civilian", side="target", low=2, best=2, high=None
    )
    rich = event(
        BOMB,
        "bomb",
        happened=on("2023-01-30", "2023-01-31", "week"),
        places=at("Bannu", latitude=32.98, longitude=70.6, admin1="Khyber Pakhtunkhwa"),
        perpetrators=(Participant(text="gunmen", attribution="suspected"),),
        tolls=(figure,),
        claimed_by=(Claim(name="TTP"),),
        evidence=(Evidence(field="type", start=2, end=6, quote="bomb"),),
    )
    relation = Relation(
        id="x", document_id=BOMB.id, subject="A", relation="condemns", object="B", start=0, end=1,
        quote="A",
    )  # fmt: skip
    number = Statistic(
        id="y", document_id=BOMB.id, start=0, end=1, quote="A", measure="attacks", value=3.5
    )
    whole = Coding(
        document_id=BOMB.id,
        run_id=run.id,
        mentions=(Mention(document_id=BOMB.id, start=2, end=6, kind="trigger", text="bomb"),),
        events=(rich, event(BOMB, "Bannu")),
        statements=(statement(BOMB, "army", "supports talks", option="talks"),),
        relations=(relation,),
        statistics=(number,),
        problems=(Problem(where=BOMB.id, code="odd", message="Look.", stage="code"),),
    )
    assert record.write_codings(run, [whole, coding(CALM)]) == 2
    read = {each.document_id: each for each in record.codings(run)}
    assert read[BOMB.id] == whole
    assert read[CALM.id] == Coding(document_id=CALM.id, run_id=run.id)
    assert record.coding(run, BOMB.id) == whole
    assert record.coding(run, GUNS.id) is None
    assert record.coding_problems(run) == whole.problems


def test_a_document_is_coded_once_by_a_run(record: Record) -> None:
    fill(record)
    run = start(record)
    assert [each.id for each in record.uncoded(run)] == [BOMB.id, CALM.id, GUNS.id]
    assert record.write_codings(run, [coding(BOMB), coding(BOMB, event(BOMB, "bomb"))]) == 1
    assert record.write_codings(run, [coding(BOMB, event(BOMB, "bomb")), coding(CALM)]) == 1
    assert [each.id for each in record.uncoded(run)] == [GUNS.id]
    assert all(each.events == () for each in record.codings(run))
    assert len(list(record.uncoded(start(record, coder="2")))) == 3


def test_codings_are_written_while_the_uncoded_are_read(record: Record) -> None:
    many = [document(f"A bomb, report {n}", f"{n}.txt") for n in range(CODINGS * 3 + 7)]
    record.add(many)
    run = start(record)
    assert record.write_codings(run, code_plainly(record.uncoded(run))) == len(many)
    assert record.ledger(run).pending == 0


def test_a_coder_that_fails_loses_only_the_transaction_that_was_open(record: Record) -> None:
    many = [document(f"A bomb, report {n}", f"{n}.txt") for n in range(CODINGS + 20)]
    record.add(many)
    run = start(record)

    def failing() -> object:
        yield from code_plainly(many[: CODINGS + 10])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        record.write_codings(run, failing())
    assert record.ledger(run).coded == CODINGS


def test_codings_of_others_and_of_unknown_documents_are_refused(record: Record) -> None:
    fill(record)
    run = start(record)
    with pytest.raises(ForeignCodingError, match="r9"):
        record.write_codings(run, [replace(coding(BOMB), run_id="r9")])
    with pytest.raises(UnknownDocumentError, match="concord add"):
        record.write_codings(run, [coding(BOMB), coding(document("never added"))])
    assert record.ledger(run).coded == 0


def test_the_ledger_balances(record: Record) -> None:
    fill(record)
    more = [document(f"More {n}", f"{n}") for n in range(3)]
    record.add(more)
    run = start(record)
    record.write_codings(
        run,
        [
            coding(BOMB),
            coding(CALM, outcome="rejected", reason="no violence"),
            coding(more[0], outcome="rejected", reason="no violence"),
            coding(more[1], outcome="failed"),
        ],
    )
    assert record.ledger(run) == Ledger(
        run_id=run.id,
        documents=6,
        coded=1,
        rejected=2,
        failed=1,
        pending=2,
        reasons={"failed": 1, "no violence": 2},
    )


def test_a_hand_entered_source_is_read_by_no_machine(record: Record) -> None:
    fill(record)
    source = document("Two died near Tank, says the yearbook.", "Yearbook, p. 7", media="citation")
    record.add([source])
    hand, run = start(record, "hand"), start(record)
    assert source.id not in {each.id for each in record.uncoded(run)}
    assert [each.id for each in record.uncoded(hand)] == [source.id]
    assert (record.ledger(run).documents, record.ledger(hand).documents) == (3, 1)
    record.write_codings(hand, [coding(source), coding(BOMB, event(BOMB, "bomb"))])
    assert record.ledger(hand) == Ledger(
        run_id=hand.id, documents=2, coded=2, rejected=0, failed=0, pending=0
    )
    assert record.ledger(run).documents == 3


def test_a_removed_document_counts_nowhere_until_it_is_taken_back(record: Record) -> None:
    fill(record)
    run = start(record)
    record.write_codings(run, code_plainly([BOMB, CALM]))
    assert record.remove(BOMB.id)
    assert not record.remove(BOMB.id)
    assert BOMB.id not in {each.id for each in record.documents()}
    assert [each.document_id for each in record.codings(run)] == [CALM.id]
    assert record.ledger(run).documents == 2
    assert record.search("Bannu") == ()
    assert list(record.documents([BOMB.id])) == [BOMB]
    assert record.add([BOMB]) == Added(added=0, known=1)
    assert record.reinstate(BOMB.id)
    assert not record.reinstate(BOMB.id)
    assert len(list(record.codings(run))) == 2


def test_a_later_version_supersedes_and_gives_way_when_it_is_removed(record: Record) -> None:
    newer = document("A bomb went off in Bannu, killing three.", "a2.txt", supersedes=BOMB.id)
    newest = document("Correction: it was a gas leak.", "a3.txt", supersedes=newer.id)
    record.add([BOMB, newer, newest])
    assert list(record.documents()) == [newest]
    record.remove(newest.id)
    assert list(record.documents()) == [newer]
    assert list(record.documents([BOMB.id])) == [BOMB]


def test_a_forgotten_document_keeps_its_id_and_loses_its_words(record: Record) -> None:
    fill(record)
    copy = document(BOMB.text, "copy.txt")
    record.add([copy])
    run = start(record)
    record.write_codings(run, code_plainly([BOMB, CALM, copy]))
    link_plainly(record, run)
    record.write_problems([Problem(where=f"{BOMB.id}:3", code="x", message="A bomb"), *PROBLEMS])
    assert record.forget(BOMB.id) == 1
    assert record.forget(BOMB.id) == 1
    (kept,) = record.documents([BOMB.id])
    assert (kept.text, kept.title, kept.source, kept.text_hash) == ("", None, "", BOMB.text_hash)
    assert record.coding(run, BOMB.id) == Coding(document_id=BOMB.id, run_id=run.id)
    assert list(record.incidents(run)) == []
    assert record.problems() == PROBLEMS
    assert record.ledger(run).documents == 3
    assert [hit.document_id for hit in record.search("Bannu")] == [copy.id]
    assert record.add([BOMB]) == Added(added=0, known=1)
    with pytest.raises(ForgottenDocumentError):
        record.reinstate(BOMB.id)
    with pytest.raises(UnknownDocumentError):
        record.forget("dnone")


PROBLEMS = (
    Problem(where="a.jsonl:3", code="empty", message="There is no text.", stage="read"),
    Problem(where="b.pdf", code="encrypted", message="Save it without a password.", stage="read"),
)


def test_problems_are_kept_once_in_one_order(record: Record) -> None:
    record.write_problems(reversed(PROBLEMS))
    record.write_problems(PROBLEMS)
    assert record.problems() == PROBLEMS


def test_incidents_are_replaced_whole_and_found_by_every_name(record: Record) -> None:
    fill(record)
    run = start(record)
    first, second = event(BOMB, "bomb", happened=on("2023-01-30")), event(GUNS, "bomb")
    record.write_codings(run, [coding(BOMB, first), coding(GUNS, second)])
    record.write_incidents(run, [incident(first), incident(second)])
    merged = incident(first, second, aliases=(identity.incident_id(second.id),))
    record.write_incidents(run, [merged])
    assert list(record.incidents(run)) == [merged]
    for name in (merged.id, first.id, second.id, *merged.aliases):
        assert record.find_incident(run, name) == merged
    assert record.find_incident(run, "i0") is None
    record.drop_incidents()
    assert list(record.incidents(run)) == []


def test_incidents_are_built_again_to_the_same_bytes(record: Record) -> None:
    fill(record)
    run = start(record)
    record.write_codings(run, code_plainly(record.uncoded(run)))

    def rows() -> list[tuple[object, ...]]:
        with record.database.read() as connection:
            cached = (tables.incidents, tables.incident_names, tables.incident_caches)
            return [tuple(r) for t in cached for r in connection.execute(t.select().order_by(*t.c))]

    link_plainly(record, run)
    before = rows()
    record.drop_incidents()
    assert rows() == []
    link_plainly(record, run, list(record.view().events())[::-1])
    assert rows() == before


def test_rows_of_other_data_sets_are_added_once(record: Record) -> None:
    facts = event(BOMB, "bomb", happened=on("2023-01-30"))
    rows = [
        ExternalEvent(dataset=name, version="24.1", external_id=f"{n}", facts=facts, row={"a": "1"})
        for name in ("ged", "acled")
        for n in range(450)
    ]
    assert record.add_external([*rows, rows[0]]) == Added(added=900, known=1)
    assert record.add_external(rows) == Added(added=0, known=900)
    assert len(list(record.externals("ged"))) == 450
    read = list(record.externals())
    assert read == sorted(rows, key=lambda row: (row.dataset, row.external_id))


def test_decisions_are_numbered_and_come_back_whole(record: Record) -> None:
    fill(record)
    run = start(record)
    record.write_codings(run, [coding(BOMB, event(BOMB, "bomb"))])
    subject = event(BOMB, "bomb").id
    first = record.decide(ruling("correct", subject, field="killed_best", value="4", note="Fig. 2"))
    second = record.decide(ruling("undo", undoes=1))
    assert (first.sequence, first.value, second.sequence) == (1, 4, 2)
    assert record.decisions() == (first, second)
    assert record.active_decisions() == ()


def test_a_declaration_holds_until_the_next_one(record: Record) -> None:
    year = {"who": "Asma", "since": date(2023, 1, 1), "until": date(2023, 12, 31)}
    record.declare(Declaration(**year))
    assert record.declarations() == (Declaration(**year),)
    record.declare(Declaration(**year, complete=False))
    assert record.declarations() == ()


def test_two_programs_may_have_a_record_open(record: Record, target: str) -> None:
    with open_record(target) as other:
        other.add([BOMB])
        record.add([CALM])
        assert len(list(other.documents())) == len(list(record.documents())) == 2


def test_a_record_that_was_closed_opens_as_it_was(target: str) -> None:
    with open_record(target) as record:
        fill(record)
        run = start(record)
        record.write_codings(run, code_plainly(record.uncoded(run)))
        before = list(record.codings(run))
    with open_record(target) as record:
        assert list(record.codings(run)) == before
