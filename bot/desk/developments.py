"""What an article brings to a story that was told: a pure decider.

It is strict, for each development rings in a thread: what counts must be acted, said or counted in the article's own foreground, and must
not have been in any article of the story before, in either language. What analysis alone makes look new (another office of the same state,
the same act under a neighbouring type, a rounded figure, the same words under another name) is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.desk.claims import Claims, act_of, words_of
from bot.model import Amount, Development, News
from bot.tags import ActorTag, Analysis, EventTag, QuoteTag

STATEMENT = "statement"
OPINION = frozenset({"opinion", "other"})
"""Kinds that report nothing of their own: opinion pieces; round-ups, photos, schedules."""

_WEIGHTS = {News.STATEMENT: 6.0, News.EVENT: 5.0, News.ACTOR: 4.0, News.FIGURE: 3.0, News.QUOTE: 2.0, News.LANGUAGE: 1.0}
_IN_TITLE = 1.5
"""What stands in the title weighs so much more."""

_MOST = {News.EVENT: 1, News.ACTOR: 2, News.FIGURE: 2, News.QUOTE: 2}
_LEAD_SENTENCES = 3
_QUADS = (
    frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID"}),
    frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
)
"""Types that two reports of one act are given in turn."""

_SAME = 0.02
_WON = (1_150.0, 1_700.0)
"""Won to the dollar, by which an amount in the one is taken for the same in the other."""

_SHORTEST = 4
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Report:
    """An article as the decider needs it: `voice` says that it reprints another. `amounts` are those of its fingerprint."""

    analysis: Analysis
    amounts: tuple[Amount, ...] = ()
    is_reprint: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """An article that the story had: its kind and language, and what it says, None where that was never kept."""

    language: str
    kind: str | None
    claims: Claims | None = field(default=None)


def developments(report: Report, earlier: Sequence[Earlier]) -> tuple[Development, ...]:
    """What is new in the report to a story of these articles, the weightiest first. Nothing is new to a story that has none.

    The first official statement and the first article in a language are always new. For all else every earlier article must be known, the
    report be no reprint, and no opinion.
    """
    if not earlier:
        return ()
    analysis = report.analysis
    found = [*_firsts(analysis, earlier)]
    known = [article.claims for article in earlier if article.claims is not None]
    if len(known) == len(earlier) and not report.is_reprint and analysis.kind not in OPINION:
        found += [*_events(analysis, known), *_actors(analysis, known), *_figures(report, known), *_quotes(analysis, known)]
    return tuple(sorted(found, key=lambda one: -one.weight))


def _firsts(analysis: Analysis, earlier: Sequence[Earlier]) -> Iterable[Development]:
    language = analysis.language
    if analysis.kind == STATEMENT and all(article.kind != STATEMENT for article in earlier):
        yield Development(News.STATEMENT, _WEIGHTS[News.STATEMENT], language)
    if all(article.language != language for article in earlier):
        yield Development(News.LANGUAGE, _WEIGHTS[News.LANGUAGE], language)


def _events(analysis: Analysis, known: Sequence[Claims]) -> list[Development]:
    """The main events of title and lead between countries (or actors of none) that had no such event with one another."""
    homes = {tag.id: tag.country or tag.id for tag in analysis.actors}
    had = {(_family(act.type), pair) for claims in known for act in claims.acts for pair in [frozenset((act.source, act.target))]}
    countries = {(family, frozenset(homes.get(actor, actor) for actor in pair)) for family, pair in had}
    found: list[Development] = []
    for event in analysis.events:
        act, pair = act_of(event), frozenset((event.source, event.target))
        lands = frozenset(homes.get(actor, actor) for actor in pair)
        if not act.is_fact or event.sentence >= _LEAD_SENTENCES or (_family(act.type), lands) in countries:
            continue
        if any(pair <= claims.actors and _has(claims, event) for claims in known):
            continue
        weight = _WEIGHTS[News.EVENT] * (_IN_TITLE if event.sentence < 0 else 1.0)
        found.append(Development(News.EVENT, weight, analysis.language, actor=act.source, event=act.type, target=act.target))
    return found[: _MOST[News.EVENT]]


def _family(type_: str) -> str:
    return next((min(quad) for quad in _QUADS if type_ in quad), type_)


def _has(claims: Claims, event: EventTag) -> bool:
    return any(_family(act.type) == _family(event.type) and {act.source, act.target} == {event.source, event.target} for act in claims.acts)


def _actors(analysis: Analysis, known: Sequence[Claims]) -> list[Development]:
    """Major actors that no article named: of a country that none of them had, or in the headline."""
    had = frozenset[str]().union(*(claims.actors for claims in known))
    countries = frozenset[str]().union(*(claims.countries for claims in known))
    found = []
    for tag in analysis.actors:
        if tag.salience != "major" or tag.id in had:
            continue
        is_titled = any(mention.field == "title" for mention in tag.mentions)
        if is_titled or (_is_foreign(tag, countries) and _acts(tag, analysis)):
            weight = _WEIGHTS[News.ACTOR] * (_IN_TITLE if is_titled else 1.0)
            found.append(Development(News.ACTOR, weight, analysis.language, actor=tag.id))
    return found[: _MOST[News.ACTOR]]


def _is_foreign(tag: ActorTag, countries: frozenset[str]) -> bool:
    return tag.country is None or tag.country not in countries


def _acts(tag: ActorTag, analysis: Analysis) -> bool:
    return any(tag.id in (event.source, event.target) for event in analysis.events)


def _figures(report: Report, known: Sequence[Claims]) -> list[Development]:
    """Amounts of title and lead that no article had, not even rounded or in the other currency."""
    had = [amount for claims in known for amount in claims.amounts]
    units = {_group(unit) for unit, _ in had}
    found: list[Development] = []
    for amount in report.amounts:
        if amount.place == "body" or any(same_amount((amount.unit, amount.value), other) for other in had):
            continue
        had.append((amount.unit, amount.value))
        weight = _WEIGHTS[News.FIGURE] * (_IN_TITLE if amount.place == "title" else 1.0)
        found.append(
            Development(
                News.FIGURE,
                weight,
                report.analysis.language,
                unit=amount.unit,
                value=amount.value,
                text=amount.text,
                is_first=_group(amount.unit) not in units,
            )
        )
    return found[: _MOST[News.FIGURE]]


def _group(unit: str) -> str:
    return "money" if unit in ("usd", "krw", "jpy", "eur", "cny", "gbp") else unit


def same_amount(one: tuple[str, float], other: tuple[str, float]) -> bool:
    """Whether two amounts are one: equal but for rounding, or won and dollars at a usual rate."""
    (unit, value), (unit_too, value_too) = one, other
    if unit == unit_too:
        near = abs(value - value_too) <= _SAME * max(abs(value), abs(value_too))
        is_whole = value == int(value) or value_too == int(value_too)
        return near or (unit == "percent" and is_whole and abs(value - value_too) < 0.5)
    if {unit, unit_too} == {"usd", "krw"}:
        won, dollars = (value, value_too) if unit == "krw" else (value_too, value)
        return dollars > 0 and _WON[0] <= won / dollars <= _WON[1]
    return False


def _quotes(analysis: Analysis, known: Sequence[Claims]) -> list[Development]:
    """The words of somebody who was not heard before, or who says clearly other things than before, in a language that heard them."""
    sayings = [(claims.language, saying) for claims in known for saying in claims.sayings]
    found: dict[str, Development] = {}
    for quote in analysis.quotes:
        words = words_of(quote.text)
        if not quote.is_direct or len(words) < _SHORTEST or quote.speaker in found:
            continue
        if any(language == analysis.language and _alike(words, saying.words) for language, saying in sayings):
            continue
        languages = {language for language, saying in sayings if saying.speaker == quote.speaker}
        if languages and analysis.language not in languages:
            continue
        found[quote.speaker] = _quote(quote, analysis)
    return list(found.values())[: _MOST[News.QUOTE]]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * min(len(one), len(other) or 1)


def _quote(quote: QuoteTag, analysis: Analysis) -> Development:
    return Development(News.QUOTE, _WEIGHTS[News.QUOTE], analysis.language, actor=quote.speaker, text=quote.text)
