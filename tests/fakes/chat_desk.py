"""A desk as a chat platform asks it, by hand: says back what it was asked, and takes it down."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.desk.card import Action, Card, line
from bot.desk.commands.parse import parse
from bot.desk.commands.spec import CommandRequest, CommandSpec, OptionType
from bot.desk.commands.table import command_table
from bot.desk.form import Form, Input, InputKind
from bot.errors import CommandError
from bot.model import Destination, Locale, Person

ADD = ("alerts", "add")
REPORT = ("report",)


def form_of(path: tuple[str, ...], locale: Locale, fixed: Mapping[str, str] | None = None) -> Form:
    """A form with a text and a menu that completes."""
    inputs = (
        Input("name", "이름" if locale == "ko" else "Name", InputKind.TEXT),
        Input("theme", "주제" if locale == "ko" else "Theme", InputKind.COMPLETED, option_type=OptionType.THEME),
    )
    return Form(
        locale, "알림 추가" if locale == "ko" else "Add an alert", "저장" if locale == "ko" else "Save", path, inputs, dict(fixed or {})
    )


@dataclass
class EchoDesk:
    """Answers every command with a card that says its path and options. `publicly` are the commands answered to everybody; `refuses` maps
    a path to the reason why it is refused; `forms` are the commands that have one where they come without options; it may `break`."""

    publicly: frozenset[str] = frozenset({"latest", "alerts add"})
    refuses: dict[tuple[str, ...], str] = field(default_factory=dict)
    forms: frozenset[tuple[str, ...]] = frozenset({ADD})
    asked: list[CommandRequest] = field(default_factory=list)
    completed: list[tuple[OptionType, str, Destination | None, dict[str, str]]] = field(default_factory=list)
    homes: list[tuple[str, str, Person, Locale]] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    breaks: bool = False

    def __post_init__(self) -> None:
        self.open.set()

    @property
    def table(self) -> tuple[CommandSpec, ...]:
        return command_table()

    async def answer(self, request: CommandRequest) -> Card:
        if self.breaks:
            raise RuntimeError("a mistake of ours")
        self.asked.append(request)
        await self.open.wait()
        if request.path in self.refuses:
            return _refusal(self.refuses[request.path], request.locale)
        name = " ".join(request.path)
        options = " ".join(f"{key}={value}" for key, value in request.options.items())
        head = "답" if request.locale == "ko" else "Answer"
        return Card(
            request.locale,
            line(f"{head}: {name}"),
            f"{head}: {name}",
            lines=(line(options),),
            actions=(Action(("why",), "Why", "1"),),
            is_private=name not in self.publicly,
        )

    async def answer_text(self, text: str, *, place: Destination | None, person: Person, locale: Locale = "en") -> Card:
        read = await self.read(text, place=place, person=person, locale=locale)
        return read if isinstance(read, Card) else await self.answer(read)

    async def read(self, text: str, *, place: Destination | None, person: Person, locale: Locale = "en") -> CommandRequest | Card:
        try:
            parsed = parse(text, self.table)
        except CommandError as error:
            return _refusal(error.key, locale)
        return CommandRequest(parsed.path, parsed.options, place, person, "ko" if parsed.is_korean else locale)

    async def form(self, request: CommandRequest) -> Form | Card | None:
        if request.path not in self.forms or "name" in request.options:
            return None
        if request.path in self.refuses:
            return _refusal(self.refuses[request.path], request.locale)
        return form_of(request.path, request.locale, request.options)

    async def complete(
        self,
        option_type: OptionType,
        text: str,
        locale: Locale,
        place: Destination | None = None,
        *,
        options: Mapping[str, str] | None = None,
    ) -> Sequence[tuple[str, str]]:
        self.completed.append((option_type, text, place, dict(options or {})))
        await self.open.wait()
        return [("tariffs", "관세" if locale == "ko" else "Tariffs"), ("long", "x" * 100)]

    async def home(self, adapter: str, workspace: str, *, person: Person, locale: Locale) -> Card:
        self.homes.append((adapter, workspace, person, locale))
        said = "이 워크스페이스의 알림" if locale == "ko" else "The alerts of this workspace"
        return Card(locale, line(said), said, actions=(Action(("status",), "Status", ""),))


def _refusal(reason: str, locale: Locale) -> Card:
    return Card(locale, line("No"), reason, lines=(line(reason),), is_private=True, is_refusal=True)
