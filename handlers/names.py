"""Short forms that follow from a person's name: the surname alone in English, the surname before a title in Korean."""

from __future__ import annotations

from handlers.ontology.records import Actor
from handlers.script import words

_SURNAME_FIRST = frozenset({"KR", "KP", "CN", "TW", "VN"})
_TITLES = words(
    "대통령 전대통령 위원장 국무위원장 총비서 주석 총리 장관 차관 의원 대표 실장 차장 처장 사령관 대사 보좌관 부부장 의장 총장 "
    "본부장 특사 "
    "원내대표 후보 여사 회장 부통령 국장 전략 외상 대변인 부장 합참의장 대장 비서관 비서실장 부보좌관 차관보 이사장 원장 "
    "참모총장 대사대리"
)
_KOREAN_NAME = range(2, 5)
_TWO_SYLLABLE_SURNAMES = frozenset({"남궁", "황보", "제갈", "선우", "독고", "사공"})


def derived_short(actor: Actor) -> tuple[str, ...]:
    """Forms of a person that count where a full form stands in the same text; none for what is no person."""
    if actor.type != "person":
        return ()
    return (*_english(actor), *_korean(actor))


def surname(actor: Actor) -> str:
    """The surname in the English name: the first word of a Korean, Chinese or Vietnamese name, else the last one."""
    parts = actor.name_en.split()
    return parts[0] if actor.country in _SURNAME_FIRST else parts[-1]


def _english(actor: Actor) -> tuple[str, ...]:
    parts = actor.name_en.split()
    name = surname(actor) if len(parts) > 1 else ""
    return (name,) if len(name) > 1 and name[0].isupper() else ()


def _korean(actor: Actor) -> tuple[str, ...]:
    name = actor.name_ko
    if " " in name:
        last = name.split()[-1]
        return (last,) if len(last) > 1 else tuple(f"{last} {title}" for title in _TITLES)
    if actor.country not in ("KR", "KP") or len(name) not in _KOREAN_NAME:
        return ()
    family = name[:2] if name[:2] in _TWO_SYLLABLE_SURNAMES else name[0]
    return tuple(f"{family} {title}" for title in _TITLES)
