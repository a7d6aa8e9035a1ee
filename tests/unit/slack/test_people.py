"""Who asks, as Slack tells of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.people import MOST, People, read_groups, read_person
from bot.adapters.slack.quiet import sdk_log
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import SlackServer
from tests.fakes.slack_workspace import ADMIN, BOT_TOKEN, GROUP, KOREAN, MEMBER, STRANGER, TEAM, person


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 25, 9, tzinfo=UTC))


@pytest.fixture
async def people(server: SlackServer, clock: SetClock) -> AsyncIterator[People]:
    async with aiohttp.ClientSession() as session:
        yield People(AsyncWebClient(BOT_TOKEN, base_url=server.api, session=session, logger=sdk_log()), clock, TEAM)


async def test_a_member_looks_and_an_admin_manages(people: People) -> None:
    member, admin = await people.known(MEMBER), await people.known(ADMIN)
    assert (member.person.name, member.person.is_manager) == ("Minji", False)
    assert (admin.person.name, admin.person.is_manager) == ("Alex", True)


async def test_the_language_is_that_of_their_slack(people: People) -> None:
    assert (await people.known(KOREAN)).locale == "ko"
    assert (await people.known(MEMBER)).locale == "en"


async def test_their_groups_are_known(people: People) -> None:
    assert (await people.known(MEMBER)).person.roles == (GROUP,)
    assert (await people.known(ADMIN)).person.roles == ()


async def test_an_owner_of_another_workspace_manages_nothing_here(people: People) -> None:
    stranger = (await people.known(STRANGER)).person
    assert not stranger.is_manager
    assert stranger.roles == ()


async def test_slack_is_asked_again_after_some_minutes(server: SlackServer, people: People, clock: SetClock) -> None:
    await people.known(ADMIN)
    server.workspace.people[ADMIN]["is_admin"] = False
    assert (await people.known(ADMIN)).person.is_manager
    clock.pass_by(minutes=6)
    assert not (await people.known(ADMIN)).person.is_manager
    assert len(server.workspace.asked("users.info")) == 2


async def test_twenty_at_once_are_one_question(server: SlackServer, people: People) -> None:
    await asyncio.gather(*(people.known(MEMBER) for _ in range(20)))
    assert len(server.workspace.asked("users.info")) == 1
    assert len(server.workspace.asked("usergroups.list")) == 1


@pytest.mark.parametrize("error", ["user_not_found", "ratelimited", "fatal_error"])
async def test_somebody_whom_slack_does_not_tell_of_manages_nothing(server: SlackServer, people: People, error: str) -> None:
    server.workspace.failing["users.info"] = [error]
    unknown = await people.known(ADMIN, "alex")
    assert (unknown.person.name, unknown.person.is_manager, unknown.locale) == ("alex", False, "en")
    assert (await people.known(ADMIN, "alex")).person.is_manager


async def test_without_the_right_to_see_groups_nobody_is_in_one(server: SlackServer, people: People, clock: SetClock) -> None:
    server.workspace.scopes.remove("usergroups:read")
    assert (await people.known(MEMBER)).person.roles == ()
    clock.pass_by(minutes=6)
    assert (await people.known(MEMBER)).person.name == "Minji"
    assert len(server.workspace.asked("usergroups.list")) == 1


async def test_only_so_many_people_are_kept(server: SlackServer, people: People) -> None:
    for number in range(MOST + 5):
        server.workspace.people[f"U{number}"] = person(f"U{number}", "Somebody")
        await people.known(f"U{number}")
    assert len(people._known) == MOST


@pytest.mark.parametrize(
    ("more", "is_manager"),
    [
        ({"is_owner": True}, True),
        ({"is_primary_owner": True}, True),
        ({"is_admin": True, "deleted": True}, False),
        ({"is_admin": True, "team_id": "T09HOME", "enterprise_user": {"teams": [TEAM, "T09HOME"]}}, True),
        ({"is_admin": True, "team_id": "T09HOME", "enterprise_user": {"teams": ["T09HOME"]}}, False),
        ({}, False),
    ],
)
def test_who_manages(more: dict[str, Any], is_manager: bool) -> None:
    assert read_person(person("U1", "A") | more, TEAM, user="U1").person.is_manager is is_manager


def test_a_person_without_a_display_name_is_called_by_their_name() -> None:
    nameless = person("U1", "A") | {"profile": {"display_name": "", "real_name": "Ada Kim"}}
    assert read_person(nameless, TEAM, user="U1").person.name == "Ada Kim"
    assert read_person({}, TEAM, user="U1", name="ada").person.name == "ada"


def test_groups_without_members_are_no_matter() -> None:
    assert read_groups({"usergroups": [{"id": "S1", "users": ["U1", "U2"]}, {"id": "S2", "users": ["U1"]}, {"id": "S3"}]}) == {
        "U1": ("S1", "S2"),
        "U2": ("S1",),
    }


async def test_groups_are_offered_by_name(server: SlackServer, people: People) -> None:
    server.workspace.groups = [
        {"id": "S1", "handle": "desk-korea", "users": []},
        {"id": "S2", "handle": "korea-desk", "users": []},
        {"id": "S3", "handle": "korea-old", "users": [], "date_delete": 1_764_000_000},
        {"id": "S4", "handle": "trade", "users": []},
    ]
    assert await people.groups("@Korea") == [("S2", "@korea-desk"), ("S1", "@desk-korea")]
    assert [group for group, _ in await people.groups("")] == ["S1", "S2", "S4"]
