"""English speech: "…," X said; said X; X said: "…"; X said (that) …; …, X said; according to X."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from handlers.boilerplate import opening
from handlers.mentions import Place
from handlers.quotes.marks import Quotation
from handlers.quotes.speakers import Said, Speakers
from handlers.reading import Sentence
from handlers.wordings import Found

_ADVERBS = (
    r"(?:also|later|then|earlier|further|again|meanwhile|reportedly|separately|repeatedly|once|has|have|had|\w+ly|in turn|on \w+day|\w+day|"
    r"in (?:a|an|the) [\w\s-]{3,30}?)"
)
_PRONOUN = re.compile(rf"(?:^|[\s“\"(])(he|she|it|they|we|i)(?:\s{_ADVERBS}){{0,3}}\s*$", re.IGNORECASE)
_ROLE = (
    r"(?:spokes\w+|officials?|chief|minister|ministry|leaders?|foreign|defen[cs]e|unification|vice|deputy|prime|senior|top|first|high-ranking|"
    r"military|government|administration|officials|authorities|side|delegation|press|presidential|national|security|state|media|news|agency|"
    r"and|of|for|the|a|an|secretary|president|ambassador|envoy|commander|lawmakers?|director|head|adviser|general|representative|"
    r"[A-Z][\w.’'-]*)"
)
_GAP = re.compile(rf"(?:['’]s?)?(?:[\s-]{_ROLE}){{0,8}}(?:\s?\([^)\n]{{1,40}}\))?(?:,?\s{_ADVERBS}){{0,3}},?\s*")
_UNFIT = re.compile(r"\b(?:media|news|press|reports?|newspaper|law|documents?|data)\s*$")
_NOUN = re.compile(
    r"(?:^|[\s,“\"])(?:the|a|an|one|another|its|his|her)\s(?:[\w-]+\s){0,2}?(ministry|command|department|agency|office|company|council|committee|"
    r"union|party|embassy|military|navy|army|officials?|spokes\w+|minister|secretary|president|commander|ambassador|general|envoy|leader|"
    rf"chairman|chief)(?P<role>\s(?:officials?|spokes\w+|chief|statement))?(?:\s{_ADVERBS}){{0,2}}\s*$",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"\b(?:of|at|for|from|with|in|to|by|against|on|about|over|toward|after|before|between|and|told)\s(?:the\s|its\s)?$"
)
_OWN_VOICE = re.compile(
    r"\b(?:spokes\w+|officials?|heads?|chief|directors?|delegation|government|ministry|military|leaders?|president|representatives?|sources?)\s"
    r"(?:of|at|for|from|with|in)\s(?:the\s)?$"
)
_AFTER = re.compile(rf"\s+(?:the\s)?(?:(?:{_ROLE}|[a-z-]+)\s){{0,6}}$")
_NOT_SAID = re.compile(r"\b(?:is|are|was|were|be|been|being|not|never|to|would|could|should|if|who)\s(?:\w+ly\s)?$")
_THAT = re.compile(r"[^“”\";:.]{0,90}?\bthat\s")
_TIME = re.compile(
    r"(?:\s(?:on\s|late\s|early\s|last\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s(?:today|yesterday|later|earlier|separately))?"
    r"(?:\s(?:in|at|during|through|via)\s(?:an?|the|its|his|her)\s[\w\s’'-]{3,40}?(?=\sthe|\sit|\she|\sshe|\sits|\sSouth|\sNorth|,))?,?\s+"
)
_REST = re.compile(r"[^,.;:“\"]{0,60}(?:[,.;]|$)")
_BREAK = re.compile(r"[.!?]\s|\n|;")
_CLAUSE_BREAK = re.compile(r"[;:—–]|,?\s(?:but|while|although|though|as|because|after|when)\s")
_AFTER_QUOTE = 150
_LEAST_WORDS = 4
_LEAST_DIRECT = 3


class EnglishSpeech:
    """The quotes of one English text."""

    def __init__(
        self, body: str, sentences: Sequence[Sentence], cues: Sequence[Found], marks: Sequence[Quotation], speakers: Speakers
    ) -> None:
        self._body = body
        self._sentences = sentences
        self._cues = cues
        self._cue_starts = [cue.start for cue in cues]
        self._marks = marks
        self._mark_starts = [mark.outer_start for mark in marks]
        self._speakers = speakers
        self._said: list[Said] = []
        self._taken: set[int] = set()
        self._open: tuple[str, int, Said] | None = None

    def find(self) -> list[Said]:
        """All quotes in the order of the text."""
        for sentence in self._sentences:
            start = sentence.span.start + opening(sentence.text)
            self._sentence(start, sentence.span.end)
        return sorted(self._said, key=lambda said: said.start)

    def _sentence(self, start: int, end: int) -> None:
        marks = [mark for mark in self._marks_in(start - 1, end) if mark.outer_start not in self._taken]
        used: set[int] = set()
        for mark in marks:
            self._direct(mark, start, used)
        for cue in self._cues_in(start, end):
            if cue.start not in used and not self._is_quoted(cue.start):
                self._reported(cue, start, end)
        first = self._speakers.places(start, end)[:1]
        if first and first[0].start - start < 40 and not self._is_quoted(first[0].start):
            self._speakers.named(first[0])

    def _cues_in(self, start: int, end: int) -> Sequence[Found]:
        return self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def _marks_in(self, start: int, end: int) -> Sequence[Quotation]:
        return self._marks[bisect_left(self._mark_starts, start) : bisect_left(self._mark_starts, end)]

    def _is_quoted(self, at: int) -> bool:
        before = bisect_left(self._mark_starts, at) - 1
        return before >= 0 and self._marks[before].outer_end > at

    def _add(self, speaker: str, start: int, end: int, cue: tuple[int, int], *, is_direct: bool) -> None:
        self._said.append(Said(speaker, start, end, is_direct, *cue))
        self._speakers.heard(speaker)

    def _direct(self, mark: Quotation, start: int, used: set[int]) -> None:
        if mark.words(self._body) < _LEAST_DIRECT:
            return
        found = self._behind(mark) or self._before(mark, start)
        if found is None:
            found = self._continued(mark)
        if found is None:
            return
        speaker, cue = found
        used.add(cue[0])
        self._taken.add(mark.outer_start)
        self._add(speaker, mark.start, self._trimmed(mark), cue, is_direct=True)
        line = self._body.find("\n", mark.outer_end, mark.outer_end + 2_000)
        self._open = (speaker, line if line >= 0 else mark.outer_end + 2_000, self._said[-1])

    def _trimmed(self, mark: Quotation) -> int:
        """The end of the words without the comma that belongs to the attribution."""
        end = mark.end
        while end > mark.start and self._body[end - 1] in ", ":
            end -= 1
        return end

    def _behind(self, mark: Quotation) -> tuple[str, tuple[int, int]] | None:
        """ "…," X said; "…," said X; "…" he said."""
        body = self._body
        if body[mark.end - 1] not in ",?!—-–" and body[mark.outer_end : mark.outer_end + 1] not in (",", "—"):
            return None
        limit = mark.outer_end + _AFTER_QUOTE
        stop = _BREAK.search(body, mark.outer_end, limit)
        limit = stop.start() if stop else limit
        next_mark = self._marks_in(mark.outer_end, limit)[:1]
        limit = min(limit, next_mark[0].outer_start) if next_mark else limit
        for cue in self._cues_in(mark.outer_end, limit)[:2]:
            if cue.sense == "adding":
                continue
            if cue.sense == "according":
                speaker = self._after(cue.end, limit)
            elif body[mark.outer_end : cue.start].strip(" ,—–-"):
                speaker = self._subject(mark.outer_end, cue.start)
            else:
                speaker = self._after(cue.end, limit)
            if speaker is not None:
                return speaker, (cue.start, cue.end)
            return None
        return None

    def _before(self, mark: Quotation, start: int) -> tuple[str, tuple[int, int]] | None:
        """X said: "…"; X told reporters, "…"; quoted X as saying "…"."""
        cues = self._cues_in(max(start, mark.outer_start - 160), mark.outer_start)
        if not cues or cues[-1].sense == "according":
            return None
        cue = cues[-1]
        gap = self._body[cue.end : mark.outer_start]
        if any(character in gap for character in '.;\n”"') or not (gap.rstrip().endswith((",", ":", "that")) or not gap.strip()):
            return None
        speaker = self._sentence_subject(start) if cue.sense == "adding" else self._subject(start, cue.start)
        return (speaker, (cue.start, cue.end)) if speaker is not None else None

    def _continued(self, mark: Quotation) -> tuple[str, tuple[int, int]] | None:
        """The rest of a statement: a whole quotation right behind the attribution of another, in its paragraph."""
        if self._open is None or mark.outer_start >= self._open[1]:
            return None
        gap = self._body[self._open[2].end : mark.outer_start]
        before = self._body[max(0, mark.outer_start - 2) : mark.outer_start].strip()
        if len(gap) > 200 or before not in (".", "") or self._body[mark.end - 1] not in ".?!":
            return None
        return self._open[0], (self._open[2].cue_start, self._open[2].cue_end)

    def _reported(self, cue: Found, start: int, end: int) -> None:
        body = self._body
        if _NOT_SAID.search(body, max(start, cue.start - 24), cue.start):
            return
        if cue.sense == "according":
            self._according(cue, start, end)
            return
        left = body[start : cue.start].rstrip()
        speaker = self._sentence_subject(start) if cue.sense == "adding" else self._subject(start, cue.start)
        if cue.sense != "adding" and self._trails(cue, start, end):
            comma = left.rfind(",")
            if left.endswith(","):
                speaker, comma = self._after(cue.end, end), len(left) - 1
            elif comma > 0:
                speaker = self._subject(start + comma + 1, cue.start)
            if speaker is not None and comma > 0 and self._is_clause(start, start + comma):
                self._add(speaker, start, start + comma, (cue.start, cue.end), is_direct=False)
            return
        clause = self._clause(cue, end)
        if speaker is not None and clause is not None and self._is_clause(*clause):
            self._add(speaker, *clause, (cue.start, cue.end), is_direct=False)

    def _trails(self, cue: Found, start: int, end: int) -> bool:
        """Whether the verb ends its clause and what is said stands before: …, X said on Monday."""
        rest = _REST.match(self._body, cue.end, end)
        if rest is None or cue.sense not in ("says", "that"):
            return False
        words = rest.group().split()
        short = len(words) <= 8 and not any(word in ("that", "it", "he", "she", "they", "there") for word in words)
        return short and "," in self._body[start : cue.start] and (len(words) <= 3 or self._body[start : cue.start].rstrip().endswith(","))

    def _clause(self, cue: Found, end: int) -> tuple[int, int] | None:
        """What follows the verb: behind "that", or at once where the verb may stand without it."""
        that = _THAT.match(self._body, cue.end, end)
        if that is not None:
            return that.end(), self._clause_end(that.end(), end)
        if cue.sense != "says" and self._body[cue.start : cue.end] != "saying":
            return None
        time = _TIME.match(self._body, cue.end, end)
        at = time.end() if time is not None else cue.end
        return at, self._clause_end(at, end)

    def _clause_end(self, start: int, end: int) -> int:
        while end > start and self._body[end - 1] in '.;, ”"':
            end -= 1
        return end

    def _is_clause(self, start: int, end: int) -> bool:
        return end > start and len(self._body[start:end].split()) >= _LEAST_WORDS and not self._body[start:end].startswith(("“", '"'))

    def _according(self, cue: Found, start: int, end: int) -> None:
        speaker = self._after(cue.end, min(end, cue.end + 90))
        if speaker is None:
            return
        before = self._body[start : cue.start].rstrip()
        if before.endswith(",") and self._is_clause(start, start + len(before) - 1):
            self._add(speaker, start, start + len(before) - 1, (cue.start, cue.end), is_direct=False)
        elif not before:
            comma = self._body.find(", ", cue.end, end)
            if comma > 0 and self._is_clause(comma + 2, self._clause_end(comma + 2, end)):
                self._add(speaker, comma + 2, self._clause_end(comma + 2, end), (cue.start, cue.end), is_direct=False)

    def _after(self, start: int, end: int) -> str | None:
        """Whom the words right behind a verb name: said U.S. President Donald Trump."""
        places = self._speakers.places(start, min(end, start + 110))
        for at, place in enumerate(places):
            if _AFTER.fullmatch(self._body, start, place.start) is None and self._body[start : place.start].strip():
                return None
            following = places[at + 1] if at + 1 < len(places) else None
            person = following is not None and self._speakers.is_person(self._speakers.head(following))
            if following is not None and person and not self._speakers.is_person(self._speakers.head(place)):
                gap = self._body[place.end : following.start]
                if len(gap) < 50 and "," not in gap and _GAP.fullmatch(gap):
                    continue
            if _UNFIT.search(self._body[place.end : place.end + 14].rstrip(" .,") + " "):
                return None
            return self._speakers.head(place)
        noun = _NOUN.search(self._body[start - 1 : min(end, start + 40)].rstrip(". "))
        return self._speakers.by_noun(noun.group(1), start) if noun else None

    def _sentence_subject(self, start: int) -> str | None:
        """The actor that the sentence begins with."""
        first = self._speakers.places(start, start + 60)[:2]
        pronoun = re.match(r"(?:He|She)\b", self._body[start : start + 4])
        if pronoun:
            return self._speakers.person
        if not first or _COMPLEMENT.search(self._body, start, first[0].start) or self._is_quoted(first[0].start):
            return None
        people = [place for place in first if self._speakers.is_person(self._speakers.head(place))]
        if people and _GAP.fullmatch(self._body, first[0].end, people[0].start + 1) and people[0] is not first[0]:
            return self._speakers.head(people[0])
        return self._speakers.head(first[0])

    def _subject(self, start: int, verb: int) -> str | None:
        """Who stands right before the verb: a pronoun, a noun like 'the ministry', or a named actor with its title or apposition."""
        start = max(start, verb - 260)
        left = self._body[start:verb]
        pronoun = _PRONOUN.search(left)
        if pronoun is not None:
            return self._pronoun(pronoun.group(1).lower())
        end = verb
        if left.rstrip().endswith(","):
            comma = left.rstrip()[:-1].rfind(",")
            if comma < 0:
                return None
            end = start + comma
        place = self._nearest(start, end)
        if place is not None:
            return self._heading(place, start)
        noun = _NOUN.search(self._body[start:end] + " ")
        if noun is None:
            return None
        return self._speakers.by_noun(noun.group(1), start)

    def _pronoun(self, word: str) -> str | None:
        if word in ("he", "she"):
            return self._speakers.person
        if word == "it":
            return self._speakers.body
        return None

    def _nearest(self, start: int, end: int) -> Place | None:
        """The last place before `end` that nothing but its title parts from it."""
        places = self._speakers.places(start, end)
        if not places or places[-1].end > end:
            return None
        gap = self._body[places[-1].end : end]
        if _GAP.fullmatch(gap) is None or _UNFIT.search(gap):
            return None
        return places[-1]

    def _heading(self, place: Place, start: int) -> str | None:
        """The actor of the noun phrase that a place ends: Kim of the ministry is Kim, a spokesperson for the ministry is the ministry."""
        before = self._body[start : place.start]
        if _COMPLEMENT.search(before) is None:
            return self._speakers.head(place)
        earlier = self._speakers.places(start, place.start)
        if earlier:
            gap = self._body[earlier[-1].end : place.start]
            if (
                self._speakers.is_person(self._speakers.head(earlier[-1]))
                and re.fullmatch(r",?[\w\s’'-]{0,60}", gap)
                and not _CLAUSE_BREAK.search(gap)
            ):
                return self._speakers.head(earlier[-1])
        return self._speakers.head(place) if _OWN_VOICE.search(before) else None
