# ruff: noqa: E501 - a table keeps one case a line
"""Every fault is told with its file, its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.codebook.building import countries, places, write_pack

from concord.codebook.check import check_pack
from concord.codebook.packs import PackNotFoundError
from concord.codebook.starter import StarterError, write_starter

TERM = "label: A, definition: D, examples: [so], counter_examples: [not]"


def faults(folder: Path, files: dict[str, str]) -> list[tuple[str, int, str]]:
    """Return file, line and code of every fault of a pack with these files."""
    found = []
    for fault in check_pack(write_pack(folder, files)):
        file, line = fault.where.rsplit(":", 1)
        assert fault.message
        assert fault.stage == "pack"
        found.append((Path(file).name, int(line), fault.code))
    return found


@pytest.mark.parametrize(
    ("file", "content", "line", "code"),
    [
        ("pack.yaml", "name: ruritania\ntitle: R\nversion: '1'\ncolour: red\n", 4, "unknown_key"),
        ("pack.yaml", "name: other\ntitle: R\nversion: '1'\n", 1, "wrong_name"),
        ("pack.yaml", "name: ruritania\nversion: '1'\n", 1, "missing"),
        ("pack.yaml", "name: ruritania\ntitle: R\nversion: '1'\nrequires: [x]\n", 4, "unknown_pack"),
        ("classes.yaml", f"- {{code: a, {TERM}, colour: red}}\n", 1, "unknown_key"),
        ("classes.yaml", f"- {{code: a, {TERM}}}\n- {{code: a, {TERM}}}\n", 2, "duplicate"),
        ("classes.yaml", "- {code: a, label: A, definition: D}\n", 1, "missing"),
        ("classes.yaml", "- {code: a, label: A, definition: '', examples: [x], counter_examples: [y]}\n", 1, "missing"),
        ("classes.yaml", f"- code: a\n  code: b\n  {TERM.replace(', ', chr(10) + '  ')}\n", 1, "repeated_key"),
        ("classes.yaml", "- just words\n", 1, "wrong_shape"),
        ("classes.yaml", "- {code: [\n", 2, "unreadable"),
        ("classes.yaml", f"- &a {{code: a, {TERM}}}\n- *a\n", 1, "unreadable"),
        ("types.yaml", f"- {{code: bombing, {TERM}, family: gun, violent: true}}\n", 1, "wrong_family"),
        ("types.yaml", f"- {{code: x, {TERM}, family: x, violent: perhaps}}\n", 1, "wrong_shape"),
        ("actors.yaml", "- {id: a, name: A, kind: party}\n", 1, "missing"),
        ("actors.yaml", "- id: a\n  name: A\n  kind: party\n  source: own\n  founded:\n    ?\n", 6, "wrong_shape"),
        ("actors.yaml", "- {id: a, name: A, kind: party, founded: ?, source: own}\n", 1, "unreadable"),
        ("actors.yaml", "- {id: a, name: A, kind: gang, source: own}\n", 1, "unknown_kind"),
        ("actors.yaml", "- {id: a, name: A, kind: party, level: high, source: own}\n", 1, "unknown_level"),
        ("actors.yaml", "- {id: a, name: A, kind: party, parent: b, source: own}\n", 1, "unknown_parent"),
        ("actors.yaml", "- {id: a, name: A, kind: party, founded: spring, source: own}\n", 1, "bad_date"),
        ("actors.yaml", "- {id: a, name: A, kind: party, founded: 2010-13, source: own}\n", 1, "bad_date"),
        ("actors.yaml", "- {id: a, name: A, kind: party, founded: 2012, ended: 2010-05, source: own}\n", 1, "bad_date"),
        ("actors.yaml", "- {id: a, name: A, kind: party, aliases: AA, source: own}\n", 1, "wrong_shape"),
        ("actors.yaml", "- {id: a, name: A, kind: party, aliases: [1], source: own}\n", 1, "wrong_shape"),
        ("actors.yaml", "- {id: a, name: A, kind: party, aliases: [B, B], source: own}\n", 1, "duplicate"),
        ("actors.yaml", "- {id: a, name: A, kind: party, source: own}\n" * 2, 2, "duplicate"),
        ("actor.yaml", "[]\n", 1, "unknown_file"),
        ("epochs.yaml", "- {country: RT, admin1: A, until: never}\n", 1, "bad_date"),
        ("inclusion/mine.yaml", "name: yours\nwords: all\n", 1, "wrong_name"),
        ("inclusion/mine.yaml", "name: mine\n", 1, "wrong_shape"),
        ("lexicon/words.yaml", "- a\n", 1, "wrong_shape"),
        ("lexicon/words.yaml", "a: [b]\na: [c]\n", 1, "repeated_key"),
        ("places/p.tsv", "id\tname\n", 1, "unreadable"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, file: str, content: str, line: int, code: str
) -> None:
    assert (Path(file).name, line, code) in faults(tmp_path, {file: content})


def test_parents_that_go_in_a_circle(tmp_path: Path) -> None:
    actors = (
        "- {id: a, name: A, kind: party, parent: b, source: own}\n"
        "- {id: b, name: B, kind: party, parent: a, source: own}\n"
    )
    assert faults(tmp_path, {"actors.yaml": actors}) == [
        ("actors.yaml", 1, "cycle"),
        ("actors.yaml", 2, "cycle"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("", "", True),
        ("ended: 2010-05, ", "founded: 2010-06, ", False),
        ("ended: 2010-05, ", "founded: 2009, ", True),
    ],
)
def test_two_actors_of_one_name(tmp_path: Path, first: str, second: str, *, clash: bool) -> None:
    actors = (
        f"- {{id: a, name: Front, kind: party, {first}source: own}}\n"
        f"- {{id: b, name: Other, aliases: [Front], kind: party, {second}source: own}}\n"
    )
    codes = [code for _, _, code in faults(tmp_path, {"actors.yaml": actors})]
    assert codes == (["duplicate_alias"] if clash else [])


@pytest.mark.parametrize(
    ("holders", "code"),
    [
        ("{person: A, since: 2010-01-01, until: 2009-01-01, source: own}", "bad_date"),
        ("{person: A, since: soon, until: null, source: own}", "bad_date"),
        ("{person: A, until: null, source: own}", "missing"),
        ("{person: A, since: 2010-01-01, until: null}", "missing"),
        ("{person: A, since: 2010, until: null, party: none, source: own}", "unknown_actor"),
        (
            "{person: A, since: 2010, until: 2012, source: own}, {person: B, since: 2011, until: 2013, source: own}",
            "overlap",
        ),
    ],
)
def test_tenures(tmp_path: Path, holders: str, code: str) -> None:
    files = {
        "actors.yaml": "- {id: a, name: A, kind: party, source: own}\n",
        "offices.yaml": f"- id: pm\n  title: Premier\n  actor: a\n  holders: [{holders}]\n",
    }
    assert code in [found for _, _, found in faults(tmp_path, files)]


def test_an_office_without_its_actor(tmp_path: Path) -> None:
    files = {"offices.yaml": "- {id: pm, title: Premier, actor: nobody}\n"}
    assert faults(tmp_path, files) == [("offices.yaml", 1, "unknown_actor")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("p1,Zenda,town,45.1,7.6,IT,North,,100,2", None),
        ("p1,Zenda,town,7.6,45.1,IT,North,,100,2", "outside"),
        ("p1,Zenda,town,95,7.6,IT,North,,100,2", "bad_degrees"),
        ("p1,Zenda,town,x,7.6,IT,North,,100,2", "bad_number"),
        ("p1,Zenda,town,45.1,7.6,IT,North,,many,2", "bad_number"),
        ("p1,Zenda,town,45.1,7.6,XX,,,100,2", "unknown_country"),
        ("p1,Zenda,town,45.1,7.6,IT,South,,100,2", "unknown_parent"),
        ("p1,Zenda,hamlet,45.1,7.6,IT,North,,100,2", "unknown_kind"),
        ("p1,,town,45.1,7.6,IT,North,,100,2", "missing"),
        ("p1,Zenda,town,45.1,7.6,IT,North,,100,2,,soon", "bad_date"),
        ("p1,Zenda,town,45.1,7.6,IT,North,,100,2,,,Z|Z", "duplicate"),
        ("p0,Zenda,town,45.1,7.6,IT,North,,100,2", "duplicate"),
    ],
)
def test_lines_of_a_place_table(tmp_path: Path, row: str, code: str | None) -> None:
    files = {
        "countries.tsv": countries("IT,ITA,Italy"),
        "places/p.tsv": places("p0,North,admin1,,,IT,North", row),
    }
    assert faults(tmp_path, files) == ([("p.tsv", 3, code)] if code else [])


def test_lines_of_a_country_table(tmp_path: Path) -> None:
    files = {"countries.tsv": countries("IT,ITA,Italy", "it,ITA,Italy", "IT,ITA,Italy,,,,,99,0")}
    assert faults(tmp_path, files) == [
        ("countries.tsv", 3, "bad_code"),
        ("countries.tsv", 4, "duplicate"),
        ("countries.tsv", 4, "bad_degrees"),
    ]


def test_a_starter_pack_is_in_order_and_loads(tmp_path: Path) -> None:
    folder = write_starter("freedonia", tmp_path)
    assert check_pack(str(folder)) == ()


@pytest.mark.parametrize("name", ["Freedonia", "", "../up", "a b"])
def test_a_starter_pack_needs_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(StarterError, match="small letters"):
        write_starter(name, tmp_path)


def test_a_starter_pack_takes_no_name_of_a_shipped_one(tmp_path: Path) -> None:
    with pytest.raises(StarterError, match="ships with Concord"):
        write_starter("pakistan", tmp_path)


def test_a_starter_pack_overwrites_nothing(tmp_path: Path) -> None:
    write_starter("freedonia", tmp_path)
    with pytest.raises(StarterError, match="there already"):
        write_starter("freedonia", tmp_path)


def test_an_unknown_pack_raises() -> None:
    with pytest.raises(PackNotFoundError):
        check_pack("atlantis")


def test_a_generated_actor_is_known_only_of_a_country_that_the_packs_have(tmp_path) -> None:
    files = {
        "countries.tsv": countries("IT,ITA,Italy,,,Italian,Rome"),
        "actors.yaml": "- {id: a, name: A, kind: party, parent: gov-it, source: own}\n"
        "- {id: b, name: B, kind: party, parent: gov-zz, source: own}\n",
    }
    assert faults(tmp_path, files) == [("actors.yaml", 2, "unknown_parent")]


@pytest.mark.parametrize(
    ("file", "content", "where", "message"),
    [
        ("actors.yaml", "- id: a\n  name: Front: North\n", ":2", 'Put a text that holds ": " into'),
        (
            "actors.yaml",
            "- id: a\n  name: G\n kind: party\n",
            ":3",
            "Indent the line like the keys",
        ),
        ("actors.yaml", "- id: a\n  name: G\n\tkind: party\n", ":3", "Indent with spaces instead"),
        ("actors.yaml", b"- id: a\n  name: Caf\xe9\n", ":2", "Save the file as UTF-8"),
        (
            "actors.yaml",
            "- id: a\n  name: G\n  kind: armed group\n  source: x\n",
            ":3",
            "'armed group' is no kind: write one of armed_group",
        ),
        (
            "actors.yaml",
            "- id: a\n  name: G\n  kind: party\n  country: NO\n  source: x\n",
            ":4",
            "YAML reads this country as False: put it into quotes",
        ),
        (
            "actors.yaml",
            "- id: a\n  name: G\n  kind: party\n  country: Pakistan\n  source: x\n",
            ":4",
            "write two letters of ISO 3166",
        ),
        (
            "offices.yaml",
            "- id: o\n  title: T\n  actor: gov-pk\n  source: x\n  holders: [{person: P, since: 2020, until: 2019, source: x}]\n",
            ":5",
            "P left before coming: correct since or until",
        ),
        (
            "epochs.yaml",
            "- {country: PK, admin1: Balochistn, was_admin1: Kalat, until: 1955-10-13}\n",
            ":1",
            "no first-level unit 'Balochistn': correct the name",
        ),
        (
            "places/p.tsv",
            "id,name,kind\n1,Ford,town\n",
            ":1",
            "separated by tabs and not by commas",
        ),
    ],
)
def test_a_first_authors_mistake_is_told_with_its_line_and_what_to_do(
    tmp_path: Path, file: str, content: str | bytes, where: str, message: str
) -> None:
    unit = "pk:b,Balochistan,admin1,28,66,PK,Balochistan"
    known = {"countries.tsv": countries("PK,PAK,Pakistan"), "places/units.tsv": places(unit)}
    folder = Path(write_pack(tmp_path, known))
    (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    told = [each for each in check_pack(str(folder)) if message in each.message]
    assert [each.where for each in told] == [f"{folder / file}{where}"]
