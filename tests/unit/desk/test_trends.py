"""Columns of days, weeks and months; the chart in characters; `/alliance trend`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.card import Card, Colour
from bot.desk.cards.charts import chart_rows, in_characters
from bot.desk.cards.pieces import plain
from bot.desk.chart import Chart, Series, spark
from bot.desk.trends import Step, columns, fitting, trend
from bot.model import FeedPulse, FeedState, Volume
from tests.unit.desk.asking import Asking
from tests.unit.desk.records import NOW, analysis, view

SEOUL = ZoneInfo("Asia/Seoul")
DAY = timedelta(days=1)


def test_a_day_begins_at_the_readers_midnight() -> None:
    late, early = datetime(2026, 3, 9, 14, tzinfo=UTC), datetime(2026, 3, 9, 15, tzinfo=UTC)  # 23:00 and 0:00 in Seoul
    starts = columns(late, NOW, Step.DAY, SEOUL)
    found = trend([Volume(late, 1, "friction", 2), Volume(early, 2, "mixed", 5)], starts, Step.DAY, SEOUL, ("friction", "mixed"))
    assert starts == (date(2026, 3, 9), date(2026, 3, 10))
    assert found.tones == {"friction": (2, 0), "mixed": (0, 5)}
    assert found.totals == (2, 5)


def test_weeks_begin_on_monday_and_months_on_their_first() -> None:
    since = datetime(2026, 1, 31, 3, tzinfo=UTC)
    assert columns(since, NOW, Step.MONTH, SEOUL) == (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
    assert columns(NOW - 9 * DAY, NOW, Step.WEEK, SEOUL) == (date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9))


@pytest.mark.parametrize(("back", "step"), [(30, Step.DAY), (61, Step.DAY), (62, Step.WEEK), (400, Step.WEEK), (450, Step.MONTH)])
def test_a_longer_time_has_longer_columns(back: int, step: Step) -> None:
    assert fitting(NOW - back * DAY, NOW, SEOUL) is step


def test_a_tone_that_was_not_asked_for_is_left_out() -> None:
    assert trend([Volume(NOW, 1, "neutral", 2)], (date(2026, 3, 10),), Step.DAY, SEOUL, ("mixed",)).totals == (0,)


def test_blocks_show_nothing_as_the_lowest_and_anything_as_more() -> None:
    assert spark([0, 1, 50, 100], 100) == "▁▂▅█"
    assert spark([0, 0], 0) == "▁▁"


def test_a_chart_in_characters_names_its_rows_and_its_ends() -> None:
    series = (Series("Cooperation", Colour.COOPERATION, (0, 4)), Series("Friction", Colour.FRICTION, (2, 1), is_below=True))
    chart = Chart("Tone", ("9 Mar", "10 Mar"), series, "alt")
    assert [plain(row) for row in chart_rows(chart)] == ["▁█  Cooperation", "▅▃  Friction", "9 Mar – 10 Mar"]
    assert (chart.above, chart.below) == (4, 2)
    card = in_characters(Card("en", (), "", chart=chart))
    assert (card.chart, len(card.lines)) == (None, 3)


@pytest.fixture
def desk() -> Asking:
    asking = Asking()
    tags = {
        tone: analysis(actors=["kim-jong-un"], themes=["tariffs"], tone={"label": tone, "score": 1.0}) for tone in ("friction", "mixed")
    }
    asking.store.views = [
        view(1, 1, "One", at=NOW - timedelta(hours=1), tags=tags["friction"]),
        view(2, 2, "Two", at=NOW - 2 * DAY, tags=tags["friction"]),
        view(3, 3, "Three", at=NOW - 2 * DAY, tags=tags["mixed"]),
        view(4, 4, "Four", at=NOW - 12 * DAY, tags=tags["mixed"]),
    ]
    return asking


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("trend actor:kim-jong-un since:3d", {"Articles": (0, 2, 0, 1)}),
        ("trend 김정은 since:3d", {"Articles": (0, 2, 0, 1)}),
        ("trend theme:tariffs tone:friction since:3d", {"Articles": (0, 1, 0, 1)}),
        ("trend since:3d", {"Cooperation": (0, 0, 0, 0), "Friction": (0, 1, 0, 1), "Mixed": (0, 1, 0, 0)}),
        ("trend actor:kim-jong-un theme:autos since:3d", {}),
        ("추이 행위자:김정은 기간:3d 논조:all", {"협력": (0, 0, 0, 0), "갈등": (0, 1, 0, 1), "혼재": (0, 1, 0, 0)}),
    ],
)
async def test_a_trend_counts_what_was_asked_for(desk: Asking, asked: str, values: dict[str, tuple[int, ...]]) -> None:
    chart = (await desk.ask(asked)).chart
    assert ({} if chart is None else {one.name: one.values for one in chart.series}) == values


async def test_a_trend_says_in_words_what_its_picture_shows(desk: Asking) -> None:
    english, korean = await desk.ask("trend actor:kim-jong-un since:3d"), await desk.ask("추이 행위자:김정은 기간:3d")
    assert english.chart is not None
    assert korean.chart is not None
    assert english.chart.alt == (
        "Column chart. Trend: Kim Jong-un, by day, 7 Mar to 10 Mar. 3 articles since 7 Mar. Busiest day: 8 Mar (2). Newest column: 1."
    )
    assert korean.chart.alt == (
        "막대그래프. 보도 추이: 김정은, 일별, 3월 7일부터 3월 10일까지. "
        "3월 7일부터 기사 3건이 나왔습니다. 가장 많은 날은 3월 8일(2건)입니다. 마지막 막대는 1건입니다."
    )


async def test_it_is_compared_with_the_time_before_where_the_desk_read_then(desk: Asking) -> None:
    """From 27 Feb to 6 Mar, of the same length as the time since then, there was one."""
    asked = "trend actor:kim-jong-un since:7d"
    assert len((await desk.ask(asked)).lines) == 1
    desk.store.pulses = (FeedPulse(1, FeedState.ACTIVE, 600, NOW - 40 * DAY, NOW),)
    assert plain((await desk.ask(asked)).lines[1]) == "200 % more than in the time of the same length before (1)."


async def test_too_many_columns_are_refused_with_what_would_do(desk: Asking) -> None:
    card = await desk.ask("trend since:200d by:day")
    assert card.is_refusal
    assert "by:week" in card.summary
    assert (await desk.ask("trend since:200d by:week")).chart is not None


async def test_a_watch_is_kept_and_changed(desk: Asking) -> None:
    card = await desk.ask("alerts add Pulse watch:surge,silence actor:kim-jong-un theme:tariffs")
    assert plain(card.lines[0]) == "surges and silence of Kim Jong-un, Tariffs"
    (made,) = desk.store.owned
    assert ([one.value for one in made.watch], made.filter.minimum_relevance) == (["surge", "silence"], "none")
    assert not (await desk.ask("alerts edit Pulse watch:surge")).is_refusal
    assert [one.value for one in desk.store.owned[0].watch] == ["surge"]
    assert "surges of Kim Jong-un" in plain((await desk.ask("alerts list")).items[0].details[0])
    assert plain((await desk.ask("alerts preview Pulse")).title) == "Pulse"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("alerts add A watch:surge", "actor: or theme:"),
        ("alerts add A watch:surge actor:kim-jong-un lang:ko", "neither another filter"),
        ("alerts add A watch:surge actor:kim-jong-un rhythm:daily", "neither another filter"),
        ("alerts add A watch:surge actor:kim-jong-un relevance:core", "neither another filter"),
    ],
)
async def test_a_watch_that_makes_no_sense_is_refused(desk: Asking, asked: str, words: str) -> None:
    card = await desk.ask(asked)
    assert card.is_refusal
    assert words in card.summary
    assert desk.store.owned == []
