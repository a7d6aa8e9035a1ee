"""One table: what is in it is answered, explained in both languages, documented, and fits every platform."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.desk.commands.answers import answers
from bot.desk.commands.docs import commands_page
from bot.desk.commands.parse import parse
from bot.desk.commands.spec import CommandSpec, OptionType
from bot.desk.commands.table import command_table

TABLE = command_table()
DOCS = Path(__file__).parents[3] / "docs" / "commands.md"
PLATFORM_NAME = re.compile(r"[-_\w]{1,32}")


def _id(spec: CommandSpec) -> str:
    return " ".join(spec.path)


def test_every_command_has_an_answer_and_every_answer_a_command() -> None:
    assert set(answers()) == {spec.path for spec in TABLE}


def test_the_page_of_commands_is_up_to_date() -> None:
    assert DOCS.read_text("utf-8") == commands_page(TABLE)


@pytest.mark.parametrize("spec", TABLE, ids=_id)
def test_every_text_is_in_both_languages_and_short_enough_for_discord(spec: CommandSpec) -> None:
    for words in (spec.help, *(option.help for option in spec.options)):
        assert 1 <= len(words.en) <= 100
        assert 1 <= len(words.ko) <= 100
        assert re.search("[가-힣]", words.ko)
        assert not re.search("[가-힣]", words.en)
    for option in spec.options:
        assert len(option.choices) <= 25
        assert all(words.en and words.ko for _, words in option.choices)


@pytest.mark.parametrize("spec", TABLE, ids=_id)
def test_names_are_ones_that_platforms_take(spec: CommandSpec) -> None:
    for name in (*spec.path, *spec.path_ko, *(option.name for option in spec.options), *(option.name_ko for option in spec.options)):
        assert PLATFORM_NAME.fullmatch(name)
        assert name == name.lower()
    assert len(spec.path) == len(spec.path_ko)
    assert len(spec.options) <= 25


def test_no_name_means_two_things() -> None:
    for forms in ([spec.path for spec in TABLE], [spec.path_ko for spec in TABLE]):
        assert len(forms) == len(set(forms))
    for spec in TABLE:
        names = [form for option in spec.options for form in {option.name, option.name_ko}]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("spec", TABLE, ids=_id)
def test_what_takes_the_rest_is_one_option_and_choices_are_given_to_choices_only(spec: CommandSpec) -> None:
    assert sum(option.takes_rest for option in spec.options) <= 1
    assert all(bool(option.choices) == (option.type is OptionType.CHOICE) for option in spec.options)


@pytest.mark.parametrize(("spec", "example"), [(spec, example) for spec in TABLE for example in spec.examples])
def test_every_example_parses_to_its_command(spec: CommandSpec, example: str) -> None:
    parsed = parse(example, TABLE)
    assert parsed.path == spec.path
    assert set(parsed.options) <= {option.name for option in spec.options}


def test_every_command_has_an_example_in_both_languages() -> None:
    for spec in TABLE:
        assert any(re.search("[가-힣]", example) is None for example in spec.examples)
        assert any(" ".join(spec.path_ko) in example for example in spec.examples)
