from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.telling import BOOK, id_of, incident_of, linked, shape, tell_all

from concord.linking import link

ROOT = Path(__file__).parents[2]
STORY = """
    a 2023-01-30: bombing; on 2023-01-30; at Peshawar; killed 28+
    b 2023-01-30: suicide_bombing; on 2023-01-30; at Peshawar; killed 32 say hospital
    c 2023-01-31: suicide_bombing; on 2023-01-30; at Peshawar; killed 59; injured 157
    d 2023-02-10: suicide_bombing; on 2023-01; at Peshawar; killed 84; history
    e 2023-01-31: armed_attack; on 2023-01-30; at Bannu; killed 2
    f 2023-01-31: armed_attack; on 2023-01-30; at Quetta; killed 2
    g: suicide_bombing; at Peshawar; killed 84
    h 2023-03-01: armed_attack; on 2023-02-27; at Bannu; killed 2
"""


def test_many_reports_of_one_attack_are_one_incident_and_its_neighbours_are_not() -> None:
    assert shape(linked(STORY)) == ["a b c d g", "e", "f", "h"]


def test_a_blast_told_as_gunfire_at_first_is_the_same_attack() -> None:
    told = """
        a 2023-05-12: armed_attack; on 2023-05-12; at Quetta; killed 6; by TTP
        b 2023-05-12: clash; on 2023-05-12; at Quetta; killed 6; by TTP
    """
    assert shape(linked(told)) == ["a b"]


def test_attacks_at_two_places_on_one_day_are_two_incidents() -> None:
    told = """
        a 2023-12-12: military_operation; on 2023-12-12; at Daraban; killed 17
        b 2023-12-12: military_operation; on 2023-12-12; at Kulachi; killed 4
        c 2023-12-13: military_operation; on 2023-12-12; at Kolachi; killed 4
    """
    assert shape(linked(told)) == ["a", "b c"]


def test_two_events_that_one_document_tells_stay_two() -> None:
    told = """
        a 2016-08-08: armed_attack; on 2016-08-08; at Quetta; killed 1
        a 2016-08-08: suicide_bombing; on 2016-08-08; at Quetta; killed 70+
    """
    assert shape(linked(told)) == ["a", "a"]


def test_one_happening_told_twice_in_a_document_is_one() -> None:
    told = """
        a 2016-08-08: bombing; on 2016-08-08; at Quetta; killed 70
        a 2016-08-08: suicide_bombing; on 2016-08-08; at Quetta; killed 70
    """
    assert shape(linked(told)) == ["a a"]


def test_sums_and_arrests_make_no_incident_but_foiled_attacks_do() -> None:
    told = """
        a 2023-01-30: bombing; on 2023-01-30; at Quetta; killed 9; part summary
        b 2023-01-30: arrest; on 2023-01-30; at Quetta
        c 2023-01-30: bombing; on 2023-01-30; at Turbat; foiled
    """
    (found,) = linked(told)
    assert (found.event_ids, found.facts.status) == ((id_of("c", 3, "bombing"),), "foiled")


def test_the_id_is_that_of_the_first_report_and_every_other_is_an_alias() -> None:
    found = linked(STORY)[0]
    assert found.id == incident_of("a", 1, "bombing")
    assert found.aliases[:2] == (
        incident_of("b", 2, "suicide_bombing"),
        incident_of("c", 3, "suicide_bombing"),
    )


def test_nothing_links_to_nothing() -> None:
    assert link([], {}, [], BOOK) == ()


def test_an_event_whose_document_is_missing_is_an_undated_report() -> None:
    events, _ = tell_all(STORY)
    assert len(link(events, {}, [], BOOK)) >= 4


def test_an_event_given_twice_counts_once() -> None:
    events, documents = tell_all(STORY)
    assert link(events * 2, documents, [], BOOK) == link(events, documents, [], BOOK)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)))
def test_the_order_of_arrival_does_not_matter(order: list[int]) -> None:
    events, documents = tell_all(STORY)
    shuffled = [events[i] for i in order]
    again = {d: documents[d] for d in sorted(documents, key=lambda d: order[ord(d[1]) - 97])}
    assert msgspec.json.encode(link(shuffled, again, [], BOOK)) == msgspec.json.encode(
        link(events, documents, [], BOOK)
    )


def test_two_processes_give_the_same_bytes() -> None:
    code = (
        "import msgspec; from tests.linking.test_link import *;"
        "print(msgspec.json.encode(linked(STORY)).decode())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_reprints_are_several_outlets_and_one_origin() -> None:
    told = """
        a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6 say army
        b 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6 say army
        c 2023-05-13: bombing; on 2023-05-12; at Quetta; killed 7 say hospital
    """
    (found,) = linked(told)
    assert (found.outlets, found.origins) == (3, 2)


def test_a_paper_that_comes_back_to_it_is_no_second_origin() -> None:
    events, documents = tell_all("""
        a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6
        b 2023-05-13: bombing; on 2023-05-12; at Quetta; killed 7
        c 2023-05-14: bombing; on 2023-05-12; at Quetta; killed 7 say hospital
    """)
    texts = {"da": "Six died.", "db": "Seven are buried.", "dc": "The hospital counts seven."}
    printed = {
        key: replace(each, text=texts[key], publisher="Post") for key, each in documents.items()
    }
    (found,) = link(events, printed, (), BOOK)
    assert (found.outlets, found.origins) == (1, 2)
