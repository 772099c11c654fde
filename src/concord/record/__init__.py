"""The append-only record: the only SQL of Concord."""

from __future__ import annotations

from concord.record.documents import Added
from concord.record.ledger import Coverage, Declaration
from concord.record.opening import open_record
from concord.record.store import Record
from concord.record.view import View

__all__ = ["Added", "Coverage", "Declaration", "Record", "View", "open_record"]
