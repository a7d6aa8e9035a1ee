"""Korean speech: X는 "…"고 말했다; "…"라며; X는 …다고 밝혔다; …다고 X가 전했다; …는 입장을 밝혔다."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from handlers.mentions import Place
from handlers.quotes.marks import Quotation
from handlers.quotes.speakers import Said, Speakers
from handlers.reading import Sentence
from handlers.wordings import Found

_ROLE = (
    r"(?:[가-힣]{0,8}(?:대통령|위원장|총리|총서기|주석|장관|차관|실장|차장|대표|의원|대사|대변인|사령관|보좌관|총비서|외무상|국방상|"
    r"부장|총장|회장|의장|국장|"
    r"특사|교수|소장|조정관|부상|원장|청장|처장|본부장|당국자|관계자|당국|정부|행정부|측|군|씨|후보|연구위원|연구원|위원|사장|부통령|"
    r"장군|대장|비서관|"
    r"수석|부부장|단장|이사장|사무총장|차관보|부차관보|대사대리|책임자|소식통|대표단|여사|지도부))"
)
_TOPIC = re.compile(
    rf"(?:\([^)\n]{{0,30}}\))?(?:\s?(?:전|前|현|고위|한|당시|신임|선임)?\s?{_ROLE}(?:\([^)\n]{{0,30}}\))?){{0,4}}"
    r"(?P<particle>은|는|도|에서는|이|가|께서는?|측은|측이)(?=[\s,“\"‘'])"
)
_PLAIN_TOPIC = re.compile(r"(?P<particle>은|는|도|에서는|이|가|께서는?|측은|측이)(?=[\s,“\"‘'])")
_TITLE_FOLLOWS = tuple(" (") + tuple("측군대위주장차실의사특국수부총")
_PERSON_TOPIC = re.compile(
    rf"(?:\s[가-힣A-Za-z\d·]{{0,13}}[^을를이가은는의에와과로서한난던된도\s]){{0,3}}\s?\d?{_ROLE}(?:\([^)\n]{{0,30}}\))?(?P<particle>은|는|도|이|가|께서는?)(?=[\s,“\"‘'])"
)
_TO = re.compile(r"(?:[^\s]{0,8}\s?)?에 (?:따르면|의하면)")
_TITLED = re.compile(r"\s?(?:전|前|현|당시|신임)?\s?")
_HE = re.compile(r"(?:^|\s)(?:그|그녀)(?:는|가|도)(?=[\s,])")
_BY_OFFICE = re.compile(
    r"(?:(?P<house>대사관|회사|사령부|부처|당|군|정부|재단|협회|위원회) )?(?:고위 )?(?P<who>당국자|관계자|대변인|소식통|측|대통령|"
    r"위원장|장관|총리|사령관|대사|차관)(?:은|는)(?=[\s,])"
)
_SAME = re.compile(r"(?:^|\s)(?:이|해당) (?:관계자|당국자|소식통|대변인)(?:는|은|가|이|도)(?=[\s,])")
_OTHER = re.compile(
    r"(?:교수|연구[가-힣]{0,3}|관계자|당국자|씨|의원|대표|소장|대변인|전문가(?:들)?|위원|원장|장관|총리|대통령|위원장|신문|통신|매체|"
    r"언론|방송|측|그|업계|단체|"
    r"일각|정부|부처|회장|사장|들)(?:은|는|이|가|에서는|에 따르면)(?=[\s,])"
)
_GOES_ON = re.compile(
    r"(?:이어|이어서|또|또한|그러면서|아울러|특히|이와 함께|그리고|더불어|이와 관련해|앞서|이날|다만|하지만|그러나|[“\"「‘'])"
)
_AFTER_MARK = re.compile(r"(?:이)?(?:라)?(?P<end>고도|고|며|면서|는|던)(?![가-힣]{4})")
_ATTITUDE = re.compile(r"는\s?(?:취지|입장|뜻|글|메시지|반응|평가|주장|설명|견해|의견|생각|말)")
_QUOTATIVE = re.compile(r"(?P<clause>[다라자냐])(?<!마러라)고(?:도|는)?(?=[\s,])")
_STANCE = re.compile(r"(?P<clause>[다라자])는 점을(?=[\s,])")
_STANCE_CUE = re.compile(
    r"[다라자]는 (?P<noun>입장|뜻|방침|취지|원칙|의사|견해)(?:을|를|으로)? ?(?=밝|내|전|되풀이|강조|고수|재확인|보[였이]|나타|표|피력|"
    r"견지|분명|말|설명|담)"
)
_UNKNOWN_SUBJECT = re.compile(r"\S(?:이|가|은|는) ")
_VENUE = re.compile(
    r"(?:[^\s“\"]+\s){0,6}?[^\s“\"]*(?:연설|회견|브리핑|인터뷰|토론회|회의|간담회|통화|방송|성명|담화|논평|페이스북|SNS|소셜|보고서|"
    r"자료|답변|기고|사설|행사|"
    r"포럼|세미나)(?:에서|에|을 통해|를 통해|을 내고|를 내고|에 출연해|을 열고|를 열고|을 갖고)\s"
)
_PASSIVE = ("졌", "진", "지")
_RELATIVE = ("한", "힌")
_NOMINAL = re.compile(r"(?P<clause>음|임)을(?=\s)")
_BARE_VERBS = ("했", "하", "한", "합")
_SAYS_NOMINAL = ("강조", "지적", "밝", "확인", "설명")
_TIME = re.compile(r"\s*(?:이날|전날|지난 \d{1,2}일|\d{1,2}일)?(?:\([^)\n]{1,12}\))?\s*,?\s*")
_REACH = 60
_LEAST = 6
_LONGEST = 1_500
_LEAST_CLAUSE = 8


@dataclass(frozen=True, slots=True)
class _Subject:
    """A speaker and the end of the phrase that names them."""

    speaker: str | None
    end: int


class KoreanSpeech:
    """The quotes of one Korean text."""

    def __init__(
        self, body: str, sentences: Sequence[Sentence], cues: Sequence[Found], marks: Sequence[Quotation], speakers: Speakers
    ) -> None:
        self._body = body
        self._sentences = sentences
        self._marks = marks
        self._mark_starts = [mark.outer_start for mark in marks]
        self._cues = [cue for cue in cues if self._stands(cue)]
        self._stance_starts = [match.start() for match in _STANCE_CUE.finditer(body)]
        self._cue_starts = [cue.start for cue in self._cues]
        self._speakers = speakers
        self._said: list[Said] = []
        self._matched: dict[int, re.Match[str] | None] = {}

    def find(self) -> list[Said]:
        """All quotes in the order of the text."""
        for first, end in self._units():
            self._unit(first, end)
        return sorted(self._said, key=lambda said: said.start)

    def _units(self) -> Iterator[tuple[Sentence, int]]:
        """Sentences with their ends, those together that share a quotation."""
        at, count = 0, len(self._sentences)
        while at < count:
            first = self._sentences[at]
            end = first.span.end
            while at + 1 < count and (mark := self._around(end)) is not None and self._sentences[at + 1].span.start < mark.outer_end:
                at += 1
                end = self._sentences[at].span.end
            yield first, end
            at += 1

    def _around(self, at: int) -> Quotation | None:
        """The quotation that is open at a place."""
        before = bisect_left(self._mark_starts, at) - 1
        return self._marks[before] if before >= 0 and self._marks[before].outer_end > at else None

    def _stands(self, cue: Found) -> bool:
        """Outside quotations; 했다 only as a word of its own."""
        bare = self._body.startswith(_BARE_VERBS, cue.start)
        return self._around(cue.start) is None and not (bare and self._body[cue.start - 1 : cue.start] not in (" ", "고"))

    def _cues_in(self, start: int, end: int) -> Sequence[Found]:
        return self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def _unit(self, first: Sentence, end: int) -> None:
        begin = first.span.start
        cues = self._cues_in(begin, end)
        marks = self._marks[bisect_left(self._mark_starts, begin) : bisect_left(self._mark_starts, end)]
        stances = self._stance_starts[bisect_left(self._stance_starts, begin) : bisect_left(self._stance_starts, end)]
        if cues or marks or stances:
            start, used = begin + first.opening, set[int]()
            for mark in marks:
                if mark.end - mark.start >= _LEAST and mark.outer_start >= start:
                    self._direct(mark, start, end, used)
            after = start
            for cue in cues:
                if cue.start >= start and cue.start not in used and self._reported(cue, after, start):
                    after = cue.end
            if stances:
                self._stances(after, start, end)
        self._speakers.named(partial(self._told_of, first, end))

    def _told_of(self, first: Sentence, end: int) -> str | None:
        """Whom a sentence is about."""
        topic = self._topic(first.span.start + first.opening, end, everywhere=True)
        return topic.speaker if topic is not None else None

    def _add(self, speaker: str, start: int, end: int, cue: tuple[int, int], *, is_direct: bool) -> None:
        self._said.append(Said(speaker, start, end, is_direct, *cue))
        self._speakers.heard(speaker)

    def _direct(self, mark: Quotation, start: int, end: int, used: set[int]) -> None:
        body = self._body
        ending = _AFTER_MARK.match(body, mark.outer_end, min(end, mark.outer_end + 10))
        if ending is None:
            return
        kind = ending.group("end")
        following = self._cues_in(ending.start(), min(end, mark.outer_end + 160 if kind in ("며", "면서") else ending.end() + _REACH))
        if kind in ("는", "던") and _ATTITUDE.match(body, ending.start("end")) is None:
            return
        if kind not in ("며", "면서") and not following:
            return
        cue = (following[0].start, following[0].end) if following else ending.span("end")
        subject = self._between(ending.end(), cue[0]) if kind not in ("며", "면서") else None
        speaker = subject.speaker if subject else self._speaker(start, mark.outer_start)
        if speaker is None:
            return
        used.update(found.start for found in following[:1])
        self._add(speaker, mark.start, self._trimmed(mark.start, mark.end), cue, is_direct=True)

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self._body[end - 1] in ".,… ":
            end -= 1
        return end

    def _between(self, start: int, end: int) -> _Subject | None:
        """A speaker named between what is said and the verb: …다고 주한미군이 밝혔다."""
        for place in self._speakers.places(start, end):
            topic = self._topic_match(place, end)
            if topic is not None:
                return _Subject(self._named(place), topic.end())
        return None

    def _speaker(self, start: int, before: int) -> str | None:
        """Who speaks in a sentence that begins at `start`, named before `before`; one that names nobody goes on with the last speaker."""
        start = max(start, before - _LONGEST)
        topic = self._topic(start, before, everywhere=False)
        if topic is not None:
            return topic.speaker
        outside = self._outside(start, before)
        if _HE.search(outside):
            return self._speakers.person
        if (office := _BY_OFFICE.match(outside)) is not None:
            return self._by_office(office, start)
        if _SAME.search(outside):
            return self._speakers.last
        if _OTHER.search(outside) or _GOES_ON.match(self._body, start) is None:
            return None
        return self._speakers.last

    def _by_office(self, office: re.Match[str], before: int) -> str | None:
        """대사관 관계자는, 회사 측은, 당국자는, 장관은."""
        house, who = office.group("house"), office.group("who")
        if house is not None:
            return self._speakers.by_noun({"회사": "company", "정부": "government"}.get(house, house), before)
        if who in ("당국자", "관계자", "소식통", "측", "대변인"):
            return self._speakers.body
        return self._speakers.person

    def _outside(self, start: int, end: int) -> str:
        """The text of [start, end) without quotations."""
        parts, at = [], start
        for mark in self._marks[bisect_left(self._mark_starts, start) : bisect_left(self._mark_starts, end)]:
            parts.append(self._body[at : mark.outer_start])
            at = mark.outer_end
        return "".join(parts) + self._body[at:end]

    def _topic_match(self, place: Place, end: int) -> re.Match[str] | None:
        """The particle that makes a place the topic or subject, behind its title, before `end`."""
        if place.start not in self._matched:
            limit = min(len(self._body), place.end + 70)
            match = _PLAIN_TOPIC.match(self._body, place.end, limit)
            if match is None and self._body[place.end : place.end + 1] in _TITLE_FOLLOWS:
                match = _TOPIC.match(self._body, place.end, limit)
                if match is None and self._speakers.is_person(self._speakers.head(place)):
                    match = _PERSON_TOPIC.match(self._body, place.end, limit)
            self._matched[place.start] = match
        found = self._matched[place.start]
        return found if found is not None and found.end() <= end else None

    def _topic(self, start: int, before: int, *, everywhere: bool) -> _Subject | None:
        """The topic (은, 는) of a sentence outside quotations: the last before `before`, else its subject (이, 가), else whom it cites."""
        subject = cited = None
        topic: _Subject | None = None
        for place in self._speakers.places(start, before):
            if self._around(place.start) is not None:
                continue
            match = self._topic_match(place, len(self._body))
            if match is None:
                if _TO.match(self._body, place.end, place.end + 14):
                    cited = _Subject(self._named(place), place.end)
                continue
            found = _Subject(self._named(place), match.end())
            if match.group("particle") in ("이", "가"):
                subject = found
            elif topic is None or not everywhere:
                topic = found
        return topic or (subject if not everywhere else None) or cited or subject

    def _named(self, place: Place) -> str | None:
        """Who is meant by a place with its title: in 트럼프 미국 대통령은 the person before the state."""
        before = self._speakers.places(max(0, place.start - 40), place.start)
        if before and self._speakers.is_person(self._speakers.head(before[-1])):
            gap = self._body[before[-1].end : place.start]
            if _TITLED.fullmatch(gap):
                return self._speakers.head(before[-1])
        return self._speakers.head(place)

    def _reported(self, cue: Found, after: int, start: int) -> bool:
        if cue.start - after > _LONGEST:
            after = cue.start - _LONGEST
        clause = self._clause_end(cue, after)
        if clause is None or self._body.startswith(_PASSIVE, cue.end):
            return False
        end, tail = clause
        subject = self._between(tail, cue.start)
        begin = after
        if subject is None and _UNKNOWN_SUBJECT.search(self._body, tail, cue.start):
            return False
        if subject is None and self._body[cue.start : cue.end].endswith(_RELATIVE):
            subject = self._named_next(cue.end)
        if subject is None:
            subject = self._outer(after, end, start)
            begin = subject.end if subject is not None else after
        return subject is not None and self._add_clause(subject.speaker, begin, end, (cue.start, cue.end))

    def _add_clause(self, speaker: str | None, begin: int, end: int, cue: tuple[int, int]) -> bool:
        for lead in (_TIME, _VENUE):
            match = lead.match(self._body, begin, end)
            if match is not None and end - match.end() >= _LEAST_CLAUSE:
                begin = match.end()
        while begin < end and self._body[begin] in " ,":
            begin += 1
        if speaker is None or end - begin < _LEAST_CLAUSE or self._around(begin + 1) is not None:
            return False
        self._add(speaker, begin, end, cue, is_direct=False)
        return True

    def _named_next(self, at: int) -> _Subject | None:
        """…고 주장한 트럼프 대통령: who is named behind the verb."""
        places = self._speakers.places(at, at + 3)
        return _Subject(self._named(places[-1]), at) if places else None

    def _outer(self, after: int, end: int, start: int) -> _Subject | None:
        """Who speaks in a clause without a speaker behind it: its topic, a pronoun, an office; else it goes on with the last speaker."""
        topic = self._first_topic(after, end)
        if topic is not None:
            return topic
        outside = self._outside(after, end)
        he = _HE.search(outside[:30])
        if he is not None:
            return _Subject(self._speakers.person, after + he.end())
        office = _BY_OFFICE.match(outside)
        if office is not None and after == start:
            return _Subject(self._by_office(office, start), after + office.end())
        if _OTHER.search(outside):
            return None
        if after != start or _GOES_ON.match(self._body, start):
            return _Subject(self._speakers.last, after)
        return self._willing(after, end)

    def _willing(self, after: int, end: int) -> _Subject | None:
        """이 대통령이 …겠다고, …달라고: the first subject, where the ending shows a will and not a state of things."""
        places = self._speakers.places(after, min(end, after + 12))
        if not places or not (self._body[end - 1] in "라자" or self._body[end - 2 : end] == "겠다"):
            return None
        match = self._topic_match(places[0], end)
        return _Subject(self._named(places[0]), match.end()) if match is not None else None

    def _stances(self, after: int, start: int, end: int) -> None:
        """X는 …다는 입장을 되풀이했다, …다는 방침이다."""
        for match in _STANCE_CUE.finditer(self._body, after, end):
            if self._around(match.start()) is not None:
                continue
            after = max(after, match.start() - _LONGEST)
            subject = self._outer(after, match.start() + 1, start)
            if subject is not None and self._add_clause(subject.speaker, subject.end, match.start() + 1, match.span("noun")):
                after = match.end()

    def _first_topic(self, start: int, end: int) -> _Subject | None:
        """The sentence's own topic: the first one; it must stand near the beginning of what is searched."""
        for place in self._speakers.places(start, end):
            if self._around(place.start) is not None:
                continue
            match = self._topic_match(place, end)
            if match is not None and match.group("particle") not in ("이", "가"):
                if _OTHER.search(self._body, start, place.start):
                    return None
                return _Subject(self._named(place), match.end())
            if match is None and _TO.match(self._body, place.end, place.end + 14):
                return _Subject(self._named(place), (_TO.match(self._body, place.end, place.end + 14) or match).end())  # type: ignore[union-attr]
        return None

    def _clause_end(self, cue: Found, after: int) -> tuple[int, int] | None:
        """Where what is said ends before this verb, and where the words between it and the verb begin."""
        low = max(after, cue.start - _REACH)
        last: re.Match[str] | None = None
        for pattern in (_QUOTATIVE, _STANCE):
            for match in pattern.finditer(self._body, low, cue.start):
                if last is None or match.end() > last.end():
                    last = match
        if last is None and self._body.startswith(_SAYS_NOMINAL, cue.start):
            for match in _NOMINAL.finditer(self._body, low, cue.start):
                last = match
        if last is None or self._around(last.start()) is not None:
            return None
        bare = self._body.startswith(_BARE_VERBS, cue.start)
        if bare and cue.start - last.end() > 1:
            return None
        return last.end("clause"), last.end()
