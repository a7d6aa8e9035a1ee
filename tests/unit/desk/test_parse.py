"""Typed commands are read in English, in Korean and in between; what cannot be read gets the nearest right form."""

from __future__ import annotations

import unicodedata

import pytest

from bot.desk.commands.parse import parse
from bot.desk.commands.table import command_table
from bot.desk.commands.words import quoted, tokens
from bot.errors import CommandError
from tests.fakes.hang_guard import must_end

TABLE = command_table()


@pytest.mark.parametrize(
    ("text", "path", "options"),
    [
        ("/alliance latest", ("latest",), {}),
        ("alliance latest", ("latest",), {}),
        ("latest", ("latest",), {}),
        ("  /ALLIANCE   Latest  ", ("latest",), {}),
        ("/alliance search tariffs since:7d lang:ko", ("search",), {"text": "tariffs", "since": "7d", "lang": "ko"}),
        ("/alliance search since:7d car tariffs", ("search",), {"text": "car tariffs", "since": "7d"}),
        ("/alliance search tariffs since: 7d", ("search",), {"text": "tariffs", "since": "7d"}),
        ('/alliance search actor:"Kim Jong-un" missile', ("search",), {"text": "missile", "actor": "Kim Jong-un"}),
        ("/alliance search actor:“Kim Jong-un” missile", ("search",), {"text": "missile", "actor": "Kim Jong-un"}),
        ("/alliance search actor:'Kim Jong-un' missile", ("search",), {"text": "missile", "actor": "Kim Jong-un"}),
        ("/alliance search actor:「김정은」 미사일", ("search",), {"text": "미사일", "actor": "김정은"}),
        ("/alliance search Trump's plan and Korea's answer", ("search",), {"text": "Trump's plan and Korea's answer"}),
        ('/alliance search "since:7d"', ("search",), {"text": "since:7d"}),
        ("/alliance search Biden: a legacy", ("search",), {"text": "Biden: a legacy"}),
        ("/alliance search theme:tariffs theme:autos x", ("search",), {"text": "x", "theme": "tariffs,autos"}),
        ("/alliance search x limit:3 limit:4", ("search",), {"text": "x", "limit": "4"}),
        ("/alliance search x SINCE:7d", ("search",), {"text": "x", "since": "7d"}),
        ("/alliance search x since：7d", ("search",), {"text": "x", "since": "7d"}),
        ("/alliance 검색 관세 기간:7d 언어:ko", ("search",), {"text": "관세", "since": "7d", "lang": "ko"}),
        ("/동맹 검색 tariffs since:7일", ("search",), {"text": "tariffs", "since": "7일"}),
        ("/alliance search 관세 기간:7d", ("search",), {"text": "관세", "since": "7d"}),
        ("/alliance alerts 추가 관세 주제:관세", ("alerts", "add"), {"name": "관세", "theme": "관세"}),
        ("/alliance alerts", ("alerts", "list"), {}),
        ("/alliance 피드", ("feeds", "list"), {}),
        ("/alliance analyze https://news.example/a?b=c&d=e", ("analyze",), {"source": "https://news.example/a?b=c&d=e"}),
        ("/alliance analyze Seoul says: since:7d is\nno option here", ("analyze",), {"source": "Seoul says: since:7d is\nno option here"}),
        ("/alliance feeds test https://news.example/rss", ("feeds", "test"), {"feed": "https://news.example/rss"}),
        ('/alliance story "steel tariffs"', ("story",), {"story": "steel tariffs"}),
        ("/alliance why story:12", ("why",), {"story": "12"}),
        ("/alliance help alerts add", ("help",), {"command": "alerts add"}),
        ("/alliance", ("help",), {}),
        ("", ("help",), {}),
    ],
)
def test_typed_commands_are_read(text: str, path: tuple[str, ...], options: dict[str, str]) -> None:
    parsed = parse(text, TABLE)
    assert (parsed.path, dict(parsed.options)) == (path, options)


def test_hangul_typed_as_single_letters_is_the_same_hangul() -> None:
    decomposed = unicodedata.normalize("NFD", "/alliance 검색 관세 기간:7d")
    assert parse(decomposed, TABLE).options == {"text": "관세", "since": "7d"}


@pytest.mark.parametrize(("text", "expected"), [("/alliance 최신", True), ("/alliance latest", False), ("/alliance alerts 추가", True)])
def test_a_korean_command_is_known_as_one(text: str, expected: bool) -> None:
    assert parse(text, TABLE).is_korean is expected


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("/alliance serch tariffs", "error.unknown_command", "search"),
        ("/alliance 검섹 관세", "error.unknown_command", "검색"),
        ("/alliance xyzzy", "error.unknown_command", None),
        ("/alliance alerts lst", "error.unknown_subcommand", "list"),
        ("/alliance latest sinse:7d", "error.unknown_option", "since"),
        ("/alliance search x them:tariffs", "error.unknown_option", "theme"),
        ("/alliance latest colour:red", "error.unknown_option", None),
    ],
)
def test_what_is_unknown_gets_the_nearest_form(text: str, key: str, nearest: str | None) -> None:
    with pytest.raises(CommandError) as caught:
        parse(text, TABLE)
    assert (caught.value.key, caught.value.details["nearest"]) == (key, nearest)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("/alliance search", "error.missing"),
        ("/alliance search since:7d", "error.missing"),
        ("/alliance search text:", "error.missing"),
        ("/alliance alerts remove", "error.missing"),
        ("/alliance status now", "error.extra"),
        ("/alliance latest tariffs", "error.extra"),
    ],
)
def test_too_little_and_too_much_are_said(text: str, key: str) -> None:
    with pytest.raises(CommandError) as caught:
        parse(text, TABLE)
    assert caught.value.key == key


@pytest.mark.parametrize("filler", ["x", "'", '"', '" ', "'a ", "a:", "“x ", "\u202e", "🙂", "가 "])
def test_a_very_long_input_is_read_to_its_end(filler: str) -> None:
    text = "/alliance search start " + filler * (200_000 // len(filler))
    with must_end():
        try:
            found = parse(text, TABLE).options["text"]
        except CommandError as error:
            found = error.key
    assert found


def test_an_error_never_gives_back_a_whole_essay() -> None:
    with pytest.raises(CommandError) as caught:
        parse("/alliance " + "x" * 10_000, TABLE)
    assert len(str(caught.value.details["given"])) <= 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a "b c" d', [("a", False), ("b c", True), ("d", False)]),
        ('an "open quote', [("an", False), ('"open', False), ("quote", False)]),
        ("don't 'do it'", [("don't", False), ("do it", True)]),
        ("„so“ “so” «so»", [("so", True), ("so", True), ("so", True)]),
        ('""', [("", True)]),
        ("", []),
    ],
)
def test_quotes_hold_words_together(text: str, expected: list[tuple[str, bool]]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize("value", ["tariffs", "Kim Jong-un", 'say "no" now', "a:b", "since:7d", "-baseball", "관세 협상", "7d"])
def test_a_quoted_value_is_read_back_as_one(value: str) -> None:
    (found,) = tokens(quoted(value))
    assert found[0].split() == value.replace('"', " ").split()
