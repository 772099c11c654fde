from __future__ import annotations

import csv
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from docx import Document
from tests.publishing.conftest import HOSTILE
from tests.record.making import ruling

from concord import analysis
from concord.analysis.measures import records
from concord.analysis.shares import DIGITS
from concord.codebook.packs import PackUnreadableError
from concord.codebook.templates import TemplateNotFoundError, load_regions, load_template
from concord.publishing import make_edition
from concord.publishing.cells import Figure, flat_row, print_cell, safe
from concord.publishing.edition import NothingToPrintError
from concord.publishing.series import compare
from concord.publishing.write_csv import write_csv
from concord.publishing.write_docx import write_docx
from concord.publishing.write_html import edition_html
from concord.publishing.write_xlsx import write_xlsx
from concord.record import open_record

if TYPE_CHECKING:
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.publishing import Edition
    from concord.publishing.cells import Table
    from concord.record import Record


@pytest.fixture
def monthly(record: Record, book: Codebook) -> Edition:
    return make_edition(record.view(book=book), book, "monthly", day=date(2024, 1, 15))


def table(edition: Edition, name: str) -> Table:
    return next(each for each in edition.tables if each.name == name)


def rows(edition: Edition, name: str) -> dict[str, tuple[Any, ...]]:
    return {str(row.cells[0]): row.cells[1:] for row in table(edition, name).rows}


def test_the_headline_compares_with_last_month_and_the_same_month_last_year(
    monthly: Edition,
) -> None:
    found = table(monthly, "headline")
    names = [column.name for column in found.columns]
    assert names == [
        "Measure", "January 2024", "December 2023", "Change on December 2023", "January 2023",
        "Change on January 2023",
    ]  # fmt: skip
    one, two = Figure(low=1, best=1, high=1), Figure(low=2, best=2, high=2)
    lines = rows(monthly, "headline")
    assert lines["Attacks"] == (two, one, 1.0, one, 1.0)
    assert lines["Killed, all sides"][0] == Figure(low=5, best=5, high=5)
    assert lines["Killed, all sides"][3] == Figure(low=7, best=7, high=10)
    assert any("may belong to January 2024" in note for note in found.notes)
    assert any("Not like for like" in note for note in found.notes)


def test_classes_add_up_over_all_sides(monthly: Edition) -> None:
    cells = [row.cells for row in table(monthly, "headline").rows]
    killed = {str(row[0]).strip(): row[1].best for row in cells[1:6] if isinstance(row[1], Figure)}
    assert killed == {
        "Killed, all sides": 5, "civilian": 0, "security": 4, "militant": 1,
        "other or not stated": 0,
    }  # fmt: skip


def test_the_former_tribal_districts_stand_apart_and_together(
    record: Record, book: Codebook, monthly: Edition
) -> None:
    found = rows(monthly, "regions")
    assert found["Former tribal districts"][0] == 1
    assert found["Khyber Pakhtunkhwa (settled districts)"][0] == 0
    assert found["Khyber Pakhtunkhwa and the former tribal districts together"][0] == 1
    assert found["Balochistan"][0] == 1
    assert found["All"][0] == 2
    # Before the merger they were a unit of their own, under other names.
    old = make_edition(record.view(book=book), book, "annual", day=date(2017, 1, 1))
    assert rows(old, "regions")["Former tribal districts"][0] == 1


def test_numbers_are_those_of_the_analyses(record: Record, book: Codebook) -> None:
    view = record.view(book=book)
    annual = make_edition(view, book, "annual", day=date(2023, 6, 1))
    year = record.view(book=book, since="2023", until="2023")
    totals = {row["measure"]: row for row in records(analysis.totals(year))}
    for label, measure in (("Attacks", "incidents"), ("Killed, all sides", "killed_total")):
        figure = rows(annual, "headline")[label][0]
        assert (figure.low, figure.best, figure.high) == tuple(
            totals[measure][bound] for bound in ("low", "best", "high")
        )
    trend = {row["label"]: row for row in records(analysis.trends(view, window="year"))}
    for label, cells in rows(annual, "by-year").items():
        if label in trend:
            assert cells[0] == trend[label]["incidents"]
            assert cells[1].best == trend[label]["killed_best"]
    shares = records(analysis.shares(year))
    assert [row.cells[:3] for row in table(annual, "groups").rows] == [
        (row["actor"], row["incidents"], row["share_attributed"]) for row in shares
    ]


def test_an_attack_without_a_figure_is_no_attack_without_dead(monthly: Edition) -> None:
    """On 19 January a bomb went off and no report says how many it killed."""
    lines = rows(monthly, "regions")
    assert print_cell(lines["Balochistan"][1], "figure") == "\N{EN DASH}"
    assert print_cell(lines["Punjab"][1], "figure") == "0"
    assert print_cell(lines["All"][1], "figure") == "4"
    notes = " ".join(table(monthly, "headline").notes)
    assert "No figure of the killed in 1 of 2 attacks in January 2024" in notes
    balochistan = next(r for r in table(monthly, "regions").rows if r.cells[0] == "Balochistan")
    assert flat_row(balochistan, table(monthly, "regions").columns)[2:5] == [None, None, None]


def test_the_documents_of_a_country_are_not_told_apart(record: Record, book: Codebook) -> None:
    view = record.view(book=book, countries=["PK"])
    edition = make_edition(view, book, "monthly", day=date(2024, 1, 15))
    assert "of the whole record, wherever they tell of" in table(edition, "headline").notes[0]


def test_percents_are_rounded_once() -> None:
    assert print_cell(round(15 / 19, DIGITS), "share") == "78.9%"
    assert print_cell(-1.0, "change") == "-100%"


def test_state_actions_and_coarse_dates_are_not_among_the_attacks(monthly: Edition) -> None:
    assert rows(monthly, "apart")["All"][0] == 1
    assert rows(monthly, "apart")["All"][1].best == 6
    assert len(monthly.chronology) == 2


def test_every_table_states_what_it_rests_on(record: Record, book: Codebook) -> None:
    record.decide(ruling("accept", next(iter(record.view().events())).id), book=book)
    run = record.chosen_run()
    assert run is not None
    record.write_incidents(run, list(record.incidents(run)))
    record.release("2024-01", book=book, who="Asma")
    view = record.view(book=book, release="2024-01")
    edition = make_edition(view, book, "monthly", day=date(2024, 1, 1))
    said = " ".join(edition.basis)
    for words in ("Counted: Attacks are", "Edition: release 2024-01", "Data set: own",
                  "of 2 incidents", "Geography: ", "Tolls: latest independent"):  # fmt: skip
        assert words in said
    page = edition_html(edition)
    assert page.count("Counted: Attacks are") == len(edition.tables) + 1
    live = make_edition(record.view(book=book), book, "monthly", day=date(2024, 1, 1))
    assert "no release, so that these figures may change" in " ".join(live.basis)
    assert [t.rows for t in live.tables] == [t.rows for t in edition.tables]


def test_the_chronology_tells_each_attack_in_one_neutral_sentence(monthly: Edition) -> None:
    first = monthly.chronology[0]
    assert first.day == "5 January 2024"
    assert first.sentence.startswith(
        "Bombing in Khar, Bajaur, Khyber Pakhtunkhwa, Pakistan: 4 killed, 1 of the attackers"
        " killed; claimed by Tehrik-i-Taliban Pakistan; denied by "
    )
    assert [each.link for each in first.sources] == ["https://daily.example/3"]


def test_no_cell_of_the_workbook_is_a_formula(monthly: Edition, tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    write_xlsx(monthly, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[0] == "About"
    assert len(book.sheetnames) == len(monthly.tables) + 2
    titles = [f"{table.title} " for table in monthly.tables]
    for name in book.sheetnames[1:-1]:  # a long title ends with a whole word
        assert any(re.match(rf"{re.escape(name)}\W", title) for title in titles), name
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(str(cell.value).startswith("=hyperlink") for cell in cells)
    sheet = book["Headline figures"]
    assert [sheet.cell(4, 2).value, sheet.cell(5, 2).value] == ["January 2024", 2]
    assert sheet.freeze_panes == "B5"
    text = [str(row[0].value) for row in sheet.iter_rows()]
    assert any(line.startswith("Counted: Attacks are") for line in text)


def test_csv_quotes_what_a_spreadsheet_would_run(monthly: Edition, tmp_path: Path) -> None:
    files = write_csv(monthly, tmp_path / "out")
    assert [file.name for file in files][:2] == ["01-headline.csv", "02-regions.csv"]
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [c for c in cells if c[:1] in ("=", "@")]
    assert safe("=1") == "'=1"
    assert safe("plain") == "plain"
    assert safe("") == ""


def test_the_document_has_every_table_with_a_repeated_header(
    monthly: Edition, tmp_path: Path
) -> None:
    out = tmp_path / "t.docx"
    write_docx(monthly, out)
    document = Document(str(out))
    assert len(document.tables) == len(monthly.tables)
    assert document.tables[0].rows[1].cells[0].text == "Attacks"
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [*(t.title for t in monthly.tables), "Chronology"]
    assert b"tblHeader" in zipfile.ZipFile(out).read("word/document.xml")


def test_the_page_holds_no_markup_of_others_and_runs_nothing(monthly: Edition) -> None:
    page = edition_html(monthly)
    assert "<script" not in page
    assert "\u202e" not in page
    assert "script-src" not in page
    assert "default-src &#39;none&#39;" in page
    assert HOSTILE not in page


def test_the_same_edition_gives_the_same_bytes(monthly: Edition, tmp_path: Path) -> None:
    for write, name in ((write_xlsx, "t.xlsx"), (write_docx, "t.docx")):
        first, second = tmp_path / name, tmp_path / f"again-{name}"
        write(monthly, first)
        write(monthly, second)
        assert first.read_bytes() == second.read_bytes()


def test_an_empty_record_has_no_latest_period(tmp_path: Path, book: Codebook) -> None:
    with open_record(tmp_path / "empty.db") as record:
        with pytest.raises(NothingToPrintError, match="--period"):
            make_edition(record.view(book=book), book)
        empty = make_edition(record.view(book=book), book, day=date(2024, 1, 1))
    assert rows(empty, "headline")["Attacks"][0] == Figure(low=0, best=0, high=0)
    assert table(empty, "by-type").finding == "No attack in this period"


def test_templates_and_regions_are_read_with_care(book: Codebook, tmp_path: Path) -> None:
    assert load_template(book, "annual").window == "year"
    assert [r.name for r in load_regions(book)][1] == "Former tribal districts"
    with pytest.raises(TemplateNotFoundError, match="annual, monthly"):
        load_template(book, "weekly")
    faults = {
        "x: 1": "a list of sections",
        "window: week\nsections: []": "window must be one of",
        "window: month\nsections: [{kind: pie, title: x}]": "use headline",
        "window: month\nsections: [{kind: breakdown, by: mood, title: x}]": "use type, tactic",
        "window: month\nsections: [{kind: headline, colour: red}]": "unknown key colour",
        "window: month\nsections: [{title: x}]": "needs the key kind",
        "window: month\nsections: [{kind: apart, title: x, categories: y}]": "a list where one",
    }
    for content, message in faults.items():
        file = tmp_path / "own.yaml"
        file.write_text(content)
        with pytest.raises(PackUnreadableError, match=message):
            load_template(book, str(file))


def test_a_template_of_ones_own(record: Record, book: Codebook, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "title: Mine\nwindow: year\nsections:\n"
        "- {kind: breakdown, by: district, title: Districts, most: 1}\n"
        "- {kind: breakdown, by: country, title: Countries}\n"
    )
    edition = make_edition(record.view(book=book), book, str(file), day=date(2024, 1, 1))
    assert [t.name for t in edition.tables] == ["by-district", "by-country"]
    assert table(edition, "by-district").notes == ("The 1 with most attacks of 3.",)
    assert "Pakistan" in rows(edition, "by-country")
    assert edition.chronology == ()


def test_periods_are_read_in_the_districts_of_the_year_asked_for(
    record: Record, book: Codebook
) -> None:
    """Khar lay in Bajaur Agency of FATA until the merger of 2018, and lies in Bajaur since."""

    def districts(year: int) -> set[str | None]:
        view = record.view(book=book).in_districts_of(year)
        edition = make_edition(view, book, "monthly", day=date(2024, 1, 15))
        assert f"those of the end of {year} throughout" in " ".join(edition.basis)
        now = compare(view, date(2024, 1, 15), "month").view
        return {each.facts.places[0].admin2 for each in now.incidents() if each.facts.places}

    assert "Bajaur Agency" in districts(2015)
    assert "Bajaur Agency" not in districts(2020)
    assert "Bajaur" in districts(2020)
