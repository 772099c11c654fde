from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.exchange.test_acled import table

from concord.cli import main

if TYPE_CHECKING:
    from tests.cli.conftest import Desk


def test_tables_are_printed_and_written(built: Desk) -> None:
    printed = built.run("tables", "monthly", "--period", "2023-03")
    assert "Monthly security report, March 2023" in printed
    assert "Counted: Attacks are" in printed
    found = json.loads(built.run("tables", "annual", "--json"))
    assert found["period"] == "2023"
    assert len(found["chronology"]) == 1
    out = built.folder / "out"
    out.mkdir()
    files = {kind: str(out / f"t.{kind}") for kind in ("xlsx", "docx", "html")}
    options = [word for kind, file in files.items() for word in (f"--{kind}", file)]
    built.run("tables", "annual", *options, "--csv", str(out / "csv"))
    assert sorted(file.name for file in out.iterdir()) == ["csv", "t.docx", "t.html", "t.xlsx"]
    assert (out / "csv" / "01-headline.csv").is_file()


def test_tables_of_a_release_say_so(built: Desk) -> None:
    built.run("release", "2023-annual")
    assert "Edition: release 2023-annual" in built.run(
        "tables", "annual", "--release", "2023-annual"
    )


def test_tables_are_read_in_the_districts_of_a_year(built: Desk) -> None:
    as_of_the_day = "those of the day on which it happened"
    assert as_of_the_day in built.run("tables", "annual")
    read = built.run("tables", "annual", "--districts", "2023")
    assert "Provinces and districts are those of the end of 2023 throughout" in read
    assert as_of_the_day not in read


def test_a_window_and_a_period_exclude_each_other(built: Desk) -> None:
    assert "--period" in built.run("tables", "annual", "--since", "2023", status=2)
    assert "There is no template" in built.run("tables", "weekly", status=1)


def test_a_digest_tells_what_the_later_article_brought(built: Desk) -> None:
    text = built.run("digest", "--since", "2023-03-07")
    assert "killed 6, now 9" in text
    assert "Toll of Quetta" not in text
    assert "harbourpost.example" in text
    page = built.folder / "digest.html"
    built.run("digest", "--since", "2024-01-01", "-o", str(page))
    assert "Positions newly taken" in page.read_text("utf-8")
    assert "since alone" in built.run("digest", "--until", "2024-01-01", status=2)
    assert "No new incident." in built.run("digest"), "since yesterday"


def test_a_site_is_published_again(built: Desk) -> None:
    folder = built.folder / "site"
    assert "0 unchanged" in built.run("publish", str(folder), "--title", "Quetta")
    assert "0 files written" in built.run("publish", str(folder), "--title", "Quetta")
    assert (folder / "data" / "incidents.csv").is_file()
    assert "not overwritten" in built.run("publish", str(built.folder), status=1)


def test_a_record_is_backed_up_and_restored(built: Desk) -> None:
    file, again = built.folder / "b.gz", built.folder / "again.db"
    assert "3 documents" in built.run("backup", str(file))
    built.run("restore", str(file), "--record", str(again))
    assert built.rows("incidents", "--record", str(again)) == built.rows("incidents")
    assert "not overwritten" in built.run("restore", str(file), status=1)
    file.write_bytes(file.read_bytes()[:-20])
    assert "Nothing was changed" in built.run("restore", str(file), "-r", "x.db", status=1)


def test_a_folder_is_watched_once(desk: Desk) -> None:
    feeds = desk.folder / "feeds.yaml"
    feeds.write_text("folders: [articles]\n")
    assert "3 documents added" in desk.run("watch", str(feeds), "--once")
    assert "No source is due yet" in desk.run("watch", str(feeds), "--once")
    assert "articles" in desk.run("watch", str(feeds), "--status")
    feeds.write_text("feeds: [ftp://x]\n")
    assert "no http or https address" in desk.run("watch", str(feeds), "--once", status=1)


def test_no_site_is_made_of_rows_that_nobody_may_pass_on(built: Desk) -> None:
    rows = table(built.folder)
    built.run("import", "acled", str(rows), "--version", "invented")
    said = built.run("publish", str(built.folder / "other"), "--datasets", "acled", status=1)
    assert "forbid passing its rows on" in said


@pytest.mark.parametrize("name", ["tables", "digest", "publish", "backup", "restore", "watch"])
def test_each_command_explains_itself(name: str) -> None:
    command = main.get_command(None, name)  # type: ignore[arg-type] # no context is needed
    assert command is not None
    assert "concord" in (command.help or "")
