"""Files beside a message, as Discord takes them.

"Uploading Files" (Reference): a multipart body whose part `payload_json` is the message and whose parts `files[n]` are the files;
`attachments` describes each by its n as `id`. "Component Reference": `attachment://<filename>` in a media gallery names a file of the
message. "Attachment Object": the description of a file has 1,024 characters at most.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Files = dict[str, tuple[str, str, bytes]]
"""By n: name, type, content."""

BODY: web.RequestKey[Any] = web.RequestKey("body", object)
FILES: web.RequestKey[Files] = web.RequestKey("files", dict)
"""What came with a request, read once."""

_DESCRIPTION = 1_024


async def uploaded(request: web.Request) -> tuple[Any, Files]:
    """The request's JSON and its files."""
    if not request.can_read_body:
        return None, {}
    if request.content_type != "multipart/form-data":
        return await request.json(), {}
    body: Any = None
    files: Files = {}
    async for part in await request.multipart():
        assert not isinstance(part, web.BaseRequest)
        name = getattr(part, "name", None) or ""
        content = bytes(await part.read(decode=True))  # type: ignore[union-attr]
        if name == "payload_json":
            body = json.loads(content)
        elif name.startswith("files["):
            files[name[len("files[") : -1]] = (part.filename, part.headers["Content-Type"], content)  # type: ignore[union-attr]
    return body, files


def is_wrong(body: Mapping[str, Any], files: Files) -> bool:
    """Whether something names a file that did not come, or describes one at too great a length."""
    described = {str(one["id"]): one for one in body.get("attachments") or ()}
    names = {filename for filename, _, _ in files.values()}
    media = [item["media"]["url"] for item in gallery_items(body.get("components") or ())]
    missing = [url for url in media if url.startswith("attachment://") and url.removeprefix("attachment://") not in names]
    unknown = [number for number in described if number not in files]
    texts = [one.get("description") or "" for one in (*described.values(), *gallery_items(body.get("components") or ()))]
    return bool(missing or unknown) or any(len(text) > _DESCRIPTION for text in texts)


def gallery_items(parts: Any) -> Iterator[Mapping[str, Any]]:
    """The items of every media gallery of a message."""
    for part in parts:
        if part["type"] == 12:
            yield from part["items"]
        yield from gallery_items(part.get("components", ()))


def with_files(message: Json, body: Mapping[str, Any], files: Files) -> Json:
    """The message with its files as attachments."""
    described = {str(one["id"]): one.get("description") for one in body.get("attachments") or ()}
    found = [
        {
            "id": number,
            "filename": name,
            "content_type": kind,
            "size": len(content),
            "description": described.get(number),
        }
        for number, (name, kind, content) in files.items()
    ]
    return {**message, "attachments": found}
