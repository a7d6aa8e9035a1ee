"""Forms and menus in Slack, through the real clients."""

from __future__ import annotations

from bot.model import Destination
from tests.fakes.chat_desk import ADD, EchoDesk
from tests.fakes.slack_doings import Doings, SlackServer, settled
from tests.fakes.slack_drawing import button
from tests.fakes.slack_workspace import (
    CHANNEL,
    GROUP,
    KOREAN,
    TEAM,
    Json,
)
from tests.unit.slack.listening import said


async def opened(server: SlackServer, people: Doings, **who: str) -> Json:
    """The form of `alerts add`, opened."""
    await people.command("alerts add", **who)
    await server.workspace.wait_for("views.open", len(server.workspace.asked("views.open")) + 1)
    return server.workspace.modals[-1]


async def test_a_command_with_a_form_opens_it(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    view = await opened(server, people)
    assert view["title"]["text"] == "Add an alert"
    assert desk.asked == []


async def test_a_form_that_is_sent_is_closed_and_answered_where_it_was_opened(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    asked = await people.command("alerts add")
    await server.workspace.wait_for("views.open")
    sent = await people.submit(server.workspace.modals[0], {"Name": "Trade", "Theme": ["tariffs", "autos"]})
    assert await sent.acked() is None
    answer = await asked.answer()
    assert answer["response_type"] == "in_channel"
    assert said(answer) == "Answer: alerts add\nname=Trade theme=tariffs,autos"
    assert desk.asked[0].place == Destination("slack", TEAM, CHANNEL)


async def test_a_form_that_is_refused_comes_back_with_what_was_typed(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    view = await opened(server, people)
    desk.refuses[ADD] = "That name is taken."
    sent = await people.submit(view, {"Name": "Trade"})
    answer = await sent.acked()
    assert answer is not None
    assert answer["response_action"] == "update"
    assert said(answer["view"]) == "⚠️ That name is taken."
    assert answer["view"]["blocks"][1:] == view["blocks"]
    assert answer["view"]["private_metadata"] == view["private_metadata"]
    desk.refuses.clear()
    assert await (await people.submit(view, {"Name": "Steel"})).acked() is None
    assert [request.options["name"] for request in desk.asked] == ["Trade", "Steel"]


async def test_a_form_whose_answer_takes_long_is_closed_in_time_and_answered_later(
    server: SlackServer, people: Doings, desk: EchoDesk
) -> None:
    asked = await people.command("alerts add")
    await server.workspace.wait_for("views.open")
    desk.open.clear()
    sent = await people.submit(server.workspace.modals[0], {"Name": "Trade"})
    assert await sent.acked() is None
    assert sent.envelope.acked_after is not None
    assert sent.envelope.acked_after < 3.0
    desk.open.set()
    assert said(await asked.answer()).startswith("Answer: alerts add")


async def test_a_form_that_is_told_twice_is_done_once(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    asked = await people.command("alerts add")
    await server.workspace.wait_for("views.open")
    sent = await people.submit(server.workspace.modals[0], {"Name": "Trade"})
    await sent.acked()
    await asked.answer()
    acks = server.sockets.history["ack"]
    await server.sockets.send_again(sent.envelope)
    await server.sockets.wait_for("ack", acks + 1)
    await settled()
    assert len(desk.asked) == 1
    assert asked.url is not None
    assert len(asked.url.messages) == 1


async def test_a_menu_completes_by_what_is_typed(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    view = await opened(server, people)
    offered = await people.suggest(view, "Theme", "tar")
    assert offered["options"][0] == {"text": {"type": "plain_text", "text": "Tariffs", "emoji": False}, "value": "tariffs"}
    assert [len(option["text"]["text"]) for option in offered["options"]] == [7, 75]
    kind, typed, place, _ = desk.completed[0]
    assert (kind.value, typed, place) == ("theme", "tar", Destination("slack", TEAM, CHANNEL))


async def test_a_menu_of_groups_completes_by_what_slack_knows(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    view = await opened(server, people)
    view["blocks"][1]["element"]["action_id"] = "role"
    assert [option["value"] for option in (await people.suggest(view, "Theme", "kor"))["options"]] == [GROUP]
    assert desk.completed == []


async def test_a_menu_that_the_desk_cannot_complete_in_time_is_empty(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    view = await opened(server, people)
    desk.open.clear()
    assert await people.suggest(view, "Theme", "tar") == {"options": []}


async def test_a_form_that_cannot_be_opened_any_more_is_said_to_the_asker(server: SlackServer, people: Doings) -> None:
    trigger = server.workspace.new_trigger()
    server.workspace.let_expire(trigger)
    answer = await (await people.command("alerts add", trigger=trigger)).answer()
    assert answer["response_type"] == "ephemeral"
    assert "try again" in said(answer)


async def test_a_form_that_slack_does_not_take_is_said_with_another_way(server: SlackServer, people: Doings) -> None:
    server.workspace.failing["views.open"] = ["invalid_arguments"]
    answer = await (await people.command("alerts add", user=KOREAN)).answer()
    assert answer["response_type"] == "ephemeral"
    assert "/alliance 도움말" in said(answer)


async def test_a_form_that_may_not_be_opened_is_refused_at_once(server: SlackServer, people: Doings, desk: EchoDesk) -> None:
    desk.refuses[ADD] = "Managers only."
    answer = await (await people.command("alerts add")).answer()
    assert (answer["response_type"], said(answer)) == ("ephemeral", "No\nManagers only.")
    assert server.workspace.modals == []


async def test_a_form_that_was_opened_at_home_is_answered_in_a_window(server: SlackServer, people: Doings) -> None:
    await people.press_at_home(button("alerts", "add"))
    await server.workspace.wait_for("views.publish")
    await people.submit(server.workspace.modals[0], {"Name": "Trade"})
    await server.workspace.wait_for("views.open", 2)
    assert said(server.workspace.modals[1]).startswith("Answer: alerts add")
