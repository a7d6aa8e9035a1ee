"""What Slack sends for what a person typed."""

from __future__ import annotations

import pytest

from bot.adapters.slack.typed import plain, readable


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("search tariffs since:7d", "search tariffs since:7d"),
        ("search R&amp;D &lt;chips&gt;", "search R&D <chips>"),
        ("search AT&amp;amp;T", "search AT&amp;T"),
        ("analyze <https://news.example/a?b=1&amp;c=2>", "analyze https://news.example/a?b=1&c=2"),
        ("analyze <http://news.example|news.example>", "analyze http://news.example"),
        ("analyze <mailto:desk@news.example|desk@news.example>", "analyze desk@news.example"),
        ("settings managers add:<@U01AB|bob>", "settings managers add:<@U01AB>"),
        ("settings managers add:<@W01AB>", "settings managers add:<@W01AB>"),
        ("alerts add mention:<!subteam^S01AB|@korea-desk>", "alerts add mention:<!subteam^S01AB>"),
        ("search <#C01AB|general>", "search #general"),
        ("search <#C01AB|>", "search #C01AB"),
        ("search <!here> <!date^1392734382^{date}|Feb 18>", "search @here Feb 18"),
        ("search a < b", "search a < b"),
        ("검색 “방위비 분담금” 기간:7일", "검색 “방위비 분담금” 기간:7일"),
        ("search <<nested>>", "search <<nested>>"),
        ("", ""),
    ],
)
def test_a_command_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert plain(sent) == typed


def test_what_was_typed_as_escaped_mention_becomes_none_that_slack_made() -> None:
    assert plain("search &lt;@U01AB&gt; &lt;https://news.example|a&gt;") == "search <@U01AB> <https://news.example|a>"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U01AB|bob> says <https://news.example/a|this> matters &amp; more", "@bob says https://news.example/a matters & more"),
        ("<@U01AB> <!subteam^S01AB|@desk> <!channel> <#C01AB|news>", "@U01AB @desk @channel #news"),
    ],
)
def test_a_message_is_read_as_it_was_seen(sent: str, read: str) -> None:
    assert readable(sent) == read


def test_ten_thousand_brackets_are_read_at_once() -> None:
    assert plain("<" * 10_000) == "<" * 10_000
    assert len(plain("<https://a.example|" * 5_000)) == len("<https://a.example|") * 5_000
