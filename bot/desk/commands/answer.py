"""The answerer: a command request to a card, whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.desk.card import Action, Card
from bot.desk.cards import desk as cards
from bot.desk.commands.answers import Answer, answers
from bot.desk.commands.asked import Asked, Services
from bot.desk.commands.complete import complete
from bot.desk.commands.parse import parse
from bot.desk.commands.spec import CommandRequest, CommandSpec, OptionType, Who
from bot.desk.commands.table import command_table
from bot.desk.commands.usage import usage
from bot.desk.phrases import Phrasebook
from bot.desk.ports import Analyst, Clock, FeedTester, PageFetcher, Questions
from bot.desk.reader import Reader
from bot.errors import CommandError, StoreUnavailableError
from bot.model import Destination, Locale, Person

log = logging.getLogger(__name__)


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
    ) -> None:
        self._services = Services(store, analyst, pages, feeds, clock, book, zone, cap, command_table())
        self._answers = answers()

    @property
    def table(self) -> tuple[CommandSpec, ...]:
        """The table of commands."""
        return self._services.table

    async def answer_text(self, text: str, *, place: Destination | None, person: Person, locale: Locale = "en") -> Card:
        """Answer a typed command (`/alliance …`). One that is typed by its Korean name is answered in Korean. Never raises."""
        try:
            parsed = parse(text, self.table)
        except CommandError as error:
            return self._refuse(error, "ko" if _has_hangul(text) else locale)
        spoken: Locale = "ko" if parsed.is_korean else locale
        return await self.answer(CommandRequest(parsed.path, parsed.options, place, person, spoken))

    async def answer(self, request: CommandRequest) -> Card:
        """Answer a command. Never raises: a command that cannot be answered gets a private card that says why, in the asker's language."""
        try:
            return await self._answer(request)
        except CommandError as error:
            return self._refuse(error, request.locale)
        except StoreUnavailableError:
            log.exception("The command %s found the store away", " ".join(request.path))
            return self._refuse(CommandError("error.store"), request.locale)
        except Exception:
            # The options may hold a text that is never to be kept, so they are not logged.
            log.exception("The command %s failed", " ".join(request.path))
            return self._refuse(CommandError("error.unexpected"), request.locale)

    async def complete(
        self, option_type: OptionType, text: str, locale: Locale, place: Destination | None = None
    ) -> Sequence[tuple[str, str]]:
        """Up to 25 (value, label) pairs for a half-typed option, by title or name. Never raises."""
        try:
            return await complete(self._services, option_type, text, locale, place)
        except Exception:
            log.exception("Completing %s failed", option_type.value)
            return ()

    async def _answer(self, request: CommandRequest) -> Card:
        spec = next((item for item in self.table if item.path == request.path), None)
        if spec is None:
            raise CommandError("error.unknown_command", given=" ".join(request.path)[:40])
        if spec.who is Who.MANAGER and not request.person.is_manager:
            raise CommandError("error.not_manager")
        for option in spec.options:
            if option.is_required and not request.options.get(option.name, "").strip():
                raise CommandError("error.missing", option=option.name, option_ko=option.name_ko, path=spec.path)
        asked = Asked(request, spec, self._services, await self._services.reader(request.locale))
        answer: Answer = self._answers[spec.path]
        card = await answer(asked)
        return replace(card, is_private=True) if spec.is_private else card

    def _refuse(self, error: CommandError, locale: Locale) -> Card:
        services = self._services
        reader = Reader(services.book, locale, services.zone, services.clock.now())
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
