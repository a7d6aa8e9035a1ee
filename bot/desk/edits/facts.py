"""Whether a change at the source is one that readers are told of: other words in the headline, or in the lead another figure, another
name, a negation that came or went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.desk.edits.diff import Step, Word, steps_of, words_of
from bot.desk.edits.wording import Tidy, Wording, same_title, tidy_lead, tidy_title
from bot.desk.titles import shape_of

_NEGATIVE = """
    not no never none neither nor without cannot can't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't hasn't haven't
    denies denied deny rejects rejected refuses refused fails failed cancels cancelled canceled withdraws withdrew suspends suspended
    halts halted postpones postponed"""
_NEGATIONS = frozenset(_NEGATIVE.split())
_KOREAN_NEGATION = re.compile(r"않|못[하한했해]|없|아니|아닌|부인|거부|거절|무산|취소|철회|불발|중단|보류|연기|반대")
_KOREAN_NOT = frozenset({"안", "못"})
_STATES = re.compile(
    r"미국|한국|북한|중국|일본|러시아|우크라이나|이란|이스라엘|대만|영국|프랑스|독일|호주|인도|베트남|필리핀|유엔|나토|유럽연합|백악관|청와대"
    r"|대통령실|국무부|국방부|외교부|통일부|산업부|재무부|상무부|합참|주한미군|국회|의회|펜타곤|평양|서울|워싱턴|베이징|도쿄|모스크바"
)
_OFFICES = re.compile(
    r"(?:국무)?위원장|대통령|총리|부통령|장관|차관|의원|대표|총비서|부부장|사령관|대사|실장|보좌관|대변인|총장|국장|회장|의장|지사|시장|씨|교수"
)
_NAME = re.compile("[가-힣]{2,4}")
_OPENING_WORDS = """
    a an the in on at to of for from by with as after before since while when if but and or so it its this that these those he she they
    we his her their there here two three four five six seven eight nine ten some many most more all both each no not new one officials
    meanwhile however earlier later still also under over amid among despite according last next who what why how"""
_PLAIN_OPENINGS = frozenset(_OPENING_WORDS.split())


def is_material(old: Wording, new: Wording, outlet_names: Sequence[str] = ()) -> bool:
    """Whether the new wording says something else. Capitals, spaces and punctuation never do (a question mark behind a headline does), nor
    does a lead that only goes on for longer or ends sooner."""
    return headline_changed(old.title, new.title, outlet_names) or lead_changed(old.lead, new.lead)


def headline_changed(old: str, new: str, outlet_names: Sequence[str] = ()) -> bool:
    """Whether the words of a headline are others."""
    if same_title(old, new, outlet_names):
        return False
    return _joined(tidy_title(old, outlet_names)) != _joined(tidy_title(new, outlet_names))


def lead_changed(old: str, new: str) -> bool:
    """Whether a figure, a name or a negation of the lead was taken out, put in or exchanged."""
    before, after = tidy_lead(old), tidy_lead(new)
    if not before.text or not after.text:
        return False
    first, then = words_of(before.text), words_of(after.text)
    steps = _without_tail(steps_of(first, then), before, after)
    gone = Counter(fact for step in steps for fact in _facts(before.text, first, step.old_from, step.old_to))
    come = Counter(fact for step in steps for fact in _facts(after.text, then, step.new_from, step.new_to))
    return gone != come


def _joined(title: Tidy) -> str:
    """The words without the spaces and hyphens between them, which are written either way; but figures stay apart."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(word.key.replace("-", "") for word in words_of(title.text)))


def _without_tail(steps: Sequence[Step], before: Tidy, after: Tidy) -> list[Step]:
    """The changes but for what one text has behind the end of the other: it goes on for longer, or was cut sooner."""
    changes = [step for step in steps if not step.is_equal]
    if not changes or steps[-1].is_equal:
        return changes
    last = changes[-1]
    if last.old_from == last.old_to or last.new_from == last.new_to:
        return changes[:-1]
    if not (before.is_cut or after.is_cut):
        return changes
    shared = min(last.old_to - last.old_from, last.new_to - last.new_from) - 1  # the word in which it was cut is not whole
    shortened = replace(last, old_to=last.old_from + shared, new_to=last.new_from + shared)
    return [*changes[:-1], shortened]


def _facts(text: str, words: Sequence[Word], first: int, last: int) -> Iterator[str]:
    for place in range(first, last):
        yield from _facts_of(text, words, place)


def _facts_of(text: str, words: Sequence[Word], place: int) -> Iterator[str]:
    word = words[place]
    if word.key[0].isdigit():
        yield word.key
    elif "가" <= word.key[0] <= "힣":
        yield from _korean_facts(words, place)
    elif word.key in _NEGATIONS:
        yield "not"
    elif shape_of(word.key).fixed or _is_name(text, word):
        yield word.key


def _korean_facts(words: Sequence[Word], place: int) -> Iterator[str]:
    key = words[place].key
    if key in _KOREAN_NOT or _KOREAN_NEGATION.search(key):
        yield "not"
    yield from _STATES.findall(key)
    following = words[place + 1].key if place + 1 < len(words) else ""
    if _NAME.fullmatch(key) and _OFFICES.match(following) and not _OFFICES.match(key) and not _STATES.match(key):
        yield key
    yield from (found[0] for found in [_OFFICES.match(key)] if found)


def _is_name(text: str, word: Word) -> bool:
    """A Chinese character, or a word in capitals that does not only open a sentence."""
    if "㐀" <= word.text[0] <= "\u9fff":
        return True
    if not word.text[0].isupper():
        return False
    before = text[: word.start].rstrip(" \"'([")
    return word.key not in _PLAIN_OPENINGS or not (before == "" or before[-1] in ".!?:")
