"""Sentence spans of a text by exact offsets, in one pass over it.

A boundary is a paragraph break, a bullet, or a full stop, question or exclamation mark that no
rule explains away (an abbreviation, an initial, a decimal, a name such as "D.I. Khan"). A line
break inside a paragraph ends a sentence only where the line reads as a headline or the next one
starts a list item, since wrapped text breaks its lines anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Titles and other abbreviations that a name or a number follows: a full stop never ends there.
_BEFORE_NAME = _words(
    "gen lt col maj capt brig cpl sgt cmdr adm cdr const insp asst dep hon rev fr pres prof dr mr "
    "mrs ms messrs mst m/s st ste mt ft sen rep gov sr jr supt asi dig sp dsp ig rs re nos no vs "
    "viz cf fig art sec vol pp approx est e.g i.e u/s mohd md muhd abd al adv smt shri sri syed "
    "maj.-gen lt.-gen lt.-col hav nk l/nk sub ex"
)
# Abbreviations that may end a sentence: they do if what follows starts like one.
_MAY_END = _words(
    "a.m p.m etc inc ltd co corp bros u.s u.k u.n e.u u.a.e d.c jan feb mar apr jun jul aug sep "
    "sept oct nov dec mon tue tues wed thu thur thurs fri sat sun km kms hrs hr min ph.d b.c a.d "
    "c.e b.c.e"
)
_MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")
# Words that begin a sentence far more often than they go on after "U.S." or "a.m.".
_STARTERS = _words(
    "the a an in on at he she it they we i you his her their our its this that these those there "
    "but and or so yet after before when while as if since although though however meanwhile "
    "according no one two three four five six seven eight nine ten several some many most police "
    "officials authorities at least earlier later for from with by to under both another"
)
_MARK = lazy_regex(r"[\n.!?\u2026\u0964\u061f\u06d4]")
_STOP = lazy_regex(
    r"(?P<para>\n[ \t\r\f\v]*\n\s*)"
    r"|(?P<line>\n)"
    r"|(?P<stop>[.!?\u2026\u0964\u061f\u06d4]+)(?P<close>[\"'\u2019\u201d)\]\u00bb]*)(?=\s|$)"
    r"|(?P<glued>(?<=[a-z)\d])[.!?])(?=[A-Z][a-z]+\s)"
)
_WORD_BEFORE = lazy_regex(r"[^\s(\[\"'\u2018\u201c]+$")
_BULLET = lazy_regex(
    r"[ \t]*(?:[-*\u2022\u25aa\u25cf\u2013\u2014]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+\S"
)
_NEXT_WORD = lazy_regex(r"\s*[\"'\u2018\u201c(\[]*([^\s]+)")
_INITIALS = lazy_regex(r"(?:[A-Z]\.)*[A-Z]")
_LOOK = 48  # characters looked at on either side of a mark: longer than any abbreviation
LONGEST = 1000  # characters: tables and transcripts without stops are cut at a blank before it
_HEADLINE = 110  # characters; longer lines are wrapped text
_ENDS = frozenset('.!?"\u201d\u2019)')  # what ends the paragraph before a heading
_SMALL = 3  # letters of a word that titles may leave small
_TITLE = 2  # words of a title
_TITLED = 0.8  # of them with a capital


def split(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` as spans: ordered, disjoint, trimmed of white space.

    Every character that is not white space lies in exactly one span, none longer than LONGEST.
    Headlines, datelines with their sentence, and bullets are sentences. Runs in time linear in the
    length of the text.
    """
    spans: list[Span] = []
    start = 0
    for match in _stops(text):
        end = _boundary(text, match)
        if end is not None:
            _push(text, start, end, spans)
            start = end
    _push(text, start, len(text), spans)
    return tuple(spans)


def _stops(text: str) -> Iterator[re.Match[str]]:
    """Yield what may end a sentence, tried only at the marks that it begins with."""
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() >= end and (match := _STOP.match(text, mark.start())):
            yield match
            end = match.end()


def _push(text: str, start: int, end: int, spans: list[Span]) -> None:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        _push_trimmed(text, start, cut, spans)
        start = cut
    _push_trimmed(text, start, end, spans)


def _push_trimmed(text: str, start: int, end: int, spans: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start=start, end=end))


def _boundary(text: str, match: re.Match[str]) -> int | None:
    """Return where the sentence ends if this mark ends one."""
    if match["para"] is not None:
        return match.end()
    if match["line"] is not None:
        return match.end() if line_ends(text, match.start()) else None
    if match["glued"] is not None:
        # "attack.The police": a lost space, unless it is a web address or initials.
        word = _word_before(text, match.start())
        return None if "." in word or "/" in word or "@" in word else match.end()
    return match.end() if _stop_ends(text, match) else None


def line_ends(text: str, at: int) -> bool:
    """Return whether the line break at ``at`` ends a headline or comes before a list item."""
    if _BULLET.match(text, at + 1):
        return True
    begin = max(text.rfind("\n", max(0, at - 200), at) + 1, at - 200)
    line = text[begin:at].strip()
    # A headline: short, no full stop, and it stands at the very top or after a blank line.
    top = begin == 0 or text[max(0, begin - 2) : begin].isspace()
    # "..., he said.\nNext Steps for the Province\nThe council ...": a heading between paragraphs.
    below = text[max(0, begin - 2) : begin - 1] in _ENDS and _is_title(line)
    return (
        (top or below)
        and 0 < len(line) < _HEADLINE
        and line[-1] not in ",;-\u2013"
        and _starts_upper(text, at)
    )


def _is_title(line: str) -> bool:
    """Return whether nearly all words of a line that are no small ones begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'\u2019-]*", line) if len(word) > _SMALL]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _TITLE and capitals >= _TITLED * len(words)


def _starts_upper(text: str, at: int) -> bool:
    following = text[at + 1 : at + _LOOK].lstrip(" \t\u00a0")[:2].lstrip("\"'\u2018\u201c(")
    return bool(following) and (following[0].isupper() or following[0].isdigit())


def _word_before(text: str, at: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, at - _LOOK) : at])
    return found.group() if found else ""


def _stop_ends(text: str, match: re.Match[str]) -> bool:
    """Return whether a mark followed by white space ends the sentence."""
    following = _NEXT_WORD.match(text[match.end() : match.end() + _LOOK])
    if following is None:
        return True
    after = following.group(1)
    if match["stop"] != ".":
        # "Stop!" he said. An ellipsis or a quoted cry goes on in lower case.
        return not after[0].islower()
    if match["close"]:
        return not after[0].islower()
    return _full_stop_ends(_word_before(text, match.start()), after)


def _full_stop_ends(word: str, after: str) -> bool:
    if after[0].islower():
        return False
    lower = word.lower()
    if lower in _BEFORE_NAME:
        # "No. 5" but "The answer was no. He left."
        return not (
            lower not in {"no", "al", "sub", "ex", "sec", "art", "re", "md"}
            or word[:1].isupper()
            or after[0].isdigit()
        )
    if lower in _MAY_END:
        if lower in _MONTHS and after[0].isdigit():
            return False
        return after.strip(",.;:").lower() in _STARTERS
    if _INITIALS.fullmatch(word):
        # "D.I. Khan", "A. Rahman": a name goes on; "vitamin C. The": a sentence starts.
        return after.strip(",.;:").lower() in _STARTERS and len(word) > 1
    return True
