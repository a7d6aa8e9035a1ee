"""docs/commands.md, made from the table."""

from __future__ import annotations

from collections.abc import Iterable

from bot.desk.commands.spec import CommandSpec, OptionSpec, Who
from bot.desk.commands.usage import option_line, usage

_HEAD = """# Commands

Every command of the desk, made from the table in `bot/desk/commands/table.py` by `bot/desk/commands/docs.py`; a test holds that this page
is up to date.

Type them in a channel, at the console's prompt, or from a script with `alliance-desk ask "/alliance latest"`. English and Korean names can
be mixed. A value of several words stands in quotes: `theme:"joint exercises"`. A list takes several values: `theme:tariffs,autos`, or the
option again. Times are `24h`, `7d`, `2w` (in Korean also `7일`), `today`, `yesterday`, or a date such as `2026-11-01` in the desk's time
zone. What concerns only the asker, mistakes included, is answered privately where the platform can.

명령은 영어와 한국어 이름을 섞어 쓸 수 있습니다. 여러 낱말로 된 값은 따옴표로 묶습니다.
"""


def commands_page(table: Iterable[CommandSpec]) -> str:
    """The page as Markdown, ending in a newline."""
    return "\n".join([_HEAD, *(_section(spec) for spec in table)])


def _section(spec: CommandSpec) -> str:
    who = "Managers only. 관리자 전용입니다." if spec.who is Who.MANAGER else ""
    private = "Answered privately. 묻는 사람에게만 답합니다." if spec.is_private else ""
    rows = [
        f"## `{usage(spec, 'en')}`",
        "",
        f"`{usage(spec, 'ko')}`",
        "",
        " ".join(part for part in (spec.help.en, spec.help.ko, who, private) if part),
        "",
    ]
    if spec.options:
        rows += ["| Option | 옵션 | Meaning | 뜻 |", "|---|---|---|---|", *(_option(option) for option in spec.options), ""]
    rows += ["```text", *spec.examples, "```", ""]
    return "\n".join(rows)


def _option(option: OptionSpec) -> str:
    cells = (f"`{option_line(option, 'en')}`", f"`{option_line(option, 'ko')}`", option.help.en, option.help.ko)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
