"""Whether the words at a place only say where, of what make or of whose house, and name no actor (codebook section 3, settled cases).

A country as a place (`London-based`, `in Switzerland`, 필리핀 마닐라), a forum as a venue (`the G20 summit`), a force as an adjective
of things (`U.S. military bases`, 육군 대장), a body's building (`the White House briefing room`), a name on a ship (`USS Ronald Reagan`).
"""

from __future__ import annotations

import re
from enum import Enum

from handlers.script import words


class Use(Enum):
    """ACTOR: the words name one. WEAK: one such use alone names nobody. NONE: such uses name nobody, however many."""

    ACTOR = 0
    WEAK = 1
    NONE = 2


def _any(text: str) -> str:
    return "|".join(sorted(words(text), key=len, reverse=True))


_CITIES = _any(
    "마닐라 다보스 취리히 제네바 하노이 호찌민 방콕 자카르타 쿠알라룸푸르 런던 파리 베를린 뮌헨 브뤼셀 빈 로마 밀라노 마드리드 "
    "바르셀로나 리스본 헤이그 암스테르담 스톡홀름 "
    "오슬로 코펜하겐 헬싱키 빌뉴스 바르샤바 부다페스트 프라하 키이우 이스탄불 앙카라 리야드 제다 두바이 도하 카이로 요하네스버그 뉴델리 "
    "뭄바이 시드니 캔버라 멜버른 토론토 "
    "밴쿠버 오타와 캘거리 멕시코시티 상파울루 리우 부에노스아이레스 리마 산티아고 타이베이 홍콩 상하이 홍차우 블라디보스토크 "
    "상트페테르부르크 오사카 교토 나고야 "
    "후쿠오카 히로시마 나가사키 삿포로 요코스카 사세보 나하 뉴욕 로스앤젤레스 시카고 애틀랜타 휴스턴 댈러스 보스턴 시애틀 샌프란시스코 "
    "하와이 괌 앵커리지"
)
_STATE_AFTER = re.compile(
    r"\$|-(?:based|born|style|made|bound|educated|language)\b"
    r"| (?:dollars?|tankers?|restaurants?|cuisine|dishes|dramas?|movies?|actors?|actress|singers?|language|brands?|wine|beef|cars?|"
    r"nationals)\b"
    rf"| ?(?:출신|국적|산 |행 |어로|요리|음식|맥주)| (?:{_CITIES})|\([^)]{{1,12}}\) (?:{_CITIES})"
)
_STATE_BEFORE = re.compile(r"\b(?:University|Bank|Times|Voice|Church|Museum|Club|Gulf|Sea|Strait) of (?:the )?$")
_STATE_IN = re.compile(r"\b(?:in|inside|outside|across|throughout) (?:the )?$")
_STATE_WHERE = re.compile("(?:에서|내에서|내 |현지)(?!의)")
_VENUE = re.compile(
    r"(?:\s?\([^()\n]{1,24}\))?(?:[’']s?)?[ \u00a0](?:(?:leaders[’']?|economic|annual|foreign ministers[’']?|ministerial|\d{4})[ \u00a0])*"
    r"(?:summits?|meetings?|gathering|forum|economies|conference|Summits?|Meeting|Forum|Conference)\b"
    r"|(?:\s?\([^()\n]{1,24}\))?[ \u00a0]?(?:정상회의|정상회담|정상외교|외교장관회의|재무장관회의|장관회의|회의|총회|관련 회의|주가|회원국)"
)
_FORCE_AFTER = re.compile(
    r"(?:[’']s)?[ \u00a0-](?:military[ \u00a0])?(?:bases?|commands?|presence|parades?|provocations?|build-?up|improvements|"
    r"installations?|exercises?|drills?|aircraft|"
    r"facilit(?:y|ies)|hardware|equipment|spending|power|capabilit(?:y|ies)|threats?|actions?|cooperation|strikes?|operations?|satellites?|"
    r"budget|aid|assets|might|posture|academy|service|technology|assistance|ties|tensions|intervention|option|uniform|bands?)\b"
    r"|[ \u00a0](?:제?\d+(?![\d,.]*(?:만|천|백)*여? ?명)|"
    r"대장|중장|소장|준장|대령|중령|소령|대위|중위|소위|원사|상사|중사|하사|병장|상병|일병|이병|열병식|운용|조종사|"
    r"출신|"
    r"복무|전역|제대|예비역)"
)
_BARE_FORCE = re.compile(r"(?:[은이](?![가-힣])|의 (?:판단|설명|입장|발표|대응)| ?(?:당국|관계자|소식통|수뇌부|지휘부|통수권))")
_OTHERS_BEFORE = re.compile(
    r"(?:[가-힣0-9]국|각|주요국|중앙|지방|연방|현지|이전|역대|전|전임|차기|새|과거|상대|양|다른|여러|외국|해외|당시|유럽|서방|우방|"
    r"동맹국|회원국)\s$"
)
_BUILDING_AFTER = re.compile(
    r"(?:[’']s)? (?:briefing room|press room|lawn|grounds|Rose Garden|Oval Office|steps|ballroom|reception|dinner|ceremony|"
    r"Situation Room)\b"
    r"| (?:청사|건물|앞|인근|브리핑룸|잔디밭|본관|로즈가든|집무실|영빈관|시대)"
)
_SPOKEN_AT = re.compile(
    r"(?:\s?\([^()\n]{1,24}\))?(?:에서(?!의|는|도)| (?:\d+층 )?(?:강연|연설|본회의|전체회의|토론회|세미나|행사|기자회견|브리핑|국정감사|"
    r"청문회|시정연설)(?:에서|을|에|으로|장))"
)
_SHIP_BEFORE = re.compile(r"\b(?:USS|HMS|ROKS|aircraft carrier|carrier|carriers|destroyer|submarine|warship)(?:,? the)? $")
_PLACE_AFTER = re.compile(
    r" ?(?:공원|기념관|기념공원|체육관|대로|거리)(?![가-힣]{3})| (?:Park|Street|Avenue|Airport|Stadium|Library|Bridge)\b"
)
_THE_BEFORE = re.compile(r"\b[Tt]he $")
_LEADERS_HOUSE = re.compile(
    r"(?:[’']s?)? (?:[a-z-]+ )?(?:administration|government|presidency|White House|campaign|cabinet|team|era|regime|family|clique|camp|"
    r"Foundation|doctrine|"
    r"[A-Z])"
)
_WINDOW = 16
_IN_ENDS = tuple(f"{word} {article}" for word in ("in", "inside", "outside", "across", "throughout") for article in ("", "the "))
_OF_ENDS = ("of ", "of the ")
_SHIP_ENDS = ("the ", "The ", "USS ", "HMS ", "ROKS ", "carrier ", "carriers ", "destroyer ", "submarine ", "warship ")
"""How what the expressions before a name find ends; most places are told by it without a search."""


def use_of(kind: str, text: str, start: int, end: int) -> Use:
    """What use the words at [start, end) make of an actor of type `kind`."""
    before = text[max(0, start - 2 * _WINDOW) : start]
    if kind == "state":
        return _of_state(text, before, end)
    if kind == "person":
        return Use.NONE if _is_ship(text, before, end) or _PLACE_AFTER.match(text, end) else Use.ACTOR
    if kind == "force" and _FORCE_AFTER.match(text, end):
        return Use.NONE
    if kind in ("organisation", "group") and _VENUE.match(text, end):
        return Use.NONE
    if kind in ("body", "organisation", "party") and (_BUILDING_AFTER.match(text, end) or _SPOKEN_AT.match(text, end)):
        return Use.NONE
    return Use.ACTOR


def is_ours(text: str, start: int, end: int) -> bool:
    """Whether a form of our own government or forces (정부, 군) stands alone and speaks of ours, not of others' or of all."""
    if _OTHERS_BEFORE.search(text[max(0, start - _WINDOW) : start]):
        return False
    return end - start > 1 or _BARE_FORCE.match(text, end) is not None


def _of_state(text: str, before: str, end: int) -> Use:
    if _STATE_AFTER.match(text, end) or (before.endswith(_OF_ENDS) and _STATE_BEFORE.search(before)):
        return Use.NONE
    if (before.endswith(_IN_ENDS) and _STATE_IN.search(before)) or _STATE_WHERE.match(text, end):
        return Use.WEAK
    return Use.ACTOR


def _is_ship(text: str, before: str, end: int) -> bool:
    if not before.endswith(_SHIP_ENDS):
        return False
    if _SHIP_BEFORE.search(before):
        return True
    return _THE_BEFORE.search(before) is not None and _LEADERS_HOUSE.match(text, end) is None
