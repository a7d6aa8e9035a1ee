"""What the admins are told: a message that did not arrive, a channel that is gone, a tag that is held to be wrong, a feed in trouble."""

from __future__ import annotations

from bot.desk.card import Action, Card, Colour, Field, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import cut
from bot.desk.notices import Failed, FeedTrouble, OfFeed, Reported, Trouble
from bot.desk.reader import Reader
from bot.model import Destination, StoryView

_NOTE = 1_000
_REASON = 500
_GOOD_NEWS = {FeedTrouble.MOVED: Colour.NEUTRAL, FeedTrouble.BACK: Colour.GOOD}


def notice(matter: Failed | Reported | OfFeed, reader: Reader) -> Card:
    """The card of a notice: what happened, where, why, and how it is mended."""
    if isinstance(matter, OfFeed):
        return _of_feed(matter, reader)
    return _reported(matter, reader) if isinstance(matter, Reported) else _failed(matter, reader)


def _failed(matter: Failed, reader: Reader) -> Card:
    delivery = matter.delivery
    title, why, mend = _words(matter, reader)
    lines = [line(why)]
    if matter.alerts:
        lines.append(line(reader.say("notice.gone_paused", names=reader.listing((item.name for item in matter.alerts), 10))))
    fields = [Field(reader.say("notice.channel"), _channel(delivery.destination))]
    if delivery.story_id is not None:
        fields.append(_story(matter.story, reader))
    if delivery.reason:
        fields.append(Field(reader.say("notice.reason"), line(cut(delivery.reason, _REASON))))
    return Card(
        language=reader.locale,
        title=line(title),
        summary=f"{title} ({_place(delivery.destination)})",
        lines=(*lines, line(mend)),
        fields=tuple(fields),
        actions=_actions(matter.story, reader),
        colour=Colour.WARNING,
    )


def _words(matter: Failed, reader: Reader) -> tuple[str, str, str]:
    """Title, what happened, and how to mend it."""
    what = reader.word("purpose", matter.delivery.purpose.value)
    if matter.trouble is Trouble.GONE:
        return reader.say("notice.gone"), reader.say("notice.gone_why"), reader.say("notice.gone_mend")
    if matter.trouble is Trouble.UNKNOWN:
        return reader.say("notice.unknown", what=what), reader.say("notice.unknown_why"), reader.say("notice.unknown_mend")
    why = reader.say("notice.dead_why", count=matter.delivery.attempts)
    return reader.say("notice.dead", what=what), why, reader.say("notice.dead_mend")


def _reported(matter: Reported, reader: Reader) -> Card:
    report = matter.report
    title = reader.say("notice.report")
    tag = tag_name(report.tag, reader)
    parts = [
        _story(matter.story, reader),
        Field(reader.say("notice.tag"), line(tag)),
        Field(reader.say("notice.note"), line(cut(report.note, _NOTE))),
        Field(reader.say("notice.from"), line(report.person, pieces.DOT, _place(report.place))),
    ]
    return Card(
        language=reader.locale,
        title=line(title),
        summary=f"{title}: {tag}",
        lines=(line(reader.say("notice.report_mend")),),
        fields=tuple(part for part in parts if pieces.plain(part.value)),
        actions=_actions(matter.story, reader),
        colour=Colour.WARNING,
    )


def _of_feed(matter: OfFeed, reader: Reader) -> Card:
    feed = matter.feed
    cause = feed.last_error.value if feed.last_error and matter.trouble not in _GOOD_NEWS else None
    title, lines = _words_of_feed(matter, reader)
    if cause is not None:
        lines = [*lines, reader.word("cause", cause), reader.word("feed_mend", cause)]
    fields = [
        Field(reader.say("notice.feed"), line(reader.outlet(feed.spec.outlet), " ", Span(feed.spec.id, Style.CODE))),
        Field(reader.say("feed_test.address"), (Span(cut(feed.spec.url, 200), Style.CODE),)),
    ]
    if cause is not None and feed.last_error_detail:
        fields.append(Field(reader.say("notice.reason"), line(cut(reader.failure(feed.last_error_detail), _REASON))))
    return Card(
        language=reader.locale,
        title=line(title),
        summary=f"{title} ({feed.spec.id})",
        lines=tuple(line(words) for words in lines),
        fields=tuple(fields),
        colour=_GOOD_NEWS.get(matter.trouble, Colour.WARNING),
    )


def _words_of_feed(matter: OfFeed, reader: Reader) -> tuple[str, list[str]]:
    """Title, and what the desk does about it."""
    feed = matter.feed
    if matter.trouble is FeedTrouble.MOVED:
        return reader.say("notice.feed_moved"), [reader.say("notice.feed_moved_why"), reader.say("notice.feed_moved_mend")]
    if matter.trouble is FeedTrouble.BACK:
        return reader.say("notice.feed_back"), [reader.say("notice.feed_back_why")]
    if matter.trouble is FeedTrouble.GONE:
        return reader.say("notice.feed_gone"), [reader.say("notice.feed_gone_why")]
    last = reader.ago(feed.last_success_at) if feed.last_success_at else reader.say("feeds.never")
    said = [reader.say("feeds.failures", count=feed.failures, last=last), reader.say("notice.feed_failing_why")]
    return reader.say("notice.feed_failing"), said


def tag_name(tag: str, reader: Reader) -> str:
    """A reported tag (`actor:<id>`, `theme:<id>`, `kind`, `relevance`, or nothing for the whole card) in words."""
    kind, _, name = tag.partition(":")
    if kind == "actor":
        return reader.actor_id(name)
    if kind == "theme":
        return reader.theme(name)
    return reader.word("tag", kind) if kind else reader.say("notice.whole_card")


def _story(story: StoryView | None, reader: Reader) -> Field:
    label = reader.say("notice.story")
    if story is None:
        return Field(label, line(Span(reader.say("notice.story_gone"), Style.QUIET)))
    return Field(label, pieces.headline(pieces.face(story, reader.locale), reader, Style.PLAIN))


def _actions(story: StoryView | None, reader: Reader) -> tuple[Action, ...]:
    return () if story is None else pieces.story_actions(story.id, reader)


def _channel(place: Destination) -> Line:
    return line(pieces.DOT.join((place.adapter, place.workspace, "")), Span(place.channel, Style.CODE))


def _place(place: Destination) -> str:
    return pieces.DOT.join((place.adapter, place.workspace, place.channel))
