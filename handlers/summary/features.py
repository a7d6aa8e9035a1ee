"""What is measured of each sentence that may stand for its text, as figures in the order of NAMES.

Likeness to the text's centroid (Radev et al. 2004), words shared with the title and place (Edmundson 1969), what a sentence brings that
the text comes back to, the main tags it shows, its length, and marks of what it does: tells an act, demands, looks ahead or back, quotes,
leans on what stood before.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from handlers.cues import Cues
from handlers.document import Span
from handlers.findings import ActorFinding, Findings
from handlers.reading import Reading, Sentence
from handlers.script import phrases, words

NAMES = (
    "place",
    "before the lead",
    "caption",
    "place in Korean",
    "late",
    "late in opinion",
    "last in a statement",
    "centroid",
    "title in opinion",
    "title likeness",
    "title in the first",
    "length",
    "length squared",
    "length in a statement",
    "no end",
    "list",
    "main actors",
    "brings up",
    "looks back",
    "quotes",
    "looks ahead in Korean",
    "weighs in Korean",
    "demands",
    "demands in opinion",
    "tells an act",
    "dangles",
    "points back",
    "joins on",
    "shows a pose",
)
"""Each figure's name. Weights are by name, so that the order may change."""

_MOST_SENTENCES = 400
_USUAL_HANGUL, _USUAL_LATIN = 60.0, 130.0
_LATE_FROM = 6
_MOST_ACTORS = 4

_WORD = re.compile(r"[a-z]{2,}|[가-힣]{2,}|[一-鿿]+|\d+")
_STOP = frozenset(
    word[:6]
    for word in words(
        "the a an of to in on at for and or but with by from as is are was were be been being it its he she they we i you this "
        "that these those "
        "his her their our has have had will would could should may might can not no said says also after before over into than "
        "which who whom "
        "there when where what while about more most some such other one two new last year years day days mr ms"
    )
)
_POINTS_BACK = re.compile(
    r"[\"“'‘]?(?:He|She|They|It|This|That|These|Those|Such|His|Her|Their|Its|We|I|You|One)\b|"
    r"그는|그녀는|이들은|그들은|이는|이에|그가|그의|이를|이것|이런|이러한|이 같은|이같은|이번|그 |우리는|저는|이와|여기|이처럼"
)
_DANGLES = re.compile(
    r"[\"“'‘]?(?:He|She|They|His|Her|Their|Him|Them)\b|(?:그|그녀)(?:는|가|의|도)\s|(?:이들|그들)[은이도의]|"
    r"이 (?:관계자|당국자|소식통|대변인|신문|매체|통신)"
)
"""Begins with somebody whom only the sentence before names."""
_JOINS_ON = re.compile(
    r"[\"“'‘]?(?:But|And|However|Meanwhile|Also|In addition|Moreover|Still|Yet|So|Then|Separately|Instead|Nevertheless|Nonetheless|"
    r"Thus|Therefore|For example|For instance|Furthermore|Finally|Similarly|Indeed|Or|Though)\b|"
    r"(?:그러나|하지만|그러면서|이어|이어서|또|또한|한편|특히|다만|따라서|앞서|그래서|아울러|그런데|반면|이후|당시|이날|실제로|그럼에도|"
    r"그런|그리고|그렇다|예를|물론|더구나|게다가|결국|이밖에|이 밖에|이외)(?=[\s,])"
)
_MARKS = {
    "act": phrases(
        "announced|agreed|signed|approved|launched|reached|decided|imposed|fired|met|held|called for|urged|warned|released|adopted|"
        "reaffirmed|"
        "발표했|합의했|체결했|발사했|결정했|열렸|개최했|회담|촉구했|경고했|공개했|확인했|나섰|추진"
    ),
    "demand": phrases(
        "should|must|need to|needs to|ought|have to|has to|cannot|will never|it is time|urgent|essential|crucial|imperative|"
        "해야|되어야|돼야|필요하|필요가|절실|시급|안 된다|마땅|바람직|중요하|과제|관건|핵심"
    ),
    "ahead": phrases("예정|계획이다|방침|할 것|앞두고|목표"),
    "weighs": phrases("지만 |지만,|반면|불구하고|는데 |는데,"),
    "back": phrases("last year|years ago|earlier this|previous|formerly|has long|ago|지난해|작년|앞서|당시|그동안|지금까지"),
}
"""What a sentence does, told by its words."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTED = re.compile(r"[“\"][^“”\"]{3,}[”\"]")
_POSE = re.compile(r"고 있(?:다|습니다)\.?$")
_LIST = re.compile(r"[-–•▲△■◆○●▷①-⑳❶-❿*]|\d{1,2}[.)]\s|\(\d\)")
_LEANING = frozenset("\"“'‘HSTIWYBAMFNO그이우저여또한특다따앞아반당실예물더게결하")
"""What _DANGLES, _POINTS_BACK and _JOINS_ON begin with."""
_NO_MARKS: frozenset[str] = frozenset()
_CLOSERS = "\"'”’」)] "
_ENDS = tuple(".?!다")
_VERB_ENDS = "다요까죠나니"
_DATELINE_ENDS = ("=", "--", "—", "–", "기자]")
_CAPTIONS, _LEAD = 8, 5
_CAPTION = re.compile(
    r"(?:This|The|These|A|An|In this|In these)(?: \w+){0,2} "
    r"(?:photos?|images?|pictures?|screenshot|screengrab|screen grab|graphic|footage|illustration)\b|"
    r"[^.]{0,160}\b(?:poses? for|is seen|are seen|shakes? hands|pictured|looks? on)\b"
)
"""What stands under a picture, where no credit tells it. Only the first candidates can be captions, and only they are asked."""


class Candidate(NamedTuple):
    """A sentence that may be chosen, from its own first word on, with its content words and its figures; `at` counts candidates."""

    at: int
    span: Span
    text: str
    words: frozenset[str]
    values: tuple[float, ...]


def words_of(text: str) -> frozenset[str]:
    """Content words by their beginnings (six letters, two syllables), which stand for the stem under any ending or particle."""
    return frozenset([word[:2] if word >= "가" else word[:6] for word in _WORD.findall(text.lower())]) - _STOP


class Candidates:
    """Finds the candidates of a text. Built once, holds no state of any text."""

    def __init__(self) -> None:
        self._cues = Cues(_MARKS)

    def find(self, reading: Reading, findings: Findings) -> list[Candidate]:
        """The sentences that may stand for the text, in its order: no boilerplate, no scraps, the first four hundred."""
        sentences = reading.sentences[:_MOST_SENTENCES]
        usable = [own for s in sentences if not s.is_boilerplate and _is_sentence((own := _own_words(s))[1])]
        usable = usable or [(sentence.span, sentence.text) for sentence in sentences if len(sentence.text) > 1]
        if not usable:
            return []
        spans = [span for span, _ in usable]
        bags = [words_of(text) for _, text in usable]
        starts = [span.start for span in spans]
        korean = findings.language == "ko"
        lead = _lead(usable, reading.document.body, korean=korean)
        view = _View(len(usable), lead, korean, findings.kind.label, _Likeness(bags, words_of(reading.document.title)))
        actors, marks = _actors_shown(findings.actors, spans, starts), self._marks(reading.document.body, spans, starts)
        return [
            Candidate(at, span, text, bags[at], view.values(at, text, bags[at], actors[at], marks.get(at, _NO_MARKS)))
            for at, (span, text) in enumerate(usable)
        ]

    def _marks(self, body: str, spans: Sequence[Span], starts: Sequence[int]) -> dict[int, set[str]]:
        """What the words of a sentence tell of what it does, for those that tell something."""
        marks: dict[int, set[str]] = {}
        first, last = starts[0], spans[-1].end
        found = [(first + place, name) for place, name in self._cues.places(body[first:last])]
        found += [(match.start(), "back") for match in _YEAR.finditer(body, first, last)]
        for place, name in found:
            at = bisect_right(starts, place) - 1
            if place < spans[at].end:
                marks.setdefault(at, set()).add(name)
        return marks


def _own_words(sentence: Sentence) -> tuple[Span, str]:
    skipped = sentence.opening
    return (Span(sentence.span.start + skipped, sentence.span.end), sentence.text[skipped:]) if skipped else (sentence.span, sentence.text)


def _lead(usable: Sequence[tuple[Span, str]], body: str, *, korean: bool) -> int:
    """Which candidate the text begins with: the one behind a dateline, else the first that is whole and no caption."""
    for at, (span, _) in enumerate(usable[:_CAPTIONS]):
        if body[max(0, span.start - 8) : span.start].rstrip(" ").endswith(_DATELINE_ENDS):
            return at
    for at, (_, text) in enumerate(usable[:_LEAD]):
        if _is_whole(text, korean=korean) and not _CAPTION.match(text) and not (korean and _POSE.search(text)):
            return at
    return 0


def _is_whole(text: str, *, korean: bool) -> bool:
    """Whether it ends as a sentence does; a headline, or a caption that ends on a noun, does not."""
    end = text.rstrip(_CLOSERS)
    if end[-1:] not in _ENDS:
        return False
    verb = end.rstrip(".!?…")[-1:] if korean else ""
    return not "가" <= verb <= "힣" or verb in _VERB_ENDS


def _is_sentence(text: str) -> bool:
    """Long enough to tell something, or ended as a sentence is."""
    long = len(text) >= (18 if "가" <= text[-2:-1] <= "힣" else 35)
    return (long or (len(text) > 8 and text[-1] in ".다")) and (text[0].isalpha() or any(map(str.isalpha, text)))


class _Likeness:
    """How the sentences of a text hang together by their content words."""

    def __init__(self, bags: Sequence[frozenset[str]], title: frozenset[str]) -> None:
        frequency = Counter(chain.from_iterable(bags))
        numbers = Counter(frequency.values())
        rarity = {number: math.log1p(len(bags) / number) ** 2 for number in numbers}
        weight = {number: math.log(number) for number in numbers}
        self._frequency = frequency
        self._size = math.sqrt(sum(number * number * times for number, times in numbers.items())) or 1.0
        self._rarity = {word: rarity[number] for word, number in frequency.items()}
        self._title = title
        self._title_size = math.sqrt(sum(self._rarity.get(word, 0.0) for word in title)) or 1.0
        self._weight = {word: weight[number] for word, number in frequency.items() if number > 1}

    def of(self, bag: frozenset[str]) -> tuple[float, float, float, float]:
        """Cosine with the sum of all sentences; share of the title's words; cosine with the title, rare words weighing more; and

        what the sentence brings that comes again, asked in the order of the text.
        """
        size, shared = len(bag), bag & self._title
        centroid = sum(map(self._frequency.__getitem__, bag)) / (math.sqrt(size or 1) * self._size)
        weight, new = self._weight, bag & self._weight.keys()
        brings = sum(map(weight.pop, new)) / (size + 4.0) if new else 0.0
        if not shared:
            return centroid, 0.0, 0.0, brings
        rarity = self._rarity.__getitem__
        cosine = sum(map(rarity, shared)) / ((math.sqrt(sum(map(rarity, bag))) or 1.0) * self._title_size)
        return centroid, len(shared) / len(self._title), cosine, brings


@dataclass(frozen=True, slots=True)
class _View:
    """What is the same for all sentences of a text."""

    count: int
    lead: int
    korean: bool
    kind: str
    likeness: _Likeness

    def values(self, at: int, text: str, bag: frozenset[str], actors: int, marks: Collection[str]) -> tuple[float, ...]:
        """The figures of one sentence, in the order of NAMES."""
        korean, opinion, statement, after = self.korean, self.kind == "opinion", self.kind == "statement", at - self.lead
        demands, late = "demand" in marks, at >= _LATE_FROM
        centroid, title, title_cosine, brings_up = self.likeness.of(bag)
        length = math.log(max(len(text) / (_USUAL_HANGUL if korean else _USUAL_LATIN), 0.1))
        begins = text[0]
        return (
            math.log1p(after) if after > 0 else 0.0,
            1.0 if after < 0 else 0.0,
            1.0 if at < _CAPTIONS and _CAPTION.match(text) else 0.0,
            at / max(1, self.count - 1) if korean else 0.0,
            1.0 if late else 0.0,
            1.0 if late and opinion else 0.0,
            1.0 if statement and at == self.count - 1 else 0.0,
            centroid,
            title if opinion else 0.0,
            title_cosine,
            title if at == 0 else 0.0,
            length,
            length * length,
            length if statement else 0.0,
            0.0 if _is_whole(text, korean=korean) else 1.0,
            1.0 if not begins.isalpha() and _LIST.match(text) else 0.0,
            min(actors, _MOST_ACTORS) / _MOST_ACTORS,
            brings_up,
            1.0 if "back" in marks else 0.0,
            1.0 if ("“" in text or '"' in text) and _QUOTED.search(text) else 0.0,
            1.0 if korean and "ahead" in marks else 0.0,
            1.0 if korean and "weighs" in marks else 0.0,
            1.0 if demands else 0.0,
            1.0 if demands and opinion else 0.0,
            1.0 if "act" in marks else 0.0,
            1.0 if begins in _LEANING and _DANGLES.match(text) else 0.0,
            1.0 if begins in _LEANING and _POINTS_BACK.match(text) else 0.0,
            1.0 if begins in _LEANING and _JOINS_ON.match(text) else 0.0,
            1.0 if korean and "고 있" in text[-9:] and _POSE.search(text, max(0, len(text) - 8)) else 0.0,
        )


def _actors_shown(actors: Iterable[ActorFinding], spans: Sequence[Span], starts: Sequence[int]) -> list[int]:
    """Per sentence how many of the main actors it names."""
    shown = [0] * len(spans)
    for actor in actors:
        if actor.salience == "major":
            seen = {(bisect_right(starts, mention.start) - 1, mention.start) for mention in actor.mentions if mention.field == "body"}
            for at in {at for at, place in seen if at >= 0 and place < spans[at].end}:
                shown[at] += 1
    return shown


def by_name(weights: Mapping[str, float]) -> tuple[float, ...]:
    """Weights in the order of NAMES; a name without one weighs nothing."""
    return tuple(weights.get(name, 0.0) for name in NAMES)
