"""Cards about the desk itself: status, help, errors."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.card import Action, Card, Colour, Field, Item, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.commands.spec import CommandSpec, Who
from bot.desk.commands.usage import option_line, usage
from bot.desk.reader import Reader
from bot.model import DeskStatus


def status(counts: DeskStatus, reader: Reader, *, platforms: Sequence[tuple[str, bool]] = ()) -> Card:
    """How the desk does. `platforms` are (name, whether it is connected)."""
    away = [name.capitalize() for name, is_connected in platforms if not is_connected]
    troubles = [
        reader.say("status.away", names=", ".join(away)) if away else "",
        "" if counts.feeds_active else reader.say("feeds.none"),
        reader.say("status.feeds_fail", count=counts.feeds_failing) if counts.feeds_failing else "",
        reader.say("status.articles_failed", count=counts.articles_failed) if counts.articles_failed else "",
        reader.say("status.dead", count=counts.deliveries.get("dead", 0)) if counts.deliveries.get("dead") else "",
        reader.say("status.unknown", count=counts.deliveries.get("unknown", 0)) if counts.deliveries.get("unknown") else "",
    ]
    lines = [line(trouble) for trouble in troubles if trouble] or [line(reader.say("status.well"))]
    waiting = reader.say("status.waiting", count=counts.articles_waiting)
    if counts.oldest_waiting_at:
        waiting = reader.say("status.waiting_since", waiting=waiting, ago=reader.ago(counts.oldest_waiting_at))
    articles = f"{counts.articles:,}" + (f" ({waiting})" if counts.articles_waiting else "")
    newest = reader.ago(counts.last_article_at) if counts.last_article_at else reader.say("status.no_article")
    queued = sum(counts.deliveries.get(state, 0) for state in ("pending", "leased"))
    rows = (
        ("status.feeds", f"{counts.feeds_active:,}"),
        ("status.articles", articles),
        ("status.stories", f"{counts.stories:,}"),
        ("status.newest", newest),
        ("status.subscriptions", f"{counts.subscriptions:,}"),
        ("status.deliveries", reader.say("status.sent_and_queued", sent=counts.deliveries.get("sent", 0), queued=queued)),
        ("status.platforms", ", ".join(name.capitalize() for name, is_connected in platforms if is_connected)),
        ("status.ontology", counts.ontology_version or "-"),
    )
    title = reader.say("status.title")
    return Card(
        language=reader.locale,
        title=line(title),
        summary=f"{title}: {pieces.plain(lines[0])}",
        lines=tuple(lines),
        fields=tuple(Field(reader.say(key), line(value)) for key, value in rows if value),
        footer=line(Span(reader.say("status.at", at=reader.clock(reader.now)), Style.QUIET)),
        colour=Colour.WARNING if any(troubles) else Colour.GOOD,
        is_private=True,
    )


def help_all(specs: Sequence[CommandSpec], reader: Reader) -> Card:
    """Every command in one line each."""
    title = reader.say("help.title")
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=(line(reader.say("help.intro")), line(reader.say("help.filters"))),
        items=tuple(Item((Span(usage(spec, reader.locale), Style.CODE),), (line(_help(spec, reader)),)) for spec in specs),
        footer=line(Span(reader.say("help.more"), Style.QUIET)),
        is_private=True,
    )


def help_one(spec: CommandSpec, reader: Reader) -> Card:
    """One command with its options and examples."""
    title = usage(spec, reader.locale)
    items = [
        Item((Span(option_line(option, reader.locale), Style.CODE),), (line(option.help.of(reader.locale)),)) for option in spec.options
    ]
    items += [Item((Span(example, Style.CODE),), (line(Span(reader.say("help.example"), Style.QUIET)),)) for example in spec.examples]
    return Card(reader.locale, (Span(title, Style.CODE),), title, lines=(line(_help(spec, reader)),), items=tuple(items), is_private=True)


def _help(spec: CommandSpec, reader: Reader) -> str:
    text = spec.help.of(reader.locale)
    return f"{text} {reader.say('help.managers')}" if spec.who is Who.MANAGER else text


def error(words: str, reader: Reader, hint: Action | None = None) -> Card:
    """A command that could not be answered: what is wrong and how to put it right."""
    return Card(
        language=reader.locale,
        title=line(reader.say("error.title")),
        summary=words,
        lines=(line(words),),
        actions=(hint,) if hint else (),
        colour=Colour.WARNING,
        is_private=True,
        is_refusal=True,
    )
