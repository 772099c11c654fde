"""Web pages: the main text, title, date, publisher and address, by trafilatura in the child."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from concord.reading.decoding import damage, declared_in_markup, decode, is_damaged
from concord.reading.drafts import Draft
from concord.reading.faults import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.model import Problem
    from concord.reading.child import Child
    from concord.reading.limits import Limits
    from concord.reading.resources import Resource

# Tags open at one time: pages of this world stay far below, and parsers recurse above.
DEEPEST = 1_000
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    }
)
_LINES = frozenset({"br", "td", "th"})  # end a line and no paragraph
_BREAK = "\u23ce"  # stands for a line break while a line is a paragraph: the sign of the return key
_SILENT = frozenset(
    {
        *("head", "iframe", "noscript", "object", "script", "style", "svg", "template"),
        "title",
    }
)


class HtmlReader:
    """Reads ``.html``: one page, one text."""

    name: ClassVar[str] = "html"
    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm", ".xhtml")
    media_types: ClassVar[tuple[str, ...]] = ("text/html", "application/xhtml+xml")

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        """Yield the page's article."""
        data = resource.load(limits)
        markup = decode(data, declared=resource.charset or declared_in_markup(data))
        if is_damaged(data, markup):
            yield damage(resource.source)
        page = child.call(
            "concord.reading.html:extract_page",
            markup.encode("utf-8", "replace"),
            url=resource.url,
        )
        own_url = _choose_url(page.pop("own_names"), resource.url)
        yield Draft(where=resource.source, media=self.name, url=own_url, **page)


def _choose_url(named: list[str], fetched: str | None) -> str | None:
    """Return the page's own name for itself, if it is one.

    A front page as the address of an article is a common mistake, and worth nothing. Another host
    than the page came from, or than its other name has, is the original of a reprint: the page is
    the reprint.
    """
    usable = [url for url in named if _names_a_page(url)]
    if fetched is not None:
        host = urlsplit(fetched).hostname
        return next((url for url in usable if urlsplit(url).hostname == host), fetched)
    hosts = {urlsplit(url).hostname for url in usable}
    return (usable[-1] if len(hosts) > 1 else usable[0]) if usable else None


def _names_a_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and (parts.path not in {"", "/"} or bool(parts.query))


def extract_page(data: bytes, *, url: str | None) -> dict[str, Any]:
    """Return text and fields of UTF-8 markup; called in the child.

    Raises ``ReadError``: ``too_deep``, or ``empty`` if the page has no text to speak of.
    """
    markup = _XML_DECLARATION.sub("", data.decode("utf-8"), count=1)
    check_depth(markup)
    from concord.reading.page_dates import find_published

    # Each search gets a tree of its own: trafilatura and htmldate take theirs apart.
    tree = parse_markup(markup)
    own_names = _own_names(tree)
    found = _extract(parse_markup(markup), url)
    title = (found.title or "").replace(_BREAK, " ") or None if found is not None else None
    text = (article_text(found.body) if found is not None else "") or plain_text(tree)
    if not text:
        raise ReadError("empty", "The page has no text; it may need a browser to show any.")
    return {
        "text": _without_title(text, title),
        "title": title,
        "publisher": found.sitename if found is not None else None,
        "own_names": own_names,
        "language_hint": tree.get("lang") or tree.get(_XML_LANG),
        "published": find_published(tree, url=_choose_url(own_names, url)),
    }


def parse_markup(markup: str) -> Any:
    """Return the tree of any markup, or raise ``ReadError`` (``empty``) if it holds nothing."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        # A huge tree is only a deep one here, and depth is checked: without, the text below 256
        # tags is dropped silently.
        parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
        return document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("empty", "The page has no text that can be parsed.") from error


def _extract(tree: Any, url: str | None) -> Any:
    from trafilatura import bare_extraction

    # Of several breaks in a row, which part paragraphs on older sites, trafilatura leaves one.
    for node in tree.iter("br"):
        following = node.getnext()
        if following is not None and following.tag == "br" and not (node.tail or "").strip():
            node.tail = _BREAK
    return bare_extraction(
        tree,
        url=url,
        include_comments=False,
        with_metadata=True,
        # Dates are found by page_dates; this only keeps the clock out of trafilatura's search.
        date_extraction_params={"extensive_search": False, "max_date": "2100-12-31"},
    )


def article_text(body: Any) -> str:
    """Return the words of an article's tree: a blank line between blocks, a break as it stands."""
    from lxml import etree
    from trafilatura.xml import xmltotxt

    for node in body.iter("lb"):
        node.text = _BREAK
    etree.strip_tags(body, "lb")
    told = _RULE.sub("", xmltotxt(body, False) or "")
    return _paragraphs(told.replace("\n", "\n\n").replace(_BREAK, "\n"))


def _without_title(text: str, title: str | None) -> str:
    """Return a text without its first paragraph where that is the title, which is kept beside it.

    In a feed, a table or an archive the same article comes without it.
    """
    first, _, rest = text.partition("\n\n")
    return rest if rest and title and first.split() == title.split() else text


def _own_names(tree: Any) -> list[str]:
    """Return the addresses that the page gives as its own: canonical, then for sharing."""
    found = (
        tree.xpath("string(//link[@rel='canonical']/@href)"),
        tree.xpath("string(//meta[@property='og:url']/@content)"),
    )
    return [str(url).strip() for url in found if str(url).strip()]


def check_depth(markup: str) -> None:
    """Raise ``ReadError`` (``too_deep``) if more tags than any page needs stand open at one place.

    Counted without a parser, since it is parsers that this protects: void tags and paragraphs that
    nobody closes do not count.
    """
    depth = deepest = 0
    for found in _CONTAINER.finditer(markup):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise ReadError("too_deep", f"The page nests more than {DEEPEST} tags; it was not parsed.")


_CONTAINER = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th"
    r"|tr|track|wbr)\b)[A-Za-z][A-Za-z0-9:-]{0,40}(?=[\s/>])[^<>]{0,2000}(?<!/)>",
    re.IGNORECASE,
)


def plain_text(tree: Any) -> str:
    """Return all words of a parsed fragment, a blank line between blocks; without recursion."""
    from lxml import etree

    pieces: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        silent += (tag in _SILENT) * (1 if event == "start" else -1)
        if tag in _BLOCKS:
            pieces.append("\n\n")
        elif tag in _LINES and event == "end":
            pieces.append("\n")
        words = node.text if event == "start" else node.tail
        if words and not silent and tag:
            pieces.append(_SPACE.sub(" ", words))
    return _paragraphs("".join(pieces))


def _paragraphs(text: str) -> str:
    """Return a text with no blanks around its lines, and one blank line between paragraphs."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


_BLANK_LINES = re.compile(r"\n{3,}")
_SPACE = re.compile(r"\s+")
_RULE = re.compile(r"^\|(?:---\|)+$", re.MULTILINE)  # drawn below the head of a table
