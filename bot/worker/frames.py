"""Frames between the main process and its worker: a JSON head and a binary blob, each with its length before it.

JSON and not pickle, because the worker reads hostile documents: were it ever taken over, its answers must stay data.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

LENGTHS = struct.Struct(">II")
"""Byte lengths of head and blob."""


def encode(head: Mapping[str, Any], blob: bytes = b"") -> bytes:
    """One frame. `head` must be JSON-able; text is sent as UTF-8, lone surrogates escaped."""
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return LENGTHS.pack(len(text), len(blob)) + text + blob


def decode_head(text: bytes) -> dict[str, Any]:
    """The head of a frame; raises ValueError where it is no JSON object."""
    head = json.loads(text)
    if not isinstance(head, dict):
        raise ValueError("A frame's head must be a JSON object.")
    return head
