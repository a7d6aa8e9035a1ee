"""What sort of text it is (codebook section 2): news, opinion, statement or other, by the marks that editors and press offices leave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from handlers.cues import Cues
from handlers.findings import Findings, Label
from handlers.reading import Reading
from handlers.script import phrases, words

_HEAD, _FRONT, _BODY = 600, 3_000, 20_000
_FRONT_ONLY = frozenset({"statement", "paper"})

_TITLE_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "other",
        re.compile(
            r"^\W*(?:포토|사진|화보|일정|인사|부고|부음|게시판|운세|날씨|표|그래픽|카드뉴스|신간|동정|오늘의\s*\S+|주요\s*일정|"
            r"헤드라인|영상|모집)\s*[\]>)】]|^\W*photos?\b|"
            r"\bnews summary\b|\bfront page\b|\bschedule\b|\bcalendar\b|\bheadlines\b|\bin pictures\b|\bphoto(?:s| gallery)\b|"
            r"\bbook review\b|"
            r"\b(?:10대|올해의)\s*(?:뉴스|사건)|\btimeline\b|\bbox office\b|"
            r"\btop \d+\b(?!\s*(?:bn|billion|mln|million|tln|trillion|percent|pct|won)|[%,.]\d?)|"
            r"^review:|^\W*(?:서평|영화평|리뷰)\b|\b(?:the|this) week in\b|\bweek in (?:review|brief)\b|\bkey developments\b|"
            r"^summary of \w+ news\b|주간\s*\S{0,6}\s*(?:브리핑|뉴스|동향)",
            re.IGNORECASE,
        ),
    ),
    (
        "opinion",
        re.compile(
            r"^\W*(?:editorial|column|op-?ed|opinion|commentary|contribution|viewpoint|guest column|letter|analysis|"
            r"desk column|reporter's notebook)\b\W|"
            r"\beditorial\b|\bcommentary\b|^opinion\b|"
            r"[\[<(【][^\]>)】]{0,12}(?:사설|칼럼|시론|기고|논단|시평|오피니언|기자수첩|데스크|만평|특별기고|시각|논평|시선|"
            r"광장|窓|세상읽기|포럼|수첩|에세이|프리즘|춘추)"
            r"[^\]>)】]{0,8}[\]>)】]|칼럼$|\(사설\)|론평",
            re.IGNORECASE,
        ),
    ),
    (
        "statement",
        re.compile(
            r"^(?:joint )?(?:press )?(?:statement|readout|fact sheet|remarks|declaration|communiqu[eé]|transcript|"
            r"press release|press statement|proclamation)\b|"
            r"\b(?:joint|leaders['’]?|press|policy) (?:\w+ )?(?:statement|declaration|communiqu[eé])\b|\breadout of\b|"
            r"\bstatement (?:by|of|from|on|in)\b|"
            r"\bremarks (?:by|to|at|on)\b|\bfact sheet\b|\bspeech (?:by|at|of)\b|\baddress (?:by|to the)\b|"
            r"공동\s*(?:성명|선언문|보도문|발표문)(?:문)?\s*(?:전문|\(|$)|담화문?\s*(?:전문|$)|(?:연설|기념사|축사|신년사|"
            r"경축사)\s*(?:전문|$)|^\[?(?:전문|보도자료)\b",
            re.IGNORECASE,
        ),
    ),
)
_SPEAKERS = phrases(
    "the president|the two leaders|the two sides|the leaders|the secretary|the ministers|the vice president|the deputy secretary|they"
)
_ASSURES = words("welcomed reaffirmed reiterated underscored affirmed emphasized discussed condemned reviewed highlighted")
_CUES = {
    "statement": (
        *phrases(
            "for immediate release|we, the leaders|we, the ministers|we, the foreign|we the leaders|we, national|"
            "press statement|excellencies|"
            "mr. president, |ladies and gentlemen|the following is the text|the following is the full text|hereinafter|"
            "the participants|undersigned|"
            "entry into force|president donald j. trump|president joseph r. biden|조선중앙통신사 보도|"
            "담화를 발표하였다|존경하는|국민 여러분"
        ),
        *(f"{speaker} {verb}" for speaker in _SPEAKERS for verb in _ASSURES),
    ),
    "paper": phrases(
        "this policy brief|this brief|this report|this paper|this article|this essay|this commentary|following article|following essay|"
        "policy recommendations|이 글은|이 글에서|이 보고서|이 논문"
    ),
    "broadcast": phrases("[앵커]|[리포트]|영상편집|촬영기자|뉴스입니다"),
    "person": phrases("i|we|our|my"),
    "argues": phrases(
        "should|must|ought to|needs to|need to|cannot afford|it is time|imperative|essential|vital|crucial|in my view|"
        "i believe|perhaps|of course|"
        "after all|indeed|unfortunately|arguably|surely|the question is|해야 한다|해야한다|해야 할|되어야|돼야 한다|않으면 안|"
        "것이다.|아닌가|아닐까|"
        "수밖에 없다|바란다|필요가 있다|마땅하다|안 된다.|때문이다.|셈이다.|일까?|는가?|인가?|나?|필자|우려스럽|라고 본다|"
        "라고 생각한다|해선 안|"
        "절실하다|시급하다|기대한다.|명심해야"
    ),
    "reports": phrases(
        "said|told|according to|announced|reported|added|reuters|yonhap|spokesman|spokeswoman|spokesperson|밝혔다|말했다|"
        "전했다|보도했다|설명했다|"
        "강조했다|덧붙였다|알려졌다|발표했다|따르면|관계자는|지적했다|했다고|것으로 보인다|전망이다|예정이다|촉구했다|"
        "=연합뉴스|=뉴스1|=뉴시스"
    ),
    "hedges": phrases(
        "may|might|could|would|however|yet|thus|therefore|rather|likely|unlikely|instead|clearly|although|while|despite|even|"
        "far from|merely"
    ),
}
_DATELINE = re.compile(
    r"^[^\n]{0,200}?(?:\((?:Yonhap|Reuters|AP|AFP|UPI)\)|[A-Z]{4,}(?:, [\w .]+)? ?[—–-]{1,2} |\([가-힣]{2,5}=[가-힣0-9]+\))"
)


_BYLINE = re.compile(r"[가-힣]{2,4} (?:기자|특파원)(?:입니다|\s*[=(]|\s+[\w.+-]+@)|[\w.+-]+@[\w-]+\.(?:co\.kr|com|kr)\s*$")
_PRESS_OFFICE = re.compile(
    r"\((?:장관|차관|청장|소장|원장|처장|시장|군수|구청장|본부장|이사장|사령관|도지사|교육감|관장)\s?[가-힣]{2,4}\)(?:은|는|이|"
    r"가|에서)?"
)
_ROUND_UP = re.compile(r"10대\s*뉴스|주요\s*일정|\bnews summary\b|\bkey events\b|이번\s*주\s*일정", re.IGNORECASE)


class KindHandler:
    """news, opinion, statement or other, with the share of its marks as the score."""

    name = "kind"
    version = 2

    def __init__(self) -> None:
        self._cues = Cues(_CUES)

    def run(self, reading: Reading, findings: Findings) -> Findings:
        document = reading.document
        scores = {"news": 1.0, "opinion": 0.0, "statement": 0.0, "other": 0.0}
        for kind, marks in _TITLE_MARKS:
            if marks.search(document.title):
                scores[kind] += 3.0
        if document.outlet_class == "official":
            scores["statement"] += 2.0
        if document.outlet_class == "think-tank":
            scores["opinion"] += 2.0
        _read_head(document.body[:_HEAD], scores)
        body = document.body[:_BODY]
        _read_body(body, findings.language, self._cues.places(body), scores)
        best = max(scores, key=lambda kind: scores[kind])
        return replace(findings, kind=Label(best, scores[best] / (sum(scores.values()) or 1.0)))


def _read_head(head: str, scores: dict[str, float]) -> None:
    if _DATELINE.match(head):
        scores["news"] += 1.5
    if _PRESS_OFFICE.search(head[:200]):
        scores["statement"] += 2.5
    if _ROUND_UP.search(head[:80]):
        scores["other"] += 3.0


def _read_body(body: str, language: str, places: Iterable[tuple[int, str]], scores: dict[str, float]) -> None:
    size = max(len(body) / (1000.0 if language == "en" else 500.0), 0.6)
    counts = Counter(name for at, name in places if at < _FRONT or name not in _FRONT_ONLY)
    rates = {name: counts[name] / size for name in _CUES}
    if rates["reports"] < 0.7 and counts["paper"]:
        scores["opinion"] += 1.5
    has_byline = counts["broadcast"] or _BYLINE.search(body[:300]) or _BYLINE.search(body[-300:])
    scores["news"] += min(rates["reports"], 4.0) * 0.5 + (1.5 if has_byline else 0.0)
    scores["statement"] += min(counts["statement"], 3) * 0.7
    if language == "en":
        _read_english(size, rates, scores)
    elif rates["reports"] < 0.8 and size > 2.0:
        scores["opinion"] += min(rates["argues"], 3.0) * 1.2 + (0.9 if rates["reports"] < 0.15 else 0.0)


def _read_english(size: float, rates: Mapping[str, float], scores: dict[str, float]) -> None:
    """Speech is in the first person and quotes nobody; argument weighs and hedges where reports attribute."""
    if rates["person"] > 2.0 and rates["reports"] < 1.6:
        scores["statement"] += min(rates["person"], 6.0) * 0.4
    if rates["reports"] < 0.7 and size > 1.8:
        scores["opinion"] += min(rates["argues"], 3.0) * 0.8 + min(rates["hedges"], 4.0) * 0.35
