"""What managers change of a channel's alerts, and what members may: by typing and by forms, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.card import Card
from bot.desk.commands.spec import CommandRequest, OptionType
from bot.desk.form import Form, Input
from bot.model import Filter, Locale, Person, Rhythm, Schedule
from tests.unit.desk.asking import BOSS, MEMBER, SERVED, Asking, said
from tests.unit.desk.records import view

LOCALES: tuple[Locale, ...] = ("en", "ko")


async def submitted(desk: Asking, path: tuple[str, ...], options: Mapping[str, str], person: Person = BOSS) -> Card:
    """What the desk answers to a form that was sent."""
    return await desk.answerer.answer(CommandRequest(path, options, SERVED, person, is_submitted=True))


async def opened(desk: Asking, path: tuple[str, ...], options: Mapping[str, str], person: Person = BOSS) -> Form:
    """The form that a command opens."""
    form = await desk.answerer.form(CommandRequest(path, options, SERVED, person))
    assert isinstance(form, Form)
    return form


def value_of(form: Form, name: str) -> tuple[str, ...]:
    return _input(form, name).value


def _input(form: Form, name: str) -> Input:
    return next(item for item in form.inputs if item.name == name)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rhythm:daily", Schedule(Rhythm.DAILY)),
        ("rhythm:daily hour:7", Schedule(Rhythm.DAILY, 7)),
        ("rhythm:weekdays hour:0", Schedule(Rhythm.WEEKDAYS, 0)),
        ("rhythm:weekly weekday:fri hour:18", Schedule(Rhythm.WEEKLY, 18, 4)),
        ("주기:매주 요일:일요일", Schedule(Rhythm.WEEKLY, None, 6)),
        ("hour:9", Schedule(Rhythm.DAILY, 9)),
        ("weekday:tue", Schedule(Rhythm.WEEKLY, None, 1)),
        ("rhythm:instant", Schedule()),
        ("", Schedule()),
    ],
)
async def test_an_alert_speaks_when_it_was_asked_to(typed: str, expected: Schedule) -> None:
    desk = Asking()
    await desk.ask(f"alerts add One {typed}")
    assert desk.store.owned[0].schedule == expected


@pytest.mark.parametrize("typed", ["S0123456", "<!subteam^S0123456|desk>", "<!subteam^S0123456>"])
async def test_an_alert_pings_the_role_that_was_named(typed: str) -> None:
    desk = Asking()
    await desk.ask(f"alerts add One mention:{typed}")
    assert desk.store.owned[0].mention == "S0123456"
    await desk.ask("alerts edit One mention:-")
    assert desk.store.owned[0].mention is None


async def test_what_is_not_said_stays() -> None:
    desk = Asking()
    await desk.ask('alerts add "Trade desk" theme:tariffs actor:김정은 keyword:steel relevance:core cap:3 cards:ko hour:7 mention:S0123456')
    before = desk.store.owned[0]
    card = await desk.ask("alerts edit trade desk cap:9")
    after = desk.store.owned[0]
    assert (after.cap, after.filter, after.name, after.language) == (9, before.filter, "Trade desk", "ko")
    assert (after.schedule, after.mention) == (Schedule(Rhythm.DAILY, 7), "S0123456")
    assert not card.is_refusal


async def test_a_part_is_given_anew_and_a_stroke_clears_it() -> None:
    desk = Asking()
    await desk.ask('alerts add "Trade desk" theme:tariffs actor:김정은 keyword:steel relevance:core cap:3 hour:7')
    await desk.ask("alerts edit Trade desk theme:autos actor:- keyword:없음 relevance:- cap:- hour:- name:-")
    after = desk.store.owned[0]
    assert after.filter == Filter(themes=("autos",), minimum_relevance="none")
    assert (after.cap, after.schedule, after.name) == (7, Schedule(Rhythm.DAILY), "Trade desk")
    await desk.ask("알림 수정 Trade 주기:즉시 이름:관세")
    assert (desk.store.owned[0].schedule, desk.store.owned[0].name) == (Schedule(), "관세")


async def test_an_alert_can_ask_for_tones_and_events() -> None:
    desk = Asking()
    await desk.ask("alerts add Threats tone:friction,mixed event:threaten,무력")
    (made,) = desk.store.owned
    assert (made.filter.tones, made.filter.events) == (("friction", "mixed"), ("THREATEN", "MOBILIZE"))
    card = await desk.ask("알림 수정 Threats 논조:- 한도:3")
    assert desk.store.owned[0].filter == replace(made.filter, tones=())
    assert not card.is_refusal
    assert (await desk.ask("alerts edit Threats event:war")).is_refusal


@pytest.mark.parametrize(
    ("typed", "english", "korean"),
    [
        ("alerts edit Nothing cap:3", "no alert “Nothing”", "‘Nothing’ 알림은 없습니다"),
        ("alerts edit One name:Two", "an alert “Two” already", "‘Two’ 알림이 이미 있습니다"),
        ("alerts edit One theme:tarifs", "Did you mean “tariffs”?", "‘tariffs’입니까?"),
        ("alerts edit One cap:0", "from 1 to 100", "1부터 100까지"),
        ("alerts edit One hour:24", "from 0 to 23", "0부터 23까지"),
        ("alerts edit One rhythm:hourly", "instant, daily, weekdays, weekly", "즉시, 매일, 평일, 매주"),
        ("alerts edit One mention:the-team", "no person and no role", "사람이나 역할이 아닙니다"),
        ("alerts edit One lang:fr", "no language that the desk reads", "‘fr’ 언어를 읽지 않습니다"),
        ("alerts edit One outlet:nobody", "no outlet “nobody”", "‘nobody’ 매체는 없습니다"),
        ("alerts edit One actor:nobody", "no actor “nobody”", "‘nobody’ 행위자를 찾지 못했습니다"),
        ("alerts edit", "alert is missing", "알림이 빠졌습니다"),
        ("alerts edit One name:" + "x" * 81, "80 characters at most", "80자까지"),
        ("alerts edit " + "x" * 10_000, "300 characters at most", "300자까지"),
        ("alerts add One", "an alert “One” already", "‘One’ 알림이 이미 있습니다"),
        ("alerts add 🙂 cap:many", "a whole number", "정수"),
        ("alerts mute 999", "No story has “999”", "‘999’ 검색어와 맞는 사안이 없습니다"),
        ("alerts mute", "story is missing", "사안이 빠졌습니다"),
        ("alerts unmute \u202eمرحبا", "No story has", "맞는 사안이 없습니다"),
        ("alerts remove Three", "There are: One, Two", "있는 알림: One, Two"),
    ],
)
async def test_what_cannot_be_done_changes_nothing_and_is_said_privately(typed: str, english: str, korean: str) -> None:
    desk = Asking()
    await desk.ask("alerts add One")
    await desk.ask("alerts add Two")
    before = list(desk.store.owned)
    for locale, words in zip(LOCALES, (english, korean), strict=True):
        card = await desk.ask(typed, locale=locale)
        assert (card.is_private, card.is_refusal, card.language) == (True, True, locale)
        assert words in said(card)
        assert len(said(card)) < 600
    assert (desk.store.owned, desk.store.mutes) == (before, {})


@pytest.mark.parametrize("typed", ["add One", "edit One cap:3", "remove One", "pause One", "resume One", "mute 1", "unmute 1"])
async def test_members_change_no_alerts(typed: str) -> None:
    desk = Asking()
    await desk.ask("alerts add One")
    before = list(desk.store.owned)
    for locale, words in zip(LOCALES, ("Only managers", "관리자만"), strict=True):
        card = await desk.ask(f"alerts {typed}", MEMBER, locale=locale)
        assert (card.is_private, card.is_refusal) == (True, True)
        assert words in said(card)
    assert (desk.store.owned, desk.store.mutes) == (before, {})


@pytest.mark.parametrize(
    ("typed", "english", "korean"),
    [
        ("alerts pause One", "Alert paused: One", "알림을 중지했습니다: One"),
        ("alerts resume One", "Alert resumed: One", "알림을 재개했습니다: One"),
        ("alerts mute 1", "hears no more of this story", "더는 보내지 않습니다"),
        ("settings managers add:U0000009", "U0000009", "U0000009"),
    ],
)
async def test_a_second_click_does_no_harm(typed: str, english: str, korean: str) -> None:
    desk = Asking()
    await desk.ask("alerts add One")
    for locale, words in zip(LOCALES, (english, korean), strict=True):
        card = await desk.ask(typed, locale=locale)
        assert not card.is_refusal
        assert words in said(card)


async def test_a_removed_alert_cannot_be_removed_again_and_that_is_said() -> None:
    desk = Asking()
    await desk.ask("alerts add One")
    assert not (await desk.ask("alerts remove One")).is_refusal
    for locale, words in zip(LOCALES, ("has no alerts", "알림이 없습니다"), strict=True):
        assert words in said(await desk.ask("alerts remove One", locale=locale))


async def test_a_muted_story_is_listed_until_it_is_heard_again() -> None:
    desk = Asking()
    card = await desk.ask("alerts mute steel tariffs")
    assert list(desk.store.mutes) == [(SERVED, 1)]
    assert "Steel tariffs rise" in said(await desk.ask("alerts list", MEMBER))
    (undo,) = card.actions
    again = await desk.ask(f"{' '.join(undo.path)} {undo.argument}")
    assert "hears of this story again" in said(again)
    assert desk.store.mutes == {}
    assert "Steel tariffs rise" not in said(await desk.ask("알림 목록", MEMBER))
    assert "끈 사안이 아닙니다" in said(await desk.ask("알림 켜기 1"))


async def test_words_of_a_muted_story_mean_it_though_a_newer_story_has_them_too() -> None:
    for typed in ("alerts unmute Steel tariffs", "알림 켜기 tariffs steel"):
        desk = Asking()
        await desk.ask("alerts mute 1")
        later = desk.store.views[0].first_seen_at + timedelta(minutes=5)
        desk.store.views.append(view(90, 90, "Steel tariffs rise again in Busan", at=later))
        assert "again in Busan" in said(await desk.ask("story Steel tariffs"))
        assert "again in Busan" not in said(await desk.ask(typed))
        assert desk.store.mutes == {}
        assert "again in Busan" in said(await desk.ask("alerts unmute 90"))


async def test_a_channel_mutes_for_itself_alone() -> None:
    desk = Asking()
    await desk.ask("alerts mute 1")
    elsewhere = await desk.answerer.answer_text(
        "/alliance alerts unmute 1", place=type(SERVED)("slack", "T1", "C2"), person=BOSS, locale="en"
    )
    assert "was not muted here" in said(elsewhere)
    assert list(desk.store.mutes) == [(SERVED, 1)]


@pytest.mark.parametrize(
    ("tag", "kept"),
    [
        ("theme:tariffs", "theme:tariffs"),
        ("tariffs", "theme:tariffs"),
        ("관세", "theme:tariffs"),
        ("actor:kim-jong-un", "actor:kim-jong-un"),
        ("kind", "kind"),
        ("relevance", "relevance"),
        ("", ""),
    ],
)
async def test_a_member_reports_a_wrong_tag_privately(tag: str, kept: str) -> None:
    desk = Asking()
    card = await submitted(desk, ("report",), {"story": "1", "tag": tag, "note": "It is about 🙂 cars"}, MEMBER)
    assert card.is_private
    (made,) = desk.store.reports
    assert (made.story_id, made.tag, made.note, made.person) == (1, kept, "It is about 🙂 cars", "slack:U0000002")
    (shown,) = await desk.store.stories([1])
    assert made.article_id == shown.lead.id


@pytest.mark.parametrize(
    ("options", "english", "korean"),
    [
        ({"story": "1", "tag": "tarifs"}, "Did you mean “tariffs”?", "‘tariffs’입니까?"),
        ({"story": "1", "tag": "autos"}, "no tag “autos”", "‘autos’ 태그가 없습니다"),
        ({"story": "1", "note": "x" * 10_000}, "1,000 characters at most", "1,000자까지"),
        ({"story": "77"}, "No story has “77”", "‘77’ 검색어와 맞는 사안이 없습니다"),
    ],
)
async def test_a_report_that_cannot_be_kept_is_said(options: dict[str, str], english: str, korean: str) -> None:
    desk = Asking()
    for locale, words in zip(LOCALES, (english, korean), strict=True):
        card = await desk.answerer.answer(CommandRequest(("report",), options, SERVED, MEMBER, locale, is_submitted=True))
        assert card.is_private
        assert words in said(card)
    assert desk.store.reports == []


async def test_the_form_of_a_new_alert_makes_it() -> None:
    desk = Asking()
    form = await opened(desk, ("alerts", "add"), {})
    assert [item.name for item in form.inputs][:5] == ["name", "theme", "actor", "keyword", "relevance"]
    assert value_of(form, "relevance") == ("partial",)
    assert ("tariffs", "Tariffs") in _input(form, "theme").choices
    card = await submitted(desk, form.path, {**form.fixed, "name": "", "theme": "tariffs,autos", "actor": "", "relevance": "core"})
    assert not card.is_refusal
    assert desk.store.owned[0].filter == Filter(themes=("tariffs", "autos"), minimum_relevance="core")


async def test_the_form_of_an_alert_shows_it_and_an_emptied_input_clears_its_part() -> None:
    desk = Asking()
    await desk.ask("alerts add One theme:tariffs actor:김정은 keyword:steel,-golf rhythm:weekly weekday:wed hour:7 mention:S0123456")
    form = await opened(desk, ("alerts", "edit"), {"alert": "One"})
    assert form.fixed == {"alert": "1"}
    assert {name: value_of(form, name) for name in ("name", "keyword", "rhythm", "weekday", "hour", "mention")} == {
        "name": ("One",),
        "keyword": ("steel, -golf",),
        "rhythm": ("weekly",),
        "weekday": ("wed",),
        "hour": ("7",),
        "mention": ("S0123456",),
    }
    assert _input(form, "actor").labels == ("Kim Jong-un",)
    await submitted(desk, form.path, {**form.fixed, "name": "One", "theme": "autos", "keyword": "", "relevance": "core"})
    after = desk.store.owned[0]
    assert after.filter == Filter(actors=("kim-jong-un",), themes=("autos",), minimum_relevance="core")
    assert (after.schedule, after.mention) == (Schedule(Rhythm.WEEKLY, 7, 2), "S0123456")


async def test_a_form_that_changes_nothing_changes_nothing() -> None:
    desk = Asking()
    await desk.ask("alerts add One theme:tariffs keyword:steel,-golf relevance:core cap:3 cards:ko rhythm:weekly weekday:wed hour:7")
    before = desk.store.owned[0]
    form = await opened(desk, ("alerts", "edit"), {"alert": "1"})
    await submitted(desk, form.path, {**form.fixed, **{item.name: ",".join(item.value) for item in form.inputs}})
    assert desk.store.owned[0] == before


async def test_the_form_of_a_report_offers_the_tags_of_the_story() -> None:
    form = await opened(Asking(), ("report",), {"story": "1"}, MEMBER)
    assert form.fixed == {"story": "1"}
    assert [value for value, _ in _input(form, "tag").choices] == ["kind", "relevance", "actor:kim-jong-un", "theme:tariffs"]


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (("alerts", "add"), {"name": "One"}),
        (("alerts", "edit"), {"alert": "1", "cap": "3"}),
        (("report",), {"story": "1", "tag": "tariffs"}),
        (("settings", "channel"), {"quiet": "-"}),
        (("latest",), {}),
        (("feeds", "add"), {}),
    ],
)
async def test_a_command_that_says_all_opens_no_form(path: tuple[str, ...], options: dict[str, str]) -> None:
    assert await Asking().answerer.form(CommandRequest(path, options, SERVED, BOSS)) is None


async def test_a_form_for_what_is_not_there_is_refused() -> None:
    for path, options in ((("alerts", "edit"), {"alert": "Nothing"}), (("report",), {"story": "77"})):
        card = await Asking().answerer.form(CommandRequest(path, options, SERVED, BOSS, "ko"))
        assert isinstance(card, Card)
        assert (card.is_refusal, card.is_private, card.language) == (True, True, "ko")


@pytest.mark.parametrize(
    ("kind", "typed", "options", "expected"),
    [
        (OptionType.TAG, "", {"story": "1"}, ["kind", "relevance", "actor:kim-jong-un", "theme:tariffs"]),
        (OptionType.TAG, "tar", {"story": "1"}, ["theme:tariffs"]),
        (OptionType.TAG, "관", {"story": "Steel tariffs rise"}, ["theme:tariffs"]),
        (OptionType.TAG, "", {"story": "99"}, []),
        (OptionType.TIMEZONE, "seoul", {}, ["Asia/Seoul"]),
        (OptionType.TIMEZONE, "new_y", {}, ["America/New_York"]),
        (OptionType.ROLE, "x", {}, []),
        (OptionType.PERSON_OR_ROLE, "x", {}, []),
    ],
)
async def test_new_options_are_completed(kind: OptionType, typed: str, options: dict[str, str], expected: list[str]) -> None:
    desk = Asking()
    found = await desk.answerer.complete(kind, typed, "en", SERVED, options=options)
    assert [value for value, _ in found] == expected


async def test_the_capitals_time_zones_come_first() -> None:
    found = await Asking().answerer.complete(OptionType.TIMEZONE, "", "ko", SERVED)
    assert [value for value, _ in found[:2]] == ["America/New_York", "Asia/Seoul"]
    assert len(found) == 25


async def test_buttons_carry_what_fits_the_platforms() -> None:
    desk = Asking()
    desk.store.views.append(view(2, 2, "길다 " * 400))
    for typed in ("alerts add One", "alerts mute 2", "latest", "story 2", "alerts pause One", "help", "settings claim x"):
        for action in (await desk.ask(typed)).actions:
            assert len(" ".join((*action.path, action.argument))) <= 80
