from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.conftest import Desk

GIVEN = (
    *("incident", "add", "--type", "armed_attack", "--happened-from", "2015-03-02"),
    *("--place", "Sibi", "--killed", "2", "--summary", "Two guards were shot dead in Sibi."),
    *("--source-title", "Page 3", "--source-publisher", "Jang", "--source-language", "ur"),
)


def test_an_incident_by_hand_is_counted_like_the_others(desk: Desk) -> None:
    desk.run(*GIVEN)

    (incident,) = desk.rows("incidents")
    assert (incident["type"], incident["happened_from"]) == ("armed_attack", "2015-03-02")
    assert (incident["admin1"], incident["killed_best"]) == ("Balochistan", 2)


def test_the_hand_run_never_becomes_the_current_one(built: Desk) -> None:
    built.run(*GIVEN)

    assert len(built.rows("incidents")) == 2


def test_adding_it_twice_adds_nothing(desk: Desk) -> None:
    desk.run(*GIVEN)
    assert "already" in desk.run(*GIVEN)

    assert len(desk.rows("incidents")) == 1


def test_a_missing_source_is_misuse(desk: Desk) -> None:
    out = desk.run("incident", "add", "--type", "bombing", "--summary", "A blast.", status=2)

    assert "--source-title" in out


def test_an_unknown_type_names_the_known_ones(desk: Desk) -> None:
    args = [*GIVEN]
    args[args.index("armed_attack")] = "skirmish"

    assert "armed_attack" in desk.run(*args, status=1)
