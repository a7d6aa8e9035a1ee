"""Files as an app uploads them to Slack, in three steps.

"files.getUploadURLExternal", "files.completeUploadExternal" (docs.slack.dev/reference/methods): the first takes `filename`, `length` (in
bytes) and `alt_txt` and gives `upload_url` and `file_id`; the bytes are posted there; the second makes them files and shares them in
`channel_id`.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Upload:
    """A file on its way."""

    id: str
    name: str
    length: int
    alt: str
    content: bytes | None = None
    title: str | None = None
    shared_in: list[str] = field(default_factory=list)


class Files:
    """All files of a workspace, in the order in which they were asked for. `refuses` is a status for the next upload of bytes."""

    def __init__(self) -> None:
        self.all: list[Upload] = []
        self.refuses: list[int] = []
        self._numbers = itertools.count(1)

    def ask(self, arguments: Json, url: str) -> Json:
        """files.getUploadURLExternal."""
        length = int(arguments.get("length") or 0)
        if not arguments.get("filename") or length <= 0:
            return {"ok": False, "error": "invalid_arguments"}
        made = Upload(f"F{next(self._numbers):09d}", arguments["filename"], length, str(arguments.get("alt_txt") or ""))
        self.all.append(made)
        return {"ok": True, "upload_url": f"{url}/upload/v1/{made.id}", "file_id": made.id}

    def put(self, file_id: str, content: bytes) -> int:
        """The bytes; the status that is answered."""
        if self.refuses:
            return self.refuses.pop(0)
        found = next((one for one in self.all if one.id == file_id), None)
        if found is None or len(content) != found.length:
            return 400
        found.content = content
        return 200

    def complete(self, arguments: Json) -> Json:
        """files.completeUploadExternal."""
        given = arguments["files"]
        wanted = json.loads(given) if isinstance(given, str) else given
        known = {one.id: one for one in self.all if one.content is not None}
        if any(one["id"] not in known for one in wanted):
            return {"ok": False, "error": "file_not_found"}
        for one in wanted:
            known[one["id"]].title = one.get("title")
            known[one["id"]].shared_in += [arguments["channel_id"]] if arguments.get("channel_id") else []
        return {"ok": True, "files": [{"id": one["id"], "title": one.get("title")} for one in wanted]}
