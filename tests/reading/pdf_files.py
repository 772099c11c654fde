"""PDF files for the tests, written by hand: the smallest that show what they are to show."""

from __future__ import annotations

import zlib


def build_pdf(*pages: list[str], title: str | None = None, extra_trailer: str = "") -> bytes:
    """Return a PDF with one text line per entry, 12 points apart."""
    streams = [_text_stream(lines) for lines in pages]
    return assemble_pdf(streams, title=title, extra_trailer=extra_trailer)


def assemble_pdf(
    streams: list[tuple[bytes, str]],
    *,
    title: str | None = None,
    extra_trailer: str = "",
    count: int | None = None,
) -> bytes:
    """Return a PDF with a page per content stream (bytes and their dictionary entries)."""
    total = len(streams)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(total))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count or total} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, (data, entries) in enumerate(streams):
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        )
        objects.append(page.encode())
        head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode()
        objects.append(head + data + b"\nendstream")
    if title is not None:
        objects.append(f"<< /Title ({title}) >>".encode())
        extra_trailer += f" /Info {len(objects)} 0 R"
    return _write(objects, extra_trailer)


def bomb_stream(size: int) -> tuple[bytes, str]:
    """Return a content stream of blanks, packed twice, that unpacks to ``size`` bytes."""
    packer = zlib.compressobj(9)
    block = b" " * 2**20
    packed = b"".join(packer.compress(block) for _ in range(size // 2**20)) + packer.flush()
    return zlib.compress(packed, 9), "/Filter [/FlateDecode /FlateDecode]"


def _text_stream(lines: list[str]) -> tuple[bytes, str]:
    shown = [
        f"BT /F1 10 Tf 50 {750 - 12 * index} Td ({line}) Tj ET" for index, line in enumerate(lines)
    ]
    return "\n".join(shown).encode("latin-1"), ""


def _write(objects: list[bytes], extra_trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {extra_trailer} >>"
    return bytes(out) + f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
