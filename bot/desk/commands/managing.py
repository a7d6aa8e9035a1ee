"""The commands that change something: alerts, feeds, settings. Part of the one table (table.py)."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.commands import option_specs as options
from bot.desk.commands.spec import CommandSpec, OptionSpec, OptionType, Who, Words


def alert_commands() -> tuple[CommandSpec, ...]:
    """alerts: what a channel wants to hear."""
    return (*_making(), *_keeping(), *_quietening())


def _making() -> tuple[CommandSpec, ...]:
    name = OptionSpec("name", "이름", OptionType.TEXT, Words("A name for the alert.", "알림 이름."), takes_rest=True)
    rename = OptionSpec("name", "이름", OptionType.TEXT, Words("Another name.", "새 이름."))
    wanted = options.filters("partial", for_alerts=True)
    return (
        CommandSpec(
            ("alerts", "add"),
            ("알림", "추가"),
            Who.MANAGER,
            Words("Send this channel one alert for each story that matches.", "조건에 맞는 사안마다 이 채널에 알림을 한 번 보냅니다."),
            (name, *wanted, options.watch(), *options.terms()),
            examples=(
                "/alliance alerts add",
                "/alliance alerts add Trade desk theme:tariffs,autos relevance:core",
                "/alliance alerts add Morning brief rhythm:weekdays hour:8",
                "/alliance alerts add Threats actor:north-korea event:threaten,mobilize",
                "/alliance alerts add Pulse watch:surge,silence actor:usfk theme:tariffs",
                "/alliance 알림 추가 북핵 주제:북핵 표시언어:ko",
            ),
        ),
        CommandSpec(
            ("alerts", "edit"),
            ("알림", "수정"),
            Who.MANAGER,
            Words(
                "Change an alert. What is not said stays; - clears a part.", "알림을 바꿉니다. 말하지 않은 것은 그대로 두고 -는 비웁니다."
            ),
            (options.alert(), rename, *(replace(part, help=_kept(part)) for part in wanted), options.watch(), *options.terms()),
            examples=(
                "/alliance alerts edit Trade desk relevance:core cap:5",
                '/alliance alerts edit Trade desk theme:- name:"Everything"',
                "/alliance 알림 수정 북핵 주기:매일 시각:8",
            ),
        ),
    )


def _kept(part: OptionSpec) -> Words:
    """The help of a filter's option where the command changes an alert: without it the part stays as it is."""
    if part.name != "relevance":
        return part.help
    return Words("At least this relevance to the alliance.", "이 관련도 이상만 봅니다.")


def _keeping() -> tuple[CommandSpec, ...]:
    optional = replace(
        options.alert(),
        is_required=False,
        help=Words("An alert by name; without it, the filter given.", "알림 이름. 생략하면 아래 조건으로 봅니다."),
    )
    wanted = options.filters("partial", for_alerts=True)
    cap = next(part for part in options.terms() if part.name == "cap")
    return (
        CommandSpec(
            ("alerts", "list"),
            ("알림", "목록"),
            Who.MEMBER,
            Words("The alerts of this channel.", "이 채널의 알림 목록을 보여 줍니다."),
            is_private=True,
            examples=("/alliance alerts list", "/alliance 알림 목록"),
        ),
        CommandSpec(
            ("alerts", "remove"),
            ("알림", "삭제"),
            Who.MANAGER,
            Words("Remove an alert of this channel.", "이 채널의 알림을 삭제합니다."),
            (options.alert(),),
            examples=("/alliance alerts remove Trade desk", "/alliance 알림 삭제 북핵"),
        ),
        CommandSpec(
            ("alerts", "pause"),
            ("알림", "중지"),
            Who.MANAGER,
            Words("Pause an alert of this channel.", "이 채널의 알림을 잠시 멈춥니다."),
            (options.alert(),),
            examples=("/alliance alerts pause Trade desk", "/alliance 알림 중지 북핵"),
        ),
        CommandSpec(
            ("alerts", "resume"),
            ("알림", "재개"),
            Who.MANAGER,
            Words("Resume a paused alert of this channel.", "멈춘 알림을 다시 보냅니다."),
            (options.alert(),),
            examples=("/alliance alerts resume Trade desk", "/alliance 알림 재개 북핵"),
        ),
        CommandSpec(
            ("alerts", "preview"),
            ("알림", "미리보기"),
            Who.MEMBER,
            Words("What an alert or a filter would have sent in the last 7 days.", "지난 7일간 어떤 알림을 보냈을지 미리 봅니다."),
            (optional, *wanted, cap),
            is_private=True,
            examples=(
                "/alliance alerts preview Trade desk",
                "/alliance alerts preview theme:tariffs kind:statement",
                "/alliance 알림 미리보기 주제:관세",
            ),
        ),
    )


def _quietening() -> tuple[CommandSpec, ...]:
    story = replace(options.story(Words("Words of its headline.", "제목의 낱말.")), is_required=True)
    return (
        CommandSpec(
            ("alerts", "mute"),
            ("알림", "끄기"),
            Who.MANAGER,
            Words("Say no more of a story in this channel.", "이 채널에서 한 사안의 소식을 더는 보내지 않습니다."),
            (story,),
            examples=("/alliance alerts mute steel tariffs", "/alliance 알림 끄기 철강 관세"),
        ),
        CommandSpec(
            ("alerts", "unmute"),
            ("알림", "켜기"),
            Who.MANAGER,
            Words("Let this channel hear of a muted story again.", "끈 사안의 소식을 이 채널에 다시 보냅니다."),
            (story,),
            examples=("/alliance alerts unmute steel tariffs", "/alliance 알림 켜기 철강 관세"),
        ),
    )


def feed_commands() -> tuple[CommandSpec, ...]:
    """feeds: what the desk reads."""
    address = OptionSpec(
        "feed", "피드", OptionType.FEED, Words("A feed's name or an address.", "피드 이름 또는 주소."), is_required=True, takes_rest=True
    )
    return (
        CommandSpec(
            ("feeds", "list"),
            ("피드", "목록"),
            Who.MEMBER,
            Words("Every feed and its health.", "모든 피드와 그 상태를 보여 줍니다."),
            is_private=True,
            examples=("/alliance feeds list", "/alliance 피드 목록"),
        ),
        CommandSpec(
            ("feeds", "add"),
            ("피드", "추가"),
            Who.MANAGER,
            Words("Read another feed from now on, for the whole desk.", "데스크가 읽을 피드를 추가합니다. 모든 채널에 적용됩니다."),
            _new_feed(),
            examples=(
                "/alliance feeds add https://news.example/rss",
                '/alliance feeds add https://news.example/rss name:"The Example Daily" lang:en interval:15',
                "/alliance 피드 추가 https://news.example/rss 언어:ko",
            ),
        ),
        CommandSpec(
            ("feeds", "remove"),
            ("피드", "삭제"),
            Who.MANAGER,
            Words("Read a feed no more; its articles stay.", "피드를 더는 읽지 않습니다. 이미 읽은 기사는 남습니다."),
            (address,),
            examples=("/alliance feeds remove example-daily", "/alliance 피드 삭제 example-daily"),
        ),
        CommandSpec(
            ("feeds", "test"),
            ("피드", "점검"),
            Who.MEMBER,
            Words("Look at a feed once and say what came; nothing is kept.", "피드를 한 번 읽어 결과를 알려 줍니다. 저장하지 않습니다."),
            (address,),
            is_private=True,
            examples=("/alliance feeds test https://news.example/rss", "/alliance 피드 점검 https://news.example/rss"),
        ),
        CommandSpec(
            ("feeds", "errors"),
            ("피드", "오류"),
            Who.MEMBER,
            Words("The feeds that fail, and why.", "실패하는 피드와 그 원인을 보여 줍니다."),
            is_private=True,
            examples=("/alliance feeds errors", "/alliance 피드 오류"),
        ),
    )


def _new_feed() -> tuple[OptionSpec, ...]:
    return (
        OptionSpec(
            "url",
            "주소",
            OptionType.TEXT,
            Words("The feed's address, or that of a page that names it.", "피드 주소 또는 피드를 알려 주는 페이지 주소."),
            is_required=True,
            takes_rest=True,
        ),
        OptionSpec(
            "name", "이름", OptionType.TEXT, Words("The outlet's name; without it, the feed's own.", "매체 이름. 생략하면 피드 이름.")
        ),
        OptionSpec(
            "lang", "언어", OptionType.LANGUAGE, Words("Its language; without it, by its titles.", "언어. 생략하면 제목을 보고 정합니다.")
        ),
        OptionSpec(
            "interval",
            "간격",
            OptionType.INTEGER,
            Words("Minutes between two looks; 10 where not said.", "다시 읽는 간격(분). 지정하지 않으면 10분입니다."),
            minimum=2,
            maximum=1440,
        ),
    )


def setting_commands() -> tuple[CommandSpec, ...]:
    """settings: each says its scope."""
    return (
        CommandSpec(
            ("settings", "show"),
            ("설정", "보기"),
            Who.MEMBER,
            Words("Every setting, and for whom it holds.", "모든 설정과 그 적용 범위를 보여 줍니다."),
            is_private=True,
            examples=("/alliance settings show", "/alliance 설정 보기"),
        ),
        CommandSpec(
            ("settings", "channel"),
            ("설정", "채널"),
            Who.MANAGER,
            Words(
                "What holds in this channel; - goes back to the desk's own.", "이 채널의 설정을 바꿉니다. -는 데스크 설정으로 되돌립니다."
            ),
            (_language("The language of new alerts here.", "이 채널에서 새 알림을 표시할 언어."), _zone(), *_quiet()),
            examples=(
                "/alliance settings channel timezone:America/New_York",
                "/alliance settings channel quiet:22:00-07:00 digest:8",
                "/alliance 설정 채널 방해금지:22:00-07:00",
            ),
        ),
        CommandSpec(
            ("settings", "me"),
            ("설정", "나"),
            Who.MEMBER,
            Words("How the desk speaks to you, in every channel.", "데스크가 나에게 답하는 언어와 시간대를 정합니다."),
            (_language("The language of answers to you.", "나에게 답할 언어."), _zone()),
            is_private=True,
            examples=("/alliance settings me language:ko", "/alliance 설정 나 시간대:America/New_York"),
        ),
        CommandSpec(
            ("settings", "managers"),
            ("설정", "관리자"),
            Who.MANAGER,
            Words("Who may manage besides the workspace's own managers.", "워크스페이스 관리자 외에 데스크를 관리할 사람을 정합니다."),
            (
                OptionSpec("add", "추가", OptionType.PERSON_OR_ROLE, Words("A person or role to name.", "추가할 사람 또는 역할.")),
                OptionSpec("remove", "삭제", OptionType.PERSON_OR_ROLE, Words("A person or role to take away.", "뺄 사람 또는 역할.")),
            ),
            is_private=True,
            examples=("/alliance settings managers", "/alliance settings managers add:U0123456", "/alliance 설정 관리자"),
        ),
        CommandSpec(
            ("settings", "claim"),
            ("설정", "등록"),
            Who.MANAGER,
            Words(
                "Let the desk serve this workspace, with the code of its start.",
                "데스크 시작 때 표시된 코드로 이 워크스페이스를 등록합니다.",
            ),
            (OptionSpec("code", "코드", OptionType.TEXT, Words("The code.", "코드."), is_required=True, takes_rest=True),),
            is_private=True,
            examples=("/alliance settings claim code:K7QM-2XRF", "/alliance 설정 등록 K7QM-2XRF"),
        ),
    )


def _language(en: str, ko: str) -> OptionSpec:
    return OptionSpec("language", "언어", OptionType.CHOICE, Words(en, ko), choices=options.CARD_LANGUAGES)


def _zone() -> OptionSpec:
    words = Words("A time zone, such as Asia/Seoul or America/New_York.", "시간대. 예: Asia/Seoul, America/New_York.")
    return OptionSpec("timezone", "시간대", OptionType.TIMEZONE, words)


def _quiet() -> tuple[OptionSpec, ...]:
    return (
        OptionSpec(
            "quiet",
            "방해금지",
            OptionType.TEXT,
            Words("Hours that hold alerts for one brief: 22:00-07:00.", "알림을 모아 두었다가 한 번에 보낼 시간: 22:00-07:00."),
        ),
        OptionSpec(
            "digest",
            "다이제스트",
            OptionType.INTEGER,
            Words("The hour of digests here, 0 to 23.", "이 채널의 다이제스트 시각, 0~23시."),
            minimum=0,
            maximum=23,
        ),
    )
