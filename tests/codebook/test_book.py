# ruff: noqa: E501 - a table keeps one case a line
from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from concord.codebook import Codebook, load
from concord.codebook.book import merge
from concord.codebook.build import EntryError
from concord.codebook.packs import PackNotFoundError, PackUnreadableError

HEAD = 'name: {name}\ntitle: Ruritania\nversion: "1"\n'
ACTORS = """\
- {id: gfp, name: Green Front of the Plains, kind: armed_group, country: RT, aliases: [GFP, Green Front], coded: [Greens], source: own}
- {id: gfp-youth, name: Green Front Youth, kind: armed_group, parent: gfp, source: own}
- {id: old-gfp, name: Old Front, kind: armed_group, ended: 2010-05, aliases: [the Front], source: own}
- {id: new-gfp, name: New Front, kind: armed_group, founded: 2010-06, aliases: [the Front], source: own}
- {id: gov-rt, name: Government of Ruritania, kind: government, country: RT, aliases: [Ruritanian government], metonyms: [Strelsau], local: [Chancery], source: own}
"""
OFFICES = """\
- id: pm-rt
  title: Prime Minister of Ruritania
  actor: gov-rt
  country: RT
  bare: [Prime Minister]
  aliases: [Ruritanian Prime Minister]
  holders:
    - {person: Ada Holm, since: 2008-03-01, until: 2012-05-31, party: gfp, aliases: [Dr Holm], source: own}
    - {person: Bo Rask, since: 2012-05-31, until: 2016, caretaker: true, source: own}
    - {person: Ada Holm, since: 2020-02, until: null, source: own}
"""


def pack(folder: Path, name: str = "ruritania", **files: str) -> str:
    target = folder / name
    target.mkdir(parents=True)
    (target / "pack.yaml").write_text(HEAD.format(name=name))
    for stem, content in files.items():
        (target / f"{stem}.yaml").write_text(content, encoding="utf-8")
    return str(target)


@pytest.fixture
def ruritania(tmp_path: Path) -> Codebook:
    return load((pack(tmp_path, actors=ACTORS, offices=OFFICES),))


def test_names_and_aliases_are_found_with_their_actors(ruritania: Codebook) -> None:
    text = "GFP men fought the Green Front Youth; Strelsau was silent."
    assert [(m.text, m.actor_id) for m in ruritania.find_actors(text)] == [
        ("GFP", "gfp"),
        ("Green Front Youth", "gfp-youth"),
    ]


def test_metonyms_are_found_only_on_request(ruritania: Codebook) -> None:
    (match,) = ruritania.find_actors("Strelsau blamed nobody.", metonyms=True)
    assert (match.actor_id, match.metonym) == ("gov-rt", True)
    assert ruritania.find_actors("Strelsau blamed nobody.") == ()


def test_coded_names_are_found_where_a_data_set_gives_a_side_and_never_in_a_text(
    ruritania: Codebook,
) -> None:
    found = ruritania.resolve_actor("Greens", country="RT")
    assert found is not None
    assert found.id == "gfp"
    assert ruritania.find_actors("The Greens said so.", country="RT", metonyms=True) == ()


def test_local_names_hold_only_in_news_of_their_country(ruritania: Codebook) -> None:
    text = "The Chancery said so."
    assert [m.actor_id for m in ruritania.find_actors(text, country="RT")] == ["gov-rt"]
    assert ruritania.find_actors(text) == ()
    assert ruritania.find_actors(text, country="FR") == ()


@pytest.mark.parametrize(
    ("day", "actor"), [(date(2009, 1, 1), "old-gfp"), (date(2010, 7, 1), "new-gfp")]
)
def test_the_day_decides_between_namesakes(ruritania: Codebook, day: date, actor: str) -> None:
    found = ruritania.resolve_actor("the Front", on=day)
    assert found is not None
    assert found.id == actor
    (match,) = ruritania.find_actors("A man of the Front", on=day)
    assert match.actor_id == actor
    assert set(match.candidates) == {"old-gfp", "new-gfp"}


@pytest.mark.parametrize(
    "written",
    ["GFP", "the GFP", "gfp", "Green Front", "green front militants", "suspected Green Front fighters",
     "Green Front of the Plains (GFP)", "Unheard Name (GFP)", "the Green Front's"],
)  # fmt: skip
def test_written_names_resolve_to_their_actor(ruritania: Codebook, written: str) -> None:
    found = ruritania.resolve_actor(written)
    assert found is not None
    assert found.id == "gfp"


@pytest.mark.parametrize("written", ["", "gunmen", "Purple Front", "()", "the"])
def test_unknown_names_resolve_to_nobody(ruritania: Codebook, written: str) -> None:
    assert ruritania.resolve_actor(written) is None


@pytest.mark.parametrize(
    ("day", "person"),
    [
        (date(2008, 2, 29), None),
        (date(2008, 3, 1), "Ada Holm"),
        (date(2012, 5, 31), "Bo Rask"),
        (date(2017, 1, 1), None),
        (date(2030, 1, 1), "Ada Holm"),
    ],
)
def test_an_office_has_its_holder_of_the_day(
    ruritania: Codebook, day: date, person: str | None
) -> None:
    tenure = ruritania.holder("pm-rt", day)
    assert (tenure.person if tenure else None) == person


def test_a_holder_out_of_office_is_marked(ruritania: Codebook) -> None:
    (match,) = ruritania.find_offices("Dr Holm spoke.", on=date(2013, 1, 1))
    assert (match.person, match.in_office, match.party) == ("Ada Holm", False, "gfp")


def test_titles_need_a_country_unless_bare_ones_are_asked_for(ruritania: Codebook) -> None:
    text = "The Ruritanian Prime Minister met a Prime Minister."
    assert [m.text for m in ruritania.find_offices(text)] == ["Ruritanian Prime Minister"]
    bare = ruritania.find_offices(text, bare=True, country="RT")
    assert [(m.text, m.bare) for m in bare] == [
        ("Ruritanian Prime Minister", False),
        ("Prime Minister", True),
    ]


def test_another_country_before_a_bare_title_excludes_it(book: Codebook) -> None:
    text = "The Nepalese Prime Minister spoke. The Prime Minister replied."
    found = book.find_offices(text, bare=True, country="PK")
    assert [m.start for m in found] == [text.index("Prime Minister replied")]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Zelensky spoke.", ["Volodymyr Zelensky"]),
        ("When Zelensky spoke, President Zelensky's men left.", ["Volodymyr Zelensky"] * 2),
        ("Pyotr Zelensky spoke.", []),
        ("Zelensky Junior spoke.", []),
        ("Nasir Ghani Wardak spoke.", []),
    ],
)
def test_a_surname_inside_another_name_is_nobody(
    book: Codebook, text: str, people: list[str]
) -> None:
    assert [match.person for match in book.find_offices(text)] == people


def test_the_country_of_a_pack_decides_between_namesakes(book: Codebook) -> None:
    found = book.resolve_actor("Punjab government")
    assert found is not None
    assert found.id == "gov-pk-pb"
    indian = book.resolve_actor("Punjab government", country="IN")
    assert indian is not None
    assert indian.id == "gov-in-punjab"


def test_ancestors_are_nearest_first(ruritania: Codebook) -> None:
    assert ruritania.ancestors("gfp-youth") == ("gfp",)
    assert ruritania.ancestors("gfp") == ()


def test_a_later_pack_replaces_an_actor_and_keeps_its_names(tmp_path: Path) -> None:
    first = pack(tmp_path, actors=ACTORS)
    second = pack(
        tmp_path, "more", actors="- {id: gfp, name: The Greens, kind: movement, source: own}\n"
    )
    book = load((first, second))
    assert book.actors["gfp"].kind == "movement"
    assert {"GFP", "Green Front of the Plains"} <= set(book.actors["gfp"].aliases)


def test_lexicons_of_packs_are_merged(tmp_path: Path) -> None:
    paths = []
    for name, content in (
        ("one", "bomb: [blast]\nset: {a: 1}"),
        ("two", "bomb: [boom, blast]\nset: {b: 2}"),
    ):
        paths.append(pack(tmp_path, name))
        (Path(paths[-1]) / "lexicon").mkdir()
        (Path(paths[-1]) / "lexicon" / "triggers.yaml").write_text(content)
    book = load(tuple(paths))
    assert book.lexicon("triggers") == {"bomb": ["blast", "boom"], "set": {"a": 1, "b": 2}}
    assert book.lexicon("nothing") == {}


def test_merging_keeps_the_order_and_lets_the_second_win() -> None:
    assert merge({"a": [1], "b": 1}, {"a": [2, 1], "b": 2}) == {"a": [1, 2], "b": 2}


def test_the_version_changes_with_any_file_of_a_pack(tmp_path: Path) -> None:
    before = load((pack(tmp_path / "a", actors=ACTORS),)).version
    same = load((pack(tmp_path / "b", actors=ACTORS),)).version
    other = load((pack(tmp_path / "c", actors=ACTORS + "\n# a note\n"),)).version
    assert before == same != other


def test_the_version_is_the_same_in_every_process() -> None:
    code = "from concord.codebook import load; print(load(('world',)).version)"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_unknown_packs_and_faulty_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackNotFoundError, match="concord pack new"):
        load(("nowhere",))
    with pytest.raises(PackUnreadableError, match=r"actors\.yaml:2: .*pack check"):
        load((pack(tmp_path / "a", actors="- id: [\n  x: }\n"),))
    with pytest.raises(EntryError, match="unknown key colour"):
        load((pack(tmp_path / "b", actors="- {id: x, name: X, kind: party, colour: red}\n"),))


def test_yaml_of_a_pack_cannot_build_objects(tmp_path: Path) -> None:
    made = tmp_path / "made"
    evil = f"- !!python/object/apply:os.mkdir ['{made}']\n"
    with pytest.raises(PackUnreadableError, match="constructor for the tag"):
        load((pack(tmp_path, actors=evil),))
    assert not made.exists()
