"""Captions: lines under photographs, left blank before coding.

A caption tells of a picture: of the day it was taken, of a funeral, or of another attack ("file
photo"). It is known by the credit at its end. The last line of a text is none: there an agency
signs its report.
"""

from __future__ import annotations

import re

from concord.regexes import lazy_regex

_LONGEST = 320  # characters of a caption
_FEW = 12  # lines with words, from the beginning, of which one may be signed by an agency alone
_AGENCY = (
    r"(?:REUTERS|Reuters|AP|AFP|EPA|EPA-EFE|EFE|Getty(?:\s+Images)?|Xinhua|Anadolu|AA|PTI|ANI|IANS|DPA|dpa"
    r"|TASS|Shutterstock|Alamy|APP|PPI|INP|Online|White\s+Star|Courtesy|File|FILE|Archive|Handout)"
)
_WHO = r"[\w.'\u2019&-]{1,20}(?:[ /][\w.'\u2019&-]{1,20}){0,4}"
# "(Reuters/A. Person)", "(AP Photo/A. Person, File)", "(file photo)", "[Photo: A. Person]".
_BRACKETED = (
    rf"[(\[](?:{_AGENCY}(?:\s+Photo)?\s?/\s?{_WHO}(?:,\s?\w+)?"
    rf"|(?:file\s+|representational\s+|representative\s+)?(?:photo|photograph|image|picture)s?"
    rf"(?:\s?[:/]\s?{_WHO}|\s+by\s+{_WHO})?|{_AGENCY}\s+(?:photo|file|image)s?)[)\]]"
)
# "(C) AFP", "PHOTO/FILE", "| Photo: A. Person", "/ Photo: AA".
_PLAIN = (
    rf"(?:\u00a9\s?{_WHO}|PHOTO\s?/\s?{_WHO}"
    rf"|[|/\u2014\u2013-]\s?(?:file\s+)?(?:photo|photograph|image|picture)s?(?:\s?[:/]\s?|\s+by\s+|\s+credit\s?:?\s?){_WHO}"
    rf"|\b(?:photo|image|picture)\s+(?:by|credit:?|courtesy:?)\s+{_WHO})"
)
_CREDITED = lazy_regex(rf"(?:{_BRACKETED}|{_PLAIN})[.\s]{{0,3}}$", re.IGNORECASE)
# "... on Friday. - AFP", "... on Friday. (AFP)": only near the beginning, above the report.
_SIGNED = lazy_regex(
    rf"(?:[\u2014\u2013-]\s?{_AGENCY}(?:/\s?\w+)?|[(\[]{_AGENCY}[)\]]|[.\u201d\"]\s{{1,2}}{_AGENCY})[.\s]{{0,3}}$"
)
_LINE = lazy_regex(r"^[^\n]+$", re.MULTILINE)
_CREDIT_REACH = 90  # characters at the end of a line in which its credit stands


def blank_captions(text: str) -> str:
    """Return the text, of the same length, with blanks for the captions of photographs."""
    lines = [m for m in _LINE.finditer(text) if m.group().strip()]
    for number, line in enumerate(lines[:-1]):
        words = line.group()
        if len(words) > _LONGEST:
            continue
        ending = words[-_CREDIT_REACH:]
        credited = _CREDITED.search(ending)
        if credited is None and number < _FEW and not _has_report_before(lines[:number]):
            credited = _SIGNED.search(ending)
        if credited is not None:
            text = text[: line.start()] + " " * len(words) + text[line.end() :]
    return text


def _has_report_before(lines: list[re.Match[str]]) -> bool:
    """Return whether a paragraph of a report stands above: a long line that ends a sentence."""
    return any(
        len(line.group().strip()) > _LONGEST // 4
        and line.group().rstrip().endswith((".", '."', ".\u201d"))
        for line in lines
    )
