"""What answers each command, by its path in the table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.desk.card import Card
from bot.desk.commands.answers import alerts, analyzing, briefing, feeds, itself, looking, reporting, settings, subjects, trends
from bot.desk.commands.asked import Asked

Answer = Callable[[Asked], Awaitable[Card]]


def answers() -> Mapping[tuple[str, ...], Answer]:
    """One answer for every command of the table."""
    return {
        ("latest",): looking.latest,
        ("brief",): briefing.brief,
        ("search",): looking.search,
        ("story",): looking.story,
        ("why",): looking.why,
        ("report",): reporting.report,
        ("actor",): subjects.actor,
        ("theme",): subjects.theme,
        ("trend",): trends.trend,
        ("analyze",): analyzing.analyze,
        ("alerts", "add"): alerts.add,
        ("alerts", "edit"): alerts.edit,
        ("alerts", "list"): alerts.listing,
        ("alerts", "remove"): alerts.remove,
        ("alerts", "pause"): alerts.pause,
        ("alerts", "resume"): alerts.resume,
        ("alerts", "preview"): alerts.preview,
        ("alerts", "mute"): alerts.mute,
        ("alerts", "unmute"): alerts.unmute,
        ("feeds", "list"): feeds.listing,
        ("feeds", "add"): feeds.add,
        ("feeds", "remove"): feeds.remove,
        ("feeds", "test"): feeds.test,
        ("feeds", "errors"): feeds.errors,
        ("settings", "show"): settings.show,
        ("settings", "channel"): settings.channel,
        ("settings", "me"): settings.me,
        ("settings", "managers"): settings.managers,
        ("settings", "claim"): settings.claim,
        ("status",): itself.status,
        ("help",): itself.help_,
    }
