"""Drafts to documents: text made fit, date and language settled, identity given."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from concord.identity import document_id, text_hash
from concord.model import Document, Problem
from concord.reading.dates import BadDateError, normalise_partial, normalise_published
from concord.reading.languages import normalise_language, recognise_language
from concord.reading.texts import LONGEST_FIELD, normalise_field, normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.reading.drafts import Draft
    from concord.reading.limits import Limits

_URL = re.compile(r"https?://[^\s<>\"\x00-\x1f\ud800-\udfff]{1,2000}", re.IGNORECASE)


def make_documents(
    found: Iterable[Draft | Problem], *, source: str, limits: Limits
) -> Iterator[Document | Problem]:
    """Yield a document for each draft with text, and problems in their places.

    ``source`` names the input: the path relative to the folder that was read. A document's own
    source is its URL, else its id under that path, else that path; a text that stands in one file
    again with neither is told apart by its occurrence (``news.csv#copy-2``).
    """
    seen: Counter[str] = Counter()
    for item in found:
        if isinstance(item, Problem):
            yield item
        else:
            problems: list[Problem] = []
            document = _make_document(item, source, limits, seen, problems)
            yield from problems
            if document is not None:
                yield document


def _make_document(
    draft: Draft, source: str, limits: Limits, seen: Counter[str], problems: list[Problem]
) -> Document | None:
    text = normalise_text(draft.text)
    if fault := _find_fault(text, limits):
        problems.append(Problem(where=draft.where, code=fault[0], message=fault[1]))
        return None
    content = text_hash(text)
    url = _settle_url(draft, problems)
    external_id = _settle_field(draft, "external_id", problems)
    own_source = url or (f"{source}#{external_id}" if external_id else None)
    if own_source is None:
        seen[content] += 1
        own_source = source if seen[content] == 1 else f"{source}#copy-{seen[content]}"
    return Document(
        id=document_id(text, own_source),
        text=text,
        source=own_source,
        text_hash=content,
        external_id=external_id,
        url=url,
        publisher=_settle_field(draft, "publisher", problems),
        title=_settle_field(draft, "title", problems),
        published=_settle_date(draft, problems),
        language=_settle_language(draft, text, problems),
        media=draft.media,
    )


def _find_fault(text: str, limits: Limits) -> tuple[str, str] | None:
    if not text.strip():
        return "empty", "There is no text here; nothing was read."
    if len(text) > limits.text_points:
        return (
            "too_large",
            (
                f"The text has {len(text):,} characters, more than {limits.text_points:,}; split "
                "it or raise Limits.text_points."
            ),
        )
    return None


def _settle_field(draft: Draft, name: str, problems: list[Problem]) -> str | None:
    words: str | None = getattr(draft, name)
    field = normalise_field(words)
    if words and words.strip() and field is None:
        message = (
            f"The {name} has more than {LONGEST_FIELD:,} characters; the text was read without it."
        )
        problems.append(Problem(where=draft.where, code="bad_field", message=message))
    return field


def _settle_url(draft: Draft, problems: list[Problem]) -> str | None:
    """Return the address if it is one of the web; any other scheme must not become a link."""
    url = (draft.url or "").strip()
    if not url:
        return None
    if _URL.fullmatch(url) and _has_host(url):
        return url
    message = f"{url[:80]!r} is not a web address (http or https); the text was read without it."
    problems.append(Problem(where=draft.where, code="bad_url", message=message))
    return None


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _settle_date(draft: Draft, problems: list[Problem]) -> str | None:
    if not draft.published or not draft.published.strip():
        return None
    try:
        return normalise_published(draft.published)
    except BadDateError as error:
        if partial := _settle_partial(draft, problems):
            return partial
        message = f"{error}; the text was read without a date. Write dates as YYYY-MM-DD."
        problems.append(Problem(where=draft.where, code="bad_date", message=message))
        return None


def _settle_partial(draft: Draft, problems: list[Problem]) -> str | None:
    """Return the month or year of publication where that is all that is written, and say so."""
    try:
        partial = normalise_partial(draft.published or "")
    except BadDateError:
        return None
    unit = "month" if "-" in partial else "year"
    message = (
        f"{partial} is no day: days in the text are read as known to the {unit} only. "
        "Write dates as YYYY-MM-DD where the day is known."
    )
    problems.append(Problem(where=draft.where, code="partial_date", message=message))
    return partial


def _settle_language(draft: Draft, text: str, problems: list[Problem]) -> str | None:
    """Return the stated language, else the recognised one, else the one hinted at."""
    if draft.language and draft.language.strip():
        if stated := normalise_language(draft.language):
            return stated
        message = f"{draft.language[:40]!r} is no language code like 'en'; recognised instead."
        problems.append(Problem(where=draft.where, code="bad_language", message=message))
    return recognise_language(text) or normalise_language(draft.language_hint or "")
