from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishing.conftest import EVENTS, HOSTILE
from tests.record.making import incident, ruling

from concord import sending
from concord.codebook.disputed import UnknownViewpointError
from concord.exchange.boundaries import UnknownBoundariesError, add_boundaries
from concord.model import Assertion, Participant
from concord.publishing.site import slug
from concord.publishing.site_files import (
    MANIFEST,
    FolderInUseError,
    UnsafePathError,
    write_site,
)
from concord.publishing.site_search import write_index

if TYPE_CHECKING:
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.record import Record

LINK = re.compile(r'href="([^"]+)"')


@pytest.fixture
def told(record: Record, book: Codebook) -> Record:
    """The first attack has a named victim, who is also quoted, and a note that is nobody's."""
    victim = Participant(text="Gulnaz Bibi", victim_class="civilian")
    first = incident(replace(EVENTS[0], targets=(victim,)))
    quote = Assertion(
        field="killed", value=7, document_id=EVENTS[0].document_id, event_id=EVENTS[0].id,
        quote="Gulnaz Bibi and six others died", said_by="a doctor",
    )  # fmt: skip
    run = record.chosen_run()
    assert run is not None
    record.decide(ruling("accept", EVENTS[0].id, note="my private note"), book=book)
    first = replace(first, assertions=(quote,))
    record.write_incidents(run, [first, *(incident(each) for each in EVENTS[1:])])
    return record


def publish(record: Record, book: Codebook, folder: Path, **scope: object) -> tuple[int, int, int]:
    done = sending.publish(record, book, folder, title="Attacks", scope=scope)
    return done.changed, done.unchanged, done.removed


def texts(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != MANIFEST
    }


def test_a_site_holds_no_private_name_note_or_markup(
    told: Record, book: Codebook, tmp_path: Path
) -> None:
    publish(told, book, tmp_path / "site")
    for name, text in texts(tmp_path / "site").items():
        assert "Gulnaz" not in text, name
        assert "private note" not in text, name
        if name.endswith(".html"):
            scripts = re.findall(r"<script[^>]*>.*?</script>", text, re.DOTALL)
            ours = ['<script src="search-index.js"></script>', '<script src="search.js"></script>']
            assert scripts == (ours if name == "search.html" else []), name
            assert ("script-src" in text) is (name == "search.html"), name
            assert "\u202e" not in text, name
            assert 'http-equiv="Content-Security-Policy"' in text, name
            assert " style=" not in text, name
            assert " src=" not in text or name == "search.html", name
    page = (tmp_path / "site" / "incidents" / f"{slug(incident(EVENTS[0]).id)}.html").read_text()
    assert "[civilian] and six others died" in page
    assert "a doctor" in page


def test_every_link_leads_somewhere(told: Record, book: Codebook, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(told, book, folder)
    for name, text in texts(folder).items():
        if not name.endswith(".html"):
            continue
        for link in LINK.findall(text):
            if link.startswith(("https://", "#")):
                continue
            assert not link.startswith("/"), link
            assert ((folder / name).parent / unquote(link)).resolve().is_file(), (name, link)


def test_the_search_finds_what_the_pages_say_and_no_masked_name(
    told: Record, book: Codebook, tmp_path: Path
) -> None:
    publish(told, book, tmp_path / "site")
    text = (tmp_path / "site" / "search-index.js").read_text("utf-8")
    rows = json.loads(text.removeprefix("window.concordIndex = ").removesuffix(";\n"))
    assert len(rows) == len(told.view(book=book).incidents())
    for path, title, words in rows:
        page = (tmp_path / "site" / path).read_text("utf-8")
        assert title[:20] in html.unescape(page)
        assert "Gulnaz" not in words
    assert any("[civilian] and six others died" in words for _, _, words in rows)


def test_nothing_in_the_search_ends_its_script() -> None:
    row = ("a.html", "</script><script>alert(1)</script>", "\u2028 & <!--")
    text = write_index([row])
    assert "<" not in text
    assert "\u2028" not in text
    inner = text.removeprefix("window.concordIndex = ").removesuffix(";\n")
    assert json.loads(inner) == [list(row)]


def test_the_map_counts_every_counted_incident_once(
    told: Record, book: Codebook, tmp_path: Path
) -> None:
    publish(told, book, tmp_path / "site")
    page = (tmp_path / "site" / "map.html").read_text("utf-8")
    counted = told.view(book=book).counted()
    listed = re.findall(r'<li><a href="(incidents/[^"]+)"', page)
    assert sorted(listed) == sorted(f"incidents/{slug(each.id)}.html" for each in counted)
    assert 'class="chart map"' in page
    for anchor in re.findall(r'href="#(part-\d+)"', page):
        assert f'id="{anchor}"' in page


def test_borders_are_those_of_the_viewpoint_that_is_chosen(
    told: Record, book: Codebook, tmp_path: Path
) -> None:
    neutral, theirs = tmp_path / "neutral", tmp_path / "theirs"
    sending.publish(told, book, neutral, title="x")
    sending.publish(told, book, theirs, title="x", drawn=sending.Drawn(viewpoint="pk"))
    assert "those in dispute are drawn as such" in (neutral / "map.html").read_text("utf-8")
    page = (theirs / "map.html").read_text("utf-8")
    assert "Borders of Pakistan are drawn as Pakistan has them" in page
    assert 'class="own-edge"' in page
    with pytest.raises(UnknownViewpointError, match="no boundary viewpoint"):
        sending.publish(told, book, tmp_path / "x", title="x", drawn=sending.Drawn(viewpoint="q"))
    assert not (tmp_path / "x").exists()


def test_boundaries_of_the_record_are_drawn(told: Record, book: Codebook, tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[60, 24], [78, 37]]}
    feature = {"type": "Feature", "properties": {"name": "A line", "disputed": True},
               "geometry": line}  # fmt: skip
    file = tmp_path / "own.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    add_boundaries(told, file, name="Mine", who="me")
    drawn = sending.Drawn(boundaries=("Mine",))
    sending.publish(told, book, tmp_path / "site", title="x", drawn=drawn)
    page = (tmp_path / "site" / "map.html").read_text("utf-8")
    assert 'class="own-line disputed"' in page
    with pytest.raises(UnknownBoundariesError, match="It keeps: Mine"):
        sending.publish(told, book, tmp_path / "site", title="x",
                        drawn=sending.Drawn(boundaries=("Other",)))  # fmt: skip


def test_a_second_run_writes_nothing_and_a_later_one_only_what_changed(
    told: Record, book: Codebook, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    changed, unchanged, removed = publish(told, book, folder)
    before = texts(folder)
    assert (unchanged, removed) == (0, 0)
    assert publish(told, book, folder) == (0, changed, 0)
    assert texts(folder) == before
    _, _, removed = publish(told, book, folder, since="2023", until="2023")
    assert removed > 0
    other = tmp_path / "other"
    publish(told, book, other, since="2023", until="2023")
    assert texts(folder) == texts(other)


def test_a_run_that_was_broken_off_is_taken_up(tmp_path: Path) -> None:
    folder = tmp_path / "site"

    def breaks() -> object:
        yield "index.html", b"one"
        yield "a/b.html", b"two"
        message = "the power went"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="power"):
        write_site(folder, breaks())  # type: ignore[arg-type] # it yields files
    done = write_site(folder, [("index.html", b"one"), ("c.html", b"three")])
    assert (done.changed, done.unchanged, done.removed) == (1, 1, 1)
    assert set(texts(folder)) == {"index.html", "c.html"}


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(FolderInUseError, match="not overwritten"):
        write_site(tmp_path, [("index.html", b"x")])
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.docx"]
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(FolderInUseError):
        write_site(file, [])
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text("[]")
    with pytest.raises(FolderInUseError):
        write_site(site, [])


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\x"])
def test_no_page_is_written_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsafePathError):
        write_site(tmp_path / "site", [(name, b"x")])


def test_a_link_inside_the_folder_is_not_written_through(tmp_path: Path) -> None:
    write_site(tmp_path / "site", [("index.html", b"x")])
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "site" / "index.html").unlink()
    (tmp_path / "site" / "index.html").symlink_to(victim)
    with pytest.raises(UnsafePathError):
        write_site(tmp_path / "site", [("index.html", b"y")])
    assert victim.read_text() == "mine"


@given(st.text(max_size=120), st.text(max_size=120))
def test_names_of_files_are_plain_and_their_own(one: str, other: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,91}", slug(one))
    if one != other:
        assert slug(one) != slug(other)
    assert slug("i0a-e1-bomb-1") == "i0a-e1-bomb-1"
    assert slug(HOSTILE) != slug(HOSTILE.lower())


def test_an_empty_scope_makes_a_site_that_says_so(
    told: Record, book: Codebook, tmp_path: Path
) -> None:
    publish(told, book, tmp_path / "site", since="1990", until="1990")
    assert "No incident stands in this scope" in (tmp_path / "site" / "index.html").read_text()
