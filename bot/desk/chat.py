"""The seam between a chat platform and the desk: what a platform asks when somebody types, clicks or fills in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.desk.card import Card
from bot.desk.commands.spec import CommandRequest, CommandSpec, OptionType
from bot.desk.form import Form
from bot.model import Destination, Locale, Person


class ChatDesk(Protocol):
    """The desk as a chat platform asks it. Nothing here raises: whatever cannot be done is a private card in the asker's language.

    Who is served, who may, and in which language is decided here and not by the platform: a platform says who asks, where, and what it
    itself knows of them. `locale` is the platform's; a person's own setting goes before it.
    """

    @property
    def table(self) -> tuple[CommandSpec, ...]: ...

    async def answer(self, request: CommandRequest) -> Card: ...

    async def answer_text(self, text: str, *, place: Destination | None, person: Person, locale: Locale = "en") -> Card:
        """A typed command, with or without `/alliance` before it."""
        ...

    async def read(self, text: str, *, place: Destination | None, person: Person, locale: Locale = "en") -> CommandRequest | Card:
        """A typed command read but not answered, so that the platform may open its form instead; a card where it cannot be read."""
        ...

    async def form(self, request: CommandRequest) -> Form | Card | None:
        """The form that a command opens where the platform has forms: None where it is to be answered at once (it has no form, or its
        options say all), a card where this person may not or the thing named is not there."""
        ...

    async def complete(
        self,
        option_type: OptionType,
        text: str,
        locale: Locale,
        place: Destination | None = None,
        *,
        options: Mapping[str, str] | None = None,
    ) -> Sequence[tuple[str, str]]:
        """Up to 25 (value, label) pairs for a half-typed option; nothing for a place that is not served. `options` are those
        given already."""
        ...

    async def home(self, adapter: str, workspace: str, *, person: Person, locale: Locale) -> Card:
        """The workspace's subscriptions by channel, what the desk does, and how to go on."""
        ...
