"""English speech: "…," X said; said X; X said: "…"; X said (that) …; …, X said; according to X."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import partial

from handlers.mentions import Place
from handlers.quotes.english_forms import (
    AFTER,
    AFTER_QUOTE,
    ALSO,
    APPOSITION,
    AS_SAYING,
    BARE_PARTICIPLES,
    BREAK,
    CLAUSE_BREAK,
    COMMAS,
    COMPLEMENT,
    DASH,
    DASHES,
    FINITE,
    GAP,
    HE_OR_SHE,
    LEAST_DIRECT,
    LEAST_WORDS,
    LONGEST,
    MARKS,
    NAME_BEFORE,
    NAME_GOES_ON,
    NEAR,
    NOT_SAID,
    NOUN,
    OF_A_HOUSE,
    OWN_VOICE,
    PARENTHESIS,
    PRONOUN,
    REST,
    SAME_NAME,
    SAME_PHRASE,
    THAT,
    TIME,
    UNFIT,
    WHEN_OR_WHERE,
)
from handlers.quotes.marks import Quotation
from handlers.quotes.speakers import Said, Speakers
from handlers.reading import Sentence
from handlers.script import words
from handlers.wordings import Found

_PRONOUNS = frozenset(words("he she it they we i"))
_BEHIND_PRONOUN = _PRONOUNS | set(words("also both later then earlier further again meanwhile once has have had turn"))
_BEHIND_AND = frozenset(words("and but then also again later"))
_UNSAID = frozenset(words("is are was were be been being not never to would could should if who"))
"""The last words with which PRONOUN, ALSO and NOT_SAID can end: what stands before most verbs is a name, and is told at once."""


def _last_word(text: str) -> str:
    return text.rstrip().rpartition(" ")[2]


def _may_end(last: str, some: Collection[str]) -> bool:
    """Whether a last word is one of some, an adverb, a day, or not plain letters."""
    return last in some or last.endswith(("ly", "day")) or not last.isalpha()


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
        if self._cues:
            for sentence in self._sentences:
                self._sentence(sentence)
        return sorted(self._said, key=lambda said: said.start)

    def _sentence(self, sentence: Sentence) -> None:
        span = sentence.span
        cues, marks = self._cues_in(span.start, span.end), self._marks_in(span.start - 1, span.end)
        if cues or marks:
            start, used = span.start + sentence.opening, set[int]()
            for mark in marks:
                if mark.outer_start >= start - 1 and mark.outer_start not in self._taken:
                    self._direct(mark, start, used)
            for cue in cues:
                if cue.start >= start and cue.start not in used and not self._is_quoted(cue.start):
                    self._reported(cue, start, span.end)
        self._speakers.named(partial(self._begins_with, sentence))

    def _begins_with(self, sentence: Sentence) -> str | None:
        """The actor that stands near the beginning of a sentence."""
        start = sentence.span.start + sentence.opening
        first = self._speakers.places(start, min(start + NEAR, sentence.span.end))[:1]
        return self._speakers.head(first[0]) if first and not self._is_quoted(first[0].start) else None

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
        if mark.words(self._body) < LEAST_DIRECT:
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
        limit = mark.outer_end + AFTER_QUOTE
        stop = BREAK.search(body, mark.outer_end, limit)
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
        speaker = self._added(cue, start) if cue.sense == "adding" else self._subject(start, cue.start)
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
        last = _last_word(body[max(start, cue.start - 24) : cue.start])
        if _may_end(last, _UNSAID) and NOT_SAID.search(body, max(start, cue.start - 24), cue.start):
            return
        if cue.sense == "according":
            self._according(cue, start, end)
            return
        if _may_end(last, _PRONOUNS) and PARENTHESIS.search(body, max(start, cue.start - 12), cue.start):
            return
        if cue.sense == "adding":
            self._add_clause(self._added(cue, start), cue, end)
        elif not self._trailing(cue, start, end):
            self._add_clause(self._subject(start, cue.start), cue, end)

    def _added(self, cue: Found, start: int) -> str | None:
        """Who adds: quoted X as saying; X did this, saying that."""
        if AS_SAYING.search(self._body, max(start, cue.start - 4), cue.start):
            return self._subject(start, cue.start - 4)
        return self._sentence_subject(start)

    def _add_clause(self, speaker: str | None, cue: Found, end: int) -> None:
        clause = self._clause(cue, end)
        if speaker is not None and clause is not None and self._is_clause(*clause):
            self._add(speaker, *clause, (cue.start, cue.end), is_direct=False)

    def _trailing(self, cue: Found, start: int, end: int) -> bool:
        """…, X said on Monday; …, said X: what is said stands before, up to the comma. False where the verb has its clause behind it."""
        if cue.start - start > LONGEST:
            return False
        left = self._body[start : cue.start].rstrip()
        rest = REST.match(self._body, cue.end, end)
        if rest is None or "," not in left:
            return False
        comma = left.rfind(",")
        if self._is_quoted(start) or left[comma - 1 : comma + 2].strip(MARKS) != left[comma - 1 : comma + 2]:
            return False
        speaker = None
        if left.endswith(","):
            speaker = self._after(cue.end, min(end, cue.end + 110))
        elif WHEN_OR_WHERE.fullmatch(rest.group(1)) and FINITE.search(rest.group(1)) is None:
            speaker = self._subject(start + comma + 1, cue.start)
        if speaker is None or not self._is_clause(start, start + comma):
            return False
        self._add(speaker, start, start + comma, (cue.start, cue.end), is_direct=False)
        return True

    def _clause(self, cue: Found, end: int) -> tuple[int, int] | None:
        """What follows the verb: behind "that", or at once where the verb may stand without it."""
        that = THAT.match(self._body, cue.end, end) if self._body.find("that", cue.end, end) >= 0 else None
        if that is not None:
            return that.end(), self._clause_end(that.end(), end)
        if self._body.startswith(",", cue.end):
            return None
        if cue.sense != "says" and self._body[cue.start : cue.end] not in BARE_PARTICIPLES:
            return None
        if self._body.endswith(DASHES, max(0, cue.start - 4), cue.start):
            dash = DASH.search(self._body, cue.end, end)
            end = dash.start() if dash else end
        time = TIME.match(self._body, cue.end, end)
        at = time.end() if time is not None else cue.end
        return at, self._clause_end(at, end)

    def _clause_end(self, start: int, end: int) -> int:
        while end > start and self._body[end - 1] in '.;, ”"':
            end -= 1
        return end

    def _is_clause(self, start: int, end: int) -> bool:
        if end - start > LONGEST:
            return False
        clause = self._body[start:end]
        return len(clause.split()) >= LEAST_WORDS and not clause.startswith(("“", '"', "so ", "in ", "on ", "at ", "to ", "of ", "as "))

    def _according(self, cue: Found, start: int, end: int) -> None:
        speaker = self._after(cue.end, min(end, cue.end + 90))
        if speaker is None:
            return
        before = self._body[start : cue.start].rstrip()
        if before.endswith(",") and self._is_clause(start, start + len(before) - 1):
            self._add(speaker, start, start + len(before) - 1, (cue.start, cue.end), is_direct=False)
        elif not before:
            comma = self._body.find(", ", cue.end, end)
            if comma > 0 and self._body.startswith((", which ", ", who "), comma):
                comma = self._body.find(", ", comma + 2, end)
            if comma > 0 and self._is_clause(comma + 2, self._clause_end(comma + 2, end)):
                self._add(speaker, comma + 2, self._clause_end(comma + 2, end), (cue.start, cue.end), is_direct=False)

    def _after(self, start: int, end: int) -> str | None:
        """Whom the words right behind a verb name: said U.S. President Donald Trump."""
        places = self._speakers.places(start, min(end, start + 110))
        for at, place in enumerate(places):
            if AFTER.fullmatch(self._body, start, place.start) is None and self._body[start : place.start].strip():
                return None
            following = places[at + 1] if at + 1 < len(places) else None
            if following is not None and not self._is_person(place) and self._names_on(place, following):
                continue
            if UNFIT.search(self._body[place.end : place.end + 14].rstrip(" .,")) or self._is_cut(place):
                return None
            return self._speakers.head(place)
        noun = NOUN.search(self._body[start - 1 : min(end, start + 40)].rstrip(". "))
        return self._speakers.by_noun(noun.group(1), start) if noun else None

    def _is_person(self, place: Place) -> bool:
        return self._speakers.is_person(self._speakers.head(place))

    def _names_on(self, place: Place, following: Place) -> bool:
        """Whether the next name ends the same phrase: U.S. President Donald Trump, South Korean shipbuilder Hanwha."""
        gap = self._body[place.end : following.start]
        return len(gap) < SAME_PHRASE and SAME_NAME.fullmatch(gap) is not None

    def _is_cut(self, place: Place) -> bool:
        """Whether a state's name is only the beginning of a longer one that nobody knows: the Korea Chamber of Commerce."""
        if not self._speakers.is_state(self._speakers.head(place)):
            return False
        before = self._body[max(0, place.start - 24) : place.start]
        return NAME_GOES_ON.match(self._body, place.end) is not None or NAME_BEFORE.search(before) is not None

    def _sentence_subject(self, start: int) -> str | None:
        """The actor that the sentence begins with."""
        first = self._speakers.places(start, start + 60)[:2]
        pronoun = HE_OR_SHE.match(self._body, start, start + 4)
        if pronoun:
            return self._speakers.person
        if not first or COMPLEMENT.search(self._body, start, first[0].start) or self._is_quoted(first[0].start):
            return None
        people = [place for place in first if self._speakers.is_person(self._speakers.head(place))]
        if people and GAP.fullmatch(self._body, first[0].end, people[0].start + 1) and people[0] is not first[0]:
            return self._speakers.head(people[0])
        return self._speakers.head(first[0])

    def _subject(self, start: int, verb: int) -> str | None:
        """Who stands right before the verb: a pronoun, a noun like 'the ministry', or a named actor with its title or apposition."""
        start = max(start, verb - 260)
        left = self._body[start:verb]
        last, low = _last_word(left).lower(), left.lower()
        may_be_pronoun = " in a" in low or " in the" in low or _may_end(last, _BEHIND_PRONOUN)
        pronoun = PRONOUN.search(left) if may_be_pronoun else None
        if pronoun is not None:
            return self._pronoun(pronoun.group(1).lower())
        if _may_end(last, _BEHIND_AND) and ALSO.search(left):
            return self._sentence_subject(start)
        end = verb
        if left.rstrip().endswith(","):
            end = start + left.rstrip()[:-1].rfind(",")
            inside = self._speakers.places(max(start, end), verb)
            if len(inside) == 1 and verb - end - (inside[0].end - inside[0].start) < COMMAS:
                return self._speakers.head(inside[0])
        place = self._nearest(start, end)
        if place is not None:
            return self._heading(place, start)
        noun = NOUN.search(self._body[start:end] + " ") if end > start else None
        return self._speakers.by_noun(noun.group(1), start) if noun else None

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
        fits = GAP.fullmatch(gap) or (self._speakers.is_person(self._speakers.head(places[-1])) and OF_A_HOUSE.fullmatch(gap))
        return places[-1] if fits and not UNFIT.search(gap) else None

    def _heading(self, place: Place, start: int) -> str | None:
        """The actor of the noun phrase that a place ends: Kim of the ministry is Kim, a spokesperson for the ministry is the ministry."""
        start = max(start, place.start - 260)
        before = self._body[start : place.start]
        if COMPLEMENT.search(before) is None:
            return self._speakers.head(place)
        earlier = self._speakers.places(start, place.start)
        if earlier:
            gap = self._body[earlier[-1].end : place.start]
            if self._speakers.is_person(self._speakers.head(earlier[-1])) and APPOSITION.fullmatch(gap) and not CLAUSE_BREAK.search(gap):
                return self._speakers.head(earlier[-1])
        return self._speakers.head(place) if OWN_VOICE.search(before) else None
