"""When a page was published: by its own marks, most explicit first; no search through the text."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from concord.reading.dates import (
    AmbiguousDateError,
    BadDateError,
    normalise_partial,
    normalise_published,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names of meta elements (name, property or itemprop, lower case) that mean first publication.
META_NAMES = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "publication_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "dc.date",
    "citation_publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "date",
)
_ARTICLE_TYPE = re.compile(r"Article|Posting|Report|Review|WebPage$|CreativeWork$")
_MOST_NODES = 20_000
_LONG_PARAGRAPH = 150
_FIGURES = re.compile(r"\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\b")
_ADDRESS_DAY = re.compile(r"/((?:19|20)[0-9]{2})[/-]?([01][0-9])[/-]?([0-3][0-9])(?![0-9])")
_EARLIEST, _LATEST = "1970-01-01", "2100-12-31"


def find_published(tree: Any, *, url: str | None) -> str | None:
    """Return a date as ISO where the page's marks allow, else as they have it, else None.

    Marks are, in this order, JSON-LD, meta elements, ``time`` elements; those with a clock before
    bare days; then what htmldate finds outside of the paragraphs. Words that Concord's own date
    reading refuses come back as they are, for the ``Problem`` that follows.
    """
    marks = [mark for mark in _marks(tree) if mark.strip()]
    dates, ambiguous = _read_marks(marks)
    if dates:
        same_day = [iso for iso in dates if iso[:10] == dates[0][:10]]
        return _localise(next((iso for iso in same_day if "T" in iso), dates[0]), url)
    if ambiguous:
        return ambiguous[0]
    partial = _first_partial(marks)
    if partial is None:
        return _search(tree, url) or next(iter(marks), None)
    _drop_marks(tree)
    found = _search(tree, url)
    return found if found and found.startswith(f"{partial}-") else partial


def _drop_marks(tree: Any) -> None:
    """Take out marks that are no day: what searches for days fills them up with one of its own."""
    for node in list(tree.iter("meta", "script")):
        if node.getparent() is not None:
            node.drop_tree()


def _first_partial(marks: list[str]) -> str | None:
    """Return the first mark that is a month, as ISO."""
    for mark in marks:
        try:
            partial = normalise_partial(mark)
        except BadDateError:
            continue
        if "-" in partial:
            return partial
    return None


def _read_marks(marks: list[str]) -> tuple[list[str], list[str]]:
    """Return the marks that are dates, as ISO, and those that may be one of two days."""
    dates: list[str] = []
    ambiguous: list[str] = []
    for mark in marks:
        try:
            dates.append(normalise_published(mark))
        except AmbiguousDateError:
            ambiguous.append(mark)
        except BadDateError:
            continue
    return dates, ambiguous


def _localise(iso: str, url: str | None) -> str:
    """Return the day in the page's address, if the mark is in UTC and a day off from it.

    Much software states UTC whatever the newsroom's clock; addresses carry the newsroom's day.
    """
    found = _ADDRESS_DAY.search(url or "")
    if found is None or not iso.endswith("+00:00"):
        return iso
    try:
        local = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return iso
    apart = abs((local - date.fromisoformat(iso[:10])).days)
    return local.isoformat() if apart == 1 else iso


def _marks(tree: Any) -> Iterator[str]:
    yield from _json_marks(tree)
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (node.get(attribute) or "").strip().lower()
            metas.setdefault(name, node.get("content") or node.get("datetime") or "")
    yield from (metas[name] for name in META_NAMES if name in metas)
    yield from _time_marks(tree)


def _json_marks(tree: Any) -> Iterator[str]:
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(node.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _published_in(data)


def _published_in(data: object) -> Iterator[str]:
    """Yield ``datePublished`` of article-like objects, nearest to the root first."""
    queue = [data]
    for index, value in enumerate(queue):
        if index >= _MOST_NODES:
            return
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            queue.extend(value.values())
            published = value.get("datePublished")
            if isinstance(published, str) and _ARTICLE_TYPE.search(json.dumps(value.get("@type"))):
                yield published


def _time_marks(tree: Any) -> Iterator[str]:
    """Yield times marked as publication, then the first below a headline, or the only day named.

    Other ``time`` elements belong to the stories that a page links to.
    """
    marked: list[str] = []
    others: list[str] = []
    below: list[str] = []
    seen_headline = False
    for node in tree.iter("time", "h1"):
        stamp = node.get("datetime")
        seen_headline |= node.tag == "h1"
        if not stamp:
            continue
        words = " ".join((node.get("itemprop") or "", node.get("class") or "")).lower()
        is_marked = "publish" in words or node.get("pubdate") is not None
        (marked if is_marked else below if seen_headline else others).append(stamp)
    yield from marked
    yield from below[:1]
    if len({stamp.strip()[:10] for stamp in others}) == 1:
        yield others[0]


def _search(tree: Any, url: str | None) -> str | None:
    """Return the day that htmldate finds in the page's frame, unless it is ambiguous there.

    Taken out first (of this parsed copy) are long paragraphs, whose days are those of the story,
    and ``time`` elements, which ``_time_marks`` has judged.
    """
    from htmldate import find_date

    for node in list(tree.iter("p", "time")):
        is_long = node.tag == "time" or len(node.text_content()) > _LONG_PARAGRAPH
        if is_long and node.getparent() is not None:
            node.drop_tree()
    found = find_date(
        tree,
        extensive_search=False,
        original_date=True,
        url=url,
        min_date=_EARLIEST,
        max_date=_LATEST,
    )
    return _unless_ambiguous(found, tree) if found else None


def _unless_ambiguous(found: str, tree: Any) -> str:
    """Return the words instead of the day, if they are figures that mean two days."""
    year, month, day = (int(part) for part in found.split("-"))
    for figures in _FIGURES.finditer(" ".join(tree.itertext())):
        pair = {int(figures[1]), int(figures[2])}
        if pair == {month, day} and len(pair) > 1 and day <= 12 and int(figures[3]) == year:  # noqa: PLR2004 -- months
            return figures[0]
    return found
