"""Many surface forms, one pass over the text (Aho and Corasick 1975), word edges right in English and Korean.

Every form that stands in the text with its edges is a hit; which of overlapping hits counts is decided by the handlers, for an actor's
name inside a theme's phrase speaks for both. Linear in the length of the text and the number of hits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from handlers.edges import Follow, left_ok, plural_end, right_ok
from handlers.script import LATIN, fold, is_latin, without_surrogates

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """A surface form and what it stands for. `except_in` lists longer strings inside which it does not count."""

    text: str
    target: T
    follow: Follow
    except_in: tuple[str, ...] = ()


class Hit(NamedTuple, Generic[T]):
    """A form found at [start, end) code points of the text."""

    start: int
    end: int
    target: T


class _Rule(NamedTuple, Generic[T]):
    """One target of a pattern. `except_at` groups the longer strings by the pattern's place in them; `is_free`: its edges suffice."""

    target: T
    follow: Follow
    exact: str | None
    is_proper: bool
    takes_plural: bool
    is_free: bool
    except_at: tuple[tuple[int, tuple[str, ...]], ...]


class Gazetteer(Generic[T]):
    """All forms in one automaton. Built once, holds no state of any text, safe to share between threads."""

    def __init__(self, forms: Iterable[Form[T]]) -> None:
        rules: dict[str, list[_Rule[T]]] = {}
        for form in forms:
            pattern = fold(without_surrogates(form.text)).strip()
            if pattern:
                rules.setdefault(pattern, []).append(_rule(form, pattern))
        self._patterns = tuple(
            (pattern[0] in LATIN, pattern[-1] in LATIN, any(rule.takes_plural for rule in same), tuple(same))
            for pattern, same in rules.items()
        )
        self._automaton = AhoCorasick(list(rules), matchkind=MatchKind.Standard, store_patterns=False)

    def scan(self, text: str) -> list[Hit[T]]:
        """All hits in order of their ends. `text` must hold no lone surrogates."""
        folded = fold(text)
        size, patterns = len(folded), self._patterns
        hits: list[Hit[T]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            begins_latin, ends_latin, takes_plural, rules = patterns[index]
            # Most raw matches are a short form inside a longer Latin word; they are told without a call.
            if begins_latin and start and folded[start - 1] in LATIN:
                continue
            stop = end
            if ends_latin and end < size and folded[end] in LATIN:
                stop = plural_end(folded, end) if takes_plural else end
                if stop == end:
                    continue
            whole_word = begins_latin and ends_latin
            hits += [
                Hit(start, stop, rule.target)
                for rule in rules
                if (stop == end or rule.takes_plural) and ((whole_word and rule.is_free) or _counts(rule, text, folded, start, end))
            ]
        return hits


def _rule(form: Form[T], pattern: str) -> _Rule[T]:
    text = form.text.strip()
    letters = [character for character in text if character.isalpha() and character.isascii()]
    capitals = bool(letters) and len(letters) == sum(character.isalpha() for character in text) and all(c.isupper() for c in letters)
    at: dict[int, list[str]] = {}
    for blocker in map(fold, form.except_in):
        for offset in range(len(blocker) - len(pattern) + 1):
            if blocker.startswith(pattern, offset):
                at.setdefault(offset, []).append(blocker)
    is_proper = not capitals and any(character.isupper() for character in letters)
    return _Rule(
        target=form.target,
        follow=form.follow,
        exact=text if capitals else None,
        is_proper=is_proper,
        takes_plural=form.follow is Follow.TERM and not capitals and is_latin(pattern[-1]) and pattern[-1].isalpha(),
        is_free=not (capitals or is_proper or at),
        except_at=tuple((offset, tuple(blockers)) for offset, blockers in at.items()),
    )


def _counts(rule: _Rule[T], text: str, folded: str, start: int, end: int) -> bool:
    """Whether the form counts here by its case, its edges and its exceptions. What Latin it touches has been seen to."""
    if rule.is_proper and text[start:end].islower():
        return False
    if not left_ok(folded, start, rule.follow, end - start) or not right_ok(folded, end, rule.follow, end - start):
        return False
    if rule.exact is not None and not _same_case(text, start, end, rule.exact):
        return False
    return not (rule.except_at and any(at <= start and folded.startswith(blockers, start - at) for at, blockers in rule.except_at))


def _same_case(text: str, start: int, end: int, exact: str) -> bool:
    return text[start:end] == exact or all(text[start + at] == character for at, character in enumerate(exact) if character.isalpha())


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Of overlapping hits the longer counts, of equally long ones the right; several targets of the same words all stay. In text order."""
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.start < kept[-1].end:
            last = kept[-1]
            if (hit.start, hit.end) != (last.start, last.end):
                if hit.end <= last.end or hit.end - hit.start < last.end - last.start:
                    continue
                while kept and kept[-1].end > hit.start:
                    kept.pop()
        kept.append(hit)
    return kept
