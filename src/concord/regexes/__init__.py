"""Regular expressions that are compiled when they are first used, and only once on a machine.

Reading a text takes many hundred expressions, and one text uses about half of them: compiling all
when their modules are imported would be a fifth of the time until the first result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from concord.regexes.kept import KeptRegexes

if TYPE_CHECKING:
    import re

__all__ = ["LazyRegex", "compile_regex", "keep_regexes", "lazy_regex"]

_KEPT = KeptRegexes()

# What is taken over from the compiled pattern when anything of it is first asked for.
_TAKEN = (
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "groups",
    "match",
    "search",
    "split",
    "sub",
    "subn",
)


def compile_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, from the user's cache if it was compiled before."""
    return _KEPT.compile(pattern, flags)


def keep_regexes() -> None:
    """Keep what was compiled in this process in the user's cache, for the next one."""
    _KEPT.keep()


class LazyRegex:
    """Stands for a compiled pattern: it has the same methods and attributes.

    Its places for them are empty until one is asked for; then the compiled pattern's own are put
    there, so that every later call goes straight to them and costs what it costs there.
    """

    __slots__ = ("_given", "pattern", *_TAKEN)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __getattr__(self, name: str) -> Any:
        """Return what the compiled pattern has by a name; asked only while the place is empty."""
        if name not in _TAKEN:
            raise AttributeError(name)
        compiled = compile_regex(self.pattern, self._given)
        for taken in _TAKEN:
            object.__setattr__(self, taken, getattr(compiled, taken))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy_regex({self.pattern!r}, {self._given!r})"


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as ``re.compile(pattern, flags)``, compiled at its first use.

    A fault in the expression is raised (``re.error``) at the first use too. Functions of ``re``
    that are given a pattern (``re.sub``) do not take it: call its methods.
    """
    return cast("re.Pattern[str]", LazyRegex(pattern, flags))
