from __future__ import annotations

from datetime import UTC, datetime

from tests.linking.telling import BOOK, id_of, tell_all

from concord.linking import link
from concord.linking.explain import explain
from concord.model import Decision

TOLD = """
    a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6
    b 2023-05-13: bombing; on 2023-05-12; at Quetta; killed 6
    c 2023-06-01: bombing; on 2023-06-01; at Turbat; killed 9
"""


def test_each_link_shows_its_features_and_their_weights() -> None:
    events, documents = tell_all(TOLD)
    incident = link(events, documents, [], BOOK)[0]
    (found,) = explain(incident, events, documents, [], BOOK)
    assert found.ruling is None
    assert found.words.startswith("da-e1-bomb-1 - db-e2-bomb-1: linked, 100% likely, +")
    assert "time same day +2." in found.words
    assert 0.99 < found.score.chance < 1


def test_what_a_person_joined_says_so() -> None:
    events, documents = tell_all(TOLD)
    same = Decision(
        sequence=1,
        kind="same",
        subjects=(id_of("a", 1, "bombing"), id_of("c", 3, "bombing")),
        who="r",
        recorded=datetime(2024, 1, 1, tzinfo=UTC),
    )
    (incident,) = link(events, documents, [same], BOOK)
    links = explain(incident, events, documents, [same], BOOK)
    assert [each.ruling for each in links] == [None, "ruled the same", None]


def test_a_single_report_has_no_links() -> None:
    events, documents = tell_all(TOLD)
    incident = link(events, documents, [], BOOK)[1]
    assert explain(incident, events, documents, [], BOOK) == ()
