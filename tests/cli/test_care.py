from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from concord.codebook import book as book_module
from concord.record import open_record
from concord.record.run_packs import load_packs

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Desk


def test_a_sound_record_is_in_order(built: Desk) -> None:
    assert "is in order" in built.run("doctor")


def test_a_removed_document_is_counted_nowhere(built: Desk) -> None:
    later = next(d for d in built.rows("documents") if "/toll" in d["document_url"])

    built.run("remove", later["document_id"])
    built.run("link")

    (incident,) = built.rows("incidents")
    assert incident["killed_best"] == 6


def test_a_forgotten_documents_words_are_nowhere_in_the_file(built: Desk) -> None:
    later = next(d for d in built.rows("documents") if "/toll" in d["document_url"])

    built.run("forget", later["document_id"], "--yes")
    built.run("link")

    assert b"hospital officials said on Tuesday" not in built.record.read_bytes()


def test_forget_asks_first(built: Desk) -> None:
    later = built.rows("documents")[0]

    built.run("forget", later["document_id"], status=1)

    assert len(built.rows("documents")) == 3


def test_explain_shows_the_steps_of_a_document(built: Desk) -> None:
    url = built.rows("events")[0]["document_url"]

    shown = built.run("explain", url)

    assert "== " in shown
    assert "suicide_bombing" in shown


def test_explain_shows_each_link_of_an_incident(built: Desk) -> None:
    (incident,) = built.rows("incidents")

    shown = built.run("explain", incident["incident_id"])

    assert "made of 2 events" in shown
    assert "linked" in shown


def with_a_pack(desk: Desk) -> Path:
    """Build the record with a pack of one's own, and return the folder of the pack."""
    pack = desk.folder / "own"
    (pack / "lexicon").mkdir(parents=True)
    (pack / "pack.yaml").write_text("title: Own\nrequires: [world, pakistan]\n", "utf-8")
    articles, report = str(desk.folder / "articles"), str(desk.folder / "r.html")
    packs = ("--pack", "world", "--pack", "pakistan", "--pack", str(pack))
    desk.run("build", articles, "--report", report, "--engine", "rules", *packs)
    return pack


def test_explaining_takes_the_packs_that_the_record_was_coded_with(desk: Desk) -> None:
    pack = with_a_pack(desk)
    url = desk.rows("events")[0]["document_url"]
    with open_record(desk.record) as record:
        run = record.chosen_run()
        assert run is not None
        book, remark = load_packs(record.database, run, ("world",))

    assert book.packs == ("world", "pakistan", "own")
    assert remark == ""
    assert "What follows" not in desk.run("explain", url)

    (pack / "notes.yaml").write_text("added: since\n", "utf-8")
    book_module._load.cache_clear()  # noqa: SLF001 - a new process would read the packs anew
    assert "packs as they are now" in desk.run("explain", url)

    shutil.rmtree(pack)
    book_module._load.cache_clear()  # noqa: SLF001 - the same
    assert "cannot be read" in desk.run("explain", url)
    assert "What follows" not in desk.run("explain", url, "--pack", "world")


def test_explaining_nothing_says_where_ids_are(built: Desk) -> None:
    assert "concord export" in built.run("explain", "nothing", status=1)
