"""The options that several commands take."""

from __future__ import annotations

from bot.desk.commands.spec import OptionSpec, OptionType, Words

KINDS = (
    ("news", Words("News", "보도")),
    ("opinion", Words("Opinion", "의견")),
    ("statement", Words("Official statement", "공식 발표")),
    ("other", Words("Other", "기타")),
)
RELEVANCES = (
    ("core", Words("Core: about the alliance", "핵심: 한미관계가 중심")),
    ("partial", Words("Partial: bears on the alliance", "부분: 한미관계와 관련")),
    ("none", Words("None: anything", "무관: 모두 포함")),
)
IMPORTANCES = (
    ("top", Words("Top", "매우 높음")),
    ("high", Words("High", "높음")),
    ("notable", Words("Notable", "주목")),
    ("low", Words("Low", "낮음")),
)
TONES = (
    ("cooperation", Words("Cooperation", "협력")),
    ("friction", Words("Friction", "갈등")),
    ("mixed", Words("Mixed", "혼재")),
    ("neutral", Words("Neutral", "중립")),
)
EVENTS = (
    ("AGREE", Words("Agreement", "합의")),
    ("CONSULT", Words("Consultation", "협의")),
    ("SUPPORT", Words("Support", "지지")),
    ("CONCEDE", Words("Concession", "양보")),
    ("COOPERATE", Words("Cooperation", "협력")),
    ("AID", Words("Aid", "지원")),
    ("RETREAT", Words("Withdrawal", "철수")),
    ("REQUEST", Words("Request", "요구")),
    ("ACCUSE", Words("Accusation", "비난")),
    ("REJECT", Words("Rejection", "거부")),
    ("THREATEN", Words("Threat", "위협")),
    ("PROTEST", Words("Protest", "시위")),
    ("SANCTION", Words("Sanction", "제재")),
    ("MOBILIZE", Words("Show of force", "무력 시위")),
    ("COERCE", Words("Coercion", "강압")),
    ("ASSAULT", Words("Assault", "공격")),
)
"""The event types of PLOVER, as the cards call them."""

ORDERS = (("newest", Words("Newest first", "최신순")), ("rank", Words("Best match first", "정확도순")))
PERIODS = (("day", Words("Day: the last 24 hours", "일간: 지난 24시간")), ("week", Words("Week: the last 7 days", "주간: 지난 7일")))
STEPS = (("day", Words("Day", "일")), ("week", Words("Week", "주")), ("month", Words("Month", "월")))
WATCHES = (
    ("surge", Words("Surge: far more than usual", "급증: 평소보다 크게 늘 때")),
    ("silence", Words("Silence: far less", "급감: 크게 줄 때")),
)
CARD_LANGUAGES = (("en", Words("English", "영어")), ("ko", Words("Korean", "한국어")))
RHYTHMS = (
    ("instant", Words("At once", "즉시")),
    ("daily", Words("Every day", "매일")),
    ("weekdays", Words("Monday to Friday", "평일")),
    ("weekly", Words("Once a week", "매주")),
)
WEEKDAYS = (
    ("mon", Words("Monday", "월요일")),
    ("tue", Words("Tuesday", "화요일")),
    ("wed", Words("Wednesday", "수요일")),
    ("thu", Words("Thursday", "목요일")),
    ("fri", Words("Friday", "금요일")),
    ("sat", Words("Saturday", "토요일")),
    ("sun", Words("Sunday", "일요일")),
)


def since(default: Words) -> OptionSpec:
    """How far back; `default` says what holds without it."""
    words = Words(f"How far back: 24h, 7d, 2w or a date. {default.en}", f"기간: 24h, 7d, 2w 또는 날짜. {default.ko}")
    return OptionSpec("since", "기간", OptionType.SINCE, words)


def limit(default: int, most: int) -> OptionSpec:
    """How many rows."""
    words = Words(f"How many, {default} where not said.", f"개수. 지정하지 않으면 {default}개입니다.")
    return OptionSpec("limit", "개수", OptionType.INTEGER, words, minimum=1, maximum=most)


def filters(minimum: str, *, for_alerts: bool = False) -> tuple[OptionSpec, ...]:
    """What an article must be like; `minimum` is the relevance where none is given. Most take several values, by commas or repeated.

    An alert can ask for more than a list of articles can: words, tone and events are judged as an article comes in.
    """
    parts = [
        OptionSpec("theme", "주제", OptionType.THEME, Words("Only these themes.", "이 주제만 봅니다."), is_list=True),
        OptionSpec(
            "actor", "행위자", OptionType.ACTOR, Words("Only with these actors.", "이 행위자가 나오는 기사만 봅니다."), is_list=True
        ),
        OptionSpec(
            "lang",
            "언어",
            OptionType.LANGUAGE,
            Words("Only articles in these languages: en, ko.", "이 언어의 기사만 봅니다: en, ko."),
            is_list=True,
        ),
        OptionSpec("outlet", "매체", OptionType.OUTLET, Words("Only from these outlets.", "이 매체의 기사만 봅니다."), is_list=True),
        OptionSpec(
            "kind", "종류", OptionType.CHOICE, Words("Only this kind of article.", "이 종류의 기사만 봅니다."), choices=KINDS, is_list=True
        ),
        OptionSpec(
            "relevance",
            "관련도",
            OptionType.CHOICE,
            Words(
                f"At least this relevance to the alliance; {minimum} where not said.",
                f"이 관련도 이상만 봅니다. 지정하지 않으면 ‘{dict(RELEVANCES)[minimum].brief('ko')}’입니다.",
            ),
            choices=RELEVANCES,
        ),
        OptionSpec(
            "importance",
            "중요도",
            OptionType.CHOICE,
            Words("At least this importance.", "이 중요도 이상만 봅니다."),
            choices=IMPORTANCES,
        ),
    ]
    if for_alerts:
        words = Words("Only with these words; -word leaves out.", "이 낱말이 있는 기사만 봅니다. -낱말은 제외합니다.")
        tone = Words("Only of this tone between the allies.", "한미 사이의 논조가 이런 기사만 봅니다.")
        event = Words("Only where somebody did this.", "이런 행동이 있었던 기사만 봅니다.")
        parts += [
            OptionSpec("keyword", "키워드", OptionType.TEXT, words, is_list=True),
            OptionSpec("tone", "논조", OptionType.CHOICE, tone, choices=TONES, is_list=True),
            OptionSpec("event", "사건", OptionType.CHOICE, event, choices=EVENTS, is_list=True),
        ]
    return tuple(parts)


def story(words: Words) -> OptionSpec:
    """A story by the words of its headline or its number."""
    return OptionSpec("story", "사안", OptionType.STORY, words, takes_rest=True)


def watch() -> OptionSpec:
    """Tell of no article, but of a surge or silence of the actors and themes."""
    words = Words("Tell of surges or silence of these actors and themes instead.", "기사 대신 행위자·주제의 보도 급증이나 급감을 알립니다.")
    return OptionSpec("watch", "보도량", OptionType.CHOICE, words, choices=WATCHES, is_list=True)


def alert() -> OptionSpec:
    """One of the channel's alerts by name or number."""
    words = Words("The alert, by its name.", "알림 이름입니다.")
    return OptionSpec("alert", "알림", OptionType.SUBSCRIPTION, words, is_required=True, takes_rest=True)


def terms() -> tuple[OptionSpec, ...]:
    """How an alert speaks: its cap, its language, when, and whom it pings."""
    return (
        OptionSpec(
            "cap",
            "한도",
            OptionType.INTEGER,
            Words("Most alerts an hour; the rest comes in one brief.", "한 시간 최대 알림 수. 나머지는 한 번에 모아 보냅니다."),
            minimum=1,
            maximum=100,
        ),
        OptionSpec(
            "cards", "표시언어", OptionType.CHOICE, Words("The language of the alerts.", "알림을 표시할 언어."), choices=CARD_LANGUAGES
        ),
        OptionSpec(
            "rhythm", "주기", OptionType.CHOICE, Words("At once, or in a digest.", "바로 보낼지 모아 보낼지 정합니다."), choices=RHYTHMS
        ),
        OptionSpec(
            "hour",
            "시각",
            OptionType.INTEGER,
            Words("The hour of the digest, 0 to 23, in the channel's time zone.", "다이제스트를 보낼 시각. 채널 시간대로 0~23시."),
            minimum=0,
            maximum=23,
        ),
        OptionSpec(
            "weekday",
            "요일",
            OptionType.CHOICE,
            Words("The day of a weekly digest.", "매주 보내는 다이제스트의 요일."),
            choices=WEEKDAYS,
        ),
        OptionSpec(
            "mention",
            "호출",
            OptionType.ROLE,
            Words("A role or user group that alerts ping.", "알림이 올 때 호출할 역할 또는 사용자 그룹."),
        ),
    )
