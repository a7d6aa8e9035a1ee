"""Where a word begins and ends, in Latin script, Hangul and hanja.

`\\b` is wrong for Korean: particles follow a noun without a space (한미동맹은), compounds are written together (한미동맹). So a Hangul form
asks for a left edge and, on the right, an edge or a chain of particles (after the particle tables of the National Institute of Korean
Language); how far compounds may go on depends on what the form stands for (`Follow`).
"""

from __future__ import annotations

import re
from enum import Enum

from handlers.script import LATIN, is_hangul, is_hanja, is_latin, words


class Follow(Enum):
    """What may follow a form in Hangul besides particles.

    NAME: titles and nouns of government (북한군, 트럼프대통령). PAIR: what two states do together (한미정상회담). TERM: anything, as a
    theme word is a part of compounds on both sides (상호관세율), for which two-syllable words still need their left edge.
    """

    NAME = "name"
    PAIR = "pair"
    TERM = "term"

    __hash__ = object.__hash__  # the members are single; Enum's own hash is a call to Python


_PARTICLES = words(
    "은 는 이 가 을 를 의 에 에서 에게 에게서 와 과 로 으로 로서 으로서 로써 으로써 까지 부터 만 도 보다 처럼 마저 조차 밖에 뿐 이나 나 "
    "이란 란 이라 라 이라고 라고 이라는 라는 이라며 라며 이라면 라면 이며 며 이고 고 이다 다 인 이었던 였던 이었다 였다 이자 자 한테 께 "
    "께서 하고 랑 이랑 대로 들 측 쪽 간 발 등 내 식 씨 님 여 야 든 이든 커녕 치고 이야말로 야말로 이야 아 끼리 같은 임을 임이 "
    "이기 일 입니다 입니까"
)
_NAME_NOUNS = words(
    "정부 당국 당국자 군 군부 정권 행정부 대통령 총리 주석 위원장 총비서 국무위원장 장관 차관 대사 대사관 대표 대표단 의원 "
    "후보 총장 총재 "
    "사령관 보좌관 특사 여사 전대통령 정상 의회 외교부 국방부 외무성 외무상 국방상 외교관 주민 인권 문제 핵 핵무기 미사일 사회 "
    "경제 체제 지도부 "
    "지도자 매체 언론 관계 정책 대변인 본토 내부 국적 전문가 전역 병 병사 파병 파병군 노동자 제재 무기 도발 위협 그룹 회장 "
    "부회장 사장 부통령 국장 실장 처장"
)
_PAIR_NOUNS = words(
    "동맹 연합 정상 회담 회의 협상 관계 군사 합동 훈련 방위 안보 공조 협력 통상 관세 무역 양국 양측 외교 국방 국방장관 "
    "외교장관 장관 상호 핵 원자력 "
    "미사일 전략 통합 당국 당국자 고위급 경제 대화 협의 갈등 확장 워킹그룹 의원 공동 우호 친선 밀착 공군 해군 해병 해병대 군 군당국 삼각 "
    "자유무역 조선 재계 정부 수교 전쟁 충돌 긴장 접경 국경 종전 접촉 실무 간 판 전 대사 대표 차관 기술 첨단 반도체협력 공급망 "
    "에너지 통화 금융 재무 "
    "상공 의회 의원연맹 북핵 수석 국민 교류 역사 위안부 강제 지소미아 군사정보 비핵화 평화 협정 조약 조율 협의체 연례 억제 "
    "투자 비자 환율 사이버 우주"
)


def _chain(of: tuple[str, ...]) -> str:
    return "|".join(sorted(of, key=len, reverse=True))


_PARTICLE_RUN = f"(?:{_chain(_PARTICLES)}){{1,3}}"
_RIGHT = {
    Follow.NAME: re.compile(f"(?:(?:{_chain(_NAME_NOUNS)})(?:{_PARTICLE_RUN})?|{_PARTICLE_RUN})(?![가-힣])"),
    Follow.PAIR: re.compile(f"(?:{_chain(_PAIR_NOUNS)})|{_PARTICLE_RUN}(?![가-힣])"),
}
_NEXT = {
    Follow.NAME: frozenset(word[0] for word in (*_NAME_NOUNS, *_PARTICLES)),
    Follow.PAIR: frozenset(word[0] for word in (*_PAIR_NOUNS, *_PARTICLES)),
}
"""How what `_RIGHT` takes begins: most words after a form are told by their first syllable."""

_PAIRED = frozenset("한미일중북러남조")
"""Syllables of states in compounds: 미일 정상회담 does not begin inside 한미일 정상회담."""
_HANJA_STATES = frozenset("美北南韓日中露英佛獨臺伊印")
_HANJA_BEFORE = frozenset("訪對駐反親在離脫抗赴尹野與文李朴主") | _HANJA_STATES
_HANJA_AFTER = frozenset("核軍側發黨外") | _HANJA_STATES


def left_ok(text: str, start: int, follow: Follow, length: int) -> bool:
    """Whether a form of `length` code points may begin at `start` of the folded text. Latin edges are the gazetteer's."""
    first = text[start]
    if start == 0 or first in LATIN:
        return True
    before = text[start - 1]
    if is_hangul(first):
        if length == 1:
            return not (is_hangul(before) or is_latin(before) or is_hanja(before))
        if not is_hangul(before):
            return True
        return follow is Follow.TERM and length > 2 and not (first in _PAIRED and before in _PAIRED)
    if is_hanja(first):
        return _hanja_left(text, start, length)
    return True


def right_ok(text: str, end: int, follow: Follow, length: int) -> bool:
    """Whether a form of `length` code points may end before `end` of the folded text. Latin edges are the gazetteer's."""
    if end >= len(text):
        return True
    last, after = text[end - 1], text[end]
    if last in LATIN:
        return True
    if is_hangul(last):
        if not is_hangul(after) or (follow is Follow.TERM and length > 1):
            return True
        how = Follow.NAME if follow is Follow.TERM else follow
        return after in _NEXT[how] and _RIGHT[how].match(text, end) is not None
    if is_hanja(last):
        return length > 1 or not is_hanja(after) or after in _HANJA_AFTER
    return True


def _hanja_left(text: str, start: int, length: int) -> bool:
    before, character = text[start - 1], text[start]
    if length > 1:
        return True
    if character == "日" and before.isdigit():
        return False  # 3日 is a day of the month
    if character == "中" and (is_hangul(before) or start + 1 >= len(text) or text[start + 1] in ")]"):
        return False  # 회의中, (작업 中): in the midst of
    return not is_hanja(before) or before in _HANJA_BEFORE


def plural_end(text: str, end: int) -> int:
    """The end of an English word that began as a form ending at `end`: with its plural s or es, else `end` itself."""
    if not text.startswith("s", end) and not text.startswith("es", end):
        return end
    to = end + (1 if text[end] == "s" else 2)
    return to if to >= len(text) or not is_latin(text[to]) else end
