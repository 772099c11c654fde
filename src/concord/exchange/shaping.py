"""`export incidents --as SHAPE`: a file in another data set's shape, and its losses beside it."""

from __future__ import annotations

import io
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.exchange.acled_shape import ACLED
from concord.exchange.export import whole_file
from concord.exchange.ged_shape import GED
from concord.exchange.gtd_shape import GTD
from concord.exchange.polecat_shape import POLECAT
from concord.exchange.shapes import write_shape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.exchange.shapes import Shape, Shaping
    from concord.record.rows import Readable

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {shape.name: shape for shape in (GED, ACLED, GTD, POLECAT)}
)
LOSSES = ".losses.csv"


class UnknownShapeError(ConcordError):
    """A shape that export does not write."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no shape {name!r}. Choose one of: {', '.join(SHAPES)}.")


def losses_beside(out: Path) -> Path:
    """Return where the losses of an export stand: incidents.csv has incidents.losses.csv."""
    return out.with_name(out.stem + LOSSES)


def export_as(view: Readable, name: str, *, book: Codebook, out: Path | None) -> Shaping:
    """Write our incidents in a shape and return what became of them; raises UnknownShapeError.

    With ``out``, what each incident loses is written to ``losses_beside(out)``. Without, rows go to
    standard output and the losses are only counted.
    """
    if name not in SHAPES:
        raise UnknownShapeError(name)
    shape = SHAPES[name]
    if out is None:
        return write_shape(view, shape, book, out=sys.stdout)
    with whole_file(out) as file, whole_file(losses_beside(out)) as log:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        losses = io.TextIOWrapper(log, encoding="utf-8", newline="", write_through=True)
        found = write_shape(view, shape, book, out=text, losses=losses)
        text.detach()
        losses.detach()
    return found
