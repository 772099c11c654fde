"""An expression made from kept code is the compiled one; nothing else is ever made of a file."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.regexes import kept
from concord.regexes.kept import MOST, WORTH, Code, KeptFile, KeptRegexes, pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXPRESSIONS = (
    r"(?P<low>\d+)(?:\s+to\s+(?P<high>\d+))?\s+(?:dead|killed)",
    r"(?i:[a-z\u00e0-\u00ff]+)\b(?<!the)(?!\w)",
    r"(?:[^\s.;!?]{1,80}+\s++){0,5}?end",
    r"(a)|(b)|(?P<last>c)\3?",
    *(rf"word{n}\W" for n in range(WORTH)),
)


def filled(folder: Path) -> KeptRegexes:
    made = KeptRegexes(folder)
    for each in EXPRESSIONS:
        made.compile(each, re.IGNORECASE)
    assert made.keep()
    return made


def compiled_anew(folder: Path) -> int:
    """Return how many of the expressions are compiled when they are asked of a folder."""
    with patch.object(kept, "compile_code", wraps=kept.compile_code) as compile_:
        regexes = KeptRegexes(folder)
        for each in EXPRESSIONS:
            assert regexes.compile(each, re.IGNORECASE) == re.compile(each, re.IGNORECASE)
    return int(compile_.call_count)


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_one_process_compiled_the_next_does_not(tmp_path: Path) -> None:
    assert compiled_anew(tmp_path) == len(EXPRESSIONS)
    filled(tmp_path)
    assert compiled_anew(tmp_path) == 0


@pytest.mark.parametrize("expression", EXPRESSIONS[:4])
@given(text=st.text(alphabet="abc 12to dead\u00e9.end", max_size=40))
def test_kept_code_finds_what_the_expression_finds(
    expression: str, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "kept"
    if not folder.is_dir():
        filled(folder)
    one = KeptRegexes(folder).compile(expression, re.IGNORECASE)
    other = re.compile(expression, re.IGNORECASE)
    assert one.groupindex == other.groupindex
    assert one.flags == other.flags
    found = [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in one.finditer(text)]
    assert found == [
        (m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in other.finditer(text)
    ]


def test_flags_are_part_of_what_an_expression_goes_by(tmp_path: Path) -> None:
    filled(tmp_path)
    regexes = KeptRegexes(tmp_path)
    assert regexes.compile(EXPRESSIONS[3], re.IGNORECASE).match("A")
    assert not regexes.compile(EXPRESSIONS[3]).match("A")


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:0],
        lambda content: content[:40],
        lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:],
        lambda content: content[:16],
    ],
)
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    filled(tmp_path)
    file = the_file(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    assert compiled_anew(tmp_path) == len(EXPRESSIONS)


def test_of_a_damaged_code_the_others_stand(tmp_path: Path) -> None:
    filled(tmp_path)
    file = the_file(tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert compiled_anew(tmp_path) == 1


def test_code_that_says_something_else_is_not_believed(tmp_path: Path) -> None:
    filled(tmp_path)
    file = the_file(tmp_path)
    content = file.read_bytes()
    told = [bytes(code.words) for key, code in KeptFile(content).codes().items() if "word" in key]
    for words in told:
        content = content.replace(words, words.replace(b"d\0\0\0", b"k\0\0\0", 1))
    file.write_bytes(content)
    assert compiled_anew(tmp_path) == len(told) == WORTH


def test_code_that_the_matcher_refuses_is_made_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    file = the_file(tmp_path)
    bad = dict.fromkeys(KeptFile(file.read_bytes()).codes(), Code(0, 1, {}, b"\x01\x02\x03\x04"))
    file.write_bytes(pack(bad))
    assert compiled_anew(tmp_path) == len(EXPRESSIONS)


def test_another_interpreter_has_a_file_of_its_own(tmp_path: Path) -> None:
    filled(tmp_path)
    with patch.object(sys, "hexversion", sys.hexversion + 1):
        assert compiled_anew(tmp_path) == len(EXPRESSIONS)


def test_an_unknown_interpreter_compiles_as_ever(tmp_path: Path) -> None:
    with patch.object(kept, "_KNOWN", ((2, 7), (2, 7))):
        regexes = KeptRegexes(tmp_path)
        assert regexes.compile("a").match("a")
        assert not regexes.keep()


def test_a_fault_in_an_expression_is_raised_as_ever(tmp_path: Path) -> None:
    with pytest.raises(re.error):
        KeptRegexes(tmp_path).compile("(")


def test_a_few_new_expressions_are_not_worth_writing(tmp_path: Path) -> None:
    regexes = KeptRegexes(tmp_path)
    regexes.compile("a")
    assert not regexes.keep()
    assert not list(tmp_path.iterdir())


def test_new_expressions_are_added_to_those_kept(tmp_path: Path) -> None:
    filled(tmp_path)
    regexes = KeptRegexes(tmp_path)
    for n in range(WORTH):
        regexes.compile(rf"other{n}")
    assert regexes.keep()
    assert not regexes.keep()
    assert compiled_anew(tmp_path) == 0


def test_an_expression_that_no_file_can_hold_is_compiled_each_time(tmp_path: Path) -> None:
    regexes = KeptRegexes(tmp_path)
    for n in range(WORTH):
        assert regexes.compile(f"[\ud800-\udfff]{n}").match(f"\ud812{n}")
    assert not regexes.keep()


def test_there_is_a_bound_to_what_is_kept(tmp_path: Path) -> None:
    with patch.object(kept, "MOST", WORTH):
        regexes = KeptRegexes(tmp_path)
        for n in range(3 * WORTH):
            regexes.compile(rf"w{n}")
        assert regexes.keep()
        assert len(KeptFile(the_file(tmp_path).read_bytes()).codes()) == WORTH
    assert WORTH < MOST


def test_a_folder_that_takes_nothing_costs_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    regexes = KeptRegexes(blocked)
    for each in EXPRESSIONS:
        assert regexes.compile(each).pattern == each
    assert not regexes.keep()
