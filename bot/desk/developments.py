"""What an article brings to a story that was told: a pure decider.

It is strict, for each development rings in a thread: what counts must be acted, said or counted in the article's own foreground, and must
not have been in any article of the story before, in either language. What analysis alone makes look new (another office of the same state,
the same act under a neighbouring type, a rounded figure, the same words under another name) is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.desk.amounts import is_small, kind_of_unit, same_amount
from bot.desk.claims import Claims, Known, act_of, home_of, is_mutual, words_of
from bot.desk.officials import is_official
from bot.model import Amount, Development, News
from bot.tags import ActorTag, Analysis, EventTag, QuoteTag

SECOND_HAND = frozenset({"opinion", "other"})
"""Kinds that report nothing of their own: opinion pieces; round-ups, photos, schedules."""

_WEIGHTS = {News.STATEMENT: 6.0, News.EVENT: 5.0, News.ACTOR: 4.0, News.FIGURE: 3.0, News.QUOTE: 2.0, News.LANGUAGE: 1.0}
_TITLE = 1.5
"""How much more weighs what stands in the title."""

_MOST = 2
"""How many of a kind one article is credited with, the weightiest first; of events one."""

_LAST_SENTENCE = 1
_SURE = 0.3
_MAYBE = 0.2
"""What is told beyond the second sentence, or is less likely one of the main events, is no event for a thread; a little likelihood is
enough to tell that a side acts which the story did not have."""

_LEAD = 350
"""Characters of the body in which who is new is named early."""

_SHORTEST = {"en": 20, "ko": 9}
_ALIKE = 0.4
"""Characters of a quote, and the part of the words of the shorter of two quotes that makes them one."""

_PARTICULAR = frozenset({"person", "party", "company", "organisation", "group"})
"""Types of actors that are news even of a side that the story had, where the headline names them."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article as the decider needs it. `amounts` are those of its fingerprint; `is_reprint`: the story had its text before;
    `is_primary`: it is an official statement (bot.desk.voices)."""

    analysis: Analysis
    body: str = ""
    amounts: tuple[Amount, ...] = ()
    is_reprint: bool = False
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """An article that the story had: its language, what it says, None where that was never kept, whether it is an official statement."""

    language: str
    claims: Claims | None = None
    is_primary: bool = False


def developments(report: Report, earlier: Sequence[Earlier]) -> tuple[Development, ...]:
    """What is new in the report to a story of these articles, the weightiest first. Nothing is new to a story that has none.

    The first official statement and the first article in a language are always new. For all else every earlier article must be known, and
    the report be neither reprint nor opinion.
    """
    if not earlier:
        return ()
    found = list(_firsts(report, earlier))
    claims = [article.claims for article in earlier if article.claims is not None]
    if len(claims) == len(earlier) and not report.is_reprint and report.analysis.kind not in SECOND_HAND:
        known = Known.of(claims)
        doings = [*_events(report, known), *_quotes(report, known)]
        found += _with_actors(doings, _actors(report, known), report.analysis)
        found += _figures(report, known)
    return tuple(sorted(found, key=lambda one: -one.weight))


def _firsts(report: Report, earlier: Sequence[Earlier]) -> Iterable[Development]:
    language = report.analysis.language
    if report.is_primary and not any(article.is_primary for article in earlier):
        yield Development(News.STATEMENT, _WEIGHTS[News.STATEMENT], language)
    if all(article.language != language for article in earlier):
        yield Development(News.LANGUAGE, _WEIGHTS[News.LANGUAGE], language)


def _events(report: Report, known: Known) -> list[Development]:
    """The likeliest event of title and lead, where its side did nothing of the kind before, or now does it to a side that the story did not
    have.

    Another target alone is no new act, since reports differ in whom they name; nor is what the first article in a language makes of the
    sides that the story had. Two sides are needed: what one does to itself is told as what it says.
    """
    analysis = report.analysis
    homes = {tag.id: home_of(tag) for tag in analysis.actors}
    strangers = {tag.id for tag in analysis.actors if _is_stranger(tag)}
    done = {(source, family) for source, family, _ in known.acts}
    done |= {(target, family) for _, family, target in known.acts if is_mutual(family)}
    for event in sorted(analysis.events, key=lambda event: -event.score):
        source, family, target = act_of(event.source, event.type, event.target, homes)
        if not _is_told(event) or source == target or strangers & {event.source, event.target}:
            continue
        is_other_side = not {source, target} <= known.sides
        if is_other_side or ((source, family) not in done and analysis.language in known.languages):
            weight = _WEIGHTS[News.EVENT] * (_TITLE if event.sentence < 0 else 1.0)
            return [Development(News.EVENT, weight, analysis.language, actor=event.source, event=event.type, target=event.target)]
    return []


def _is_told(event: EventTag) -> bool:
    if event.sentence > _LAST_SENTENCE or event.score < _SURE or not event.is_fact:
        return False
    # What one asks of another below the headline is mostly how a reporter links two sentences.
    return event.sentence < 0 or event.type != "REQUEST"


def _is_stranger(tag: ActorTag) -> bool:
    """A person whom only the text knows. The id is spelled after the name, so it is another one in another language."""
    return tag.wikidata is None and tag.country is None and tag.type == "person"


def _actors(report: Report, known: Known) -> list[Development]:
    """Actors of sides that no article named, where they are major in title or lead or act or speak; and persons, parties, companies and the
    like of sides that the story had, where the title names them or the lead introduces an official."""
    analysis = report.analysis
    heard = {event.source for event in analysis.events if event.is_fact and event.score >= _MAYBE}
    heard |= {quote.speaker for quote in analysis.quotes if quote.is_direct}
    found = []
    for tag in analysis.actors:
        if tag.id in known.homes or all(mention.field == "title" for mention in tag.mentions):
            continue
        if _is_stranger(tag) or home_of(tag) in known.sides:
            is_new = analysis.language in known.languages and _comes_forward(tag, report)
        else:
            is_new = tag.id in heard or (tag.salience == "major" and _is_foremost(tag))
        if is_new:
            weight = _WEIGHTS[News.ACTOR] * (_TITLE if _is_titled(tag) else 1.0)
            found.append(Development(News.ACTOR, weight, analysis.language, actor=tag.id))
    return sorted(found, key=lambda one: -one.weight)[:_MOST]


def _with_actors(doings: Sequence[Development], actors: Sequence[Development], analysis: Analysis) -> Iterable[Development]:
    """The actors of whom nothing else is told, and what others do or say, which names them and weighs as much as that they are new."""
    homes = {tag.id: home_of(tag) for tag in analysis.actors}
    weights: dict[str, float] = {}
    for one in actors:
        home = homes[one.actor]
        if home not in weights and all(homes.get(doing.actor) != home for doing in doings):
            yield one
        weights.setdefault(home, one.weight)
    for doing in doings:
        # Its side is named once; what more that side does or says weighs for itself.
        yield replace(doing, weight=max(doing.weight, weights.pop(homes.get(doing.actor, doing.actor), 0.0)))


def _comes_forward(tag: ActorTag, report: Report) -> bool:
    """Whether an actor of a side that the story had is news all the same."""
    if tag.type not in _PARTICULAR or tag.salience != "major":
        return False
    if _is_stranger(tag):
        return _is_foremost(tag) and is_official(tag, report.body)
    return _is_titled(tag)


def _is_titled(tag: ActorTag) -> bool:
    return any(mention.field == "title" for mention in tag.mentions)


def _is_foremost(tag: ActorTag) -> bool:
    return any(mention.field == "title" or mention.start < _LEAD for mention in tag.mentions)


def _figures(report: Report, known: Known) -> list[Development]:
    """Amounts of title and lead that no article had, not even rounded or in the other currency."""
    had = list(known.amounts)
    counted = {kind_of_unit(unit) for unit, _ in had}
    found: list[Development] = []
    for amount in report.amounts:
        one = amount.unit, amount.value
        if amount.place == "body" or is_small(one) or any(same_amount(one, other) for other in had):
            continue
        had.append(one)
        weight, is_first = _WEIGHTS[News.FIGURE] * (_TITLE if amount.place == "title" else 1.0), kind_of_unit(amount.unit) not in counted
        language = report.analysis.language
        found.append(Development(News.FIGURE, weight, language, unit=amount.unit, value=amount.value, text=amount.text, is_first=is_first))
    return found[:_MOST]


def _quotes(report: Report, known: Known) -> list[Development]:
    """The words of an actor or official who was not heard before, or who says clearly other things than before.

    Words are compared within a language. Across languages only who speaks can be: the first words in a language of a side that was heard
    in the other are its words over there.
    """
    analysis = report.analysis
    tags = {tag.id: tag for tag in analysis.actors}
    here = [saying for language, saying in known.sayings if language == analysis.language]
    spoke_there = {known.homes.get(saying.speaker, saying.speaker) for language, saying in known.sayings if language != analysis.language}
    spoke_here = {known.homes.get(saying.speaker, saying.speaker) for saying in here}
    found: dict[str, Development] = {}
    for quote in analysis.quotes:
        words, tag = words_of(quote.text), tags.get(quote.speaker)
        if tag is None or not _is_worth_telling(quote, analysis) or quote.speaker in found:
            continue
        if any(_are_alike(words, saying.words) for saying in here) or home_of(tag) in spoke_there - spoke_here:
            continue
        if _is_stranger(tag) and not (is_official(tag, report.body) and analysis.language in known.languages):
            continue
        found[quote.speaker] = _quote(quote, analysis)
    return list(found.values())[:_MOST]


def _is_worth_telling(quote: QuoteTag, analysis: Analysis) -> bool:
    return quote.is_direct and len(quote.text) >= _SHORTEST.get(analysis.language, _SHORTEST["ko"])


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * min(len(one), len(other) or 1)


def _quote(quote: QuoteTag, analysis: Analysis) -> Development:
    return Development(News.QUOTE, _WEIGHTS[News.QUOTE], analysis.language, actor=quote.speaker, text=quote.text)
