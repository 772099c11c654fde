from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.reading.decoding import declared_in_markup, decode, find_encoding
from concord.reading.faults import ReadError

ENGLISH = "Karachi’s police – “on alert” – said two men had died."
FRENCH = "Le général a été tué à Gao, près de la frontière, où l'armée opère. " * 3
RUSSIAN = "Взрыв на рынке в Кабуле унёс жизни трёх человек, сообщила полиция города. " * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_typographic_english_comes_through_in_any_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)).removeprefix("\ufeff") == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")]
)
def test_other_code_pages_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_used_unless_the_bytes_are_utf_8() -> None:
    urdu = "پشاور میں دھماکا"
    arabic = "انفجار في سوق"
    assert decode(arabic.encode("cp1256"), declared="windows-1256") == arabic
    assert decode(urdu.encode(), declared="windows-1256") == urdu


@pytest.mark.parametrize("declared", ["nonsense", "", "zip", "rot13", "idna", "unicode_escape"])
def test_a_declared_name_that_is_no_character_set_is_passed_over(declared: str) -> None:
    assert decode(ENGLISH.encode("cp1252"), declared=declared) == ENGLISH


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (b'<meta charset="windows-1256">', "windows-1256"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>', "iso-8859-1"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_pages_declare_their_encoding(markup: bytes, name: str | None) -> None:
    assert declared_in_markup(markup) == name


def test_utf_8_with_a_broken_byte_stays_utf_8() -> None:
    data = (ENGLISH * 3).encode()
    assert decode(data[:-1] + b"\xe2\x80") == (ENGLISH * 3)[:-1] + "\ufffd"
    assert decode(b"\xe9" + data).endswith(ENGLISH)


def test_binary_data_are_no_text() -> None:
    with pytest.raises(ReadError) as caught:
        decode(bytes(range(256)) * 20)
    assert caught.value.code == "binary"


def test_a_beginning_cut_within_a_character_is_still_utf_8() -> None:
    assert find_encoding("é".encode()[:1], cut=True) == "utf-8"
    assert find_encoding("é".encode()[:1]) != "utf-8"


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str | None) -> None:
    encoding = find_encoding(data, declared=declared)
    if encoding is not None:
        assert isinstance(decode(data, declared=declared), str)


def test_the_choice_is_the_same_in_every_process() -> None:
    code = (
        "from concord.reading.decoding import find_encoding as f;"
        f"print([f(t.encode(e)) for t, e in [({FRENCH!r}, 'cp1252'), ({RUSSIAN!r}, 'koi8-r'),"
        f"({FRENCH[:40]!r}, 'cp1252')]])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
