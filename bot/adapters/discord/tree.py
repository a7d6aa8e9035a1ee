"""Discord's slash commands, made from the one table of commands: `/alliance` with its subcommands, groups, options and Korean names.

Discord translates names for the reader ("Application Commands": localization). Who may use a command is not left to Discord, which knows
permissions only for whole commands: it is checked on every call.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, Protocol

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.desk.commands.spec import CommandSpec, OptionSpec, OptionType, Words

Called = discord.Interaction[Any]
Offer = app_commands.Choice[str]

ROOT = ("alliance", "동맹")
ABOUT = Words("The news desk for the Korea-US alliance.", "한미동맹 뉴스 데스크입니다.")
GROUPS = {
    "alerts": Words("The alerts of this channel.", "이 채널의 알림을 관리합니다."),
    "feeds": Words("The feeds that the desk reads.", "데스크가 읽는 피드를 봅니다."),
    "settings": Words("Settings of the desk, this channel and yourself.", "데스크, 채널, 개인 설정을 봅니다."),
}
ANALYSE_MESSAGE = Words("Analyze this message", "이 메시지 분석")

_PICKED: Mapping[OptionType, Any] = {OptionType.ROLE: discord.Role, OptionType.PERSON_OR_ROLE: discord.Member | discord.Role}
_COMPLETED = frozenset(OptionType) - {OptionType.TEXT, OptionType.INTEGER, OptionType.CHOICE, *_PICKED}


class Handler(Protocol):
    """What answers."""

    async def on_command(self, called: Called, spec: CommandSpec, options: Mapping[str, str]) -> None:
        """Answer a command with its raw options."""
        ...

    async def on_message(self, called: Called, text: str) -> None:
        """Analyse the text of a message."""
        ...

    async def offers(self, called: Called, option: OptionSpec, typed: str) -> list[Offer]:
        """What an option that is being typed may become, at most 25."""
        ...


class TableTranslator(app_commands.Translator):
    """Gives the Korean words that stand beside the English ones in the table."""

    async def translate(self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes) -> str | None:
        """The Korean form for Korean, None (the English one) for every other language."""
        del context
        return string.extras.get("ko") if locale is discord.Locale.korean else None


def add_commands(tree: app_commands.CommandTree[Any], table: Sequence[CommandSpec], handler: Handler) -> None:
    """Give the tree every command of the table, and the message menu that analyses a message."""
    root = app_commands.Group(
        name=_words(*ROOT),
        description=_both(ABOUT),
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    groups: dict[str, app_commands.Group] = {}
    for spec in table:
        parent = root
        if len(spec.path) > 1:
            group = spec.path[0]
            if group not in groups:
                groups[group] = app_commands.Group(name=_words(group, spec.path_ko[0]), description=_both(GROUPS[group]), parent=root)
            parent = groups[group]
        parent.add_command(_command(spec, handler))
    tree.add_command(root)
    tree.add_command(_menu(handler))


async def payload_of(tree: app_commands.CommandTree[Any], translator: app_commands.Translator) -> list[dict[str, Any]]:
    """The commands as Discord is told them ("Bulk Overwrite Global Application Commands")."""
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]


def digest_of(payload: Sequence[Mapping[str, Any]]) -> str:
    """The same for the same commands in both languages."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _command(spec: CommandSpec, handler: Handler) -> app_commands.Command[Any, ..., None]:
    return app_commands.Command(
        name=_words(spec.path[-1], spec.path_ko[-1]), description=_both(spec.help), callback=_callback(spec, handler)
    )


def _callback(spec: CommandSpec, handler: Handler) -> Callable[..., Coroutine[Any, Any, None]]:
    """A function with the options as its parameters: discord.py reads a command's options from a signature."""

    async def call(called: Called, **given: object) -> None:
        await handler.on_command(called, spec, {name: _raw(value) for name, value in given.items() if value is not None})

    options = sorted(spec.options, key=lambda option: not option.is_required)
    first = inspect.Parameter("called", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    vars(call)["__signature__"] = inspect.Signature([first, *map(_parameter, options)])
    described = app_commands.describe(**{option.name: _both(option.help) for option in options})(call)
    described = app_commands.rename(**{option.name: _words(option.name, option.name_ko) for option in options})(described)
    picked = {option.name: _choices(option) for option in options if option.choices and not is_completed(option)}
    described = app_commands.choices(**picked)(described)
    completing = {option.name: _completing(option, handler) for option in options if is_completed(option)}
    return app_commands.autocomplete(**completing)(described)


def is_completed(option: OptionSpec) -> bool:
    """Whether the option is offered while it is typed. Choices of which several may stand are too: Discord's own let one be picked, and
    each of them counts against the characters of the command."""
    return option.type in _COMPLETED or (bool(option.choices) and option.is_list)


def _raw(value: object) -> str:
    """An option as the desk reads it: who or what was picked by its id."""
    return str(value.id) if isinstance(value, discord.Role | discord.Member | discord.User) else str(value)


def _parameter(option: OptionSpec) -> inspect.Parameter:
    kind: Any = str
    if option.type is OptionType.INTEGER:
        kind = app_commands.Range[int, option.minimum, option.maximum]
    kind = _PICKED.get(option.type, kind)
    default = inspect.Parameter.empty if option.is_required else None
    return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _choices(option: OptionSpec) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=_both(words), value=value) for value, words in option.choices]


def _completing(option: OptionSpec, handler: Handler) -> Callable[[Called, str], Coroutine[Any, Any, list[Offer]]]:
    async def complete(called: Called, current: str) -> list[Offer]:
        return await handler.offers(called, option, current)

    return complete


def _menu(handler: Handler) -> app_commands.ContextMenu:
    async def analyse(called: Called, message: discord.Message) -> None:
        await handler.on_message(called, message.content)

    vars(analyse)["__annotations__"] = {"called": discord.Interaction, "message": discord.Message}
    return app_commands.ContextMenu(
        name=_both(ANALYSE_MESSAGE),
        callback=analyse,
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )


def _both(words: Words) -> locale_str:
    return _words(words.en, words.ko)


def _words(english: str, korean: str) -> locale_str:
    return locale_str(english, ko=korean)
