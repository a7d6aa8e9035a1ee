"""People in Korean text: a word with the shape of a name beside a word that says who somebody is.

`홍길동 의원은`, `홍길동 한국연구원 선임연구위원은`, `(소장 홍길동)`, `홍길동 씨`, `홍길동(45)`, `홍길동·임꺽정 의원`,
`[홍길동/농민 : "..."]`, and foreign names of two or more words (`스티브 데인스 상원의원`), known by a usual first name or by
syllables that Korean words do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.ontology.names import NameLists
from handlers.people.records import Person, Place, Taken
from handlers.people.romanise import korean_name, slug
from handlers.script import words

_WORD = re.compile("[가-힣]+")
_PARTICLE = re.compile(
    "(?:은|는|이|가|을|를|의|에|에게|에게서|와|과|로|으로|도|만|께서|께|측|측은|측이|부터|까지|에서|처럼|보다|이라고|라고|이며|며|인|"
    "이자|이고|들|들은|들이|들과|들의)?"
)
_PARTICLES = frozenset(
    words(
        "은 는 이 가 을 를 의 에 에게 에게서 와 과 로 으로 도 만 께서 께 측 측은 측이 부터 까지 에서 처럼 보다 "
        "이라고 라고 이며 며 인 이자 이고 들 들은 들이 들과 들의 에게는 와의 과의 와는 과는 "
        "이나 이었던 였던 씨 씨는 씨가 씨의 씨도 씨와 씨를 님"
    )
)
_PARTICLE_OR_NONE = _PARTICLES | {""}
_ENDS_PHRASE = frozenset("은는을를의에서로과와며고면데서니자도게")
_GAP = re.compile(r"[ \u00a0]|\([^()\n]{1,30}\)[ \u00a0]?|[ \u00a0]?·[ \u00a0]?|[ \u00a0]?[A-Z0-9]{1,8}[ \u00a0]?")
_AGE = re.compile(r"[ ]?\((?:\d{1,2}(?:세|·)?|\d{1,2}세[^)]{0,10}|(?:18|19|20)\d\d[~∼–-](?:(?:18|19|20)\d\d)?|[여남](?:·\d{1,2})?)[),·]")
_ENGLISH = re.compile(r" ?\(([A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]*){1,3})[),]")
_LIST_GAP = re.compile(r"(?:, ?|·|ㆍ| ?및 |와 |과 )$")
_SPEAKER = re.compile("\\[([가-힣]{3})[/·][^\\[\\]\\n:]{2,40}:")
_IN_BRACKETS = re.compile("\\(([가-힣]{2,8}) ([가-힣]{3})(?:[),]| [가-힣])")
_QUOTED = re.compile("([가-힣]{3}),? ?[\"“'‘]")
_FOREIGN = frozenset(
    "스트크르드브프츠즈쿠투푸누베케테페레헤메네데게니티디피키비렌렉엘앨맥톰잭킹턴슨먼런닉릭빌밥벤샘짐팀콜켈켄쿤캠캐커퍼터버러머너더처셔셰쉬줄랜랭랑샤쇼쟁첸쉐웨워윌왈젤텔펠벨멜넬델렐헬셀첼트튼른튀퀴뷔뮐괴폰폴볼솔돌롤콘론돈톤본존혼샌밴댄맨캔"
    "쳉쿼콰푼핀틴빈딘킨릴틸필빙핑팅링킹쑹쩡쯔즐플블글클틀들슈튜류듀뷰퓨큐휴쿄료뇨로토코포보모노도소조오라타카파바하마나다사자아리치시미유이"
)
_FOREIGN_SURE = frozenset(
    "스트크르드브프츠즈쿠투푸베케테페렌렉엘앨맥톰잭킹턴슨먼런닉릭빌샘짐팀켈켄쿤캠캐커퍼터버러머처셔셰쉬랜랭샤쇼쟁첸쉐웨워윌왈젤텔펠벨멜넬델렐헬셀첼튼른튀퀴뷔뮐폰볼롤샌밴댄맨캔쳉쿼콰푼틴딘킨릴틸핑쑹쩡쯔즐플블클틀슈튜듀뷰퓨큐쿄료뇨"
)
_NO_FOREIGN_END = frozenset("은는을를의대부청원회국들된던인한해하")
_NO_PARTS = frozenset(words("미 중 일 러 영 불 독 전 현 신 구 고 한 북 남 대 이 그 및 또 등 주 각 총 첫 새 참 더 안 못 잘 다 제"))
_LONGEST_PART = 7
_SHORTEST_COMPOUND = 4
_COMPOUNDS = words(
    "위원장 연구원장 소장 센터장 본부장 지국장 사무국장 정책실장 연구실장 사령관 연구위원 전문위원 자문위원 조정관 비서관 보좌관 "
    "대표이사 이사장 부회장 부총재"
)
_COMPOUND_ENDS = frozenset(title[-1] for title in _COMPOUNDS)
_AGED = re.compile(r"\((?=[\d여남])")
_MARKS = frozenset("장원관령사총")
_GIVEN_ENDS = frozenset("경희숙영옥진현호훈준민석철우혁환연선란례림별빈솔윤은순미애자")
_AND_OTHERS = re.compile(" 등[은이 도과을의]")
_MOST_BETWEEN = 6
_LONGEST_BETWEEN = 40


class KoreanPeople:
    """Built once from the lists of names; holds no state of any text."""

    def __init__(self, lists: NameLists) -> None:
        self._lists = lists
        self._titles: dict[str, tuple[str, ...]] = _by_start(lists.korean_titles | lists.korean_bylines | lists.korean_unnamed)
        self._title_starts = frozenset(self._titles)
        self._bylines = tuple(sorted(lists.korean_bylines))
        self._first_names = frozenset(spelling for spellings in lists.first_names.values() for spelling in spellings)
        self._english = {korean: english for english, spellings in lists.first_names.items() for korean in spellings}

    def find(self, fields: list[tuple[str, str, Taken]]) -> list[Person]:
        """Everybody named in full in (field, text, what is taken), with all places of the full name."""
        found: dict[str, str] = {}
        tokens = []
        for field, text, taken in fields:
            here = _tokens(text)
            tokens.append((field, text, taken, here))
            for start, end in self._named(text, here, taken):
                name = text[start:end]
                english = _ENGLISH.match(text, end)
                if name not in found or english:
                    found[name] = english.group(1) if english else ""
        places: dict[str, list[Place]] = {name: [] for name in found}
        firsts: dict[str, list[str]] = {}
        for name in found:
            firsts.setdefault(name.split()[0], []).append(name)
        for field, text, taken, here in tokens:
            for name, start in _occurrences(text, here, firsts):
                if not taken.overlaps(start, start + len(name)):
                    places[name].append(Place(field, start, start + len(name)))
        return [self._person(name, found[name], tuple(where)) for name, where in places.items() if where]

    def _person(self, name: str, english: str, places: tuple[Place, ...]) -> Person:
        if " " in name:
            return Person(f"person-{slug(english or name)}", english or name, name, places, name.rsplit(maxsplit=1)[-1])
        surname = self._surname(name)
        full = english or korean_name(name, surname)
        return Person(f"person-{slug(full)}", full, name, places, surname)

    def _surname(self, name: str) -> str:
        return name[:2] if len(name) > 3 and name[:2] in self._lists.korean_surnames else name[0]

    def title_at(self, text: str, at: int) -> int | None:
        """The end of the title that begins at `at`, None where there is none."""
        word = _WORD.match(text, at)
        title = self._title(word.group()) if word else None
        return None if title is None else at + len(title)

    def stands(self, text: str, end: int) -> bool:
        """Whether a name may end at `end`: nothing, a particle or a title is glued to it."""
        rest = _WORD.match(text, end)
        return rest is None or rest.group() in _PARTICLES or self._title(rest.group()) is not None

    def _named(self, text: str, tokens: list[tuple[int, int, str]], taken: Taken) -> Iterator[tuple[int, int]]:
        titles, first_names = self._title_starts, self._first_names
        aged = {start - text.startswith(" ", start - 1) for match in _AGED.finditer(text) if (start := match.start())}
        for at, (_, end, word) in enumerate(tokens):
            may_be_title = word[:2] in titles or word[0] in titles or (len(word) > _SHORTEST_COMPOUND and not _MARKS.isdisjoint(word))
            if may_be_title and self._title(word) is not None:
                yield from self._before(text, tokens, at, taken)
            elif word in first_names or end in aged or word[3:4] == "씨":
                yield from self._untitled(text, tokens, at, taken)
        quoted = _QUOTED.match(text)
        for match in (*_SPEAKER.finditer(text), *((quoted,) if quoted else ())):
            if self._is_name(match.group(1)) and not taken.overlaps(*match.span(1)):
                yield match.span(1)
        for match in _IN_BRACKETS.finditer(text):
            if match.group(1) in self._lists.korean_titles and self._is_name(match.group(2)) and not taken.overlaps(*match.span(2)):
                yield match.span(2)

    def _untitled(self, text: str, tokens: list[tuple[int, int, str]], at: int, taken: Taken) -> Iterator[tuple[int, int]]:
        """홍길동(45), 홍길동씨, and foreigners who act."""
        start, end, word = tokens[at]
        if word in self._first_names and len(word) > 1 and at + 1 < len(tokens):
            yield from self._acting_foreigner(text, tokens, at, taken)
        elif taken.overlaps(start, end):
            return
        elif self._is_name(word) and _AGE.match(text, end):
            yield start, end
        elif word[3:4] == "씨" and word[4:] in _PARTICLE_OR_NONE and self._is_name(word[:3]):
            yield start, start + 3

    def _acting_foreigner(self, text: str, tokens: list[tuple[int, int, str]], at: int, taken: Taken) -> Iterator[tuple[int, int]]:
        """A usual first name and one more foreign word as the subject of a sentence: 샘 올트먼은, 샘 올트먼 등이."""
        start, end, _ = tokens[at]
        from_, to, word = tokens[at + 1]
        if text[end:from_] != " " or taken.overlaps(start, to):
            return
        if word[-1] in "은는이가" and len(word) > 2:
            word, to = word[:-1], to - 1
        elif _AND_OTHERS.match(text, to) is None:
            return
        if len(word) > 1 and self._is_foreign_part(word) and self._is_likely_foreign(word):
            yield start, to

    def _title(self, word: str) -> str | None:
        """The title at the start of the word where nothing but particles follows it; None where it is none or the writer's."""
        for title in self._titles.get(word[:2] if len(word) > 1 else word, ()) or self._titles.get(word[:1], ()):
            if word.startswith(title) and (len(word) == len(title) or word[len(title) :] in _PARTICLES):
                return title if title in self._lists.korean_titles else None
        return self._compound(word) if len(word) > _SHORTEST_COMPOUND and not _MARKS.isdisjoint(word[_SHORTEST_COMPOUND - 2 :]) else None

    def _compound(self, word: str) -> str | None:
        """The title at the end of a longer word: 연구센터장은, 서울지국장."""
        if len(word) <= _SHORTEST_COMPOUND or _COMPOUND_ENDS.isdisjoint(word[-4:]):
            return None
        for size in (0, 1, 2, 3):
            if size < len(word) and (not size or word[-size:] in _PARTICLES):
                stem = word[: len(word) - size]
                if len(stem) > _SHORTEST_COMPOUND and stem.endswith(_COMPOUNDS):
                    return stem
        return None

    def _before(self, text: str, tokens: list[tuple[int, int, str]], at: int, taken: Taken) -> Iterator[tuple[int, int]]:
        """The name before a title: right before it, or before the body that the title belongs to."""
        limit = tokens[at][0] - _LONGEST_BETWEEN
        for back in range(1, min(_MOST_BETWEEN, at) + 1):
            start, end, word = tokens[at - back]
            gap = text[end : tokens[at - back + 1][0]]
            if start < limit or not (_GAP.fullmatch(gap)):
                return
            if taken.by_person(start) or word.startswith(self._bylines):
                return
            foreign = self._foreign(text, tokens, at - back, taken)
            if foreign is not None:
                yield foreign
                return
            if self._fits(word, back) and not taken.overlaps(start, end) and self._starts_here(text, start):
                yield start, end
                yield from self._listed(text, tokens, at - back, taken)
                return
            if word[-1] in _ENDS_PHRASE and len(word) > 2 and not taken.overlaps(start, end):
                return

    def _fits(self, word: str, back: int) -> bool:
        if len(word) == len("김구"):
            return back == 1 and self._is_name(word)
        return self._is_name(word) or (back == 1 and self._is_likely_given(word))

    def _is_likely_given(self, word: str) -> bool:
        """한미경: what begins like a word of politics and ends like a name, right before a title."""
        lists = self._lists
        if len(word) != len("홍길동") or word in lists.korean_not_names or word[-1] not in _GIVEN_ENDS:
            return False
        return word[0] in lists.korean_surnames and word[1] in lists.korean_first_syllables

    def _is_name(self, word: str) -> bool:
        """Whether the word has a Korean name's shape: a surname and one or two syllables of given names."""
        lists = self._lists
        if word[-1] == "모" or word in lists.korean_not_names or word in lists.korean_loanwords or not 2 <= len(word) <= 4:
            return False
        if len(word) == 4:
            return word[:2] in lists.korean_surnames and word[2] in lists.korean_first_syllables and word[3] in lists.korean_last_syllables
        if word[0] not in lists.korean_surnames or word[-1] not in lists.korean_last_syllables:
            return False
        return len(word) == 2 or (word[1] in lists.korean_first_syllables and word[:2] not in lists.korean_not_names)

    @staticmethod
    def _starts_here(text: str, start: int) -> bool:
        """Whether no Latin letter, digit or equals sign of a byline is glued to the name."""
        return start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "=")

    def _listed(self, text: str, tokens: list[tuple[int, int, str]], at: int, taken: Taken) -> Iterator[tuple[int, int]]:
        """Further names joined to the one at `at` by a comma or a middle dot."""
        while at > 0:
            start, end, word = tokens[at - 1]
            bare = word[:-1] if word[-1] in "와과" and self._is_name(word[:-1]) else word
            if not _LIST_GAP.search(text[start + len(bare) : tokens[at][0]]) or tokens[at][0] - end > 3:
                return
            if not self._is_name(bare) or taken.overlaps(start, end):
                return
            yield start, start + len(bare)
            at -= 1

    def _foreign(self, text: str, tokens: list[tuple[int, int, str]], at: int, taken: Taken) -> tuple[int, int] | None:
        """The foreign name whose last word stands at `at`: a usual first name, or two words of foreign syllables."""
        start, end, word = tokens[at]
        if word.endswith("의") and len(word) > 2:
            end, word = end - 1, word[:-1]
        if not self._is_foreign_part(word) or taken.overlaps(start, end):
            return None
        first = at
        while first > 0 and at - first < 3:
            from_, to, before = tokens[first - 1]
            if text[to : tokens[first][0]] not in (" ", "\u00a0") or taken.overlaps(from_, to) or not self._is_foreign_part(before):
                break
            first -= 1
        parts = [*(tokens[index][2] for index in range(first, at)), word]
        for skip in range(len(parts) - 1):
            rest = parts[skip + 1 :]
            if parts[skip] in self._first_names and all(self._is_likely_foreign(part) for part in rest):
                return tokens[first + skip][0], end
        if len(parts) >= 2 and not text.startswith("의", end) and all(self._is_surely_foreign(part) for part in parts):
            return tokens[first][0], end
        return None

    def _is_foreign_part(self, word: str) -> bool:
        if word in self._lists.korean_loanwords or word in self._lists.korean_not_names or self._title(word) is not None:
            return False
        return len(word) <= _LONGEST_PART and word not in _NO_PARTS and not (len(word) > 2 and word[-1] in _NO_FOREIGN_END)

    @staticmethod
    def _is_likely_foreign(word: str) -> bool:
        return sum(character in _FOREIGN for character in word) * 2 >= len(word)

    @staticmethod
    def _is_surely_foreign(word: str) -> bool:
        sure = sum(character in _FOREIGN_SURE for character in word)
        return len(word) >= 2 and sure * 2 >= len(word)


def _by_start(titles: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for title in sorted(titles, key=lambda title: (-len(title), title)):
        found.setdefault(title[:2], []).append(title)
    return {start: tuple(same) for start, same in found.items()}


def _tokens(text: str) -> list[tuple[int, int, str]]:
    """Every run of Hangul with its start and end."""
    found, end = [], 0
    for word in _WORD.findall(text):
        start = text.index(word, end)
        end = start + len(word)
        found.append((start, end, word))
    return found


def _occurrences(text: str, tokens: list[tuple[int, int, str]], firsts: dict[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Every place of the full names: at the start of a word, with nothing but particles or a title behind."""
    initials = {first[0] for first in firsts}
    for start, _, word in tokens:
        if word[0] not in initials:
            continue
        for size in range(min(len(word), 7), 0, -1):
            names = firsts.get(word[:size])
            if names is None:
                continue
            name = next((name for name in names if text.startswith(name, start)), None)
            if name is not None:
                rest = _WORD.match(text, start + len(name))
                if rest is None or rest.group() in _PARTICLES:
                    yield name, start
                break
