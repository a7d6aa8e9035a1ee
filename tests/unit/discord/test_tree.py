"""Discord's commands are the table's: every command, option, choice and word, in both languages, within Discord's limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.adapters.discord.tree import Called, Offer, TableTranslator, add_commands, digest_of, payload_of
from bot.desk.commands.spec import CommandSpec, OptionSpec, OptionType
from bot.desk.commands.table import command_table

TABLE = command_table()
TYPES = {OptionType.INTEGER: 4, OptionType.ROLE: 8, OptionType.PERSON_OR_ROLE: 9}
WITHOUT_COMPLETION = {OptionType.TEXT, OptionType.INTEGER, OptionType.CHOICE, OptionType.ROLE, OptionType.PERSON_OR_ROLE}


class Nobody:
    """Answers nothing."""

    async def on_command(self, called: Called, spec: CommandSpec, options: Mapping[str, str]) -> None:
        raise AssertionError

    async def on_message(self, called: Called, text: str) -> None:
        raise AssertionError

    async def offers(self, called: Called, option: OptionSpec, typed: str) -> list[Offer]:
        raise AssertionError


async def payload() -> list[dict[str, Any]]:
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_commands(tree, TABLE, Nobody())
    return await payload_of(tree, TableTranslator())


def commands(parts: list[dict[str, Any]], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for part in parts:
        if part["type"] == 2:
            yield from commands(part["options"], (*path, part["name"]))
        else:
            yield (*path, part["name"]), part


async def test_the_tree_has_the_commands_of_the_table_and_no_other() -> None:
    root, _menu = await payload()
    assert [path for path, _ in commands(root["options"])] == sorted({spec.path for spec in TABLE}, key=[s.path for s in TABLE].index)


@pytest.mark.parametrize("spec", TABLE, ids=lambda spec: " ".join(spec.path))
async def test_a_command_says_in_both_languages_what_the_table_says(spec: CommandSpec) -> None:
    root, _menu = await payload()
    told = dict(commands(root["options"]))[spec.path]
    assert (told["description"], told["description_localizations"]) == (spec.help.en, {"ko": spec.help.ko})
    assert told["name_localizations"] == {"ko": spec.path_ko[-1]}
    assert {option["name"] for option in told["options"]} == {option.name for option in spec.options}
    for option in spec.options:
        given = next(item for item in told["options"] if item["name"] == option.name)
        assert given["type"] == TYPES.get(option.type, 3)
        assert given["required"] == option.is_required
        assert given["name_localizations"] == {"ko": option.name_ko}
        assert (given["description"], given["description_localizations"]) == (option.help.en, {"ko": option.help.ko})
        is_typed = bool(option.choices) and option.is_list
        assert given.get("autocomplete", False) == (option.type not in WITHOUT_COMPLETION or is_typed)
        choices = [(item["value"], item["name"], item["name_localizations"]["ko"]) for item in given.get("choices", ())]
        assert choices == [(value, words.en, words.ko) for value, words in option.choices if not is_typed]
        assert (given.get("min_value"), given.get("max_value")) == (option.minimum, option.maximum)


async def test_groups_and_the_message_menu_have_korean_names() -> None:
    root, menu = await payload()
    groups = {part["name"]: part["name_localizations"]["ko"] for part in root["options"] if part["type"] == 2}
    assert groups == {"alerts": "알림", "feeds": "피드", "settings": "설정"}
    assert (root["name"], root["name_localizations"]) == ("alliance", {"ko": "동맹"})
    assert (menu["type"], menu["name"], menu["name_localizations"]) == (3, "Analyze this message", {"ko": "이 메시지 분석"})


async def test_commands_are_for_servers_only() -> None:
    for told in await payload():
        assert told["contexts"] == [0]
        assert told["integration_types"] == [0]


async def test_required_options_come_first_as_discord_wants() -> None:
    root, _menu = await payload()
    for _, told in commands(root["options"]):
        required = [option["required"] for option in told["options"]]
        assert required == sorted(required, reverse=True)


async def test_a_command_has_at_most_8000_characters_in_the_longer_language() -> None:
    root, _menu = await payload()
    assert weight(root) <= 8_000


def weight(part: Mapping[str, Any]) -> int:
    """Characters of names, descriptions and values, the longest translation counted ("Application Commands": limits)."""
    own = sum(max(map(len, [str(part.get(name, "")), *part.get(f"{name}_localizations", {}).values()])) for name in ("name", "description"))
    return own + len(str(part.get("value", ""))) + sum(map(weight, [*part.get("options", ()), *part.get("choices", ())]))


async def test_the_digest_changes_with_any_word_and_with_nothing_else() -> None:
    first, second = await payload(), await payload()
    assert digest_of(first) == digest_of(second)
    second[0]["options"][0]["description_localizations"]["ko"] += "!"
    assert digest_of(first) != digest_of(second)
