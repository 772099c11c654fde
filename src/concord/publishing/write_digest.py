"""The digest as Markdown and as a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.publishing.pages import render
from concord.report.texts import plain

if TYPE_CHECKING:
    from concord.publishing.digest import Digest, Line

# What would be markup in Markdown, also in the middle of foreign text.
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~])")
_LONGEST = 1200


def digest_html(digest: Digest) -> str:
    """Return the page; foreign text is escaped, links are plain web addresses."""
    return render("digest.html", digest=digest)


def digest_markdown(digest: Digest) -> str:
    """Return the digest as Markdown (CommonMark); foreign text cannot be markup."""
    lines = [f"# {digest.title}", ""]
    for part in digest.parts:
        lines += [f"## {part.title}", ""]
        lines += [_item(line) for line in part.lines] or [part.empty]
        lines.append("")
    lines += ["---", "", *(f"{escape(line)}  " for line in digest.basis)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return one line of foreign text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", plain(text, _LONGEST))


def _item(line: Line) -> str:
    marks = f" *({escape('; '.join(line.marks))})*" if line.marks else ""
    sources = "; ".join(
        f"[{escape(source.short)}](<{source.link}>)"
        if source.link and not set("<>") & set(source.link)
        else escape(source.short)
        for source in line.sources
    )
    return f"- {escape(line.words)}{marks} — {sources or 'no source in this view'}"
