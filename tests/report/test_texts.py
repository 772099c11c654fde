"""Foreign text on the page: what goes in, what may come out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.report.texts import anchor, clip, host, plain, shown, web_link


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("five <b>dead</b>", "five &lt;b&gt;dead&lt;/b&gt;"),
        ('"quoted" & more', "&#34;quoted&#34; &amp; more"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
    ],
)
def test_markup_in_a_text_is_text(text: str, markup: str) -> None:
    assert shown(text) == f"<bdi>{markup}</bdi>"


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\u2028", "\ufeff"])
def test_a_character_that_hides_or_reorders_is_shown_by_its_number(char: str) -> None:
    markup = str(shown(f"a{char}b"))
    assert char not in markup
    assert f"U+{ord(char):04X}" in markup
    assert char not in plain(f"a{char}b")


def test_joiners_that_scripts_need_stay() -> None:
    assert "\u200c" in shown("می\u200cخواهم")


def test_a_long_text_is_cut_at_a_word_and_says_so() -> None:
    assert clip("one two three", 9) == "one two …"
    assert clip("short") == "short"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://example.org",
        "https://example.org/\u202egpj",
        "data:text/html,x",
        "//example.org",
        "http://",
        "https://[broken",
        "file:///etc/passwd",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    assert web_link(url) is None


def test_the_host_of_an_address() -> None:
    assert host("https://www.example.org/a") == "example.org"
    assert host("javascript:alert(1)") is None


def test_a_web_address_stays_as_it_is() -> None:
    assert web_link("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


@given(st.text())
def test_whatever_comes_nothing_of_it_is_markup(text: str) -> None:
    inner = str(shown(text)).removeprefix("<bdi>").removesuffix("</bdi>")
    tags = inner.replace('<span class="odd" title="', "").replace("</span>", "")
    assert "<" not in tags
    inner.encode("utf-8")


@given(st.text(min_size=1), st.text(min_size=1))
def test_identities_make_different_anchors(one: str, other: str) -> None:
    if one[:200] != other[:200]:
        assert anchor("x", one) != anchor("x", other)
    assert not set(anchor("x", one)) & set(" \"'<>&#")
