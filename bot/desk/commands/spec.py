"""The types of the one table of commands (table.py): what every platform, the help text and the docs are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model import Destination, Locale, Person


class OptionType(StrEnum):
    """What an option takes. The named kinds (ACTOR, THEME, STORY, OUTLET, FEED, SUBSCRIPTION, TAG, TIMEZONE) complete by title or name.

    ROLE is a role or user group of the workspace, PERSON_OR_ROLE also a person: the value is the platform's id, however it was picked
    or typed (`<@&5>`, `<!subteam^S5>`, `<@U5>`).
    """

    TEXT = "text"
    INTEGER = "integer"
    CHOICE = "choice"
    SINCE = "since"
    LANGUAGE = "language"
    ACTOR = "actor"
    THEME = "theme"
    STORY = "story"
    OUTLET = "outlet"
    FEED = "feed"
    SUBSCRIPTION = "subscription"
    TAG = "tag"
    TIMEZONE = "timezone"
    ROLE = "role"
    PERSON_OR_ROLE = "person-or-role"


class Who(StrEnum):
    """Who may use a command: members look, managers change."""

    MEMBER = "member"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    en: str
    ko: str

    def of(self, locale: Locale) -> str:
        """The text in that language."""
        return self.ko if locale == "ko" else self.en

    def brief(self, locale: Locale) -> str:
        """The text up to its colon, which begins an explanation: `Core` of `Core: about the alliance`."""
        return self.of(locale).partition(":")[0]


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One option: `name` as typed (`since:7d`), its Korean name, and whether bare words of a typed command go to it."""

    name: str
    name_ko: str
    type: OptionType
    help: Words
    is_required: bool = False
    takes_rest: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One command, such as ("alerts", "add"). `examples` are typed forms that must parse."""

    path: tuple[str, ...]
    path_ko: tuple[str, ...]
    who: Who
    help: Words
    options: tuple[OptionSpec, ...] = ()
    is_private: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """A command as asked: `options` holds raw strings by option name, still to be read by the command. `locale` is the asker's.

    `is_submitted` says that it comes from a form, so that no form is opened for it again.
    """

    path: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    place: Destination | None = None
    person: Person = field(default_factory=lambda: Person("console", "local", "console", is_manager=True))
    locale: Locale = "en"
    is_submitted: bool = False
