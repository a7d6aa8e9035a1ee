"""A small newsroom of our own writing in both languages: outlets, themes, actors, and articles whose evidence is found by its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.model import ArticleView, CatalogueActor, CatalogueTheme, Outlet, OutletClass, StoryView
from bot.tags import ActorTag, Analysis, EventTag, Mention, Scored, SummarySentence, ThemeTag

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)

HARBOUR = Outlet("harbour-post", "Harbour Post", "하버포스트", "harbour", "en", "KR", OutletClass.NEWS)
SAEBYEOK = Outlet("saebyeok", "Saebyeok Daily", "새벽일보", "saebyeok", "ko", "KR", OutletClass.NEWS)
LEDGER = Outlet("potomac-ledger", "Potomac Ledger", "포토맥 레저", "ledger", "en", "US", OutletClass.NEWS)
MINISTRY = Outlet("mnd-desk", "Defence Ministry press desk", "국방부 보도자료", "mnd", "ko", "KR", OutletClass.OFFICIAL)
OUTLETS = (HARBOUR, SAEBYEOK, LEDGER, MINISTRY)

THEMES = (
    CatalogueTheme("defense-cost-sharing", "Defense cost sharing", "방위비 분담", "security"),
    CatalogueTheme("usfk-posture", "US forces in Korea", "주한미군 태세", "security"),
    CatalogueTheme("joint-exercises", "Joint exercises", "연합훈련", "security"),
    CatalogueTheme("north-korea-missiles", "North Korean missiles", "북한 미사일", "security"),
    CatalogueTheme("alliance-politics", "Alliance politics", "동맹 정치", "security"),
    CatalogueTheme("shipbuilding", "Shipbuilding", "조선 협력", "security"),
    CatalogueTheme("tariffs", "Tariffs", "관세", "economy"),
    CatalogueTheme("autos", "Autos", "자동차", "economy"),
    CatalogueTheme("investment", "Investment", "투자", "economy"),
    CatalogueTheme("korea-politics", "South Korean politics", "한국 정치", "society"),
)

ACTORS = {
    actor.id: actor
    for actor in (
        CatalogueActor("usa", "United States", "미국", "state", "US", "Q30", ("U.S.", "Washington", "미국", "美")),
        CatalogueActor("kor", "South Korea", "대한민국", "state", "KR", "Q884", ("South Korea", "Seoul", "한국", "정부")),
        CatalogueActor("prk", "North Korea", "북한", "state", "KP", "Q423", ("North Korea", "Pyongyang", "북한")),
        CatalogueActor("jpn", "Japan", "일본", "state", "JP", "Q17", ("Japan", "일본")),
        CatalogueActor("usfk", "US Forces Korea", "주한미군", "force", "US", None, ("USFK", "주한미군")),
        CatalogueActor("kor-mnd", "Ministry of National Defense", "국방부", "body", "KR", None, ("defense ministry", "국방부")),
        CatalogueActor("hanbada", "Hanbada Shipyards", "한바다조선", "company", "KR", None, ("Hanbada", "한바다조선")),
    )
}

Marks = Mapping[str, Sequence[str]]
"""Words that cause a tag, by its id."""


def places(words: Sequence[str], title: str, body: str) -> tuple[Mention, ...]:
    """Every place of these words in title and body, in order."""
    found = []
    for field, text in (("title", title), ("body", body)):
        for word in words:
            start = text.find(word)
            while start >= 0:
                found.append(Mention(field, start, start + len(word), word))
                start = text.find(word, start + len(word))
    return tuple(sorted(found, key=lambda mention: (mention.field != "title", mention.start)))


def analysis_of(
    title: str,
    body: str,
    language: str,
    *,
    actors: Marks,
    themes: Marks,
    kind: str = "news",
    relevance: str = "core",
    tone: str = "neutral",
    events: Sequence[tuple[str, str, str]] = (),
) -> Analysis:
    """An analysis whose mentions stand where the words stand; the first theme is primary, actors of the title are major."""
    first = body.partition("\n")[0]
    tagged = [
        ActorTag(
            actor.id,
            actor.name_en,
            actor.name_ko,
            "major" if any(word in title for word in words) else "minor",
            actor.type,
            actor.country,
            actor.wikidata,
            actor.aliases,
            places(words, title, body),
        )
        for actor, words in ((ACTORS[actor_id], words) for actor_id, words in actors.items())
    ]
    return Analysis(
        version="test-1",
        language=language,
        kind=kind,
        relevance=Scored(relevance, 0.9),
        tone=Scored(tone, 0.7),
        actors=tuple(tagged),
        themes=tuple(
            ThemeTag(theme_id, "primary" if index == 0 else "secondary", 0.8, places(words, title, body))
            for index, (theme_id, words) in enumerate(themes.items())
        ),
        events=tuple(EventTag(source, act, target, 0) for source, act, target in events),
        summary=(SummarySentence(first, 0, len(first)),),
        failures=(),
        raw={},
    )


def article(
    number: int,
    story: int | None,
    outlet: Outlet,
    minutes_ago: int,
    *,
    title: str,
    body: str,
    analysis: Analysis | None,
    url: str | None = "",
) -> ArticleView:
    """One article, published a little before it was seen."""
    at = NOW - timedelta(minutes=minutes_ago)
    address = f"https://{outlet.id}.example/{number}" if url == "" else url
    lead = body.partition("\n")[0]
    return ArticleView(number, story, address, outlet, title, lead, body, outlet.language, at - timedelta(minutes=4), at, analysis)


def story(number: int, *articles: ArticleView) -> StoryView:
    """A story of these articles, oldest first; the first speaks for it."""
    ordered = tuple(sorted(articles, key=lambda item: item.first_seen_at))
    return StoryView(number, ordered[0], ordered, ordered[0].first_seen_at, ordered[-1].first_seen_at)


def newsroom() -> tuple[StoryView, ...]:
    """Seven stories, newest first, in English, in Korean and in both."""
    return (_costs(), _waiting(), _drill(), _tariffs(), _yard(), _launch(), _opinion())


def _costs() -> StoryView:
    title = "Washington asks Seoul to reopen the cost-sharing pact a year early"
    body = (
        "The United States has asked South Korea to reopen their defense cost-sharing agreement a year before it runs out, "
        "two officials said on Friday.\n"
        "Seoul answered that the signed pact stands and that it would talk only about how the money is spent. "
        "The cost-sharing deal covers part of what US Forces Korea pays for local staff, building and supplies.\n"
        "A spokesperson of the defense ministry in Seoul declined to give a figure."
    )
    first = article(
        101,
        1,
        HARBOUR,
        38,
        title=title,
        body=body,
        analysis=analysis_of(
            title,
            body,
            "en",
            actors={
                "usa": ["Washington", "United States"],
                "kor": ["Seoul", "South Korea"],
                "usfk": ["US Forces Korea"],
                "kor-mnd": ["defense ministry"],
            },
            themes={
                "defense-cost-sharing": ["cost-sharing", "defense cost-sharing agreement"],
                "alliance-politics": ["signed pact stands"],
            },
            tone="friction",
            events=[("usa", "REQUEST", "kor"), ("kor", "REJECT", "usa")],
        ),
    )
    title_ko = "美 “방위비 협정 1년 앞당겨 다시 논의하자”…정부 “서명한 협정 유효”"
    body_ko = (
        "미국이 한미 방위비분담금 협정을 만료 1년 전에 다시 논의하자고 요청한 것으로 20일 확인됐다.\n"
        "정부는 이미 서명한 협정이 유효하다는 입장을 전달했다. "
        "방위비분담금은 주한미군의 한국인 근로자 인건비와 군사시설 건설비 등에 쓰인다.\n"
        "국방부 관계자는 구체적인 액수에 대해 언급하지 않았다."
    )
    second = article(
        102,
        1,
        SAEBYEOK,
        12,
        title=title_ko,
        body=body_ko,
        analysis=analysis_of(
            title_ko,
            body_ko,
            "ko",
            actors={"usa": ["美", "미국"], "kor": ["정부"], "usfk": ["주한미군"], "kor-mnd": ["국방부"]},
            themes={"defense-cost-sharing": ["방위비분담금", "방위비"], "alliance-politics": ["서명한 협정"]},
            tone="friction",
            events=[("usa", "REQUEST", "kor")],
        ),
    )
    return story(1, first, second)


def _waiting() -> StoryView:
    title = "Two trade envoys land in Incheon for a second round"
    return story(2, article(103, 2, LEDGER, 3, title=title, body="Two envoys landed in Incheon on Friday evening.", analysis=None))


def _drill() -> StoryView:
    title = "한미 해군, 동해서 대잠 연합훈련…일본은 참관"
    body = (
        "한국과 미국 해군이 20일 동해에서 사흘 일정의 대잠 연합훈련에 들어갔다.\n"
        "국방부는 이번 연합훈련에 구축함 네 척과 초계기 두 대가 참가한다고 밝혔다. 일본은 참관단을 보냈다."
    )
    return story(
        3,
        article(
            104,
            3,
            SAEBYEOK,
            95,
            title=title,
            body=body,
            analysis=analysis_of(
                title,
                body,
                "ko",
                actors={"kor": ["한국"], "usa": ["미국"], "jpn": ["일본"], "kor-mnd": ["국방부"]},
                themes={"joint-exercises": ["연합훈련"]},
                tone="cooperation",
                events=[("kor", "COOPERATE", "usa")],
            ),
        ),
        article(
            105,
            3,
            MINISTRY,
            80,
            title="[보도자료] 한미 대잠전 훈련 실시",
            body="국방부는 한국과 미국 해군이 동해에서 대잠전 훈련을 실시한다고 밝혔습니다.",
            analysis=analysis_of(
                "[보도자료] 한미 대잠전 훈련 실시",
                "국방부는 한국과 미국 해군이 동해에서 대잠전 훈련을 실시한다고 밝혔습니다.",
                "ko",
                actors={"kor": ["한국"], "usa": ["미국"], "kor-mnd": ["국방부"]},
                themes={"joint-exercises": ["대잠전 훈련"]},
                kind="statement",
                tone="cooperation",
            ),
        ),
    )


def _tariffs() -> StoryView:
    title = "U.S. holds its car tariff on South Korea while talks on investment go on"
    body = (
        "The U.S. will keep the present tariff on cars from South Korea "
        "while both sides work out how a shared investment fund is to be run.\n"
        "Officials on both sides called the talks hard but useful. Carmakers had hoped for a lower tariff by the end of the year."
    )
    return story(
        4,
        article(
            106,
            4,
            LEDGER,
            190,
            title=title,
            body=body,
            analysis=analysis_of(
                title,
                body,
                "en",
                actors={"usa": ["U.S."], "kor": ["South Korea"]},
                themes={"tariffs": ["tariff"], "autos": ["cars", "Carmakers", "car"], "investment": ["investment fund", "investment"]},
                tone="mixed",
                events=[("usa", "SANCTION", "kor")],
            ),
        ),
    )


def _yard() -> StoryView:
    title = "한바다조선, 미 해군 수송함 정비 두 번째 수주"
    body = "한바다조선이 미국 해군 수송함의 정비 사업을 두 번째로 따냈다.\n회사는 내년 3월까지 울산에서 정비를 마칠 계획이다."
    return story(
        5,
        article(
            107,
            5,
            SAEBYEOK,
            60 * 9,
            title=title,
            body=body,
            analysis=analysis_of(
                title,
                body,
                "ko",
                actors={"hanbada": ["한바다조선"], "usa": ["미국"]},
                themes={"shipbuilding": ["수송함 정비", "정비 사업"]},
                relevance="partial",
                tone="cooperation",
            ),
        ),
    )


def _launch() -> StoryView:
    title = "North Korea fires a short-range missile into the East Sea"
    body = (
        "North Korea fired one short-range missile into the East Sea early on Thursday, the defense ministry in Seoul said.\n"
        "Japan saw no damage."
    )
    return story(
        6,
        article(
            108,
            6,
            HARBOUR,
            60 * 31,
            title=title,
            body=body,
            analysis=analysis_of(
                title,
                body,
                "en",
                actors={"prk": ["North Korea"], "kor": ["Seoul"], "jpn": ["Japan"], "kor-mnd": ["defense ministry"]},
                themes={"north-korea-missiles": ["short-range missile"]},
                relevance="partial",
                events=[("prk", "MOBILIZE", "kor")],
            ),
        ),
    )


def _opinion() -> StoryView:
    title = "An alliance is not an invoice"
    body = "Seoul and Washington should stop counting what the other owes.\nUSFK is there because both sides want it there."
    return story(
        7,
        article(
            109,
            7,
            LEDGER,
            60 * 24 * 9,
            title=title,
            body=body,
            analysis=analysis_of(
                title,
                body,
                "en",
                actors={"kor": ["Seoul"], "usa": ["Washington"], "usfk": ["USFK"]},
                themes={"alliance-politics": ["counting what the other owes"], "usfk-posture": ["USFK"]},
                kind="opinion",
                tone="friction",
            ),
        ),
    )
