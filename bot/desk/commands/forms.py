"""The forms that commands open where a platform has modals. A form asks for the options of its command; the command reads them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping

from bot.desk.cards.reports import tags_of
from bot.desk.commands.asked import Asked
from bot.desk.commands.option_specs import CARD_LANGUAGES, WEEKDAYS
from bot.desk.commands.options import LONGEST_KEYWORD, MOST_KEYWORDS
from bot.desk.commands.spec import CommandRequest, OptionSpec, OptionType
from bot.desk.form import Form, Input, InputKind
from bot.desk.reader import Reader
from bot.model import Filter, Rhythm, Subscription

LONGEST_NOTE = 1_000
FIRST = ("name", "theme", "actor", "keyword", "relevance")
"""The inputs of an alert that come first, since Discord shows five."""

THEN = ("importance", "kind", "lang", "outlet", "rhythm", "hour", "weekday", "cap", "cards", "mention")

Rows = tuple[tuple[str, str], ...]
MakeForm = Callable[[Asked], Awaitable[Form]]


def opens_form(request: CommandRequest) -> bool:
    """Whether the command, as it was given, is to be filled in: it has a form and its options do not say what is wanted."""
    given = {name for name, value in request.options.items() if value.strip()}
    enough: Mapping[tuple[str, ...], set[str]] = {
        ("alerts", "add"): set(),
        ("alerts", "edit"): {"alert"},
        ("report",): {"story"},
        ("settings", "channel"): set(),
    }
    return request.path in enough and given <= enough[request.path] and not request.is_submitted


def forms(subscription_of: Callable[[Asked], Awaitable[Subscription]]) -> Mapping[tuple[str, ...], MakeForm]:
    """What makes each form. `subscription_of` finds the alert that is named."""

    async def edit(asked: Asked) -> Form:
        item = await subscription_of(asked)
        title = asked.reader.say("form.edit", name=item.name)
        return await _alert_form(asked, title, item, {"alert": str(item.id)})

    return {("alerts", "add"): _add, ("alerts", "edit"): edit, ("report",): _report, ("settings", "channel"): _channel}


async def _add(asked: Asked) -> Form:
    return await _alert_form(asked, asked.reader.say("form.add"), None, {})


async def _alert_form(asked: Asked, title: str, item: Subscription | None, fixed: Mapping[str, str]) -> Form:
    wanted = item.filter if item else Filter(minimum_relevance="partial")
    reader = await asked.knowing(wanted.actors)
    values = _values(wanted, item, asked.services.cap)
    specs = {spec.name: spec for spec in asked.spec.options}
    inputs = [await _input(specs[name], values.get(name, ()), asked, reader) for name in (*FIRST, *THEN)]
    return Form(
        reader.locale,
        title,
        reader.say("form.save" if item else "form.create"),
        asked.spec.path,
        tuple(inputs),
        fixed,
        reader.say("form.intro"),
    )


def _values(wanted: Filter, item: Subscription | None, cap: int) -> dict[str, tuple[str, ...]]:
    """What stands in the inputs of an alert."""
    values: dict[str, tuple[str, ...]] = {
        "theme": wanted.themes,
        "actor": wanted.actors,
        "keyword": (", ".join(wanted.keywords),) if wanted.keywords else (),
        "relevance": (wanted.minimum_relevance,),
        "importance": (wanted.minimum_importance,),
        "kind": wanted.kinds,
        "lang": wanted.languages,
        "outlet": wanted.outlets,
        "rhythm": (Rhythm.INSTANT.value,),
        "cap": (str(cap),),
    }
    if item is None:
        return values
    schedule = item.schedule
    days = tuple(value for value, _ in WEEKDAYS)
    return {
        **values,
        "name": (item.name,),
        "rhythm": (schedule.rhythm.value,),
        "hour": () if schedule.hour is None else (str(schedule.hour),),
        "weekday": (days[schedule.weekday],) if schedule.rhythm is Rhythm.WEEKLY else (),
        "cap": (str(item.cap),),
        "cards": (item.language,),
        "mention": () if item.mention is None else (item.mention,),
    }


async def _input(spec: OptionSpec, value: tuple[str, ...], asked: Asked, reader: Reader) -> Input:
    label = reader.word("input", spec.name)
    hint = spec.help.of(reader.locale)
    if spec.type in _NAMED:
        rows = await _NAMED[spec.type](asked, reader)
        return Input(spec.name, label, InputKind.CHOICES, value, choices=rows, option_type=spec.type, hint=hint)
    if spec.type in (OptionType.ACTOR, OptionType.OUTLET):
        name = reader.actor_id if spec.type is OptionType.ACTOR else reader.outlet_id
        return Input(spec.name, label, InputKind.COMPLETED, value, tuple(map(name, value)), option_type=spec.type, hint=hint)
    if spec.type is OptionType.CHOICE:
        kind = InputKind.CHOICES if spec.is_list else InputKind.CHOICE
        return Input(spec.name, label, kind, value, choices=_choices(spec, reader), hint=hint)
    kind = InputKind.ROLE if spec.type is OptionType.ROLE else InputKind.TEXT
    return Input(spec.name, label, kind, value, hint=hint, longest=LONGEST.get(spec.name, 300))


async def _themes(asked: Asked, reader: Reader) -> Rows:
    return tuple((item.id, reader.theme(item.id)) for item in await asked.store.themes())


async def _languages(asked: Asked, reader: Reader) -> Rows:
    del asked
    return tuple((code, reader.language(code)) for code, _ in CARD_LANGUAGES)


_NAMED = {OptionType.THEME: _themes, OptionType.LANGUAGE: _languages}
_KEYWORDS = MOST_KEYWORDS * (LONGEST_KEYWORD + len(", "))
LONGEST = {"name": 80, "keyword": _KEYWORDS, "cap": 3, "hour": 2, "digest": 2, "quiet": 20, "timezone": 60}


def _choices(spec: OptionSpec, reader: Reader) -> tuple[tuple[str, str], ...]:
    return tuple((value, words.of(reader.locale)) for value, words in spec.choices)


async def _report(asked: Asked) -> Form:
    shown = await asked.story()
    reader = asked.reader
    rows = [(value, names[0]) for value, names in tags_of(shown, reader)]
    inputs = (
        Input("tag", reader.say("form.tag"), InputKind.CHOICE, choices=tuple(_few(rows)), hint=reader.say("form.tag_hint")),
        Input("note", reader.say("form.note"), InputKind.LONG_TEXT, hint=reader.say("form.note_hint"), longest=LONGEST_NOTE),
    )
    return Form(reader.locale, reader.say("form.report"), reader.say("form.send"), asked.spec.path, inputs, {"story": str(shown.id)})


def _few(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """As many as every platform's lists take; a tag beyond them is reported by the note."""
    return list(rows)[:25]


async def _channel(asked: Asked) -> Form:
    own = await asked.store.channel_preferences(asked.place)
    reader = asked.reader
    specs = {spec.name: spec for spec in asked.spec.options}
    quiet = "" if own.quiet_from is None or own.quiet_until is None else f"{_clock(own.quiet_from)}-{_clock(own.quiet_until)}"
    values = {
        "language": own.language or "",
        "timezone": own.timezone or "",
        "quiet": quiet,
        "digest": "" if own.digest_hour is None else str(own.digest_hour),
    }
    inputs = [await _input(specs[name], (value,) if value else (), asked, reader) for name, value in values.items()]
    return Form(
        reader.locale, reader.say("form.channel"), reader.say("form.save"), asked.spec.path, tuple(inputs), {}, reader.say("form.empty")
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
