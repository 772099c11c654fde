"""A record whose incidents are laid over: lists see all of them, each under its own id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.lists import fill, lay_over

from concord.codebook.book import load
from concord.record import open_record
from concord.record.listing_filing import misfiled
from concord.record.listing_read import read_listing
from concord.record.rulings import read_rulings

if TYPE_CHECKING:
    from pathlib import Path


def test_incidents_are_laid_over_until_there_are_so_many(tmp_path: Path) -> None:
    book = load()
    with open_record(tmp_path / "lists.db") as record:
        assert fill(record, book, 4) == fill(record, book, 4) == 4
        assert lay_over(record, 10) == 10
        run = record.chosen_run()
        rulings = read_rulings(record.database, run)
        listing = read_listing(record, run, book, editions=(), rulings=rulings)
        assert len(set(listing.ids)) == 10
        with record.database.read() as connection:
            assert list(misfiled(connection)) == []
