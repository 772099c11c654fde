"""The rows that the writer files for lists: those of the view, after whatever happens."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from tests.invented import make_view
from tests.record.making import NOON, at, code_plainly, document, event, incident, on, start
from tests.web.filling import fill

from concord.model import (
    Claim,
    Decision,
    Event,
    ExternalEvent,
    Incident,
    Location,
    Participant,
    TollFigure,
)
from concord.record import open_record, tables
from concord.record.choosing import choose
from concord.record.doctor import diagnose
from concord.record.externals import dataset_names, edition_names
from concord.record.listing import list_incidents
from concord.record.listing_cells import VERSION, Paper, cells_of, pack
from concord.record.listing_filing import misfiled
from concord.record.listing_read import read_listing, read_release_listing
from concord.record.migrations import MIGRATIONS, migrations
from concord.record.rulings import read_rulings
from concord.record.scoping import parse_scope, ready

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.record import Record
    from concord.record.listing import Listing


def read(record: Record, book: Codebook) -> Listing:
    run = record.chosen_run()
    editions = [each for each in edition_names(record.database) if "@" in each]
    rulings = read_rulings(record.database, run)
    return read_listing(record, run, book, editions=editions, rulings=rulings)


def described(listing: Listing) -> dict[str, Any]:
    """Return what a listing says of each row, whatever the order of its rows and words."""
    rows: dict[str, Any] = {}
    columns = ("days", "exact", "tolls", "party", "outlets", "origins", "reports", "confidence")
    for row, ident in enumerate(listing.ids):
        told: dict[str, Any] = {name: getattr(listing, name)[row].tolist() for name in columns}
        told |= {name: each.names[each.codes[row]] for name, each in listing.words.items()}
        told |= {name: bool(each[row]) for name, each in listing.flags.items()}
        told["spot"] = listing.spots[listing.spot[row]]
        for name, each in listing.pairs.items():
            told[name] = sorted(each.names[code] for code in each.codes[each.rows == row])
        told["documents"] = sorted(listing.documents.numbers[listing.documents.rows == row])
        rows[f"{ident} {told['edition']}"] = told
    return rows


def assert_as_viewed(record: Record, book: Codebook) -> None:
    view = record.view(book=book, datasets=("own", *dataset_names(record.database)))
    one, other = read(record, book), list_incidents(view, book)
    assert described(one) == described(other)
    assert [one.ids[row] for row in one.order] == [other.ids[row] for row in other.order]
    with record.database.read() as connection:
        assert list(misfiled(connection)) == []


def test_what_is_filed_is_what_the_view_shows(filled: Record, book: Codebook) -> None:
    assert len(read(filled, book)) == 4
    assert_as_viewed(filled, book)


def test_rulings_are_put_upon_what_is_filed(filled: Record, book: Codebook) -> None:
    run = filled.chosen_run()
    assert run is not None
    one, two, three, _ = (each.id for each in filled.incidents(run))
    ruled: dict[str, Any] = {"who": "me", "recorded": NOON, "sequence": 0}
    filled.decide(Decision(kind="reject", subjects=(one,), **ruled))
    filled.decide(Decision(kind="accept", subjects=(two,), **ruled))
    value = "Gilgit-Baltistan"
    filled.decide(Decision(kind="correct", subjects=(three,), field="admin1", value=value, **ruled))
    assert_as_viewed(filled, book)
    listing = read(filled, book)
    assert one not in listing.positions
    assert dict(choose(listing, ready(parse_scope()), None).facet("review")) == {
        "accepted": 1, "corrected": 1, "machine": 1,
    }  # fmt: skip
    filled.decide(Decision(kind="undo", subjects=(), undoes=1, **ruled))
    assert_as_viewed(filled, book)
    assert one in read(filled, book).positions


def test_documents_set_aside_and_taken_back_in_are_seen(filled: Record, book: Codebook) -> None:
    for name in ("d5", "d4"):
        filled.remove(name)
        assert_as_viewed(filled, book)
    filled.reinstate("d5")
    assert_as_viewed(filled, book)


def test_imported_rows_are_filed_by_edition(filled: Record, book: Codebook) -> None:
    facts = make_view().incidents()[0].facts
    rows = [ExternalEvent(dataset="ged", version=v, external_id=n, facts=facts)
            for v in ("1", "2@b") for n in "78"]  # fmt: skip
    filled.add_external(rows[:3])
    assert len(read(filled, book)) == 7
    filled.add_external(rows)
    assert_as_viewed(filled, book)
    assert len(read(filled, book)) == 8


def test_linking_again_files_what_changed(record: Record, book: Codebook) -> None:
    texts = [document(f"A bomb in Bannu {n}.", f"{n}.txt", publisher=f"Paper {n % 2}",
                      url=f"https://www.paper{n % 2}.org/{n}") for n in range(5)]  # fmt: skip
    record.add(texts)
    run = start(record)
    record.write_codings(run, code_plainly(texts))
    events = [event(each, "bomb", happened=on("2023-01-30"), places=at("Bannu")) for each in texts]
    record.write_incidents(run, [incident(each) for each in events[:3]])
    assert_as_viewed(record, book)
    joined = incident(events[0], events[1], disputed=("killed",))
    record.write_incidents(run, [joined, incident(events[2]), incident(events[4])])
    assert_as_viewed(record, book)
    listing = read(record, book)
    assert sorted(listing.reports.tolist()) == [1, 1, 2]
    linked = record.linked_now(run, linker="")
    record.change_incidents(run, [joined.id], [incident(events[3])], linked=linked, reaches=())
    assert_as_viewed(record, book)
    assert joined.id not in read(record, book).positions


def test_a_source_is_found_by_its_name_its_host_its_address_or_its_place(
    record: Record, book: Codebook
) -> None:
    texts = [
        document("A bomb here.", "In/Ä.txt", publisher="The Paper"),
        document("A bomb there.", "b.txt", url="https://www.one.org/A?b=C"),
        document("A bomb everywhere.", "c.txt", url="https://one.org/É"),
    ]
    record.add(texts)
    run = start(record)
    record.write_codings(run, code_plainly(texts))
    record.write_incidents(run, [incident(event(each, "bomb")) for each in texts])
    listing = read(record, book)
    for name in ("the paper", "In/Ä.txt", "in/ä.txt", "B.TXT", "one.org", "https://www.ONE.org/a?b=c",
                 "https://one.org/é", texts[0].id, "nobody", "https://www.one.org"):  # fmt: skip
        view = record.view(book=book, sources=name)
        chosen = choose(listing, ready(parse_scope(sources=name), book))
        rows = np.flatnonzero(chosen.rows).tolist()
        assert {listing.ids[row] for row in rows} == {i.id for i in view.incidents()}, name
    assert dict(choose(listing, ready(parse_scope())).facet("sources")) == {
        "The Paper": 1, "one.org": 2,
    }  # fmt: skip


def test_a_forgotten_document_leaves_no_word_for_lists(filled: Record, book: Codebook) -> None:
    filled.forget("d4")
    with filled.database.read() as connection:
        for table in tables.LISTING_TABLES:
            assert connection.execute(sa.select(table)).all() == []
    assert_as_viewed(filled, book)


def test_an_older_record_is_filed_when_it_is_opened(target: str, book: Codebook) -> None:
    with open_record(target) as record:
        fill(record, make_view())
        facts = make_view().incidents()[0].facts
        record.add_external(
            [ExternalEvent(dataset="ged", version="1", external_id="7", facts=facts)]
        )
        before = described(read(record, book))
        with record.database.write() as connection:
            for table in tables.LISTING_TABLES:
                table.drop(connection)
            steps = [step.name for step in MIGRATIONS]
            since = migrations.c.number > steps.index("listings")
            connection.execute(sa.delete(migrations).where(since))
    with open_record(target) as record:
        assert described(read(record, book)) == before
        assert_as_viewed(record, book)


def test_words_of_an_older_record_are_found_by_their_owner_from_now_on(
    target: str, book: Codebook
) -> None:
    words = tables.listing_words
    with open_record(target) as record:
        fill(record, make_view())
        facts = make_view().incidents()[0].facts
        row = ExternalEvent(dataset="ged", version="1", external_id="7", facts=facts)
        record.add_external([row])
        before = described(read(record, book))
        with record.database.write() as connection:
            connection.exec_driver_sql("DROP INDEX listing_words_by_word")
            for (word,) in connection.execute(sa.select(words.c.word).distinct()).all():
                alone = hashlib.sha256(word.encode()).hexdigest()[:32]
                change = sa.update(words).where(words.c.word == word)
                connection.execute(change.values(digest=alone))
            connection.exec_driver_sql(
                "CREATE UNIQUE INDEX listing_words_by_digest ON listing_words (owner, digest)"
            )
            connection.execute(sa.delete(migrations).where(migrations.c.name == "digests"))
    with open_record(target) as record:
        record.add_external([replace(row, external_id="8")])
        now = described(read(record, book))
        assert {ident: now[ident] for ident in before} == before
        assert len(now) == len(before) + 1
        with record.database.read() as connection:
            assert list(misfiled(connection)) == []
            names = {each["name"] for each in sa.inspect(connection).get_indexes(words.name)}
    assert names == {"listing_words_by_word"}


def test_a_release_is_filed_as_it_was_frozen(filled: Record, book: Codebook) -> None:
    facts = make_view().incidents()[0].facts
    for version in ("1", "2 b"):
        filled.add_external(
            [ExternalEvent(dataset="ged", version=version, external_id="7", facts=facts)]
        )
    run = filled.chosen_run()
    assert run is not None
    first = next(iter(filled.incidents(run))).id
    ruled: dict[str, Any] = {"who": "me", "recorded": NOON, "sequence": 0}
    filled.decide(Decision(kind="accept", subjects=(first,), **ruled))
    filled.write_incidents(run, list(filled.incidents(run)))
    for name in ("a_b", "axb"):
        filled.release(name, book=book, who="me")
    filled.decide(Decision(kind="reject", subjects=(first,), **ruled))

    def check(name: str) -> Listing:
        found = read_release_listing(filled, filled.find_release(name), book)
        view = filled.view(book=book, release=name, datasets=("own", "ged"))
        assert described(found) == described(list_incidents(view, book))
        with filled.database.read() as connection:
            assert list(misfiled(connection)) == []
        return found

    assert len(check("a_b")) == 6
    assert first in check("axb").positions
    filled.forget("d4")
    assert len(check("a_b")) == len(check("axb")) == 6
    with filled.database.write() as connection:
        connection.execute(sa.delete(tables.listing_rows))
    found = read_release_listing(filled, filled.find_release("a_b"), book)
    assert len(found) == 6


def test_the_doctor_finds_a_row_that_is_not_what_its_incident_says(filled: Record) -> None:
    assert [each for each in diagnose(filled) if each.code == "listing"] == []
    rows, words = tables.LISTING_TABLES
    with filled.database.write() as connection:
        ids = list(connection.execute(sa.select(rows.c.id).order_by(rows.c.id)).scalars())
        connection.execute(sa.delete(rows).where(rows.c.id == ids[0]))
        connection.execute(sa.update(rows).where(rows.c.id == ids[1]).values(packed=b"\x00" * 4))
        owner = connection.execute(sa.select(rows.c.owner).limit(1)).scalar_one()
        connection.execute(sa.insert(rows).values(owner=owner, id="lost", packed=b""))
        connection.execute(sa.delete(words).where(words.c.word == "Attock"))
    found = [each.where for each in diagnose(filled) if each.code == "listing"]
    assert {ids[0], ids[1]} <= set(found)


def test_cells_say_what_they_said_when_they_were_filed() -> None:
    """If this fails, what is filed in records is old: raise VERSION, add a step to MIGRATIONS.

    The step files everything anew (``listing_filing.file_all``); then put the new sum here.
    """
    facts = Event(
        id="d1-e0-bomb", document_id="d1", start=0, end=4, type="bombing", family="bomb",
        category="militant_attack", confidence=0.8125, target_class="police", part_of="summary",
        happened=on("2023-01-30", "2023-02-02", "week"),
        places=(Location(text="the bazaar", name="Bannu", place_id="p1", latitude=32.99,
                         longitude=70.6, precision="town", admin2="Bannu", admin1="KP",
                         country="PK", start=3, end=9),),
        perpetrators=(Participant(text="men", actor_id="ttp", name="TTP"),),
        targets=(Participant(text="a post", name="Frontier Corps"),),
        claimed_by=(Claim(name="TTP", actor_id="ttp"),),
        tolls=(
            TollFigure(effect="killed", victim_class="police", side="target", low=2, best=3,
                       high=None),
            TollFigure(effect="injured", victim_class="civilian", side="target", low=1, best=1,
                       high=4, party=True),
        ),
    )  # fmt: skip
    made = Incident(
        id="i1", facts=facts, event_ids=("d1-e0-bomb", "d2-e0-bomb"), outlets=2, origins=1,
        document_ids=("d1", "d2", "d9"), disputed=("killed",),
    )  # fmt: skip
    papers = {"d1": Paper(7, ("Paper",), ("paper", "paper.org")), "d2": Paper(9, ("b.txt",), ())}
    cells = cells_of(made, papers)
    codes = {word: at for at, word in enumerate(sorted({"", *cells.all_words()}))}
    told = hashlib.sha256("\n".join(codes).encode() + pack(cells, codes)).hexdigest()[:16]
    assert (VERSION, told) == (1, "5f44356b49ee0a1c")
    assert cells_of(replace(made, document_ids=()), {}).documents == ()
    filing = [step for step in MIGRATIONS if step.name.startswith("listings")]
    assert len(filing) == VERSION
