from __future__ import annotations

import pytest

from concord.reading.faults import ReadError
from concord.reading.html import check_depth

ARTICLE = "".join(
    f"<p>Paragraph {number} tells what the police of Example Town said about the blast.</p>"
    for number in range(8)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>A blast | The Example</title>
<meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2023-01-30T19:05:00+05:00">
<link rel="canonical" href="https://news.example/world/1">
<script>var text = "not this";</script><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>A blast in Example Town</h1>{ARTICLE}</article>
<aside><a href="/2">Most read: another story altogether</a></aside>
<footer>Copyright The Example</footer></body></html>"""


def test_a_page_gives_its_article_and_says_where_and_when_it_was_published(read_bytes) -> None:
    (document,), problems = read_bytes("page.html", PAGE.encode())
    assert problems == []
    assert "Paragraph 0 tells what the police" in document.text
    assert "Paragraph 7 tells what the police" in document.text
    for unwanted in ("not this", "color", "Most read", "<"):
        assert unwanted not in document.text
    assert document.title == "A blast in Example Town"
    assert document.publisher == "The Example"
    assert document.published == "2023-01-30T19:05:00+05:00"
    assert document.url == document.source == "https://news.example/world/1"
    assert document.language == "en"
    assert document.media == "html"


def test_a_short_page_is_read_whole(read_bytes) -> None:
    (document,), _ = read_bytes("page.htm", b"<p>Two men died near Wana.<p>Nobody said why.")
    assert "Two men died near Wana." in document.text
    assert "Nobody said why." in document.text
    assert document.url is None


def test_blocks_are_paragraphs_and_breaks_are_lines(read_bytes) -> None:
    markup = """<article><p>Police said that a bomb<br>went off near Wana.<br><br>Two men died.</p>
    <h2>What came before</h2><ul><li>A bomb in May</li><li>A truce in June</li></ul>
    <table><tr><th>Town</th><th>Dead</th></tr><tr><td>Wana</td><td>2</td></tr></table></article>"""
    (document,), _ = read_bytes("page.html", markup.encode())
    assert document.text.split("\n\n") == [
        "Police said that a bomb\nwent off near Wana.",
        "Two men died.",
        "What came before",
        "- A bomb in May",
        "- A truce in June",
        "| Town | Dead |",
        "| Wana | 2 |",
    ]


def test_a_headline_over_the_text_is_the_title_and_not_the_text(read_bytes) -> None:
    (document,), _ = read_bytes("page.html", PAGE.encode())
    assert document.title == "A blast in Example Town"
    assert document.text.startswith("Paragraph 0 tells")


def test_a_page_that_is_only_a_headline_keeps_it(read_bytes) -> None:
    markup = b"<title>Two men died near Wana</title><h1>Two men died near Wana</h1>"
    (document,), _ = read_bytes("page.html", markup)
    assert document.text == "Two men died near Wana"


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=canonical href='https://news.example/'>",
        "<link rel=canonical href='javascript:alert(1)'>",
        "<link rel=canonical href='http://[broken'>",
        "<meta property='og:url' content='/relative'>",
    ],
)
def test_a_canonical_address_that_names_no_page_is_left(read_bytes, head: str) -> None:
    (document,), problems = read_bytes("page.html", f"{head}<p>Two men died.".encode())
    assert problems == []
    assert document.url is None


def test_a_reprint_goes_by_its_own_address_and_not_the_originals(read_bytes) -> None:
    head = (
        "<link rel=canonical href='https://first.example/1'>"
        "<meta property='og:url' content='https://reprint.example/2'>"
    )
    (document,), _ = read_bytes("page.html", f"{head}<p>Two men died.".encode())
    assert document.url == "https://reprint.example/2"


def test_the_encoding_may_stand_in_the_page(read_bytes) -> None:
    markup = '<meta charset="windows-1251"><p>Взрыв на рынке в городе.</p>'
    (document,), _ = read_bytes("page.html", markup.encode("cp1251"))
    assert "Взрыв на рынке в городе." in document.text


def test_an_xml_declaration_does_not_disturb(read_bytes) -> None:
    markup = '<?xml version="1.0" encoding="utf-8"?><html><body><p>Karachi’s.</p></body></html>'
    (document,), _ = read_bytes("page.xhtml", markup.encode())
    assert document.text == "Karachi’s."


@pytest.mark.parametrize(
    "markup", [b"<html><head><title>Only this</title></head></html>", b"<!-- -->", b"<script>x()"]
)
def test_a_page_without_text_is_empty(read_bytes, markup: bytes) -> None:
    documents, (problem,) = read_bytes("page.html", markup)
    assert documents == []
    assert problem.code == "empty"


def test_ten_thousand_nested_quotes_are_refused_before_any_parser_sees_them(read_bytes) -> None:
    markup = b"<blockquote>" * 10_000 + b"Two men died." + b"</blockquote>" * 10_000
    documents, (problem,) = read_bytes("page.html", markup)
    assert documents == []
    assert problem.code == "too_deep"


def test_text_below_eight_hundred_tags_is_not_lost(read_bytes) -> None:
    (document,), _ = read_bytes("page.html", b"<b><i>" * 400 + b"Two men died near Wana.")
    assert document.text.strip() == "Two men died near Wana."


def test_depth_counts_what_stands_open_at_one_time() -> None:
    check_depth("<div><p>x</div>" * 5_000)
    check_depth("<p>" * 5_000 + "<br>" * 5_000 + "<x-y/>" * 5_000)
    with pytest.raises(ReadError):
        check_depth("<div><span>" * 600)


@pytest.mark.parametrize(
    "markup", [b"<" * 300_000, b"<!--" * 50_000, b"<a " + b'x="1" ' * 50_000, b"&lt;" * 50_000]
)
def test_markup_made_to_stall_is_answered(read_bytes, markup: bytes) -> None:
    documents, problems = read_bytes("page.html", b"<p>" + markup)
    assert len(documents) + len(problems) >= 1
