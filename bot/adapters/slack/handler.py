"""What people do in Slack, answered by the desk."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.adapters.slack.calls import UNREACHABLE, told
from bot.adapters.slack.drawing import Drawing, HalfTyped
from bot.adapters.slack.home import home_view
from bot.adapters.slack.jobs import Jobs
from bot.adapters.slack.once import Once
from bot.adapters.slack.people import NAME, Known, People
from bot.adapters.slack.refusal import refused_view
from bot.adapters.slack.replies import Replies
from bot.adapters.slack.spot import Body, Spot, spot_of_command, spot_of_interaction, spot_of_view
from bot.adapters.slack.typed import plain, readable
from bot.adapters.slack.written import text_of
from bot.desk.card import Card, Colour, line
from bot.desk.chat import ChatDesk
from bot.desk.commands.spec import CommandRequest, OptionType, Who, Words
from bot.desk.form import Form
from bot.desk.ports import Clock
from bot.model import Destination, Locale

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

DOUBLE_CLICK_SECONDS = 2.0
_FORMS_KEPT = 200
_LONGEST_TEXT = 75

_TOO_LATE = Words(
    "Slack gave up waiting before the form could be opened. Please try again.",
    "양식을 여는 데 시간이 너무 오래 걸렸습니다. 다시 시도하십시오.",
)
_NO_FORM = Words(
    "Slack did not take the form. Type what you want behind the command instead; /alliance help says how.",
    "슬랙에서 양식을 열지 못했습니다. 명령 뒤에 옵션을 직접 입력하십시오. 방법은 /alliance 도움말에 있습니다.",
)
_NO_TEXT = Words("This message has no text that could be analysed.", "이 메시지에는 분석할 글이 없습니다.")
_ERROR = Words("That did not work", "처리하지 못했습니다")


class SlackHandler:
    """Answers what people do in one workspace (its id). All but forms and typing comes after the acknowledgement; these two wait for the
    desk for `patience` seconds."""

    def __init__(
        self,
        desk: ChatDesk,
        *,
        client: AsyncWebClient,
        people: People,
        replies: Replies,
        drawing: Drawing,
        jobs: Jobs,
        clock: Clock,
        workspace: str,
        patience: float,
    ) -> None:
        self._desk = desk
        self._client = client
        self._people = people
        self._replies = replies
        self._drawing = drawing
        self._jobs = jobs
        self._workspace = workspace
        self._patience = patience
        self._clicks = Once(clock, seconds=DOUBLE_CLICK_SECONDS)
        self._forms: OrderedDict[str, asyncio.Task[Card]] = OrderedDict()

    async def on_command(self, body: Body) -> None:
        """`/alliance …`: the form of a command that has one, else its answer."""
        spot = spot_of_command(body)
        await self._answer_typed(spot, await self._known(spot), plain(body.get("text") or ""), is_private=False)

    async def on_button(self, body: Body) -> None:
        """A button: the command that it stands for. What only looks is answered to who pressed it, a change to the channel."""
        action = (body.get("actions") or [{}])[0]
        carried = self._drawing.carried(action)
        if carried is None:
            return
        path, argument = carried
        spot = spot_of_interaction(body)
        container = body.get("container") or {}
        if not self._clicks.is_first(f"{spot.user} {container.get('message_ts') or container.get('view_id')} {path} {argument}"):
            return
        spec = next((known for known in self._desk.table if known.path == path), None)
        typed = f"{' '.join(path)} {argument}".strip()
        is_private = spec is None or spec.who is Who.MEMBER
        await self._answer_typed(spot, await self._known(spot), typed, is_private=is_private)
        if spot.channel is None:
            await self._publish(spot.user)

    async def on_message(self, body: Body) -> None:
        """'Analyze this message'. The text is given to the analysis and kept nowhere."""
        spot = spot_of_interaction(body)
        known = await self._known(spot)
        text = readable(text_of(body.get("message") or {})).strip()
        if not text:
            await self._replies.say(spot, _notice(_NO_TEXT, known.locale), is_private=True)
            return
        request = CommandRequest(("analyze",), {"source": text}, self._place(spot), known.person, known.locale)
        await self._replies.say(spot, await self._desk.answer(request), is_private=True)

    async def on_home(self, body: Body) -> None:
        """The app's Home was opened."""
        await self._publish(body["event"]["user"])

    async def on_form(self, body: Body) -> Mapping[str, Any]:
        """A form that was sent. One that is refused comes back with the reason and all that was typed; any other is closed, and the answer
        comes where the form was opened. The same one told twice is done once."""
        filled = self._drawing.filled(body["view"])
        if filled is None:
            return {}
        spot = spot_of_view(body, filled.carried)
        task, is_first = self._form_task(spot, filled.path, filled.options)
        try:
            async with asyncio.timeout(self._patience):
                card = await asyncio.shield(task)
        except TimeoutError:
            card = None
        if card is not None and card.is_refusal:
            return {"response_action": "update", "view": refused_view(body["view"], card)}
        if is_first:
            self._jobs.start(self._say_when_done(spot, task), "form")
        return {}

    async def on_typing(self, body: Body) -> Sequence[dict[str, Any]]:
        """A menu that completes what is typed into it; nothing where the desk takes too long."""
        half = self._drawing.half_typed(body.get("view") or {}, body.get("action_id", ""), body.get("block_id", ""))
        if half is None:
            return []
        spot = spot_of_view(body, half.carried)
        try:
            async with asyncio.timeout(self._patience):
                pairs = await self._pairs(spot, half, body.get("value") or "")
        except TimeoutError:
            return []
        return [_option(value, label) for value, label in pairs if value and label.strip() and len(value) <= _LONGEST_TEXT * 2]

    async def _pairs(self, spot: Spot, half: HalfTyped, typed: str) -> Sequence[tuple[str, str]]:
        """Groups are Slack's to name, everything else the desk's."""
        if half.option_type in (OptionType.ROLE, OptionType.PERSON_OR_ROLE):
            return await self._people.groups(typed)
        known = await self._known(spot)
        return await self._desk.complete(half.option_type, typed, known.locale, self._place(spot), options=half.options)

    async def _answer_typed(self, spot: Spot, known: Known, text: str, *, is_private: bool) -> None:
        read = await self._desk.read(text, place=self._place(spot), person=known.person, locale=known.locale)
        if isinstance(read, Card):
            await self._replies.say(spot, read, is_private=is_private or read.is_private)
            return
        form = await self._desk.form(read)
        if isinstance(form, Form):
            await self._open(spot, form)
            return
        card = form if isinstance(form, Card) else await self._desk.answer(read)
        await self._replies.say(spot, card, is_private=is_private or card.is_private)

    async def _open(self, spot: Spot, form: Form) -> None:
        outcome = await told(self._client.views_open(trigger_id=spot.trigger, view=self._drawing.modal(form, spot.carried())))
        if not outcome.is_good:
            log.warning("Slack did not open a form: %s", outcome.error)
            is_late = outcome.error == UNREACHABLE or str(outcome.error).endswith("trigger_id")
            await self._replies.say(spot, _notice(_TOO_LATE if is_late else _NO_FORM, form.language), is_private=True)

    def _form_task(self, spot: Spot, path: tuple[str, ...], options: Mapping[str, str]) -> tuple[asyncio.Task[Card], bool]:
        known = self._forms.get(spot.trigger) if spot.trigger else None
        if known is not None:
            return known, False
        task = self._forms[spot.trigger] = asyncio.create_task(self._answer_form(spot, path, options))
        while len(self._forms) > _FORMS_KEPT:
            self._forms.popitem(last=False)
        return task, True

    async def _answer_form(self, spot: Spot, path: tuple[str, ...], options: Mapping[str, str]) -> Card:
        known = await self._known(spot)
        request = CommandRequest(path, options, self._place(spot), known.person, known.locale, is_submitted=True)
        return await self._desk.answer(request)

    async def _say_when_done(self, spot: Spot, answering: Awaitable[Card]) -> None:
        card = await answering
        await self._replies.say(spot, card, is_private=card.is_private)

    async def _publish(self, user: str) -> None:
        known = await self._people.known(user)
        card = await self._desk.home(NAME, self._workspace, person=known.person, locale=known.locale)
        outcome = await told(self._client.views_publish(user_id=user, view=home_view(self._drawing.message(card)["blocks"])))
        if not outcome.is_good:
            log.warning("Slack did not take the Home view: %s", outcome.error)

    async def _known(self, spot: Spot) -> Known:
        return await self._people.known(spot.user, spot.name)

    def _place(self, spot: Spot) -> Destination:
        """The channel; at Home the asker's direct messages, which Slack reaches by the person's id."""
        return Destination(NAME, self._workspace, spot.channel or spot.user)


def _notice(words: Words, locale: Locale) -> Card:
    said = words.of(locale)
    return Card(locale, line(_ERROR.of(locale)), said, lines=(line(said),), colour=Colour.WARNING, is_private=True, is_refusal=True)


def _option(value: str, label: str) -> dict[str, Any]:
    shown = label if len(label) <= _LONGEST_TEXT else label[: _LONGEST_TEXT - 1] + "…"
    return {"text": {"type": "plain_text", "text": shown, "emoji": False}, "value": value}
