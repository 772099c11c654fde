"""Bytes to text: one encoding per file, decided by the same rules in the same order always.

Byte-order mark; UTF-16 if every second byte is mostly zero; UTF-8 if the bytes are valid UTF-8, or
all but a few are; what the server or the page declares; Windows-1252 if all that is beyond ASCII
are its typographic marks; else what charset-normalizer finds most likely among the encodings of
news; else Windows-1252.
"""

from __future__ import annotations

import codecs
import re

from concord.model import Problem
from concord.reading.faults import ReadError

SAMPLE_BYTES = 1 << 16
# Declared names that the web, by its own standard, reads as the wider Windows code page.
_WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Dashes, quotes, ellipsis, no-break space, currency, degree and the like in Windows-1252.
_TYPOGRAPHIC = frozenset(
    b"\x80\x82\x84\x85\x86\x87\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa3\xa7\xa9\xab\xad\xae"
    b"\xb0\xb7\xbb\xbd"
)
# What news is or was written in; of equally likely ones the earlier.
_CANDIDATES = (
    *("cp1252", "cp1256", "cp1251", "koi8_r", "cp1254", "cp1250", "cp1253", "cp1255"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_ZERO_SHARE = 0.3
_FEW_CONTROLS = 4
_WHOLE_TO_BROKEN = 3
REPLACEMENT = "\ufffd"


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the text, or raise ``ReadError`` (``binary``) if the bytes are no text.

    Bytes that are no text in the encoding chosen stand as U+FFFD; ``is_damaged`` tells.
    """
    encoding = find_encoding(data, declared=declared)
    if encoding is None:
        raise ReadError("binary", "The file holds binary data, not text; convert it first.")
    return data.decode(encoding, "replace")


def is_damaged(data: bytes, text: str) -> bool:
    """Return whether decoding put in U+FFFD where the bytes had none."""
    return REPLACEMENT in text and REPLACEMENT.encode() not in data


def damage(where: str) -> Problem:
    """Return the problem of bytes that are no text in the encoding of what is around them."""
    return Problem(
        where=where,
        code="bad_encoding",
        message="Some bytes are no text in the file's encoding; they stand as U+FFFD. "
        "Save the file as UTF-8.",
    )


def find_encoding(data: bytes, *, declared: str | None = None, cut: bool = False) -> str | None:
    """Return the codec name for the bytes, None if they are binary; ``cut``: only a beginning."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    sample = data[:SAMPLE_BYTES]
    if wide := marked or _find_wide(sample):
        return wide
    if _is_binary(sample):
        return None
    if _decodes(data, "utf-8", cut=cut) or _is_mostly_utf8(data):
        return "utf-8"
    name = _known_codec(declared)
    return name if name and _decodes(data, name, cut=cut) else _guess(data)


def declared_in_markup(data: bytes) -> str | None:
    """Return the encoding that an HTML ``meta`` or an XML declaration names, if any."""
    head = data[:4096]
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    return found.group(1).decode("ascii") if found else None


def _find_wide(sample: bytes) -> str | None:
    """Return the UTF-16 codec of bytes without a mark: text of the West has every second one 0."""
    pairs = len(sample) // 2
    if not pairs:
        return None
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > _ZERO_SHARE and even < odd / 10:
        return "utf-16-le"
    if even > _ZERO_SHARE and odd < even / 10:
        return "utf-16-be"
    return None


def _is_binary(sample: bytes) -> bool:
    """Return whether control bytes that no text has are more than a few and 1 in 100 bytes."""
    controls = sum(sample.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > _FEW_CONTROLS and controls * 100 > len(sample)


def _decodes(data: bytes, encoding: str, *, cut: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, final=not cut)
    except (UnicodeError, ValueError):
        return False
    return True


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8 with a few broken: no other text looks like it."""
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return whole >= broken * _WHOLE_TO_BROKEN


def _known_codec(declared: str | None) -> str | None:
    """Return the text codec behind a declared name, or None for names unknown or not of text."""
    try:
        found = codecs.lookup((declared or "").strip().lower())
    except (LookupError, ValueError):
        return None
    # Python also names codecs that are no character sets (zip, rot13, idna, escapes).
    if not found._is_text_encoding or found.name.replace("_", "-") in _NOT_CHARSETS:  # noqa: SLF001 -- the only place where Python says so
        return None
    return _WEB_NAMES.get(found.name, found.name)


_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)


def _guess(data: bytes) -> str:
    high = {byte for byte in set(data) if byte >= 0x80}  # noqa: PLR2004 -- the end of ASCII
    if high <= _TYPOGRAPHIC:
        return "cp1252"
    from charset_normalizer import from_bytes

    found = from_bytes(_around_high_bytes(data), cp_isolation=list(_CANDIDATES))
    ranked = sorted(
        (match.chaos, -match.coherence, _CANDIDATES.index(match.encoding)) for match in found
    )
    return _CANDIDATES[ranked[0][2]] if ranked else "cp1252"


def _around_high_bytes(data: bytes) -> bytes:
    """Return a sample of whole lines from the first byte beyond ASCII on."""
    first = next(index for index, byte in enumerate(data) if byte >= 0x80)  # noqa: PLR2004 -- as above
    start = data.rfind(b"\n", 0, first) + 1
    start = max(start, first - SAMPLE_BYTES // 4)
    return data[start : start + SAMPLE_BYTES // 2]
