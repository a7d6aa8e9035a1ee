"""manifest.yaml, from which a team makes its own Slack app: made from the table of commands.

"App manifest reference" (docs.slack.dev): field names and lengths. `python -m bot.adapters.slack.manifest` prints it; an address behind
it makes it one for an app that speaks HTTP.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import yaml

from bot.desk.commands.spec import CommandSpec, Words
from bot.desk.commands.table import command_table

COMMAND = "/alliance"
ANALYZE_MESSAGE = "analyze_message"
EVENTS_PATH = "/slack/events"
EVENTS = ("app_home_opened", "app_uninstalled", "tokens_revoked")

SCOPES: Mapping[str, Words] = MappingProxyType(
    {
        "commands": Words("`/alliance` and *Analyze this message*.", "`/alliance` 명령과 메시지 분석 메뉴를 씁니다."),
        "chat:write": Words("Post alerts, and edit the count on them.", "알림을 보내고 기사 수를 고쳐 씁니다."),
        "files:write": Words("Show trends as pictures.", "추이를 그림으로 보여 줍니다."),
        "channels:history": Words(
            "Find the desk's own message again where Slack did not say whether it arrived, so that nothing is sent twice.",
            "발송 결과를 알 수 없을 때 데스크가 보낸 메시지를 찾아 두 번 보내지 않게 합니다.",
        ),
        "groups:history": Words("The same in private channels that it is invited to.", "초대받은 비공개 채널에서 같은 확인을 합니다."),
        "im:history": Words("The same in its direct messages.", "앱과의 다이렉트 메시지에서 같은 확인을 합니다."),
        "mpim:history": Words("The same in group messages that it is invited to.", "초대받은 그룹 메시지에서 같은 확인을 합니다."),
        "channels:read": Words(
            "Let `check --online` say whether a channel is there and the app is in it.", "`check --online`이 채널과 참여 여부를 확인합니다."
        ),
        "groups:read": Words("The same for private channels.", "비공개 채널에서 같은 확인을 합니다."),
        "users:read": Words(
            "Know whether the asker is an admin of the workspace, and in which language to answer.",
            "묻는 사람이 워크스페이스 관리자인지, 어느 언어로 답할지 알아봅니다.",
        ),
        "usergroups:read": Words(
            "Let a user group be named as managers of the desk, or be pinged by an alert.",
            "사용자 그룹을 데스크 관리자로 지정하거나 알림에서 부를 수 있게 합니다.",
        ),
    }
)
"""Every right that the app asks for, and what it is for."""

_NAME = "Alliance Desk"
_ABOUT = "News of the Korea-US alliance: one alert a story, and answers to /alliance. 한미동맹 뉴스 알림과 질의응답."
_LONG = (
    "Alliance Desk reads news feeds in English and Korean, tags who acts and what it is about, and posts one alert per story to the "
    "channels that subscribed. Ask it with /alliance latest, search, story, actor, theme or trend; every tag can show the words that "
    "caused it. Your team runs it on a machine of its own.\n\n"
    "영어와 한국어 기사를 읽어 행위자와 주제를 표시하고, 구독한 채널에 사안마다 알림을 한 번 보냅니다. "
    "/alliance 최신, 검색, 사안, 행위자, 주제, 추이로 물어볼 수 있으며 모든 태그의 근거 문구를 보여 줍니다. "
    "팀의 컴퓨터에서 직접 운영합니다."
)
_COMMAND_HELP = "Ask the news desk, or set its alerts. 뉴스 데스크에 묻거나 알림을 설정합니다."
_MENU = Words("Analyze this message", "이 메시지 분석")


def manifest(table: Sequence[CommandSpec], *, url: str | None = None) -> dict[str, Any]:
    """The manifest as an object. `url` is where Slack reaches a desk that listens over HTTP (`https://desk.example/slack/events`); without
    it the app speaks Socket Mode."""
    command = {"command": COMMAND, "description": _COMMAND_HELP, "usage_hint": usage_hint(table), "should_escape": True}
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if url is not None:
        command |= {"url": url}
        events |= {"request_url": url}
        interactivity |= {"request_url": url, "message_menu_options_url": url}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": _NAME, "description": _ABOUT, "long_description": _LONG, "background_color": "#1F3A5F"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": _NAME, "always_online": True},
            "shortcuts": [{"name": _MENU.en, "type": "message", "callback_id": ANALYZE_MESSAGE, "description": _menu_help()}],
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def usage_hint(table: Sequence[CommandSpec]) -> str:
    """What Slack shows beside `/alliance` while it is typed: every command and group once, in the order of the table."""
    return " | ".join(dict.fromkeys(spec.path[0] for spec in table))


def manifest_text(*, url: str | None = None) -> str:
    """The manifest as YAML, ending in a newline."""
    made: str = yaml.safe_dump(manifest(command_table(), url=url), allow_unicode=True, sort_keys=False, width=140)
    return made


def _menu_help() -> str:
    return f"Who acts, what it is about, and why; nothing of the text is kept. {_MENU.ko}. 내용은 저장하지 않습니다."


if __name__ == "__main__":
    print(manifest_text(url=sys.argv[1] if len(sys.argv) > 1 else None), end="")
