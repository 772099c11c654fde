from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from tests.record.making import NOON, at, coding, document, event, incident, on, ruling, start

from concord.codebook.book import Codebook
from concord.codebook.packs import SHIPPED, open_pack
from concord.model import ExternalEvent, Problem, Statistic, TollFigure
from concord.record import Declaration, open_record, tables
from concord.record.releases import (
    InvalidReleaseNameError,
    ReleaseExistsError,
    StaleIncidentsError,
    UnknownReleaseError,
    check_release,
)
from concord.record.releases_diff import compare
from concord.record.rows import rows
from concord.record.scoping import InvalidScopeError

if TYPE_CHECKING:
    from concord.record import Record


def own_pack(folder: Path, aliases: str) -> Codebook:
    for name in ("types.yaml", "categories.yaml", "countries.tsv"):
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes((SHIPPED / "world" / name).read_bytes())
    (folder / "pack.yaml").write_text("name: mine\nlabel: Mine\nversion: '1'\n")
    (folder / "actors.yaml").write_text(
        f"actors:\n- id: mine-front\n  name: Mine Front\n  kind: armed_group\n"
        f"  aliases: [{aliases}]\n  note: invented\n"
    )
    inclusion = folder / "inclusion"
    inclusion.mkdir(exist_ok=True)
    statuses = "actual" if aliases == "Bannu Men" else "foiled"
    (inclusion / "mine.yaml").write_text(
        f"name: mine\nwords: My own rule, {statuses}.\nstatuses: [{statuses}]\nfamilies: [bomb]\n"
    )
    # Not `load`, which keeps in mind what it has read.
    return Codebook([open_pack(str(folder))])


BOOK = own_pack(Path(tempfile.mkdtemp()) / "mine", "Bannu Men")


FIRST = document(
    "A bomb killed two in Bannu. Gunmen fired at a van.", "a", publisher="Daily", title="Blast",
    url="https://daily.example/1", published="2023-01-31",
)  # fmt: skip
SECOND = document("The Bannu bomb killed three.", "b", publisher="Post", published="2023-02-01")
THIRD = document("A bomb went off in Tank.", "c", publisher="Echo", published="2023-03-01")


def killed(number: int) -> tuple[TollFigure, ...]:
    return (
        TollFigure(
            effect="killed", victim_class="civilian", side="target",
            low=number, best=number, high=number, text=f"killed {number}",
        ),
    )  # fmt: skip


BOMB = event(
    FIRST, "bomb", happened=on("2023-01-30"), places=at("Bannu", country="PK"), tolls=killed(2),
    summary="A bomb killed two.",
)  # fmt: skip
SHOTS = event(FIRST, "fired", "armed_attack", happened=on("2023-01-29"), places=at("Tank"))
AGAIN = event(SECOND, "bomb", happened=on("2023-01-30"), places=at("Bannu"), tolls=killed(3))
TANK = event(THIRD, "bomb", happened=on("2023-02-28"), places=at("Tank"))


@pytest.fixture
def coded(record: Record) -> Record:
    record.add([FIRST])
    run = start(record)
    figure = Statistic(id="s1", document_id=FIRST.id, start=0, end=1, quote="A bomb", measure="x",
                       value=1.0)  # fmt: skip
    record.write_codings(run, [coding(FIRST, BOMB, SHOTS, statistics=(figure,))])
    record.write_incidents(run, [incident(BOMB), incident(SHOTS)])
    return record


def freeze(record: Record, name: str = "2023") -> None:
    record.release(name, book=BOOK, who="Asma", note="Annual report")


def everything(record: Record, **scope: Any) -> list[dict[str, Any]]:
    """Return all that a view of a release shows, as rows."""
    view = record.view(book=BOOK, **scope)
    kinds = ("events", "incidents", "statements", "relations", "statistics", "problems",
             "decisions", "documents")  # fmt: skip
    return [row for kind in kinds for row in rows(view, kind, BOOK)]


def code_again(record: Record) -> None:
    """Code by a better coder, which reads the gun attack as two deaths on another day."""
    run = start(record, coder="2")
    later = replace(SHOTS, happened=on("2023-01-28"), tolls=killed(4))
    record.write_codings(run, [coding(FIRST, BOMB, later)])
    record.write_incidents(run, [incident(BOMB), incident(later)])


def add_documents(record: Record) -> None:
    record.add([SECOND, THIRD])
    run = record.chosen_run()
    assert run is not None
    record.write_codings(run, [coding(SECOND, AGAIN), coding(THIRD, TANK)])
    merged = replace(BOMB, tolls=killed(3))
    record.write_incidents(
        run,
        [replace(incident(BOMB, AGAIN), facts=merged), incident(SHOTS), incident(TANK)],
    )


def rule_on(record: Record) -> None:
    record.decide(ruling("reject", SHOTS.id), book=BOOK)
    record.decide(ruling("correct", BOMB.id, field="killed_best", value=7), book=BOOK)


def link_again(record: Record) -> None:
    run = record.chosen_run()
    assert run is not None
    record.write_incidents(run, list(record.incidents(run)))


def set_aside(record: Record) -> None:
    record.remove(FIRST.id)


def supersede(record: Record) -> None:
    record.add([document("No bomb at all.", "a2", supersedes=FIRST.id)])


def declare(record: Record) -> None:
    record.declare(Declaration(who="Bilal"))


def meet_problems(record: Record) -> None:
    record.write_problems([Problem(where="x", code="x", message="x")])


LATER = [code_again, add_documents, rule_on, set_aside, supersede, declare, meet_problems]


@pytest.mark.parametrize("change", LATER)
def test_nothing_that_comes_after_it_alters_a_release(coded: Record, change: Any) -> None:
    freeze(coded)
    before = everything(coded, release="2023")
    covered = coded.view(release="2023").coverage()
    change(coded)
    assert everything(coded, release="2023") == before
    assert coded.view(release="2023").coverage() == covered
    assert check_release(coded.database, coded.find_release("2023")) == ()


def test_a_release_shows_what_the_record_showed(coded: Record) -> None:
    rule_on(coded)
    link_again(coded)
    now = everything(coded)
    freeze(coded)
    frozen = everything(coded, release="2023")
    assert [{**row, "release": None} if "release" in row else row for row in frozen] == now
    assert {row["release"] for row in frozen if "release" in row} == {"2023"}
    made = coded.find_release("2023")
    assert (made.who, made.note, made.codebook_version) == ("Asma", "Annual report", BOOK.version)
    assert made.ledger is not None
    assert made.ledger.coded == 1
    assert made.counts["incidents"] == 1
    assert "release 2023 of " in made.words()


def test_a_scope_narrows_a_release_as_it_narrows_the_record(coded: Record) -> None:
    add_documents(coded)
    rule_on(coded)
    link_again(coded)
    freeze(coded)
    scopes: list[dict[str, Any]] = [
        {"since": "2023-02"},
        {"until": "2023-01-29"},
        {"types": "armed_attack"},
        {"countries": "PK"},
        {"places": "Tank"},
        {"sources": "Daily"},
        {"reviewed": True},
        {"reviewed": False},
        {"statuses": "foiled"},
    ]
    for scope in scopes:
        live, frozen = coded.view(**scope), coded.view(release="2023", **scope)
        assert [e.id for e in frozen.events()] == [e.id for e in live.events()], scope
        assert [i.id for i in frozen.incidents()] == [i.id for i in live.incidents()], scope
        assert [i.id for i in frozen.counted()] == [i.id for i in live.counted()], scope
        assert list(frozen.documents()) == list(live.documents()), scope


def test_imported_rows_are_frozen_and_stay_apart(coded: Record) -> None:
    row = ExternalEvent(dataset="ged", version="23.1", external_id="1", facts=BOMB)
    coded.add_external([row])
    freeze(coded)
    coded.add_external([replace(row, external_id="2")])
    view = coded.view(release="2023", datasets="ged")
    assert [each.external_id for each in view.externals()] == ["1"]
    assert [each.dataset for each in view.incidents()] == ["ged"]
    assert [each.dataset for each in coded.view(release="2023").incidents()] == ["own", "own"]
    assert coded.find_release("2023").datasets == ("ged 23.1",)


def test_a_release_is_never_made_twice_nor_from_stale_incidents(coded: Record) -> None:
    freeze(coded)
    with pytest.raises(ReleaseExistsError, match="never changes"):
        freeze(coded)
    coded.decide(ruling("reject", SHOTS.id), book=BOOK)
    with pytest.raises(StaleIncidentsError, match="concord link"):
        freeze(coded, "2024")
    assert [each.name for each in coded.releases()] == ["2023"]


@pytest.mark.parametrize("name", ["", "../x", "a b", "list", "diff", "-x", "x" * 65, "a/b"])
def test_a_release_has_a_plain_name(coded: Record, name: str) -> None:
    with pytest.raises(InvalidReleaseNameError, match="letters, digits"):
        freeze(coded, name)


def test_an_unknown_release_is_named_with_those_there_are(coded: Record) -> None:
    with pytest.raises(UnknownReleaseError, match="concord release NAME"):
        coded.view(release="2022")
    freeze(coded)
    with pytest.raises(UnknownReleaseError, match="There are: 2023"):
        coded.view(release="2022")
    with pytest.raises(InvalidScopeError, match="its own run"):
        coded.view(release="2023", run="rules")


def test_an_empty_record_can_be_frozen(record: Record) -> None:
    freeze(record)
    view = record.view(release="2023", book=BOOK)
    assert (view.run, *view.incidents(), *view.documents()) == (None,)


def test_equal_rows_are_kept_once_and_equal_editions_have_one_fingerprint(coded: Record) -> None:
    freeze(coded)
    count = sa.select(sa.func.count()).select_from(tables.frozen)
    with coded.database.read() as connection:
        before = connection.execute(count).scalar_one()
    freeze(coded, "2024")
    with coded.database.read() as connection:
        assert connection.execute(count).scalar_one() == before
    assert len({each.fingerprint for each in coded.releases()}) == 1


def test_forgetting_takes_the_words_from_a_release_and_leaves_the_facts(coded: Record) -> None:
    freeze(coded)
    coded.forget(FIRST.id)
    view = coded.view(release="2023", book=BOOK)
    found = {each.id: each.facts for each in view.incidents()}
    assert found[incident(BOMB).id].summary == ""
    assert [f.best for f in found[incident(BOMB).id].tolls] == [2]
    assert {f.text for each in found.values() for f in each.tolls} == {""}
    assert [each.quote for each in view.statistics()] == [""]
    (heading,) = view.headings.values()
    assert (heading.title, heading.url, heading.publisher) == (None, None, "Daily")
    with coded.database.read() as connection:
        left = connection.execute(sa.select(tables.frozen.c.payload)).scalars().all()
    assert not any("killed two" in each or "Blast" in each for each in left)
    assert check_release(coded.database, coded.find_release("2023")) == ()


def test_a_row_that_was_tampered_with_is_found(coded: Record) -> None:
    freeze(coded)
    release = coded.find_release("2023")
    with coded.database.write() as connection:
        old = connection.execute(
            sa.select(tables.frozen.c.payload).where(tables.frozen.c.payload.contains("killed two"))
        ).scalars().first()  # fmt: skip
        connection.execute(
            tables.frozen.update().where(tables.frozen.c.payload == old).values(payload="{}")
        )
    assert any("not as it was frozen" in each for each in check_release(coded.database, release))
    with coded.database.write() as connection:
        connection.execute(
            tables.release_rows.delete().where(tables.release_rows.c.kind == "incidents")
        )
    assert any("0 of 2 rows" in each for each in check_release(coded.database, release))


def test_a_release_is_read_under_the_packs_that_made_it(
    coded: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    then = own_pack(tmp_path / "mine", "Bannu Men")
    coded.release("2023", book=then, who="Asma")
    now = own_pack(tmp_path / "mine", "Tank Men")
    assert then.version != now.version
    view = coded.view(book=now, release="2023", inclusion="mine")
    assert view.book is not None
    assert view.book.version == then.version
    assert view.book.actors["mine-front"].aliases == ("Bannu Men",)
    assert view.inclusion.words() == "My own rule, actual."
    assert [each.id for each in view.counted()] == [incident(BOMB).id]


# What changed, and why


def kinds(record: Record, *names: str | None) -> dict[str, str]:
    views = [record.view(book=BOOK, release=name) for name in names]
    return {change.kind: change.why() for change in compare(*views)}


def test_nothing_changed_between_equal_editions(coded: Record) -> None:
    freeze(coded)
    assert kinds(coded, "2023", None) == {}


def test_a_diff_names_new_documents_and_what_they_raised(coded: Record) -> None:
    freeze(coded)
    add_documents(coded)
    freeze(coded, "2024")
    found = kinds(coded, "2023", "2024")
    assert found == {
        "killed changed": f"new document {SECOND.id} (Post)",
        "added": f"new document {THIRD.id} (Echo)",
    }
    views = [coded.view(book=BOOK, release=name) for name in ("2023", "2024")]
    raised = next(each for each in compare(*views) if each.kind == "killed changed")
    assert (raised.before, raised.after, raised.happened) == ("2", "3", "2023-01-30")


def test_a_diff_names_the_ruling(coded: Record) -> None:
    freeze(coded)
    rule_on(coded)
    found = kinds(coded, "2023", None)
    assert found["removed"] == "decision 1 (reject by Asma)"
    assert found["killed changed"] == "decision 2 (correct killed_best by Asma)"
    # Taken back, the change goes the other way.
    link_again(coded)
    freeze(coded, "2024")
    coded.decide(ruling("undo", undoes=1), book=BOOK)
    assert kinds(coded, "2024", None)["added"] == "no longer: decision 1 (reject by Asma)"


def test_a_diff_names_the_coder(coded: Record) -> None:
    freeze(coded)
    code_again(coded)
    found = kinds(coded, "2023", None)
    assert set(found) == {"re-dated", "killed changed"}
    assert "coder 1 -> 2" in found["re-dated"]


def test_a_diff_tells_merging_from_splitting(coded: Record) -> None:
    freeze(coded, "apart")
    run = coded.chosen_run()
    assert run is not None
    coded.write_incidents(run, [incident(BOMB, SHOTS)])
    freeze(coded, "together")
    assert kinds(coded, "apart", "together") == {"merged": "linked anew"}
    assert kinds(coded, "together", "apart") == {"split": "linked anew"}


def test_an_event_that_is_read_elsewhere_in_its_words_is_no_new_one(coded: Record) -> None:
    freeze(coded)
    run = start(coded, coder="2")
    shifted = event(FIRST, "A bomb", happened=on("2023-01-30"), places=at("Bannu", country="PK"),
                    tolls=killed(2))  # fmt: skip
    assert shifted.id != BOMB.id
    coded.write_codings(run, [coding(FIRST, shifted, SHOTS)])
    coded.write_incidents(run, [incident(shifted), incident(SHOTS)])
    assert kinds(coded, "2023", None) == {}


def test_a_document_set_aside_is_the_cause(coded: Record) -> None:
    freeze(coded)
    set_aside(coded)
    assert kinds(coded, "2023", None) == {"removed": f"without document {FIRST.id} (Daily)"}


def test_an_older_record_gets_room_for_releases(tmp_path: Path) -> None:
    target = tmp_path / "old.db"
    with open_record(target) as record, record.database.write() as connection:
        for table in ("release_rows", "releases", "frozen", "feeds"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("DELETE FROM migrations WHERE number >= 3")
    with open_record(target, clock=lambda: NOON) as record:
        record.release("first", book=BOOK, who="Asma")
        assert record.find_release("first").recorded == NOON
