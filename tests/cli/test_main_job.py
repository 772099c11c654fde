from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from concord.cli import COMMANDS, main

if TYPE_CHECKING:
    from cli.conftest import Desk


def test_build_reads_codes_links_and_reports(desk: Desk) -> None:
    desk.build()

    assert "Quetta" in (desk.folder / "r.html").read_text("utf-8")
    incidents = desk.rows("incidents")
    assert [i["type"] for i in incidents] == ["suicide_bombing"]
    assert len(incidents[0]["document_urls"]) == 2


def test_two_reports_of_one_attack_are_one_incident_with_the_later_toll(built: Desk) -> None:
    (incident,) = built.rows("incidents")

    assert incident["happened_from"] == "2023-03-06"
    assert incident["killed_best"] == 9
    said = {(a["low"], a["document_id"]) for a in incident["assertions"]["killed"]}
    assert {low for low, _ in said} == {6, 9}


def test_building_twice_reads_and_codes_nothing_twice(desk: Desk) -> None:
    desk.build()
    before = desk.rows("events")

    out = desk.run(
        "build", str(desk.folder / "articles"), "--report", str(desk.folder / "r.html"), "--json"
    )

    assert json.loads(out)["added"] == 0
    assert json.loads(out)["known"] == 3
    assert desk.rows("events") == before


def test_steps_one_by_one_give_what_build_gives(desk: Desk) -> None:
    desk.build()
    at_once = desk.rows("incidents")
    desk.record.unlink()

    desk.run("add", str(desk.folder / "articles"))
    desk.run("code")
    desk.run("link")
    desk.run("report", "-o", str(desk.folder / "again.html"))

    assert desk.rows("incidents") == at_once
    assert (desk.folder / "again.html").exists()


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_goes_on(desk: Desk) -> None:
    (desk.folder / "articles" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")

    out = desk.run(
        "build",
        str(desk.folder / "articles"),
        "--report",
        str(desk.folder / "r.html"),
        status=3,
    )

    assert "broken.pdf" in out
    assert len(desk.rows("incidents")) == 1


def test_a_source_that_is_not_there_is_an_error_that_says_so(desk: Desk) -> None:
    result = CliRunner().invoke(main, ["build", "nowhere", "--report", str(desk.folder / "r.html")])

    assert result.exit_code in (1, 2, 3)
    assert "nowhere" in result.output


def test_an_address_without_fetch_is_refused(desk: Desk) -> None:
    out = desk.run("add", "https://example.org/article", status=1)

    assert "--fetch" in out


def test_every_command_has_help_that_says_what_it_does() -> None:
    for name in COMMANDS:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output


def test_an_unknown_command_is_misuse() -> None:
    assert CliRunner().invoke(main, ["buidl"]).exit_code == 2


ZAMFARA = """Title: Market raided in Zamfara
Published: 2023-03-06
Publisher: Valley Times
URL: https://valleytimes.example/zamfara

GUSAU: Gunmen on motorcycles attacked a market in Gusau, Zamfara State, Nigeria, on Sunday, killing
eleven traders, the police said.
"""


def test_reports_on_a_country_that_has_a_pack_are_told_of_it_once(desk: Desk) -> None:
    for file in (desk.folder / "articles").iterdir():
        file.unlink()
    (desk.folder / "articles" / "gusau.txt").write_text(ZAMFARA, "utf-8")
    job = ("build", str(desk.folder / "articles"), "--report", str(desk.folder / "r.html"))

    said = desk.run(*job)
    assert said.count("there is a pack for Nigeria, where 1 of 1 event took place") == 1
    assert "--pack world --pack nigeria (or CONCORD_PACKS=world,nigeria)" in said
    assert "there is a pack for" not in desk.run(*job, "-p", "world", "-p", "nigeria")


def test_who_uses_the_pack_of_the_country_is_told_nothing(desk: Desk) -> None:
    out = desk.run("build", str(desk.folder / "articles"), "--report", str(desk.folder / "r.html"))
    assert "there is a pack for" not in out
    said = desk.run("code", "-p", "world")
    assert "there is a pack for Pakistan" in said
    assert "took place: --pack world --pack pakistan" in said
