"""What Discord has against a message, as far as the tests need it: the rules that its published schema does not hold.

Sources: "Component Reference" (40 components, 4,000 characters, unique custom_id, no content or embeds beside Components V2), "Message"
(content 2,000), "Embed Limits" (6,000 over all); codes from "Opcodes and Status Codes": 50006 empty message, 50035 invalid form body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.discord_uploads import Files, is_wrong

COMPONENTS_V2 = 1 << 15


def fault_of(body: Mapping[str, Any], files: Files | None = None) -> dict[str, Any] | None:
    """The error body for a message with these files that is not taken, None for one that is."""
    parts = list(_nested(body.get("components") or ()))
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    embeds = body.get("embeds") or ()
    is_v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    text = sum(len(part.get("content", "")) for part in parts)
    wrong = [
        is_v2 and bool(body.get("content") or embeds),
        not is_v2 and any(part["type"] not in (1, 2) for part in parts),
        is_wrong(body, files or {}),
        len(parts) > 40,
        text > 4_000,
        len(set(ids)) != len(ids),
        any(not 1 <= len(custom_id) <= 100 for custom_id in ids),
        any(len(part.get("label", "")) > 80 for part in parts),
        len(body.get("content") or "") > 2_000,
        sum(len(str(embed.get(name, ""))) for embed in embeds for name in ("title", "description")) > 6_000,
    ]
    if any(wrong):
        return {"message": "Invalid Form Body", "code": 50035, "errors": {}}
    if not (body.get("content") or embeds or (is_v2 and parts)):
        return {"message": "Cannot send an empty message", "code": 50006}
    return None


def _nested(parts: Any) -> Iterator[Mapping[str, Any]]:
    for part in parts:
        yield part
        yield from _nested(part.get("components", ()))
