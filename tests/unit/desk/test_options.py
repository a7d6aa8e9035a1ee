"""Option values are read kindly and refused with what would do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.commands import options
from bot.desk.commands.option_specs import KINDS, WEEKDAYS, limit
from bot.desk.commands.spec import OptionSpec, OptionType, Words
from bot.errors import CommandError
from bot.model import CatalogueTheme
from tests.unit.desk.records import OUTLET

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 3, 10, 6, 20, tzinfo=UTC)
THEMES = (
    CatalogueTheme("tariffs", "Tariffs", "관세", "economy"),
    CatalogueTheme("north-korea-missiles", "North Korean missiles", "북한 미사일", "security"),
    CatalogueTheme("north-korea-nuclear", "North Korean nuclear programme", "북핵", "security"),
)
KIND = OptionSpec("kind", "종류", OptionType.CHOICE, Words("", ""), choices=KINDS)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("24h", NOW - timedelta(hours=24)),
        ("7d", NOW - timedelta(days=7)),
        ("2w", NOW - timedelta(weeks=2)),
        ("90M", NOW - timedelta(minutes=90)),
        ("7일", NOW - timedelta(days=7)),
        ("3 시간", NOW - timedelta(hours=3)),
        ("2주", NOW - timedelta(weeks=2)),
        ("today", datetime(2026, 3, 9, 15, tzinfo=UTC)),
        ("어제", datetime(2026, 3, 8, 15, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 2, 28, 15, tzinfo=UTC)),
        ("2026.3.1.", datetime(2026, 2, 28, 15, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_the_desks_zone(raw: str, expected: datetime) -> None:
    assert options.since(raw, NOW, SEOUL) == expected


@pytest.mark.parametrize("raw", ["soon", "", "7", "-7d", "99999d", "2026-13-01", "2026-02-30", "0000-01-01", "٧d", "7dd", "x" * 10_000])
def test_what_is_no_time_is_said_so(raw: str) -> None:
    with pytest.raises(CommandError) as caught:
        options.since(raw, NOW, SEOUL)
    assert caught.value.key == "error.since"
    assert len(str(caught.value.details["given"])) <= 40


def test_a_day_to_come_is_no_past() -> None:
    with pytest.raises(CommandError) as caught:
        options.since("2026-11-01", NOW, SEOUL)
    assert caught.value.key == "error.since_future"


@pytest.mark.parametrize("raw", ["1", " 20 "])
def test_whole_numbers_within_bounds_are_taken(raw: str) -> None:
    assert options.integer(raw, limit(10, 20)) == int(raw)


@pytest.mark.parametrize("raw", ["0", "21", "-1", "1.5", "five", "９９", "1" * 5_000, ""])
def test_other_numbers_are_refused(raw: str) -> None:
    with pytest.raises(CommandError) as caught:
        options.integer(raw, limit(10, 20))
    assert (caught.value.key, caught.value.details["low"], caught.value.details["high"]) == ("error.integer", 1, 20)


@pytest.mark.parametrize(
    ("raw", "expected"), [("opinion", "opinion"), ("Opinion", "opinion"), ("의견", "opinion"), ("official statement", "statement")]
)
def test_choices_go_by_value_or_by_either_name(raw: str, expected: str) -> None:
    assert options.choice(raw, KIND) == expected


@pytest.mark.parametrize(("raw", "expected"), [("월", "mon"), ("금", "fri"), ("tues", "tue"), ("sunday", "sun")])
def test_the_beginning_of_one_choice_alone_is_enough(raw: str, expected: str) -> None:
    assert options.choice(raw, OptionSpec("weekday", "요일", OptionType.CHOICE, Words("", ""), choices=WEEKDAYS)) == expected


@pytest.mark.parametrize("raw", ["", "o"])
def test_what_begins_several_choices_or_none_is_refused(raw: str) -> None:
    with pytest.raises(CommandError):
        options.choice(raw, KIND)


def test_a_wrong_choice_is_told_the_right_ones() -> None:
    with pytest.raises(CommandError) as caught:
        options.choice("opinon", KIND)
    assert caught.value.details["allowed"] == "news, opinion, statement, other"
    assert caught.value.details["allowed_ko"] == "보도, 의견, 공식 발표, 기타"
    assert caught.value.details["nearest"] == "opinion"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("tariffs", "tariffs"),
        ("TARIFFS", "tariffs"),
        ("관세", "tariffs"),
        ("북핵", "north-korea-nuclear"),
        ("north korean miss", "north-korea-missiles"),
        ("미사일", "north-korea-missiles"),
    ],
)
def test_themes_go_by_id_name_or_part(raw: str, expected: str) -> None:
    assert options.theme(raw, THEMES).id == expected


@pytest.mark.parametrize("raw", ["north korean", "weather", "", "   "])
def test_a_theme_that_could_be_two_or_none_is_refused(raw: str) -> None:
    with pytest.raises(CommandError) as caught:
        options.theme(raw, THEMES)
    assert caught.value.key == "error.theme"


@pytest.mark.parametrize("raw", ["harbour-post", "Harbour", "하버포스트"])
def test_outlets_go_by_id_or_either_name(raw: str) -> None:
    assert options.outlet(raw, (OUTLET,)) is OUTLET


@pytest.mark.parametrize(("raw", "expected"), [("ko", "ko"), ("한국어", "ko"), ("English", "en"), ("영어", "en")])
def test_languages_go_by_code_or_name(raw: str, expected: str) -> None:
    assert options.language(raw) == expected


def test_lists_are_split_at_commas_of_either_script() -> None:
    assert options.values("tariffs, autos、관세,,tariffs ") == ("tariffs", "autos", "관세")


@pytest.mark.parametrize("raw", [",".join(str(number) for number in range(21)), "x" * 81])
def test_keywords_have_a_limit(raw: str) -> None:
    with pytest.raises(CommandError) as caught:
        options.keywords(raw)
    assert caught.value.key == "error.keywords"
