from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Desk


def test_names_that_the_packs_lack_are_suggested(desk: Desk) -> None:
    (desk.folder / "articles" / "new.txt").write_text(
        "Title: Ambush\nPublished: 2024-05-04\n\nQUETTA: Gunmen shot dead three policemen near "
        "Quetta on Friday. The Hill Liberation Front claimed responsibility for the attack.\n",
        encoding="utf-8",
    )
    desk.build()
    out = desk.run("pack", "suggest", "--kind", "actor")
    assert "- id: hill-liberation-front" in out
    assert "1 document" in out
    (found,) = json.loads(desk.run("pack", "suggest", "--kind", "actor", "--json"))
    assert (found["name"], found["documents"]) == ("Hill Liberation Front", 1)
    stubs = desk.run("pack", "suggest", "--kind", "actor", "--stubs")
    assert "#" not in stubs.partition("- id")[2]


def test_places_go_into_a_pack_of_ones_own(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "IT.txt"
    source.write_text("a,b\n", encoding="utf-8")
    assert "pack of your own" in desk.run("gazetteer", "add", str(source), status=1)

    desk.run("pack", "new", "mine", "--folder", str(tmp_path))
    cells = ["9", "Hentzau", "Hentzau", "", "45", "7.5", "P", "PPL", "IT", "", "", "", "", "", "0"]
    source.write_text("\t".join([*cells, "", "", "", ""]) + "\n", encoding="utf-8")
    mine = str(tmp_path / "mine")
    out = desk.run("gazetteer", "add", str(source), "--pack", "world", "--pack", mine)
    assert "1 place added" in out
    assert "is in order" in desk.run("pack", "check", mine)
