"""From the lines of PDF pages to paragraphs: what the typesetter broke is made whole."""

from __future__ import annotations

import re
from collections import Counter

# A line below this share of the usual line's length ends a paragraph.
FULL_LINE = 0.75
# No column of prose is narrower than this; shorter lines are of tables and titles.
NARROWEST = 25
# The usual line is longer than this share of the page's lines.
USUAL_LINE = 0.8
# How many pages carry a line at their edge before it is a running head: share and number.
RUNNING_SHARE, RUNNING_PAGES = 0.3, 3

# Widths are bounded, since a hostile file may hold a word of a million letters.
# pdfium marks a hyphen between two lines by U+FFFE or U+0002 and leaves the break out.
_SPLIT_WORD = re.compile("([\\w-]{0,60})[\ufffe\x02\xad]\n?([\\w-]{0,60})")
_WORD = re.compile(r"[\w-]+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[|-]?\s*(?:[0-9]{1,4}|[ivx]{1,6})\s*[|-]?(?:\s*(?:of|/)\s*[0-9]{1,4})?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[•●▪■◦‣✓➢]|[0-9]{1,2}[.)]\s")
_NUMBER_AT_EDGE = re.compile(r"^[0-9]{1,4}\b\W{0,20}|\W{0,20}\b[0-9]{1,4}$")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_GOES_ON = re.compile(r"[a-z,;]")


def lay_out(pages: list[str]) -> str:
    """Return the text of the pages (line ends LF): paragraphs one a line, pages apart by two.

    Page numbers and running heads are left out, since they stand within sentences; a paragraph
    that goes on over the page is joined.
    """
    words = frozenset(word for page in pages for word in _WORD.findall(page.lower()))
    whole = [_SPLIT_WORD.sub(lambda found: _make_whole(found, words), page) for page in pages]
    lines = [[line.strip() for line in page.split("\n")] for page in whole]
    running = _running_heads(lines)
    text = ""
    for page in lines:
        paragraphs = join_lines(_without_edges(page, running))
        goes_on = text[-1:].isalnum() and _GOES_ON.match(paragraphs)
        text += (" " if goes_on else "\n\n") + paragraphs if text and paragraphs else paragraphs
    return text


def join_lines(lines: list[str]) -> str:
    """Return a page with the lines of a paragraph joined by spaces.

    A line break stays after a line that is short beside the page's long ones, and before an item
    of a list.
    """
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    full = max(NARROWEST, lengths[int(len(lengths) * USUAL_LINE)] * FULL_LINE)
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_broken = line and len(line) >= full and not _ITEM.match(following)
        pieces += [line, " " if is_broken else "\n"]
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip()


def _make_whole(found: re.Match[str], words: frozenset[str]) -> str:
    """Return the word, with its hyphen if the file has it so elsewhere and never without."""
    with_hyphen, without = f"{found[1]}-{found[2]}", found[1] + found[2]
    is_compound = with_hyphen.lower() in words and without.lower() not in words
    return with_hyphen if is_compound else without


def _edges(lines: list[str]) -> list[int]:
    """Return the places of the two first and the two last lines that are not blank."""
    filled = [index for index, line in enumerate(lines) if line]
    return sorted({*filled[:2], *filled[-2:]})


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """Return the lines, without the page's number, that stand at the edges of many pages."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_without_number(lines[index]) for index in _edges(lines)})
    least = max(RUNNING_PAGES, RUNNING_SHARE * len(pages))
    return frozenset(
        line for line, count in counts.items() if count >= least and _LETTERS.search(line)
    )


def _without_edges(lines: list[str], running: frozenset[str]) -> list[str]:
    edges = _edges(lines)
    dropped = {index for index in edges if _without_number(lines[index]) in running}
    dropped |= {
        index for index in (*edges[:1], *edges[-1:]) if _PAGE_NUMBER.fullmatch(lines[index])
    }
    return [line for index, line in enumerate(lines) if index not in dropped]


def _without_number(line: str) -> str:
    return _NUMBER_AT_EDGE.sub("", line)
