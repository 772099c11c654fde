from __future__ import annotations

from typing import TYPE_CHECKING

from tests.codebook.building import write_pack

from concord.codebook import Codebook, load
from concord.codebook.page import to_html, to_markdown

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_has_every_term_with_its_words(book: Codebook) -> None:
    page = to_markdown(book)
    for terms in (book.types, book.options, book.classes, book.attributions, book.relations):
        for code, term in terms.items():
            assert f"### {term.label} (`{code}`)" in page
            assert " ".join(term.definition.split()) in page
    assert book.version in page
    assert "latest_independent" in page


def test_the_page_is_the_same_each_time(book: Codebook) -> None:
    assert to_html(book) == to_html(book)


def test_markup_in_a_pack_stays_words(tmp_path: Path) -> None:
    term = "- {code: x, label: <script>alert(1)</script>, definition: '<b>bold</b> & plain'}\n"
    page = to_html(load((write_pack(tmp_path, {"classes.yaml": term}),)))
    assert "<script" not in page
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; plain" in page


def test_html_blocks_are_closed(book: Codebook) -> None:
    page = to_html(book)
    for tag in ("ul", "table", "h2", "h3", "p", "li"):
        assert page.count(f"<{tag}>") == page.count(f"</{tag}>")
