"""Everything that people can do in Slack, through the real clients, and how it is answered."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.model import Destination
from tests.fakes.chat_desk import EchoDesk
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import Doings, SlackServer, settled
from tests.fakes.slack_drawing import button
from tests.fakes.slack_workspace import (
    ADMIN,
    CHANNEL,
    CUT,
    ELSEWHERE,
    GROUP,
    KOREAN,
    MEMBER,
    OLD_CHANNEL,
    TEAM,
    ResponseUrl,
)
from tests.unit.slack.listening import hearing, said


async def test_a_command_is_answered_in_the_channel(people: Doings) -> None:
    answer = await (await people.command("latest limit:3")).answer()
    assert (answer["response_type"], answer["replace_original"]) == ("in_channel", False)
    assert said(answer) == "Answer: latest\nlimit=3"
    assert answer["text"] == "Answer: latest"
    assert (answer["unfurl_links"], answer["unfurl_media"]) == (False, False)


async def test_an_answer_that_concerns_only_the_asker_is_seen_by_them_alone(people: Doings) -> None:
    answer = await (await people.command("status")).answer()
    assert answer["response_type"] == "ephemeral"


async def test_an_empty_command_is_help(people: Doings) -> None:
    assert said(await (await people.command("")).answer()) == "Answer: help\n"


async def test_the_desk_is_told_who_asks_and_where(people: Doings, desk: EchoDesk) -> None:
    await (await people.command("latest")).answer()
    await (await people.command("latest", user=ADMIN, channel="D01ALEX")).answer()
    member, admin = desk.asked
    assert member.place == Destination("slack", TEAM, CHANNEL)
    assert (member.person.adapter, member.person.id, member.person.name) == ("slack", MEMBER, "Minji")
    assert (member.person.is_manager, member.person.roles, member.locale) == (False, (GROUP,), "en")
    assert admin.place == Destination("slack", TEAM, "D01ALEX")
    assert admin.person.is_manager


async def test_a_korean_reader_and_a_korean_command_are_answered_in_korean(people: Doings) -> None:
    assert said(await (await people.command("latest", user=KOREAN)).answer()).startswith("답: latest")
    assert said(await (await people.command("최신 개수:3")).answer()) == "답: latest\nlimit=3"


async def test_what_slack_escaped_is_read_as_it_was_typed(people: Doings, desk: EchoDesk) -> None:
    await (await people.command("analyze <https://news.example/a?b=1&amp;c=2>")).answer()
    await (await people.command("search “R&amp;D” since:7d")).answer()
    assert [request.options for request in desk.asked] == [
        {"source": "https://news.example/a?b=1&c=2"},
        {"text": "R&D", "since": "7d"},
    ]


async def test_a_mistake_is_told_to_the_asker_alone(people: Doings, desk: EchoDesk) -> None:
    answer = await (await people.command("lastest")).answer()
    assert answer["response_type"] == "ephemeral"
    assert "unknown_command" in said(answer)
    assert desk.asked == []


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "🚀 \u202etext\u202c \u05e9\u05dc\u05d5\u05dd", "search " + '"' * 3_000], ids=["long", "rtl", "quotes"]
)
async def test_odd_text_is_answered(people: Doings, text: str) -> None:
    assert (await (await people.command(text)).answer())["response_type"] == "ephemeral"


async def test_a_button_answers_who_pressed_it(people: Doings, desk: EchoDesk) -> None:
    answer = await (await people.press(button("why", argument="17"))).answer()
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)
    assert said(answer) == "Answer: why\nstory=17"
    assert desk.asked[0].place == Destination("slack", TEAM, CHANNEL)


async def test_a_button_that_changes_something_answers_everybody(people: Doings) -> None:
    answer = await (await people.press(button("alerts", "add", argument="Trade theme:tariffs"))).answer()
    assert answer["response_type"] == "in_channel"
    assert said(answer) == "Answer: alerts add\nname=Trade theme=tariffs"


async def test_a_button_in_a_thread_is_answered_there(people: Doings) -> None:
    asked = await people.press(button("why", argument="17"), ts="1764061201.000100", thread_ts="1764061200.000100")
    assert (await asked.answer())["thread_ts"] == "1764061200.000100"


async def test_a_double_click_is_answered_once_and_a_later_one_again(people: Doings, desk: EchoDesk, clock: SetClock) -> None:
    first, second = await people.press(button("why", argument="17")), await people.press(button("why", argument="17"))
    await first.answer()
    await second.acked()
    await settled()
    assert len(desk.asked) == 1
    clock.pass_by(seconds=3)
    await (await people.press(button("why", argument="17"))).answer()
    assert len(desk.asked) == 2


async def test_two_people_who_press_the_same_are_both_answered(people: Doings, desk: EchoDesk) -> None:
    asked = [await people.press(button("why", argument="17"), user=user) for user in (MEMBER, ADMIN)]
    for one in asked:
        await one.answer()
    assert len(desk.asked) == 2


async def test_a_button_of_something_else_is_left_alone(people: Doings, desk: EchoDesk) -> None:
    asked = await people.press({"type": "button", "action_id": "link-1", "url": "https://news.example/a"})
    await asked.acked()
    await (await people.command("latest")).answer()
    assert len(desk.asked) == 1


async def test_a_button_works_after_a_restart(server: SlackServer, desk: EchoDesk, clock: SetClock) -> None:
    people = Doings(server)
    async with hearing(server, desk, clock):
        answer = await (await people.command("latest")).answer()
    async with hearing(server, desk, clock):
        pressed = await people.press(answer["blocks"][1]["elements"][0])
        assert said(await pressed.answer()) == "Answer: why\nstory=1"


@pytest.mark.parametrize("kind", ["command", "button"])
async def test_what_is_told_twice_is_done_once(server: SlackServer, people: Doings, desk: EchoDesk, kind: str) -> None:
    asked = await (people.command("alerts add Trade") if kind == "command" else people.press(button("alerts", "add", argument="Trade")))
    await asked.answer()
    await server.sockets.send_again(asked.envelope)
    await server.sockets.wait_for("ack", 2)
    await settled()
    assert len(desk.asked) == 1


async def test_a_message_is_analysed_from_its_menu_and_kept_nowhere(
    people: Doings, desk: EchoDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "Seoul &amp; Washington agree on <https://news.example/a|tariffs>"
    answer = await (await people.analyze_message({"text": secret})).answer()
    assert answer["response_type"] == "ephemeral"
    assert desk.asked[0].options == {"source": "Seoul & Washington agree on https://news.example/a"}
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("bot", "slack"))]
    assert not any("Washington" in line for line in ours)


async def test_a_message_without_text_says_so(people: Doings, desk: EchoDesk) -> None:
    answer = await (await people.analyze_message({"text": "", "files": [{"id": "F1"}]}, user=KOREAN)).answer()
    assert "분석할 글이 없습니다" in said(answer)
    assert desk.asked == []


async def test_home_is_drawn_when_it_is_opened(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    await people.open_home()
    await server.workspace.wait_for("views.publish")
    assert server.workspace.homes[MEMBER]["blocks"][0]["text"]["text"] == "The alerts of this workspace\n".strip()
    adapter, workspace, person, locale = desk.homes[0]
    assert (adapter, workspace, person.id, locale) == ("slack", TEAM, MEMBER, "en")
    await people.open_home(tab="messages")
    await (await people.command("latest")).answer()
    assert len(desk.homes) == 1


async def test_a_button_at_home_is_answered_in_a_window_and_home_drawn_again(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    await people.press_at_home(button("status"))
    await server.workspace.wait_for("views.publish")
    (window,) = server.workspace.modals
    assert said(window) == "Answer: status\n"
    assert desk.asked[0].place == Destination("slack", TEAM, MEMBER)


async def test_an_answer_at_home_that_comes_late_is_a_direct_message(server: SlackServer, people: Doings) -> None:
    server.workspace.failing["views.open"] = ["expired_trigger_id"]
    await people.press_at_home(button("status"))
    message = await server.workspace.wait_for("chat.postMessage")
    assert message["channel"] == MEMBER
    assert said(message) == "Answer: status\n"


@pytest.mark.parametrize(
    ("text", "method", "field"),
    [("latest", "chat.postMessage", "messages"), ("status", "chat.postEphemeral", "whispers")],
)
async def test_an_answer_whose_address_is_used_up_is_posted(
    server: SlackServer, people: Doings, text: str, method: str, field: str
) -> None:
    asked = await people.command("latest")
    assert asked.url is not None
    await asked.answer()
    asked = await people.command(text)
    assert asked.url is not None
    asked.url.failing += [(404, '{"ok":false,"error":"used_url"}')]
    posted = await server.workspace.wait_for(method)
    assert posted["channel"] == CHANNEL
    assert len(getattr(server.workspace, field)) == 1
    assert asked.url.messages == []


@pytest.mark.parametrize("channel", [ELSEWHERE, OLD_CHANNEL, "C01GONE"])
async def test_where_the_app_may_not_post_the_asker_is_told_in_direct_messages(server: SlackServer, people: Doings, channel: str) -> None:
    asked = await people.command("status", channel=channel)
    assert asked.url is not None
    asked.url.failing += [(404, "expired_url")]
    message = await server.workspace.wait_for("chat.postMessage")
    assert message["channel"] == MEMBER
    assert said(message) == "Answer: status\n"


async def test_a_channel_that_the_app_is_not_in_is_answered_by_its_address(server: SlackServer, people: Doings) -> None:
    answer = await (await people.command("latest", channel=ELSEWHERE)).answer()
    assert said(answer) == "Answer: latest\n"
    assert server.workspace.messages == []


def next_url_fails(server: SlackServer, *failing: tuple[int, str]) -> None:
    """Let the response_urls of what is done next fail so."""
    made = server.workspace.new_response_url

    def failing_url() -> ResponseUrl:
        url = made()
        url.failing += failing
        return url

    server.workspace.new_response_url = failing_url  # type: ignore[method-assign]


@pytest.mark.parametrize("failing", [[(429, "")], [(500, "")], [(502, ""), (503, "")]], ids=["429", "500", "502-503"])
async def test_an_answer_is_sent_again_where_slack_fails(people: Doings, server: SlackServer, failing: list[tuple[int, str]]) -> None:
    next_url_fails(server, *failing)
    asked = await people.command("latest")
    await asked.answer()
    assert asked.url is not None
    assert len(asked.url.messages) == 1
    assert server.workspace.messages == []


async def test_a_private_answer_whose_sending_was_cut_is_sent_again(people: Doings, server: SlackServer) -> None:
    next_url_fails(server, (CUT, "before posting"))
    assert said(await (await people.command("status")).answer()) == "Answer: status\n"


async def test_an_answer_to_everybody_that_may_be_there_is_not_sent_again(people: Doings, server: SlackServer) -> None:
    next_url_fails(server, (CUT, "after posting"))
    asked = await people.command("latest")
    await (await people.press(button("status"))).acked()
    async with asyncio.timeout(5.0):
        while asked.url is None or asked.url.failing:  # noqa: ASYNC110 - the address tells of messages only
            await asyncio.sleep(0)
    await settled()
    assert len(asked.url.messages) == 1
    assert server.workspace.messages == []


async def test_blocks_that_slack_does_not_take_are_sent_as_text(people: Doings, server: SlackServer) -> None:
    asked = await people.press(button("why", argument="1"))
    assert asked.url is not None
    asked.url.failing += [(400, '{"ok":false,"error":"invalid_blocks"}')]
    answer = await asked.answer()
    assert answer["text"] == "Answer: why"
    assert "blocks" not in answer


async def test_somebody_of_whom_slack_does_not_tell_is_answered_as_a_member(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    server.workspace.failing["users.info"] = ["fatal_error"]
    await (await people.command("latest", user=ADMIN)).answer()
    assert not desk.asked[0].person.is_manager


async def test_an_error_in_an_answer_is_logged_and_the_next_is_answered(
    people: Doings, desk: EchoDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.breaks = True
    broken = await people.press(button("why", argument="17"))
    await broken.acked()
    await settled()
    desk.breaks = False
    await (await people.command("latest")).answer()
    assert "button could not be answered" in caplog.text


async def test_answers_under_way_are_waited_for_at_the_end(server: SlackServer, desk: EchoDesk, clock: SetClock) -> None:
    people = Doings(server)
    desk.open.clear()
    async with hearing(server, desk, clock):
        asked = await people.command("latest")
        await asked.acked()
        asyncio.get_running_loop().call_later(0.1, desk.open.set)
    assert asked.url is not None
    assert len(asked.url.messages) == 1
