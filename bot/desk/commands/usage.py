"""How a command is typed, in one line."""

from __future__ import annotations

from bot.desk.commands.spec import CommandSpec, OptionSpec, OptionType
from bot.model import Locale

ROOT = "/alliance"


def path_of(spec: CommandSpec, locale: Locale) -> tuple[str, ...]:
    """The words of the command in that language."""
    return spec.path_ko if locale == "ko" else spec.path


def usage(spec: CommandSpec, locale: Locale) -> str:
    """`/alliance search <text> [since:…] [lang:…]`: required values in angle brackets, the rest in square ones."""
    parts = [ROOT, *path_of(spec, locale)]
    for option in spec.options:
        name = option.name_ko if locale == "ko" else option.name
        if option.takes_rest:
            parts.append(f"<{name}>" if option.is_required else f"[{name}]")
        else:
            parts.append(f"{name}:…" if option.is_required else f"[{name}:…]")
    return " ".join(parts)


def option_line(option: OptionSpec, locale: Locale) -> str:
    """`kind:news|opinion`, `limit:1-20`, `since:…`."""
    name = option.name_ko if locale == "ko" else option.name
    if option.takes_rest:
        return f"<{name}>" if option.is_required else f"[{name}]"
    return f"{name}:{_values(option)}"


def _values(option: OptionSpec) -> str:
    if option.choices:
        return "|".join(value for value, _ in option.choices)
    if option.type is OptionType.LANGUAGE:
        return "en|ko"
    if option.minimum is not None and option.maximum is not None:
        return f"{option.minimum}-{option.maximum}"
    return "7d" if option.type is OptionType.SINCE else "…"
