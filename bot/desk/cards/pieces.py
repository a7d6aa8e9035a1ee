"""What several cards share: the headline, the tags in a row, the line of outlets and time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.desk.card import Action, Colour, Field, Item, Line, Span, Style, line
from bot.desk.cards.text import cut, first_sentences, one_line
from bot.desk.cards.weight import importance_mark
from bot.desk.reader import Reader
from bot.desk.voices import coverage as coverage_of
from bot.desk.voices import is_primary_article, tones
from bot.model import ArticleView, Locale, StoryView
from bot.tags import Analysis, ComingTag, EventTag

HEADLINE = 300
SUMMARY = 600
DOT = " · "
_COLOURS = {"cooperation": Colour.COOPERATION, "friction": Colour.FRICTION, "mixed": Colour.MIXED}


def face(story: StoryView, locale: Locale, languages: Collection[str] = ()) -> ArticleView:
    """The article that shows the story: its lead, or one in the reader's language where the lead is in another: an official statement if
    there is one, else the first.

    `languages` are those that the reader asked for, where only some were.
    """
    wanted = (locale,) if not languages or locale in languages else languages
    if story.lead.language in wanted:
        return story.lead
    own = [article for article in story.articles if article.language in wanted and article.analysis is not None]
    return next((article for article in own if is_primary_article(article)), next(iter(own), story.lead))


def headline(article: ArticleView, reader: Reader, style: Style = Style.STRONG) -> Line:
    """The article's title, linked."""
    title = cut(article.title, HEADLINE) or reader.say("article.untitled")
    return (Span(title, style, article.url),)


def summary_of(article: ArticleView) -> str:
    """Two sentences in the source's words: those that the analysis chose, else the first two."""
    chosen = article.analysis.summary[:2] if article.analysis else ()
    if chosen:
        return cut(" ".join(one_line(sentence.text) for sentence in chosen), SUMMARY)
    return first_sentences(article.lead or article.body, 2, SUMMARY)


def actor_names(analysis: Analysis, reader: Reader, most: int = 6) -> str:
    """Actors in a row, major ones first."""
    ordered = sorted(analysis.actors, key=lambda tag: tag.salience != "major")
    return reader.listing((reader.actor(tag) for tag in ordered), most)


def theme_names(analysis: Analysis, reader: Reader, most: int = 5) -> str:
    """Themes in a row, primary ones first."""
    ordered = sorted(analysis.themes, key=lambda tag: tag.rank != "primary")
    return reader.listing((reader.theme(tag.id) for tag in ordered), most)


def tag_fields(analysis: Analysis, reader: Reader) -> tuple[Field, ...]:
    """Actors, themes, and tone with the first event; those that are empty are left out."""
    label, value = tone_and_event(analysis, reader)
    return (*who_and_what(analysis, reader), *((Field(label, line(value)),) if value else ()))


def story_fields(story: StoryView, shown: ArticleView, reader: Reader) -> tuple[Field, ...]:
    """The tags of the article that shows the story. Where others tell it in another tone, that of the one is not said for all: `Event` for
    what was done, and `Tone` for how many articles have which."""
    if shown.analysis is None:
        return ()
    counts = tones(story)
    if {tone for tone, _ in counts} <= {shown.analysis.tone.label}:
        return tag_fields(shown.analysis, reader)
    events = (event_line(shown.analysis, event, reader) for event in shown.analysis.events[:1])
    told = (Field(reader.say("tag.event"), line(event)) for event in events)
    return (*who_and_what(shown.analysis, reader), *told, Field(reader.say("tag.tone"), line(tone_counts(counts, reader))))


def tone_counts(counts: Iterable[tuple[str, int]], reader: Reader) -> str:
    """`2 friction, 1 neutral`."""
    return ", ".join(reader.say("framing.tone", tone=reader.word("tone", tone), count=count) for tone, count in counts)


def who_and_what(analysis: Analysis, reader: Reader) -> tuple[Field, ...]:
    """Actors and themes; those that are empty are left out."""
    parts = ((reader.say("tag.actors"), actor_names(analysis, reader)), (reader.say("tag.themes"), theme_names(analysis, reader)))
    return tuple(Field(label, line(value)) for label, value in parts if value)


def event_line(analysis: Analysis, event: EventTag, reader: Reader) -> str:
    """`United States → South Korea, sanction`."""
    names = {tag.id: reader.actor(tag) for tag in analysis.actors}
    return reader.say(
        "tag.event_line",
        source=names.get(event.source) or reader.actor_id(event.source),
        target=names.get(event.target) or reader.actor_id(event.target),
        event=_act(event, reader),
    )


def _act(event: EventTag, reader: Reader) -> str:
    """The word for what was done, with what keeps it from being a fact."""
    act = reader.word("event", event.type)
    if event.is_negated:
        return reader.say("tag.event_denied", event=act)
    return reader.say("tag.event_possible", event=act) if event.is_hypothetical else act


def tone_and_event(analysis: Analysis, reader: Reader) -> tuple[str, str]:
    """Label and value: `friction`, `United States → South Korea, sanction`. The value is empty where there is nothing to say."""
    tone = analysis.tone.label
    if not analysis.events:
        return reader.say("tag.tone"), "" if tone == "neutral" else reader.word("tone", tone)
    value = event_line(analysis, analysis.events[0], reader)
    return reader.say("tag.event") if tone == "neutral" else reader.word("tone_label", tone), value


def coming_day(tag: ComingTag, reader: Reader) -> str:
    """The day of what is coming: `12 Mar`, `18 Aug to 28 Aug`, `the week of 9 Mar`, `Mar`."""
    day = reader.calendar_day(tag.day) if tag.precision != "month" else reader.calendar_month(tag.day)
    if tag.until is not None and tag.precision == "day":
        return reader.say("coming.span", first=day, last=reader.calendar_day(tag.until))
    return reader.say("coming.week", day=day) if tag.precision == "week" else day


def colour_of(analysis: Analysis | None) -> Colour:
    """The colour of the tone."""
    return _COLOURS.get(analysis.tone.label, Colour.NEUTRAL) if analysis else Colour.NEUTRAL


def story_colour(story: StoryView) -> Colour:
    """The colour of the tone in which more than half of the articles tell it, that of mixed tones where none is."""
    counts = tones(story)
    if not counts:
        return Colour.NEUTRAL
    tone, count = counts[0]
    return _COLOURS.get(tone, Colour.NEUTRAL) if 2 * count > sum(n for _, n in counts) else Colour.MIXED


def kind_of(article: ArticleView, reader: Reader) -> str:
    """Kind and outlet, with the outlet's class where it is not a news outlet: `opinion · Yonhap`."""
    kind = reader.word("kind", article.analysis.kind) if article.analysis else ""
    return DOT.join(part for part in (kind, outlet_of(article, reader)) if part)


def outlet_of(article: ArticleView, reader: Reader) -> str:
    """The outlet, with its class where it is not a news outlet."""
    stands = article.outlet.outlet_class.value
    outlet = reader.outlet(article.outlet)
    if stands in ("news", "aggregator"):
        return outlet
    return reader.say("outlet.with_class", outlet=outlet, stands=reader.word("class", stands))


def coverage(story: StoryView, reader: Reader) -> str:
    """How many outlets of how many families in which languages, and how many of them only repeat another's words."""
    languages = dict.fromkeys(article.language for article in story.articles)
    named = reader.together([reader.language(code) for code in languages])
    found = coverage_of(story)
    key = "story.coverage" if found.families == found.outlets else "story.coverage_families"
    said = reader.say(key, count=found.outlets, families=found.families, languages=named)
    if not found.reprinting:
        return said
    sources = reader.together([reader.outlet(outlet) for outlet in found.reprinted])
    return reader.say("story.reprints", coverage=said, count=found.reprinting, source=sources)


def time_of(article: ArticleView) -> str:
    """ISO time of an article, for sorting."""
    return (article.published_at or article.first_seen_at).isoformat()


def story_item(story: StoryView, reader: Reader, *, is_posted: bool = False, languages: Collection[str] = ()) -> Item:
    """A story as a row. Times are relative in an answer, absolute in a posted message, which is read later."""
    article = face(story, reader.locale, languages)
    moment = article.published_at or article.first_seen_at
    parts = [kind_of(article, reader), reader.clock(moment) if is_posted else reader.ago(moment)]
    if len(story.outlets) > 1:
        parts.append(coverage(story, reader))
    details = [line(Span(DOT.join(part for part in (*parts, importance_mark(story, reader)) if part), Style.QUIET))]
    themes = theme_names(article.analysis, reader, 4) if article.analysis else ""
    if themes:
        details.append(line(Span(reader.say("tag.themes_line", themes=themes), Style.QUIET)))
    return Item(headline(article, reader), tuple(details))


def story_actions(story_id: int, reader: Reader, *, with_story: bool = True) -> tuple[Action, ...]:
    """The buttons of a story."""
    why = Action(("why",), reader.say("action.why"), str(story_id))
    return (why, Action(("story",), reader.say("action.story"), str(story_id))) if with_story else (why,)


def alert_actions(story_id: int, reader: Reader) -> tuple[Action, ...]:
    """The buttons of an alert: those of a story, mute it in this channel, say that a tag is wrong."""
    return (
        *story_actions(story_id, reader),
        Action(("alerts", "mute"), reader.say("action.mute"), str(story_id)),
        Action(("report",), reader.say("action.report"), str(story_id)),
    )


def plain(parts: Line) -> str:
    """The text of a line without styles."""
    return "".join(span.text for span in parts)


def event_actors(shown: StoryView) -> set[str]:
    """Ids of actors that the events of a story name."""
    analyses = [article.analysis for article in shown.articles if article.analysis is not None]
    return {actor_id for analysis in analyses for event in analysis.events for actor_id in (event.source, event.target)}
