"""Addresses: the command line's scope options, read and written back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.cli.options import SCOPE_NAMES
from concord.web.asked import LISTS, SCOPE, read_address


def test_the_keys_are_those_of_the_command_line() -> None:
    assert set(SCOPE) | {"unit"} == set(SCOPE_NAMES)


def test_lists_are_set_apart_by_commas_or_given_again(app: Any) -> None:
    from starlette.datastructures import QueryParams

    shelf = app.state.shelf
    one = read_address(QueryParams("types=bombing, clash&since=2023"), shelf)
    other = read_address(QueryParams("since=2023&types=bombing&types=clash&odd=1"), shelf)
    assert one.scope == other.scope
    assert one.scope.types == ("bombing", "clash")
    assert one.link("/x") == other.link("/x") == "/x?since=2023&types=bombing,clash"


def test_a_toggle_adds_and_takes_away(app: Any) -> None:
    asked = read_address({"types": "bombing", "page": "3"}, app.state.shelf)
    assert asked.toggle("types", "clash", "/i") == "/i?types=bombing,clash"
    assert asked.toggle("types", "bombing", "/i") == "/i"
    assert asked.link("/i", page="2") == "/i?types=bombing&page=2"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(places=st.lists(st.text(min_size=1, max_size=12), max_size=3), q=st.text(max_size=20))
def test_an_address_that_is_written_reads_the_same(app: Any, places: list[str], q: str) -> None:
    from starlette.datastructures import QueryParams

    shelf = app.state.shelf
    asked = read_address({"places": ",".join(places), "q": q}, shelf)
    again = read_address(QueryParams(asked.link("").removeprefix("?")), shelf)
    assert again.scope == asked.scope
    assert again.q == asked.q


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_is_no_condition(app: Any, name: str) -> None:
    assert read_address({name: " , "}, app.state.shelf).given == {}
