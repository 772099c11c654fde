from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.linking.telling import BOOK, linked, shape, tell_all
from tests.linking.test_relink import lines

from concord.linking import candidates, clusters
from concord.linking.clusters import find_clusters
from concord.linking.columns import fill
from concord.linking.profiles import profile
from concord.linking.rulings import read_rulings

if TYPE_CHECKING:
    import pytest


def test_no_chain_joins_two_days_through_an_undated_report() -> None:
    told = """
        a 2018-01-16: suicide_bombing; on 2018-01-15; at Quetta; killed 30
        b 2021-01-22: suicide_bombing; on 2021-01-21; at Quetta; killed 32
        c: suicide_bombing; at Quetta; killed 32
    """
    assert shape(linked(told)) == ["a", "b c"]


def test_no_chain_of_following_days_makes_one_incident_of_a_week() -> None:
    told = "\n".join(
        f"{name} 2023-05-{12 + n}: bombing; on 2023-05-{12 + n}; at Quetta; killed 3"
        for n, name in enumerate("abcdefg")
    )
    assert all(len(each.split()) <= 3 for each in shape(linked(told)))


def test_a_province_joins_no_two_places_in_it() -> None:
    told = """
        a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6; by BLA
        b 2023-05-12: bombing; on 2023-05-12; at Turbat; killed 6; by BLA
        c 2023-05-12: bombing; on 2023-05-12; at Balochistan; killed 6; by BLA
    """
    assert len(shape(linked(told))) == 2


def test_an_event_known_only_by_month_and_province_meets_its_incident() -> None:
    told = """
        a 2023-07-12: armed_attack; on 2023-07-12; at Quetta; killed 12; by BLA
        b 2023-12-12: armed_attack; on 2023-07; at Balochistan; killed 12; by BLA; history
    """
    assert shape(linked(told)) == ["a b"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=st.lists(lines(), min_size=2, max_size=9))
def test_clusters_are_the_same_however_much_is_looked_at_together(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    events, documents = tell_all("\n".join(f"{chr(97 + n)}{line}" for n, line in enumerate(told)))
    columns = fill(profile(event, documents, BOOK) for event in events)
    rulings = read_rulings((), ())
    whole = set(find_clusters(columns, rulings))
    with monkeypatch.context() as patched:
        for module, name, size in (
            (candidates, "AT_ONCE", 2),
            (candidates, "ROWS_AT_ONCE", 3),
            (clusters, "PAIRS_AT_ONCE", 1),
            (clusters, "ROWS_AT_ONCE", 2),
        ):
            patched.setattr(module, name, size)
        assert set(find_clusters(columns, rulings)) == whole
