"""Text from documents, made safe to show: escaped, isolated, odd characters visible, clipped.

Everything else in the report is escaped by Jinja2; this module is the only one that turns foreign
text into markup.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

# Longest run of foreign text that is shown in one place, in code points.
LONGEST = 600
# Joiners that Urdu, Pashto and emoji need; every other format character is shown by its number.
JOINERS = "\u200c\u200d"
SPACES = "\n\t "
HIDDEN_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_WEB = ("http", "https")
_PLAIN_SPACES = re.compile(r"[\n\t]")


def is_hidden(char: str) -> bool:
    """Return whether the character would be invisible, or would reorder its neighbours."""
    return unicodedata.category(char) in HIDDEN_CATEGORIES and char not in JOINERS + SPACES


def clip(text: str, longest: int = LONGEST) -> str:
    """Return the text cut at a word near ``longest`` code points, the cut marked by an ellipsis."""
    if len(text) <= longest:
        return text
    kept = text[:longest].rsplit(" ", 1)[0] or text[:longest]
    return f"{kept[:longest].rstrip()} …"


def plain(text: object, longest: int = LONGEST) -> str:
    """Return one line of text for an attribute or a chart: odd characters as ``<U+202E>``."""
    line = re.sub(r"\s+", " ", clip(str(text), longest)).strip()
    return "".join(f"<U+{ord(char):04X}>" if is_hidden(char) else char for char in line)


def inline(text: str) -> Markup:
    """Return escaped text with hidden characters as visible marks; not isolated, not clipped."""
    return Markup("").join(_pieces(text))


def shown(text: object, longest: int = LONGEST) -> Markup:
    """Return foreign text as markup: escaped, clipped, and isolated from the text around it."""
    if text is None:
        return Markup("")
    return Markup("<bdi>{}</bdi>").format(inline(clip(str(text), longest)))


def _pieces(text: str) -> Iterable[Markup]:
    start = 0
    if _PLAIN_SPACES.sub(" ", text).isprintable():
        yield escape(text)
        return
    for at, char in enumerate(text):
        if is_hidden(char):
            yield escape(text[start:at])
            yield Markup('<span class="odd" title="{}">U+{:04X}</span>').format(
                "a character that is invisible or changes the direction of text", ord(char)
            )
            start = at + 1
    yield escape(text[start:])


def web_link(url: str | None) -> str | None:
    """Return the URL if it is a plain http or https address, else None: nothing else is a link."""
    if not url or any(is_hidden(char) or char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in _WEB and host else None


def host(url: str | None) -> str | None:
    """Return the host of a plain web address, or None: what a document without a publisher has."""
    safe = web_link(url)
    name = urlsplit(safe).hostname if safe else None
    return name.removeprefix("www.") if name else None


def anchor(prefix: str, identity: str) -> str:
    """Return an element id for an identity: its letters and digits, anything else by its number."""
    safe = re.sub(r"[^A-Za-z0-9-]", lambda m: f"_{ord(m.group()):x}", identity[:200])
    return f"{prefix}-{safe}"
