"""The data inside the file: a spreadsheet opens it and runs none of it."""

from __future__ import annotations

import base64

import pytest

from concord.report.downloads import csv_text, data_uri


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1"]
)
def test_text_that_could_run_as_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_text(("a",), [(text,)]).split("\r\n", 1)[1].lstrip('"').startswith("'")


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert csv_text(("a", "b", "c"), [(-1, None, 'x "y"')]) == 'a,b,c\r\n-1,,"x ""y"""\r\n'


def test_a_short_table_is_carried_and_a_long_one_is_not() -> None:
    uri = data_uri(("a",), [("x",)])
    assert uri is not None
    head, _, body = uri.partition(",")
    assert head == "data:text/csv;charset=utf-8;base64"
    assert base64.b64decode(body) == b"a\r\nx\r\n"
    assert data_uri(("a",), [("x" * 2_000_000,)]) is None


def test_a_list_is_one_cell_with_its_members_marked_off() -> None:
    assert csv_text(("a", "b"), [(["s1", "s2"], [])]) == "a,b\r\ns1 | s2,\r\n"
    assert csv_text(("a",), [(["=1+1", "x"],)]).endswith("'=1+1 | x\r\n")
