"""Whether an article's page is worth fetching."""

from __future__ import annotations

import re

from bot.model import FullText

_ENOUGH_BODY = 600
_ENOUGH_LEAD = 1_500
"""Characters from which a feed's own text is taken for the article. Korean says as much in half the letters, so Hangul counts twice."""

_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|\[…\]|(?:read|continue|더\s*보기|전체\s*보기|기사\s*더보기)[^\n]{0,30})\s*$", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")


def needs_full_text(policy: FullText, lead: str, body: str) -> bool:
    """Whether to fetch the page of an article whose feed gave this lead and body (plain text)."""
    if policy is not FullText.AUTO:
        return policy is FullText.ALWAYS
    if body:
        return _weight(body) < _ENOUGH_BODY or _is_cut(body)
    return _weight(lead) < _ENOUGH_LEAD or _is_cut(lead)


def _weight(text: str) -> int:
    return len(text) + len(_HANGUL.findall(text[: 2 * _ENOUGH_LEAD]))


def _is_cut(text: str) -> bool:
    return bool(_CUT.search(text[-80:]))
