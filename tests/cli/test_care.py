from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def test_explaining_nothing_says_where_ids_are(built: Desk) -> None:
    assert "concord export" in built.run("explain", "nothing", status=1)
