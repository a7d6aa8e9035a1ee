"""Cards about settings: each with its scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.card import Action, Card, Colour, Item, Line, Span, Style, line
from bot.desk.cards.pieces import DOT
from bot.desk.reader import Reader
from bot.model import Preferences


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What the configuration says: the time zone's name, the hour of digests, alerts an hour."""

    timezone: str
    digest_hour: int
    cap: int


def shown(desk: DeskSettings, channel: Preferences | None, own: Preferences, managers: Sequence[str], reader: Reader) -> Card:
    """All settings: those of the desk, of this channel (None outside one) and of the asker."""
    title = reader.say("settings.title")
    of_desk = DOT.join(
        (
            reader.say("settings.timezone_is", name=desk.timezone),
            reader.say("settings.digest_is", time=_hour(desk.digest_hour)),
            reader.say("settings.cap_is", count=desk.cap),
        )
    )
    items = [Item((Span(reader.say("settings.desk"), Style.STRONG),), (line(of_desk), _quiet(reader.say("settings.desk_how"))))]
    if channel is not None:
        items.append(Item((Span(reader.say("settings.channel"), Style.STRONG),), (line(_words(channel, reader)), _how("channel", reader))))
    items.append(Item((Span(reader.say("settings.person"), Style.STRONG),), (line(_words(own, reader)), _how("me", reader))))
    if channel is not None:
        items.append(Item((Span(reader.say("settings.managers"), Style.STRONG),), (_named(managers, reader), _how("managers", reader))))
    return Card(reader.locale, line(title), title, items=tuple(items), is_private=True)


def of_channel(preferences: Preferences, reader: Reader, *, is_changed: bool) -> Card:
    """What holds in a channel."""
    return _changed(reader.say("settings.channel"), preferences, reader, is_changed=is_changed)


def of_person(preferences: Preferences, reader: Reader, *, is_changed: bool) -> Card:
    """How the desk speaks to a person."""
    return _changed(reader.say("settings.person"), preferences, reader, is_changed=is_changed)


def of_managers(managers: Sequence[str], reader: Reader) -> Card:
    """Who manages besides the platform's own managers."""
    title = reader.say("settings.managers")
    lines = (_named(managers, reader), line(Span(reader.say("settings.managers_always"), Style.QUIET)))
    return Card(reader.locale, line(title), title, lines=lines, is_private=True)


def claimed(reader: Reader, *, was_served: bool) -> Card:
    """The workspace is served."""
    title = reader.say("settings.served" if was_served else "settings.claimed")
    action = Action(("help",), reader.say("action.help"), "")
    return Card(reader.locale, line(title), title, lines=(line(reader.say("settings.next")),), actions=(action,), colour=Colour.GOOD)


def _changed(scope: str, preferences: Preferences, reader: Reader, *, is_changed: bool) -> Card:
    title = reader.say("settings.changed" if is_changed else "settings.unchanged", scope=scope)
    colour = Colour.GOOD if is_changed else Colour.NEUTRAL
    return Card(reader.locale, line(title), title, lines=(line(_words(preferences, reader)),), colour=colour)


def _words(preferences: Preferences, reader: Reader) -> str:
    """What is set, in a row; that nothing is."""
    parts = [
        reader.say("settings.language_is", name=reader.language(preferences.language)) if preferences.language else "",
        reader.say("settings.timezone_is", name=preferences.timezone) if preferences.timezone else "",
        _quiet_hours(preferences, reader),
        reader.say("settings.digest_is", time=_hour(preferences.digest_hour)) if preferences.digest_hour is not None else "",
    ]
    return DOT.join(part for part in parts if part) or reader.say("settings.as_desk")


def _quiet_hours(preferences: Preferences, reader: Reader) -> str:
    if preferences.quiet_from is None or preferences.quiet_until is None:
        return ""
    return reader.say("settings.quiet_is", start=_minutes(preferences.quiet_from), end=_minutes(preferences.quiet_until))


def _named(managers: Sequence[str], reader: Reader) -> Line:
    """The platform's ids: a card pings nobody, so people are not written as mentions."""
    if not managers:
        return line(reader.say("settings.no_managers"))
    return tuple(span for number, name in enumerate(managers) for span in ((Span(", "),) if number else ()) + (Span(name, Style.CODE),))


def _how(command: str, reader: Reader) -> Line:
    return _quiet(reader.say("settings.how", command=reader.word("setting_command", command)))


def _quiet(text: str) -> Line:
    return line(Span(text, Style.QUIET))


def _hour(hour: int) -> str:
    return f"{hour:02}:00"


def _minutes(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
