"""The handler: sentences that announce something and name a day to come.

A date counts as announced where its own words say that it lies ahead (`next`, 오는) and something of a known kind is near, or where a word
that announces (`will`, 예정) governs it: before it in English, after it in Korean, in the same clause, no verb of saying between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date

from handlers.coming.calendar import When
from handlers.coming.english import ENGLISH_TRIGGERS, english_days
from handlers.coming.korean import KOREAN_TRIGGERS, korean_days
from handlers.findings import ActorFinding, ComingFinding, Findings
from handlers.ontology.records import Ontology, Wording
from handlers.reading import Reading, Sentence
from handlers.script import fold, words
from handlers.wordings import Found, Wordings

_ORDER = words("summit election hearing exercise effective anniversary launch talks visit deadline event")
"""Of several kinds near a date the first of these counts."""
_SAID = re.compile(r"\b(?:said|told|announced|reported|added|says|stated|confirmed|noted|wrote|posted|published|held|met|visited)\b")
_REPORTED_ON = re.compile(
    r"\b(?:said|told|announced|reported|added|says|stated|confirmed|noted|released|issued)(?: [a-z]+)?(?: on| late| early)?\s*$"
)
_CLAUSE = re.compile(r"; |, (?:and|as|while|although|though|but|after) | amid |[가-힣](?:며|지만|는데|은데), ?|[.!?] |[▲△■□◇◆▶●•]")
_BULLET = re.compile(r"[▲△■□◇◆▶○●•※]\s*$")
_OFF_BEFORE = re.compile(r"\b(?:no|not|never|n't|had been|was|were|be)(?: \w+){0,3}\s*$")
_OFF_AFTER = re.compile(
    r"^(?::? ?No |[^.]{0,24}\b(?:cancel|postpon|scrap|call(?:ed)? off)|.{0,12}(?:취소|연기했|연기됐|무산|없다|없는|않기로|않는다))"
)
_DONE_BEFORE = re.compile(
    r"\b(?:\w+ed|held|met|took place|was|were|began|came|went|made|sent|told|said|since|dated)\s+(?:\w+\s+){0,2}(?:on|in|from|of)?\s*$"
)
_PAST_END = re.compile(r"(?:[했됐였었았렸졌켰쳤냈섰왔갔났겼봤]다|[했됐였었았렸졌켰쳤냈섰왔갔났겼봤]습니다|바 있다|바 있습니다)[.\"”’]*$")
_SPEECH_END = re.compile(r"(?:밝혔|말했|전했|설명했|알려졌|예고했|덧붙였|발표했|기로 했|전망했|정해졌)")
_SHELVED = re.compile(r"\b(?:scrap|cancel|postpon|shelv|call(?:ed|s)? off)\w*\b[^.;]{0,80}$")
_SOON = 120
_HEADING = 3
_MOST, _REACH_LATIN, _REACH_HANGUL, _LONGEST = 20, 110, 55, 700


@dataclass(frozen=True, slots=True)
class _Announced:
    """A day that a sentence announces, and of what kind."""

    sentence: Sentence
    when: When
    kind: str


class ComingHandler:
    """Runs after the actors."""

    name = "coming"
    version = 2

    def __init__(self, ontology: Ontology) -> None:
        announcing = [wording for wording in ontology.coming if wording.sense == "announces"]
        self._announcing = Wordings(announcing)
        self._kinds = Wordings(wording for wording in ontology.coming if wording.sense != "announces")
        self._triggers = {
            language: Wordings(Wording(name, name, 1.0, texts) for name, texts in triggers.items())
            for language, triggers in (("ko", KOREAN_TRIGGERS), ("en", ENGLISH_TRIGGERS))
        }

    def run(self, reading: Reading, findings: Findings) -> Findings:
        language = "ko" if findings.language == "ko" else "en"
        folded = fold(reading.document.body)
        triggers = self._triggers[language].find(folded)
        published = reading.document.published
        today = published if published is None or published.year < MAXYEAR else None  # the last year has no days to come
        chosen: dict[tuple[str, date], ComingFinding] = {}
        for sentence, forms in _with_forms(reading.sentences, triggers):
            span = sentence.span
            if sentence.is_boilerplate or span.end - span.start > _LONGEST or len(chosen) >= _MOST:
                continue
            for one in self._announced(sentence, folded[span.start : span.end], language, forms, today):
                if (one.kind, one.when.day) not in chosen:
                    chosen[one.kind, one.when.day] = _finding(one, reading, findings.actors)
        return replace(findings, coming=tuple(sorted(chosen.values(), key=lambda coming: (coming.day, coming.start))[:_MOST]))

    def _announced(
        self, sentence: Sentence, folded: str, language: str, forms: Collection[str], today: date | None
    ) -> Iterator[_Announced]:
        text = sentence.text
        days = korean_days(text, today, forms) if language == "ko" else english_days(text, today, forms)
        dates = sorted(days, key=lambda when: when.start)
        if not dates:
            return
        announcing, kinds = self._announcing.find(folded), self._kinds.find(folded)
        for when in dates:
            kind = _kind(when, kinds, text, language)
            if kind is None and when.is_limit and when.precision != "day":
                continue  # by the end of the year something vague
            is_announced = _is_announced(when, announcing, text, language)
            is_close = kind is not None and (when.is_ahead or _is_written_out(when, text, today)) and not _is_told_of_past(when, text)
            if (is_announced or is_close) and not _is_off(when, text, language):
                yield _Announced(sentence, when, kind or "event")


def _with_forms(sentences: Sequence[Sentence], triggers: Sequence[Found]) -> list[tuple[Sentence, set[str]]]:
    """The sentences in which a day may stand, each with the forms that it may have."""
    starts = [sentence.span.start for sentence in sentences]
    forms: dict[int, set[str]] = {}
    for trigger in triggers:
        at = bisect_right(starts, trigger.start) - 1
        if at >= 0:
            forms.setdefault(at, set()).add(trigger.sense)
    return [(sentences[at], some) for at, some in forms.items()]


def _finding(one: _Announced, reading: Reading, actors: Sequence[ActorFinding]) -> ComingFinding:
    when, span = one.when, one.sentence.span
    named = [
        (mention.start, mention.end, at)
        for at, actor in enumerate(actors)
        for mention in actor.mentions
        if span.start <= mention.start < span.end and mention.field == "body"
    ]
    ids = dict.fromkeys(actors[at].id for _, _, at in sorted(named))
    mention = reading.mention("body", span.start + when.start, span.start + when.end)
    return ComingFinding(one.kind, when.day, when.until, when.precision, tuple(ids), one.sentence.text, span.start, span.end, mention)


def _kind(when: When, kinds: Sequence[Found], text: str, language: str) -> str | None:
    """What is announced for then: of the kinds that stand near the date the first of the order; a limit is a deadline."""
    start, end = _clause(when, text, _REACH_HANGUL if language == "ko" else _REACH_LATIN)
    near = {one.sense for one in kinds if one.start < end and start < one.end}
    found = next((kind for kind in _ORDER if kind in near), None)
    if (
        when.is_limit
        and (found is not None or when.precision == "day")
        and found in (None, "event", "talks", "visit", "launch", "effective")
    ):
        return "deadline"
    return found


def _clause(when: When, text: str, reach: int) -> tuple[int, int]:
    """[start, end) of what stands near the date in its own clause."""
    before, after = text[max(0, when.start - reach) : when.start], text[when.end : when.end + reach]
    first = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    last = _CLAUSE.search(after)
    return when.start - len(before) + first, when.end + (last.start() if last else len(after))


def _is_announced(when: When, announcing: Sequence[Found], text: str, language: str) -> bool:
    """Whether a word that announces governs the date."""
    is_line = _BULLET.search(text[max(0, when.start - 4) : when.start]) or (not when.start and text[when.end : when.end + 1] == ":")
    if is_line and len(text) - when.end > _HEADING:
        return True  # a line of a calendar
    if language == "ko":
        return any(when.start <= one.end and one.start - when.end < _REACH_HANGUL + 15 for one in announcing)
    before = [
        one
        for one in announcing
        if one.end <= when.start + 1
        and when.start - one.end < _REACH_LATIN
        and not _OFF_BEFORE.search(text[max(0, one.start - 24) : one.start])
    ]
    if any(not _SAID.search(text, one.end, when.start) for one in before):
        return True
    # `On Tuesday, the two will meet`: the date opens its clause.
    opening = text[: when.start].rsplit(", ", 1)[-1].strip().lower()
    return opening in ("on", "in", "", "from", "by", "starting", "beginning", "early") and any(
        0 <= one.start - when.end < _REACH_LATIN for one in announcing
    )


def _is_written_out(when: When, text: str, today: date | None) -> bool:
    """Whether month and day stand there, of a day soon to come, and no deed that is done right before it."""
    words_of = text[when.start : when.end]
    has_both = (
        when.precision == "day"
        and any(map(str.isdigit, words_of))
        and ("월" in words_of or any(c.isascii() and c.isalpha() for c in words_of))
    )
    is_soon = today is not None and (when.day - today).days <= _SOON
    return has_both and is_soon and _DONE_BEFORE.search(text[max(0, when.start - 40) : when.start]) is None


def _is_told_of_past(when: When, text: str) -> bool:
    """Whether a Korean sentence tells what happened on a day (4월 4일 파면했다, 6·3 대선에서 당선됐다)."""
    is_bare = "월" in text[when.start : when.end] or "·" in text[when.start : when.end]
    return is_bare and _PAST_END.search(text[-24:]) is not None and not _SPEECH_END.search(text[-24:])


def _is_off(when: When, text: str, language: str) -> bool:
    """Whether the date is that of the telling (`said on Tuesday`), or what was announced is called off."""
    if _OFF_AFTER.match(text[when.end : when.end + 60]) or _SHELVED.search(text[max(0, when.start - 100) : when.start]):
        return True
    return language != "ko" and _REPORTED_ON.search(text[max(0, when.start - 40) : when.start]) is not None
