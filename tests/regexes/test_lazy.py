"""A lazy expression is the compiled one, only later."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.regexes import lazy_regex

WORDS = r"(?P<how>many|\d+)\s+(dead|hurt)"


def test_nothing_is_compiled_until_it_is_used() -> None:
    with patch("concord.regexes.compile_regex", wraps=re.compile) as compiled:
        regex = lazy_regex(WORDS, re.IGNORECASE)
        assert regex.pattern == WORDS
        assert not compiled.called
        assert regex.search("Many dead")
        assert regex.match("12 hurt")
        assert compiled.call_count == 1


def test_its_methods_are_those_of_the_compiled_pattern() -> None:
    regex = lazy_regex("a")
    found = regex.search("banana")
    assert found is not None
    assert found.re == re.compile("a")


@given(st.text(alphabet="many12 deadhurt", max_size=60))
def test_it_finds_what_the_compiled_pattern_finds(text: str) -> None:
    lazy, compiled = lazy_regex(WORDS), re.compile(WORDS)
    for name in ("search", "match", "fullmatch"):
        one, other = getattr(lazy, name)(text), getattr(compiled, name)(text)
        assert (one and one.span()) == (other and other.span())
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.split(text) == compiled.split(text)
    assert lazy.sub("-", text) == compiled.sub("-", text)
    assert lazy.subn("-", text) == compiled.subn("-", text)
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in compiled.finditer(text)]


def test_it_tells_its_groups_and_flags() -> None:
    lazy, compiled = lazy_regex(WORDS, re.IGNORECASE), re.compile(WORDS, re.IGNORECASE)
    assert lazy.groups == compiled.groups
    assert lazy.flags == compiled.flags
    assert dict(lazy.groupindex) == dict(compiled.groupindex)


def test_a_fault_is_raised_at_the_first_use() -> None:
    broken = lazy_regex("(")
    with pytest.raises(re.error):
        broken.search("text")


def test_it_has_no_other_attribute() -> None:
    with pytest.raises(AttributeError):
        getattr(lazy_regex("a"), "words")  # noqa: B009 - the type has no such attribute


def test_it_says_what_it_is() -> None:
    assert repr(lazy_regex("a", re.IGNORECASE)) == "lazy_regex('a', re.IGNORECASE)"
