"""Compiled expressions kept in the user's cache, from which they are made forty times faster.

What is kept of an expression is the code that CPython's own compiler of expressions made of it for
CPython's own matcher. Only the interpreter that made it reads it: the file goes by its version, and
where its insides are not those that are known here, expressions are compiled as ever. The matcher
examines all code that it is given before it takes it. A file that is damaged, or cannot be written,
costs nothing but the time.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sys
from array import array
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec
import platformdirs

from concord.own_files import own_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 1
MOST = 4096  # expressions: one text needs about 400, sixty texts of news 2,300
WORTH = 16  # expressions: for fewer new ones the file is not written anew
_SUM = 16  # bytes that tell whether something is whole
_SIZE = 8  # bytes of the size of the index
_KNOWN = ((3, 11), (3, 13))  # versions of CPython whose insides are those that are used here
_WORD = "I"  # the numbers of the code
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # what no file in UTF-8 holds


class Code(NamedTuple):
    """What makes a pattern without its being compiled: its flags, groups and code."""

    flags: int
    groups: int
    names: dict[str, int]
    words: bytes | memoryview


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """Where the code of an expression lies in a file, and what its sum is."""

    flags: int
    groups: int
    names: dict[str, int]
    start: int
    end: int
    sum: bytes


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[str, Entry])


class KeptRegexes:
    """The expressions kept in a folder; the file is opened when one is first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._opened: KeptFile | None = None
        self._used: dict[str, Code] = {}
        self._new = 0

    def compile(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """Return what ``re.compile`` returns. Raises ``re.error`` as that does."""
        if not is_known_interpreter():
            return re.compile(pattern, flags)
        key = f"{int(flags)} {pattern}"
        code = self._kept().find(key)
        if code is not None:
            with contextlib.suppress(RuntimeError, ValueError, TypeError, OverflowError):
                made = make_pattern(pattern, code)
                self._used[key] = code
                return made
        code = compile_code(pattern, int(flags))
        if len(self._used) < MOST and not _SURROGATE.search(key):
            self._used[key] = code
            self._new += 1
        return make_pattern(pattern, code)

    def keep(self) -> bool:
        """Write what was compiled here to the folder, if it is worth it; return whether it was."""
        if self._new < WORTH:
            return False
        both = {**self._kept().codes(), **self._used}
        content = pack(both if len(both) <= MOST else self._used)
        with contextlib.suppress(OSError):
            with own_file(self._file()) as stream:
                stream.write(content)
            self._new = 0
            return True
        return False

    def _kept(self) -> KeptFile:
        if self._opened is None:
            self._opened = KeptFile(b"")
            with contextlib.suppress(OSError, ValueError):
                self._opened = KeptFile(self._file().read_bytes())
        return self._opened

    def _file(self) -> Path:
        folder = self._folder or platformdirs.user_cache_path("concord", appauthor=False)
        build = f"{sys.implementation.cache_tag}-{sys.hexversion:08x}-{_matcher().MAGIC}"
        return folder / f"regexes-{FORMAT}-{build}-{sys.byteorder}.bin"


class KeptFile:
    """The content of a file of kept code; of one that is not whole, or empty, nothing is found.

    It is the sum of the index, the size of the index, the index and the codes. Each code has a sum
    of its own, so that only what is used is examined.
    """

    def __init__(self, content: bytes) -> None:
        view = memoryview(content)
        start = _SUM + _SIZE
        end = start + int.from_bytes(view[_SUM:start], "little")
        index = view[start:end]
        self._codes = view[end:]
        whole = len(index) and view[:_SUM] == _sum(index)
        self._entries = _DECODER.decode(index) if whole else {}

    def find(self, key: str) -> Code | None:
        """Return the code of an expression, None if it is not kept or not whole."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        words = self._codes[entry.start : entry.end]
        if _sum(words) != entry.sum:
            return None
        return Code(entry.flags, entry.groups, entry.names, words)

    def codes(self) -> dict[str, Code]:
        """Return all codes that are whole, by flags and expression."""
        return {key: code for key in self._entries if (code := self.find(key))}


def pack(codes: Mapping[str, Code]) -> bytes:
    """Return the content of a file of codes by flags and expression."""
    entries = {}
    at = 0
    for key, code in codes.items():
        end = at + len(code.words)
        entries[key] = Entry(code.flags, code.groups, code.names, at, end, _sum(code.words))
        at = end
    index = _ENCODER.encode(entries)
    size = len(index).to_bytes(_SIZE, "little")
    return b"".join((_sum(index), size, index, *(code.words for code in codes.values())))


def is_known_interpreter() -> bool:
    """Return whether the insides of this interpreter are those that are used here."""
    first, last = _KNOWN
    return (
        sys.implementation.name == "cpython"
        and first <= sys.version_info[:2] <= last
        and array(_WORD).itemsize == getattr(_matcher(), "CODESIZE", None)
        and hasattr(import_module("re._compiler"), "_code")
    )


def _matcher() -> Any:
    return import_module("_sre")


def compile_code(pattern: str, flags: int) -> Code:
    """Return the code of an expression: the steps of ``re._compiler.compile``, but the last."""
    parsed: Any = import_module("re._parser").parse(pattern, flags)
    words = import_module("re._compiler")._code(parsed, flags)  # noqa: SLF001 - it has no public name
    state = parsed.state
    return Code(
        flags | int(state.flags),
        state.groups - 1,
        dict(state.groupdict),
        array(_WORD, words).tobytes(),
    )


def make_pattern(pattern: str, code: Code) -> re.Pattern[str]:
    """Return the pattern of a code: the last step of ``re._compiler.compile``."""
    words = array(_WORD)
    words.frombytes(code.words)
    names: list[str | None] = [None] * (code.groups + 1)
    for name, number in code.names.items():
        names[number] = name
    made = _matcher().compile(
        pattern, code.flags, words.tolist(), code.groups, dict(code.names), tuple(names)
    )
    return cast("re.Pattern[str]", made)


def _sum(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=_SUM).digest()
