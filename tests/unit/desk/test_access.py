"""Who is served and who may manage is decided by the desk, on every call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.access import Access, Claim
from bot.desk.commands.spec import CommandRequest, OptionType
from bot.desk.commands.table import command_table
from bot.errors import StoreUnavailableError
from bot.model import Destination, Locale, Person
from tests.fakes.desk_parts import SetClock
from tests.fakes.desk_places import MemoryPlaces
from tests.unit.desk.asking import BOSS, CODE, MEMBER, SERVED, STRANGE, Asking, said
from tests.unit.desk.records import NOW

EXAMPLES = [spec.examples[0] for spec in command_table() if spec.path != ("settings", "claim")]


@pytest.mark.parametrize("typed", [*EXAMPLES, "/alliance xyzzy", "/alliance search"])
@pytest.mark.parametrize(("locale", "words"), [("en", "does not serve this workspace"), ("ko", "지원하지 않습니다")])
async def test_a_workspace_that_is_not_served_gets_nothing_but_how_to_be(typed: str, locale: Locale, words: str) -> None:
    desk = Asking()
    card = await desk.answerer.answer_text(typed, place=STRANGE, person=BOSS, locale=locale)
    assert (card.is_private, card.is_refusal, card.items, card.fields) == (True, True, (), ())
    assert words in said(card)
    assert (desk.store.owned, desk.store.reports, desk.feeds.asked) == ([], [], [])


async def test_a_workspace_that_is_not_served_gets_no_forms_no_names_and_an_empty_home() -> None:
    desk = Asking()
    form = await desk.answerer.form(CommandRequest(("alerts", "add"), {}, STRANGE, BOSS))
    home = await desk.answerer.home("slack", "T9", person=BOSS, locale="ko")
    assert form is not None
    assert form.title
    assert form == await desk.ask("latest", place=STRANGE)
    assert await desk.answerer.complete(OptionType.STORY, "", "en", STRANGE) == ()
    assert (home.items, home.actions, home.is_refusal) == ((), (), True)


@pytest.mark.parametrize("typed", ["latest", "alerts add", "analyze some text", "settings me language:ko", "status"])
async def test_a_message_to_the_bot_alone_is_sent_to_a_channel(typed: str) -> None:
    desk = Asking()
    for locale, words in (("en", "belongs to a channel"), ("ko", "채널에서만 쓸 수 있는")):
        card = await desk.ask(typed, place=None, locale="ko" if locale == "ko" else "en")
        assert card.is_private
        assert words in said(card)
    assert await desk.answerer.complete(OptionType.STORY, "", "en", None) == ()
    assert desk.store.of_people == {}


@pytest.mark.parametrize("typed", [f"settings claim code:{CODE}", "settings claim k7qm 2xrf", "설정 등록 K7QM2XRF"])
async def test_a_manager_claims_a_workspace_with_the_code(typed: str) -> None:
    desk = Asking()
    assert (await desk.ask(typed, place=STRANGE)).is_private
    assert desk.store.claims == {("slack", "T9"): "slack:U0000001"}
    assert not (await desk.ask("latest", place=STRANGE)).is_refusal


async def test_a_code_is_good_for_one_workspace() -> None:
    desk = Asking()
    await desk.ask(f"settings claim {CODE}", place=STRANGE)
    card = await desk.ask(f"settings claim {CODE}", place=replace(STRANGE, workspace="T8"))
    assert "no code to give out" in said(card)
    assert list(desk.store.claims) == [("slack", "T9")]


async def test_a_member_claims_nothing() -> None:
    desk = Asking()
    for locale, words in (("en", "Only managers"), ("ko", "관리자만")):
        card = await desk.ask(f"settings claim {CODE}", MEMBER, place=STRANGE, locale="ko" if locale == "ko" else "en")
        assert words in said(card)
    assert desk.store.claims == {}


async def test_a_code_that_was_not_written_down_is_not_spent() -> None:
    desk = Asking()
    places, broken = MemoryPlaces(), BrokenPlaces()
    access = Access(broken, (), CODE, desk.clock)
    with pytest.raises(StoreUnavailableError):
        await access.claim(STRANGE, BOSS, CODE)
    access.places = places
    assert await access.claim(STRANGE, BOSS, CODE) is Claim.DONE


class BrokenPlaces(MemoryPlaces):
    """Can be read and not written."""

    async def claim_workspace(self, adapter: str, workspace: str, *, by: str, now: object) -> None:
        raise StoreUnavailableError(f"{adapter} {workspace} {by} {now}")


async def test_five_wrong_codes_shut_a_workspace_out_for_an_hour_and_no_other() -> None:
    clock = SetClock(NOW)
    access = Access(MemoryPlaces(), (), CODE, clock)
    tries = [await access.claim(STRANGE, BOSS, f"wrong-{number}") for number in range(5)]
    assert tries == [Claim.WRONG] * 5
    assert await access.claim(STRANGE, BOSS, CODE) is Claim.TOO_OFTEN
    assert await access.claim(replace(STRANGE, workspace="T8"), BOSS, "wrong") is Claim.WRONG
    clock.moment += timedelta(hours=1)
    assert await access.claim(STRANGE, BOSS, CODE) is Claim.DONE


@pytest.mark.parametrize(
    ("code", "typed", "english", "korean"),
    [
        (CODE, "AAAA-BBBB", "not the code", "코드가 맞지 않습니다"),
        (CODE, "", "code is missing", "코드가 빠졌습니다"),
        (None, CODE, "no code to give out", "발급된 코드가 없습니다"),
    ],
)
async def test_a_code_that_does_not_do_is_said(code: str | None, typed: str, english: str, korean: str) -> None:
    desk = Asking(code=code)
    request = CommandRequest(("settings", "claim"), {"code": typed}, STRANGE, BOSS)
    assert english in said(await desk.answerer.answer(request))
    assert korean in said(await desk.answerer.answer(replace(request, locale="ko")))


async def test_a_served_workspace_needs_no_code() -> None:
    card = await Asking().ask("settings claim whatever")
    assert "already" in said(card)


@pytest.mark.parametrize("named", ["U0000002", "<@U0000002|member>", "S0000005", "<!subteam^S0000005|desk>"])
async def test_people_and_roles_that_were_named_manage_and_are_taken_away_again(named: str) -> None:
    desk = Asking()
    assert (await desk.ask("alerts add One", MEMBER)).is_refusal
    await desk.ask(f"settings managers add:{named}")
    assert not (await desk.ask("alerts add Two", MEMBER)).is_refusal
    await desk.ask(f"settings managers remove:{named}")
    assert (await desk.ask("alerts add Three", MEMBER)).is_refusal
    assert [item.name for item in desk.store.owned] == ["Two"]


async def test_a_manager_of_one_workspace_is_none_elsewhere() -> None:
    desk = Asking()
    desk.store.claims["slack", "T9"] = "slack:U0000009"
    await desk.ask("settings managers add:U0000002")
    assert (await desk.ask("alerts add One", MEMBER, place=STRANGE)).is_refusal


async def test_the_console_is_always_served() -> None:
    access = Access(MemoryPlaces(), (), None, SetClock(NOW))
    assert await access.serves("console", "desk")
    assert not await access.serves("discord", "desk")


@pytest.mark.parametrize("path", [("alerts", "add"), ("settings", "channel")])
async def test_a_form_of_managers_opens_for_managers_only(path: tuple[str, ...]) -> None:
    desk = Asking()
    refused = await desk.answerer.form(CommandRequest(path, {}, SERVED, MEMBER, "ko"))
    assert refused is not None
    assert refused.title != (await desk.ask("help")).title
    assert getattr(refused, "is_refusal", False)
    opened = await desk.answerer.form(CommandRequest(path, {}, SERVED, BOSS, "ko"))
    assert getattr(opened, "path", None) == path


async def test_what_a_form_sends_is_checked_again() -> None:
    desk = Asking()
    request = CommandRequest(("alerts", "add"), {"name": "One"}, SERVED, MEMBER, "ko", is_submitted=True)
    card = await desk.answerer.answer(request)
    assert "관리자만" in said(card)
    assert desk.store.owned == []


async def test_a_refusal_speaks_the_persons_own_language_before_the_platforms() -> None:
    desk = Asking()
    await desk.ask("settings me language:ko", MEMBER)
    asked = CommandRequest(("alerts", "add"), {"name": "One"}, SERVED, MEMBER, "en")
    assert (await desk.answerer.answer(asked)).language == "ko"
    home = await desk.answerer.home("slack", "T1", person=MEMBER, locale="en")
    assert (home.language, home.is_private) == ("ko", True)


async def test_a_person_is_the_same_in_every_channel_of_a_platform() -> None:
    desk = Asking()
    await desk.ask("settings me language:ko", MEMBER)
    elsewhere = await desk.ask("latest", MEMBER, place=Destination("slack", "T1", "C2"))
    someone = Person("discord", MEMBER.id, "Namesake", is_manager=False)
    assert elsewhere.language == "ko"
    assert (await desk.ask("status", someone)).language == "en"
