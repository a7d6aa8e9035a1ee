"""What is measured of each sentence that may stand for its text, as figures in the order of NAMES.

Likeness to the text's centroid (Radev et al. 2004), words shared with the title and place (Edmundson 1969), what a sentence brings that
the text comes back to, the main tags it shows, its length, and marks of what it does: tells an act, demands, looks ahead or back, quotes,
leans on what stood before.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.boilerplate import opening
from handlers.cues import Cues
from handlers.document import Span
from handlers.findings import ActorFinding, Findings
from handlers.reading import Reading, Sentence
from handlers.script import phrases, words

NAMES = (
    "place",
    "place in Korean",
    "late",
    "late in opinion",
    "last in a statement",
    "centroid",
    "title",
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
    "points back",
    "joins on",
    "shows a pose",
    "asks",
)
"""Each figure's name. Weights are by name, so that the order may change."""

_MOST_SENTENCES = 400
_USUAL = {"ko": 60.0}
_USUAL_ELSE = 130.0
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
_CLOSERS = "\"'”’」)] "
_ENDS = ".다요?!"


@dataclass(frozen=True, slots=True)
class Candidate:
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
        body = reading.document.body
        spans = _own_words(s for s in reading.sentences[:_MOST_SENTENCES] if not s.is_boilerplate)
        usable = [span for span in spans if _is_sentence(body[span.start : span.end])]
        usable = usable or [sentence.span for sentence in reading.sentences[:_MOST_SENTENCES] if len(sentence.text) > 1]
        if not usable:
            return []
        texts = [body[span.start : span.end] for span in usable]
        bags = [words_of(text) for text in texts]
        view = _View(len(usable), findings.language, findings.kind.label, _Likeness(bags, words_of(reading.document.title)))
        actors, marks = _actors_shown(findings.actors, usable), self._marks(body, usable)
        return [
            Candidate(at, span, text, bag, view.values(at, text, bag, shown, marked))
            for at, (span, text, bag, shown, marked) in enumerate(zip(usable, texts, bags, actors, marks, strict=True))
        ]

    def _marks(self, body: str, spans: Sequence[Span]) -> list[set[str]]:
        """Per sentence what its words tell of what it does."""
        marks: list[set[str]] = [set() for _ in spans]
        start, at = spans[0].start, 0
        for place, name in self._cues.places(body[start : spans[-1].end]):
            while spans[at].end <= start + place:
                at += 1
            if spans[at].start <= start + place:
                marks[at].add(name)
        return marks


def _own_words(sentences: Iterable[Sentence]) -> Iterable[Span]:
    return (Span(sentence.span.start + opening(sentence.text), sentence.span.end) for sentence in sentences)


def _is_sentence(text: str) -> bool:
    """Long enough to tell something, or ended as a sentence is."""
    long = len(text) >= (18 if "가" <= text[-2:-1] <= "힣" else 35)
    return (long or (len(text) > 8 and text[-1] in ".다")) and any(character.isalpha() for character in text)


class _Likeness:
    """How the sentences of a text hang together by their content words."""

    def __init__(self, bags: Sequence[frozenset[str]], title: frozenset[str]) -> None:
        self._frequency = Counter(word for bag in bags for word in bag)
        self._size = math.sqrt(sum(number * number for number in self._frequency.values())) or 1.0
        self._rarity = {word: math.log1p(len(bags) / number) ** 2 for word, number in self._frequency.items()}
        self._title = title
        self._title_size = math.sqrt(sum(self._rarity.get(word, 0.0) for word in title)) or 1.0
        self._weight = {word: math.log(number) for word, number in self._frequency.items()}
        self._seen: set[str] = set()

    def centroid(self, bag: frozenset[str]) -> float:
        """Cosine with the sum of all sentences."""
        return sum(map(self._frequency.__getitem__, bag)) / (math.sqrt(len(bag) or 1) * self._size)

    def title(self, bag: frozenset[str]) -> float:
        """Share of the title's words."""
        return len(bag & self._title) / (len(self._title) or 1)

    def title_cosine(self, bag: frozenset[str]) -> float:
        """Cosine with the title, rare words weighing more."""
        shared = sum(map(self._rarity.__getitem__, bag & self._title))
        return shared / ((math.sqrt(sum(map(self._rarity.__getitem__, bag))) or 1.0) * self._title_size) if shared else 0.0

    def brings_up(self, bag: frozenset[str]) -> float:
        """Words that stand here first and come again; asked in the order of the text."""
        new = bag - self._seen
        self._seen |= new
        return sum(map(self._weight.__getitem__, new)) / (len(bag) + 4.0)


@dataclass(frozen=True, slots=True)
class _View:
    """What is the same for all sentences of a text."""

    count: int
    language: str
    kind: str
    likeness: _Likeness

    def values(self, at: int, text: str, bag: frozenset[str], actors: int, marks: set[str]) -> tuple[float, ...]:
        """The figures of one sentence, in the order of NAMES."""
        korean, opinion, statement = self.language == "ko", self.kind == "opinion", self.kind == "statement"
        title, demands, late = self.likeness.title(bag), "demand" in marks, at >= _LATE_FROM
        length = math.log(max(len(text) / _USUAL.get(self.language, _USUAL_ELSE), 0.1))
        return (
            math.log1p(at),
            korean * at / max(1, self.count - 1),
            float(late),
            float(late and opinion),
            float(statement and at == self.count - 1),
            self.likeness.centroid(bag),
            title,
            title * opinion,
            self.likeness.title_cosine(bag),
            title * (at == 0),
            length,
            length * length,
            length * statement,
            float(text.rstrip(_CLOSERS)[-1:] not in _ENDS),
            float(_LIST.match(text) is not None),
            min(actors, _MOST_ACTORS) / _MOST_ACTORS,
            self.likeness.brings_up(bag),
            float("back" in marks or _YEAR.search(text) is not None),
            float(_QUOTED.search(text) is not None),
            float(korean and "ahead" in marks),
            float(korean and "weighs" in marks),
            float(demands),
            float(demands and opinion),
            float("act" in marks),
            float(_POINTS_BACK.match(text) is not None),
            float(_JOINS_ON.match(text) is not None),
            float(korean and _POSE.search(text, max(0, len(text) - 8)) is not None),
            float(text.rstrip(_CLOSERS).endswith(("?", "？"))),
        )


def _actors_shown(actors: Iterable[ActorFinding], spans: Sequence[Span]) -> list[int]:
    """Per sentence how many of the main actors it names."""
    shown = [0] * len(spans)
    for actor in actors:
        if actor.salience != "major":
            continue
        places = sorted(mention.start for mention in actor.mentions if mention.field == "body")
        at = 0
        for index, span in enumerate(spans):
            while at < len(places) and places[at] < span.start:
                at += 1
            if at < len(places) and places[at] < span.end:
                shown[index] += 1
    return shown


def by_name(weights: Mapping[str, float]) -> tuple[float, ...]:
    """Weights in the order of NAMES; a name without one weighs nothing."""
    return tuple(weights.get(name, 0.0) for name in NAMES)
