"""Workbooks of other data sets (GTD is sent out as one): the first sheet, as rows of text."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKBOOKS = (".xlsx", ".xlsb", ".xls", ".ods")
# The whole of GTD, 1970 to 2020, unpacks to about 600 MB.
MOST_UNPACKED = 2_000_000_000
MIDNIGHT = " 00:00:00"


class UnreadableSheetError(ValueError):
    """What is wrong with a workbook. Never leaves the package."""


def sheet_rows(file: Path) -> Iterator[list[str]]:
    """Yield the rows of a workbook's first sheet, header first, from its first line that has any.

    A cell is text as it is stored (not as a format shows it), a day is ``2020-01-02``, an empty
    cell is ``""``. The sheet is held in memory. Raises UnreadableSheetError.
    """
    import fastexcel

    _refuse_bombs(file)
    try:
        sheet = fastexcel.read_excel(str(file)).load_sheet(0, header_row=None, dtypes="string")
        frame = sheet.to_polars()
    except (fastexcel.FastExcelError, OSError, ValueError) as error:
        raise UnreadableSheetError(str(error).splitlines()[0]) from error
    for row in frame.iter_rows():
        yield [_plain(cell) for cell in row]


def _plain(cell: str | None) -> str:
    return (cell or "").removesuffix(MIDNIGHT)


def _refuse_bombs(file: Path) -> None:
    if not zipfile.is_zipfile(file):
        return
    with zipfile.ZipFile(file) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            message = f"it unpacks to over {MOST_UNPACKED:,} bytes. Save its sheet as CSV (UTF-8)"
            raise UnreadableSheetError(message)
