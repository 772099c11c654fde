"""PDF files: the text of the pages by pdfium in the child, lines joined to paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from concord.model import Problem
from concord.reading.drafts import Draft
from concord.reading.faults import ReadError
from concord.reading.pdf_layout import lay_out
from concord.reading.texts import normalise_line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.child import Child
    from concord.reading.limits import Limits
    from concord.reading.resources import Resource

# A file that claims a billion pages shall not give a billion problems.
MOST_BROKEN = 100


class PdfReader:
    """Reads ``.pdf``: one text a file, all pages."""

    name: ClassVar[str] = "pdf"
    suffixes: ClassVar[tuple[str, ...]] = (".pdf",)
    media_types: ClassVar[tuple[str, ...]] = ("application/pdf",)

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        """Yield the file's text; the document's own title, no date (it has that of the making)."""
        pdf = child.call(
            "concord.reading.pdf:extract_pages",
            resource.load(limits),
            most=limits.text_points,
        )
        for number in pdf["broken"]:
            yield Problem(
                where=f"{resource.source}:page {number}",
                code="bad_page",
                message="The page is broken; the text was read without it.",
            )
        text = lay_out([normalise_line_ends(page) for page in pdf["pages"]])
        if not text.strip():
            raise ReadError(
                "no_text_layer",
                "The PDF holds no text, only images; run text recognition (OCR) on it first.",
            )
        yield Draft(where=resource.source, text=text, media=self.name, title=pdf["title"])


def extract_pages(data: bytes, *, most: int) -> dict[str, Any]:
    """Return the pages' texts, the numbers of broken pages and the title; called in the child.

    Raises ``ReadError``: ``encrypted``, ``unreadable`` or ``too_large``.
    """
    pdf = _open(data)
    pages: list[str] = []
    broken: list[int] = []
    size = 0
    for index in range(len(pdf)):
        text = _page_text(pdf, index)
        if text is None:
            broken.append(index + 1)
            continue
        pages.append(text)
        size += len(text)
        if size > most:
            raise ReadError("too_large", f"The PDF holds more than {most:,} characters of text.")
    title = pdf.get_metadata_dict().get("Title")
    return {"pages": pages, "broken": broken[:MOST_BROKEN], "title": title or None}


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise ReadError(
                "encrypted", "The PDF asks for a password; save a copy without one."
            ) from error
        raise ReadError("unreadable", "The file is no PDF, or a broken one.") from error


def _page_text(pdf: Any, index: int) -> str | None:
    """Return one page's text, or None if pdfium cannot load the page."""
    import pypdfium2

    try:
        page = pdf[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()
