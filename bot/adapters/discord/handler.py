"""Interactions answered by the desk: deferred first, so that nobody waits for a word from Discord, then the card; or a form."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.adapters.discord.modals import modal, submitted
from bot.adapters.discord.people import locale_of, person_of, place_of
from bot.adapters.discord.replies import Replies
from bot.adapters.discord.tree import Called, Offer
from bot.desk.card import Card, line
from bot.desk.chat import ChatDesk
from bot.desk.commands.complete import fitting_choices
from bot.desk.commands.spec import CommandRequest, CommandSpec, OptionSpec, Who, Words
from bot.desk.form import Form

log = logging.getLogger(__name__)

_ALREADY_ACKNOWLEDGED = 40060
_LONGEST_VALUE = 100
_MOST_OFFERS = 25
_OUTDATED = Words(
    "This command has changed. Reload Discord (Ctrl+R) and try again.",
    "명령이 바뀌었습니다. 디스코드를 새로 고친 뒤(Ctrl+R) 다시 시도하십시오.",
)
_EMPTY = Words(
    "There is no text in this message to analyse. Pictures and cards of other apps are not read.",
    "이 메시지에는 분석할 글이 없습니다. 이미지나 다른 앱의 카드는 읽지 않습니다.",
)
_ERROR = Words("That did not work", "처리하지 못했습니다")


class DeskHandler:
    """Answers what people do. Who is served and who may is the desk's to decide: this says only who asks, and where."""

    def __init__(self, desk: ChatDesk, replies: Replies) -> None:
        self._desk = desk
        self._replies = replies

    async def on_command(self, called: Called, spec: CommandSpec, options: Mapping[str, str]) -> None:
        """A slash command."""
        request = CommandRequest(spec.path, options, place_of(called), person_of(called), locale_of(called))
        await self._answer(called, request, is_private=spec.is_private)

    async def on_message(self, called: Called, text: str) -> None:
        """'Analyze this message'. The text is not kept anywhere."""
        if not text.strip():
            await self._say(called, _EMPTY)
            return
        request = CommandRequest(("analyze",), {"source": text}, place_of(called), person_of(called), locale_of(called))
        await self._answer(called, request, is_private=True)

    async def on_button(self, called: Called, path: tuple[str, ...], argument: str) -> None:
        """A button: the command that it stands for. Looking is answered to who pressed it, a change of alerts to the channel."""
        typed = f"/alliance {' '.join(path)} {argument}"
        read = await self._desk.read(typed, place=place_of(called), person=person_of(called), locale=locale_of(called))
        spec = next((known for known in self._desk.table if known.path == path), None)
        is_private = spec is None or spec.is_private or spec.who is Who.MEMBER
        if isinstance(read, Card):
            await self._show(called, read, is_private=True)
            return
        await self._answer(called, read, is_private=is_private)

    async def on_modal(self, called: Called) -> None:
        """A form that was filled in, perhaps one that was opened before a restart; nothing where the modal is not ours."""
        found = submitted(dict(called.data or {}))
        if found is None:
            return
        path, options = found
        spec = next((known for known in self._desk.table if known.path == path), None)
        if spec is None:
            await self.on_outdated(called)
            return
        request = CommandRequest(path, options, place_of(called), person_of(called), locale_of(called), is_submitted=True)
        await self._answer(called, request, is_private=spec.is_private)

    async def offers(self, called: Called, option: OptionSpec, typed: str) -> list[Offer]:
        """Titles and names. In a list what is being typed is the last value, and the others stay before it."""
        kept, comma, last = typed.rpartition(",") if option.is_list else ("", "", typed)
        before = kept + comma
        given = {name: str(value) for name, value in vars(called.namespace).items() if value is not None}
        if option.choices:
            pairs = fitting_choices(option, last, locale_of(called))
        else:
            pairs = await self._desk.complete(option.type, last, locale_of(called), place_of(called), options=given)
        found = [discord.app_commands.Choice(name=(before + label)[:_LONGEST_VALUE], value=before + value) for value, label in pairs]
        return [offer for offer in found if offer.name.strip() and len(offer.value) <= _LONGEST_VALUE][:_MOST_OFFERS]

    async def on_outdated(self, called: Called) -> None:
        """A command that Discord still shows and the desk no longer has."""
        await self._say(called, _OUTDATED)

    async def _answer(self, called: Called, request: CommandRequest, *, is_private: bool) -> None:
        """Open the command's form, which must be the first response, or defer and answer."""
        form = None if request.is_submitted else await self._desk.form(request)
        if isinstance(form, Card):
            await self._show(called, form, is_private=True)
            return
        drawn = modal(form) if isinstance(form, Form) else None
        if drawn is not None:
            await self._replies.open(called.id, called.token, drawn)
            return
        whole = replace(request, is_submitted=True) if form is not None else request
        if await _deferred(called, is_private=is_private):
            await self._finish(called, self._desk.answer(whole), was_private=is_private)

    async def _show(self, called: Called, card: Card, *, is_private: bool) -> None:
        if await _deferred(called, is_private=is_private):
            await self._replies.finish(called.application_id, called.token, card, was_private=is_private)

    async def _finish(self, called: Called, asked: Awaitable[Card], *, was_private: bool) -> None:
        await self._replies.finish(called.application_id, called.token, await asked, was_private=was_private)

    async def _say(self, called: Called, words: Words) -> None:
        locale = locale_of(called)
        text = words.of(locale)
        await self._show(
            called,
            Card(locale, line(_ERROR.of(locale)), text, lines=(line(text),), is_private=True, is_refusal=True),
            is_private=True,
        )


async def _deferred(called: discord.Interaction[Any], *, is_private: bool) -> bool:
    """Acknowledge within the 3 s that Discord gives. False where it is too late: then nothing can be answered any more."""
    try:
        await called.response.defer(ephemeral=is_private, thinking=True)
    except discord.HTTPException as error:
        # A try whose answer was lost, and that the library repeated, was taken after all.
        if error.code != _ALREADY_ACKNOWLEDGED:
            log.warning("An interaction was not acknowledged: %s %s", error.status, error.code)
            return False
    return True
