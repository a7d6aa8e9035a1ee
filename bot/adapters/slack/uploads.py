"""A picture into a channel, in Slack's three steps: ask for an address, put the file there, share it.

"Working with files: uploading" (docs.slack.dev): files.getUploadURLExternal takes the file's name, length and `alt_txt`, the description
that screen readers speak; files.completeUploadExternal shares it in `channel_id`, where the app must be, in the thread `thread_ts`. A file
that is shared with nobody could stand in no answer: whoever posts by a response_url must be able to see it ("Slack file object").
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp

from bot.adapters.picture.pictures import PNG, Picture
from bot.adapters.slack.calls import UNREACHABLE, told
from bot.desk.commands.spec import Words

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

SCOPE = "files:write"
_ALT = 1_000
_PATIENCE = 20.0

_NO_RIGHT = Words(
    "The app lacks the right files:write, so the chart comes in characters. An admin adds it under 'OAuth & Permissions' and reinstalls "
    "the app.",
    "앱에 files:write 권한이 없어 그림 대신 문자로 보여 드립니다. "
    "관리자가 OAuth & Permissions에서 권한을 추가하고 앱을 다시 설치하면 됩니다.",
)
_NOT_HERE = Words(
    "The app is not in this channel, so the chart comes in characters. /invite @Alliance Desk brings the picture.",
    "앱이 이 채널에 없어 그림 대신 문자로 보여 드립니다. /invite @Alliance Desk로 초대하면 그림을 볼 수 있습니다.",
)
_FAILED = Words("Slack did not take the picture, so the chart comes in characters.", "슬랙이 그림을 받지 않아 문자로 보여 드립니다.")
_WORDS = {
    "missing_scope": _NO_RIGHT,
    "not_in_channel": _NOT_HERE,
    "channel_not_found": _NOT_HERE,
    "invalid_channel": _NOT_HERE,
}


class Uploads:
    """Uploads of one app."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self._client = client
        self._session = session

    async def share(self, picture: Picture, title: str, *, channel: str, thread: str | None) -> Words | None:
        """Show the picture there. None where it is done, else why not, for people; the name of the error is logged."""
        alt = picture.alt if len(picture.alt) <= _ALT else picture.alt[: _ALT - 1] + "…"
        asked = await told(
            self._client.files_getUploadURLExternal(filename=picture.name, length=len(picture.content), alt_txt=alt), within=_PATIENCE
        )
        if not asked.is_good:
            return _refused(asked.error)
        file_id, address = str(asked.data.get("file_id")), str(asked.data.get("upload_url"))
        if not await self._put(address, picture):
            return _refused(UNREACHABLE)
        shared = self._client.files_completeUploadExternal(files=[{"id": file_id, "title": title}], channel_id=channel, thread_ts=thread)
        done = await told(shared, within=_PATIENCE)
        return None if done.is_good else _refused(done.error)

    async def _put(self, address: str, picture: Picture) -> bool:
        headers = {"Content-Type": PNG}
        try:
            async with asyncio.timeout(_PATIENCE), self._session.post(address, data=picture.content, headers=headers) as response:
                return response.status == 200
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            return False


def _refused(error: str | None) -> Words:
    log.warning("Slack did not take a picture: %s", error)
    return _WORDS.get(error or "", _FAILED)
