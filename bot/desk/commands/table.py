"""The one table of commands. Every platform, the parser, the help text and docs/commands.md are made from it."""

from __future__ import annotations

from bot.desk.commands import option_specs as options
from bot.desk.commands.managing import alert_commands, feed_commands, setting_commands
from bot.desk.commands.spec import CommandSpec, OptionSpec, OptionType, Who, Words


def command_table() -> tuple[CommandSpec, ...]:
    """All commands, in the order in which help shows them. Helps are at most 100 characters, as Discord allows."""
    return (*_looking(), *_subjects(), *alert_commands(), *feed_commands(), *setting_commands(), *_desk())


def _looking() -> tuple[CommandSpec, ...]:
    newest = Words("Without it: the newest.", "생략하면 최신 기준입니다.")
    text = OptionSpec(
        "text",
        "검색어",
        OptionType.TEXT,
        Words("Words that the article must have.", "기사에 있어야 하는 말."),
        is_required=True,
        takes_rest=True,
    )
    order = OptionSpec(
        "order", "정렬", OptionType.CHOICE, Words("Newest first, or best match first.", "최신순 또는 정확도순."), choices=options.ORDERS
    )
    page = OptionSpec("page", "쪽", OptionType.INTEGER, Words("Which page of the results.", "결과의 몇째 쪽인지."), minimum=1, maximum=200)
    return (
        CommandSpec(
            ("latest",),
            ("최신",),
            Who.MEMBER,
            Words("The newest stories.", "가장 새로운 사안을 보여 줍니다."),
            (options.since(newest), *options.filters("partial"), options.limit(10, 20)),
            examples=("/alliance latest", "/alliance latest theme:tariffs lang:ko since:24h", "/alliance 최신 주제:관세 개수:5"),
        ),
        CommandSpec(
            ("search",),
            ("검색",),
            Who.MEMBER,
            Words("Search all articles.", "모든 기사를 검색합니다."),
            (
                text,
                options.since(Words("Without it: all.", "생략하면 전체입니다.")),
                *options.filters("none"),
                order,
                options.limit(10, 20),
                page,
            ),
            examples=(
                "/alliance search tariffs since:7d lang:ko",
                '/alliance search "nuclear submarine" actor:"Kim Jong-un"',
                "/alliance 검색 방위비 분담금 기간:30d",
            ),
        ),
        CommandSpec(
            ("story",),
            ("사안",),
            Who.MEMBER,
            Words(
                "One story: who told it first, and how each side of the press tells it.",
                "한 사안의 첫 보도와 후속 보도, 언어별·국가별 보도 차이를 보여 줍니다.",
            ),
            (options.story(Words("Words of its headline; without it, the newest.", "제목의 낱말. 생략하면 가장 새로운 사안입니다.")),),
            examples=("/alliance story", "/alliance story steel tariffs", "/alliance 사안 철강 관세"),
        ),
        CommandSpec(
            ("why",),
            ("근거",),
            Who.MEMBER,
            Words("The words behind each tag of a story.", "사안의 태그마다 그 근거가 된 문구를 보여 줍니다."),
            (options.story(Words("Words of its headline; without it, the newest.", "제목의 낱말. 생략하면 가장 새로운 사안입니다.")),),
            examples=("/alliance why", "/alliance why steel tariffs", "/alliance 근거 철강 관세"),
        ),
        CommandSpec(
            ("report",),
            ("신고",),
            Who.MEMBER,
            Words("Tell the desk's admins that a tag of a story is wrong.", "사안의 태그가 잘못되었다고 관리자에게 알립니다."),
            (
                options.story(Words("Words of its headline; without it, the newest.", "제목의 낱말. 생략하면 가장 새로운 사안입니다.")),
                OptionSpec("tag", "태그", OptionType.TAG, Words("The tag that is wrong.", "잘못된 태그.")),
                OptionSpec("note", "설명", OptionType.TEXT, Words("What is wrong with it.", "무엇이 잘못되었는지 적습니다.")),
            ),
            is_private=True,
            examples=(
                "/alliance report steel tariffs tag:autos",
                '/alliance report 12 tag:south-korea note:"It is about the North."',
                "/alliance 신고 철강 관세 태그:관세",
            ),
        ),
    )


def _subjects() -> tuple[CommandSpec, ...]:
    month = Words("Without it: 30 days.", "생략하면 30일입니다.")
    actor = OptionSpec(
        "actor",
        "행위자",
        OptionType.ACTOR,
        Words("A person, state, body or company.", "인물, 국가, 기관 또는 기업."),
        is_required=True,
        takes_rest=True,
    )
    theme = OptionSpec("theme", "주제", OptionType.THEME, Words("A theme, by name.", "주제 이름."), is_required=True, takes_rest=True)
    source = OptionSpec(
        "source",
        "대상",
        OptionType.TEXT,
        Words("An address, or the text itself.", "기사 주소 또는 본문."),
        is_required=True,
        takes_rest=True,
    )
    return (
        CommandSpec(
            ("actor",),
            ("행위자",),
            Who.MEMBER,
            Words("An actor: how much is written, on what, beside whom.", "행위자에 관한 보도량, 주제, 함께 언급된 행위자를 보여 줍니다."),
            (actor, options.since(month)),
            examples=("/alliance actor Kim Jong-un", "/alliance actor USFK since:90d", "/alliance 행위자 김정은"),
        ),
        CommandSpec(
            ("theme",),
            ("주제",),
            Who.MEMBER,
            Words("A theme: how much is written, by whom, with which actors.", "주제에 관한 보도량, 매체, 관련 행위자를 보여 줍니다."),
            (theme, options.since(month)),
            examples=("/alliance theme tariffs", "/alliance theme defense-cost-sharing since:90d", "/alliance 주제 관세"),
        ),
        CommandSpec(
            ("analyze",),
            ("분석",),
            Who.MEMBER,
            Words("Analyse a page or a text; nothing of it is kept.", "기사 주소나 글을 분석합니다. 내용은 저장하지 않습니다."),
            (source,),
            is_private=True,
            examples=(
                "/alliance analyze https://news.example/a",
                "/alliance analyze Seoul and Washington agreed on tariffs.",
                "/alliance 분석 한미 정상이 관세를 논의했다.",
            ),
        ),
    )


def _desk() -> tuple[CommandSpec, ...]:
    command = OptionSpec(
        "command", "명령", OptionType.TEXT, Words("A command, such as alerts add.", "명령 이름. 예: 알림 추가."), takes_rest=True
    )
    return (
        CommandSpec(
            ("status",),
            ("상태",),
            Who.MEMBER,
            Words("How the desk does: feeds, articles, deliveries.", "데스크 상태를 보여 줍니다: 피드, 기사, 발송."),
            is_private=True,
            examples=("/alliance status", "/alliance 상태"),
        ),
        CommandSpec(
            ("help",),
            ("도움말",),
            Who.MEMBER,
            Words("All commands, or one of them in full.", "모든 명령 또는 명령 하나를 자세히 설명합니다."),
            (command,),
            is_private=True,
            examples=("/alliance help", "/alliance help alerts add", "/alliance 도움말 검색"),
        ),
    )
