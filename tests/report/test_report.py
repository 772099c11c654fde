"""The whole report of the invented record, read as a person would search it."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.invented import position as make_position
from tests.invented import statement as make_statement

from concord.model import Ledger, Scope, Statistic
from concord.report import write_report

if TYPE_CHECKING:
    from concord.model import Position

VOID = {"meta", "link", "br", "input", "circle", "line", "path", "rect"}


class Outline(HTMLParser):
    """Checks that tags nest, and collects ids, links, headings and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.headings: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given and tag == "a" else []
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, f"</{tag}> closes something else"
        self.text += " " if tag in {"td", "th", "dt", "dd", "li", "p", "summary"} else ""

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text += data


def write(view: Any, book: Any, path: Path, positions: tuple[Position, ...] = ()) -> Outline:
    out = path / "report.html"
    write_report(view, book, out, title="An invented spring", positions=positions)
    page = Outline()
    page.feed(out.read_text(encoding="utf-8"))
    page.close()
    assert page.open == []
    return page


def words_of(page: Outline) -> str:
    return re.sub(r"\s+", " ", page.text)


def test_every_inner_link_leads_somewhere_and_ids_are_unique(
    view: Any, book: Any, positions: tuple[Position, ...], tmp_path: Path
) -> None:
    page = write(view, book, tmp_path, positions)
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert all(link.startswith(("#", "https://", "data:text/csv")) for link in page.links)


def test_nothing_is_styled_or_scripted_in_place(view: Any, book: Any, tmp_path: Path) -> None:
    page = write(view, book, tmp_path)
    assert "style" not in page.attributes
    assert not [name for name in page.attributes if name.startswith("on")]


def test_headings_go_down_one_step_at_a_time(view: Any, book: Any, tmp_path: Path) -> None:
    levels = [int(tag[1]) for tag in write(view, book, tmp_path).headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_the_ledger_balances_in_words(view: Any, book: Any, tmp_path: Path) -> None:
    text = words_of(write(view, book, tmp_path))
    assert "6 documents read: 4 coded, 1 rejected, 1 failed" in text
    assert "of these: not in english" in text
    assert "x.pdf encrypted Save it unlocked." in text


def test_headline_figures_carry_range_and_definition(view: Any, book: Any, tmp_path: Path) -> None:
    text = words_of(write(view, book, tmp_path))
    assert "Incidents counted 3" in text
    assert "Killed (targets and bystanders) 12 (10 to 12 or more)" in text
    assert "1 incident counted apart" in text


def test_an_incident_opens_sentences_figures_claims_and_disputes(
    view: Any, book: Any, tmp_path: Path
) -> None:
    text = words_of(write(view, book, tmp_path))
    assert "In the Quetta blast at least seven people died, a hospital said." in text
    assert "at least 7, said by a hospital, in The Daily Test, 2 March 2024" in text
    assert "Red River Front claims responsibility, through a message" in text
    assert "Hill Brigade denies responsibility, through its spokesman" in text
    assert "disputed: killed" in text


def test_a_place_known_only_to_its_province_is_listed_and_not_drawn(
    view: Any, book: Any, tmp_path: Path
) -> None:
    page = write(view, book, tmp_path)
    assert "1 incident not drawn, known to no point of the map." in words_of(page)
    assert "Sindh, Pakistan (known only to the province): 1" in words_of(page)
    source = (tmp_path / "report.html").read_text(encoding="utf-8")
    titles = re.findall(r"<title>(.*?)</title>", source)
    assert [t for t in titles if t.startswith("Quetta")]
    assert not [t for t in titles if t.startswith("Sindh")]


def test_shares_stand_over_all_and_over_attributed(view: Any, book: Any, tmp_path: Path) -> None:
    text = words_of(write(view, book, tmp_path))
    assert "Red River Front 1 100% 33% to 100% 0" in text
    assert "Hill Brigade 0 0% 0% to 67% 1" in text


def test_positions_open_their_sentences_and_mixed_ones_are_hatched(
    view: Any, book: Any, positions: tuple[Position, ...], tmp_path: Path
) -> None:
    text = words_of(write(view, book, tmp_path, positions))
    assert "Talks with armed groups divides: 1 actor for, 1 against" in text
    assert "Red River Front on Talks with armed groups: as much for as against" in text
    source = (tmp_path / "report.html").read_text(encoding="utf-8")
    matrix = source[source.index('<table class="matrix">') : source.index("behind each position")]
    assert matrix.count('class="hatch"') == 1
    assert matrix.count('class="tone-for"') == 1
    assert matrix.count('class="tone-against"') == 1
    assert matrix.count('class="tone-none"') == 1


def test_who_is_not_named_is_no_actor_of_the_matrix(view: Any, book: Any, tmp_path: Path) -> None:
    names = ("Hill Brigade", "some groups", "conference", "Residents", "Two officials")
    said = tuple(make_position(name, "talks", 1.0, ("s1",)) for name in names)
    text = words_of(write(view, book, tmp_path, said))
    assert "4 speakers whom the texts do not name left out of the matrix." in text
    assert "some groups" not in text


def test_an_empty_record_says_what_to_do_next(empty: Any, book: Any, tmp_path: Path) -> None:
    text = words_of(write(empty, book, tmp_path))
    for advice in ("concord build FOLDER", "concord incident add", "No position in this scope"):
        assert advice in text
    assert "no run: nothing has been coded yet" in text


def test_a_view_without_a_ledger_counts_its_documents(view: Any, book: Any, tmp_path: Path) -> None:
    text = words_of(write(replace(view, ledger=None), book, tmp_path))
    assert "4 documents in this view" in text


def test_pending_documents_are_part_of_the_balance(view: Any, book: Any, tmp_path: Path) -> None:
    ledger = Ledger(run_id="r", documents=5, coded=2, rejected=0, failed=0, pending=3)
    text = words_of(write(replace(view, ledger=ledger), book, tmp_path))
    assert "3 not coded yet" in text


def test_the_scope_stands_in_every_caption(view: Any, book: Any, tmp_path: Path) -> None:
    scope = Scope(countries=("PK",))
    text = words_of(write(replace(view, scope=scope), book, tmp_path))
    assert text.count("Scope: countries: PK. Unit: incident.") >= 4


def test_the_same_view_gives_the_same_bytes(view: Any, book: Any, tmp_path: Path) -> None:
    write(view, book, tmp_path)
    first = (tmp_path / "report.html").read_bytes()
    write(view, book, tmp_path)
    assert (tmp_path / "report.html").read_bytes() == first


def test_a_file_over_the_limit_is_cut_and_says_how_to_get_the_rest(
    view: Any, book: Any, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    write_report(view, book, out, title="The same")
    write_report(view, book, out, title="The same", largest=out.stat().st_size - 1)
    text = out.read_text(encoding="utf-8")
    assert "2 of 4 incidents are shown, those counted and with the most deaths first" in text
    assert "concord export incidents" in text


def test_a_private_speaker_is_no_name_in_the_matrix(view: Any, book: Any, tmp_path: Path) -> None:
    speaker = replace(
        view.statements()[1],
        speaker="villager Adil Example",
        speaker_name=None,
        person="Adil Example",
    )
    held = {**view.held, "statements": (speaker,)}
    private = make_position("Adil Example", "talks", 1.0, (speaker.id,))
    page = write(replace(view, held=held), book, tmp_path, (private,))
    assert "Adil" not in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "[person]" in words_of(page)


def test_a_row_of_an_imported_data_set_is_its_own_source(
    view: Any, book: Any, tmp_path: Path
) -> None:
    row = replace(
        view.incidents()[0], id="ged:123", dataset="ged", release="25.1", event_ids=(),
        document_ids=(),
    )  # fmt: skip
    text = words_of(write(replace(view, held={**view.held, "incidents": (row,)}), book, tmp_path))
    assert "One row of ged" in text
    assert "Row 123 ged, version 25.1" in text
    assert "from ged" in text


def test_two_processes_with_other_hash_seeds_write_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from concord.report import write_report;"
        "from tests.invented import FakeBook, make_positions, make_view;"
        "write_report(make_view(), FakeBook(), Path(sys.argv[1]), title='T',"
        " positions=make_positions())"
    )
    root = Path(__file__).parents[2]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'src'}"}
        out = str(tmp_path / seed)
        subprocess.run([sys.executable, "-c", code, out], env=environment, check=True)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_a_statement_is_shown_in_its_sentence(view: Any, book: Any, tmp_path: Path) -> None:
    (bridge,) = [d for d in view.documents() if d.id == "d4"]
    part = make_statement(9, bridge, "shot two guards", stance="opposes")
    held = {**view.held, "statements": (part, *view.statements())}
    positions = (make_position("Hill Brigade", "talks", -1.0, ("s9", "s1")),)
    write(replace(view, held=held), book, tmp_path, positions)
    source = (tmp_path / "report.html").read_text(encoding="utf-8")
    section = source[source.index("behind each position") : source.index('id="statistics"')]
    marked = '<mark title="opposes" data-field="opposes">shot two guards</mark>'
    assert f"Gunmen {marked} at the Attock bridge." in section
    # A statement that is its whole sentence needs no mark.
    assert "<bdi>The Red River Front said it did it.</bdi>" in section


def test_tolls_of_one_event_are_left_to_the_incidents(view: Any, book: Any, tmp_path: Path) -> None:
    def number(id_: str, unit: str) -> Statistic:
        return Statistic(
            id=id_, document_id="d4", start=0, end=1, quote="Q", measure="killed", value=41.0,
            unit=unit,
        )  # fmt: skip

    held = {**view.held, "statistics": (number("a", "people (one event)"), number("b", "people"))}
    text = words_of(write(replace(view, held=held), book, tmp_path))
    assert text.count("41 people") == 1
    assert "Left to the incidents: 1 number that is the toll of one event;" in text
