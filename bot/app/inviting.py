"""`alliance-desk invite`: how to get the desk into a workspace or a server."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import quote

from bot.adapters.discord.invite import invite_url
from bot.adapters.slack.manifest import manifest_text
from bot.config import Settings

_LONGEST_LINK = 8_000
"""Bytes of an address that every browser and Slack's own server take."""


def invitation(settings: Settings, *, application: str | None = None) -> str:
    """How to bring the desk into Slack and Discord: links to follow. `application` is the id of Discord's application; without it the one
    that the token names."""
    return "\n".join([*_slack(), "", *_discord(application or _application_of(settings))])


def _slack() -> list[str]:
    link = f"https://api.slack.com/apps?new_app=1&manifest_yaml={quote(manifest_text(), safe='')}"
    steps = [
        "Slack: make the app in your workspace from its manifest, install it there, and take the two tokens that docs/slack.md names.",
        "슬랙: 매니페스트로 앱을 만들어 워크스페이스에 설치한 뒤 토큰 두 개를 설정하십시오.",
    ]
    if len(link) <= _LONGEST_LINK:
        return [*steps, f"  {link}"]
    return [
        *steps,
        "  https://api.slack.com/apps?new_app=1  (choose 'From a manifest' and paste what `alliance-desk invite --manifest` prints)",
    ]


def _discord(application: str | None) -> list[str]:
    if application is None:
        return [
            "Discord: make an application with a bot at https://discord.com/developers/applications, then set DESK_DISCORD_TOKEN;",
            "`alliance-desk invite` then prints the link. Or say its id: `alliance-desk invite --application ID`.",
            "디스코드: 애플리케이션과 봇을 만들고 DESK_DISCORD_TOKEN을 설정하면 초대 링크를 보여 드립니다.",
        ]
    return [
        "Discord: whoever manages the server opens this link.",
        "디스코드: 서버 관리자가 이 링크를 여십시오.",
        f"  {invite_url(application)}",
    ]


def _application_of(settings: Settings) -> str | None:
    """The id that begins a Discord token, base64 without padding; an application made since 2016 has the same id as its bot."""
    token = settings.discord.token
    if token is None:
        return None
    first = token.get_secret_value().partition(".")[0]
    try:
        found = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return found if found.isdecimal() else None
