"""What stands around a report on its page and tells nothing of the news, left blank before coding.

Stamps of a live blog, slugs of an agency, credits of photographs, the headlines of other reports
below the last paragraph, and the line that gives the day of publication once more: a day there is
when the report came out, and no day on which anything happened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding import times
from concord.coding.captions import blank_captions
from concord.coding.times.words import MONTH, WEEKDAYS
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_HOUR = (
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?(?:GMT|UTC|[A-Z]{1,3}T)(?:[+-]\d{1,2})?)?"
)
# "10:42pm" on a line of its own, "18:42 PKT - Police say ...": when the line was written.
_STAMP = lazy_regex(
    rf"^[ \t]{{0,40}}\[?{_HOUR}\]?[ \t]{{0,40}}"
    r"(?:$|[-\u2013\u2014|:][ \t]{1,40}(?=\S))",
    re.MULTILINE | re.IGNORECASE,
)
# "(LEAD) ", "UPDATE 2-": what an agency writes before a headline.
_SLUG = lazy_regex(
    r"\A\s*(?:\((?:\d(?:st|nd|rd|th)\s+)?(?:URGENT|LEAD|LD|UPDATE|ROUNDUP|RECAST)(?:[ -]?\d)?\)"
    r"|(?:URGENT|ROUNDUP|UPDATE|WRAPUP|LEAD)(?:[ -]?\d{1,2})?\s?[-:\u2013\u2014]+)[ \t]{0,40}(?=\S)"
)
# "File photo: ...", "Photo: AFP", "AFP" at the end of a caption that begins so.
_CREDIT = lazy_regex(
    r"^[ \t]{0,40}(?:(?:file\s+)?(?:photo|image|picture)s?(?:\s+(?:copyright|caption|credit))?"
    r"[ \t]{0,40}:"
    r"|image\s+copyright\b|(?:photo|image|picture)\s+credit\b)[^\n]{1,200}$",
    re.MULTILINE | re.IGNORECASE,
)
# "No PR-187/2015-ISPR", "(c) 2015 Agency. All rights reserved.", "Additional reporting by ...".
_IMPRINT = lazy_regex(
    r"^[ \t]{0,40}(?:(?:press\s+release\s+)?no\.?\s?(?:PR|F)?[-\s./]?\d[\w./-]*"
    r"|(?:\(c\)|\u00a9|copyright)\s[^\n]{0,100}|[^\n]{0,60}\ball\s+rights\s+reserved\b[^\n]{0,60}"
    r"|\(?(?:additional\s+)?(?:reporting|writing|editing)\s+by\s[^\n]{1,200})[ \t]{0,40}$",
    re.MULTILINE | re.IGNORECASE,
)
_OTHERS = lazy_regex(
    r"^[ \t]{0,40}(?:(?:related|more|other|top|latest|trending)"
    r"\s+(?:stories|news|articles|reports|headlines)"
    r"|(?:also|read|read\s+also|also\s+read|read\s+more|see\s+also|you\s+may\s+also\s+like"
    r"|more\s+from[^\n.]{1,30}|most\s+read|recommended))[ \t]{0,40}:?[ \t]{0,40}$",
    re.MULTILINE | re.IGNORECASE,
)
_WEEKDAY = lazy_regex(rf"\b(?:{'|'.join(WEEKDAYS)}|yesterday)\b", re.IGNORECASE)
_SENTENCE_ENDS = (".", "?\u201d", ".\u201d", '."')
_LONGEST_LINE = 130  # characters of a headline
_HEAD_LINES = 6  # lines above the news that may give the day of publication
_DAY = (
    rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH},?\s\d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_WORD = r"[^\W\d_][\w.'\u2019]*"
# "June 17, 2015", "Rawalpindi - June 17, 2015", "Published in The Times, 17 June 2015.": a line
# with its blanks made single, so that a long one is read in one way only.
_DAY_LINE = lazy_regex(
    r"(?:(?:first )?(?:published|posted|updated|last updated|dated?)\b ?:? ?(?:(?:on|in|at) )?)?"
    rf"(?:{_WORD} ){{0,4}}(?:{_WORD})? ?[-\u2013\u2014,:|]? ?"
    rf"(?P<day>{_DAY})[ ,|-]{{0,4}}(?:{_HOUR})? ?\.?",
    re.IGNORECASE,
)
_LINE = lazy_regex(r"^[^\n]+$", re.MULTILINE)
_LONGEST_DAY_LINE = 100  # characters
_PUBLISHED = lazy_regex(r"[ \t]*(?:first\s+)?(?:published|posted|updated)\b", re.IGNORECASE)


def blank(text: str, *, published: date | None) -> str:
    """Return the text, of the same length, with blanks for what is no part of the report.

    A line with the day of publication is left in place while ``published`` is not known, since the
    text is then read against it.
    """
    for pattern in (_SLUG, _CREDIT, _IMPRINT):
        text = pattern.sub(_blanks, text)
    text = blank_captions(text)
    if published is not None and _tells_of_before(text, published):
        text = _STAMP.sub(_blanks, text)
    text = _without_others(text)
    return text if published is None else _without_day(text, published)


def _tells_of_before(text: str, published: date) -> bool:
    """Return whether a text names another day than that of publication, which its stamps mean."""
    named = {match.group().lower() for match in _WEEKDAY.finditer(text)}
    return bool(named - {list(WEEKDAYS)[published.weekday()]})


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _without_others(text: str) -> str:
    """Blank the headlines below "Related stories" if nothing but headlines follows."""
    for match in _OTHERS.finditer(text):
        lines = [line.strip() for line in text[match.end() :].split("\n") if line.strip()]
        if lines and all(_is_headline(line) for line in lines):
            return text[: match.start()] + re.sub(r"[^\n]", " ", text[match.start() :])
    return text


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and not line.endswith(_SENTENCE_ENDS)


def _without_day(text: str, published: date) -> str:
    """Blank the line that repeats the day of publication, unless days head the parts of a text."""
    found = list(_day_lines(text))
    if {day for _, _, day in found} != {published}:
        return text
    for start, end, _ in found:
        above = text.count("\n", 0, start)
        if _PUBLISHED.match(text, start) or above <= 2 * _HEAD_LINES:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _day_lines(text: str) -> Iterator[tuple[int, int, date | None]]:
    """Yield where each line stands that holds a day and no more, and the day."""
    for line in _LINE.finditer(text):
        words = " ".join(line.group().split())
        if len(words) <= _LONGEST_DAY_LINE and (match := _DAY_LINE.fullmatch(words)):
            yield line.start(), line.end(), _read(match["day"])


def _read(words: str) -> date | None:
    read = times.resolve(words, reference=None)
    return read.first if read.precision == "day" else None
