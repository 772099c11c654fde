"""Attribution: who says what, with which verb, in direct, indirect, mixed and nested quotation."""

from __future__ import annotations

from concord.coding.attribution.attributed import Attribution
from concord.coding.attribution.find import find_attributions

__all__ = ["Attribution", "find_attributions"]
