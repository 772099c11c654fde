from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concord.codebook.book import load
from concord.codebook.crosswalks import (
    CrosswalkNotFoundError,
    crosswalks,
    load_crosswalk,
    may_publish,
    may_train,
    read_crosswalk,
    terms_of,
)
from concord.codebook.packs import PackUnreadableError

if TYPE_CHECKING:
    from pathlib import Path

BOOK = load()


@pytest.mark.parametrize("name", crosswalks())
def test_every_crosswalk_names_types_classes_and_sources_that_exist(name: str) -> None:
    walk = load_crosswalk(name)
    assert walk.dataset == name
    assert walk.source
    assert len(walk.columns) == len(set(walk.columns))
    assert {rule.type for rule in walk.imports} <= set(BOOK.types)
    for rule in walk.exports:
        assert set(rule.types) <= set(BOOK.types)
        assert set(rule.targets) <= set(BOOK.classes)


@pytest.mark.parametrize("name", ["acled", "polecat"])
def test_every_violent_type_has_a_place_in_the_shapes_that_take_all(name: str) -> None:
    walk = load_crosswalk(name)
    for code, type_ in BOOK.types.items():
        if type_.violent:
            assert walk.write(code, "militant", "civilian"), code


def test_the_same_type_is_another_event_by_actor_and_target() -> None:
    acled, ged = load_crosswalk("acled"), load_crosswalk("ged")
    soldiers = acled.write("armed_attack", "militant", "security")
    villagers = acled.write("armed_attack", "militant", "civilian")
    assert soldiers is not None
    assert villagers is not None
    assert (soldiers["event_type"], villagers["event_type"]) == (
        "Battles",
        "Violence against civilians",
    )
    kinds = [("militant", "security"), ("militant", "militant"), ("state", "civilian")]
    found = [ged.write("armed_attack", actor, target) for actor, target in kinds]
    assert [cells and cells["type_of_violence"] for cells in found] == ["1", "2", "3"]


def test_what_may_not_be_passed_on_is_known_by_the_name_of_the_data_set() -> None:
    assert [may_publish(name) for name in ("own", "ged", "ged-candidate", "desk")] == [True] * 4
    assert [may_publish(name) for name in ("acled", "ACLED", "acled-2024", "gtd@0522")] == [
        False
    ] * 4
    assert not may_train("gtd")
    assert may_train("ged")
    assert terms_of("desk") is None
    assert "CC BY 4.0" in (found.words if (found := terms_of("ged")) else "")


def test_an_unknown_crosswalk_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(CrosswalkNotFoundError, match="acled, ged, gtd, polecat"):
        load_crosswalk("cameo")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "is a mapping"),
        ("dataset: x", "lacks"),
        ("dataset: x\ntitle: X\nsource: s\nterms: {}\ncolumns: [a]", "publish, train and words"),
        (
            (
                "dataset: x\ntitle: X\nsource: s\nterms: {publish: true, train: true, words: w}\n"
                "columns: [a]\nexports: [{set: {b: c}}]"
            ),
            "no column b",
        ),
        (
            (
                "dataset: x\ntitle: X\nsource: s\nterms: {publish: true, train: true, words: w}\n"
                "columns: [a]\nimports: [{when: {}}]"
            ),
            "needs the key type",
        ),
    ],
)
def test_a_faulty_crosswalk_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PackUnreadableError, match=fault):
        read_crosswalk(file)
