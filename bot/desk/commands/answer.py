"""The answerer: a command request to a card, whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.desk.access import CONSOLE, Access
from bot.desk.card import Action, Card
from bot.desk.cards import desk as cards
from bot.desk.cards.home import home as home_card
from bot.desk.cards.home import stranger
from bot.desk.commands.answers import Answer, answers
from bot.desk.commands.answers.alerts import subscription_named
from bot.desk.commands.asked import Asked, Services
from bot.desk.commands.complete import complete
from bot.desk.commands.forms import forms, opens_form
from bot.desk.commands.names import Names
from bot.desk.commands.parse import parse
from bot.desk.commands.spec import CommandRequest, CommandSpec, OptionType, Who
from bot.desk.commands.table import command_table
from bot.desk.commands.usage import usage
from bot.desk.form import Form
from bot.desk.phrases import Phrasebook
from bot.desk.ports import Analyst, Clock, FeedTester, PageFetcher, Questions
from bot.desk.quiet import zone_of
from bot.desk.reader import Reader
from bot.desk.schedules import DIGEST_HOUR
from bot.errors import CommandError, StoreUnavailableError
from bot.model import Destination, Locale, Person, Preferences

log = logging.getLogger(__name__)

_CLAIM = ("settings", "claim")
_STRANGER = "access.stranger"
_NO_CARD = Card("en", (), "")


Work = Callable[[CommandRequest, Preferences | None], Awaitable[Card]]
"""Makes a card of a request in the person's language; given what they set, where that was read already."""


class Answerer:
    """Answers commands for every platform. `zone` is the desk's time zone, `cap` the alerts an hour of an alert that names none."""

    def __init__(
        self,
        store: Questions,
        *,
        analyst: Analyst,
        pages: PageFetcher,
        feeds: FeedTester,
        clock: Clock,
        book: Phrasebook,
        zone: ZoneInfo,
        cap: int = 20,
        digest_hour: int = DIGEST_HOUR,
        access: Access | None = None,
        platforms: Callable[[], Sequence[tuple[str, bool]]] = tuple,
    ) -> None:
        self._access = access or Access(store, (), None, clock)
        self._services = Services(
            store, analyst, pages, feeds, clock, book, zone, cap, command_table(), self._access, digest_hour, platforms, Names(store, clock)
        )
        self._answers = answers()
        self._forms = forms(subscription_named)

    @property
    def table(self) -> tuple[CommandSpec, ...]:
        """The table of commands."""
        return self._services.table

    async def answer_text(self, text: str, *, place: Destination | None, person: Person, locale: Locale = "en") -> Card:
        """Answer a typed command (`/alliance …`). One that is typed by its Korean name is answered in Korean. Never raises."""
        read = await self.read(text, place=place, person=person, locale=locale)
        return read if isinstance(read, Card) else await self._guarded(read, self._answer, is_typed=True)

    async def read(self, text: str, *, place: Destination | None, person: Person, locale: Locale = "en") -> CommandRequest | Card:
        """A typed command read but not answered; a card where it cannot be read. Never raises."""
        typed = CommandRequest(("help",), {}, place, person, "ko" if _has_hangul(text) else locale)
        found: list[CommandRequest] = []

        async def read(request: CommandRequest, own: Preferences | None) -> Card:
            del own
            spoken = (await self._own(request)).language or locale
            try:
                parsed = parse(text, self.table)
            except CommandError as error:
                is_stranger = place is not None and not await self._serves(place)
                return self._refuse(CommandError(_STRANGER) if is_stranger else error, "ko" if _has_hangul(text) else spoken)
            found.append(replace(request, path=parsed.path, options=parsed.options, locale="ko" if parsed.is_korean else spoken))
            return _NO_CARD

        card = await self._guarded(typed, read, is_typed=True)
        return found[0] if found else card

    async def answer(self, request: CommandRequest) -> Card:
        """Answer a command. Never raises: a command that cannot be answered gets a private card that says why, in the asker's language."""
        return await self._guarded(request, self._answer)

    async def form(self, request: CommandRequest) -> Form | Card | None:
        """The form that the command opens; None where it is to be answered at once. Never raises."""
        if not opens_form(request):
            return None
        made: list[Form] = []

        async def make(spoken: CommandRequest, own: Preferences | None) -> Card:
            """A form or, where it cannot be had, a card: the guard speaks of cards."""
            asked = await self._asked(spoken, own)
            made.append(await self._forms[request.path](asked))
            return _NO_CARD

        card = await self._guarded(request, make)
        return made[0] if made else card

    async def complete(
        self,
        option_type: OptionType,
        text: str,
        locale: Locale,
        place: Destination | None = None,
        *,
        options: Mapping[str, str] | None = None,
    ) -> Sequence[tuple[str, str]]:
        """Up to 25 (value, label) pairs for a half-typed option, by title or name; none where the place is not served. Never raises."""
        try:
            if place is None or not await self._serves(place):
                return ()
            return await complete(self._services, option_type, text, locale, place, options=options or {})
        except Exception:
            log.exception("Completing %s failed", option_type.value)
            return ()

    async def home(self, adapter: str, workspace: str, *, person: Person, locale: Locale) -> Card:
        """The workspace's alerts by channel, how the desk does, and how to go on. Never raises."""
        request = CommandRequest(("help",), {}, Destination(adapter, workspace, ""), person, locale)

        async def make(spoken: CommandRequest, own: Preferences | None) -> Card:
            del own
            if not await self._access.serves(adapter, workspace):
                raise CommandError(_STRANGER)
            store = self._services.store
            alerts = [item for item in await store.list_subscriptions() if item.destination.workspace == workspace]
            alerts = [item for item in alerts if item.destination.adapter == adapter]
            actors = {actor_id for item in alerts for actor_id in item.filter.actors}
            known = [actor for actor in [await store.actor(actor_id) for actor_id in sorted(actors)] if actor is not None]
            reader = await self._services.reader(spoken.locale, known)
            return home_card(alerts, await store.status(), reader, hour=self._services.digest_hour)

        return await self._guarded(request, make)

    async def _guarded(self, request: CommandRequest, work: Work, *, is_typed: bool = False) -> Card:
        """The work's card, or one that says why there is none; both in the person's own language, unless what was typed decided it."""
        try:
            own = None if is_typed else await self._own(request)
            if own is not None and own.language is not None:
                request = replace(request, locale=own.language)
            return await work(request, own)
        except CommandError as error:
            return self._refuse(error, request.locale)
        except StoreUnavailableError:
            log.exception("The command %s found the store away", " ".join(request.path))
            return self._refuse(CommandError("error.store"), request.locale)
        except Exception:
            # The options may hold a text that is never to be kept, so they are not logged.
            log.exception("The command %s failed", " ".join(request.path))
            return self._refuse(CommandError("error.unexpected"), request.locale)

    async def _answer(self, request: CommandRequest, own: Preferences | None) -> Card:
        asked = await self._asked(request, own)
        answer: Answer = self._answers[asked.spec.path]
        card = await answer(asked)
        return replace(card, is_private=True) if asked.spec.is_private else card

    async def _asked(self, request: CommandRequest, own: Preferences | None) -> Asked:
        """The command with what answering it needs. Raises CommandError where there is none, or this person may not."""
        if request.place is not None and request.path != _CLAIM and not await self._serves(request.place):
            raise CommandError(_STRANGER)
        spec = next((item for item in self.table if item.path == request.path), None)
        if spec is None:
            raise CommandError("error.unknown_command", given=" ".join(request.path)[:40])
        if request.place is None and request.person.adapter != CONSOLE:
            # Whom the desk serves is known by the workspace, which a message to the bot alone has not.
            raise CommandError("error.no_place")
        if spec.who is Who.MANAGER and not await self._access.is_manager(request.person, request.place):
            raise CommandError("error.not_manager")
        for option in spec.options:
            if option.is_required and not request.options.get(option.name, "").strip():
                raise CommandError("error.missing", option=option.name, option_ko=option.name_ko, path=spec.path)
        reader = await self._services.reader(request.locale, zone=await self._zone(request, own or await self._own(request)))
        return Asked(request, spec, self._services, reader)

    async def _serves(self, place: Destination) -> bool:
        return await self._access.serves(place.adapter, place.workspace)

    async def _own(self, request: CommandRequest) -> Preferences:
        """What the person set for themselves."""
        return await self._services.store.person_preferences(request.person.adapter, request.person.id)

    async def _zone(self, request: CommandRequest, own: Preferences) -> ZoneInfo:
        """The person's own zone, else the channel's, else the desk's."""
        store, desk = self._services.store, self._services.zone
        if own.timezone is not None:
            return zone_of(own, desk)
        return desk if request.place is None else zone_of(await store.channel_preferences(request.place), desk)

    def _refuse(self, error: CommandError, locale: Locale) -> Card:
        services = self._services
        reader = Reader(services.book, locale, services.zone, services.clock.now())
        if error.key == _STRANGER:
            return stranger(reader)
        details = dict(error.details)
        if locale == "ko":
            details |= {name.removesuffix("_ko"): value for name, value in details.items() if name.endswith("_ko")}
        words = [reader.say(error.key, **details)]
        if details.get("nearest"):
            words.append(reader.say("error.nearest", nearest=details["nearest"]))
        elif error.key == "error.unknown_command":
            words.append(reader.say("error.see_help"))
        spec = next((item for item in services.table if item.path == details.get("path")), None)
        if spec is not None:
            words.append(reader.say("error.usage", usage=usage(spec, locale)))
        return cards.error(" ".join(words), reader, Action(("help",), reader.say("action.help"), " ".join(spec.path) if spec else ""))


def _has_hangul(text: str) -> bool:
    return any("가" <= character <= "힣" for character in text[:40])
