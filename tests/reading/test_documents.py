from __future__ import annotations

from concord.identity import document_id, text_hash
from concord.model import Document, Problem
from concord.reading.documents import make_documents
from concord.reading.drafts import Draft
from concord.reading.limits import Limits

LINK = "https://news.example/1"


def draft(text: str = "Two men died near Wana.", **fields: str) -> Draft:
    return Draft(where="news.csv:2", text=text, media="csv", **fields)


def make(*drafts: Draft | Problem, **limits: int) -> list[Document | Problem]:
    return list(make_documents(drafts, source="news.csv", limits=Limits(**limits)))


def only(*drafts: Draft) -> Document:
    (document,) = make(*drafts)
    assert isinstance(document, Document)
    return document


def test_identity_is_the_text_and_the_address_else_the_id_in_the_file_else_the_file() -> None:
    assert only(draft(url=LINK, external_id="7")).source == LINK
    assert only(draft(external_id="7")).source == "news.csv#7"
    document = only(draft())
    assert document.source == "news.csv"
    assert document.id == document_id(document.text, "news.csv")
    assert document.text_hash == text_hash(document.text)


def test_the_same_text_twice_is_two_rows_of_one_text() -> None:
    first, second = make(draft(), draft())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.source, second.source) == ("news.csv", "news.csv#copy-2")
    assert first.id != second.id
    assert first.text_hash == second.text_hash


def test_a_row_put_in_before_another_does_not_change_its_id() -> None:
    alone = only(draft("Second."))
    assert alone in make(draft("First."), draft("Second."))


def test_the_text_is_kept_but_for_line_ends_and_what_no_store_can_hold() -> None:
    text = "\ufeff  One\r\ntwo\rthree\x00\ud800 four \n"
    assert only(draft(text)).text == "  One\ntwo\nthree\ufffd\ufffd four \n"


def test_a_bad_date_leaves_the_text_undated_and_says_so() -> None:
    problem, document = make(draft(published="03/04/2023"))
    assert isinstance(problem, Problem)
    assert (problem.where, problem.code) == ("news.csv:2", "bad_date")
    assert isinstance(document, Document)
    assert document.published is None


def test_only_web_addresses_become_links() -> None:
    for bad in ("javascript:alert(1)", "file:///etc/passwd", "news.example/1", "http://", "a b"):
        problem, document = make(draft(url=bad))
        assert isinstance(problem, Problem)
        assert problem.code == "bad_url"
        assert isinstance(document, Document)
        assert document.url is None


def test_fields_are_one_line_and_an_endless_one_is_a_problem() -> None:
    assert only(draft(title=" A\n  title\x00 ")).title == "A title\ufffd"
    problem, document = make(draft(title="x" * 3000))
    assert isinstance(problem, Problem)
    assert problem.code == "bad_field"
    assert isinstance(document, Document)
    assert document.title is None


def test_a_stated_language_wins_and_a_hint_comes_last() -> None:
    english = "Two policemen died on Monday when a bomb hit their van near Tank."
    assert only(draft(english)).language == "en"
    assert only(draft(english, language="ur-PK")).language == "ur"
    assert only(draft(english, language_hint="de")).language == "en"
    assert only(draft("Zwei Tote", language_hint="de")).language == "de"
    problem, document = make(draft(english, language="?"))
    assert isinstance(problem, Problem)
    assert problem.code == "bad_language"
    assert isinstance(document, Document)
    assert document.language == "en"


def test_an_empty_text_and_a_text_too_large_are_problems_and_not_cut() -> None:
    empty, large = make(draft(" \n"), draft("x" * 11), text_points=10)
    assert isinstance(empty, Problem)
    assert isinstance(large, Problem)
    assert (empty.code, large.code) == ("empty", "too_large")


def test_problems_of_the_reader_pass_through() -> None:
    problem = Problem(where="news.csv:9", code="bad_row", message="")
    assert make(problem) == [problem]
