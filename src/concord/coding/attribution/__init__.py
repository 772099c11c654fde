"""Attribution: who says what, with which verb, in direct, indirect, mixed and nested quotation."""

from __future__ import annotations

from concord.coding.attribution.find import Attribution, find_attributions

__all__ = ["Attribution", "find_attributions"]
